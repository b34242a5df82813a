"""The provider ``command``: a program of your own translates, one text a line from its input to its output.

POLYEDITION_COMMAND says what to call; the two languages are put behind it: ``my-model --fast en ru``.
"""

from __future__ import annotations

import shlex
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.drafts.machine.faults import BarredError, GarbledError
from toolkit.drafts.machine.model import Connection, Plain, Provider
from toolkit.language.locales import known_locales

if TYPE_CHECKING:
    from collections.abc import Sequence

_VARIABLE = "POLYEDITION_COMMAND"
_SECONDS = 120


@dataclass(slots=True)
class _Command(Plain):
    connection: Connection

    def supports(self, source: str, target: str) -> bool:
        """Any pair: only the program knows better."""
        return source != target

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """The program's lines. Texts have no line breaks that matter: they become blanks."""
        words = [*shlex.split(self.connection.keys[_VARIABLE]), source, target]
        lines = "".join(f"{' '.join(text.split())}\n" for text in texts)
        try:
            done = subprocess.run(
                words, input=lines, capture_output=True, check=False, encoding="utf-8", timeout=_SECONDS
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise BarredError(f"command: {words[0]} cannot be used: {error}") from None
        answers = done.stdout.splitlines()
        if done.returncode or len(answers) != len(texts):
            raise GarbledError(f"command: {words[0]} gave {len(answers)} lines for {len(texts)}")
        return answers


PROVIDER = Provider(
    name="command",
    service="the program that POLYEDITION_COMMAND names",
    connect=_Command,
    languages=frozenset((*known_locales(), "tt")),
    keys=(_VARIABLE,),
)
