"""Checks of translations, one a file: errors break an edition or mislead its reader, warnings ask for a second look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks import (
    alphabet,
    blanks,
    conflict,
    control,
    copy,
    double_blank,
    ending,
    forbidden_term,
    inconsistent,
    language,
    length,
    link_target,
    markup,
    mixed_script,
    number,
    placeholder,
    plural_forms,
    punctuation,
    quotes,
    stamp,
    term,
    wrong_letter,
)

if TYPE_CHECKING:
    from toolkit.checks.model import Check

CHECKS: tuple[Check, ...] = (
    markup.CHECK,
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
    plural_forms.CHECK,
    conflict.CHECK,
    forbidden_term.CHECK,
    inconsistent.CHECK,
    ending.CHECK,
    punctuation.CHECK,
    quotes.CHECK,
    double_blank.CHECK,
    length.CHECK,
    stamp.CHECK,
)
"""Every check, errors before warnings, in the order in which they are run."""
