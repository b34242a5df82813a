"""A long book is divided into files that reading systems open: nothing is lost, links lead on, tables repeat their heads."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from tests.tiny_project import edition, make_project
from toolkit.editions import book_parts
from toolkit.editions.epub import render_epub

if TYPE_CHECKING:
    from pathlib import Path

HTML = "{http://www.w3.org/1999/xhtml}"
SMALL = 4000
ROWS = "".join(f"| {number} | cell {number}[^n] |\n" for number in range(300))
ITEMS = "".join(f"{number}. item {number}\n   - within {number}\n   - again\n" for number in range(3, 120))
SOURCE = f"""\
{{#begin}}
## Begin

See [the end](#end), [the figures](#figures).

{{#figures}}
## Figures

| Number | Words[^n] |
|---:|---|
{ROWS}

## Items

{ITEMS}

> Quoted.

{{#end}}
## End

Back to [the figures](#figures).

[^n]: A note.
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, ElementTree.Element]:
    """The pages of a divided book in the order of the spine, and its navigation."""
    monkeypatch.setattr(book_parts.divided, "__defaults__", (SMALL,))
    data = render_epub(edition(make_project(tmp_path, SOURCE), "en"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = ElementTree.fromstring(archive.read("EPUB/package.opf"))  # noqa: S314 - made by this project
        names = {one.get("id", ""): one.get("href", "") for one in package.iter("{http://www.idpf.org/2007/opf}item")}
        spine = [names[one.get("idref", "")] for one in package.iter("{http://www.idpf.org/2007/opf}itemref")]
        return {
            name: ElementTree.fromstring(archive.read(f"EPUB/{name}"))  # noqa: S314
            for name in spine
            if name != "cover.xhtml"
        }


def whole(tmp_path: Path) -> str:
    with zipfile.ZipFile(io.BytesIO(render_epub(edition(make_project(tmp_path, SOURCE), "en")))) as archive:
        assert "EPUB/text-2.xhtml" not in archive.namelist()
        return words(ElementTree.fromstring(archive.read("EPUB/text.xhtml")).find(f"{HTML}body"))  # noqa: S314


def words(element: ElementTree.Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def texts(files: dict[str, ElementTree.Element]) -> dict[str, ElementTree.Element]:
    return {name: page for name, page in files.items() if name.startswith("text")}


def test_nothing_is_lost(
    files: dict[str, ElementTree.Element], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All words in their order, in files of the size that is wanted; heads of tables are said again."""
    pages = texts(files)
    assert len(pages) > 10
    assert all(len(ElementTree.tostring(page)) < 2.2 * SMALL for page in pages.values())
    found = " ".join(words(page.find(f"{HTML}body")) for page in pages.values())
    monkeypatch.undo()
    assert found.replace("Number Words1 ", "") == whole(tmp_path / "whole").replace("Number Words1 ", "")
    assert found.count("Number Words1") > 5


def test_each_place_is_there_once_and_every_link_leads_to_it(files: dict[str, ElementTree.Element]) -> None:
    """Within the text and from the contents."""
    ids = [(name, one.get("id")) for name, page in texts(files).items() for one in page.iter() if one.get("id")]
    assert len({id for _, id in ids}) == len(ids)
    links = [(name, one.get("href", "")) for name, page in files.items() for one in page.iter(f"{HTML}a")]
    assert len(links) > 300
    across = 0
    for name, link in links:
        file, _, id = link.partition("#")
        assert not id or (file or name, id) in ids, (name, link)
        across += bool(file) and file != name
    assert across > 3


def test_lists_go_on_with_their_numbers(files: dict[str, ElementTree.Element]) -> None:
    """An item that is not divided keeps its number; no heading stands at the end of a file."""
    for page in texts(files).values():
        for one in page.iter(f"{HTML}ol"):
            first = one.find(f"{HTML}li")
            if first is not None and words(first).startswith("item ") and not first.get("class"):
                assert words(first).split()[1] == one.get("start", "1")
        blocks = [one for one in page.iter() if one.tag.removeprefix(HTML) in {"p", "h2", "tr", "li", "dd"}]
        assert blocks[-1].tag != f"{HTML}h2"


def test_heads_of_tables_have_their_anchors_once(files: dict[str, ElementTree.Element]) -> None:
    """And every part of a table has one."""
    heads = [page.iter(f"{HTML}thead") for page in texts(files).values() if page.find(f".//{HTML}tbody") is not None]
    assert all(len(list(one)) == 1 for one in heads)
