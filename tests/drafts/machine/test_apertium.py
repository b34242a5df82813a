"""Apertium, run stage by stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from toolkit.drafts.machine.apertium import PROVIDER
from toolkit.drafts.machine.faults import BarredError, DeclinedError
from toolkit.drafts.machine.model import Connection
from toolkit.drafts.machine.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from toolkit.drafts.machine.model import Engine


def engine(folder: Path | str = "") -> Engine:
    return PROVIDER.connect(Connection(str(folder), {}, Wire("apertium")))


@pytest.fixture
def mode(tmp_path: Path) -> Callable[[str], Engine]:
    """An installation whose mode for ru → be is the given pipeline."""

    def make(line: str) -> Engine:
        (tmp_path / "modes").mkdir()
        (tmp_path / "modes" / "rus-bel.mode").write_text(line)
        return engine(tmp_path)

    return make


def test_what_is_not_installed_is_not_supported(tmp_path: Path) -> None:
    """Only an installed mode counts."""
    assert not engine(tmp_path).supports("ru", "be")


def test_a_stage_that_fails_is_seen(mode: Callable[[str], Engine]) -> None:
    """The status of every stage counts, not the last one's alone."""
    with pytest.raises(DeclinedError, match="fails"):
        mode("cat | false | cat").translate(["слово"], "ru", "be")


def test_without_its_tagger_a_mode_works_on(mode: Callable[[str], Engine], tmp_path: Path, monkeypatch) -> None:
    """Where a grammar can choose in its place the tagger, which crashes, is left out."""
    for name, script in (("apertium-tagger", "kill -SEGV $$"), ("cg-proc", 'test "$1 $2 $3" = "-1 -n -w" && exec cat')):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert mode("cat | cg-proc -w 'a b' | apertium-tagger -g $2 x | cat").translate(["слово"], "ru", "be") == ["слово"]


def test_a_mode_without_a_grammar_needs_its_tagger(mode: Callable[[str], Engine]) -> None:
    """Nothing else could choose between readings."""
    with pytest.raises(BarredError, match="no program apertium-tagger"):
        mode("cat | /nowhere/apertium-tagger -g $2 x").translate(["слово"], "ru", "be")


def test_a_missing_program_ends_the_run(mode: Callable[[str], Engine]) -> None:
    """Asking again would not help."""
    with pytest.raises(BarredError, match="no-such-program"):
        mode("no-such-program | cat").translate(["слово"], "ru", "be")


@pytest.mark.parametrize(
    ("stage", "message"),
    [
        ("sed 's/[[:alpha:]]*[.]/./'", "missing"),
        ("sed 's/слово/#слово/'", "cannot form"),
        ("sed 's/слово/@слово/'", "form"),
    ],
)
def test_words_that_got_lost_or_have_no_form_are_seen(mode: Callable[[str], Engine], stage: str, message: str) -> None:
    """Half an answer is none."""
    with pytest.raises(DeclinedError, match=message):
        mode(f"cat | {stage}").translate(["одно слово"], "ru", "be")


def test_marks_of_unknown_words_are_taken_off(mode: Callable[[str], Engine]) -> None:
    """A star before a word is Apertium's; one of the text is kept."""
    assert mode("sed 's/слово/*слово/'").translate(["2 * слово ⟦1⟧"], "ru", "be") == ["2 * слово ⟦1⟧"]


@pytest.mark.apertium
@pytest.mark.parametrize(
    ("text", "translated"),
    [
        ("Библиотеки должны быть открыты.", "Бібліятэкі павінны быць адкрытыя."),
        ("⟦1⟧Новая⟦2⟧ библиотека [a] $5 ^x/y\\", "⟦1⟧Новая⟦2⟧ бібліятэка [a] $5 ^x/y\\"),
    ],
)
def test_the_real_one_translates(require_tool: Callable[[str], str], text: str, translated: str) -> None:
    """Russian becomes Belarusian; tokens and signs that Apertium uses itself pass through."""
    require_tool("apertium")
    assert engine().translate([text], "ru", "be") == [translated]


@pytest.mark.apertium
def test_the_real_one_never_answers_with_nothing(require_tool: Callable[[str], str]) -> None:
    """What the program `apertium` swallows with status 0 is a failure here."""
    require_tool("apertium")
    with pytest.raises(DeclinedError, match="a word is missing"):
        engine().translate(["Библиотеки быть открыты в понедельник"], "ru", "be")
    with pytest.raises(DeclinedError):
        engine().translate([""], "ru", "be")
