"""The EPUB edition: what its package document claims."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from tests.tiny_project import edition, make_project
from toolkit.editions.epub import render_epub

if TYPE_CHECKING:
    from pathlib import Path

OPF = "{http://www.idpf.org/2007/opf}"


def claims(root: Path, source: str) -> dict[str, list[str | None]]:
    """The properties in the package document of an edition."""
    made = render_epub(edition(make_project(root, source, ("en",)), "en"))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        package = ElementTree.fromstring(archive.read("EPUB/package.opf"))  # noqa: S314 - made by this project
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
