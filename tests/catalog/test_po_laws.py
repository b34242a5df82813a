"""The laws of PO files: reading and writing are inverse, msgcat agrees byte for byte, no disguise loses anything."""

from __future__ import annotations

import random
import re
import subprocess
from dataclasses import replace
from functools import cache

import polib
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.commands import needs
from toolkit.catalog.model import Catalog, Message, Previous
from toolkit.catalog.po import format_po, parse_po

UTF_8 = ("Content-Type", "text/plain; charset=UTF-8")

# Letters of several scripts, all that has an escape, and what a careless reader takes for a line end.
LETTERS = st.sampled_from('aZ 09"\\\n\t\r\a\b\f\v#~|:,.=<>%[]жӯəԱʻé€\u00a0\u0085\u2028\u2068𝔸')
TEXTS = st.text(LETTERS, max_size=25)
NAMES = st.text(LETTERS, min_size=1, max_size=8)
LINES = st.text(st.sampled_from('aZ 09"\\\t#~|:,.=<жӯԱ\u2028𝔸'), max_size=12).filter(
    lambda line: not line.endswith("\\")  # a blank is added, see test_po.py
)
REFERENCES = st.from_regex(r"[a-zж][a-zж./_-]{0,30}(:[1-9][0-9]{0,4})?", fullmatch=True)
SPACED_REFERENCES = st.from_regex(r"[a-z]{1,5} [a-z ]{0,3}[a-z](:[1-9][0-9]?)?", fullmatch=True)
PREVIOUS = st.builds(Previous, msgid=TEXTS, msgctxt=st.none() | TEXTS, msgid_plural=st.none() | TEXTS)
# Made once: what is made for each example is examined for each.
TEXT_OR_NONE = st.none() | TEXTS
PREVIOUS_OR_NONE = st.none() | PREVIOUS
SINGLE, PLURALS = st.tuples(TEXTS), st.lists(TEXTS, min_size=1, max_size=4).map(tuple)
COMMENTS = st.lists(LINES, max_size=3).map(tuple)
REFERENCE_LISTS = {
    as_msgcat: st.lists(one, max_size=6, unique=True).map(tuple)
    for as_msgcat, one in ((True, REFERENCES), (False, REFERENCES | SPACED_REFERENCES))
}
WORKFLOWS = st.lists(st.sampled_from(("seen", "in work")), unique=True).map(tuple)
HEADER_NAMES = st.from_regex(r"X-[A-Za-z-]{1,12}", fullmatch=True)
HEADER_VALUES = st.text(st.sampled_from('abc ж"\\\t:;'), max_size=12)


@cache
def flags(*, known: bool) -> st.SearchStrategy[tuple[str, ...]]:
    """Flags in canonical order; those that gettext knows, or others too."""
    unknown = () if known else ("max-length: 30", "ж", "two words")
    groups = (("fuzzy",), ("c-format", "no-c-format"), ("python-brace-format",), ("range: 0..9",), ("no-wrap",), *(
        (flag,) for flag in unknown
    ))  # fmt: skip
    choices = st.tuples(*(st.sampled_from(("", *group)) for group in groups))
    return choices.map(lambda chosen: tuple(filter(None, chosen)))


@st.composite
def messages(draw: st.DrawFn, *, as_msgcat: bool) -> Message:
    """Any message; `as_msgcat`: without what msgcat loses or writes differently from one version to the next."""
    plural = draw(TEXT_OR_NONE)
    msgstr = draw(SINGLE if plural is None else PLURALS)
    obsolete = draw(st.booleans()) and not (as_msgcat and not msgstr[0])
    lost = {"fuzzy" if not msgstr[0] else "", "range: 0..9" if obsolete else ""} if as_msgcat else set()
    chosen = tuple(flag for flag in draw(flags(known=as_msgcat)) if flag not in lost)
    return Message(
        msgid=draw(NAMES),
        msgctxt=draw(TEXT_OR_NONE),
        msgid_plural=plural,
        msgstr=msgstr,
        comments=draw(COMMENTS),
        extracted=draw(COMMENTS),
        references=draw(REFERENCE_LISTS[as_msgcat]),
        flags=chosen,
        workflow=() if as_msgcat else draw(WORKFLOWS),
        previous=draw(PREVIOUS_OR_NONE),
        obsolete=obsolete,
    )


MESSAGE_LISTS = {
    as_msgcat: st.lists(messages(as_msgcat=as_msgcat), max_size=4, unique_by=lambda message: message.key)
    for as_msgcat in (True, False)
}
HEADERS = st.lists(st.tuples(HEADER_NAMES, HEADER_VALUES), max_size=3)
HEADER_COMMENTS = st.lists(LINES, max_size=2).map(tuple)


@st.composite
def catalogs(draw: st.DrawFn, *, as_msgcat: bool = False) -> Catalog:
    """Any catalog in canonical order with a header that names UTF-8."""
    found = draw(MESSAGE_LISTS[as_msgcat])
    headers = draw(HEADERS)
    header = Message(msgid="", comments=draw(HEADER_COMMENTS), flags=draw(flags(known=as_msgcat)))
    ordered = sorted(found, key=lambda message: message.obsolete)
    return Catalog(tuple(ordered), (*headers, UTF_8), header, "ru.po")


def msgcat(text: str, *options: str) -> str:
    """What msgcat prints for a text."""
    run = subprocess.run(
        ["msgcat", "--force-po", *options, "-"], input=text.encode(), capture_output=True, check=False, timeout=20
    )
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout.decode()


def disguised(text: str, seed: int, *, flags_apart: bool = True) -> bytes:
    """The same catalog as another tool might have written it; of several `#,` lines msgcat knows only the last."""
    chance = random.Random(seed)  # noqa: S311 -- the same in every run
    lines: list[str] = []
    for line in text.split("\n"):
        if not line and chance.random() < 0.5:
            continue
        lines += [line] if line.startswith("#,") and not flags_apart else _disguised_line(line, chance)
    return chance.choice(("", "\ufeff")).encode() + chance.choice(("\n", "\r\n", "\r")).join(lines).encode()


def _disguised_line(line: str, chance: random.Random) -> list[str]:
    if line.startswith(("#, ", "#= ", "#: ")) and "\u2068" not in line:
        between = " " if line[1] == ":" else ", "
        items = line[3:].split(between)
        cut = chance.randrange(len(items) + 1)
        return [line[:2] + chance.choice(("", " ", "\t ")) + between.join(part) for part in (items[:cut], items[cut:])]
    if line == "#" and chance.random() < 0.5:
        return ["# "]
    match = re.fullmatch(r'(#~\|?|#\||) ?(\w+(?:\[\d+\])?)? ?"(.*)"', line)
    if match is None or line.startswith("# "):
        return [line]
    mark, keyword, text = match[1], match[2] or "", match[3]
    pieces = re.findall(r"\\.|[^\\]+", text)
    cut = chance.randrange(len(pieces) + 1)
    parts = (pieces[:cut], pieces[cut:])
    halves = ["".join(_disguised_piece(piece, chance) for piece in part) for part in parts]
    blank = chance.choice(("", " ", " \t"))
    if chance.random() < 0.3:
        return [f'{mark}{blank}{keyword}{blank}"{halves[0]}"{blank}"{halves[1]}"{blank}']
    return [f'{mark}{blank}{keyword}{blank}"{halves[0]}"', mark, f'{blank if mark else ""}{mark} "{halves[1]}"{blank}']


def _disguised_piece(piece: str, chance: random.Random) -> str:
    if piece[0] == "\\" and chance.random() < 0.5:
        return {"\\n": r"\012", '\\"': r"\042", "\\\\": r"\134", "\\t": r"\011"}.get(piece, piece)
    if not piece.isascii() and chance.random() < 0.5:
        return "".join(f"\\{byte:03o}" for byte in piece.encode())
    return piece


@given(catalogs())
def test_reading_undoes_writing(catalog: Catalog) -> None:
    """Whatever a catalog holds, the file holds; and the file read is written as it was."""
    text = format_po(catalog)
    again = parse_po(text.encode(), "ru.po")
    assert again == catalog
    assert format_po(again) == text


@given(catalogs(), st.integers(0, 2**32))
def test_no_disguise_loses_anything(catalog: Catalog, seed: int) -> None:
    """Line ends, marks, free layout, broken strings and numeric escapes change nothing."""
    assert parse_po(disguised(format_po(catalog), seed), "ru.po") == catalog


@given(catalogs(as_msgcat=True))
def test_any_order_is_written_canonically(catalog: Catalog) -> None:
    """Known flags in any order and obsolete messages anywhere give the same file."""
    mixed = [replace(one, flags=one.flags[::-1]) for one in catalog.messages]
    mixed.sort(key=lambda message: not message.obsolete)
    assert format_po(replace(catalog, messages=tuple(mixed))) == format_po(catalog)


@needs("msgcat")
@settings(max_examples=60, deadline=None)
@given(catalogs(as_msgcat=True))
def test_msgcat_prints_the_same(catalog: Catalog) -> None:
    """The canonical form is what `msgcat --no-wrap` prints, byte for byte."""
    text = format_po(catalog)
    assert msgcat(text, "--no-wrap") == text


@needs("msgcat")
@settings(max_examples=40, deadline=None)
@given(catalogs(as_msgcat=True), st.integers(0, 2**32))
def test_msgcat_reads_the_same(catalog: Catalog, seed: int) -> None:
    """Rewrapped and disguised by msgcat itself, a catalog is still the same catalog."""
    text = format_po(catalog)
    assert parse_po(msgcat(text, "--width=40").encode(), "ru.po") == catalog
    messy = disguised(text, seed, flags_apart=False).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    assert msgcat(messy, "--no-wrap") == text


@given(catalogs(as_msgcat=True))
def test_polib_reads_the_same(catalog: Catalog) -> None:
    """An independent reader finds in our text the same messages, as far as its own rules let it."""
    # polib takes \v and the like for letters, splits lines at U+2028 and drops #~| lines
    odd = re.compile("[\a\b\f\v\r\u2028\u0085]")
    plain = [
        replace(one, previous=None, comments=(), extracted=())
        for one in catalog.messages
        if not odd.search("".join(filter(None, (one.msgctxt, one.msgid, one.msgid_plural, *one.msgstr))))
    ]
    text = format_po(Catalog(tuple(plain), (UTF_8,)))
    for message, entry in zip(plain, polib.pofile(text), strict=True):
        assert (message.msgid, message.msgctxt) == (entry.msgid, entry.msgctxt)
        assert (message.msgid_plural or "") == entry.msgid_plural
        assert message.msgstr == (tuple(entry.msgstr_plural.values()) if entry.msgstr_plural else (entry.msgstr,))
        assert list(message.flags) == entry.flags
        assert message.obsolete == bool(entry.obsolete)
