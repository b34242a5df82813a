"""Every check: the built-in ones in their order, and those of packages."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING

from toolkit.checks import (
    alphabet,
    blanks,
    block,
    conflict,
    control,
    copy,
    double_blank,
    ending,
    forbidden_term,
    html,
    inconsistent,
    language,
    length,
    link_target,
    markup,
    missing_glyph,
    mixed_script,
    norm_word,
    number,
    placeholder,
    plural_forms,
    preferred_term,
    punctuation,
    quotes,
    stamp,
    term,
    wrong_letter,
)
from toolkit.checks.model import Check, Finding
from toolkit.system.plugins import FailedError, Group, give_up, held, load_all, plugin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.checks.model import Context, Unit

CHECKS: tuple[Check, ...] = (
    markup.CHECK,
    html.CHECK,
    block.CHECK,
    link_target.CHECK,
    placeholder.CHECK,
    number.CHECK,
    term.CHECK,
    mixed_script.CHECK,
    wrong_letter.CHECK,
    alphabet.CHECK,
    copy.CHECK,
    language.CHECK,
    blanks.CHECK,
    control.CHECK,
    missing_glyph.CHECK,
    plural_forms.CHECK,
    conflict.CHECK,
    forbidden_term.CHECK,
    preferred_term.CHECK,
    inconsistent.CHECK,
    norm_word.CHECK,
    ending.CHECK,
    punctuation.CHECK,
    quotes.CHECK,
    double_blank.CHECK,
    length.CHECK,
    stamp.CHECK,
)
"""Every built-in check, errors before warnings, in the order in which they are run."""


@cache
def all_checks() -> tuple[Check, ...]:
    """The built-in checks, then those of installed packages; one of these that fails is left out from then on."""
    found = load_all(Group.CHECKS, Check, CHECKS, lambda check: check.code)
    return (*CHECKS, *(replace(check, find=_Guarded(check)) for check in found))


class _Guarded:
    """What a package's check finds, until it fails."""

    def __init__(self, check: Check) -> None:
        self.find, self.code = check.find, check.code

    def __call__(self, unit: Unit, context: Context, /) -> Iterator[Finding]:
        by = plugin(Group.CHECKS, self.code)
        if by is None:
            return
        try:
            found = held(lambda: list(self.find(unit, context)))
        except FailedError as error:
            give_up(by, str(error))
            return
        if wrong := next((one for one in found if not _is_finding(one)), None):
            give_up(by, f"it found {wrong!r}, which is no Finding of texts"[:_LONGEST])
            return
        yield from found


def _is_finding(one: object) -> bool:
    return isinstance(one, Finding) and all(isinstance(getattr(one, part.name), str) for part in fields(one))


_LONGEST = 200
"""Characters that are said of what a stranger's code has found."""
