"""Every scan of a text is linear: what a translator, a machine or an enemy may write in one text at two lengths."""

from __future__ import annotations

import contextlib
import re
import tempfile
import time
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from toolkit.catalog import addresses, conflict, people, review, stamps, typography
from toolkit.catalog.align.align import align
from toolkit.catalog.model import Catalog, Message
from toolkit.catalog.po import format_po, parse_po
from toolkit.catalog.terms import Term, Termbase, read_terms
from toolkit.checks.model import Context
from toolkit.checks.run import check_message
from toolkit.collection.interface import plural_form
from toolkit.drafts.bitext.divide import divided
from toolkit.drafts.bitext.passages import Passage, passage_of
from toolkit.drafts.memory import shape
from toolkit.drafts.memory.score import Query
from toolkit.errors import ToolkitError
from toolkit.exchange.csv_table import read_csv
from toolkit.exchange.mail import read_post
from toolkit.exchange.po_patch import read_po_patch
from toolkit.exchange.tmx import Unit, read_tmx, write_tmx
from toolkit.language import inflection, numbers, texts
from toolkit.language.differences import differences
from toolkit.language.languages import other_language
from toolkit.language.letters import script_runs
from toolkit.language.locales import load_locale, stems
from toolkit.language.locales import typography as lines
from toolkit.language.locales.hyphenation import positions
from toolkit.language.locales.script import convert_script
from toolkit.language.meaning import meaning_changed
from toolkit.language.protect import BRACKETS, HTML, MARKS, XML, protect
from toolkit.language.renderings import alternatives
from toolkit.language.texts import Syntax
from toolkit.review.losses import losses
from toolkit.review.merge.catalogs import merge_versions
from toolkit.sources.document import Kind, Segment
from toolkit.sources.markdown import read_markdown
from toolkit.sources.published import without_comments

if TYPE_CHECKING:
    from collections.abc import Callable

LARGE = 8_000
"""Characters."""
MOST = 24
"""Eight times the length may take at most so many times the time: a square is 64, and what is linear keeps far below on a busy machine too."""
ENOUGH = 0.1
"""Seconds: what takes less for so many characters hangs nothing, and cannot be told from noise."""

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


def _source(text: str) -> None:
    """The text as a block of each kind, in a document that has a footnote, and in the front matter."""
    front = "---\ntitle: T\nlanguage: en\n---\n\n"
    for begin in (front, f"{front}## ", f"{front}- ", f"{front}> ", f"{front}| a |\n|---|\n| ", "---\ntitle: "):
        with contextlib.suppress(ToolkitError):
            read_markdown(f"{begin}{text}\n\nA.[^a]\n\n[^a]: B.\n".encode("utf-8", "replace"), "a.md", "a")


def _align(text: str) -> None:
    half = len(text) // 2
    old = (Message(text, "a"), Message(text[:half], "b"))
    new = (f"{text} c", f"{text[:half]}q", text[half:])
    align(old, [Segment(f"{n}", one, Kind.PARAGRAPH, ("A",), n) for n, one in enumerate(new)])


def _merge(text: str) -> None:
    base, ours, theirs = (
        Catalog((Message("a", "i", msgstr=(one,), comments=(one, f"reviewed: {one}")),))
        for one in ("b", text, f"{text}c")
    )
    merge_versions(base, ours, theirs)
    list(losses(ours, theirs))


def _passage(text: str) -> None:
    segment = Segment("a", text, Kind.PARAGRAPH, ("A",), 1)
    for locale in ("en", "hy"):
        one = passage_of(segment, load_locale(locale))
        for name in PASSAGE:
            getattr(one, name)
    divided(text, (len(text) // 2, len(text) // 2))


def _files(text: str) -> None:
    """What comes back, in the formats that are text themselves."""
    with tempfile.TemporaryDirectory() as folder:
        for read, name, content in (
            (read_csv, "a.csv", f"id,source,target\na,{text},{text}"),
            (read_po_patch, "a.po", f'msgid ""\nmsgstr "{text}"'),
            (read_post, "a.eml", f"Subject: {text}\n\n{text}\n> {text}"),
        ):
            path = Path(folder, name)
            path.write_bytes(content.encode("utf-8", "replace"))
            with contextlib.suppress(ToolkitError):
                read(path, name)


LONG = dict.fromkeys(("sources", "bitext", "checks, Markdown", "checks, source in Markdown"), 3_000)
"""What does much with each sign is tried with fewer."""
PASSAGE = [name for name, one in vars(Passage).items() if isinstance(one, cached_property)]
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
    "checks, Markdown": _check("uz", Syntax.MARKDOWN, source=False),
    "checks, source in Markdown": _check("ru", Syntax.MARKDOWN, source=True),
    "sources": _source,
    "comments of sources": without_comments,
    "differences": lambda text: (differences(text, f"{text}x"), meaning_changed(text, f"{text}x", language="en")),
    "inflection": lambda text: (inflection.stems(text, "ru"), inflection.inflected_families([text, f"{text}а"], "kk"), alternatives(text)),
    "align": _align,
    "merge": _merge,
    "bitext": _passage,
    "files that come back": _files,
}  # fmt: skip


def _seconds(scan: Callable[[str], object], text: str) -> float:
    begin = time.process_time()
    scan(text)
    return time.process_time() - begin


def _is_slow(scan: Callable[[str], object], piece: str, length: int, before: str, after: str) -> bool:
    """Whether a text of so many characters takes too long for an eighth of it, twice: the first may pay for what is loaded.

    Where the eighth is read so quickly that even a square of it is enough, it need not be tried; a cube would not be as
    quick, with less than an instruction a step. The second text is another, since results are kept.
    """
    enough = ENOUGH * (length / LARGE) ** 2
    for cut in range(2):
        short = _seconds(scan, f"{before}{repeated(piece, length // 8 - cut)}{after}")
        if short * 64 <= enough:
            return False
        long = _seconds(scan, f"{before}{repeated(piece, length - cut)}{after}")
        if long <= enough or long <= MOST * short:
            return False
    return True


@pytest.mark.parametrize("name", SCANS)
def test_every_scan_of_a_text_is_linear(name: str) -> None:
    """Eight times the text, at most about eight times the time, whatever sign it is made of."""
    scan, length = SCANS[name], LONG.get(name, LARGE)
    slow = []
    for number, piece in enumerate(PIECES):
        for before, after in (("", ""), ("a", "b"))[number % 2 :]:
            if _is_slow(scan, piece, length, before, after):
                slow.append((piece, before, after))
    assert slow == []


@pytest.mark.parametrize("name", ["sources", "texts"])
def test_what_takes_a_square_of_time_is_found(name: str) -> None:
    """With as many characters as that scan is tried with."""
    assert _is_slow(re.compile("b*?c").search, "b", LONG.get(name, LARGE), "", "")
    assert not _is_slow(re.compile("b+c?").search, "b", LONG.get(name, LARGE), "", "")
