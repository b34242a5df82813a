"""Numbers by value in the writing of each locale."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.language.locales import known_locales, load_locale
from toolkit.language.locales.format import format_date, format_number, format_percent
from toolkit.language.numbers import read_number, read_numbers


@pytest.mark.parametrize("tag", known_locales())
@settings(max_examples=20)
@given(value=st.decimals(0, 10**9, places=2, allow_nan=False, allow_infinity=False))
def test_a_written_number_is_read_back(tag, value):
    """Whatever a locale's signs are, its own writing gives the value."""
    locale = load_locale(tag)
    written = format_number(locale, value, 2)
    (found,) = read_numbers(f"({written})", locale).found
    (text,) = found.values
    assert float(text) == float(value)


@pytest.mark.parametrize("tag", known_locales())
@settings(max_examples=20)
@given(date=st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)))
def test_a_written_date_has_its_day_and_year(tag, date):
    """The month is a name, and known as the number it stands for."""
    locale = load_locale(tag)
    numbers = read_numbers(format_date(locale, date), locale)
    assert numbers.values == {str(date.day): 1, str(date.year): 1}
    assert str(date.month) in numbers.spelt


@pytest.mark.parametrize("tag", known_locales())
def test_a_percentage_is_known_by_its_sign(tag):
    """With or without a blank before it."""
    locale = load_locale(tag)
    numbers = read_numbers(format_percent(locale, 0.25), locale)
    assert numbers.percentages == {"25": 1}
    assert numbers.says_percent


@pytest.mark.parametrize(
    ("tag", "text", "value"),
    [
        ("en", "1,234.5", "1234.5"),
        ("en", "1,23", None),
        ("ru", "1\u00a0234,50", "1234.5"),
        ("ru", "3.11", "3.11"),
        ("ro", "3.11", None),
        ("ro", "3.110", "3110"),
        ("ru", "1.2.3", None),
        ("en", "007", "7"),
    ],
)
def test_what_is_well_formed_depends_on_the_locale(tag, text, value):
    """A row of figures that is no number has no value."""
    assert read_number(text, load_locale(tag)) == value


def test_roman_numerals_are_read_where_they_cannot_be_words():
    """Two letters or more, Latin or typed in Cyrillic; not inside a word, a format or before an apostrophe."""
    russian = load_locale("ru")
    assert read_numbers("XXI век, VI форум", russian).values == {"21": 1, "6": 1}
    assert read_numbers("ХХ век", russian).values == {"20": 1}
    assert read_numbers("ГГ:ХХ [ХХ:] XIXth I'm I", russian).values == {}


@given(st.text())
def test_any_text_can_be_read(text):
    """Whatever digits Unicode has."""
    numbers = read_numbers(text, load_locale("ru"))
    assert all(number.values for number in numbers.found)
    assert numbers.spelt is not None


@pytest.mark.parametrize(
    ("tag", "text", "value"),
    [
        ("fa", "مادهٔ بیست و یکم", "21"),
        ("fa", "مادهٔ هیجدهم", "18"),
        ("mn", "Арван гуравдугаар зүйл", "13"),
        ("mn", "Хорин есдүгээр зүйл", "29"),
        ("ru", "двадцать пять стран", "25"),
        ("kk", "он екінші бап", "12"),
        ("en", "ninety-nine", "99"),
    ],
)
def test_numbers_to_ninety_nine_may_stand_in_words(tag: str, text: str, value: str) -> None:
    """Of tens and units, or of one word."""
    spelt = read_numbers(text, load_locale(tag)).spelt
    assert value in spelt
    assert str(int(value) + 30) not in spelt
