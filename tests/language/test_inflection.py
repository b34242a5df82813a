"""Which words are forms of one, in each language that has its endings written down, and in those that have a stemmer."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.language import inflection
from toolkit.language.inflection import inflected_families, load_inflection, may_be_forms, stems
from toolkit.language.renderings import alternatives, find_rendering, tokens

FILES = sorted((Path(inflection.__file__).parent / "locales" / "inflection").glob("*.toml"))


@pytest.mark.parametrize(
    ("language", "word", "forms", "others"),
    [
        ("az", "kitabxana", "kitabxanalarımızdakı KİTABXANASINDA", "kitabxanaçı kitab"),
        ("be", "бібліятэка", "бібліятэцы бібліятэкамі бібліятэк", "бібліятэкар"),
        ("be", "установа", "устаноў ўстанове", "устаўка"),
        ("hy", "փոխգործակցություն", "փոխգործակցության փոխգործակցությունը", "գործարար"),
        ("hy", "մարմին", "մարմնի մարմիններից", "մարզ"),
        ("kk", "қызметкер", "қызметкерлеріміздің қызметкерлермен", "қызмет"),
        ("kk", "кітап", "кітабы кітаптарға", "кітапхана"),
        ("kk", "халық", "халқының", "халық-ара"),
        ("kk", "беру", "берілуін берген", "бару"),
        ("kk", "kitap", "kitabynyñ кітаптар", "kitaphana"),
        ("ky", "китепкана", "китепканаларыбызга китепканасы", "китепканачы"),
        ("ro", "bibliotecă", "bibliotecilor bibliotecii", "bibliotecar"),
        ("ru", "участок", "участками участку", "участие"),
        ("ru", "человек", "людей людьми", "человечный"),
        ("tg", "китобдорӣ", "китобдории", "китоб"),
        ("tk", "kitap", "kitaby kitaplarymyzdan", "kitaphana"),
        ("tr", "kitap", "kitabımızdaki", "kitapçı"),
        ("uk", "бібліотека", "бібліотек бібліотеками", "бібліотекар"),
        ("uz", "kutubxona", "kutubxonalarimizdagi кутубхоналарнинг", "kutubxonachi"),
        ("de", "Bibliothek", "Bibliotheken", "Buch"),
        ("xx", "wort", "WORT", "worte"),
    ],
)  # fmt: skip
def test_forms_of_one_word(language, word, forms, others):
    """Endings are stacked and harmonise; consonants soften; vowels are lost."""
    for form in forms.split():
        assert may_be_forms(word, form, language), form
    for other in others.split():
        assert not may_be_forms(word, other, language), other


def test_endings_that_do_not_harmonise_are_none():
    """Back vowels follow back ones, whatever the slots would allow."""
    assert not may_be_forms("қала", "қалалер", "kk")
    assert may_be_forms("қала", "қалалар", "kk")
    assert may_be_forms("банк", "банктер", "kk")


def test_acronyms_are_never_taken_apart():
    """An ending may follow them whole, with or without a sign between."""
    for form in ("ИФЛА", "ИФЛА-ның", "ИФЛАның", "ИФЛА’ның"):
        assert may_be_forms("ИФЛА", form, "kk")
    for other in ("ифла", "ИФЛ", "ИФЛЫ", "АИФЛА"):
        assert not may_be_forms("ИФЛА", other, "kk")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_data_are_sound(path):
    """Every table loads, has endings in small letters of its own, none twice in a slot."""
    data = tomllib.loads(path.read_text("utf-8"))
    for slot in data["slots"]:
        assert len(slot) == len(set(slot))
        assert all(ending and ending == ending.lower() for ending in slot)
    assert load_inflection(path.stem)


@given(st.text(max_size=80), st.sampled_from(["az", "be", "en", "hy", "kk", "ky", "ro", "ru", "tg", "tk", "uz", "de", "xx"]))  # fmt: skip
def test_every_word_is_a_form_of_itself(word, language):
    """Whatever it is made of."""
    assert stems(word, language)
    assert may_be_forms(word, word, language)


def test_words_of_a_rendering_may_stand_apart_and_turned():
    """As many others between them as are allowed; hyphens divide words; small words may be missing."""
    assert next(find_rendering("utilizator al bibliotecii", "utilizatorii bibliotecilor", "ro"), None)
    assert next(
        find_rendering("материально-техническое обеспечение", "обеспечения материально-технического", "ru"), None
    )
    assert not next(
        find_rendering("публичная библиотека", "публичные и две школьные библиотеки", "ru", between=2), None
    )
    assert next(find_rendering("публичная библиотека", "публичные и две школьные библиотеки", "ru", between=3), None)
    assert next(find_rendering("İFLA-nın Təhsil Bölməsi", "İFLA Təhsil Bölməsinə", "az"), None)
    assert len(list(find_rendering("фонд", "фонды и фондов", "ru"))) == 2


def test_alternatives_are_divided_where_they_are_alike():
    """By semicolons always; by commas where both sides are renderings."""
    assert alternatives("инновация, инновации") == ("инновация", "инновации")
    assert alternatives("асоба, якая прымае рашэнні") == ("асоба, якая прымае рашэнні",)
    assert alternatives("a; b, c") == ("a", "b", "c")
    assert alternatives("наука, культура", "science, culture") == ("наука, культура",)


def test_a_long_text_is_read_in_one_pass():
    """Nothing of it is looked at again and again."""
    text = "кітапханаларымыздың " * 20_000
    assert len(tokens(text)) == 20_000
    assert next(find_rendering("мектеп кітапханасы", text, "kk"), None) is None


@pytest.mark.parametrize(
    ("language", "text", "family"),
    [
        ("ru", "участок участка дом", ["участка", "участок"]),
        ("kk", "халық халқының халва", ["халкынын", "халык"]),
        ("tk", "goldamak goldaýar göle", ["goldamak", "goldayar"]),
        ("uz", "кутубхона kutubxonalarimiz kitob", ["kutubxona", "kutubxonalarimiz"]),
    ],
)
def test_words_are_taken_together_by_their_endings(language: str, text: str, family: list[str]) -> None:
    assert family in inflected_families(text.split(), language)
    assert all(set(family) >= set(one) for one in inflected_families(text.split(), language))


def test_words_of_a_language_without_endings_stand_alone() -> None:
    assert inflected_families(["wort", "worte"], "xx") == []


def test_a_dictionary_that_is_installed_changes_no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same index on every machine."""
    monkeypatch.setattr(inflection, "_lemmas", lambda word, language: frozenset(["x"]))
    assert inflected_families(["участок", "дом"], "ru") == []


@given(st.lists(st.text("абвгдекитлос", min_size=1, max_size=9), max_size=30))
def test_families_are_alike_in_any_order(found: list[str]) -> None:
    assert inflected_families(found, "ru") == inflected_families(sorted(found, reverse=True), "ru")
