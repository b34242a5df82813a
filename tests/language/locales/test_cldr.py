"""Languages without a profile of their own."""

from __future__ import annotations

import datetime as dt

import pytest

from toolkit.language.locales import load_locale
from toolkit.language.locales.cldr import language_name, script_name
from toolkit.language.locales.format import format_date, format_number, join_and


def test_georgian() -> None:
    """An association in Georgia adds its language and finds everything it needs."""
    locale = load_locale("ka")
    assert (locale.autonym, locale.name, locale.direction, locale.script) == ("ქართული", "Georgian", "ltr", "Geor")
    assert locale.plural_forms == "nplurals=2; plural=(n != 1);"
    assert format_date(locale, dt.date(2023, 4, 20)) == "20\u00a0აპრილი, 2023"
    assert format_number(locale, 1234.5, 1) == "1\u00a0234,5"
    assert join_and(locale, ["A", "B", "C"]) == "A, B და C"
    assert locale.quotes == ("“", "”")
    assert not locale.alphabet


@pytest.mark.parametrize(
    ("tag", "direction", "script", "gettext", "hyphenation"),
    [
        ("uk", "ltr", "Cyrl", "uk", "uk"),
        ("he", "rtl", "Hebr", "he", ""),
        ("sr-Latn", "ltr", "Latn", "sr_Latn", "sr_Latn"),
        ("mn", "ltr", "Cyrl", "mn", "mn"),
        ("de", "ltr", "Latn", "de", "de"),
    ],
)
def test_others(tag: str, direction: str, script: str, gettext: str, hyphenation: str) -> None:
    """Direction, script and dictionary come with the language."""
    locale = load_locale(tag)
    assert (locale.direction, locale.script, locale.gettext) == (direction, script, gettext)
    assert locale.hyphenation == hyphenation
    assert " " not in locale.group + locale.percent
    assert all(field in locale.date for field in ("{day}", "{month}", "{year}"))


@pytest.mark.parametrize(
    ("tag", "name", "script"),
    [
        ("ru", "Английский", "Кириллица"),
        ("az", "İngilis", "Latın"),
        ("hy", "Անգլերեն", "Հայկական"),
        ("uz", "Inglizcha", "Lotin"),
        ("uz-Cyrl", "Инглизча", "Кирил"),
        ("fr", "Anglais", "Latin"),
    ],
)
def test_languages_and_scripts_are_named_in_each_language(tag: str, name: str, script: str) -> None:
    """With a capital by the language's own rule, as they stand alone."""
    locale = load_locale(tag)
    assert (language_name("en", locale), script_name(locale.script, locale)) == (name, script)


def test_names_are_in_the_letters_of_the_language() -> None:
    """CLDR writes Uzbek with U+2018."""
    assert language_name("uz", load_locale("uz")) == "Oʻzbek"


def test_what_cldr_does_not_know_is_named_all_the_same() -> None:
    """A script by its code."""
    assert script_name("Zzzx", load_locale("ru")) == "Zzzx"
