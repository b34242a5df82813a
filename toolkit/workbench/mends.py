"""One-click mends of what checks have found: offered only where the mend is certain, that is, where the check is then content."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.checks.run import check_message
from toolkit.language.letters import script_of, script_of_writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolkit.catalog.model import Message
    from toolkit.checks.model import Context
    from toolkit.errors import Diagnostic

_WORD = re.compile(r"[^\W\d_]+(?:['’ʻʼ`][^\W\d_]+)*['`]?")
_QUOTED = re.compile(r"«([^«»]*)»|„([^„“”]*)[“”]|“([^“”]*)”|\"([^\"]*)\"")
_BLANKS = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")


def mend(message: Message, form: int, code: str, context: Context) -> str | None:
    """The form's text without what the check of that code finds; None where nobody can be certain of it."""
    way = _WAYS.get(code)
    text = message.msgstr[form]
    if way is None:
        return None
    changed = way(text, message.msgid, context)
    if changed == text:
        return None
    after = replace(message, msgstr=(*message.msgstr[:form], changed, *message.msgstr[form + 1 :]))
    before = set(map(_key, check_message(message, context)))
    found = set(map(_key, check_message(after, context)))
    return changed if code not in {one for one, _ in found} and len(found) < len(before) else None


def _key(one: Diagnostic) -> tuple[str, str]:
    return one.code, one.message


def _ends(text: str, source: str, context: Context) -> str:  # noqa: ARG001 - one signature for all
    return source[: len(source) - len(source.lstrip())] + text.strip() + source[len(source.rstrip()) :]


def _single(text: str, source: str, context: Context) -> str:  # noqa: ARG001
    return _BLANKS.sub(lambda found: "\u00a0" if "\u00a0" in found[0] else " ", text)


def _quotes(text: str, source: str, context: Context) -> str:  # noqa: ARG001
    first, last = context.target.quotes
    return _QUOTED.sub(lambda found: first + next(one for one in found.groups() if one is not None) + last, text)


def _letters(text: str, source: str, context: Context) -> str:  # noqa: ARG001
    """Every look-alike of another script in a word that has letters of the right one, and every wrong letter."""
    script = script_of_writing(context.target)
    return _WORD.sub(lambda found: "".join(_spelt(found[0], script, context)), text)


def _spelt(word: str, script: str, context: Context) -> Iterator[str]:
    meant = context.target.confusable
    is_own = any(script_of(sign) == script for sign in word)
    place = 0
    while place < len(word):
        key = next((key for key in sorted(meant, key=len, reverse=True) if word.startswith(key, place)), None)
        right = meant.get(key, "") if key else ""
        if key and right and (is_own or len(word) == 1) and any(map(str.isalpha, key + right)):
            yield right
            place += len(key)
        else:
            yield word[place]
            place += 1


_WAYS: dict[str, Callable[[str, str, Context], str]] = {
    "blanks": _ends,
    "double-blank": _single,
    "mixed-script": _letters,
    "quotes": _quotes,
    "wrong-letter": _letters,
}
