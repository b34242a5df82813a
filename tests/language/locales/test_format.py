"""Dates, numbers, sizes, lists and letter cases."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.language.locales import known_locales, load_locale
from toolkit.language.locales.format import (
    capitalise,
    format_number,
    format_percent,
    format_size,
    join_and,
    join_or,
    lower,
    upper,
)

EN, RU, AZ, HY, UZ = map(load_locale, ("en", "ru", "az", "hy", "uz"))
NB = "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [(0, 0, "0"), (999, 0, "999"), (1000, 0, f"1{NB}000"), (1234567.891, 2, f"1{NB}234{NB}567,89"), (-5, 0, "−5")],
)
def test_numbers(value: float, decimals: int, written: str) -> None:
    """Groups of three, the locale's signs, a true minus."""
    assert format_number(RU, value, decimals) == written


def test_no_negative_zero() -> None:
    """What rounds to nothing has no sign."""
    assert format_number(EN, -0.4) == "0"


def test_own_digits() -> None:
    """Persian numbers have Persian digits and signs."""
    assert format_number(load_locale("fa"), 1234.5, 1) == "۱٬۲۳۴٫۵"


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(known_locales()))
def test_numbers_read_back(value: Decimal, tag: str) -> None:
    """A written number without its signs is the number."""
    locale = load_locale(tag)
    written = format_number(locale, value, 2).replace(locale.group, "").replace(locale.decimal, ".").replace("−", "-")
    assert Decimal(written) == value


@pytest.mark.parametrize(("ratio", "written"), [(1, f"100{NB}%"), (0.285, f"28{NB}%"), (0, f"0{NB}%")])
def test_percent(ratio: float, written: str) -> None:
    """A ratio is written in whole per cents."""
    assert format_percent(RU, ratio) == written


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (0, f"0{NB}Б"),
        (999, f"999{NB}Б"),
        (1500, f"2{NB}кБ"),
        (999_400, f"999{NB}кБ"),
        (999_600, f"1,0{NB}МБ"),
        (1_234_567, f"1,2{NB}МБ"),
        (5_000_000_000_000, f"5{NB}000,0{NB}ГБ"),
    ],
)
def test_size(size: int, written: str) -> None:
    """The unit is the largest that leaves at least one; a line never ends before it."""
    assert format_size(RU, size) == written


@pytest.mark.parametrize(
    ("tag", "written"), [("en", "2 kB"), ("be", "2 КБ"), ("hy", "2 կԲ"), ("uz-Cyrl", "2 кБ"), ("fr", "2 ko")]
)
def test_size_in_the_words_of_the_language(tag: str, written: str) -> None:
    """By the profile, or by CLDR."""
    assert format_size(load_locale(tag), 2000) == written.replace(" ", NB)


@pytest.mark.parametrize(
    ("items", "written"), [([], ""), (["A"], "A"), (["A", "B"], "A и B"), (["A", "B", "C"], "A, B и C")]
)
def test_lists(items: list[str], written: str) -> None:
    """Lists of every length read naturally."""
    assert join_and(RU, items) == written


def test_items_with_braces() -> None:
    """An item is text, never a pattern."""
    assert join_or(EN, ["{0}", "{x}"]) == "{0} or {x}"


def test_arabic_list() -> None:
    """Arabic repeats the conjunction before every item."""
    assert join_and(load_locale("ar"), ["ا", "ب", "ت"]) == "ا وب وت"


def test_upper_case() -> None:
    """Azerbaijani keeps its two letters i apart, Armenian writes և as two letters."""
    assert upper(AZ, "informasiya, ışıq") == "İNFORMASİYA, IŞIQ"
    assert upper(HY, "Երևան") == "ԵՐԵՎԱՆ"
    assert upper(UZ, "oʻzbek") == "OʻZBEK"


def test_lower_case() -> None:
    """Azerbaijani I is ı and İ is i, one letter each."""
    assert lower(AZ, "İNFORMASİYA, IŞIQ") == "informasiya, ışıq"


def test_capitalise() -> None:
    """Only the first letter changes, as the language writes it."""
    assert capitalise(AZ, "informasiya IFLA") == "İnformasiya IFLA"
    assert capitalise(HY, "և") == "Եվ"
    assert capitalise(UZ, "oʻzbek") == "Oʻzbek"
    assert capitalise(EN, "") == ""
