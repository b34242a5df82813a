"""A profile that a package brings: each fault of its file with line and key."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest

from tests.test_fuzz_files import damaged
from toolkit.language.locales.load import _OWN_READERS, PROFILES, read_profile
from toolkit.language.locales.sound import require_sound

if TYPE_CHECKING:
    from pathlib import Path

KAZAKH = next(path for path in PROFILES if path.stem == "kk").read_text("utf-8")


def fault(folder: Path, data: bytes) -> str:
    path = folder / "kk.toml"
    path.write_bytes(data)
    try:
        require_sound(path, "kk", _OWN_READERS)
        read_profile(path)
    except ValueError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_ours_are_sound(path: Path) -> None:
    """Every one of the built-in profiles."""
    require_sound(path, path.stem, _OWN_READERS)


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("decimal", "3", "decimal must be a text"),
        ("quotes", '["«"]', "quotes must be a list of 2 texts"),
        ("months", '"I II III"', "months must be a list of 12 texts"),
        ("months", "[1]", "months must be a list of 12 texts"),
        ("alphabet", "true", "alphabet must be a text"),
        ("name", "9" * 5000, "the line cannot be read"),
        ("name", "[" * 3000, "the line cannot be read"),
        ("name", "Kazakh", "not TOML: Invalid value"),
    ],
)
def test_a_wrong_value_names_line_and_key(tmp_path: Path, key: str, value: str, says: str) -> None:
    """Where it stands in the file."""
    lines = KAZAKH.split("\n")
    line = next(number for number, text in enumerate(lines, start=1) if text.startswith(f"{key} ="))
    lines[line - 1] = f"{key} = {value}"
    assert fault(tmp_path, "\n".join(lines).encode()) == f"kk.toml:{line}: {says}"


def test_a_key_too_many_and_one_too_few(tmp_path: Path) -> None:
    """An unknown one at its line, one that is missing at the first."""
    assert fault(tmp_path, b"colour = 1\n" + KAZAKH.encode()) == "kk.toml:1: unknown key colour"
    assert fault(tmp_path, re.sub(r"(?m)^decimal =.*\n", "", KAZAKH).encode()) == "kk.toml:1: decimal is missing"


def test_mutants_name_their_line(tmp_path: Path) -> None:
    """Whatever is damaged, nothing but a fault of a line is raised."""
    dice = random.Random("profiles")  # noqa: S311
    for _ in range(150):
        assert re.fullmatch(r"|kk\.toml:\d+: .+", fault(tmp_path, damaged(KAZAKH.encode(), dice)))
