"""Where texts stand in a PDF is read from the PDF itself, and what is no PDF of ours says nothing."""

from __future__ import annotations

import os
import zlib

import pytest

from tests.tiny_project import make_project
from toolkit.project.project import find_project
from toolkit.revision.revise import update_project
from toolkit.workbench.paper import Papers, places_in
from toolkit.workbench.shelf import Shelf

SOURCE = "".join(f"## Part {number} {{#part-{number}}}\n\n{'word ' * number * 9}\n\n" for number in range(1, 9))


def pdf(places: dict[str, tuple[int, float]], pages: int = 3) -> bytes:
    kids = " ".join(f"{10 + page} 0 R" for page in range(pages))
    names = " ".join(f"({name}) [{9 + page} 0 R /XYZ 60.0 {height} 0]" for name, (page, height) in places.items())
    stream = zlib.compress(f"<</Type /Pages/Kids [{kids}]/Count {pages}>>\n<</Dests <</Names [{names}]>>>>".encode())
    return b"%PDF-1.7\n1 0 obj\n<<>>\nstream\n" + stream + b"\nendstream\nendobj\n%%EOF"


@pytest.fixture
def shelf(tmp_path):
    make_project(tmp_path, SOURCE, ("en", "ru"), front="title: Plan\nlanguage: en")
    project = find_project(tmp_path)
    update_project(project, project.locales)
    return Shelf(project)


def put(shelf, data, age=0.0):
    path = shelf.project.output_path / "ru/doc.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    now = path.stat().st_mtime + age
    os.utime(path, (now, now))


def test_places_are_read_from_the_table_of_names():
    assert places_in(pdf({"a": (1, 700.5), "b/c-1": (3, 90.0)})) == (3, {"a": (1, 700.5), "b/c-1": (3, 90.0)})


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"stream\n" + b"x" * 50, b"(a) [7 0 R /XYZ 1 2 ", os.urandom(2000)])
def test_what_is_no_pdf_of_ours_has_no_places(shelf, data):
    assert places_in(data)[0] == 0
    put(shelf, data)
    assert Papers().paper(shelf, "doc", "ru") is None


def test_without_a_pdf_nothing_is_said(shelf):
    assert Papers().paper(shelf, "doc", "ru") is None


def test_every_text_has_its_page_and_growth_its_measure(shelf):
    ids = [one.id for one in shelf.document("doc").segments if not one.id.startswith("meta/")]
    height, places = 800.0, {}
    for number, id in enumerate(ids):
        places[id] = (2, height)
        height -= 20 if id.startswith("part") and "/" not in id else 10 + 0.2 * (number // 2 + 1) * 45
    put(shelf, pdf(places), age=5)
    papers = Papers()
    found = papers.paper(shelf, "doc", "ru")
    assert (found["pages"], found["places"]["meta/title"], found["places"]["part-3"]) == (3, 1, 2)
    assert 0.1 < found["letter"] < 0.3
    assert found["free"] >= 0
    assert found["lengths"]["part-1"] == len("Part 1")
    catalog = shelf.project.catalog("doc", "ru")
    os.utime(catalog, (catalog.stat().st_mtime + 60,) * 2)
    assert papers.paper(shelf, "doc", "ru")["lengths"] == found["lengths"]
    assert Papers().paper(shelf, "doc", "ru")["lengths"] is None
