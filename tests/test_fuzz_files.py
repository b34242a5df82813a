"""Damaged settings, TMX files, manifests and caches: named in a line, or as none; never a traceback, never a file elsewhere."""

from __future__ import annotations

import os
import random
import re
from typing import TYPE_CHECKING

import pytest

from tests.test_fuzz import mutant
from toolkit.errors import ToolkitError, UsageError
from toolkit.exchange.tmx import Unit, read_tmx, write_tmx
from toolkit.fonts.web import cached_web_fonts
from toolkit.project.places import JOURNAL, MANIFEST
from toolkit.project.project import find_project
from toolkit.publish.groups import groups
from toolkit.publish.inputs import Inputs
from toolkit.publish.manifest import read_manifest
from toolkit.publish.plan import Selection, make_plan
from toolkit.publish.present import Present
from toolkit.publish.run import build

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
    for _ in range(3 * AMOUNT):
        (tmp_path / "polyedition.toml").write_bytes(damaged(SETTINGS, dice))
        try:
            find_project(tmp_path).documents  # noqa: B018
        except UsageError as error:
            assert_said(error)
            for one in error.diagnostics:
                assert one.location is not None
                assert one.location.line or one.location.path.startswith("sources/")


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
        for number in range(AMOUNT // 2):
            (built.output_path / MANIFEST).write_bytes(damaged(whole if number % 2 else lines, dice))
            (built.output_path / JOURNAL).write_bytes(damaged(b'{"path": "ru/plan.html", "bytes": 1}\n', dice))
            recorded = read_manifest(built.output_path)
            plan = make_plan(built, selection, inputs, recorded, Present(built.output_path, recorded).sizes(["en"]), ())
            assert not [path for path in plan.removed if ".." in path.split("/") or path.startswith("/")]
            assert list(groups(built, inputs, recorded))
    finally:
        (built.output_path / JOURNAL).unlink(missing_ok=True)
        (built.output_path / MANIFEST).write_bytes(whole)


def test_mutants_of_caches(tmp_path: Path) -> None:
    """Of fonts: made anew, or what was made; no name of theirs counts."""
    dice = random.Random("caches")  # noqa: S311
    made = cached_web_fonts([], tmp_path)
    entries = {path: path.read_bytes() for path in tmp_path.iterdir()}
    for _ in range(AMOUNT // 20):
        path = dice.choice(sorted(entries))
        path.write_bytes(damaged(entries[path], dice))
        assert {font.name.rpartition("-")[0] for font in cached_web_fonts([], tmp_path)} == {
            font.name.rpartition("-")[0] for font in made
        }
