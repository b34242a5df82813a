"""Dates, numbers and lists as a reader of the locale expects them, with no-break spaces where a line must not end."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from toolkit.language.locales.model import Locale

_KILO = 1000


def format_date(locale: Locale, date: dt.date) -> str:
    """The long date, without a leading zero: ``20 апреля 2023 г.``"""
    return locale.date.format(
        day=_own_digits(locale, str(date.day)),
        month=locale.months[date.month - 1],
        year=_own_digits(locale, str(date.year)),
    )


def format_number(locale: Locale, value: float | Decimal, decimals: int = 0) -> str:
    """The number with that many decimals, halves to the even neighbour: ``1 234,5``."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    plain = f"{abs(exact):,.{decimals}f}"
    signs = {",": locale.group, ".": locale.decimal}
    written = "".join(signs.get(sign, sign) for sign in plain)
    return ("\u2212" if exact < 0 else "") + _own_digits(locale, written)


def format_percent(locale: Locale, ratio: float, decimals: int = 0) -> str:
    """A ratio from 0 to 1 in per cent: ``25 %`` for 0.25."""
    return locale.percent.format(format_number(locale, Decimal(str(ratio)) * 100, decimals))


def format_size(locale: Locale, size: int) -> str:
    """A number of bytes in the largest unit that leaves at least one, powers of 1000: ``1,2 МБ``."""
    amount, rank, units = Decimal(size), 0, locale.sizes
    while rank < len(units) - 1 and round(amount, _size_decimals(rank)) >= _KILO:
        amount, rank = amount / _KILO, rank + 1
    return f"{format_number(locale, amount, _size_decimals(rank))}\u00a0{units[rank]}"


def join_and(locale: Locale, items: Sequence[str]) -> str:
    """The items as a list in running text: ``A, B and C``; nothing for none."""
    return _join(locale, items, locale.list_and)


def join_or(locale: Locale, items: Sequence[str]) -> str:
    """The items as alternatives in running text: ``A, B or C``; nothing for none."""
    return _join(locale, items, locale.list_or)


def upper(locale: Locale, text: str) -> str:
    """The text in capitals by the locale's own rule (Azerbaijani i → İ, Armenian և → ԵՎ)."""
    return "".join(locale.capitals.get(letter) or letter.upper() for letter in text)


def lower(locale: Locale, text: str) -> str:
    """The text in small letters by the locale's own rule (Azerbaijani I → ı)."""
    small = {capital: letter for letter, capital in locale.capitals.items()}
    return "".join(small.get(letter) or letter.lower() for letter in text)


def capitalise(locale: Locale, text: str) -> str:
    """The text with its first letter in upper case and the rest as it is (``Oʻz``, ``İnformasiya``, ``Եվ``)."""
    capital = locale.capitals.get(text[:1])
    first = capital[:1] + capital[1:].lower() if capital else text[:1].title()
    return first + text[1:]


def _size_decimals(rank: int) -> int:
    """Kilobytes are whole, megabytes and larger have one decimal."""
    return int(rank > 1)


def _join(locale: Locale, items: Sequence[str], pattern: str) -> str:
    *others, last = items or ("",)
    return pattern.format(locale.list_separator.join(others), last) if others else last


def _own_digits(locale: Locale, text: str) -> str:
    if locale.digits == "0123456789":
        return text
    return text.translate({ord(str(value)): digit for value, digit in enumerate(locale.digits)})
