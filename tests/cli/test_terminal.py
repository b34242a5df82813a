"""Texts of catalogs are shown, never obeyed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from toolkit.cli.terminal import harmless


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize(
    "attack",
    ["\x1b]0;title\x07", "\x1b[2J", "\x1b]52;c;eA==\x07", "\x9b31m", "a\x08b", "\u202eabc", "\x1bP1$r\x1b\\", "\x00"],
)
def test_escapes_are_visible(attack: str, terminal: bool) -> None:
    """Of terminals, of clipboards, and of the direction of text."""
    shown = harmless(attack, terminal=terminal)
    assert all(sign.isprintable() for sign in shown)


def test_our_own_colours_pass() -> None:
    """To a terminal; lines and tabs pass everywhere."""
    assert harmless("\x1b[31mred\x1b[0m\r", terminal=True) == "\x1b[31mred\x1b[0m\r"
    assert harmless("a\tb\r\nc\n", terminal=False) == "a\tb\r\nc\n"
    assert harmless("\x1b[31mred\r", terminal=False) == "\\x1b[31mred\\r"


def test_the_program_writes_so() -> None:
    """Whichever part of it writes."""
    program = (
        "import click; from toolkit.cli.terminal import guard_streams; guard_streams(); "
        "print('a\\x1b]0;x\\x07'); click.echo('b\\x1b]0;x\\x07', err=True)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert ran.stdout.strip() == b"a\\x1b]0;x\\x07"
    assert b"\x1b" not in ran.stderr
