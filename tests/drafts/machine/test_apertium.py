"""Apertium, run stage by stage."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from toolkit.catalog.po import read_po
from toolkit.drafts.machine.apertium import PROVIDER, _answers
from toolkit.drafts.machine.faults import BarredError, DeclinedError
from toolkit.drafts.machine.model import Connection
from toolkit.drafts.machine.wire import Wire
from toolkit.language.protect import MARKS, protect

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.drafts.machine.model import Engine


def engine(folder: Path | str = "") -> Engine:
    return PROVIDER.connect(Connection(str(folder), {}, Wire("apertium")))


def program(path: Path, script: str) -> str:
    """Writes a program, and gives its path."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def mode(tmp_path: Path) -> Callable[[str], Engine]:
    """An installation whose mode for ru → be is the given pipeline; `same` hands on what it gets, as a stage does with it."""

    def make(line: str) -> Engine:
        same = program(tmp_path / "same", f'test "$1" = -z && echo >> {tmp_path / "runs"} && exec cat')
        (tmp_path / "modes").mkdir()
        (tmp_path / "modes" / "rus-bel.mode").write_text(re.sub(r"\bsame\b", same, line))
        return engine(tmp_path)

    return make


def test_what_is_not_installed_is_not_supported(tmp_path: Path) -> None:
    """Only an installed mode counts."""
    assert not engine(tmp_path).supports("ru", "be")


def test_a_stage_that_fails_is_seen(mode: Callable[[str], Engine]) -> None:
    """The status of every stage counts, not the last one's alone."""
    with pytest.raises(DeclinedError, match="fails"):
        mode("same | false | same").translate(["слово"], "ru", "be")


def test_without_its_tagger_a_mode_works_on(mode: Callable[[str], Engine], tmp_path: Path, monkeypatch) -> None:
    """Where a grammar can choose in its place the tagger, which crashes, is left out."""
    program(tmp_path / "apertium-tagger", "kill -SEGV $$")
    program(tmp_path / "cg-proc", 'test "$1 $2 $3 $4" = "-1 -n -z -w" && exec cat')
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert mode("same | cg-proc -w 'a b' | apertium-tagger -g $2 x | same").translate(["слово"], "ru", "be") == [
        "слово"
    ]


def test_a_mode_without_a_grammar_needs_its_tagger(mode: Callable[[str], Engine]) -> None:
    """Nothing else could choose between readings."""
    with pytest.raises(BarredError, match="no program apertium-tagger"):
        mode("same | /nowhere/apertium-tagger -g $2 x").translate(["слово"], "ru", "be")


def test_a_missing_program_ends_the_run(mode: Callable[[str], Engine]) -> None:
    """Asking again would not help."""
    with pytest.raises(BarredError, match="no-such-program"):
        mode("no-such-program | same").translate(["слово"], "ru", "be")


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
        mode(f"same | {stage}").translate(["одно слово"], "ru", "be")


def test_marks_of_unknown_words_are_taken_off(mode: Callable[[str], Engine]) -> None:
    """A star before a word is Apertium's; one of the text is kept."""
    assert mode("sed 's/слово/*слово/'").translate(["2 * слово ⟦1⟧"], "ru", "be") == ["2 * слово ⟦1⟧"]


def test_many_texts_are_one_run(mode: Callable[[str], Engine], tmp_path: Path) -> None:
    """One that is declined costs the others nothing: what came of them is known when they are asked for alone."""
    there = mode("same | sed 's/плохое/@плохое/'")
    texts = ["одно слово", "плохое слово", "слово \0 и слово"]
    assert there.batch > len(texts)
    with pytest.raises(DeclinedError, match="form"):
        there.translate(texts, "ru", "be")
    assert there.translate(texts[:1], "ru", "be") + there.translate(texts[2:], "ru", "be") == [texts[0], texts[2]]
    assert (tmp_path / "runs").read_text().count("\n") == 1
    assert there.translate(["другое"], "ru", "be") == ["другое"]
    assert (tmp_path / "runs").read_text().count("\n") == 2


def test_a_run_that_fails_is_asked_text_by_text(mode: Callable[[str], Engine]) -> None:
    """A stage that one text ends does not take the others with it."""
    there = mode("same | sed 's/плохое/&/;t end;b;:end;q1'")
    with pytest.raises(DeclinedError, match="fails"):
        there.translate(["слово", "плохое", "слово"], "ru", "be")
    assert there.translate(["слово"], "ru", "be") == ["слово"]


@pytest.mark.parametrize("stage", ["sed 's/два/\\x00/'", "sed 's/два[.].*//'", "sed '2d'", "sed '2s/^/\\x00/;3d'"])
def test_answers_that_do_not_stand_beside_their_texts_are_none(mode: Callable[[str], Engine], stage: str) -> None:
    """Nobody gets the translation of another text: each is asked for alone."""
    there = mode(f"same | {stage}")
    with contextlib.suppress(DeclinedError):
        there.translate(["раз", "два", "три"], "ru", "be")
    assert [there.translate([text], "ru", "be") for text in ("раз", "три")] == [["раз"], ["три"]]


@pytest.mark.apertium
def test_no_text_depends_on_what_travels_with_it(require_tool: Callable[[str], str]) -> None:
    """Each is as it is alone, whatever comes before it."""
    require_tool("apertium")
    catalog = read_po(ROOT / "i18n" / "ru" / "alma-2019.po")
    texts = [protect(one.msgstr[0], markdown=True).written(MARKS) for one in list(catalog.live)[:20:5]]
    mode = Path("/usr/share/apertium/modes/rus-bel.mode")
    alone = [_answers([text], mode) for text in texts]
    assert [[one] for one in _answers(texts, mode)] == alone
    assert [[one] for one in _answers(texts[::-1], mode)] == alone[::-1]


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
