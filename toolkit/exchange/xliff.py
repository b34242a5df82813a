"""XLIFF 1.2 and 2.1 (OASIS, 2008 and 2018; ISO 21720): a worklist for translation agencies and their programs.

Markup travels as inline codes that hold it, so that a program moves it whole. The source stands in the file and tells by
itself which version of it was translated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.catalog.model import State, source_digest
from toolkit.errors import Diagnostic, Location
from toolkit.exchange.archive import MOST_BYTES, parse_xml, refuse
from toolkit.exchange.worklist import Return, Returned, Row
from toolkit.exchange.xml_text import xml_text, xml_value
from toolkit.language.locales import canonical_tag
from toolkit.language.protect import Thing, markup_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

    from toolkit.exchange.worklist import Worklist

ENDING = ".xlf"
_OF_ALL = "urn:oasis:names:tc:xliff:document:"
_OLD, _NEW = f"{_OF_ALL}1.2", f"{_OF_ALL}2.0"
_STATES_OLD = {
    State.UNTRANSLATED: "needs-translation",
    State.OUTDATED: "needs-review-translation",
    State.DRAFT: "needs-review-translation",
    State.TRANSLATED: "translated",
    State.REVIEWED: "signed-off",
}
_STATES_NEW = {
    State.UNTRANSLATED: "initial",
    State.OUTDATED: "initial",
    State.DRAFT: "initial",
    State.TRANSLATED: "translated",
    State.REVIEWED: "reviewed",
}
_READ = {
    "translated": State.TRANSLATED,
    "reviewed": State.REVIEWED,
    "final": State.REVIEWED,
    "signed-off": State.REVIEWED,
    "initial": State.DRAFT,
    "new": State.DRAFT,
}


def write_xliff(worklist: Worklist) -> bytes:
    """The worklist as XLIFF 1.2, which every program of the trade reads."""
    return "".join(_old(worklist)).encode()


def write_xliff_2(worklist: Worklist) -> bytes:
    """The worklist as XLIFF 2.1."""
    return "".join(_new(worklist)).encode()


def read_xliff(path: Path, name: str) -> Return:
    """What came back, in either version. Raises `ToolkitError` with the line of the first fault."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refuse(name, f"the file is larger than {MOST_BYTES >> 20} MiB", "divide it")
        root = parse_xml(path.read_bytes(), name)
    except OSError as error:
        raise refuse(name, f"the file cannot be read: {error.strerror or error}", "check the name") from None
    space, tag = _split(root.tag)
    if tag != "xliff" or space not in {_OLD, _NEW, ""}:
        other = space.removeprefix(_OF_ALL)[:20] if tag == "xliff" and space.startswith(_OF_ALL) else ""
        what = f"this is XLIFF {other}, which is not read" if other else f"this is no XLIFF file: its root is <{tag}>"
        raise refuse(name, what, "name a file of XLIFF 1.2 or 2")
    return _Reader(name, old=space != _NEW).read(root)


# -- writing -----------------------------------------------------------------------------------------


def _old(worklist: Worklist) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<xliff version="1.2" xmlns="{_OLD}">\n'
    yield (
        f"<file original={xml_value(worklist.document)} source-language={xml_value(worklist.language)}"
        f' target-language={xml_value(worklist.locale)} datatype="plaintext">\n'
        '<header><tool tool-id="polyedition" tool-name="Polyedition"/></header>\n<body>\n'
    )
    for row in worklist.rows:
        approved = ' approved="yes"' if row.state is State.REVIEWED else ""
        codes = _Codes(row.source)
        yield f'<trans-unit id={xml_value(row.id)} resname={xml_value(row.id)}{approved} extradata="{row.sent}" xml:space="preserve">\n'
        yield f"<source>{codes.old(row.source)}</source>\n"
        yield f'<target state="{_STATES_OLD[row.state]}">{codes.old(row.target)}</target>\n'
        for kind, text in _notes(row):
            yield f'<note from="{kind}">{xml_text(text)}</note>\n'
        if row.previous:
            previous = _Codes(row.previous)
            yield (
                '<alt-trans alttranstype="previous-version" tool-id="polyedition">'
                f"<source>{previous.old(row.previous)}</source><target>{previous.old(row.target)}</target></alt-trans>\n"
            )
        yield "</trans-unit>\n"
    yield "</body>\n</file>\n</xliff>\n"


def _new(worklist: Worklist) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield (
        f'<xliff version="2.1" xmlns="{_NEW}" srcLang={xml_value(worklist.language)} trgLang={xml_value(worklist.locale)}>\n'
        f'<file id="f1" original={xml_value(worklist.document)}>\n'
    )
    for number, row in enumerate(worklist.rows, start=1):
        codes = _Codes(row.source)
        source, target = codes.new(row.source), codes.new(row.target)
        notes = list(_notes(row))
        notes.append(("sent", row.sent))
        if row.previous:
            notes.append(("previous-source", row.previous))
        yield f'<unit id="u{number}" name={xml_value(row.id)} xml:space="preserve">\n'
        if notes:
            yield (
                "<notes>"
                + "".join(f'<note category="{kind}">{xml_text(text)}</note>' for kind, text in notes)
                + "</notes>\n"
            )
        if codes.data:
            data = "".join(f'<data id="d{place}">{xml_text(text)}</data>' for text, place in codes.data.items())
            yield f"<originalData>{data}</originalData>\n"
        outdated = ' subState="polyedition:outdated"' if row.state is State.OUTDATED else ""
        yield f'<segment id="s1" state="{_STATES_NEW[row.state]}"{outdated}>\n<source>{source}</source>\n'
        if row.target:
            yield f"<target>{target}</target>\n"
        yield "</segment>\n</unit>\n"
    yield "</file>\n</xliff>\n"


def _notes(row: Row) -> Iterator[tuple[str, str]]:
    yield "place", " › ".join((*row.headings, row.place))
    yield from (("note", text) for text in row.notes)
    yield from (("hint", text) for text in row.hints)


class _Codes:
    """The inline codes of one unit: a code of a translation has the number of the source's that it is."""

    def __init__(self, source: str) -> None:
        self.numbers: dict[str, list[int]] = {}
        self.most = 0
        for thing in markup_of(source).things:
            self.most += 1
            self.numbers.setdefault(thing.text, []).append(self.most)
        self.data: dict[str, int] = {}

    def old(self, text: str) -> str:
        return "".join(
            f'<ph id="{number}">{xml_text(piece)}</ph>' if number else xml_text(piece)
            for number, piece in self._pieces(text)
        )

    def new(self, text: str) -> str:
        found = []
        for number, piece in self._pieces(text):
            if number:
                place = self.data.setdefault(piece, len(self.data) + 1)
                found.append(f'<ph id="{number}" dataRef="d{place}"/>')
            else:
                found.append(xml_text(piece))
        return "".join(found)

    def _pieces(self, text: str) -> Iterator[tuple[int, str]]:
        left = {piece: list(numbers) for piece, numbers in self.numbers.items()}
        most = self.most
        for part in markup_of(text).parts:
            if not isinstance(part, Thing):
                yield 0, part
                continue
            numbers = left.get(part.text)
            if numbers:
                yield numbers.pop(0), part.text
            else:
                most += 1
                yield most, part.text


# -- reading -----------------------------------------------------------------------------------------


def _split(tag: object) -> tuple[str, str]:
    space, _, name = str(tag).rpartition("}")
    return space.removeprefix("{"), name


def _all_text(element: _Element) -> str:
    return "".join(str(text) for text in element.itertext())


@dataclass(slots=True)
class _Reader:
    name: str
    old: bool

    def read(self, root: _Element) -> Return:
        rows: dict[str, Returned] = {}
        refused: list[Diagnostic] = []
        left: list[Row] = []
        documents: set[str] = set()
        locales = {root.get("trgLang", "")}
        for element in root.iter():
            tag = _split(element.tag)[1] if isinstance(element.tag, str) else ""
            if tag == "file":
                documents.add(element.get("original", ""))
                locales.add(element.get("target-language", ""))
            elif tag in {"trans-unit", "unit"}:
                row = self._row(element)
                if row.id in rows or not row.id:
                    said = f"the id {row.id} stands in an earlier unit too" if row.id else "the unit has no id"
                    refused.append(Diagnostic("row", said, row.location, hint="keep one unit a text"))
                    left.append(Row(row.id, row.source or "", row.target, handed=row.sent))
                else:
                    rows[row.id] = row
        known = {canonical_tag(tag) for tag in locales if re.fullmatch(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*", tag)}
        return Return(
            documents.pop() if len(documents) == 1 else "",
            known.pop() if len(known) == 1 else "",
            tuple(rows.values()),
            tuple(refused),
            tuple(left),
        )

    def _row(self, unit: _Element) -> Returned:
        id = unit.get("resname" if self.old else "name") or unit.get("id") or ""
        data = {one.get("id", ""): _all_text(one) for one in self._all(unit, "data")}
        sources, targets, states = [], [], []
        codes: dict[str, str] = {}
        segments = [unit] if self.old else [one for one in unit if _split(one.tag)[1] in {"segment", "ignorable"}]
        for segment in segments:
            source, target = self._child(segment, "source"), self._child(segment, "target")
            if source is not None:
                sources.append(self._flat(source, data, codes))
            if target is not None:
                targets.append(self._flat(target, data, codes))
            elif source is not None and not self.old and _split(segment.tag)[1] == "ignorable":
                targets.append(sources[-1])
            states.append(self._state(unit, segment, target))
        source_text = "".join(sources)
        known = [state for state in states if state is not None]
        return Returned(
            id,
            source_digest(source_text),
            "".join(targets),
            Location(self.name, unit.sourceline if isinstance(unit.sourceline, int) else None),
            sent=self._sent(unit),
            source=source_text,
            state=min(known, key=lambda state: state.rank) if known else None,
            notes=self._notes(unit),
        )

    def _sent(self, unit: _Element) -> str:
        said = [_all_text(note).strip() for note in self._all(unit, "note") if note.get("category") == "sent"]
        return unit.get("extradata", "") if self.old else next(iter(said), "")

    def _state(self, unit: _Element, segment: _Element, target: _Element | None) -> State | None:
        if not self.old:
            if segment.get("subState") == "polyedition:outdated":
                return State.OUTDATED
            return _READ.get(segment.get("state", ""), State.DRAFT) if _split(segment.tag)[1] == "segment" else None
        if unit.get("approved") == "yes":
            return State.REVIEWED
        said = target.get("state", "") if target is not None else ""
        return _READ.get(said, State.DRAFT if said.startswith("needs-") else None)

    def _flat(self, element: _Element, data: dict[str, str], codes: dict[str, str]) -> str:
        """The text with each code's markup in its place: its own content, else that of the code with its number."""
        found = [element.text or ""]
        for child in element:
            tag = _split(child.tag)[1] if isinstance(child.tag, str) else ""
            if tag in {"ph", "bpt", "ept", "it", "x", "bx", "ex", "sc", "ec"}:
                found.append(self._code(child, data, codes))
            elif tag == "pc":
                found.append(data.get(child.get("dataRefStart", ""), ""))
                found.append(self._flat(child, data, codes))
                found.append(data.get(child.get("dataRefEnd", ""), ""))
            elif tag == "cp":
                pass  # a character that XML cannot hold
            elif tag:
                found.append(self._flat(child, data, codes))
            found.append(child.tail or "")
        return "".join(found)

    def _code(self, code: _Element, data: dict[str, str], codes: dict[str, str]) -> str:
        number = code.get("id", "") or code.get("startRef", "")
        own = _all_text(code) or data.get(code.get("dataRef", ""), "")
        if own:
            codes.setdefault(number, own)
        return own or codes.get(number, "")

    def _notes(self, unit: _Element) -> tuple[str, ...]:
        """What others wrote: not those that were handed out."""
        own = {"place", "note", "hint", "sent", "previous-source"}
        texts = (
            " ".join(_all_text(note).split())
            for note in self._all(unit, "note")
            if (note.get("from") or note.get("category") or "") not in own
        )
        return tuple(filter(None, texts))

    def _all(self, unit: _Element, tag: str) -> Iterator[_Element]:
        return (one for one in unit.iter() if isinstance(one.tag, str) and _split(one.tag)[1] == tag)

    def _child(self, element: _Element, tag: str) -> _Element | None:
        return next((one for one in element if isinstance(one.tag, str) and _split(one.tag)[1] == tag), None)
