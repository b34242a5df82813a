"""Text of one script → the same words in another: Uzbek Latin → Cyrillic, by the tables of the profile."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, UsageError
from toolkit.language.code import code_ends
from toolkit.language.locales.load import load_locale, profile_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from toolkit.language.locales.model import Locale

_WRONG = "['’‘`ʻʼ´]"
_LETTER = "[A-Za-z]"
_WORD = re.compile(
    rf"{_LETTER}(?:{_WRONG}{{0,2}}{_LETTER})*"  # the tutuq stands between letters, once even after oʻ
    rf"(?:ʼ|(?<=[oOgG])ʻ|(?<=[aeiouAEIOU][gG]){_WRONG})?"  # so may it end a word, as oʻ and gʻ may: togʻ
)
_OTHER_MARK = re.compile(_WRONG.replace("ʻ", ""))
_AFTER_O_OR_G = re.compile(rf"(?<=[oOgG]){_WRONG}")
_ROMAN = re.compile(r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_INITIAL = re.compile(r"\.\s?(?:[A-Z]|$)|\.-")

_MARKDOWN = re.compile(
    r"""(?P<ticks>`+)                              # a code span begins, if there is as long a run to end it
    | <[^<>\s][^<>]*>                              # autolink, tag
    | \]\((?:<[^<>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)  # link target; a title after it is text
    | \]\[[^\]]+\]                                 # label of a reference link
    | \[\^[^\[\]]+\]                               # footnote mark
    """,
    re.VERBOSE,
)
_UNTOUCHABLE = re.compile(
    r"""\b[a-zA-Z][a-zA-Z0-9+.-]{0,30}://[^\s<>«»“”]+  # address
    | \bwww\.[^\s<>«»“”]+
    | (?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+                 # mail address
    | (?<![\w.-])[.-]*+[\w-][\w.-]*(?<!\.)\.(?:am|az|by|com|edu|eu|info|int|kg|kz|md|net|org|ru|su|tj|tm|uz)\b(?:/[^\s<>«»“”)]*)?
    | &(?:\#\d+|\#[xX][0-9a-fA-F]+|\w+);           # entity
    | \{[^{}]*\}                                   # {name}
    | %\(\w+\)[sdif] | %[sdif](?![A-Za-z])         # %(name)s, %s
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(r"[IVX]\.[ \u00a0](?=\w)")
_COLLAPSED = re.compile(r"\[([^\[\]]+)\]\[\]")


class _Table(dict[str, str]):
    """What is read and what it becomes; knows its longest key."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        super().__init__(entries)
        self.longest = max(map(len, self), default=0)


@dataclass(frozen=True, slots=True)
class _Rules:
    letters: _Table
    initial: _Table
    words: _Table
    stems: _Table
    infixes: _Table
    vowels: str
    keep: re.Pattern[str]
    after_number: re.Pattern[str]


def convert_script(text: str, locale: Locale, keep: Iterable[str] = ()) -> str:
    """The inline Markdown of `locale.derived_from` in the script and quotation marks of `locale`.

    Code, link targets, addresses, entities and placeholders stay as they are, so do the acronyms of the profile's list,
    Roman numbers, words with a letter that the source alphabet lacks (w, c), and the names in `keep`.
    Raises `UsageError` if the locale is not derived from another.
    """
    if locale.derived_from is None:
        raise UsageError(Diagnostic("script", f"no script conversion makes {locale.tag}", hint="known is uz → uz-Cyrl"))
    source = load_locale(locale.derived_from)
    number, text = _split_number(_COLLAPSED.sub(r"[\1][\1]", text))
    kept = tuple(keep)
    parts = _markdown_parts(text)
    return number + "".join(
        part if stays else _convert_plain(_quotes(part, source, locale), locale.tag, kept) for part, stays in parts
    )


def _markdown_parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is code or an address."""
    ends = code_ends(text)
    done = place = 0
    while match := _MARKDOWN.search(text, place):
        place = match.end()
        if match["ticks"]:
            if match.span() not in ends:
                continue
            place = ends[match.span()]
        yield text[done : match.start()], False
        yield text[match.start() : place], True
        done = place
    yield text[done:], False


def _split_number(text: str) -> tuple[str, str]:
    """The Roman number that a heading begins with (``V. XXI asr``), and the rest; in running text it is an initial."""
    match = _NUMBERED.match(text)
    return (match[0], text[match.end() :]) if match else ("", text)


def to_cyrillic(text: str, keep: Iterable[str] = ()) -> str:
    """Uzbek plain text in Cyrillic letters; addresses, placeholders and kept names stay, quotation marks too."""
    return _convert_plain(text, "uz-Cyrl", tuple(keep))


def _convert_plain(text: str, tag: str, keep: tuple[str, ...]) -> str:
    rules = _rules(tag)
    kept = re.compile(rf"(?<!\w)(?:{_any_of(keep)})(?!\w)") if keep else None

    def words(part: str) -> str:
        part = rules.after_number.sub(lambda match: f"{match[1]}\u00a0{match[2]}", part)
        return _WORD.sub(lambda match: _convert_match(match, tag), part)

    def unkept(part: str) -> str:
        return _outside(rules.keep, part, words)

    def names(part: str) -> str:
        return _outside(kept, part, unkept) if kept else unkept(part)

    return _outside(_UNTOUCHABLE, text, names)


def _convert_match(match: re.Match[str], tag: str) -> str:
    word = match[0]
    if _is_foreign(word) or _is_roman(match):
        return word
    return _converted(_AFTER_O_OR_G.sub("ʻ", word), tag)


@functools.lru_cache(maxsize=1 << 16)
def _converted(word: str, tag: str) -> str:
    return _convert_word(word, _rules(tag))


def _convert_word(word: str, rules: _Rules) -> str:
    word = _OTHER_MARK.sub("ʼ", word)
    low = word.lower()
    shout = len(word) > 1 and word.isupper()
    if low in rules.words:
        return _in_case(rules.words[low], word, shout)
    pieces, at = [], 0
    while at < len(word):
        seen, meant = _next_piece(low, at, rules)
        pieces.append(_in_case(meant, word[at : at + len(seen)], shout))
        at += len(seen)
    return "".join(pieces)


def _next_piece(low: str, at: int, rules: _Rules) -> tuple[str, str]:
    """What is read at that place and what it becomes."""
    tables = [rules.infixes, rules.letters]
    if at == 0:
        tables.insert(0, rules.stems)
    if at == 0 or low[at - 1] in rules.vowels:
        tables.insert(-1, rules.initial)
    for table in tables:
        for size in range(min(table.longest, len(low) - at), 0, -1):
            if (seen := low[at : at + size]) in table:
                return seen, table[seen]
    return low[at], low[at]


def _in_case(meant: str, seen: str, shout: bool) -> str:
    if shout:
        return meant.upper()
    return meant[:1].upper() + meant[1:] if seen[:1].isupper() else meant


def _is_foreign(word: str) -> bool:
    """A word with w, or with c that is not part of ch, is not Uzbek."""
    low = word.lower()
    return "w" in low or "c" in low.replace("ch", "")


def _is_roman(match: re.Match[str]) -> bool:
    """A Roman number up to 399, but not the initial of a name: a single letter before a full stop and a capital."""
    word = match[0]
    if not _ROMAN.fullmatch(word):
        return False
    return len(word) > 1 or (word in "IVX" and not _INITIAL.match(match.string, match.end()))


def _quotes(text: str, source: Locale, target: Locale) -> str:
    """The text with the target's marks for the source's; the inner pair only where both marks are there."""
    if source.quotes != target.quotes:
        text = text.translate({ord(old): new for old, new in zip(source.quotes, target.quotes, strict=True)})
    opening, closing = map(re.escape, source.inner_quotes)
    pair = re.compile(rf"(?<!\w){opening}((?:(?!{opening}).)*?\S){closing}(?!\w)", re.DOTALL)
    return pair.sub(lambda match: match[1].join(target.inner_quotes), text)


def _outside(pattern: re.Pattern[str], text: str, change: Callable[[str], str]) -> str:
    """The text with `change` applied between the matches of `pattern`, which stay."""
    parts, at = [], 0
    for match in pattern.finditer(text):
        parts += [change(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*parts, change(text[at:])])


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@functools.cache
def _rules(tag: str) -> _Rules:
    data = profile_table(tag, "conversion") or {}
    return _Rules(
        **{name: _Table(data[name]) for name in ("letters", "initial", "words", "stems", "infixes")},
        vowels=data["vowels"],
        keep=re.compile(rf"(?<![\w'’‘`ʻʼ-])(?:{_any_of(data['keep'])})(?=[a-z]*\b)(?!['’‘`ʻʼ])"),
        after_number=re.compile(rf"(\d)-({_any_of(data['after_number'])})(?=[a-z]*\b)"),
    )
