"""TBX, dialect Basic: a termbase for the programs of translators (ISO 30042:2008, and :2019 in its DCA style).

Of the two editions the older is what OmegaT, Weblate and translate-toolkit read. Both are read here, the DCT style of the
newer one too. What TBX-Basic has no category for (keep, name, forms) stands in notes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.errors import Location
from toolkit.exchange.archive import MOST_BYTES, parse_xml, refuse
from toolkit.exchange.concepts import Concept, Rendering, one_line
from toolkit.exchange.xml_text import xml_text, xml_value
from toolkit.language.locales import canonical_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lxml.etree import _Element

ENDING = ".tbx"
_NEW = "urn:iso:std:iso:30042:ed-2"
_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")
_OLD_NAMES = {"entry": "termEntry", "language": "langSet", "term": "tig"}
_NEW_NAMES = {"entry": "conceptEntry", "language": "langSec", "term": "termSec"}
_ENTRIES, _LANGUAGES, _TERMS = ({_OLD_NAMES[one], _NEW_NAMES[one]} for one in ("entry", "language", "term"))
_TERMS.add("ntig")
_PARTS = {"noun": "noun", "verb": "verb", "adjective": "adjective", "adverb": "adverb"}
"""The values of ``partOfSpeech`` by the first word of what the termbase says; any other is ``other``."""
_DEPRECATED = frozenset(("deprecatedTerm-admn-sts", "supersededTerm-admn-sts", "deprecatedTerm", "supersededTerm"))
_SAYS = re.compile(r"(keep|name|draft|forms|part of speech)(?::\s*(.*))?", re.DOTALL)


def write_tbx(concepts: Sequence[Concept], language: str, title: str, *, new: bool = False) -> bytes:
    """A termbase as TBX-Basic, in the edition of 2008 or the `new` one; `language` is the sources'."""
    return "".join(_file(concepts, language, title, new)).encode()


def read_tbx(path: Path, name: str, language: str) -> tuple[Concept, ...]:
    """The concepts of a TBX file that have a term in the sources' `language`. Raises `ToolkitError` with one line."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refuse(name, f"the file is larger than {MOST_BYTES >> 20} MiB", "divide it")
        data = path.read_bytes()
    except OSError as error:
        raise refuse(name, f"the file cannot be read: {error.strerror or error}", "check the name") from None
    root = parse_xml(_without_doctype(data), name)
    if _name(root) not in {"martif", "tbx"}:
        raise refuse(name, f"this is no TBX file: its root is <{_name(root)}>", "name a file of TBX 2 or 3")
    found = (_concept(one, language) for one in root.iter() if _name(one) in _ENTRIES)
    return tuple(filter(None, found))


# -- writing -----------------------------------------------------------------------------------------


def _file(concepts: Sequence[Concept], language: str, title: str, new: bool) -> Iterator[str]:
    names = _NEW_NAMES if new else _OLD_NAMES
    root, header = ("tbx", "tbxHeader") if new else ("martif", "martifHeader")
    kind = f'style="dca" type="TBX-Basic" xmlns="{_NEW}"' if new else 'type="TBX-Basic"'
    yield (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {kind} xml:lang={xml_value(language)}>\n'
        f"<{header}><fileDesc><titleStmt><title>{xml_text(title)}</title></titleStmt>"
        f"<sourceDesc><p>{xml_text(title)}: terms, written by polyedition</p></sourceDesc></fileDesc></{header}>\n<text><body>\n"
    )
    for number, concept in enumerate(concepts, start=1):
        yield f'<{names["entry"]} id="c{number}">\n'
        if concept.definition:
            yield f'<descrip type="definition">{xml_text(concept.definition)}</descrip>\n'
        says = [*(["keep"] if concept.keep else []), *(["name"] if concept.name else [])]
        if concept.part_of_speech:
            says.append(f"part of speech: {concept.part_of_speech}")
        yield "".join(f"<note>{xml_text(one)}</note>\n" for one in says)
        part = _part_of_speech(concept, new)
        yield _language(language, [_term(names, concept.source, part, "preferredTerm-admn-sts")], names)
        for tag, rendering in concept.renderings.items():
            if terms := _terms(rendering, part, names):
                yield _language(tag, terms, names)
        yield f"</{names['entry']}>\n"
    yield f"</body></text>\n</{root}>\n"


def _language(tag: str, terms: list[str], names: dict[str, str]) -> str:
    return f"<{names['language']} xml:lang={xml_value(tag)}>\n{''.join(terms)}</{names['language']}>\n"


def _terms(rendering: Rendering, part: str, names: dict[str, str]) -> list[str]:
    texts = [text.strip() for text in rendering.text.split(";") if text.strip()]
    found = []
    for place, text in enumerate(texts):
        notes = ["draft"] if rendering.is_draft else []
        if rendering.forms and not place:
            notes.append(f"forms: {'; '.join(rendering.forms)}")
        status = "admittedTerm-admn-sts" if place else "preferredTerm-admn-sts"
        found.append(_term(names, text, part, status, notes))
    return [*found, *(_term(names, text, part, "deprecatedTerm-admn-sts") for text in rendering.forbidden)]


def _term(names: dict[str, str], text: str, part: str, status: str, notes: Sequence[str] = ()) -> str:
    return (
        f"<{names['term']}><term>{xml_text(text)}</term>"
        f'<termNote type="partOfSpeech">{part}</termNote><termNote type="administrativeStatus">{status}</termNote>'
        f"{''.join(f'<note>{xml_text(note)}</note>' for note in notes)}</{names['term']}>\n"
    )


def _part_of_speech(concept: Concept, new: bool) -> str:
    """A value of the dialect's list, which has lost ``properNoun`` in the edition of 2019."""
    if concept.name and not new:
        return "properNoun"
    return (
        _PARTS.get(concept.part_of_speech.partition(" ")[0].rstrip(","), "other") if concept.part_of_speech else "noun"
    )


# -- reading -----------------------------------------------------------------------------------------


def _without_doctype(data: bytes) -> bytes:
    """The file without the document type that TBX 2 files name by custom; one that declares anything stays, and is refused."""
    return re.sub(rb"<!DOCTYPE\s+martif(?:\s+[^\[\]<>]*)?>", b"", data[:4096], count=1) + data[4096:]


def _name(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _concept(entry: _Element, language: str) -> Concept | None:
    """None for one without a term in the sources' language."""
    own, others = "", {}
    part = ""
    for one in entry:
        tag = one.get("{http://www.w3.org/XML/1998/namespace}lang") or one.get("lang") or ""
        if _name(one) not in _LANGUAGES or not _TAG.fullmatch(tag):
            continue
        tag = canonical_tag(tag)
        rendering, said = _rendering(one)
        if tag.partition("-")[0] == language.partition("-")[0] and not own:
            own, part = rendering.text.partition(";")[0].strip(), said
        else:
            others[tag] = rendering
    says = dict(filter(None, (_said(one) for one in entry if _name(one) == "note")))
    if not own:
        return None
    where = Location("", entry.sourceline if isinstance(entry.sourceline, int) else None)
    return Concept(
        own,
        says.get("part of speech") or part,
        _definition(entry),
        "keep" in says,
        "name" in says or part == "proper noun",
        others,
        where.line,
    )


def _definition(entry: _Element) -> str:
    """The first one, wherever it stands: at the entry, or at a language."""
    texts = (
        _text(one)
        for one in entry.iter()
        if (_name(one) == "descrip" and one.get("type") == "definition") or _name(one) == "definition"
    )
    return next(filter(None, texts), "")


def _rendering(language: _Element) -> tuple[Rendering, str]:
    """What a language says, and its part of speech."""
    right: list[str] = []
    wrong: list[str] = []
    forms: list[str] = []
    part, draft = "", False
    for term in (one for one in language.iter() if _name(one) in _TERMS):
        text = next((_text(one) for one in term.iter() if _name(one) == "term"), "")
        notes = {_kind(one): _text(one) for one in term.iter()}
        if not text:
            continue
        (wrong if notes.get("administrativeStatus") in _DEPRECATED else right).append(text)
        part = part or _words(notes.get("partOfSpeech", ""))
        says = dict(filter(None, (_said(one) for one in term.iter() if _name(one) == "note")))
        draft |= "draft" in says
        forms += [form.strip() for form in says.get("forms", "").split(";") if form.strip()]
    return Rendering("; ".join(right), tuple(wrong), tuple(forms), draft), part


def _kind(element: _Element) -> str:
    """Its category of data: as its type in the one style, as its name in the other."""
    return element.get("type") or _name(element)


def _words(part: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", part).lower().replace("other", "")


def _said(note: _Element) -> tuple[str, str] | None:
    match = _SAYS.fullmatch(_text(note))
    return (match[1], match[2] or "") if match else None


def _text(element: _Element) -> str:
    return one_line("".join(str(text) for text in element.itertext()))
