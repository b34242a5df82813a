"""Every scan of a text is linear: what a translator, a machine or an enemy may write in one text at two lengths."""

from __future__ import annotations

import contextlib
import math
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from toolkit.catalog import addresses, conflict, people, review, stamps, typography
from toolkit.catalog.model import Catalog, Message
from toolkit.catalog.po import format_po, parse_po
from toolkit.catalog.terms import Term, Termbase, read_terms
from toolkit.checks.model import Context
from toolkit.checks.run import check_message
from toolkit.collection.interface import plural_form
from toolkit.drafts.memory import shape
from toolkit.drafts.memory.score import Query
from toolkit.errors import ToolkitError
from toolkit.exchange.tmx import Unit, read_tmx, write_tmx
from toolkit.language import numbers, texts
from toolkit.language.languages import other_language
from toolkit.language.letters import script_runs
from toolkit.language.locales import load_locale, stems
from toolkit.language.locales import typography as lines
from toolkit.language.locales.hyphenation import positions
from toolkit.language.locales.script import convert_script
from toolkit.language.protect import BRACKETS, HTML, MARKS, XML, protect
from toolkit.language.texts import Syntax

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL, LARGE = 1_000, 8_000
"""Characters; eight times the length may take at most so many times the time."""
MOST = 24
"""A square of eight is 64; what is linear keeps far below this on a busy machine too."""
ENOUGH = 0.1
"""Seconds: what takes less for the large text hangs nothing, and cannot be told from noise."""

PIECES = (
    "_", "__", "a_", "a____b", "\\", "\\ ", "> ", "no-", "no- ", "\t", "\u2028", " ", "  \n", "\n", "*", "**", "*a ", "[", "[a](",
    "[a][", "![", "(", "()", "<", "<a ", "<a>", "a<", ">", "1", "1 ", "1.", "1,2", "1 234 ", "٣", "12:", "%", "%(a", "%d", "{", "{{",
    "{%", "}", "`", "``", "`a``", "&", "&#", "&amp;", "@", "a@", "a@b", "a@b.", "a.", "a.b", "a-", "a'", "'a", "ʻ", "o'", "«", "«a", "“",
    "»", '"', '" ', "http://", "www.", "www.a", "a://", "://", "I", "XX", "IV ", "A", "A. ", "AB ", "ab", "ab ", "я", "я ", "яa",
    "图", "图A", "،", "\u0301", "\u00ad", "\u200b", "\ufffc", "[^", "[^a]", "]", "](", "⟦1⟧", "[X1X]", "[X", '<x id="1">', "–", " – ", "-",
    "reviewed", "reviewed: ", "origin: ", "ignore: a ", ", ", ",", ";", ":", "://a", "~", "~~", "|", "#", "# ", "$", "=", "/", "\r",
)  # fmt: skip
"""Repeated to the length wanted, each between two letters and every other alone, too."""
LOCALES = ("uz", "ja")


def repeated(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def _context(locale: str, syntax: Syntax) -> Context:
    terms = Termbase((Term("library", "библиотека"), Term("IFLA", "IFLA", keep=True), Term("access to a copy", "a b")))
    return Context(load_locale("en"), load_locale(locale), terms, syntax, notes=("a",), labels=(("A", "https://a.b"),))


_SOURCE = "The library should give access to 12 copies, see [IFLA](https://a.b) and the *rules*."


def _check(locale: str, syntax: Syntax, *, source: bool) -> Callable[[str], object]:
    context = _context(locale, syntax)

    def check(text: str) -> object:
        message = Message(text, msgstr=(f"{text}a",)) if source else Message(_SOURCE, msgstr=(text,))
        return check_message(message, context)

    return check


def _numbers(locale: str) -> Callable[[str], object]:
    def read(text: str) -> object:
        found = numbers.Numbers(text, load_locale(locale))
        return found.found, found.spelt, found.says_percent, found.twelve_hours, found.head_roman()

    return read


def _restored(text: str) -> None:
    from toolkit.language.protect import LostError

    protected = protect(text, markdown=True)
    for notation, answer in ((BRACKETS, text), (XML, protected.written(XML)), (HTML, text), (MARKS, text)):
        with contextlib.suppress(LostError):
            protected.restored(answer, notation)


def _text(text: str) -> None:
    read = texts.Text(text)
    _ = read.plain, read.placeholders, read.addresses, read.word_set


def _po(text: str) -> None:
    message = Message(text or "a", "id", None, (text,), comments=(text,), flags=("fuzzy",), references=(text,))
    catalog = Catalog((message,), (("Language", text), ("Last-Translator", text), ("Plural-Forms", text)))
    try:
        parse_po(format_po(catalog).encode(), "a.po")
        review.seal_reviews(catalog)
        addresses.without_addresses(catalog)
    except ToolkitError:
        pass


def _po_text(text: str) -> None:
    for source in (
        text,
        f'msgid "{text}"\nmsgstr ""',
        f"#: {text}\n#, {text}",
        f'msgid {text} "a"',
        text.replace("a", '"\\\n'),
    ):
        try:
            parse_po(source.encode("utf-8", "replace"), "a.po")
        except ToolkitError:
            continue


def _tmx(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.tmx")
        path.write_text("".join(write_tmx([Unit(text, text, "ru")])), "utf-8")
        list(read_tmx(path, "a.tmx"))


def _message(text: str) -> None:
    one = replace(
        Message("a", msgstr=("b",)), comments=(text, f"reviewed: {text}", f"origin: {text}"), extracted=(text,)
    )
    _ = (
        one.reviews,
        one.origin,
        one.origin_digest,
        one.state,
        list(review.doubtful_stamps(one)),
        conflict.conflicts_of(one),
    )
    read_terms(Catalog((one,)))


SCANS: dict[str, Callable[[str], object]] = {
    "typography.fold": typography.fold,
    "people": lambda text: (people.read_person(text), people.named_person(text), people.translators(Catalog(header=Message("", comments=(text, f"A {text}, 2024."))))),
    "review.read_stamp": lambda text: (review.read_stamp(f"reviewed: {text}"), review.read_stamp(text)),
    "stamps": lambda text: stamps.person_keys(f"A {text}"),
    "messages": _message,
    "terms": _context("ru", Syntax.PLAIN).terms.used_in,
    "po": _po,
    "po text": _po_text,
    "tmx": _tmx,
    "plural form": lambda text: plural_form(f"nplurals=2; plural={text}", 5),
    "protect": lambda text: (protect(text, markdown=True), protect(text, markdown=False, glossary={"a": "b"})),
    "protect, restored": _restored,
    "texts": _text,
    "letters": script_runs,
    "languages": lambda text: other_language([text, *text.split()], "ru"),
    "stems": lambda text: (stems.words(text), stems.fold(text, "uz"), stems.families([text], "kk")),
    "memory shape": lambda text: (shape.form(shape.plain(text)), shape.numbers(text), shape.grams(text)),
    "memory score": lambda text: Query(text).score(f"{text} a", 0.9),
    "uz-Cyrl": lambda text: convert_script(text, load_locale("uz-Cyrl")),
    **{f"numbers, {locale}": _numbers(locale) for locale in LOCALES},
    **{f"lines, {locale}": lambda text, locale=locale: (lines.keep_together(text, load_locale(locale)), lines.whole_words(text), lines.shortened(text, 100, load_locale(locale))) for locale in LOCALES},
    **{f"hyphens, {locale}": lambda text, locale=locale: positions(text, load_locale(locale)) for locale in ("ru", "uz", "kk", "hy")},
    **{f"checks, {locale}": _check(locale, Syntax.PLAIN, source=False) for locale in LOCALES},
    "checks, source": _check("ru", Syntax.PLAIN, source=True),
}  # fmt: skip


def _seconds(scan: Callable[[str], object], piece: str, length: int, before: str, after: str) -> float:
    """The less of two times: the first may pay for what is loaded. The second text is another, since results are kept."""
    taken = math.inf
    for cut in range(2):
        if taken > ENOUGH:
            text = f"{before}{repeated(piece, length - cut)}{after}"
            begin = time.process_time()
            scan(text)
            taken = min(taken, time.process_time() - begin)
    return taken


@pytest.mark.parametrize("name", SCANS)
def test_every_scan_of_a_text_is_linear(name: str) -> None:
    """Eight times the text, at most about eight times the time, whatever sign it is made of."""
    scan = SCANS[name]
    slow = []
    for number, piece in enumerate(PIECES):
        for before, after in (("", ""), ("a", "b"))[number % 2 :]:
            long = _seconds(scan, piece, LARGE, before, after)
            if long > ENOUGH and long > MOST * _seconds(scan, piece, SMALL, before, after):
                slow.append((piece, before, after))
    assert slow == []
