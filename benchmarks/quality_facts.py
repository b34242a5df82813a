"""Whether what a finding says is so, looked up without the code of the checks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.catalog.model import Message
    from toolkit.checks.model import Context

_ASKING = set("?？؟՞;")
_COLON_FOR_STOP = re.compile(r"[ա-և]\)?:\s+[Ա-Ֆ]")
_UNSEEN = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f]")
_MARKS = set('"«»„“”‟‹›')


def is_so(code: str, message: Message, context: Context) -> bool:
    """Whether the fact is there that a finding of this code is about; False of codes whose facts cannot be looked up."""
    return any(_is_so(code, message.msgid_plural or message.msgid, text, context) for text in message.msgstr)


def _is_so(code: str, source: str, target: str, context: Context) -> bool:
    match code:
        case "blanks":
            return source.strip() == source and target.strip() != target
        case "control":
            return bool(_UNSEEN.search(target)) and not _UNSEEN.search(source)
        case "wrong-letter":
            return context.target.tag == "ro" and bool(set("şţŞŢ") & set(target))
        case "double-blank":
            return bool(re.search("\\S {2,}\\S|\\S\u00a0 | \u00a0", target)) and "  " not in source.strip()
        case "quotes":
            own = {*context.target.quotes, *context.target.inner_quotes}
            return bool(_MARKS & set(target) - own) and not ('"' in source and '"' in target)
        case "ending":
            # A sentence in the source; and the translation stops in the middle of a word, or asks no question anywhere.
            last = source.rstrip("\"'”’) ")[-1:]
            breaks_off = last in set(".?!:") and target.rstrip("\"'”’») ")[-1:].isalnum()
            return breaks_off or (last == "?" and not _ASKING & set(target))
        case "punctuation":
            ends = target.rstrip().endswith(":") and not source.rstrip().endswith(":")
            return context.target.tag == "hy" and (ends or bool(_COLON_FOR_STOP.search(target)))
        case _:
            return False
