"""Numbers by value."""

import pytest

from tests.checks.reading import diagnostics, errors


@pytest.mark.parametrize(
    ("locale", "source", "target"),
    [
        ("ru", "1,234 copies", "1,234 экземпляра"),
        ("ru", "1,234.5 copies", "1\u00a0234 экземпляра"),
        ("ru", "25% of all", "25 из всех"),
        ("ru", "25% of all", "26\u00a0% всех"),
        ("ru", "20 April 2023", "20 апреля 2022 г."),
        ("ru", "20 April 2023", "апрель 2023 г."),
        ("ru", "VI forum", "VII форум"),
        ("ru", "the forum", "VI форум"),
        ("ru", "seven libraries", "8 библиотек"),
        ("ru", "100 librarians", "1000 библиотекарей"),
        ("kk", "20 April 2023", "2023 жылғы 21 сәуір"),
        ("ro", "1,500 pages", "1,500 pagini"),
        ("az", "in 2019", "2091-ci ildə"),
        ("ro", "CC BY 4.0", "CC BY 4.1"),
        ("hy", "40,000 books", "40,000 գիրք"),
        ("hy", "30% of all", "բոլորի 3%-ը"),
        ("uz", "1.5 pages", "15 sahifa"),
    ],
)
def test_another_value_is_an_error(locale, source, target):
    """A value lost, added or changed is found in any language's writing."""
    assert "number" in errors(source, target, locale)


@pytest.mark.parametrize(
    ("locale", "source", "target"),
    [
        ("ru", "3 libraries", "три библиотеки"),
        ("ru", "three libraries", "3 библиотеки"),
        ("ru", "once in 10 years", "раз в десять лет"),
        ("ru", "Python 3.11 and 1.2.3", "Python 3.11 и 1.2.3"),
        ("ru", "at 3 p.m.", "в 15 часов"),
        ("ru", "in 2019 100 librarians", "в 2019 100 библиотекарей"),
        ("ru", "20 100-page books", "20 100-страничных книг"),
        ("ru", "100,000 readers", "100 000 читателей"),
        ("ru", "IPv6 and UTF-8", "IPv6 и UTF-8"),
        ("ru", "2023-04-20", "20 апреля 2023 г."),
        ("be", "25% of all", "25 працэнтаў усіх"),
        ("uz", "1,5 and 2", "1,5 va 2"),
        ("fa", "12 books", "۱۲ کتاب"),
        ("ru", "the 2022 report of the meeting that the libraries of the region held in the year 2022", "доклад встречи библиотек региона, прошедшей в 2022 году"),
    ],
)  # fmt: skip
def test_the_same_value_in_other_writing_passes(locale, source, target):
    """Small numbers in words, months by name, versions, half days and other digits say the same."""
    assert "number" not in errors(source, target, locale)


def test_a_heading_keeps_its_roman_letter():
    """The single letter that numbers a heading counts only in a heading."""
    source, target = "V. LIS education", "IV. Библиотечное образование"
    assert "number" in errors(source, target, "ru", extracted=("heading",))
    assert "number" not in errors("V. Mayakovsky Library", "Библиотека имени В. Маяковского", "ru")


def test_numbers_of_links_and_code_are_not_compared():
    """What is inside addresses and code is the business of other checks."""
    assert errors("see <https://a.org/2023/04>, `x = 12`", "см. <https://a.org/2023/04>, `x = 12`", "ru") == set()


def test_the_finding_shows_the_numbers_of_both_texts():
    """Whoever corrects it sees what was read."""
    (found,) = diagnostics("30% of 100", "31\u00a0% из 100", "ru")
    assert found.message == "number changed: 30 → 31"
    assert found.detail == "numbers of the source: 30 %, 100; of the translation: 31 %, 100"


def test_the_singular_may_do_without_its_number():
    """A plural form may leave the number out, but not bring in another."""
    more = {"msgid_plural": "2 or more books"}
    assert "number" not in errors("1 book", ("книга", "2 книги и больше", "2 книги и больше"), "ru", **more)
    assert "number" in errors("1 book", ("книга", "7 книг и больше", "2 книги и больше"), "ru", **more)


@pytest.mark.parametrize(
    ("locale", "target"),
    [
        ("ar", "١٬٢٣٤٫٥٠ يورو في عام ٢٠٢٤، أو ٢٥٪ من ١٢٠٬٠٠٠"),
        ("fa", "۱٬۲۳۴٫۵۰ یورو در ۲۰۲۴ یا ۲۵٪ از ۱۲۰٬۰۰۰"),
        ("fa", "۱٬۲۳۴٫۵۰ یورو در ۱۴۰۳ یا ۲۵٪ از ۱۲۰٬۰۰۰"),
        ("hi", "2024 में 1,234.50 यूरो, या 1,20,000 का 25%"),
        ("hi", "२०२४ में १,२३४.५० यूरो, या १,२०,००० का २५%"),
        ("bn", "২০২৪ সালে ১,২৩৪.৫০ ইউরো, বা ১,২০,০০০-এর ২৫%"),
        ("zh-Hant", "2024年的費用為1,234.50歐元,即12萬的25%"),
        ("ja", "2024年の費用は1,234.50ユーロ、12万の25%"),
        ("th", "ราคา 1,234.50 ยูโรในปี 2567 หรือ 25% ของ 120,000"),
        ("th", "ราคา ๑,๒๓๔.๕๐ ยูโรในปี ๒๕๖๗ หรือ ๒๕% ของ ๑๒๐,๐๐๐"),
        ("es", "1234,50 euros en 2024, o el 25 % de 120 000"),
        ("de-CH", "2024 1’234.50 Euro oder 25 % von 120’000"),
        ("kk-Arab", "2024 جىلى 1 234,50 ەۋرو، نەمەسە 120 000 نىڭ 25%-ى"),
    ],
)
def test_numbers_in_other_writings_are_the_same(locale, target):
    """Other digits, signs between thousands, powers of ten, calendars."""
    assert "number" not in errors("1,234.50 euros in 2024, or 25% of 120,000", target, locale)


@pytest.mark.parametrize(
    ("locale", "target"),
    [
        ("ar", "١٬٢٣٥٫٥٠ يورو في عام ٢٠٢٤"),
        ("hi", "2024 में 1,234.50 यूरो, या 1,20,00,000"),
        ("ja", "2024年の費用は1,234.50ユーロ、13万"),
        ("th", "ราคา 1,234.50 ยูโรในปี 2566 หรือ 120,000"),
    ],
)
def test_other_numbers_in_other_writings_are_not(locale, target):
    """Each writing is read, not waved through."""
    assert "number" in errors("1,234.50 euros in 2024, or 120,000", target, locale)


def test_powers_of_ten_add_up():
    """3亿5000万 is one number."""
    assert "number" not in errors("350,000,000 readers", "3亿5000万读者", "zh")
    assert "number" in errors("350,000,000 readers", "3亿500万读者", "zh")
