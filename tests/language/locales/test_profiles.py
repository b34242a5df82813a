"""The profiles: every field of every locale, against the specification."""

from __future__ import annotations

import datetime as dt
import gettext
import unicodedata

import pytest

from toolkit.language.locales import Locale, known_locales, load_locale
from toolkit.language.locales.format import format_date, format_number, format_percent, join_and, join_or

_TWO = "nplurals=2; plural=(n != 1);"
_SLAVIC = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
_ROMANIAN = "nplurals=3; plural=(n==1 ? 0 : n==0 || (n%100>=1 && n%100<=19) ? 1 : 2);"
PLURALS = {
    **dict.fromkeys(("en", "az", "kk", "ky", "uz", "uz-Cyrl", "tk", "tg"), _TWO),
    **dict.fromkeys(("ru", "be"), _SLAVIC),
    "hy": "nplurals=2; plural=(n > 1);",
    "ro": _ROMANIAN,
}
QUOTES = {
    "en": "“”‘’",
    "ru": "«»„“",
    "az": "“”‘’",
    "hy": "«»",
    "be": "«»„“",
    "kk": "«»“”",
    "ky": "«»„“",
    "tg": "«»„“",
    "uz": "“”‘’",
    "uz-Cyrl": "«»",
    "ro": "„”«»",
    "tk": "“”",
}
DATES = {
    "en": "20 April 2023",
    "ru": "20 апреля 2023 г.",
    "az": "20 aprel 2023",
    "hy": "20 ապրիլի, 2023 թ.",
    "be": "20 красавіка 2023 г.",
    "kk": "2023 жылғы 20 сәуір",
    "ky": "2023-жылдын 20-апрели",
    "tg": "20 апрели соли 2023",
    "uz": "2023-yil 20-aprel",
    "uz-Cyrl": "2023 йил 20 апрель",
    "ro": "20 aprilie 2023",
    "tk": "20 aprel 2023",
}
NUMBERS = {**dict.fromkeys(DATES, "1 234,5"), "en": "1,234.5", "az": "1.234,5", "ro": "1.234,5"}
PERCENTS = {**dict.fromkeys(DATES, "25%"), **dict.fromkeys(("ru", "be", "ro", "tk"), "25 %")}
WORDS = {
    "en": ("and", "or"),
    "ru": ("и", "или"),
    "az": ("və", "yaxud"),
    "hy": ("և", "կամ"),
    "be": ("і", "ці"),
    "kk": ("және", "немесе"),
    "ky": ("жана", "же"),
    "tg": ("ва", "ё"),
    "uz": ("va", "yoki"),
    "uz-Cyrl": ("ва", "ёки"),
    "ro": ("și", "sau"),
    "tk": ("we", "ýa-da"),
}
OWN_LETTERS = {
    "ru": "ёЁ",
    "az": "əğıİöüçşƏĞIiÖÜÇŞ",
    "hy": "և",
    "be": "ўіЎІ",
    "kk": "әғқңөұүһіӘҒҚҢӨҰҮҺІ",
    "ky": "ңөүҢӨҮ",
    "tg": "ғӣқӯҳҷҒӢҚӮҲҶ",
    "uz": "ogʻʼ",
    "uz-Cyrl": "ўқғҳЎҚҒҲ",
    "ro": "ăâîșțĂÂÎȘȚ",
    "tk": "äçžňöşüýÄÇŽŇÖŞÜÝ",
}
FOREIGN_LETTERS = {
    "ru": "іaә",
    "az": "әw",
    "be": "ищъИЩЪi",
    "kk": "iў",
    "ky": "qіұ",
    "tg": "ўщыцьЎ",
    "uz": "w'‘’ў",
    "uz-Cyrl": "щыӯ",
    "ro": "şţŞŢ",
    "tk": "ñcqvx",
}
AUTONYMS = {
    "en": "English",
    "ru": "Русский",
    "az": "Azərbaycanca",
    "hy": "Հայերեն",
    "be": "Беларуская",
    "kk": "Қазақша",
    "ky": "Кыргызча",
    "tg": "Тоҷикӣ",
    "uz": "Oʻzbekcha",
    "uz-Cyrl": "Ўзбекча",
    "ro": "Română",
    "tk": "Türkmençe",
    "ar": "العربية",
    "fa": "فارسی",
}
SCRIPT_NAMES = {"Latn": "LATIN", "Cyrl": "CYRILLIC", "Armn": "ARMENIAN", "Arab": "ARABIC"}
DAY = dt.date(2023, 4, 20)
EVERY = pytest.mark.parametrize("tag", known_locales())
SPECIFIED = pytest.mark.parametrize("tag", sorted(DATES))


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def _texts(locale: Locale) -> list[str]:
    return [
        *(
            getattr(locale, name)
            for name in ("autonym", "name", "date", "percent", "list_and", "list_or", "word_marks")
        ),
        *locale.months,
        *locale.nobreak_after,
        *locale.nobreak_before,
        *locale.confusable.values(),
    ]


def test_the_commonwealth_is_known() -> None:
    """Every locale of the specification has a profile, and so has one that is written from right to left."""
    assert set(DATES) <= set(known_locales())
    assert load_locale("ar").direction == "rtl"


@EVERY
def test_names_and_script(tag: str) -> None:
    """The autonym is written in the locale's own script; direction and font follow from it."""
    locale = load_locale(tag)
    assert (locale.tag, locale.autonym) == (tag, AUTONYMS[tag])
    assert all(SCRIPT_NAMES[locale.script] in unicodedata.name(letter) for letter in locale.autonym if letter != "ʻ")
    assert locale.direction == ("rtl" if locale.script == "Arab" else "ltr")
    assert locale.font == locale.script
    assert locale.name.isascii()


@EVERY
def test_gettext_code(tag: str) -> None:
    """The PO header names the language as gettext does."""
    assert load_locale(tag).gettext == {"uz-Cyrl": "uz@cyrillic"}.get(tag, tag)


@SPECIFIED
def test_plural_forms(tag: str) -> None:
    """Plural-Forms is the specified string, byte for byte."""
    assert load_locale(tag).plural_forms == PLURALS[tag]


@EVERY
def test_plural_forms_work(tag: str) -> None:
    """The gettext module can evaluate the rule, and it reaches every form and no other."""
    locale = load_locale(tag)
    rule = gettext.c2py(locale.plural_forms.split("plural=")[1].rstrip(";"))  # type: ignore[attr-defined]
    assert {rule(number) for number in range(1000)} == set(range(locale.plural_count))


@SPECIFIED
def test_quotes(tag: str) -> None:
    """The quotation marks are the specified ones."""
    locale = load_locale(tag)
    marks = "".join((*locale.quotes, *locale.inner_quotes))
    assert marks.startswith(QUOTES[tag])


@SPECIFIED
def test_long_date(tag: str) -> None:
    """The long date reads as specified, and the day never parts from its month."""
    written = format_date(load_locale(tag), DAY)
    assert _plain(written) == DATES[tag]
    assert "20 " not in written
    assert "20\u00a0" in written or "20-" in written or written.endswith("\u00a0сәуір")


@EVERY
def test_months(tag: str) -> None:
    """There are twelve different months, and no date shows a leading zero."""
    locale = load_locale(tag)
    assert len(set(locale.months)) == 12
    assert all(month in format_date(locale, dt.date(2023, at, 1)) for at, month in enumerate(locale.months, 1))
    assert "01" not in format_date(locale, dt.date(2023, 1, 1))


@SPECIFIED
def test_numbers(tag: str) -> None:
    """Decimals, groups and percentages are the specified ones, with no-break spaces."""
    locale = load_locale(tag)
    assert format_number(locale, 1234.5, 1) == NUMBERS[tag].replace(" ", "\u00a0")
    assert format_percent(locale, 0.25) == PERCENTS[tag].replace(" ", "\u00a0")


@SPECIFIED
def test_lists(tag: str) -> None:
    """The words for “and” and “or” are the specified ones."""
    locale, (both, either) = load_locale(tag), WORDS[tag]
    assert join_and(locale, ["A", "B", "C"]) == f"A, B {both} C"
    assert join_or(locale, ["A", "B"]) == f"A {either} B"


@pytest.mark.parametrize("tag", sorted(OWN_LETTERS))
def test_own_letters(tag: str) -> None:
    """The alphabet has the language's own letters in both cases and none of those that are seen by mistake."""
    alphabet = load_locale(tag).alphabet
    assert alphabet.issuperset(OWN_LETTERS[tag])
    assert alphabet.isdisjoint(FOREIGN_LETTERS.get(tag, ""))


@EVERY
def test_alphabet_is_of_one_script(tag: str) -> None:
    """Every letter belongs to the locale's script; the two Uzbek signs are the only ones of none."""
    locale = load_locale(tag)
    others = {letter for letter in locale.alphabet if SCRIPT_NAMES[locale.script] not in unicodedata.name(letter)}
    assert others == ({"ʻ", "ʼ"} if tag == "uz" else set())
    assert all(unicodedata.is_normalized("NFC", letter) and len(letter) == 1 for letter in locale.alphabet)


@EVERY
def test_own_words_keep_to_the_alphabet(tag: str) -> None:
    """Months and list words are written with the locale's own letters."""
    locale = load_locale(tag)
    allowed = locale.alphabet | set(locale.word_marks) | set(" -,{}01")
    assert allowed.issuperset("".join((*locale.months, locale.list_and, locale.list_or)))


@EVERY
def test_confusables(tag: str) -> None:
    """What is confused is not a native word's letter, and what is right is."""
    locale = load_locale(tag)
    for seen, right in locale.confusable.items():
        assert seen != right
        assert not (len(seen) == 1 and seen in locale.alphabet)
        assert set(right) <= locale.alphabet | set(locale.word_marks)


def test_confusables_of_the_specification() -> None:
    """The traps that the specification names are set."""
    pairs = ("ru:cс", "az:әə", "be:iі", "kk:iі", "ky:oө", "ky:yү", "tg:ўӯ", "ro:şș", "ro:ţț", "tk:ñň", "uz:'ʼ", "ru:eе")
    for pair in pairs:
        tag, (seen, right) = pair.split(":")[0], pair.split(":")[1]
        assert load_locale(tag).confusable[seen] == right
    assert load_locale("uz").confusable["o‘"] == "oʻ"
    assert load_locale("hy").wrong_marks[":"] == "\u0589"


@EVERY
def test_texts_are_composed(tag: str) -> None:
    """No text of a profile has a decomposed letter, a stray blank at its ends or an empty entry among lists."""
    locale = load_locale(tag)
    for text in _texts(locale):
        assert unicodedata.is_normalized("NFC", text)
        assert text == text.strip(" ")


@EVERY
def test_blanks_in_numbers_do_not_break(tag: str) -> None:
    """A group sign or a blank before the per cent sign is a no-break one."""
    locale = load_locale(tag)
    assert " " not in locale.group + locale.percent


@EVERY
def test_sentence_end(tag: str) -> None:
    """A sentence ends with the full stop of its script."""
    assert {"hy": "։"}.get(tag, ".") in load_locale(tag).sentence_end


@EVERY
def test_fallback_chain(tag: str) -> None:
    """Only Cyrillic Uzbek is derived, from a locale that is known."""
    locale = load_locale(tag)
    assert locale.derived_from == ("uz" if tag == "uz-Cyrl" else None)
    assert set(locale.fallback) <= set(known_locales())


@EVERY
def test_nobreak_rules(tag: str) -> None:
    """Words of the no-break lists are in small letters and stand once."""
    locale = load_locale(tag)
    for words in (locale.nobreak_after, locale.nobreak_before):
        assert list(words) == [word.lower() for word in words]
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("tag", ["ru", "be", "kk", "ky", "tg", "uz-Cyrl"])
def test_cyrillic_locales_have_nobreak_rules(tag: str) -> None:
    """Number and section signs keep their number; a dash never begins a line."""
    locale = load_locale(tag)
    assert {"№", "§"} <= set(locale.nobreak_after)
    assert "—" in locale.nobreak_before


@EVERY
def test_review_marks_name_fields(tag: str) -> None:
    """What needs a native reader's eye is a field of the profile."""
    assert all(hasattr(Locale, name) for name in load_locale(tag).needs_native_review)
