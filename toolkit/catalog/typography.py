"""What a text says apart from its typography: the measure of a purely typographic edit."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = (
    "'\u02b9\u02bb\u02bc\u00b4\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a\u2032\u2033"
)
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_TABLE = str.maketrans(dict.fromkeys(_QUOTES, '"') | dict.fromkeys(_INVISIBLE, "") | {"\u2026": "..."})
_DASH = re.compile(r" ?[-\u2010-\u2015\u2212]+ ?")
_LINK = re.compile(r"\]\([^)]*|https?://\S+")
_BLANKS = re.compile(r"[^\S\n]+")


def fold(text: str) -> str:
    """The same string for texts that differ only in spaces, quotes, dashes, ellipses and soft hyphens.

    Letters, case, numbers, punctuation, markup and line breaks that the author set count as content.
    """
    text = unicodedata.normalize("NFC", text).translate(_TABLE)
    return _DASH.sub("-", _BLANKS.sub(" ", text)).strip()


def same_but_typography(first: str, second: str) -> bool:
    """Whether two texts say the same, word for word, and lead to the same places."""
    return first == second or (fold(first) == fold(second) and _LINK.findall(first) == _LINK.findall(second))
