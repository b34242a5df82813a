"""What the gate sees in the files of an edition: nothing in sound ones, and every fault that is planted."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from tests.tiny_project import edition, make_project
from toolkit.editions.epub import render_epub
from toolkit.editions.html import render_html
from toolkit.editions.pdf.render import render_pdf
from toolkit.publish.sound.book import book_faults
from toolkit.publish.sound.edition import own_faults, program_faults
from toolkit.publish.sound.page import Page, link_faults, resolved
from toolkit.publish.sound.paper import paper_faults

pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
SOURCE = "{#a}\n## Aims\n\nOne.[^n]\n\n- Two\n\n| A | B |\n|---|---|\n| c | d |\n\n[^n]: A note.\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return edition(make_project(tmp_path_factory.mktemp("sound"), SOURCE), "ru")


def test_sound_files_have_no_faults(made):
    files = {
        "ru/doc/1/doc.html": render_html(made).encode(),
        "ru/doc/1/doc.epub": render_epub(made),
        "ru/doc/1/doc.pdf": render_pdf(made).data,
    }
    around = {"ru/doc/1/feed.xml": b"<feed/>", "ru/doc/1/index.html": WHOLE.format("").encode()}
    assert list(own_faults({**files, **around}, "ru/doc/1", "ru")) == []
    assert {one.message for one in own_faults(files, "ru/doc/1", "ru")} == {
        "feed.xml leads to nothing",
        "index.html leads to nothing",
    }


WHOLE = '<!DOCTYPE html><html lang="ru"><head><title>A</title></head><body>{}</body></html>'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<div><p>a</div>", None),
        ("<ul><li>a<li>b</ul><svg><path d=''/><title>x</title></svg><br><img src='a.png' alt=''>", None),
        ("<div><span>a</div>", "<span> is not closed before </div>"),
        ("<p>a</em>", "</em> closes nothing"),
        ("<p id='x'>a</p><p id='x'>b</p>", "the id 'x' is there twice"),
        ("<img src='a.png'>", "a picture has no words for those who do not see it: a.png"),
        (
            "<script src='https://cdn.example.org/a.js'></script>",
            "it loads https://cdn.example.org/a.js from elsewhere",
        ),
        ("<a href='https://example.org/'>a</a>", None),
        ("<section>", "<section> is not closed before </body>"),
    ],
)
def test_faults_of_pages(body, said):
    assert Page(WHOLE.format(body)).faults == ([said] if said else [])


def test_a_page_says_its_title_and_language():
    assert Page("<html><body><svg><title>x</title></svg></body></html>").faults == [
        "the page has no title",
        "the page does not say its language",
    ]


def test_links_within_the_edition_lead_somewhere():
    links = "".join(f'<a href="{one}">x</a>' for one in ("b.html#y", "b.html#n", "c.html", "#x", "../../../index.html"))
    pages = {
        "ru/d/1/a.html": Page(WHOLE.format(f"<p id='x'></p>{links}")),
        "ru/d/1/b.html": Page(WHOLE.format("<p id='y'>")),
    }
    assert list(link_faults(pages, frozenset(pages), "ru/d/1")) == [
        ("ru/d/1/a.html", "b.html#n leads to a place that is not there"),
        ("ru/d/1/a.html", "c.html leads to nothing"),
    ]
    assert resolved("a/b/c.html", "../d%20e/") == "a/d e"


def repacked(data, change):
    """The archive with its files changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _replace(name, old, new):
    def change(files):
        assert old in files[name]
        files[name] = files[name].replace(old, new)

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda files: files.pop("EPUB/style.css"), "the package lists EPUB/style.css, which is not there"),
        (lambda files: files.update({"EPUB/more.css": b""}), "the package does not list EPUB/more.css"),
        (lambda files: files.update({"mimetype": b"x"}), "the archive does not begin with its media type (OCF, 4.3)"),
        (lambda files: files.pop("META-INF/container.xml"), "the container names no package"),
        (_replace("EPUB/text.xhtml", b"</body>", b""), "EPUB/text.xhtml is no XML"),
        (_replace("EPUB/text.xhtml", b'id="a"', b'id="z"'), "EPUB/nav.xhtml: text.xhtml#a leads to nothing"),
        (_replace("EPUB/nav.xhtml", b'lang="ru"', b'lang="en"'), "EPUB/nav.xhtml does not say that it is in ru"),
    ],
)
def test_faults_of_books(made, change, said):
    assert any(one.startswith(said) for one in book_faults(repacked(render_epub(made), change), "ru"))


def test_what_is_no_book():
    assert [one[:29] for one in book_faults(b"PK", "ru")] == ["the archive cannot be read: F"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data[:-20], "it is no whole PDF"),
        (lambda _: b"%PDF-1.7\n%%EOF\n", "it has no catalog"),
        (lambda _: b"%PDF-1.7\n<</Type /Catalog/Lang (ru)>>\n%%EOF\n", "the file is not tagged (ISO 14289-1, 7.1)"),
        (
            lambda _: b"%PDF-1.7\n<</Type /Catalog/Lang (ru)>>\n%%EOF\n",
            "its metadata cannot be read (ISO 19005-3, 6.6.2)",
        ),
    ],
)
def test_faults_of_pdfs(made, change, said):
    assert said in list(paper_faults(change(render_pdf(made).data), "ru"))
    assert "it does not say that it is in kk" in list(paper_faults(render_pdf(made).data, "kk"))


def program(folder, name, text):
    """A program of that name on the path."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)


REPORT = "<report><jobs>{}</jobs></report>"
JOB = (
    '<job><item><name>/x/doc.pdf</name></item><validationReport isCompliant="{}"><details>'
    '<rule clause="7.1"><description>no title</description></rule></details></validationReport></job>'
)


@pytest.mark.skipif(os.name == "nt", reason="the programs are scripts of a shell")
def test_programs_of_the_machine_are_asked_and_missing_ones_named(made, tmp_path, monkeypatch):
    monkeypatch.setattr("toolkit.publish.sound.programs.shutil.which", lambda name: _found(tmp_path, name))
    files = {f"ru/doc/1/doc.{one}": b"x" for one in ("html", "pdf", "epub")}
    project = made.project
    missing = [str(one) for one in program_faults(project, files)]
    assert [one.split(":")[0] for one in missing] == ["warning"] * 3
    assert "veraPDF is not on this machine" in missing[0]
    program(tmp_path, "verapdf", f"echo '{REPORT.format(JOB.format('false'))}'; exit 1")
    program(tmp_path, "epubcheck", "echo 'ERROR(RSC-005): doc.epub/x(1,2): a bad element' >&2; exit 1")
    program(tmp_path, "vnu", "echo '\"file:/x/doc.html\":3.4-5.6: error: Stray end tag.' >&2; exit 1")
    found = [str(one).split("\n")[0] for one in program_faults(project, files)]
    assert found == [
        "ru/doc/1/doc.pdf: error: PDF/A-3a, 7.1: no title [veraPDF] [release]",
        "ru/doc/1/doc.pdf: error: PDF/UA-1, 7.1: no title [veraPDF] [release]",
        "ru/doc/1/doc.epub: error: a bad element (RSC-005) [EPUBCheck] [release]",
        "ru/doc/1/doc.html: error: Stray end tag. (at 3.4-5.6) [the Nu HTML checker] [release]",
    ]
    program(tmp_path, "verapdf", f"echo '{REPORT.format(JOB.format('true'))}'")
    for name in ("epubcheck", "vnu"):
        program(tmp_path, name, "exit 0")
    assert list(program_faults(project, files)) == []
    for name in ("verapdf", "epubcheck", "vnu"):
        program(tmp_path, name, "echo broken >&2; exit 3")
    found = [str(one).split("\n")[0] for one in program_faults(project, files)]
    assert all(one.startswith("warning") and "cannot be run: broken" in one for one in found)
    assert len(found) == 3


def _found(folder: Path, name: str) -> str | None:
    path = folder / name
    return str(path) if path.is_file() else None
