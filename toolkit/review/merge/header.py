"""The head of two catalogs, line by line."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.catalog.model import CREATED, REVISED
from toolkit.catalog.people import read_person
from toolkit.catalog.stamps import person_keys
from toolkit.review.merge.message import pick, pick_each
from toolkit.review.merge.result import Decision, Outcome

if TYPE_CHECKING:
    from toolkit.catalog.model import Catalog

_TRANSLATOR = "Last-Translator"
_GENERATOR = "X-Generator"
_TEAM = "Language-Team"


def merge_heads(base: Catalog, ours: Catalog, theirs: Catalog) -> tuple[Catalog, tuple[Decision, ...]]:
    """Our catalog with the head of both sides: of a line that both have changed, the later date, or ours."""
    decisions = []
    merged = replace(
        ours,
        header=replace(
            ours.header,
            comments=pick_each(base.header.comments, ours.header.comments, theirs.header.comments),
            flags=pick_each(base.header.flags, ours.header.flags, theirs.header.flags),
        ),
        closed=ours.closed or theirs.closed,
    )
    for name in dict.fromkeys(name for name, _ in (*ours.headers, *theirs.headers)):
        before, mine, other = (_value(one, name) for one in (base, ours, theirs))
        value = _later(name, before, mine, other, ours, theirs)
        if value is None:
            merged = replace(merged, headers=tuple(pair for pair in merged.headers if pair[0].lower() != name.lower()))
        elif value != mine:
            merged = merged.with_value(name, value)
        if before not in {mine, other} and mine != other and name.lower() not in _SETTLED:
            decisions.append(Decision(Outcome.KEPT, name, f"both sides have changed it; there it is: {other}"))
    return merged, tuple(decisions)


def take_head(ours: Catalog, theirs: Catalog) -> Catalog:
    """Our catalog with what the head of one that came back says of the people who worked on it, and when."""
    comments = (*ours.header.comments, *(_signatures(ours, theirs)))
    merged = replace(ours, header=replace(ours.header, comments=comments))
    if read_person(theirs.value(_TRANSLATOR)) and not _names_more(ours.value(_TRANSLATOR), theirs.value(_TRANSLATOR)):
        merged = merged.with_value(_TRANSLATOR, theirs.value(_TRANSLATOR))
    if theirs.value(REVISED) > ours.value(REVISED) and theirs.date(REVISED):
        merged = merged.with_value(REVISED, theirs.value(REVISED))
    return merged


def _names_more(mine: str, other: str) -> bool:
    """Whether ours is the same person, with an organisation that theirs has lost: editors know only name and address."""
    person, same = read_person(mine), person_keys(mine) & person_keys(other)
    return bool(person and same and person.organisation)


def _signatures(ours: Catalog, theirs: Catalog) -> list[str]:
    from toolkit.catalog.people import translators

    known = {person.name for person in translators(ours)}
    lines = []
    for line in theirs.header.comments:
        person = read_person(line)
        if person and line not in ours.header.comments and person.name not in known and person in translators(theirs):
            lines.append(line)
    return lines


_SETTLED = {name.lower() for name in (CREATED, REVISED, _TRANSLATOR, _GENERATOR)}


def _later(
    name: str, before: str | None, mine: str | None, other: str | None, ours: Catalog, theirs: Catalog
) -> str | None:
    if before in {mine, other}:
        return pick(before, mine, other)
    match name.lower():
        case "pot-creation-date" | "po-revision-date":
            return max(filter(None, (mine, other)), key=_time, default=None)
        case "last-translator":
            return other if _time(theirs.value(REVISED)) > _time(ours.value(REVISED)) else mine
    return other if mine is None else mine


def _time(text: str) -> tuple[float, str]:
    """A date of a header (``2026-11-21 10:00+0300``) to compare; one that is none comes before all."""
    try:
        moment = datetime.datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)).timestamp(), text
    except (ValueError, OverflowError):
        return 0.0, text


def _value(catalog: Catalog, name: str) -> str | None:
    return next((value for key, value in catalog.headers if key.lower() == name.lower()), None)
