"""Damaged files of every kind through `polyedition import`: a line with a remedy, an exit code, and nothing lost."""

from __future__ import annotations

import os
import random
import time
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner
from lxml import etree

from tests.exchange.documents.word_files import p, r, relation, write_word
from tests.test_fuzz import mutant
from toolkit.catalog.po import parse_po
from toolkit.cli import polyedition
from toolkit.errors import ToolkitError

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.project.project import Project

AMOUNT = 400 if os.environ.get("FUZZ") else 5
"""Mutants of each kind: `make fuzz` tries them all, the suite a share."""
_SLOW = 20.0
"""Seconds of the processor, many times what any of these files may take."""
_EXPORTS = {
    "docx": ("--format", "docx"),
    "xlsx": ("--format", "xlsx"),
    "csv": ("--format", "csv"),
    "xlf": ("--format", "xliff"),
    "2.xlf": ("--format", "xliff-2"),
    "po": ("--format", "po"),
    "tbx": ("--format", "tbx"),
}
_STRANGE = ("../../evil.xml", "/etc/passwd", "word\\document.xml", "\u202e.xml", "WORD/DOCUMENT.XML")
"""Names of members of archives."""
_HTML = (
    "<html lang='en'><head><title>A plan</title></head><body><h1>A plan</h1><ol><li>Open <a href='https://example.org'>doors</a></li>"
    "</ol><table><tr><th>A</th></tr><tr><td colspan='2'>B</td></tr></table><dl><dt>Word</dt><dd>Sense</dd></dl></body></html>"
)
_ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
    '<office:body><office:text><text:h text:outline-level="1">A plan</text:h><text:list><text:list-item><text:p>One</text:p>'
    "</text:list-item></text:list><text:p>Words<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
    "<text:note-body><text:p>Note</text:p></text:note-body></text:note></text:p><table:table><table:table-row><table:table-cell>"
    "<text:p>Cell</text:p></table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>"
)
_LETTER = (
    "From: Anna <anna@example.org>\nSubject: A note\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
    "The word is wrong.\n\n-- \nWrite your note above this line.\n[plan ru rec-1 0123abcd]\nthanks: yes\n"
)


def whole_file(project: Project, kind: str) -> bytes:
    """A sound file: what is handed out of the project, a document, or a letter."""
    match kind:
        case "new.docx":
            return _word(project.root / "whole.docx")
        case "new.odt":
            odt = BytesIO()
            with zipfile.ZipFile(odt, "w") as archive:
                archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
                archive.writestr("content.xml", _ODT)
            return odt.getvalue()
        case "new.html":
            return _HTML.encode()
        case "new.md":
            return (project.root / "sources/plan.md").read_bytes()
        case "new.eml":
            return _LETTER.encode()
    folder, options = project.root / "out", _EXPORTS[kind.removeprefix("out.")]
    words = ["export", "ru", "-d", "plan", *options, "-o", str(folder)]
    done = CliRunner().invoke(polyedition, words, standalone_mode=False)
    assert not done.exception, done.exception
    (file,) = [one for one in folder.iterdir() if one.is_file()]
    return file.read_bytes()


def _word(path: Path) -> bytes:
    body = (
        p("A plan", "1")
        + p("", inner=r("Open ") + r("all", "<w:b/>"))
        + p("One", number=(1, 0))
        + p("Two", number=(2, 1))
    )
    body += '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>Cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    return write_word(path, body, relation("h", "hyperlink", "https://example.org", external=True)).read_bytes()


def damaged(data: bytes, dice: random.Random) -> bytes:
    """A mutant: of the bytes, of a member of an archive, or of a tree of XML."""
    if data[:2] == b"PK" and dice.random() < 0.9:
        return _with_damaged_member(data, dice)
    if data.lstrip()[:1] == b"<" and dice.random() < 0.6:
        return _with_damaged_tree(data, dice)
    return mutant(data, dice)


def _with_damaged_member(data: bytes, dice: random.Random) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(made, "w") as copy:
        names = archive.namelist()
        spoilt = dice.choice(names)
        for name in names:
            member = archive.read(name)
            if name == spoilt:
                if dice.random() < 0.2:
                    continue
                member = _with_damaged_tree(member, dice) if dice.random() < 0.7 else mutant(member, dice)
            strange = name == spoilt and dice.random() < 0.2
            copy.writestr(dice.choice(_STRANGE) if strange else name, member)
    return made.getvalue()


def _with_damaged_tree(data: bytes, dice: random.Random) -> bytes:
    """One to four elements gone, doubled, moved, renamed, emptied, or with strange values."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=False))
    except etree.XMLSyntaxError:
        return mutant(data, dice)
    for _ in range(dice.randint(1, 4)):
        elements = [one for one in root.iter() if isinstance(one.tag, str)]
        one, other = dice.choice(elements), dice.choice(elements)
        if one is root:
            continue
        match dice.randrange(6):
            case 0:
                one.getparent().remove(one)
            case 1:
                one.addnext(etree.fromstring(etree.tostring(one)))
            case 2 if one not in other.iterancestors() and one is not other:
                other.append(one)
            case 3:
                one.tag = other.tag
            case 4:
                one.text = dice.choice(
                    ("", "9" * 400, "=HYPERLINK(1)", "**[x](javascript:alert(1))", "\u202e<b>", "-1", "true")
                )
            case _ if one.attrib:
                name = dice.choice(list(one.attrib))
                one.set(
                    name, dice.choice(("", "-1", "99999999999999999999", "zz", "../../x", "true", "\u0660", "1e999"))
                )
            case _:
                one.set("id", "x")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def texts(project: Project) -> set[str]:
    """All translations that the project's catalogs have, live or not, and what conflicts keep of them."""
    found = set()
    for path in (project.root / "i18n").glob("*/*.po"):
        for message in parse_po(path.read_bytes(), path.name).messages:
            found |= {*filter(None, message.msgstr), *(one.removeprefix("conflict: ") for one in message.comments)}
    return found


@pytest.mark.parametrize(
    "kind", [*(f"out.{one}" for one in _EXPORTS), "new.docx", "new.odt", "new.html", "new.md", "new.eml"]
)
def test_mutants_of_imported_files(kind: str, tiny: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never a traceback, never long, never a translation or a source lost."""
    monkeypatch.chdir(tiny.root)
    whole = whole_file(tiny, kind)
    dice = random.Random(kind)  # noqa: S311
    before, sources = texts(tiny), {one: one.read_bytes() for one in (tiny.root / "sources").glob("*.md")}
    file = tiny.root / f"mutant.{kind.partition('.')[2].removeprefix('2.')}"
    for _ in range(AMOUNT):
        file.write_bytes(damaged(whole, dice))
        begin = time.process_time()
        options = ["--as", "mutant", "--force"] if kind.startswith("new") and not kind.endswith("eml") else []
        done = CliRunner().invoke(polyedition, ["import", str(file), *options], standalone_mode=False)
        assert time.process_time() - begin < _SLOW
        if isinstance(done.exception, ToolkitError):
            assert all("\n" not in one.message and one.hint for one in done.exception.diagnostics)
        elif done.exception and not isinstance(done.exception, click.ClickException):
            raise done.exception
        assert {one: one.read_bytes() for one in sources} == sources
        assert before <= texts(tiny)
