"""Damaged settings, TMX files, manifests and caches: named in a line, or as none; never a traceback, never a file elsewhere."""

from __future__ import annotations

import contextlib
import os
import random
import re
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

import pytest

from tests.pictures import photograph
from tests.test_fuzz import mutant, outcome
from toolkit.catalog.model import Catalog, Message
from toolkit.catalog.po import read_po, write_po
from toolkit.collection.collection import Collection
from toolkit.drafts.memory import Memory
from toolkit.editions.pictures import page_files
from toolkit.errors import ToolkitError, UsageError
from toolkit.exchange.tmx import Unit, read_tmx, write_tmx
from toolkit.fonts import web
from toolkit.fonts.web import cached_web_fonts
from toolkit.project.places import JOURNAL, MANIFEST
from toolkit.project.project import find_project
from toolkit.project.releases import read_releases
from toolkit.publish.complete import hold_back
from toolkit.publish.groups import groups
from toolkit.publish.inputs import Inputs
from toolkit.publish.manifest import read_manifest
from toolkit.publish.plan import Selection, make_plan
from toolkit.publish.present import Present
from toolkit.publish.run import build
from toolkit.review.losses import Remembered
from toolkit.sources.pictures import read_picture

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.project.project import Project

AMOUNT = 1000 if os.environ.get("FUZZ") else 100
"""Mutants of each kind: `make fuzz` tries them all, the suite a share."""
SETTINGS = b"""\
title = "Two documents"
locales = ["en", "ru", "uz", "uz-Cyrl"]
output = "public/editions/"
documents = ["note", "plan"]
formats = ["html", "pdf"]
page-size = "A4"
parallel = [["en", "ru"]]
bugs = "desk@example.org"

[publish]
minimum = "translated"

[site]
url = "https://example.org/editions/"
email = "library@example.org"

[locale.ru]
team = "RLA"
minimum = "draft"
"""
MORE = (
    *(b'"', b"[", b"]", b"{", b"}", b"=", b"\n", b"'''", b'"""', b"\\u0000", b"\\ud800", b"\xff", b"\xe2\x80\xae"),
    *(b"9" * 5000, b"[" * 2000, b"a." * 2000, b"1979-99-99", b"nan", b"[[site]]\n", b'"\\u001b" = 1\n', b"\x00"),
    *(b"null", b"true", b"-1", b"1e999", b'"../../evil.txt"', b'"\\ud800"', b"{}", b"1.5", b'"zz"', b'"\\u0000"'),
)


TRANSLATED = Catalog((Message("Lend more books.", "a", msgstr=("Выдавайте больше книг.",)),))


def damaged(data: bytes, dice: random.Random) -> bytes:
    """A mutant of any of the common kinds, or one with a value in place of another."""
    if dice.random() < 0.4:
        return mutant(data, dice)
    values = [found.span() for found in re.finditer(rb'"[^"\n]*"|\d+|\[|\{', data)]
    begin, end = dice.choice(values)
    return data[:begin] + dice.choice(MORE) + data[end:]


def assert_said(error: ToolkitError) -> None:
    for one in error.diagnostics:
        assert "\n" not in one.message
        assert one.message.isprintable(), one.message
        assert one.hint


def test_mutants_of_settings(tmp_path: Path) -> None:
    """Every fault names the file's line."""
    dice = random.Random("settings")  # noqa: S311
    (tmp_path / "sources").mkdir()
    for name in ("note", "plan"):
        (tmp_path / "sources" / f"{name}.md").write_text("", "utf-8")
    for _ in range(AMOUNT):
        (tmp_path / "polyedition.toml").write_bytes(damaged(SETTINGS, dice))
        try:
            find_project(tmp_path).documents  # noqa: B018
        except UsageError as error:
            assert_said(error)
            for one in error.diagnostics:
                assert one.location is not None
                assert one.location.line or one.location.path.startswith("sources/")


RELEASES = b"""\
[[release]]
document = "note"
locale = "ru"
edition = "1.0"
date = 2026-01-01
revision = "0000000000000000000000000000000000000000"
program = "1.0"
source = "00"
catalog = ""
withdrawn = 2026-02-03
reason = "x"

[release.files]
"ru/note/1.0/note.html" = "0123"
"""


def test_mutants_of_releases(tmp_path: Path) -> None:
    """Every fault names the file's line; a file that is named lies in the release's own folder."""
    dice = random.Random("releases")  # noqa: S311
    for _ in range(AMOUNT):
        (tmp_path / "releases.toml").write_bytes(damaged(RELEASES + RELEASES.replace(b"1.0", b"1.1"), dice))
        found = outcome(partial(read_releases, tmp_path))
        if isinstance(found, ToolkitError):
            assert_said(found)
            assert all(one.location and one.location.line for one in found.diagnostics)
        else:
            assert all(file.startswith(one.folder + "/") and ".." not in file for one in found for file in one.files)


def test_mutants_of_tmx(tmp_path: Path) -> None:
    """Read, or refused with a place."""
    dice = random.Random("tmx")  # noqa: S311
    units = [
        Unit(f"Text {number} & <b>", f"Текст {number}", "ru", document="plan", context=f"p{number}")
        for number in range(20)
    ]
    whole = "".join(write_tmx(units)).encode()
    path = tmp_path / "a.tmx"
    for _ in range(AMOUNT):
        path.write_bytes(damaged(whole, dice))
        try:
            list(read_tmx(path, "a.tmx"))
        except ToolkitError as error:
            assert_said(error)


@pytest.fixture
def built(tiny: Project) -> Project:
    """The tiny project, built once."""
    build(tiny, Selection(tiny.documents, tiny.locales, tiny.formats), workers=1)
    return tiny


def test_mutants_of_manifests(built: Project) -> None:
    """Believed whole or not at all: a plan and the groups come of whatever is there, and nothing outside is in them."""
    dice = random.Random("manifest")  # noqa: S311
    whole = (built.output_path / MANIFEST).read_bytes()
    lines = b"\n".join(whole.split(b"\n")[:400])
    inputs = Inputs(built)
    selection = Selection(built.documents, built.locales, built.formats)
    try:
        for number in range(AMOUNT):
            (built.output_path / MANIFEST).write_bytes(damaged(whole if number % 2 else lines, dice))
            (built.output_path / JOURNAL).write_bytes(damaged(b'{"path": "ru/plan.html", "bytes": 1}\n', dice))
            recorded = read_manifest(built.output_path)
            plan = make_plan(built, selection, inputs, recorded, Present(built.output_path, recorded).sizes(["en"]), ())
            assert not [path for path in plan.removed if ".." in path.split("/") or path.startswith("/")]
            assert list(groups(built, inputs, recorded))
    finally:
        (built.output_path / JOURNAL).unlink(missing_ok=True)
        (built.output_path / MANIFEST).write_bytes(whole)


def test_mutants_of_font_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made anew, or what was made; no name of theirs counts."""
    monkeypatch.setattr(web, "_make", cache(web._make))
    dice = random.Random("fonts")  # noqa: S311
    made = cached_web_fonts([], tmp_path)
    entries = {path: path.read_bytes() for path in tmp_path.iterdir()}
    for number in range(AMOUNT // 5):
        path = sorted(entries)[number % len(entries)]
        path.write_bytes(damaged(entries[path], dice))
        assert {font.name.rpartition("-")[0] for font in cached_web_fonts([], tmp_path)} == {
            font.name.rpartition("-")[0] for font in made
        }
    assert {path.parent for path in tmp_path.rglob("*")} == {tmp_path}


def test_mutants_of_the_cache_of_shares(built: Project) -> None:
    """What is held back is known, or counted anew."""
    dice = random.Random("shares")  # noqa: S311
    project = replace(built, workflow=replace(built.workflow, complete=50))
    _, held = hold_back(project, Inputs(project), partial(Collection, project))
    path = project.cache_path / "complete.json"
    whole = path.read_bytes()
    assert held
    for _ in range(AMOUNT // 5):
        path.write_bytes(damaged(whole, dice))
        hold_back(project, Inputs(project), partial(Collection, project))
    path.write_bytes(b"{")
    assert hold_back(project, Inputs(project), partial(Collection, project))[1] == held


def test_mutants_of_the_memory(built: Project) -> None:
    """A damaged database is made anew from the catalogs, or finds what it finds."""
    dice = random.Random("memory")  # noqa: S311
    write_po(replace(TRANSLATED, headers=read_po(built.catalog("plan", "ru")).headers), built.catalog("plan", "ru"))
    with Memory(built) as memory:
        assert memory.suggest("Lend more books.", "ru")
        path = memory.path
    whole = path.read_bytes()
    for number in range(AMOUNT // 5):
        path.write_bytes(mutant(whole, dice) if number % 4 else whole[: dice.randrange(len(whole))])
        with contextlib.suppress(ToolkitError), Memory(built) as memory:
            memory.suggest("Lend more books.", "ru")
    path.write_bytes(b"no database")
    with Memory(built) as memory:
        assert memory.suggest("Lend more books.", "ru")


def test_mutants_of_remembered_catalogs(built: Project) -> None:
    """Whatever the last run is said to have seen, this one tells losses or nothing."""
    dice = random.Random("catalogs")  # noqa: S311
    write_po(replace(TRANSLATED, headers=read_po(built.catalog("plan", "ru")).headers), built.catalog("plan", "ru"))
    Remembered(built, ["ru"], ["plan"]).keep()
    (path,) = (built.cache_path / "catalogs").rglob("*.po")
    whole = path.read_bytes()
    now = built.catalog("plan", "ru").read_bytes()
    for _ in range(AMOUNT // 5):
        path.write_bytes(damaged(whole, dice))
        Remembered(built, ["ru"], ["plan"]).losses()
    assert built.catalog("plan", "ru").read_bytes() == now


def test_mutants_of_pictures_in_the_cache(tmp_path: Path) -> None:
    """Made anew, or what was made."""
    dice = random.Random("pictures")  # noqa: S311
    photograph(tmp_path / "a.jpg", (1400, 900), quality=50)
    folder = tmp_path / "cache"
    shown = read_picture("a.jpg", tmp_path, "a.jpg")
    made = page_files(shown, folder)
    entries = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert entries
    for number in range(AMOUNT // 5):
        path = sorted(entries)[number % len(entries)]
        path.write_bytes(mutant(entries[path], dice))
        assert page_files(shown, folder) == made
