"""Apertium, a program on this machine: Russian into Belarusian and Ukrainian, and nothing leaves it.

The stages of an installed mode are run as processes of their own, without a shell. Two reasons. The program
``apertium`` answers status 0 whatever happens inside, and its tagger crashes on more than half of our sentences
(Debian's apertium 3.8 with apertium-bel-rus: 105 of 168); only who watches every stage sees it. And a mode works
without its tagger: the constraint grammar before it then gives the first reading that it has left. In the 63
sentences that the tagger survives, that gives the same words; so it is left out, and every text is done in one way.

Programs take longer to begin than to translate a text: many texts go through one run of the mode, with a zero byte behind
each, at which every stage (``-z``) forgets what came before. So no text depends on what others travel with it.

Things that stay, and signs that Apertium reads as its own, travel as blanks of its stream (``[t1]``), which every
stage hands on untouched.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.drafts.machine.faults import BarredError, DeclinedError
from toolkit.drafts.machine.model import Connection, Plain, Provider
from toolkit.language.protect import MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO

_MODES = {("ru", "be"): "rus-bel", ("ru", "uk"): "rus-ukr"}
_DATA = "/usr/share/apertium"
_TAGGER = "apertium-tagger"
_GRAMMAR = "cg-proc"
_END = ".[]"
"""A full stop that is none: it tells the last stage that the sentence is over (as ``apertium-destxt`` writes it)."""
_SIGN = re.compile(r"⟦\s*(\d+)\s*⟧|([\[\]{}^$/\\@<>*#~+_\0])")
_BLANK = re.compile(r"\[([tc])(\d+)\]")
_UNKNOWN = re.compile(r"\*(?=\w)")
_BROKEN = re.compile(r"[#@]\w+")
_WORD = re.compile(r"[^\W_]+")
_TIMEOUT = 60.0


@dataclass(slots=True)
class _Apertium(Plain):
    connection: Connection
    _folder: Path = field(init=False)
    _known: dict[tuple[str, Path], str] = field(default_factory=dict, init=False)
    """What came of texts that have travelled together, one of which was declined: then each is asked for alone."""

    def __post_init__(self) -> None:
        self.notation = MARKS
        self.limit, self.batch = 20_000, 100
        self._folder = Path(self.connection.address or os.environ.get("APERTIUM_DATADIR", _DATA))

    def supports(self, source: str, target: str) -> bool:
        """Whether the pair's mode is installed."""
        mode = _MODES.get((source, target))
        return mode is not None and self._mode(mode).is_file()

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """All in one run, which takes a tenth of a second to begin. An answer with words missing is none."""
        mode = self._mode(_MODES[source, target])
        answers = _answers(texts, mode) if len(texts) > 1 else []
        if all(map(_is_whole, answers)):  # else they may not stand beside their texts
            self._known |= {(text, mode): answer for text, answer in zip(texts, answers, strict=False)}
        return [self._one(text, mode) for text in texts]

    def _mode(self, name: str) -> Path:
        return self._folder / "modes" / f"{name}.mode"

    def _one(self, text: str, mode: Path) -> str:
        answer = self._known.get((text, mode)) or next(iter(_answers([text], mode)), "")
        if not _is_whole(answer):
            raise DeclinedError("apertium: one of its programs fails on this text")
        return _readable(answer.removesuffix(_END), text)


def _answers(texts: Sequence[str], mode: Path) -> list[str]:
    """What comes of each text; nothing of all where any program fails."""
    stream = "".join(f"{_SIGN.sub(_as_blank, text)}{_END}\0" for text in texts)
    answers = (_run(_without_tagger(_stages(mode)), stream) or "").split("\0")
    return answers[: len(texts)] if len(answers) > len(texts) else []


def _stages(mode: Path) -> list[list[str]]:
    """The commands of a mode, one text after the other; ``-g`` marks unknown words, so that none is taken for a translation."""
    try:
        line = mode.read_text("utf-8")
    except OSError:
        raise BarredError(f"apertium: the mode {mode.stem} cannot be read") from None
    stages = (shlex.split(stage) for stage in line.strip().split("|"))
    return [
        [program, "-z", *("-g" if word == "$1" else word for word in words if word != "$2")]
        for program, *words in stages
    ]


def _without_tagger(stages: list[list[str]]) -> list[list[str]]:
    """The stages without the tagger, if a constraint grammar can choose in its place."""
    if not any(stage[0] == _GRAMMAR for stage in stages):
        return stages
    return [
        [stage[0], "-1", "-n", *stage[1:]] if stage[0] == _GRAMMAR else stage for stage in stages if stage[0] != _TAGGER
    ]


def _run(stages: list[list[str]], stream: str) -> str | None:
    """What the last stage writes; None if any of them fails or the time is up."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    processes: list[subprocess.Popen[bytes]] = []
    watch: threading.Timer | None = None
    try:
        for stage in stages:
            processes.append(
                subprocess.Popen(  # noqa: S603 - the commands are those of the installed mode
                    stage,
                    stdin=processes[-1].stdout if processes else subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=environment,
                )
            )
            if len(processes) > 1 and (earlier := processes[-2].stdout):
                earlier.close()
        watch = threading.Timer(_TIMEOUT, _kill, [processes])
        watch.start()
        threading.Thread(target=_feed, args=(processes[0], stream.encode()), daemon=True).start()
        answer = output.read() if (output := processes[-1].stdout) else b""
        codes = [process.wait() for process in processes]
    except FileNotFoundError as error:
        raise BarredError(f"apertium: there is no program {Path(error.filename).name}") from None
    except OSError:
        return None
    finally:
        if watch:
            watch.cancel()
        _kill(processes)
        for process in processes:
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe and not pipe.closed:
                    _close(pipe)
    return None if any(codes) else answer.decode("utf-8", "replace")


def _kill(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.kill()


def _feed(process: subprocess.Popen[bytes], data: bytes) -> None:
    if process.stdin:
        with contextlib.suppress(OSError):  # the stage may have ended; its status tells
            process.stdin.write(data)
        _close(process.stdin)


def _close(pipe: IO[bytes]) -> None:
    with contextlib.suppress(OSError):
        pipe.close()


def _is_whole(answer: str) -> bool:
    return answer.endswith(_END) and bool(answer.removesuffix(_END).strip())


def _as_blank(match: re.Match[str]) -> str:
    return f"[t{match[1]}]" if match[1] else f"[c{ord(match[2])}]"


def _readable(answer: str, text: str) -> str:
    """The answer as text. Raises `DeclinedError` where a word got lost or could not be put into its form.

    Unknown words lose their star: they stay as they were, and the checks see whether the language has such letters.
    """
    if broken := _BROKEN.findall(answer):
        raise DeclinedError(f"apertium: it cannot form the words {', '.join(broken)}")
    answer = _UNKNOWN.sub("", answer)
    answer = _BLANK.sub(lambda match: f"⟦{match[2]}⟧" if match[1] == "t" else chr(int(match[2])), answer)
    if len(_WORD.findall(answer)) < len(_WORD.findall(text)):
        raise DeclinedError("apertium: a word is missing from its answer")
    return answer


PROVIDER = Provider(
    name="apertium",
    service="Apertium, on this machine",
    connect=_Apertium,
    languages=frozenset(("ru", "be")),
    offline=True,
    pairs=frozenset(_MODES),
    program="apertium",
)
