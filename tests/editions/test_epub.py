"""The EPUB edition: what its package document claims."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from tests.tiny_project import edition, make_project, write_catalog
from toolkit.collection import Collection
from toolkit.editions.epub import render_epub
from toolkit.project import find_project

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
    (tmp_path / "sources" / "a.png").write_bytes(b"picture")
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
