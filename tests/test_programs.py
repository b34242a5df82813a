"""The programs that tests run: CI installs each, and no test is passed over there because one is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands import needs, require_program

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"
PACKAGES = {
    "msgcat": "gettext",
    "msgfmt": "gettext",
    "msgmerge": "gettext",
    "pdftotext": "poppler-utils",
    "po2xliff": "translate-toolkit",
    "soffice": "libreoffice-writer",
    "xmllint": "libxml2-utils",
}
"""The package of Debian that has a program, where it is called otherwise."""
EVERYWHERE = {"sh"}
EDITORS = {"lokalize", "omegat", "poedit", "xdotool", "xvfb"}
"""Which the tests of editors find in ways of their own."""
_NEEDED = re.compile(r"(?:require_tool|require_program|needs)\(((?:\"[^\"]+\"(?:, )?)+)\)")


def named() -> set[str]:
    """The programs that tests ask for."""
    texts = (path.read_text("utf-8") for path in TESTS.rglob("*.py") if path != Path(__file__))
    return {
        name for text in texts for match in _NEEDED.finditer(text) for name in re.findall(r"\"([^\"]+)\"", match[1])
    }


def test_ci_installs_what_the_tests_ask_for() -> None:
    """Each by its package."""
    installed = re.search(r'^packages="(.*)"$', (ROOT / ".ci" / "test-packages").read_text("utf-8"), re.MULTILINE)
    assert installed
    assert {PACKAGES.get(name, name) for name in named() | EDITORS} - EVERYWHERE - {*installed[1].split()} == set()


def test_a_missing_program_is_named_here_and_an_error_on_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """By both ways to ask for one."""
    monkeypatch.delenv("CI", raising=False)
    assert needs("no-such-program").args == (True,)
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not installed"):
        require_program("no-such-program")
    monkeypatch.setenv("CI", "true")
    assert needs("no-such-program").args == (False,)
    with pytest.raises(pytest.fail.Exception, match="no-such-program is not installed"):
        require_program("no-such-program")


def test_no_test_looks_for_programs_in_its_own_way() -> None:
    """A decorator of pytest's own would pass the test over on CI, too."""
    pattern = re.compile(r"skipif\([^)]*which|if (?:not )?shutil\.which\([^)]*\)(?: is None)?:\n\s+pytest\.skip")
    assert [
        path.name
        for path in TESTS.rglob("*.py")
        if path.name != "commands.py" and pattern.search(path.read_text("utf-8"))
    ] == []
