"""A file of review stamps beside a catalog, for tools that cannot write translator's comments into it (Weblate).

One line a stamp, in the order of ids, so that versions of the file merge line by line::

    meta/title: Anna Petrova (National Library), 2026-11-21, 3fa2c1d0
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.catalog.model import Catalog, Message, Review
from toolkit.catalog.people import read_person
from toolkit.errors import Diagnostic, Location, ToolkitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Stamps = dict[str, list[Review]]
"""The stamps by segment id."""
_LINE = re.compile(r"(?P<id>\S+): (?P<name>.+), (?P<date>\d{4}-\d{2}-\d{2}), (?P<digest>[0-9a-f]{8})")


def parse_stamps(data: bytes, path: str) -> Stamps:
    """The stamps that a file holds; empty lines and those that begin with ``#`` say nothing.

    Raises `ToolkitError` with every line that is no stamp.
    """
    found: Stamps = defaultdict(list)
    wrong = []
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if match := _LINE.fullmatch(text):
            found[match["id"]].append(Review(match["name"], match["date"], match["digest"]))
        else:
            hint = "write `SEGMENT: NAME, 2026-11-21, HASH`, or run `polyedition review --beside`"
            wrong.append(Diagnostic("stamp", "this line is no review stamp", Location(path, number), hint=hint))
    if wrong:
        raise ToolkitError(*wrong)
    return dict(found)


def format_stamps(stamps: Mapping[str, Sequence[Review]]) -> str:
    """The lines of the file."""
    lines = sorted({f"{id}: {one.name}, {one.date}, {one.digest}\n" for id, found in stamps.items() for one in found})
    return "".join(lines)


def with_stamps(catalog: Catalog, stamps: Mapping[str, Sequence[Review]]) -> Catalog:
    """The catalog with the stamps among its comments, as if they had been written there."""
    if not stamps:
        return catalog
    return replace(
        catalog, messages=tuple(_stamped(one, stamps.get(one.msgctxt or "", ())) for one in catalog.messages)
    )


def with_approvals_of(catalog: Catalog, translators: Iterable[str], needed: int) -> Catalog:
    """The catalog without the stamps of messages that fewer than `needed` reviewers have approved.

    `translators` are people whose approval does not count.
    """
    not_these = frozenset(translators)
    if not not_these and needed < 2:
        return catalog
    return replace(catalog, messages=tuple(_counted(one, not_these, needed) for one in catalog.messages))


def _stamped(message: Message, reviews: Sequence[Review]) -> Message:
    if not reviews or message.obsolete:
        return message
    lines = (f"reviewed: {one.name}, {one.date}, {one.digest}" for one in reviews)
    return replace(message, comments=(*message.comments, *lines), line=message.line)


def _counted(message: Message, not_these: frozenset[str], needed: int) -> Message:
    approvals = message.approvals
    if not approvals or len(_different(approvals, not_these)) >= needed:
        return message
    digest = message.digest
    kept = tuple(line for line in message.comments if not (line.strip().startswith("reviewed: ") and digest in line))
    return replace(message, comments=kept)


def _different(approvals: Iterable[Review], not_these: frozenset[str]) -> list[Review]:
    """Those of different people, and of none of these."""
    seen = set(not_these)
    found = []
    for one in approvals:
        keys = person_keys(one.name)
        if not keys & seen:
            found.append(one)
        seen |= keys
    return found


def person_keys(text: str) -> frozenset[str]:
    """What the spellings of one person may have in common: the mail address, and the name without the organisation."""
    address = re.search(r"<([^<>]+)>", text)
    person = read_person(text)
    names = [person.name if person else text, address[1] if address else ""]
    return frozenset(name.strip().casefold() for name in names if name.strip())
