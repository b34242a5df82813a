"""The example plug-in, built and installed as anybody would, in a fresh environment."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLUGIN = ROOT / "examples" / "plugin"
SETTINGS = 'title = "Tiny"\nlocales = ["en", "tt"]\nformats = ["html"]\n'
SOURCE = """\
---
title: The plan
language: en
date: 2026-01-15
---

## Books

Read the book ISBN 978-3-16-148410-0 on 15 shelves.
"""
PROGRAM = """\
import sys
assert sys.argv[1:] == ["en", "tt"], sys.argv
words = {"The plan": "План", "Books": "Китаплар"}
for line in sys.stdin:
    print(words.get(line.strip(), line.replace("Read the book", "Китапны укыгыз").replace("on", "").strip()))
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a new environment, which has what this one has, and the example."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    program = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(subprocess.check_output([program, "-c", ask], text=True).strip())
    own = dict.fromkeys((str(ROOT), *(path for path in sys.path if path.endswith("site-packages"))))
    (packages / "this.pth").write_text("".join(f"{path}\n" for path in own), "utf-8")
    source = folder / "plugin"
    shutil.copytree(PLUGIN, source)
    options = ["--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([program, "-m", "pip", "install", *options, source], check=True)
    return program


def call(python: Path, folder: Path, *words: str, code: int = 0, **environment: str) -> str:
    program = "import sys; from toolkit.cli import main; sys.argv[0] = 'polyedition'; main()"
    done = subprocess.run(
        [python, "-c", program, *words],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "left out" not in done.stderr
    return done.stdout


def test_a_check_a_provider_and_a_locale(python: Path, tmp_path: Path) -> None:
    """All three are there by their names, do their work, and their package is among what an edition was made with."""
    (tmp_path / "polyedition.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "plan.md").write_text(SOURCE, "utf-8")
    (tmp_path / "program.py").write_text(PROGRAM, "utf-8")
    assert "isbn" in call(python, tmp_path, "check", "--list")
    assert "command" in call(python, tmp_path, "translate", "--list")
    call(python, tmp_path, "update")
    command = f'"{python.as_posix()}" "{(tmp_path / "program.py").as_posix()}"'
    words = ["translate", "tt", "--provider", "command", "-d", "plan"]
    call(python, tmp_path, *words, POLYEDITION_COMMAND=command, PYTHONUTF8="1")
    catalog = tmp_path / "i18n" / "tt" / "plan.po"
    text = catalog.read_text("utf-8")
    assert 'msgstr "Китаплар"' in text
    assert "origin: machine/command" in text
    catalog.write_text(text.replace('msgstr "План"', 'msgstr "План: ISBN 978-3-16-148410-1"'), "utf-8")
    found = json.loads(call(python, tmp_path, "check", "tt", "-d", "plan", "--json", code=1))
    assert [one["detail"] for one in found if one["code"] == "isbn"] == ["978-3-16-148410-1"]
    call(python, tmp_path, "build")
    page = (tmp_path / "output" / "tt" / "plan.html").read_text("utf-8")
    assert "15\u00a0гыйнвар 2026\u00a0ел" in page
    manifest = json.loads((tmp_path / "output" / "manifest.json").read_text("utf-8"))
    assert "package polyedition-example" in json.dumps(manifest)
