"""The EPUB edition: the archive, its pages and contents, and what its package document claims."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from tests.pictures import PICTURE
from tests.tiny_project import edition, make_project, write_catalog
from toolkit.collection.collection import Collection
from toolkit.editions.epub import render_epub
from toolkit.errors import ToolkitError
from toolkit.project.project import find_project

if TYPE_CHECKING:
    from pathlib import Path

DC = "{http://purl.org/dc/elements/1.1/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OPF = "{http://www.idpf.org/2007/opf}"


def package_of(made: bytes) -> ElementTree.Element:
    """The package document of an edition."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return ElementTree.fromstring(archive.read("EPUB/package.opf"))  # noqa: S314 - made by this project


def claims(root: Path, source: str) -> dict[str, list[str | None]]:
    """The properties in the package document of an edition."""
    package = package_of(render_epub(edition(make_project(root, source, ("en",)), "en")))
    found: dict[str, list[str | None]] = {}
    for meta in package.iter(f"{OPF}meta"):
        found.setdefault(meta.attrib["property"], []).append(meta.text)
    return found


def test_text_needs_no_eyes(tmp_path: Path) -> None:
    """Without pictures text is the only mode, and nothing is said of alternatives."""
    found = claims(tmp_path, "Read more.\n")
    assert found["schema:accessMode"] == found["schema:accessModeSufficient"] == ["textual"]
    assert "alternativeText" not in found["schema:accessibilityFeature"]


def test_pictures_are_spoken_of(tmp_path: Path) -> None:
    """They are seen, and their words are enough for who does not see them."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.png").write_bytes(PICTURE)
    found = claims(tmp_path, "![A shelf](a.png)\n")
    assert found["schema:accessMode"] == ["textual", "visual"]
    assert found["schema:accessModeSufficient"] == ["textual,visual", "textual"]
    assert "alternativeText" in found["schema:accessibilityFeature"]


def test_nobody_is_said_to_have_evaluated(tmp_path: Path) -> None:
    """The claim of conformance says by whom: by programs."""
    found = claims(tmp_path, "Read more.\n")
    assert found["dcterms:conformsTo"] == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert found["a11y:certifiedBy"] == ["Polyedition, by automatic checks only"]


def test_untranslated_metadata_say_their_language(tmp_path: Path) -> None:
    """The title is translated, the subtitle and the publisher are not."""
    front = "title: The plan\nsubtitle: For all\nlanguage: en\npublishers: [The Library]"
    make_project(tmp_path, "Read more.\n", front=front)
    write_catalog(tmp_path, "ru", {("meta/title", "The plan"): "План"})
    package = package_of(render_epub(edition(Collection(find_project(tmp_path)), "ru")))
    said = {(one.tag.removeprefix(DC), one.text): one.get(LANG) for one in package.iter() if one.tag.startswith(DC)}
    assert said["title", "План"] is None
    assert said["description", "For all"] == "en"
    assert said["creator", "The Library"] == said["publisher", "The Library"] == "en"


SOURCE = """\
{#aims}
## Aims

Read *more*.[^1]

![A shelf](a.png)

### Ways & means

{.recommendations}
1. Open the doors.

[^1]: Or do not.
"""


def files_of(made: bytes) -> dict[str, bytes]:
    """The files of an edition, in their order."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def written(root: Path, locale: str = "ru") -> bytes:
    """An edition with headings, a note, a picture and a recommendation, two texts of it translated."""
    (root / "sources").mkdir(parents=True)
    (root / "sources" / "a.png").write_bytes(PICTURE)
    collection = make_project(root, SOURCE, ("en", locale))
    ids = {segment.text: segment.id for segment in collection.document("doc").segments}
    texts = {"Aims": "Цели", "Open the doors.": "Откройте двери."}
    write_catalog(root, locale, {(ids[text], text): words for text, words in texts.items()})
    return render_epub(edition(Collection(find_project(root)), locale))


def test_the_archive_is_as_readers_expect(tmp_path: Path) -> None:
    """The media type first and not compressed (OCF 3.3, 4.2.1); every file is in the manifest, and the other way round."""
    made = written(tmp_path)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, archive.read(first)) == (
            "mimetype",
            zipfile.ZIP_STORED,
            b"application/epub+zip",
        )
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    package = package_of(made)
    listed = {f"EPUB/{item.attrib['href']}" for item in package.iter(f"{OPF}item")}
    there = {name for name in files_of(made) if name.startswith("EPUB/")}
    assert listed == there - {"EPUB/package.opf"}
    assert any(item.get("properties") == "nav" for item in package.iter(f"{OPF}item"))
    assert any(item.get("properties") == "cover-image" for item in package.iter(f"{OPF}item"))


def test_every_page_is_xml_in_its_language(tmp_path: Path) -> None:
    """What is not translated says so in both ways; ids are names of XML; the picture is a file of the archive."""
    files = files_of(written(tmp_path))
    pages = {name: ElementTree.fromstring(data) for name, data in files.items() if name.endswith(".xhtml")}  # noqa: S314
    assert {page.get("lang") for page in pages.values()} == {page.get(LANG) for page in pages.values()} == {"ru"}
    text = pages["EPUB/text.xhtml"]
    foreign = [one for one in text.iter() if one.get("lang") not in {None, "ru"}]
    assert foreign
    assert all(one.get("lang") == one.get(LANG) == "en" for one in foreign)
    ids = [one.get("id", "") for one in text.iter() if one.get("id")]
    assert "rec-1" in ids
    assert all("/" not in id for id in ids)
    (picture,) = [one.get("src") for one in text.iter() if one.tag.endswith("}img")]
    assert files[f"EPUB/{picture}"] == PICTURE


def test_a_passage_that_stands_in_another_language_says_which(tmp_path: Path) -> None:
    """In the reader's language, by a style of the page; there is none where everything is in its language."""
    files = files_of(written(tmp_path))
    page = ElementTree.fromstring(files["EPUB/text.xhtml"])  # noqa: S314
    (style,) = [one.text or "" for one in page.iter() if one.tag.endswith("}style")]
    assert ':lang(en)::before { content: "(Английский) "; }' in style
    assert "figure.untranslated:lang(en) > figcaption::before" in style
    nav = ElementTree.fromstring(files["EPUB/nav.xhtml"])  # noqa: S314
    assert ':lang(en)::before { content: "(Английский) "; }' in "".join(one.text or "" for one in nav.iter())
    lines = [one for one in nav.iter() if one.tag.endswith("}a") and one.get("lang")]
    assert lines
    assert {(one.get("lang"), one.get("class")) for one in lines} == {("en", "untranslated")}
    original = render_epub(edition(Collection(find_project(tmp_path)), "en"))
    assert b"<style" not in files_of(original)["EPUB/text.xhtml"]


def test_the_contents_lead_to_the_headings(tmp_path: Path) -> None:
    """Nested as they are."""
    files = files_of(written(tmp_path))
    nav = ElementTree.fromstring(files["EPUB/nav.xhtml"])  # noqa: S314 - made by this project
    entries = [(one.text, one.get("href")) for one in nav.iter() if one.tag.endswith("}a")]
    ids = {one.get("id") for one in ElementTree.fromstring(files["EPUB/text.xhtml"]).iter()}  # noqa: S314
    assert entries[0] == ("Цели", "text.xhtml#aims")
    assert entries[1][0] == "Ways & means"
    assert {(href or "").partition("#")[2] for _, href in entries[:2]} <= ids


def test_a_document_without_headings_has_one_entry(tmp_path: Path) -> None:
    """A list of contents must not be empty (EPUB 3.3, 7.4.1)."""
    files = files_of(render_epub(edition(make_project(tmp_path, "Words.\n"), "en")))
    nav = ElementTree.fromstring(files["EPUB/nav.xhtml"])  # noqa: S314 - made by this project
    first = next(one for one in nav.iter() if one.tag.endswith("}a"))
    assert (first.text, first.get("href")) == ("Title", "text.xhtml")


def test_pages_turn_from_right_to_left_in_persian(tmp_path: Path) -> None:
    """And only there."""
    made = package_of(written(tmp_path / "fa", "fa"))
    assert [one.get("page-progression-direction") for one in made.iter(f"{OPF}spine")] == ["rtl"]
    made = package_of(written(tmp_path / "ru", "ru"))
    assert [one.get("page-progression-direction") for one in made.iter(f"{OPF}spine")] == [None]


def test_the_same_edition_has_the_same_bytes(tmp_path: Path) -> None:
    """In another folder, too."""
    assert written(tmp_path / "one") == written(tmp_path / "two")


HOSTILE_WORDS = (
    ' src="data:image/png;base64,A"',
    'src="data:image/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=="',
    'href="#x/y" lang="en" <br> <img src="data:image/png;base64,x">',
)


def test_words_that_look_like_markup_are_words(tmp_path: Path) -> None:
    """In code, in texts and in translations, word for word; no file comes of them."""
    code = "".join(f"```\n{words}\n```\n\n" for words in HOSTILE_WORDS)
    texts = "".join(f"{{#p{number}}}\nText {number}.\n\n" for number, _ in enumerate(HOSTILE_WORDS))
    make_project(tmp_path, code + texts)
    found = {(f"p{number}", f"Text {number}."): f"«{words}»" for number, words in enumerate(HOSTILE_WORDS)}
    write_catalog(tmp_path, "ru", found)
    files = files_of(render_epub(edition(Collection(find_project(tmp_path)), "ru")))
    assert {name for name in files if name.startswith("EPUB/") and not name.startswith("EPUB/fonts/")} == {
        f"EPUB/{name}" for name in ("package.opf", "nav.xhtml", "cover.xhtml", "cover.svg", "text.xhtml", "style.css")
    }
    page = ElementTree.fromstring(files["EPUB/text.xhtml"])  # noqa: S314 - made by this project
    said = "".join(page.itertext())
    for words in HOSTILE_WORDS:
        assert f"{words}\n" in said
    assert said.count("data:image/") == 2 * len(HOSTILE_WORDS)  # in code and in a translation
    assert not [one for one in page.iter() if one.tag.endswith(("}img", "}script"))]


def test_signs_that_xml_has_no_place_for_are_left_out(tmp_path: Path) -> None:
    """Of titles, interface words and names; every file is well-formed."""
    bad = "\x01\ufffe\u202e"
    make_project(tmp_path, "Read more.\n", front="title: The plan\nlanguage: en")  # sources are refused with them
    write_catalog(tmp_path, "ru", {(None, "Contents"): f"Содер{bad}жание"}, domain="interface")
    texts: dict[tuple[str | None, str], str] = {("meta/title", "The plan"): f"Пл{bad}ан"}
    write_catalog(tmp_path, "ru", texts, comments=(f"Ан{bad}на Петрова <a@b.org>, 2024.",))
    for name, data in files_of(render_epub(edition(Collection(find_project(tmp_path)), "ru"))).items():
        if name.endswith((".opf", ".xhtml", ".svg", ".xml")):
            text = "".join(ElementTree.fromstring(data).itertext())  # noqa: S314 - made by this project
            assert not set(bad) & set(text)


LINKS = "See [the plan](two.md#aims), [Plan two](two.md) and [the aims](#aims).\n\n{#aims}\n## Aims\n"


def links_of(root: Path, settings: str = "") -> list[tuple[str | None, str]]:
    """Where the links of an edition lead, and its words."""
    collection = make_project(root, LINKS, ("en",), settings=settings)
    (root / "sources" / "two.md").write_text("---\ntitle: Plan *two*\nlanguage: en\n---\n\n{#aims}\n## Aims\n", "utf-8")
    files = files_of(render_epub(edition(Collection(find_project(root)), "en")))
    page = ElementTree.fromstring(files["EPUB/text.xhtml"])  # noqa: S314 - made by this project
    assert collection
    return [
        (link.get("href"), "".join(one.itertext()))
        for one in page.iter()
        if one.tag.endswith("}p") and "See" in (one.text or "")
        for link in one.iter()
        if link.tag.endswith("}a") or link is one
    ]


def test_links_to_other_documents_lead_to_the_site(tmp_path: Path) -> None:
    """A reading system cannot follow them anywhere else."""
    found = links_of(tmp_path, '[site]\nurl = "https://example.org/e"\n')
    assert [target for target, _ in found] == [
        None,
        "https://example.org/e/en/two.html#aims",
        "https://example.org/e/en/two.html",
        "#aims",
    ]


def test_links_to_other_documents_are_titles_without_a_site(tmp_path: Path) -> None:
    """Unless the words are the title already."""
    (_, words), (target, _) = links_of(tmp_path)
    assert words == "See the plan (Plan two), Plan two and the aims."
    assert target == "#aims"


def test_a_template_that_is_no_xml_is_named(tmp_path: Path) -> None:
    """The theme's author is told, and no broken book is made."""
    collection = make_project(tmp_path, "Words.\n", ("en",))
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "epub.xhtml").write_text("<html><p>{{ body }}</html>", "utf-8")
    with pytest.raises(ToolkitError) as caught:
        render_epub(edition(collection, "en"))
    assert "theme/epub.xhtml" in str(caught.value)
