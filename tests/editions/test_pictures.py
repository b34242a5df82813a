"""Pictures in pages and books: files beside the page, of the sizes that windows want."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from tests.pictures import photograph, write_all_kinds
from tests.tiny_project import edition, make_project
from toolkit.editions.epub import render_epub
from toolkit.editions.html import render_html
from toolkit.editions.parallel import render_parallel
from toolkit.publish.plan import Selection
from toolkit.publish.run import build

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.project.project import Project

ALL = 'formats = ["html", "epub"]\n'


def everything(project: Project) -> Selection:
    return Selection(project.documents, project.locales, project.formats)


def test_a_page_names_its_pictures_and_their_sizes(tmp_path: Path) -> None:
    """Nothing jumps when they load, narrow windows load small ones, and those far below load when they are near."""
    photograph(tmp_path / "sources/My shelf.jpg", (2600, 1300), quality=60)
    collection = make_project(tmp_path, '![A shelf](<My shelf.jpg> "The shelf")\n')
    html = render_html(edition(collection, "en"))
    figure = re.search("<figure.*</figure>", html)[0]
    assert "<figcaption>The shelf</figcaption>" in figure
    assert 'width="2000" height="1000" loading="lazy" decoding="async" alt="A shelf"' in figure
    widths = re.search('srcset="([^"]*)"', figure)[1]
    assert re.fullmatch(
        r"(\.\./pictures/my-shelf-[0-9a-f]{8}\.jpg 640w), (\.\./pictures/my-shelf-\w+\.jpg 1280w), (.*) 2000w", widths
    )
    pair = render_parallel(edition(collection, "en"), edition(collection, "ru"))
    assert pair.count('src="../../pictures/my-shelf-') == pair.count("<figcaption>") == 2
    assert "base64" not in html + pair.replace("data:application", "")


def test_the_output_has_the_files_that_pages_name(tmp_path: Path) -> None:
    """Once for all languages, no others; they go when no page shows them, and a build without changes does nothing."""
    names = write_all_kinds(tmp_path / "sources")
    photograph(tmp_path / "sources/unused.png", (40, 40))
    text = "\n\n".join(f"![Picture]({name})" for name in names)
    collection = make_project(tmp_path, text, settings=ALL)
    project = collection.project
    outcome = build(project, everything(project))
    assert [one.code for one in outcome.diagnostics if one.code != "stale-template"] == ["picture-scaled"]
    page = (project.output_path / "en/doc.html").read_text("utf-8")
    named = set(re.findall(r"\.\./(pictures/[^ \"]+)", page))
    assert named == {f"pictures/{path.name}" for path in (project.output_path / "pictures").iterdir()}
    assert not any("unused" in name for name in named)
    assert build(project, everything(project)).built == []
    make_project(tmp_path, "Words alone.\n", settings=ALL)
    build(project, everything(project))
    assert not (project.output_path / "pictures").exists()


def test_a_picture_that_changes_is_made_anew(tmp_path: Path) -> None:
    """With the pages that show it."""
    photograph(tmp_path / "sources/a.png", (40, 40))
    project = make_project(tmp_path, "![A](a.png)\n", ["en"], settings=ALL).project
    build(project, everything(project))
    before = {path.name for path in (project.output_path / "pictures").iterdir()}
    photograph(tmp_path / "sources/a.png", (50, 40))
    built = {path for path, _ in build(project, everything(project)).built}
    after = {path.name for path in (project.output_path / "pictures").iterdir()}
    assert before.isdisjoint(after)
    assert {"en/doc.html", "en/doc.epub"} < built
    assert f"pictures/{next(iter(after))}" in built


def test_a_broken_picture_stops_its_document_alone(tmp_path: Path) -> None:
    """In one line that names the file."""
    photograph(tmp_path / "sources/a.png", (40, 40))
    path = tmp_path / "sources/a.png"
    path.write_bytes(path.read_bytes()[:1000])
    project = make_project(tmp_path, "![A](a.png)\n", ["en"], settings=ALL).project
    (tmp_path / "sources/other.md").write_text("---\ntitle: Other\nlanguage: en\n---\n\nText.\n", "utf-8")
    project = make_project(tmp_path, "![A](a.png)\n", ["en"], settings=ALL).project
    outcome = build(project, everything(project))
    errors = [one for one in outcome.diagnostics if one.severity == "error"]
    assert [one.location.path for one in errors] == ["sources/doc.md"]
    assert "sources/a.png" in errors[0].message
    assert "en/other.html" in {path for path, _ in outcome.built}


def test_a_book_holds_its_pictures(tmp_path: Path) -> None:
    """In formats that every reading system knows (EPUB 3.3, 3.2), photographs of the size of a page."""
    names = write_all_kinds(tmp_path / "sources")
    text = "\n\n".join(f"![Picture]({name})" for name in names)
    found = edition(make_project(tmp_path, text, ["en"]), "en")
    with zipfile.ZipFile(BytesIO(render_epub(found))) as archive:
        package = archive.read("EPUB/package.opf").decode()
        kinds = set(re.findall(r'media-type="(image/[^"]*)"', package))
        assert kinds == {"image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"}
        listed = re.findall(r'id="picture-\d+" href="([^"]*)"', package)
        assert len(listed) == len(set(listed))
        (large,) = [name for name in listed if name.startswith("large-")]
        assert Image.open(BytesIO(archive.read(f"EPUB/{large}"))).size == (2000, 1500)


def test_scaled_pictures_are_kept_from_build_to_build(tmp_path: Path) -> None:
    """And what is kept says nothing by itself: a broken entry is made again."""
    photograph(tmp_path / "sources/a.png", (2100, 40))
    collection = make_project(tmp_path, "![A](a.png)\n", ["en"])
    first = render_html(edition(collection, "en"))
    (entry, *_) = sorted((tmp_path / ".polyedition/pictures").iterdir())
    entry.write_bytes(b"spoiled")
    assert render_html(edition(collection, "en")) == first
