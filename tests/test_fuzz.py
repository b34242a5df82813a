"""Thousands of damaged sources and catalogs: refused in words or read, never a traceback, never a lost message."""

from __future__ import annotations

import datetime
import os
import random
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from toolkit.catalog.model import Catalog, State
from toolkit.catalog.po import format_po, parse_po
from toolkit.catalog.update import build_template, update_catalog
from toolkit.collection.localize import Link, localize
from toolkit.editions.markup import Markup
from toolkit.errors import ToolkitError
from toolkit.sources.markdown import read_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.catalog.align.align import Alignment
    from toolkit.sources.document import Document

Read = TypeVar("Read")
ROOT = Path(__file__).parents[1]
NAMES = ("cis-2023", "alma-2019")
SEEDS = range(17 if os.environ.get("FUZZ") else 4)
"""`make fuzz` tries over 10,000 catalogs and 4,000 sources, the suite a share."""
NOW = datetime.datetime(2026, 11, 21, tzinfo=datetime.UTC)
HOSTILE = (
    b"<script>alert(1)</script>",
    b"[x](javascript:alert(1))",
    b"![x](file:///etc/passwd)",
    b"![x](../../secret.png)",
    b"{#meta/title}",
    b"{#x .recommendations}\n",
    b"\n---\n",
    b"\n```\n",
    b"[^1]: note\n",
    b"> " * 40,
    b"- " * 30,
    b"*" * 60,
    b"[" * 60,
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    "\u2028\u202e\u0085".encode(),
    b"\r",
    b"\\",
    b'"',
    b'\nmsgid "x"\n',
    b'\nmsgstr[7] "x"\n',
    b'\n#~ msgid "old"\n#~ msgstr "x"\n',
    b"\n#, fuzzy, c-format\n",
    b'\n#| msgid "before"\n',
    b"\n<<<<<<< ours\n",
    b'"Content-Type: text/plain; charset=UTF-7\\n"\n',
    b'"Plural-Forms: nplurals=9999999; plural=n/0;\\n"\n',
    b"\nlanguage: xx\n",
    b"\ndate: 2023-99-99\n",
    b"\n? {a: [b, *c]}\n",
)


def mutant(data: bytes, dice: random.Random) -> bytes:
    """The data with one to four damages."""
    for _ in range(dice.randint(1, 4)):
        data = dice.choice(DAMAGES)(data, dice)
    return data


def flip(data: bytes, dice: random.Random) -> bytes:
    if not data:
        return data
    place = dice.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << dice.randrange(8)]) + data[place + 1 :]


def cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def insert(data: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(data) + 1)
    return data[:place] + dice.choice(HOSTILE) + data[place:]


def lines(data: bytes, dice: random.Random) -> bytes:
    """One line deleted, doubled, or two exchanged."""
    found = data.split(b"\n")
    one, two = dice.randrange(len(found)), dice.randrange(len(found))
    match dice.randrange(3):
        case 0:
            del found[one]
        case 1:
            found.insert(two, found[one])
        case _:
            found[one], found[two] = found[two], found[one]
    return b"\n".join(found)


DAMAGES = (flip, insert, insert, lines, lines, lines)
"""Truncation stands apart: after it little is left to be damaged."""


def shortened(data: bytes, dice: random.Random, keep: int, entries: bytes) -> bytes:
    """The head and some consecutive entries: mutants of a piece are as telling, and many more fit in a second."""
    head, *rest = data.split(entries)
    begin = dice.randrange(max(1, len(rest) - keep))
    return entries.join([head, *rest[begin : begin + keep]])


@cache
def source(name: str) -> bytes:
    return (ROOT / "sources" / f"{name}.md").read_bytes()


@cache
def catalog(name: str) -> bytes:
    return (ROOT / "i18n" / "ru" / f"{name}.po").read_bytes()


@cache
def template(name: str) -> tuple[Document, Catalog, Alignment]:
    document = read_markdown(source(name), f"sources/{name}.md", name)
    ledger, _ = build_template(document, None, now=NOW)
    again, alignment = build_template(document, ledger, now=NOW)
    return document.with_ids(alignment.ids), again, alignment


def outcome(read: Callable[[], Read]) -> Read | ToolkitError:
    """What was read, or the errors."""
    try:
        return read()
    except ToolkitError as error:
        return error


def translations(found: Catalog) -> set[str]:
    return {text for one in found.messages for text in one.msgstr if text}


def show(document: Document, found: Catalog | None) -> None:
    """Localizes the document and makes its HTML."""
    chain = (Link("ru", found, State.DRAFT),) if found else ()
    localized = localize(document, "ru", chain)
    body = Markup(localized, picture=lambda name: None, target=lambda name: name, after=lambda name: "").body()
    assert "<script" not in body.lower()
    assert 'href="javascript' not in body
    assert 'src="' not in body


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", SEEDS)
def test_mutants_of_catalogs(name: str, seed: int) -> None:
    """A damaged catalog is refused with errors, or every message that it has outlives an update and a writing."""
    dice = random.Random(f"{name} {seed}")  # noqa: S311
    document, target, alignment = template(name)
    read = 0
    for number in range(300):
        data = mutant(shortened(catalog(name), dice, 25, b"\n\n"), dice)
        if number % 10 == 0:
            data = cut(data, dice)
        found = outcome(partial(parse_po, data, "ru.po"))
        if isinstance(found, ToolkitError):
            assert all(one.location for one in found.diagnostics)
            continue
        read += 1
        updated = update_catalog(found, target, alignment)
        text = format_po(updated)
        kept = parse_po(text.encode(), "ru.po")
        everything = translations(kept) | {line for one in kept.messages for line in one.comments}
        for lost in translations(found) - everything:
            assert any(lost.split("\n")[0] in line for line in everything), lost
        if number % 20 == 0:
            assert update_catalog(kept, target, alignment) == kept
            show(document, kept)
    assert read > 30


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", SEEDS)
def test_mutants_of_sources(name: str, seed: int) -> None:
    """A damaged source is refused with errors, each with its file, or the Russian translation of it is kept and shown."""
    dice = random.Random(f"{name} {seed}")  # noqa: S311
    _, ledger, _ = template(name)
    russian = parse_po(catalog(name), "ru.po")
    read = 0
    for number in range(120):
        data = mutant(shortened(source(name), dice, 12, b"\n\n"), dice)
        if number % 10 == 0:
            data = cut(data, dice)
        document = outcome(partial(read_markdown, data, "sources/x.md", "x"))
        if isinstance(document, ToolkitError):
            assert all(one.location and one.location.path == "sources/x.md" for one in document.diagnostics)
            continue
        read += 1
        show(document, None)
        if number % 6:
            continue
        target, alignment = build_template(document, ledger, now=NOW)
        updated = update_catalog(russian, target, alignment)
        format_po(updated)
        assert translations(russian) <= translations(updated) | {
            line for one in updated.messages for line in one.comments
        }
        show(document.with_ids(alignment.ids), updated)
    assert read > 10
