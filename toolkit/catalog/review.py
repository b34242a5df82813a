"""Review stamps: a reviewer writes a name and a date, the seal that ties them to the text is added here."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.catalog.model import REVISED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.catalog.model import Catalog, Message

_WORDS = (
    "reviewed checked approved",
    "проверено проверил проверила рецензировано",
    "перевірено праверана праверыў праверыла",
    "тексерілді тексерген текшерилди текшерген текширилди текширган санҷида тафтиш",
    "tekshirildi tekshirdi tekshirgan yoxlanıldı yoxladı yoxlayan yoxlanılıb barlandy barlady barlag",
    "verificat revizuit revăzut ստուգված ստուգվեց ստուգեց ստուգել",
    "روجع راجعه بازبینی بررسی",
)
"""How a reviewer says it, in the languages of the profiles."""
_BEGIN = re.compile(
    rf"[#\s]*(?:{'|'.join(word for line in _WORDS for word in line.split())})(?:\s(?:карда шуд|шуд|է|شده|شد))?"
    r"(?P<by>[\s-]+(?:by|de|de către)\b)?(?P<mark>\s*[:：՝—–-])?(?=[\s:]|$)\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_DIGEST = re.compile(r"(?<![\s,;])[\s,;]++([0-9a-f]{8})\s*+$")
_ISO = re.compile(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d{2})(?!\d)")
_BETWEEN = " \t,;.-–—"
_NAME = re.compile(r"[^\W\d_][^:;!?\d]{0,119}")
_MANY_WORDS = 9


@dataclass(frozen=True, slots=True)
class Typed:
    """A stamp as somebody has typed it."""

    name: str
    """As people are named in catalogs: ``Anna Petrova (National Library) <a@b.org>``."""
    date: datetime.date | None
    digest: str | None


def stamp(name: str, date: datetime.date, message: Message) -> str:
    """The comment that says who has reviewed the message's present text."""
    return f"reviewed: {name}, {date.isoformat()}, {message.digest}"


def read_stamp(comment: str) -> Typed | None:
    """What a comment says of a review, in whatever form people write that; None if it does not."""
    match = _BEGIN.fullmatch(comment)
    if match is None:
        return None
    rest = match["rest"]
    digest = _DIGEST.search(rest)
    rest = rest[: digest.start()] if digest else rest
    found = _ISO.search(rest) or _DAY_FIRST.search(rest)
    date = _date(found) if found else None
    name = (rest[: found.start()] + rest[found.end() :] if found else rest).strip().removesuffix("г.").strip(_BETWEEN)
    says_who = bool(match["by"] or match["mark"] or found)
    if not says_who or (found and not date) or not _NAME.fullmatch(name) or len(name.split()) >= _MANY_WORDS:
        return None
    return Typed(name, date, digest[1] if digest else None)


def doubtful_stamps(message: Message) -> Iterator[tuple[str, str]]:
    """Comments that speak of a review and are none that counts, each with the reason in words."""
    sealed = {one.digest for one in message.reviews}
    for comment in message.comments:
        if not _BEGIN.fullmatch(comment):
            continue
        typed = read_stamp(comment)
        if typed is None:
            yield comment, "it names nobody, or says something else as well"
        elif typed.digest is None and message.fuzzy:
            yield comment, "the translation is marked as fuzzy"
        elif typed.digest is None and typed.date is None and typed.digest not in sealed:
            yield comment, "it has no date"


def seal_reviews(catalog: Catalog) -> Catalog:
    """The catalog with a digest behind every ``# reviewed: NAME, 2026-11-21`` of a finished translation.

    Nobody can work the digest out by hand. Other ways to write it become this one; a stamp without a date gets the
    day on which the catalog was last saved. A stamp on a fuzzy or empty message waits until that is finished.
    """
    today = catalog.date(REVISED)
    messages = tuple(_sealed(message, today) if message.comments else message for message in catalog.messages)
    return catalog if messages == catalog.messages else replace(catalog, messages=messages)


def _sealed(message: Message, today: datetime.date | None) -> Message:
    if message.obsolete or message.fuzzy or not message.translated:
        return message
    comments = tuple(_sealed_line(line, message, today) for line in message.comments)
    return message if comments == message.comments else replace(message, comments=comments)


def _sealed_line(line: str, message: Message, today: datetime.date | None) -> str:
    typed = read_stamp(line)
    date = (typed.date or today) if typed else None
    if typed is None or date is None:
        return line
    return f"reviewed: {typed.name}, {date.isoformat()}, {typed.digest or message.digest}"


def _date(match: re.Match[str]) -> datetime.date | None:
    """The day; days stand before months where it does not begin with the year, unless no month can be meant."""
    first, second, third = (int(group) for group in match.groups())
    if len(match[1]) == 4:
        year, month, day = first, second, third
    else:
        year, month, day = third + (2000 if third < 100 else 0), second, first
        if month > 12 >= day:
            month, day = day, month
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
