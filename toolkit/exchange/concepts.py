"""A termbase on its way out and in: concepts with their renderings in several languages, which every format of terms speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


_BLANKS = re.compile(r"[ \t\r\n]+")


def one_line(text: str) -> str:
    """The text with one blank for whatever blanks a file has; no-break ones are its own and stay."""
    return _BLANKS.sub(" ", text).strip(" \t\r\n")


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a concept is called in one language."""

    text: str = ""
    """As the termbase has it: alternatives are divided by semicolons; empty if only forbidden renderings are known."""
    forbidden: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    """Forms of the text that no ending explains."""
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry of a termbase."""

    source: str
    """Its word in the language of the sources."""
    part_of_speech: str = ""
    """As the termbase says it: ``noun phrase, plural``."""
    definition: str = ""
    keep: bool = False
    name: bool = False
    renderings: Mapping[str, Rendering] = field(default_factory=dict)
    """By BCP 47 tag."""
    line: int | None = field(default=None, compare=False)
    """Where it stands in the file that it came in."""
