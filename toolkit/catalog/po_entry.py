"""An entry of a PO file while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.catalog.po_problems import MIXED, Problem


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


def misplaced(entry: Entry, keyword: str) -> Problem | None:
    """Why a keyword may not stand where the entry is, if so."""
    strings = entry.strings
    required = {"msgid_plural": "msgid", "msgstr": "msgid"}.get(keyword)
    if required and required not in strings:
        hint = f"write the {required} line above it, or remove this one"
        return Problem("incomplete-entry", f"{keyword} without {required}", hint)
    if keyword in strings:
        return Problem(
            "incomplete-entry",
            f"two {keyword} in one entry",
            "keep one, or write the msgid missing between",
        )
    if keyword == "msgstr" and "msgid_plural" in strings:
        hint = "write msgstr[0], msgstr[1] and so on"
        return Problem(
            "plural-forms",
            "msgstr without a number in an entry with msgid_plural",
            hint,
        )
    if keyword == "msgid_plural" and "msgstr" in strings:
        return Problem("plural-forms", "msgid_plural behind msgstr", "move it above msgstr")
    return None


def incomplete(entry: Entry) -> tuple[int, Problem] | None:
    """The line and name of what an entry lacks to be a message, if anything."""
    strings = entry.strings
    if "msgid" not in strings:
        return entry.string_line, Problem(
            "incomplete-entry",
            "msgctxt without msgid",
            "write the msgid and msgstr lines",
        )
    if "msgstr" not in strings and not entry.forms:
        form = "msgstr[0]" if "msgid_plural" in strings else "msgstr"
        hint = f'write `{form} ""` below it, or delete the entry'
        return entry.string_line, Problem("incomplete-entry", f"msgid without {form}", hint)
    if not all(strings.values()) or not all(entry.forms):
        return entry.string_line, Problem("incomplete-entry", "a keyword without a string", 'write "" behind it')
    if entry.previous and entry.previous_obsolete != entry.obsolete:
        return entry.previous_line, MIXED
    if entry.previous and ("msgid" not in entry.previous or not all(entry.previous.values())):
        return entry.previous_line, Problem("previous", "no previous msgid", "add the `#| msgid` line, or remove these")
    return None
