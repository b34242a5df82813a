"""Standard numbers of publications and people, told right from mistyped by their own check digits."""

from __future__ import annotations

import re

_SEPARATORS = re.compile(r"[\s\u2010-\u2015-]+")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/[^\s<>\"]+)", re.IGNORECASE)


def doi(text: str) -> str:
    """The bare DOI of a text that is one, alone or as ``doi:…`` or an address; empty if it is something else."""
    match = _DOI.fullmatch(text.strip())
    return match[1] if match else ""


def isbn(text: str) -> str:
    """The digits of an ISBN of 10 or 13 digits (ISO 2108); empty unless its check digit is right."""
    digits = _bare(text, "ISBN", "-13", "-10")
    if re.fullmatch(r"97[89]\d{10}", digits, re.ASCII):
        total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
        return digits if total % 10 == 0 else ""
    if re.fullmatch(r"\d{9}[\dX]", digits, re.ASCII):
        return digits if _is_whole(digits) else ""
    return ""


def issn(text: str) -> str:
    """An ISSN as ``1234-567X`` (ISO 3297); empty unless its check digit is right."""
    digits = _bare(text, "ISSN")
    if not re.fullmatch(r"\d{7}[\dX]", digits, re.ASCII):
        return ""
    return f"{digits[:4]}-{digits[4:]}" if _is_whole(digits) else ""


def orcid(text: str) -> str:
    """An ORCID iD in groups of four, from its address or alone; empty unless its check digit is right."""
    digits = _name_number(re.sub(r"^https?://(?:www\.)?orcid\.org/", "", text.strip()))
    return "-".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def isni(text: str) -> str:
    """The sixteen digits of an ISNI (ISO 27729), from its address or alone; empty unless its check digit is right."""
    return _name_number(re.sub(r"^https?://(?:www\.)?isni\.org/(?:isni/)?", "", text.strip()))


def viaf(text: str) -> str:
    """The number of a VIAF record, from its address or alone; empty if it is something else."""
    number = re.sub(r"^https?://(?:www\.)?viaf\.org/viaf/", "", text.strip()).rstrip("/")
    return number if re.fullmatch(r"[1-9]\d{0,21}", number, re.ASCII) else ""


def _bare(text: str, name: str, *marks: str) -> str:
    bare = text.strip().upper().removeprefix(name)
    for mark in marks:
        bare = bare.removeprefix(mark)
    return _SEPARATORS.sub("", bare.removeprefix(":"))


def _name_number(text: str) -> str:
    """Sixteen digits whose last is right by ISO/IEC 7064, MOD 11-2."""
    digits = _SEPARATORS.sub("", text).upper()
    if not re.fullmatch(r"\d{15}[\dX]", digits, re.ASCII):
        return ""
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return digits if (12 - total % 11) % 11 == _value(digits[-1]) else ""


def _is_whole(digits: str) -> bool:
    """Whether digits, the last times one, the one before it times two and so on, are a multiple of eleven together."""
    return sum(_value(digit) * weight for weight, digit in enumerate(reversed(digits), 1)) % 11 == 0


def _value(digit: str) -> int:
    return 10 if digit == "X" else int(digit)
