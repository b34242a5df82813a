"""Whether what a warning says is so, looked up without the code of the checks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.catalog.model import Message
    from toolkit.checks.model import Context

_MARKS = set('"«»„“”‟‹›')


def is_so(code: str, message: Message, context: Context) -> bool:
    """Whether the fact is there that a warning of this code is about; False of codes whose facts cannot be looked up."""
    return any(_is_so(code, message.msgid_plural or message.msgid, text, context) for text in message.msgstr)


def _is_so(code: str, source: str, target: str, context: Context) -> bool:
    match code:
        case "double-blank":
            return bool(re.search("\\S {2,}\\S|\\S\u00a0 | \u00a0\\S", target)) and "  " not in source.strip()
        case "quotes":
            own = {*context.target.quotes, *context.target.inner_quotes}
            return bool(_MARKS & set(target) - own) and not ('"' in source and '"' in target)
        case "ending":
            # A sentence in the source; and the translation stops in the middle of a word.
            return source.rstrip("\"'”’) ")[-1:] in set(".?!:") and target.rstrip("\"'”’») ")[-1:].isalnum()
        case "punctuation":
            return context.target.tag == "hy" and ":" in target and ":" not in source
        case _:
            return False
