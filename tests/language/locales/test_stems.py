"""Folded words, and which of them a search takes for forms of one another."""

from __future__ import annotations

import importlib.util
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.language.locales.stems import families, fold, words

LANGUAGES = ("az", "be", "hy", "kk", "ky", "tg", "tk", "uz", "xx")


@pytest.mark.parametrize(
    ("language", "seen", "typed"),
    [
        ("ru", "Ещё", "еще"),
        ("az", "İSTİFADƏ", "istifade"),
        ("az", "qızıl", "QIZIL"),
        ("hy", "Եվրոպա", "ԵՒՐՈՊԱ"),
        ("hy", "և", "ԵՎ"),
        ("hy", "Ինչպե՞ս", "ինչպես"),
        ("kk", "Қазақстан", "казакстан"),
        ("ro", "știință", "ştiinţă"),
        ("ro", "știință", "stiinta"),
        ("tg", "Тоҷикӣ", "Точики"),
        ("be", "сям’я", "сям'я"),
        ("uz", "oʻqituvchi", "o'qituvchi"),
        ("uz", "oʻqituvchi", "ўқитувчи"),
        ("uz", "konferensiya", "Конференция"),
        ("uz", "yechim", "ечим"),
        ("ar", "كِتَاب", "کتاب"),
    ],
)
def test_a_word_is_found_however_it_is_typed(language: str, seen: str, typed: str) -> None:
    """Case, marks, apostrophes and, in Uzbek, the script do not count."""
    assert fold(seen, language) == fold(typed, language) != ""


@given(st.text(), st.sampled_from(LANGUAGES))
def test_a_folded_word_holds_letters_and_digits_alone(text: str, language: str) -> None:
    """Nothing but what counts is left of any text."""
    found = fold(text, language)
    assert not found or found.isalnum()


def test_words_keep_their_marks() -> None:
    """Apostrophes and stress marks part no word; punctuation does."""
    assert words("Oʻzbekiston — Ի՞նչ, а́збука: A/B 2023.") == ["Oʻzbekiston", "Ի՞նչ", "а́збука", "A", "B", "2023"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("az", "kitabxana kitabxanaların kitabxanalarından kitabxanası"),
        ("be", "бібліятэка бібліятэкі бібліятэк бібліятэкамі бібліятэках бібліятэцы"),
        ("hy", "գրադարան գրադարաններ գրադարանների գրադարանում գրադարանը"),
        ("hy", "առաջարկություն առաջարկության առաջարկություններով"),
        ("kk", "кітапхана кітапханалар кітапханада кітапханаға кітапханалардың"),
        ("kk", "кітап кітабы кітаптар"),
        ("ky", "китепкана китепканалар китепкананын китепканаларда"),
        ("tg", "китобхона китобхонаҳо китобхонаҳои китобхонаро"),
        ("tk", "kitaphana kitaphanalar kitaphanalaryň kitaphanada"),
        ("uz", "kutubxona kutubxonalarimizdan kutubxonasi kutubxonaning"),
        ("uz", "кутубхона кутубхоналаримиздан кутубхонаси"),
    ],
)
def test_forms_of_a_word_are_one_family(language: str, text: str) -> None:
    """Endings of the languages that have rules here are taken off."""
    assert families(words(text), language) == [sorted({fold(word, language) for word in words(text)})]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "library libraries"),
        ("ro", "bibliotecă bibliotecilor biblioteci"),
        ("ru", "библиотека библиотеками библиотек"),
    ],
)
def test_forms_of_a_word_are_one_family_to_snowball(language: str, text: str) -> None:
    """The Snowball stemmers do the same for their languages."""
    require_snowball()
    assert families(words(text), language) == [sorted({fold(word, language) for word in words(text)})]


def test_other_words_are_no_family() -> None:
    """What has no other form is in no family; in a language without rules nothing is."""
    assert families(["kutubxona", "tashkilot"], "uz") == []
    assert families(["talo", "talossa"], "xx") == []


@given(st.lists(st.text("абвклрнындатеиgbl", min_size=1)), st.sampled_from(LANGUAGES))
def test_families_depend_on_no_order(found: list[str], language: str) -> None:
    """The same words give the same families, and no word is in a family alone."""
    made = families(found, language)
    assert made == families(reversed(found), language)
    assert all(len(family) > 1 for family in made)


def require_snowball() -> None:
    """Skips a test where the stemmers are not installed; on CI it fails."""
    if importlib.util.find_spec("snowballstemmer") is None:
        message = "snowballstemmer is not installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
