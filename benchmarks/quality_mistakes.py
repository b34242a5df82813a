"""Mistakes to plant into correct translations: for each kind, what is needed, what is done, which check must say so."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks.quality_corpus import LOCALES, Sample, read_corpus
from toolkit.catalog.terms import Term, Termbase
from toolkit.checks.model import Context
from toolkit.language.languages import FEWEST_LETTERS
from toolkit.language.letters import letters_of, script_of
from toolkit.language.locales import load_locale
from toolkit.language.locales.format import format_date, format_number, format_percent
from toolkit.language.locales.lookalikes import LOOKALIKES
from toolkit.language.texts import Syntax, read_text

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from toolkit.language.locales.model import Locale

_PLAIN = re.compile(r"[^*_\[\]<>{}%`\\&|~#\n\ufffc/@0-9]+")
_ACRONYM = re.compile(r"(?<![\w-])[A-Z]{3,6}(?![\w-])")
_EARLIEST = dt.date(1990, 1, 1)
_STRANGERS = {"Cyrl": "їєђљџҧ", "Latn": "őłřėū", "Armn": "жשλ"}
_UNSEEN = "\u200b\u00ad\u200e\u0007\ufeff\u2028"


@dataclass(frozen=True, slots=True)
class Pair:
    """A correct translation, and what it takes to check it."""

    source: str
    target: str
    context: Context

    def but(self, target: str) -> Pair:
        """The same with another translation."""
        return replace(self, target=target)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of mistake."""

    code: str
    """Of the check that must find it."""
    name: str
    build: Callable[[Sample, random.Random], Pair | None]
    """Makes a correct pair that can be spoilt so, or nothing."""
    spoil: Callable[[Pair, random.Random], str | None]
    """The translation with the mistake."""


def _context(sample: Sample, syntax: Syntax = Syntax.PLAIN, terms: Termbase | None = None) -> Context:
    return Context(load_locale("en"), load_locale(sample.locale), terms or Termbase(), syntax, plurals=sample.plurals)


def _as_is(sample: Sample, rng: random.Random) -> Pair | None:  # noqa: ARG001
    message = sample.message
    return None if message.msgid_plural else Pair(message.msgid, message.msgstr[0], _context(sample))


def _is_sentence(sample: Sample) -> bool:
    message = sample.message
    texts = (message.msgid, message.msgstr[0])
    return not message.msgid_plural and all(_PLAIN.fullmatch(text) and len(text.split()) > 1 for text in texts)


def _marked(sample: Sample, rng: random.Random, before: str, after: str) -> Pair | None:
    """A pair with the same markup around one word on each side: the first of one, the last of the other."""
    if not _is_sentence(sample):
        return None
    message = sample.message

    def mark(text: str, place: int) -> str:
        words = [match for match in re.finditer(r"[^\W\d_]+(?:['’ʻʼ][^\W\d_]+)*", text) if len(match[0]) > 1]
        if not words:
            return text
        word = words[place % len(words)]
        return f"{text[: word.start()]}{before}{word[0]}{after}{text[word.end() :]}"

    source, target = mark(message.msgid, 0), mark(message.msgstr[0], rng.choice((0, -1)))
    if source == message.msgid or target == message.msgstr[0]:
        return None
    return Pair(source, target, _context(sample, Syntax.MARKDOWN))


def _bold(sample: Sample, rng: random.Random) -> Pair | None:
    mark = rng.choice(("**", "*", "`"))
    if mark == "`" and _is_sentence(sample):
        message = sample.message
        return Pair(f"{message.msgid} (`run.py`)", f"{message.msgstr[0]} (`run.py`)", _context(sample, Syntax.MARKDOWN))
    return _marked(sample, rng, mark, mark)


def _linked(sample: Sample, rng: random.Random) -> Pair | None:
    return _marked(
        sample, rng, "[", f"](https://www.example.org/guide-{rng.randrange(100, 999)}/page_{rng.randrange(9)})"
    )


def _unmarked(pair: Pair, rng: random.Random) -> str:
    mark = re.search(r"\*+|`", pair.target)
    sign = mark[0] if mark else ""
    place = pair.target.rfind(sign)
    match rng.randrange(3):
        case 0:
            return pair.target.replace(sign, "")
        case 1:
            return pair.target[:place] + pair.target[place + len(sign) :]
        case _:
            return re.sub(r"(?<![\w*`])([^\W\d_]{2,})(?![\w*`])", rf"{sign}\1{sign}", pair.target, count=1)


def _unlinked(pair: Pair, rng: random.Random) -> str:
    """The link dropped, or broken by a blank, or its bracket lost."""
    dropped = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", pair.target)
    return rng.choice((dropped, pair.target.replace("](", "] (", 1), pair.target.replace("](", "(", 1)))


def _misled(pair: Pair, rng: random.Random) -> str:
    start = pair.target.index("](") + 2
    end = pair.target.index(")", start)
    address = pair.target[start:end]
    place = rng.randrange(len("https://"), len(address))
    changed = rng.choice(
        (
            address[:place] + address[place + 1 :],
            address[:-1],
            address.replace("www.", "ww."),
            address.replace("https", "http"),
        )
    )
    return pair.target[:start] + changed + pair.target[end:]


def _with_placeholder(sample: Sample, rng: random.Random) -> Pair | None:
    pair = _as_is(sample, rng)
    return pair if pair and read_text(pair.target).placeholders else None


def _without_placeholder(pair: Pair, rng: random.Random) -> str:
    mark = rng.choice(read_text(pair.target).placeholders)
    other = rng.choice(("", re.sub(r"[a-z](?=[)}])", "х", mark) if re.search(r"[a-z][)}]", mark) else ""))
    return pair.target.replace(mark, other)


def _with_number(sample: Sample, rng: random.Random) -> Pair | None:
    """A correct pair with a number, date, percentage or century before the text, each in its language's writing."""
    if not _is_sentence(sample):
        return None
    english, locale = load_locale("en"), load_locale(sample.locale)
    write = rng.choice((_whole, _fraction, _percentage, _date, _roman))
    first, second = write(english, locale, rng)
    message = sample.message
    source, target = f"{first}: {message.msgid}", f"{message.msgstr[0].rstrip('.։')} ({second})"
    return Pair(source, target, _context(sample))


def _whole(english: Locale, locale: Locale, rng: random.Random) -> tuple[str, str]:
    value = rng.choice((rng.randrange(11, 999), rng.randrange(1_000, 2_000_000)))
    return format_number(english, value), format_number(locale, value)


def _fraction(english: Locale, locale: Locale, rng: random.Random) -> tuple[str, str]:
    value = rng.randrange(101, 99_999) / 10
    return format_number(english, value, 1), format_number(locale, value, 1)


def _percentage(english: Locale, locale: Locale, rng: random.Random) -> tuple[str, str]:
    value = rng.randrange(11, 99) / 100
    return format_percent(english, value), format_percent(locale, value)


def _date(english: Locale, locale: Locale, rng: random.Random) -> tuple[str, str]:
    date = _EARLIEST + dt.timedelta(days=rng.randrange(12_000))
    numeric = rng.random() < 1 / 4
    return format_date(english, date), f"{date:%d.%m.%Y}" if numeric else format_date(locale, date)


def _roman(english: Locale, locale: Locale, rng: random.Random) -> tuple[str, str]:  # noqa: ARG001
    numeral = rng.choice(("II", "III", "IV", "VI", "VII", "XIX", "XX", "XXI"))
    return f"{numeral} century", numeral


def _misnumbered(pair: Pair, rng: random.Random) -> str:
    start = pair.target.rindex("(")
    head, number = pair.target[:start], pair.target[start:]
    if re.search(r"\d", number):
        if "%" in number and rng.random() < 1 / 3:
            return head + re.sub(r"\s*%", "", number)
        digits = [match.start() for match in re.finditer(r"\d", number)]
        long = re.search(r"\d{4}", number)
        place = long.start() + rng.randrange(4) if long and rng.random() < 1 / 2 else rng.choice(digits)
        if rng.random() < 1 / 4:
            return head
        other = rng.choice([digit for digit in "123456789" if digit != number[place]])
        return head + number[:place] + other + number[place + 1 :]
    return rng.choice(
        (head, head + number.replace("X", "V", 1) if "XX" not in number else head + number.replace("X", "", 1))
    )


def _with_own_number(sample: Sample, rng: random.Random) -> Pair | None:
    """A message that has a number of its own on both sides."""
    pair = _as_is(sample, rng)
    return pair if pair and _own_numbers(pair.target) and re.search(r"\d", read_text(pair.source).plain) else None


def _own_numbers(text: str) -> list[re.Match[str]]:
    plain = read_text(text).plain
    return [match for match in re.finditer(r"\d+", text) if re.search(rf"(?<!\d){match[0]}(?!\d)", plain)]


def _other_number(pair: Pair, rng: random.Random) -> str | None:
    number = rng.choice(_own_numbers(pair.target))
    other = rng.choice(("", str(int(number[0]) + rng.choice((1, 10, 100)))))
    return pair.target[: number.start()] + other + pair.target[number.end() :]


def _with_term(sample: Sample, rng: random.Random) -> Pair | None:
    pair = _as_is(sample, rng)
    if pair is None:
        return None
    shared = [word for word in _ACRONYM.findall(pair.source) if re.search(rf"(?<!\w){word}", pair.target)]
    if not shared:
        return None
    term = Term(shared[0], shared[0], keep=True)
    return replace(pair, context=_context(sample, terms=Termbase((term,))))


def _without_term(pair: Pair, rng: random.Random) -> str:
    term = pair.context.terms.terms[0].source
    return re.sub(rf"(?<!\w){term}", rng.choice(("", term[::-1].capitalize(), term[:-1].lower())), pair.target)


def _letters(text: str, wanted: str) -> list[int]:
    """Places of letters out of `wanted` inside the longer words of the plain text."""
    found = []
    for match in re.finditer(r"[^\W\d_]{4,}", text):
        found += [place for place in range(match.start(), match.end()) if text[place] in wanted]
    return found


def _replaced(pair: Pair, rng: random.Random, table: dict[str, str]) -> str | None:
    """The translation with one letter of a word replaced; words that the source has too stay."""
    holes = read_text(pair.target).protected
    text = pair.target
    places = [
        place for place in _letters(text, "".join(table)) if not any(_within(text, place, hole) for hole in holes)
    ]
    places = [place for place in places if _word_at(text, place).casefold() not in read_text(pair.source).word_set]
    if not places:
        return None
    place = rng.choice(places)
    return text[:place] + table[text[place]] + text[place + 1 :]


def _within(text: str, place: int, part: str) -> bool:
    return any(match.start() <= place < match.end() for match in re.finditer(re.escape(part), text))


def _word_at(text: str, place: int) -> str:
    return next((match[0] for match in re.finditer(r"[^\W\d_]+", text) if match.start() <= place < match.end()), "")


def _mixed(pair: Pair, rng: random.Random) -> str | None:
    table = {meant: seen for seen, meant in LOOKALIKES[pair.context.target.script].items()}
    return _replaced(pair, rng, table)


def _wrong_letter(pair: Pair, rng: random.Random) -> str | None:
    locale = pair.context.target
    table = {
        meant: seen
        for seen, meant in locale.confusable.items()
        if len(meant) == len(seen) == 1 and script_of(seen) in {"", locale.script} and meant.isalpha()
    }
    if locale.tag != "uz":
        return _replaced(pair, rng, table)
    places = [match.start() for match in re.finditer("[ʻʼ](?=[a-z])", pair.target)]
    if not places:
        return None
    place = rng.choice(places)
    return pair.target[:place] + rng.choice("'’‘`") + pair.target[place + 1 :]


def _strange_letter(pair: Pair, rng: random.Random) -> str | None:
    locale = pair.context.target
    known = letters_of(locale) | set(locale.confusable)
    strange = [char for char in _STRANGERS[locale.script] if char not in known]
    if locale.script == "Armn" or rng.random() < 1 / 4:
        foreign = "բառ" if locale.script == "Cyrl" else "слово"
        words = list(re.finditer(r"(?<!\S)[^\W\d_]{3,}(?!\S)", pair.target))
        if not words:
            return None
        word = rng.choice(words)
        return pair.target[: word.start()] + foreign + pair.target[word.end() :]
    table = dict.fromkeys("".join(sorted(locale.alphabet)), rng.choice(strange))
    return _replaced(pair, rng, table)


def _long(sample: Sample, rng: random.Random) -> Pair | None:
    pair = _as_is(sample, rng)
    if pair is None:
        return None
    other = _elsewhere(pair, rng)
    return pair if other else None


def _elsewhere(pair: Pair, rng: random.Random) -> str | None:
    """The translation of the same text in another of our languages, in the same script where there is one."""
    locale = pair.context.target
    rivals = [tag for tag in LOCALES if tag != locale.tag and load_locale(tag).script == locale.script] or ["ru"]
    texts = [text for tag in rivals if (text := _translations(tag).get(pair.source)) and _is_native(text, tag)]
    return rng.choice(texts) if texts else None


def _is_native(text: str, tag: str) -> bool:
    letters = [char for word in read_text(text).words for char in word.text if script_of(char)]
    own = [char for char in letters if script_of(char) == load_locale(tag).script]
    return len(own) >= FEWEST_LETTERS and len(own) * 10 >= len(letters) * 9


_BY_SOURCE: dict[str, dict[str, str]] = {}


def _translations(tag: str) -> dict[str, str]:
    if tag not in _BY_SOURCE:
        samples = (one.message for one in read_corpus(tag) if not one.message.msgid_plural)
        _BY_SOURCE[tag] = {message.msgid: message.msgstr[0] for message in samples}
    return _BY_SOURCE[tag]


def _wordy(sample: Sample, rng: random.Random) -> Pair | None:
    pair = _as_is(sample, rng)
    words = [word.text for word in read_text(sample.message.msgid).words if word.text.islower() and len(word.text) > 3]
    return pair if pair and len(words) >= 3 else None


def _unseen(pair: Pair, rng: random.Random) -> str:
    place = rng.randrange(1, len(pair.target) + 1)
    return pair.target[:place] + rng.choice(_UNSEEN) + pair.target[place:]


def _with_blank(pair: Pair, rng: random.Random) -> str | None:
    if pair.target != pair.target.strip() or pair.source != pair.source.strip():
        return None
    blank = rng.choice((" ", "\u00a0", "\n"))
    return blank + pair.target if rng.random() < 1 / 2 else pair.target + blank


KINDS = (
    Kind("markup", "bold, italics, code", _bold, _unmarked),
    Kind("markup", "links", _linked, _unlinked),
    Kind("link-target", "address changed", _linked, _misled),
    Kind("placeholder", "lost or renamed", _with_placeholder, _without_placeholder),
    Kind("number", "number, date, per cent", _with_number, _misnumbered),
    Kind("number", "number of the text", _with_own_number, _other_number),
    Kind("term", "kept term lost", _with_term, _without_term),
    Kind("mixed-script", "look-alike letter", _as_is, _mixed),
    Kind("wrong-letter", "letter of the same script", _as_is, _wrong_letter),
    Kind("alphabet", "foreign letter or word", _as_is, _strange_letter),
    Kind("language", "text of another language", _long, _elsewhere),
    Kind("copy", "source left as it is", _wordy, lambda pair, _: pair.source),
    Kind("blanks", "white space outside", _as_is, _with_blank),
    Kind("control", "unseen character", _as_is, _unseen),
)
