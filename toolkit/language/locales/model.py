"""What the toolkit knows about one language: a value with no behaviour of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Locale:
    """A locale's profile: tag, names, grammar of numbers and dates, typography and letters.

    Who uses what: the catalogs `gettext` and `plural_forms`; localizing `fallback` and `derived_from`; the editions
    `autonym`, `direction`, `script`, `quotes`, `inner_quotes`, `date`, `months`, `hyphenation`, `hyphen`, `font`, `nobreak_after`
    and `nobreak_before`; the formats (`toolkit.language.locales.format`) `capitals` and what concerns numbers, dates, lists; the checks
    `alphabet`, `auxiliary`, `word_marks`, `confusable`, `wrong_marks`, `sentence_end` and the signs of numbers.
    """

    tag: str
    """BCP 47 tag in canonical case with hyphens, as in file names and in HTML's ``lang``: ``uz-Cyrl``."""
    autonym: str
    """The language's name for itself, written as it stands alone in a list: ``Қазақша``."""
    name: str
    """The language's English name."""
    script: str
    """ISO 15924 code: ``Latn``, ``Cyrl``, ``Armn``, ``Arab`` …"""
    gettext: str
    """What the PO header ``Language`` says: ``uz@cyrillic``."""
    plural_forms: str
    """The value of the PO header ``Plural-Forms``."""
    quotes: tuple[str, str]
    """Outer quotation marks, opening and closing in reading order."""
    inner_quotes: tuple[str, str]
    """Marks of a quotation inside a quotation."""
    decimal: str
    """The sign between units and tenths."""
    group: str
    """The sign between thousands; a blank is always a no-break one (U+00A0, or U+202F where CLDR says so)."""
    percent: str
    """Pattern with ``{0}`` for the number."""
    date: str
    """Pattern of the long date with ``{day}``, ``{month}`` and ``{year}``, no-break spaces included."""
    months: tuple[str, ...]
    """The twelve names in the form that `date` asks for (genitive, possessive …)."""
    list_and: str
    """Pattern that joins the last of "A, B and C" (``{1}``) to what comes before it (``{0}``)."""
    list_or: str
    """The same of "A, B or C"."""
    sizes: tuple[str, ...] = ("B", "kB", "MB", "GB")
    """What bytes and their thousands, millions and milliards are called behind a number."""
    direction: Literal["ltr", "rtl"] = "ltr"
    """The value of HTML's ``dir``."""
    fallback: tuple[str, ...] = ()
    """Tags to take a text from, in this order, before the source's own language."""
    derived_from: str | None = None
    """The tag whose catalog becomes this locale's by script conversion (`toolkit.language.locales.script`)."""
    list_separator: str = ", "
    """What stands between the other items of a list."""
    digits: str = "0123456789"
    """The digits from 0 to 9."""
    alphabet: frozenset[str] = frozenset()
    """Every character, in both cases, that a native word may contain, letter-like signs (Uzbek ʻ ʼ) included.

    Empty when the locale has no profile of its own: nothing can be said about its letters then."""
    auxiliary: frozenset[str] = frozenset()
    """Further letters, in both cases, of loanwords and foreign names in good text (CLDR's auxiliary exemplars)."""
    word_marks: str = ""
    """Signs that are no letters but stand inside a word: the apostrophe, Armenian ՞, a zero-width non-joiner."""
    confusable: Mapping[str, str] = field(default_factory=dict, compare=False)
    """What is seen by mistake inside a word and what is right there: ``ş`` and ``ș`` in Romanian.

    A key may be longer than one character (``o'``): the longest that fits wins. Look-alikes of other scripts
    (`toolkit.language.locales.lookalikes`) are in it; they are wrong only in a word that has letters of this locale's script."""
    capitals: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Letters whose upper case is not Unicode's default: ``i`` → ``İ`` in Azerbaijani, ``և`` → ``ԵՎ`` in Armenian."""
    wrong_marks: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Punctuation seen by mistake and the right one: ``:`` and ``։`` in Armenian."""
    sentence_end: str = ".?!…"
    """The signs that may end a sentence."""
    nobreak_after: tuple[str, ...] = ()
    """Words and signs, in lower case, that never end a line: short prepositions, ``№``."""
    nobreak_before: tuple[str, ...] = ()
    """Words and signs that never begin a line: ``г.``, ``—``."""
    hyphenation: str = ""
    """A dictionary of pyphen (``ru_RU``), ``rules`` for `toolkit.language.locales.hyphenation`, or nothing: do not hyphenate."""
    hyphen: str = "‐"
    """The sign at the end of a line that ends within a word."""
    font: str = ""
    """The group of fonts that has its letters: an ISO 15924 code; Latn and Cyrl are in the same fonts."""
    needs_native_review: tuple[str, ...] = ()
    """Names of the fields that no native reader has confirmed."""

    @property
    def language(self) -> str:
        """The tag's first part."""
        return self.tag.partition("-")[0]

    @property
    def plural_count(self) -> int:
        """How many plural forms a message has, by `plural_forms`."""
        match = re.match(r"\s*nplurals\s*=\s*(\d+)", self.plural_forms)
        return int(match[1]) if match else 1
