"""Files that are not what they say, and files that do harm: refused in one line, whatever their ending."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from tests.exchange.documents.word_files import p, picture, png, relation, source_of, write_word
from toolkit.errors import ToolkitError
from toolkit.exchange.documents.read import read_document

if TYPE_CHECKING:
    from pathlib import Path

_BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
_EXTERNAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def refused(path: Path) -> str:
    """The one line that says why."""
    with pytest.raises(ToolkitError) as caught:
        source_of(path)
    (one,) = caught.value.diagnostics
    assert "\n" not in one.message
    return one.message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{\\rtf1 x}", "this is RTF, whatever its name says"),
        (_OLD, "this is a file of Word before 2007"),
        (_OLD + "EncryptedPackage".encode("utf-16-le"), "the file is locked with a password"),
        (b"%PDF-1.7", "this is a PDF, whatever its name says"),
        (b"PK\x03\x04 broken", "this is no office file, or it is damaged or locked"),
        (b"", "this is no office file, or it is damaged or locked"),
    ],
)
@pytest.mark.parametrize("ending", [".docx", ".odt"])
def test_files_of_another_kind(tmp_path: Path, data: bytes, message: str, ending: str) -> None:
    """They are known by how they begin."""
    path = tmp_path / f"a{ending}"
    path.write_bytes(data)
    assert refused(path) == message


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "docProps/core.xml"]
)
@pytest.mark.parametrize("data", [_BOMB, _EXTERNAL])
def test_entities_are_refused_in_every_part(tmp_path: Path, part: str, data: bytes) -> None:
    """No parser sees them."""
    path = write_word(tmp_path / "a.docx", p("x"), parts={part: data})
    assert refused(path) == "the file declares a document type or an entity"


@pytest.mark.parametrize("name", ["/etc/passwd", "C:\\windows\\x", "../../x", "word/../../x"])
def test_parts_with_paths_of_a_machine_are_refused(tmp_path: Path, name: str) -> None:
    """No office program writes them."""
    path = write_word(tmp_path / "a.docx", p("x"), parts={name: b"x"})
    assert refused(path) == "a part of the file has a path that leads out of it"


def test_programs_bombs_and_huge_pictures_are_refused(tmp_path: Path) -> None:
    """Before anything is unpacked that need not be."""
    macros = write_word(tmp_path / "a.docx", p("x"), parts={"word/vbaProject.bin": b"x"})
    assert refused(macros) == "the file carries a program (macros)"
    sheets = write_word(tmp_path / "a.docx", p("x"), parts={"xl/macrosheets/sheet1.xml": b"<x/>"})
    assert refused(sheets) == "the file carries a program (macros)"
    bomb = tmp_path / "b.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (70 * 2**20))
    assert refused(bomb) == "the file unpacks to far more than a document needs"
    huge = bytearray(png())
    huge[16:24] = (60_000).to_bytes(4, "big") * 2
    huge[29:33] = zlib.crc32(huge[12:29]).to_bytes(4, "big")
    parts = {"word/media/a.png": bytes(huge)}
    large = write_word(tmp_path / "c.docx", p(inner=picture("i")), relation("i", "image", "media/a.png"), parts=parts)
    assert "pixels" in refused(large)


@pytest.mark.parametrize("source", ["file:///etc/passwd", "/etc/passwd", "../secret.png", "C:\\x.png", "%2e%2e/x.png"])
def test_pages_that_want_files_from_elsewhere_are_refused(tmp_path: Path, source: str) -> None:
    """Pictures come from beside the page."""
    path = tmp_path / "a.html"
    path.write_text(f'<p>x<img src="{source}"></p>', "utf-8")
    assert "the page wants a file from elsewhere" in refused(path)


def test_what_nobody_reads_is_named(tmp_path: Path) -> None:
    """With the endings that are read."""
    path = tmp_path / "a.doc"
    path.write_bytes(_OLD)
    with pytest.raises(ToolkitError, match="no document that can be brought in"):
        read_document(path, "a.doc")
