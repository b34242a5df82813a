"""What in a change of a text may be one of meaning."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from toolkit.language import meaning
from toolkit.language.locales import load_locale
from toolkit.language.meaning import meaning_changed

LOCALES = Path(meaning.__file__).parent / "locales" / "data"
MONTHS = load_locale("en").months


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("Libraries should lend books.", "Libraries shall lend books.", "should → shall"),
        ("They may copy it.", "They may not copy it.", "nothing → not"),
        ("They can copy it.", "They can't copy it.", "modal"),
        ("In 14 towns.", "In 15 towns.", "14 → 15"),
        ("For ten days.", "For twelve days.", "ten → twelve"),
        ("It closes on Mondays.", "It closes on Fridays.", "mondays → fridays"),
        ("By May 2, all is done.", "By June 2, all is done.", "may → june"),
        ("It is kept in Almaty.", "It is kept in Astana.", "Almaty → Astana"),
        ("See [here](https://a.example).", "See [here](https://b.example).", "a link"),
    ],
)
def test_what_may_change_the_meaning_is_named(before: str, after: str, what: str) -> None:
    """Negations, modal verbs, numbers, dates, names and links."""
    assert what in meaning_changed(before, after, language="en", months=MONTHS)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Libaries lend books to every reader.", "Libraries lend books to every reader."),
        ("Lend more, and read more.", "Lend more and read more!"),
        ("Teh Almaty library.", "The Almaty library."),
    ],
)
def test_a_misprint_is_cosmetic(before: str, after: str) -> None:
    """Also at the beginning of a sentence, and beside a name."""
    assert meaning_changed(before, after, language="en", months=MONTHS) == ""


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("ru", "Библиотеки должны открыть фонды.", "Библиотеки могут открыть фонды."),
        ("kk", "Кітапхана ашық болуы керек.", "Кітапхана ашық болуы мүмкін."),
        ("az", "Kitabxana kitab verməlidir.", "Kitabxana kitab verir."),
        ("uz", "Kutubxona ochiq boʻlishi kerak.", "Kutubxona ochiq boʻlishi mumkin."),
        ("ro", "Biblioteca trebuie deschisă.", "Biblioteca nu trebuie deschisă."),
        ("hy", "Գրադարանը պետք է բաց լինի։", "Գրադարանը կարող է բաց լինի։"),
    ],
)
def test_every_language_has_its_own_words(language: str, before: str, after: str) -> None:
    """As its sources would say it."""
    assert "modal" in meaning_changed(before, after, language=language)


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("ru", "На десять дней.", "На двенадцать дней."),
        ("ru", "Закрыто в понедельник.", "Закрыто в пятницу."),
        ("kk", "Он күнге.", "Он екі күнге."),
        ("fa", "برای ده روز.", "برای دوازده روز."),
        ("ro", "Pentru zece zile.", "Pentru douăzeci de zile."),
        ("hy", "Տասը օրով։", "Քսան օրով։"),
    ],
)
def test_numbers_in_words_are_numbers(language: str, before: str, after: str) -> None:
    """Days of the week are, too."""
    assert "number" in meaning_changed(before, after, language=language)


def test_every_profile_has_a_list() -> None:
    """A language that is added gets one, too."""
    listed = tomllib.loads((LOCALES.parents[1] / "meaning.toml").read_text("utf-8"))
    assert set(listed) == {path.stem for path in LOCALES.glob("*.toml")}
    assert all(entry.get("numbers") for entry in listed.values())


def test_time_is_linear() -> None:
    """Whatever the text is made of."""
    for unit in ("_", "](", "1.", "no-", "https://", "'a", "A "):
        assert meaning_changed(unit * 30_000, unit * 30_000, language="en") == ""
