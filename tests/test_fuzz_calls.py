"""Every option and argument of every command with values that are none: a line with a remedy, an exit code, and nothing lost."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import click
import pytest

from tests import commands
from tests.test_fuzz_imports import texts
from toolkit.cli import polyedition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from toolkit.project.project import Project

SHARE = 1.0 if os.environ.get("FUZZ") else 0.03
"""Of all calls: `make fuzz` tries them all, the suite a share."""
VALUES = (
    *("", " ", "-", "--", ".", "..", "nowhere/x", "sources", "i18n/ru/plan.po", "loop", "\udcff", "\x1b[31mx", "a\nb"),
    *(
        "\u202e",
        "9" * 5000,
        "-1",
        "0",
        "1e999",
        "nan",
        "٣",
        "x" * 5000,
        "*",
        "[a-",
        "(",
        "\\",
        "zz",
        "en-",
        "plan/../x",
    ),
    *("html,pdf", "2026-99-99", "0000-00-00", "1.0", "HEAD:x", "@{-1}", "file:///etc/passwd", "http://[", "=", "<x@y>"),
)
WHOLE = {
    "merge": ("i18n/ru/plan.po",), "import": ("i18n/ru/plan.po",), "memory search": ("library", "-l", "ru"),
    "translate": ("ru", "--provider", "memory"), "todo": ("ru",), "review": ("ru", "--by", "A <a@b.org>"),
    "export": ("ru", "-f", "po", "-o", "out"), "kit": ("ru", "-o", "out"), "terms add": ("word",),
    "release": ("plan", "ru", "--edition", "1.0", "-n"), "init": ("new",),
}  # fmt: skip
"""What makes a call of a command whole."""
LEFT = {"serve", "verify", "doctor", "install-driver", "build"}
"""Their few options take names alone, or they do not end."""


def _commands(found: click.Command, name: str = "") -> Iterator[tuple[str, click.Command]]:
    if not isinstance(found, click.Group):
        yield name, found
        return
    with click.Context(found) as context:
        for one in found.list_commands(context):
            if one not in LEFT:
                inner = found.get_command(context, one)
                assert inner
                yield from _commands(inner, f"{name} {one}".strip())


def calls() -> Iterator[tuple[str, ...]]:
    """Each option with each value, and each value as an argument."""
    for name, command in _commands(polyedition):
        words, whole = tuple(name.split()), WHOLE.get(name, ())
        takes = [one for one in command.params if isinstance(one, click.Option) and not one.is_flag]
        for value in VALUES:
            # A folder that is named is written into: not the one beside the project, where nothing else may be written.
            options = (one.opts for one in takes if not ("-o" in one.opts and value == ".."))
            yield from ((*words, *whole, names[-1], value) for names in options)
            yield (*words, "--", value)
            yield (*words, *whole[:-1], "--", value)


def test_calls_with_values_that_are_none(
    tiny: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is lost either, and nothing is written beside the project."""
    (tiny.root / "loop").symlink_to("loop")
    beside, before = set(tmp_path.iterdir()), texts(tiny)
    monkeypatch.chdir(tiny.root)
    dice = random.Random("calls")  # noqa: S311
    tried = [call for call in calls() if dice.random() < SHARE]
    for call in tried:
        code, _, errors = commands.say(capsys, monkeypatch, *call)
        assert code in {0, 1, 2}, call
        assert "Traceback" not in errors, call
        assert code != 2 or "hint: " in errors or "Try 'polyedition" in errors or "Usage:" in errors, (call, errors)
    assert len(tried) > 50
    assert before <= texts(tiny)
    assert set(tmp_path.iterdir()) == beside
