"""A text in another language than its catalog's."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.language.languages import FEWEST_LETTERS, other_language
from toolkit.language.letters import is_allowed, script_runs
from toolkit.language.locales import load_locale

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHARE = 0.6
"""So much of a text in another script is no quotation any more."""


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """Texts of some length whose letters, or groups of letters, are those of another language.

    Words of the source and of the termbase count for none; short texts and lists of names are let pass.
    """
    plain = unit.target.plain
    words = [word.text for word in unit.target.words if not _is_code(plain[max(0, word.start - 1) : word.end + 1])]
    told = [word for word in words if not (word[0].isupper() and is_allowed(word, unit.source, context.terms))]
    scripts: Counter[str] = Counter()
    for word in told:
        for script, run in script_runs(word):
            scripts[script] += len(run)
    if sum(scripts.values()) < FEWEST_LETTERS or unit.source.raw == unit.target.raw:
        return
    script, count = scripts.most_common(1)[0]
    if script != context.script and count > _SHARE * sum(scripts.values()):
        yield _finding(f"the text is not in {context.script} letters but in {script}", unit, context)
        return
    own = [word for word in words if not is_allowed(word, unit.source, context.terms)]
    other = other_language(own, context.target.tag)
    if other:
        yield _finding(f"the text looks like {load_locale(other).name}", unit, context)


def _is_code(word: str) -> bool:
    """Part of a name such as ``token_secret`` or ``OAuth2``."""
    return "_" in word or any(map(str.isdigit, word))


def _finding(message: str, unit: Unit, context: Context) -> Finding:
    name = context.target.name
    return Finding(
        message, unit.target.raw, f"translate it into {name}; if it is {name}, excuse it with `# ignore: language`"
    )


CHECK = Check(
    code="language",
    reason="a text of another language was put into the wrong catalog, or was never translated",
    find=find,
    compares=False,
)
