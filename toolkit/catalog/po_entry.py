"""An entry of a PO file while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Entry:
    """What was read of one entry so far. Strings are lists of pieces, as they stand between the quotes."""

    line: int = 0
    """Of its first line, 0 while there is none."""
    comments: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    workflow: list[str] = field(default_factory=list)
    previous: dict[str, list[str]] = field(default_factory=dict)
    """By keyword."""
    previous_line: int = 0
    previous_obsolete: bool = False
    strings: dict[str, list[str]] = field(default_factory=dict)
    """By keyword, without the plural forms."""
    forms: list[list[str]] = field(default_factory=list)
    """``msgstr[0]``, ``msgstr[1]`` …"""
    string_line: int = 0
    """Of its first keyword, 0 while there is none."""
    obsolete: bool = False
    broken: bool = False
    """An error of structure was reported; what follows from it is not worth another."""

    def leftovers(self) -> list[str]:
        """All that was read as translator's comments: for what stands behind the last message of a file."""
        lines = self.comments + [f". {line}" for line in self.extracted]
        for mark, items, between in (
            (":", self.references, " "),
            (",", self.flags, ", "),
            ("=", self.workflow, ", "),
        ):
            if items:
                lines.append(f"{mark} {between.join(items)}")
        return lines + [f'| {keyword} "{"".join(pieces)}"' for keyword, pieces in self.previous.items()]
