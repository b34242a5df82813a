"""What a text is for the memory: its words without markup and typography, and the form under which it is indexed."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from math import log2

from toolkit.catalog.typography import fold

SIZE = 3
"""Letters of a gram: the shortest that tells words apart in every alphabet, without knowing any."""

_MARKUP = re.compile(
    r"""\[\^[^\[\]\s]+\]                                                   # footnote mark
    | (?<=\])\((?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+"[^"]*")?\)  # link target and its title
    | (?<=\])\[[^\[\]]*\]                                                  # label of a reference link
    | </?[A-Za-z][^<>:@]*>                                                 # tag, not an address
    | [\\*`\[\]<>]
    | (?<!\w)_+ | (?<!_)_++(?!\w)""",
    re.VERBOSE,
)
_DIGITS = re.compile(r"\d+")


def plain(text: str) -> str:
    """The text without markup, with folded typography and single blanks; never empty unless the text is blank."""
    return _one_line(fold(_MARKUP.sub("", text))) or _one_line(text)


def form(plain_text: str) -> str:
    """What texts share that differ in case and numbers only."""
    return _DIGITS.sub("0", plain_text.casefold())


def numbers(plain_text: str) -> Counter[str]:
    """The runs of digits in a text, and how often each is there."""
    return Counter(_DIGITS.findall(plain_text))


def key(form_text: str) -> int:
    """63 bits of a hash, which SQLite stores as an integer."""
    return int.from_bytes(hashlib.blake2b(form_text.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1


def grams(form_text: str) -> set[str]:
    """The different runs of three letters, with a blank before and after the text."""
    padded = f" {form_text} "
    return {padded[at : at + SIZE] for at in range(len(padded) - SIZE + 1)}


def band(length: int) -> int:
    """The class of a form's length in characters; the next one begins a quarter further."""
    return int(3 * log2(max(length, 1)))


def _one_line(text: str) -> str:
    return " ".join(text.split())
