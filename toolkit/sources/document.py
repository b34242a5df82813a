"""A document as the toolkit sees it: typed front matter, a tree of blocks, and the segments in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping, Sequence

    from toolkit.errors import Diagnostic
    from toolkit.sources.licence import Licence


class Kind(StrEnum):
    """What a block is. The value names it in segment ids and to translators."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    FOOTNOTES = "footnotes"
    FOOTNOTE = "footnote"
    RULE = "rule"
    DEFINITIONS = "definitions"
    TERM = "term"
    DEFINITION = "definition"
    META = "meta"


class Role(StrEnum):
    """What a block means, given in the source as ``{.role}``."""

    RECOMMENDATIONS = "recommendations"
    QUESTION = "question"
    ACTIONS = "actions"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Segment:
    """The smallest translatable text: the inline Markdown of one block, unwrapped to one line."""

    id: str
    """A name, not an address: it never changes once given. The ``msgctxt`` of its message."""
    text: str
    """Inline Markdown; soft line breaks are blanks, hard ones stay."""
    kind: Kind
    where: tuple[str, ...]
    """Where it stands in words, outermost first: headings, then ``item 2 of 4`` or the like."""
    line: int
    """Where it begins in the source file, counted from 1."""
    given: bool = False
    """The source itself names it (``{#id}``, or a front matter key)."""
    numbered: bool = False
    """Its id was formed from a role and a number (``rec-7``), so it moves when the list is renumbered."""
    comments: tuple[str, ...] = ()
    """What the source says to translators about it."""

    @property
    def named(self) -> bool:
        """The source fixes its id, by itself or by role and number."""
        return self.given or self.numbered

    @property
    def section(self) -> tuple[str, ...]:
        """The headings above it."""
        return self.where[:-1]


@dataclass(frozen=True, slots=True)
class Block:
    """A node of the document's tree."""

    kind: Kind
    segment: Segment | None = None
    """The text of a leaf that has one."""
    children: tuple[Block, ...] = ()
    id: str | None = None
    """Anchor of a block that has no segment of its own but was given a name (a list, a quotation)."""
    role: Role | None = None
    level: int = 0
    """Of a heading: 2 to 6; 1 is the document's title."""
    ordered: bool = False
    start: int = 1
    """The first number of an ordered list."""
    tight: bool = False
    """A list whose items are not set apart by blank lines."""
    literal: str = ""
    """Verbatim text of a code block."""
    header: bool = False
    """Of a table row or cell: it is a heading of its table."""
    align: str = ""
    """Of a table cell: ``left``, ``center``, ``right`` or nothing."""

    def walk(self) -> Iterator[Block]:
        """The block itself and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who made the document; name, role and organisation are segments as well."""

    name: str
    relator: str
    """Code of the MARC Code List for Relators: ``aut``, ``edt`` …, ``ctb`` for any other role."""
    role: str = ""
    """In words, where neither author nor editor says it."""
    organisation: str = ""
    orcid: str = ""
    """``0000-0002-1825-0097``."""
    isni: str = ""
    """Sixteen digits."""
    viaf: str = ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the person is identified on the web."""
        known = (
            ("https://orcid.org/", self.orcid),
            ("https://isni.org/isni/", self.isni),
            ("https://viaf.org/viaf/", self.viaf),
        )
        return tuple(f"{base}{number}" for base, number in known if number)


ORIGINAL = ""
"""Stands for the language of the document in `Numbers`."""
Numbers = tuple[tuple[str, str], ...]
"""Standard numbers, each after the BCP 47 tag of the edition that it belongs to, or `ORIGINAL`."""


@dataclass(frozen=True, slots=True)
class Meta:
    """The front matter. Texts that a reader sees are segments as well, with ids ``meta/<key>``."""

    title: str
    language: str
    """BCP 47 tag of the language that the document is written in."""
    subtitle: str = ""
    date: datetime.date | None = None
    place: str = ""
    event: str = ""
    publishers: tuple[str, ...] = ()
    kind: str = ""
    """What sort of document this is, in words."""
    version: str = ""
    identifier: str = ""
    """A DOI, ISBN, URN or address; as given."""
    rights: str = ""
    keywords: tuple[str, ...] = ()
    base: str = ""
    """The address that links which begin with ``/`` or ``./`` begin from."""
    official: tuple[str, ...] = ()
    """BCP 47 tags of the languages whose translation the issuing bodies have made their own."""
    authors: tuple[Contributor, ...] = ()
    editors: tuple[Contributor, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    """Others, each with a role."""
    isbn: Numbers = ()
    issn: Numbers = ()
    doi: Numbers = ()
    licence: Licence | None = None
    series: str = ""
    edition: str = ""
    """Which edition of the document this is, in words: ``2nd, revised``."""
    abstract: str = ""
    logo: tuple[str, ...] = ()
    """Pictures of the issuing bodies, as paths below the sources folder."""
    cover: str = ""
    """A picture for the cover, as a path below the sources folder."""
    easy: str = ""
    """Name of the document that says the same in plain language."""

    def number(self, numbers: Numbers, locale: str) -> str:
        """The standard number of the edition in a language; a translation never has the original's."""
        found = {tag or self.language: number for tag, number in numbers}
        return found.get(locale, "")

    @property
    def people(self) -> Iterator[tuple[str, Contributor]]:
        """Everybody with the prefix of the segments that name them: ``author-1`` …"""
        for kind, group in (("author", self.authors), ("editor", self.editors), ("contributor", self.contributors)):
            yield from ((f"{kind}-{number}", one) for number, one in enumerate(group, start=1))


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link of the source leads, or a picture lies; as written."""

    address: str
    line: int
    """In the source file, counted from 1."""
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One source file, parsed."""

    name: str
    """The file's name without its ending, and the domain of its catalogs."""
    path: str
    """Of the source file, relative to the project's root, with forward slashes."""
    meta: Meta
    front: tuple[Segment, ...]
    """The segments of the front matter."""
    blocks: tuple[Block, ...]
    revision: str
    """Short hash of the source text: tells one state of the source from another."""
    revised: datetime.date | None = None
    """When its text last changed, as far as its template tells."""
    references: tuple[tuple[str, str, str], ...] = ()
    """Markdown link references as (label, target, title), so that ``[text][label]`` works in translations."""

    targets: tuple[Target, ...] = ()
    """All links and pictures of the source, in reading order."""
    destinations: Mapping[str, str] = field(default_factory=dict, compare=False)
    """What links mean that say something else: a heading by its words, an address that begins with a slash."""
    warnings: tuple[Diagnostic, ...] = ()
    """What was found in the source that does not stop an edition."""

    def walk(self) -> Iterator[Block]:
        """All blocks in reading order."""
        for block in self.blocks:
            yield from block.walk()

    @property
    def notes(self) -> tuple[str, ...]:
        """The names of its footnotes in their order."""
        return tuple(block.id or "" for block in self.walk() if block.kind is Kind.FOOTNOTE)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Everything to translate, in reading order."""
        return self.front + tuple(block.segment for block in self.walk() if block.segment)

    def with_ids(self, ids: Sequence[str]) -> Document:
        """The same document with other segment ids, given in the order of `segments`."""
        names = iter(ids)
        front = tuple(replace(segment, id=next(names)) for segment in self.front)
        blocks = tuple(_with_ids(block, names) for block in self.blocks)
        return replace(self, front=front, blocks=blocks)


class SourceError(ToolkitError):
    """A source with errors in it."""

    in_part: Document
    """What was read of it all the same: links and pictures are there, texts and ids may be missing."""


def _with_ids(block: Block, names: Iterator[str]) -> Block:
    segment = replace(block.segment, id=next(names)) if block.segment else None
    return replace(block, segment=segment, children=tuple(_with_ids(child, names) for child in block.children))
