"""The numbers of a text by value, read in the writing of its language.

Knows decimal signs and thousands of the profile, percentages, Roman numerals, dates with a month's name or number, and
small numbers spelt out. Suffixes may be glued to a number (2-ci, 30%-ы, April 20th).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.language.locales.model import Locale

_WORDS_FILE = Path(__file__).with_name("number_words.toml")
_BLANKS = "\u00a0\u202f\u2009 "
_RUN = re.compile(rf"\d+(?:(?:[.,'’٫٬]|[{_BLANKS}](?=\d{{3}}(?!\d)))\d+)*")
_GROUPS = "['’٬]"
"""Signs that stand between thousands wherever they stand between digits."""
_MAGNITUDES = {sign: power for power, signs in ((4, "万萬만"), (8, "亿億억"), (12, "兆조")) for sign in signs}
"""Powers of ten by which East Asia counts: 12万 is 120,000."""
_COUNTED_BY_MAGNITUDES = ("zh", "ja", "ko", "yue")
_CHINESE_DIGITS = {
    sign: value for value, signs in enumerate(("〇零", "一", "二两", *"三四五六七八九")) for sign in signs
}
_CHINESE_TENS = {"十": 10, "百": 100, "千": 1000}
_CHINESE = re.compile(f"[{''.join((*_CHINESE_DIGITS, *_CHINESE_TENS))}]+")
_YEARS = range(1500, 2200)
_CALENDARS = {"th": (543,), "fa": (-621, -622), "ps": (-621, -622), "am": (-7, -8), "ti": (-7, -8), "ne": (56, 57)}
"""How many years the calendar of a language is ahead."""
_PERCENT = re.compile(rf"[{_BLANKS}]?[%٪‰]")
_ROMAN = re.compile(r"(?<![^\W_])(?<![\[:.])(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})(?![^\W_]|[\[\]:]|['’.]?[^\W\d_])")
_HEAD_ROMAN = re.compile(r"\s*([IVX])[.)]\s")
_CYRILLIC_ROMAN = str.maketrans("ІХ", "IX")
_LETTER = re.compile(r"[^\W\d_]")
_TWELVE_HOURS = re.compile(r"\d\s?(?:[ap]\.?\s?m\b)", re.IGNORECASE)
_HALF_DAY = 12
_MONTH_STEM = 3


@dataclass(frozen=True, slots=True)
class Number:
    """One number as it is written."""

    text: str
    values: tuple[str, ...]
    """What it says: normally one value (``1234.5``), several where it is no number but a row (``1.2.3``)."""
    start: int
    """Offset in the text."""
    percent: bool = False
    roman: bool = False

    @property
    def is_plain(self) -> bool:
        """Digits only: it says the same in every language."""
        return self.text.isdecimal()


@dataclass(frozen=True)
class Numbers:
    """All numbers of one text in one language."""

    text: str
    locale: Locale

    @cached_property
    def found(self) -> tuple[Number, ...]:
        """The numbers in their order."""
        runs = self._magnified([number for match in _RUN.finditer(self.text) for number in self._read(match)])
        romans = (match for match in _ROMAN.finditer(self.text.translate(_CYRILLIC_ROMAN)) if len(match[0]) > 1)
        runs += [Number(match[0], (str(_roman(match[0])),), match.start(), roman=True) for match in romans]
        return tuple(sorted(runs, key=lambda one: one.start))

    @cached_property
    def values(self) -> Counter[str]:
        """How often each value occurs; a percentage counts as its number."""
        return Counter(value for number in self.found for value in number.values)

    @cached_property
    def percentages(self) -> Counter[str]:
        """The values that are percentages by their sign."""
        return Counter(value for number in self.found if number.percent for value in number.values)

    @cached_property
    def spelt(self) -> frozenset[str]:
        """Values that words may stand for: zero to ninety-nine, months, a Roman numeral of one letter."""
        low = self.text.casefold()
        small = {str(value) for value in self._in_words(low)}
        months = {str(value) for value, form in enumerate(_months(self.locale), start=1) if form.search(low)}
        letters = re.findall(r"(?<![^\W_])[IVXІХ](?![^\W_])", self.text)
        romans = {str(_roman(letter.translate(_CYRILLIC_ROMAN))) for letter in letters}
        chinese = {str(_chinese(match[0])) for match in _CHINESE.finditer(self.text)} if self._is_east_asian else set()
        return frozenset(small | months | romans | chinese)

    def _in_words(self, low: str) -> set[int]:
        small = {value for value, forms in enumerate(number_words(self.locale.tag)) if forms.search(low)}
        larger = {value for value, forms in _larger_words(self.locale.tag).items() if forms.search(low)}
        tens = {value for value in small | larger if value and value % 10 == 0}
        return small | larger | {ten + unit for ten in tens for unit in small if 0 < unit < 10}

    @property
    def _is_east_asian(self) -> bool:
        return self.locale.tag.partition("-")[0] in _COUNTED_BY_MAGNITUDES

    @property
    def says_percent(self) -> bool:
        """Whether a sign or a word for per cent is there."""
        return bool(re.search(r"[%٪‰]", self.text)) or bool(
            _percent_words(self.locale.tag).search(self.text.casefold())
        )

    @property
    def twelve_hours(self) -> bool:
        """Whether it tells a time of day with a.m. or p.m."""
        return bool(_TWELVE_HOURS.search(self.text))

    def head_roman(self) -> str | None:
        """The value of the single Roman letter that numbers a heading: ``V. Education`` gives 5."""
        match = _HEAD_ROMAN.match(self.text.translate(_CYRILLIC_ROMAN))
        return str(_roman(match[1])) if match else None

    def _magnified(self, runs: list[Number]) -> list[Number]:
        """The numbers with a sign for ten thousand and the like behind them as what they say, sums of such as one."""
        if not self._is_east_asian:
            return runs
        found: list[Number] = []
        for one in runs:
            counted = self._counted(one, found[-1] if found else None)
            if counted.start < one.start:
                found.pop()
            found.append(counted)
        return found

    def _counted(self, one: Number, before: Number | None) -> Number:
        end = one.start + len(one.text)
        power = _MAGNITUDES.get(self.text[end : end + 1], 0)
        adds = before and before.text[-1] in _MAGNITUDES and before.start + len(before.text) == one.start
        if len(one.values) > 1 or not (power or adds):
            return one
        value, start = Decimal(one.values[0]).scaleb(power), one.start
        if before and adds:
            value, start = value + Decimal(before.values[0]), before.start
        return replace(one, text=self.text[start : end + bool(power)], values=(f"{value:f}",), start=start)

    def _read(self, match: re.Match[str]) -> list[Number]:
        text = match[0]
        percent = bool(_PERCENT.match(self.text, match.end()))
        value = read_number(text, self.locale)
        if value is not None:
            return [Number(text, (value,), match.start(), percent)]
        parts = list(re.finditer(r"\d+(?:[.,٫]\d+)?" if re.search(rf"[{_BLANKS}]", text) else r"\d+", text))
        if len(parts) > 1 and any(char in _BLANKS for char in text):
            return [
                Number(part[0], _row(part[0], self.locale), match.start() + part.start(), percent and part is parts[-1])
                for part in parts
            ]
        return [Number(text, tuple(_integer(part[0]) for part in parts), match.start(), percent)]


def _row(text: str, locale: Locale) -> tuple[str, ...]:
    value = read_number(text, locale)
    return (value,) if value is not None else tuple(_integer(part) for part in re.findall(r"\d+", text))


def read_number(text: str, locale: Locale) -> str | None:
    """The value of a number that is well formed in the locale, as a plain decimal; None for a row such as ``1.2.3``.

    A point counts as decimal sign also where the locale writes a comma, if it cannot be one between thousands.
    """
    if text.isdecimal():
        return _integer(text)
    for pattern in _forms(locale):
        if match := pattern.fullmatch(text):
            return _decimal(re.sub(r"\D", "", match[1]), match[2])
    return with_point(text) if locale.group != "." else None


def with_point(text: str) -> str | None:
    """The value of a number with a point as its decimal sign, as of versions in every language (2.1); None if it has none."""
    match = re.fullmatch(r"(\d+)\.(\d+)", text)
    return _decimal(match[1], match[2]) if match else None


@lru_cache
def _forms(locale: Locale) -> tuple[re.Pattern[str], ...]:
    """How numbers are written in the locale, and, where nothing else can be meant, in any (SI Brochure, 5.4.4)."""
    decimal = rf"(?:[{re.escape(locale.decimal)}٫](\d+))?"
    forms = [rf"(\d+|\d{{1,3}}(?:{_GROUPS}\d{{3}})+){decimal}", rf"(\d{{1,3}}(?:[{_BLANKS}]\d{{3}})+)(?:[.,٫](\d+))?"]
    if locale.group not in _BLANKS:
        forms.append(rf"(\d{{1,3}}(?:{re.escape(locale.group)}\d{{3}})+){decimal}")
    forms += [
        r"(\d{1,3}(?:,\d{3}){2,})()",
        r"(\d{1,3}(?:\.\d{3}){2,})()",
    ]  # more than one of them: they stand between thousands
    if locale.group == ",":
        forms.append(rf"(\d{{1,2}}(?:,\d{{2}})+,\d{{3}}){decimal}")  # 12,34,567, as India writes it
    return tuple(map(re.compile, forms))


def _decimal(whole: str, part: str | None) -> str:
    rest = _integer(part, keep=True).rstrip("0") if part else ""
    return f"{_integer(whole)}.{rest}" if rest else _integer(whole)


def normal_digits(digits: str) -> str:
    """A whole number in European digits, without zeros before it; what is none stays."""
    return _integer(digits) if digits.isdecimal() else digits


def years_as(value: str, tag: str) -> tuple[str, ...]:
    """What a number, if it is a year, is in the calendar that readers of a language use; nothing where it is no other."""
    if not (value.isdigit() and int(value) in _YEARS):
        return ()
    return tuple(str(int(value) + ahead) for ahead in _CALENDARS.get(tag.partition("-")[0], ()))


def _integer(digits: str, *, keep: bool = False) -> str:
    latin = "".join(str(unicodedata.digit(digit)) for digit in digits)
    return latin if keep else str(int(latin[:4000]))


def _chinese(text: str) -> int:
    """The value of a number below ten thousand in Chinese signs: 二十五, 一百零三, 二〇二四."""
    if not any(sign in _CHINESE_TENS for sign in text):
        return int("".join(str(_CHINESE_DIGITS[sign]) for sign in text[:12]))
    total, digit = 0, 0
    for sign in text:
        if sign in _CHINESE_TENS:
            total, digit = total + (digit or 1) * _CHINESE_TENS[sign], 0
        else:
            digit = _CHINESE_DIGITS[sign]
    return total + digit


def _roman(text: str) -> int:
    worth = {"I": 1, "V": 5, "X": 10}
    total = 0
    for one, following in zip(text, [*text[1:], None], strict=True):
        value = worth[one]
        total += -value if following and worth[following] > value else value
    return total


@lru_cache(1 << 14)
def read_numbers(text: str, locale: Locale) -> Numbers:
    """The numbers of a text; the same object for the same text."""
    return Numbers(text, locale)


@lru_cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_WORDS_FILE.read_text("utf-8"))


def _language(tag: str) -> str:
    return tag if tag in _table() else tag.partition("-")[0]


def beginnings(forms: list[str]) -> re.Pattern[str]:
    """Finds words that begin so; a form with ``$`` at its end is a whole word."""
    patterns = (re.escape(form.removesuffix("$")) + (r"(?![^\W\d_])" if form.endswith("$") else "") for form in forms)
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(patterns)})")


@lru_cache
def number_words(tag: str) -> tuple[re.Pattern[str], ...]:
    """Finds the words for 0, 1, 2 … 10 in a language; nothing where they are not known."""
    table = _table().get(_language(tag))
    return tuple(map(beginnings, [table["zero"], *table["words"]])) if table else ()


@lru_cache
def _larger_words(tag: str) -> dict[int, re.Pattern[str]]:
    """Finds the words for 11 to 19, where they are no two words, and for 20, 30 … 90."""
    table = _table().get(_language(tag), {})
    rows = [*enumerate(table.get("teens", ()), 11), *zip(range(20, 100, 10), table.get("tens", ()), strict=False)]
    return {value: beginnings(forms) for value, forms in rows}


@lru_cache
def _percent_words(tag: str) -> re.Pattern[str]:
    forms: list[str] = _table().get(_language(tag), {}).get("percent", [])
    return beginnings(forms) if forms else re.compile(r"(?!)")


@lru_cache
def _months(locale: Locale) -> tuple[re.Pattern[str], ...]:
    names = [name.casefold() for name in locale.months]
    return tuple(re.compile(rf"(?<![^\W\d_]){re.escape(_stem(name, names))}") for name in names)


def _stem(name: str, names: list[str]) -> str:
    """The shortest beginning, of three letters at least, that no other month has: it outlives every case ending."""
    for size in range(min(_MONTH_STEM, len(name)), len(name) + 1):
        if sum(other.startswith(name[:size]) for other in names) == 1:
            return name[:size]
    return name
