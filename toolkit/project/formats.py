"""The formats of an edition: how each is called, and what its files are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Format:
    """One format."""

    name: str
    """In the settings and on the command line."""
    ending: str
    """Of its files, after the document's name."""
    media_type: str
    """IANA media type."""
    maker: str
    """``module:function`` that makes a file of an `Edition` and gives it as `Rendered`; imported when a file is due."""
    pair_maker: str = ""
    """The same of two editions side by side; empty where the format has none."""
    is_default: bool = True
    """Whether it is made where the settings say nothing; of a package's format never."""
    is_read: bool = True
    """Whether people read the file itself; sheets that are folded are not, and have no tags for them."""

    @property
    def has_pairs(self) -> bool:
        """Whether two languages can stand side by side in it."""
        return bool(self.pair_maker)


BUILT_IN = (
    Format(
        "html", ".html", "text/html", "toolkit.editions.html:make_html", "toolkit.editions.parallel:make_parallel_page"
    ),
    Format(
        "pdf",
        ".pdf",
        "application/pdf",
        "toolkit.editions.pdf.render:render_pdf",
        "toolkit.editions.parallel:make_parallel_pdf",
    ),
    Format(
        "large-print",
        ".large-print.pdf",
        "application/pdf",
        "toolkit.editions.pdf.render:render_large_print",
        is_default=False,
    ),
    Format("print", ".print.pdf", "application/pdf", "toolkit.editions.pdf.press:render_press", is_default=False),
    Format(
        "booklet",
        ".booklet.pdf",
        "application/pdf",
        "toolkit.editions.pdf.press:render_booklet",
        is_default=False,
        is_read=False,
    ),
    Format(
        "poster",
        ".poster.pdf",
        "application/pdf",
        "toolkit.editions.pdf.poster:render_poster",
        "toolkit.editions.pdf.poster:render_parallel_poster",
        is_default=False,
    ),
    Format("epub", ".epub", "application/epub+zip", "toolkit.editions.epub:make_epub"),
)
"""In the order in which readers see them."""
FORMATS = {one.name: one for one in BUILT_IN}
"""The same by name."""
_FOLDED = tuple(one.ending for one in BUILT_IN if not one.is_read)
PAPER = frozenset(one.name for one in BUILT_IN if one.media_type == "application/pdf")
"""Those that WeasyPrint makes in the fonts of the project."""
DEFAULT_FORMATS = tuple(one.name for one in BUILT_IN if one.is_default)


_ENDING = re.compile(r"(?:[.-][a-z0-9]+)+")
"""Of a file behind the document's name: nothing that leads elsewhere."""


@cache
def all_formats() -> dict[str, Format]:
    """The built-in formats, then those of installed packages, by name."""
    from toolkit.system.plugins import Group, give_up, load_all, plugin

    known = dict(FORMATS)
    for one in load_all(Group.FORMATS, Format, BUILT_IN, lambda one: one.name):
        taken = {other.ending for other in known.values()} | {other.ending for other in RECORDS.values()}
        if isinstance(one.ending, str) and _ENDING.fullmatch(one.ending) and one.ending not in taken:
            known[one.name] = one
        elif by := plugin(Group.FORMATS, one.name):
            give_up(by, f"{one.ending!r} is no ending of files, or another format has it")
    return known


def find_format(name: str) -> Format | None:
    """The format of a name; None if nobody has it. Packages are asked only for what is not built in."""
    return FORMATS.get(name) or all_formats().get(name)


def known_format(name: str) -> Format:
    """The format of a name that the settings have, which are read only if it is there."""
    found = find_format(name)
    assert found is not None, name
    return found


def is_read(path: str) -> bool:
    """Whether people read the file of that name itself, and not what is folded of it."""
    return not path.endswith(_FOLDED)


def format_order(name: str) -> tuple[int, str]:
    """The place of a format among those that readers see: the built-in ones in their order, then the others by name."""
    return (list(FORMATS).index(name), "") if name in FORMATS else (len(FORMATS), name)


@dataclass(frozen=True, slots=True)
class RecordFormat:
    """A way to describe an edition for catalogues and reference managers."""

    name: str
    ending: str
    """Of its files, after the document's name."""
    label: str
    """What it is called everywhere."""


RECORDS = {
    one.name: one
    for one in (
        RecordFormat("marc", ".marc.xml", "MARCXML"),
        RecordFormat("datacite", ".datacite.json", "DataCite"),
        RecordFormat("bibtex", ".bib", "BibTeX"),
        RecordFormat("ris", ".ris", "RIS"),
        RecordFormat("csl", ".csl.json", "CSL-JSON"),
    )
}
"""By name, in the order in which readers see them."""


def file_name(document: str, format: str) -> str:
    """What a document's file in a format is called."""
    return document + known_format(format).ending
