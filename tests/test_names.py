"""Names of files that are no UTF-8, as old archives and foreign disks bring them: read or named in a line, never a traceback."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.pictures import PICTURE
from toolkit.cli import polyedition
from toolkit.errors import ToolkitError
from toolkit.exchange.tmx import Unit, write_tmx

if TYPE_CHECKING:
    from toolkit.project.project import Project

pytestmark = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names are texts there")

COMMANDS = (
    ("update",), ("check",), ("format",), ("status",), ("todo", "ru"), ("translate", "ru", "--provider", "memory"),
    ("memory", "search", "books", "-l", "ru"), ("build", "-j1"), ("build", "-j1"), ("verify",), ("verify", "--rebuild"),
    ("review", "ru", "--by", "Anna Petrova"),
)  # fmt: skip


def place(root: Path, folder: str, name: bytes, data: bytes) -> Path:
    path = Path(os.fsdecode(os.fsencode(root / folder) + b"/" + name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
def test_names_that_are_no_utf_8(tiny: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of pictures, parts of the theme, catalogs, memories and folders: every command does its work."""
    units = "".join(write_tmx([Unit("Read more books.", "Читайте больше книг.", "ru")])).encode()
    root = tiny.root
    place(root, "theme", b"t\xff.css", b"x")
    place(root, "theme", b"\xfe\xff.html", b"x")
    place(root, "i18n/memory", b"m\xff.tmx", units)
    place(root, "i18n/ru", b"q\xff.po", tiny.catalog("plan", "ru").read_bytes())
    place(root, "sources", b"p\xff.png", PICTURE)
    place(root, "output", b".x\xff", b"x")
    for folder in (b"i18n/z\xff", b"sources/d\xff"):
        (Path(os.fsdecode(os.fsencode(root) + b"/" + folder))).mkdir(parents=True)
    given = place(root, ".", b"given\xff.tmx", units)
    monkeypatch.chdir(root)
    for words in (*COMMANDS, ("memory", "import", str(given)), *COMMANDS[:9]):
        result = CliRunner().invoke(polyedition, words, standalone_mode=False)
        assert result.exception is None, (words, result.exception)
    assert "Читайте больше книг." in tiny.catalog("plan", "ru").read_text("utf-8")


@pytest.mark.parametrize("words", [("import",), ("merge",), ("export", "ru", "-o"), ("check", "-d"), ("build", "-d")])
def test_names_in_the_call(tiny: Project, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault is told in words that every terminal can show."""
    monkeypatch.chdir(tiny.root)
    result = CliRunner().invoke(polyedition, [*words, os.fsdecode(b"x\xff.csv")], standalone_mode=False)
    if result.exception is not None:
        assert isinstance(result.exception, ToolkitError) or "click" in type(result.exception).__module__
        str(result.exception).encode("utf-8", "backslashreplace")
