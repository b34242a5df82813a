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
    "reviewed reviewer checked approved proofread",
    "проверено проверил проверила рецензировано отрецензировано рецензировал рецензировала рецензент одобрено вычитано согласовано",
    "перевірено рецензовано схвалено праверана праверыў праверыла рэцэнзавана рэцэнзент ухвалена",
    "тексерілді тексерген бекітілді текшерилди текшерген текширилди текширган бекитилди санҷида тафтиш тасдиқ",
    "tekshirildi tekshirdi tekshirgan tasdiqlandi yoxlanıldı yoxladı yoxlayan yoxlanılıb təsdiqləndi",
    "barlandy barlady barlag tassyklandy verificat revizuit revăzut aprobat",
    "ստուգված ստուգվեց ստուգեց ստուգել ստուգվել հաստատված",
    "روجع راجعه بازبینی بررسی",
)
"""How a reviewer says it, in the languages of the profiles."""
_ANY = "|".join(word for line in _WORDS for word in line.split())
_ORNAMENT = r"[#\s*+/•–—✓✔☑\"'“«\[(<!-]*+"
"""What editors and habits put before a comment."""
_CLOSING = {'"': '"', "'": "'", "“": "”", "«": "»", "[": "]", "(": ")", "<": "->"}
_BEGIN = re.compile(
    rf"(?P<ornament>{_ORNAMENT})(?:{_ANY})(?:\s(?:карда шуд|шуд|է|شده|شد))?(?P<by>[\s-]+(?:by|de către|de)\b)?"
    r"(?:(?P<mark>\s*[:：=՝]|\s*[—–-](?=\s|$))|(?=\s|$))\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_MISSPELT = re.compile(rf"{_ORNAMENT}re(?:view|vew|veiw|wiew)e?d?r?(?:[\s-]+by\b|\s*[:：=])", re.IGNORECASE)
_WITHIN = re.compile(rf"(?<!\w)(?:{_ANY})(?!\w)", re.IGNORECASE)
_OURS = ("origin:", "outdated:", "conflict:")
_DIGEST = re.compile(r"(?<![\s,;])[\s,;]++([0-9a-f]{8})[\s.]*+$")
_TIME = r"(?:[T\s,]{1,3}\d{1,2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(?<!\d)(\d{{4}})[-./](\d{{1,2}})[-./](\d{{1,2}})(?!\d){_TIME}")
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})[-./](\d{{1,2}})[-./](\d{{4}}|\d{{2}})(?!\d){_TIME}")
_MONTHS = (
    "jan янв студз", "feb фев лют", "mar мар сак", "apr апр крас", "may мая май", "jun июн чэрв", "jul июл ліп",
    "aug авг жні", "sep сен вер", "oct окт кас", "nov ноя ліст", "dec дек снеж",
)  # fmt: skip
"""How months begin in English, Russian and Belarusian, where they are written out."""
_WRITTEN = re.compile(r"(?<!\d)(\d{1,2})\s([^\W\d_]{3,12})\.?\s(\d{4})(?!\d)")
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]|\s(?:on|at|от|ад)(?=[\s,]*$)")
"""What is left where a date was taken out."""
_BETWEEN = " \t,;.-–—，、،"
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
    rest = match["rest"].rstrip("".join(_CLOSING.get(sign, "") for sign in match["ornament"]) + " \t\n")
    digest = _DIGEST.search(rest)
    rest = rest[: digest.start()] if digest else rest
    found = _ISO.search(rest) or _DAY_FIRST.search(rest) or _WRITTEN.search(rest)
    date = _date(found) if found else None
    name = _EMPTY.sub("", rest[: found.start()]) + rest[found.end() :] if found else rest
    name = _EMPTY.sub("", name).strip().removesuffix("г.").strip(_BETWEEN)
    says_who = bool(match["by"] or match["mark"] or found)
    if not says_who or (found and not date) or not _NAME.fullmatch(name) or len(name.split()) >= _MANY_WORDS:
        return None
    return Typed(name, date, digest[1] if digest else None)


def doubtful_stamps(message: Message) -> Iterator[tuple[str, str]]:
    """Comments that speak of a review and are none that counts, each with the reason in words."""
    sealed = {one.digest for one in message.reviews}
    for comment in message.comments:
        if not _BEGIN.fullmatch(comment):
            if _speaks_of_review(comment):
                yield comment, "it does not begin as a review does"
            continue
        typed = read_stamp(comment)
        if typed is None:
            yield comment, "it names nobody, or says something else as well"
        elif typed.digest is None and message.fuzzy:
            yield comment, "the translation is marked as fuzzy"
        elif typed.digest is None and typed.date is None and typed.digest not in sealed:
            yield comment, "it has no date"


def _speaks_of_review(comment: str) -> bool:
    """Whether a comment may mean a review and does not say it as one: misspelt, or in the midst of other words."""
    if comment.startswith(_OURS):
        return False
    if _MISSPELT.match(comment):
        return True
    return bool(_WITHIN.search(comment) and (_ISO.search(comment) or _DAY_FIRST.search(comment) or " by " in comment))


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
    if not match[2].isdigit():
        month = next(
            (n for n, names in enumerate(_MONTHS, 1) if match[2].casefold().startswith(tuple(names.split()))), 0
        )
        return _day(int(match[3]), month, int(match[1]))
    first, second, third = (int(group) for group in match.groups())
    if len(match[1]) == 4:
        year, month, day = first, second, third
    else:
        year, month, day = third + (2000 if third < 100 else 0), second, first
        if month > 12 >= day:
            month, day = day, month
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
