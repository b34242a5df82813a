"""Whatever is done to a source, its catalogs lose nothing."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.catalog.align.align import Alignment
from toolkit.catalog.carry import EARLIER, earlier
from toolkit.catalog.model import FUZZY, Catalog, Message
from toolkit.catalog.typography import fold
from toolkit.catalog.update import build_template, new_catalog, update_catalog
from toolkit.sources.document import Block, Document, Kind, Meta, Segment

NOW = datetime.datetime(2026, 11, 21, 10, 0, tzinfo=datetime.UTC)
LATER = NOW + datetime.timedelta(days=1)
WORDS = ("libraries", "readers", "the", "of", "shelf", "law", "memory", "digital", "archive", "open", "week", "«all»")
SECTIONS = ("Introduction", "Actions", "Appendix")

Source = list[Segment]
Draw = Callable[..., Any]


def document(segments: Source) -> Document:
    """A document with these segments, each a block of its own."""
    blocks = tuple(Block(segment.kind, segment=segment) for segment in segments)
    return Document("doc", "sources/doc.md", Meta("", "en"), (), blocks, revision="0")


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)


@st.composite
def plain_segments(draw: st.DrawFn) -> Segment:
    """A heading or a paragraph as its author writes it; what it is called is settled by `named`."""
    kind = draw(st.sampled_from((Kind.HEADING, Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.ITEM)))
    return Segment("", draw(texts), kind, (draw(st.sampled_from(SECTIONS)), kind), 1, numbered=kind is Kind.ITEM)


def named(segments: Source) -> Source:
    """The segments with the ids that a source room proposes: given ones stay, items are numbered in order."""
    number, found = 0, []
    for segment in segments:
        if segment.numbered:
            number += 1
            found.append(replace(segment, id=f"rec-{number}"))
        elif segment.given:
            found.append(segment)
        else:
            found.append(replace(segment, id=f"{segment.where[0]}/{segment.kind}-{sum(segment.text.encode()) % 97}"))
    return found


sources = st.lists(plain_segments(), max_size=8).map(named)


def edit(draw: Draw, segments: Source) -> Source:
    """The source after one thing that an author does."""
    segments = list(segments)
    if not segments:
        return named([draw(plain_segments())])
    place = draw(st.integers(0, len(segments) - 1))
    one = segments[place]
    words = one.text.split()
    match draw(
        st.sampled_from(("insert", "delete", "word", "rewrite", "move", "split", "join", "double", "name", "dash"))
    ):
        case "insert":
            segments.insert(place, draw(plain_segments()))
        case "delete":
            del segments[place]
        case "word":
            words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(WORDS))
            segments[place] = replace(one, text=" ".join(words))
        case "rewrite":
            segments[place] = replace(one, text=draw(texts))
        case "move":
            segments.insert(draw(st.integers(0, len(segments) - 1)), segments.pop(place))
        case "split":
            half = len(words) // 2
            if half:
                rest = replace(one, text=" ".join(words[half:]), given=False)
                segments[place : place + 1] = [replace(one, text=" ".join(words[:half])), rest]
        case "join":
            if place + 1 < len(segments):
                segments[place] = replace(one, text=f"{one.text} {segments.pop(place + 1).text}")
        case "double":
            segments.insert(place, replace(one, given=False))
        case "name":
            if f"name-{place}" not in {segment.id for segment in segments}:
                segments[place] = replace(one, id=f"name-{place}", given=True, numbered=False)
        case "dash":
            segments[place] = replace(one, text=one.text.replace(" ", "\N{NO-BREAK SPACE}", 1))
    return named(segments)


def translate(draw: Draw, catalog: Catalog) -> Catalog:
    """The catalog after a translator has worked on some of it."""
    return replace(catalog, messages=tuple(_worked_on(draw, message) for message in catalog.messages))


def _worked_on(draw: Draw, message: Message) -> Message:
    if message.obsolete:
        return message
    work = draw(st.sampled_from(("", "", "translate", "draft", "machine", "stale", "review", "approve", "remark")))
    text = replace(message, msgstr=(draw(st.sampled_from(("да", "нет\\", "строка\nдве", f"перевод {message.msgid}"))),))
    match work:
        case "translate":
            return replace(text, flags=(), previous=None)
        case "draft":
            return replace(text, flags=(FUZZY,), previous=None)
        case "machine":
            origin = f"origin: machine/apertium, {text.digest}"
            return replace(text, flags=(FUZZY,), previous=None, comments=(*text.comments, origin))
        case "stale":
            flags = draw(st.sampled_from(((FUZZY,), ())))
            return replace(text, flags=flags, previous=None, comments=(*text.comments, "origin: machine/x, 01234567"))
        case "review":
            done = replace(text, flags=(), previous=None)
            return replace(done, comments=(*done.comments, f"reviewed: A. B., 2026-11-21, {done.digest}"))
        case "approve":
            return replace(message, flags=(), previous=None)
        case "remark":
            return replace(message, comments=(*message.comments, f"see {len(message.comments)}"))
    return message


def start(segments: Source) -> tuple[Catalog, Catalog]:
    """The first template of a source, and an empty catalog of it."""
    template, _ = build_template(document(segments), None, now=NOW)
    plural = "nplurals=2; plural=(n != 1);"
    return template, new_catalog(template, locale="ru", language="Russian", plural_forms=plural, team="", now=NOW)


def strings(catalog: Catalog) -> set[str]:
    """Every translation that is in a catalog, wherever it is kept."""
    entries = {text for message in catalog.messages for text in message.msgstr}
    notes = {comment for message in catalog.messages for comment in message.comments if comment.startswith(EARLIER)}
    return entries | notes


def is_kept(text: str, kept: set[str]) -> bool:
    """Whether a translation is among the strings of a catalog."""
    return not text or text in kept or set(earlier([text])) <= kept


def assert_lawful(before: Catalog, after: Catalog, template: Catalog) -> None:
    """Nothing is lost, nothing is doubled, and the live messages are the template's."""
    kept = strings(after)
    assert all(is_kept(text, kept) for text in strings(before))
    keys = [message.key for message in after.messages]
    assert len(keys) == len(set(keys))
    assert [message.key for message in after.live] == [message.key for message in template.live]
    assert [m.obsolete for m in after.messages] == sorted(m.obsolete for m in after.messages)
    remarks = {comment for message in before.messages for comment in message.comments if comment.startswith("see ")}
    assert remarks <= {comment for message in after.messages for comment in message.comments}


@settings(max_examples=300, deadline=None)
@given(st.data(), sources, st.booleans())
def test_no_translation_disappears_over_any_sequence_of_edits(
    data: st.DataObject, segments: Source, lazy: bool
) -> None:
    """Every msgstr ever written stays in the catalog, even if some updates of the ledger pass it by."""
    template, catalog = start(segments)
    for _ in range(data.draw(st.integers(1, 4))):
        catalog = translate(data.draw, catalog)
        segments = edit(data.draw, segments)
        template, alignment = build_template(document(segments), template, now=LATER)
        assert len(set(alignment.ids)) == len(segments)
        if lazy and data.draw(st.booleans()):
            continue
        cosmetic = data.draw(st.booleans())
        updated = update_catalog(catalog, template, alignment, cosmetic=cosmetic)
        assert_lawful(catalog, updated, template)
        catalog = updated
        again, same = build_template(document(segments), template, now=LATER + datetime.timedelta(days=1))
        assert again == template
        assert update_catalog(catalog, again, same, cosmetic=cosmetic) == catalog


@settings(max_examples=100, deadline=None)
@given(st.data(), sources)
def test_an_unchanged_source_changes_nothing(data: st.DataObject, segments: Source) -> None:
    """The template and the catalogs come out equal, so that no byte is written."""
    template, catalog = start(segments)
    again, alignment = build_template(document(segments), template, now=LATER)
    catalog = update_catalog(translate(data.draw, catalog), again, alignment)
    assert again == template
    assert alignment.gone == ()
    assert update_catalog(catalog, again, alignment) == catalog


@settings(max_examples=200, deadline=None)
@given(st.data(), sources)
def test_untouched_segments_keep_their_translation(data: st.DataObject, segments: Source) -> None:
    """A text that is there before and after, once, has the message that it had, whatever happens around it."""
    template, catalog = start(segments)
    catalog = replace(catalog, messages=tuple(replace(m, msgstr=(f"<{m.msgid}>",)) for m in catalog.messages))
    for _ in range(3):
        segments = edit(data.draw, segments)
    updated_template, alignment = build_template(document(segments), template, now=LATER)
    updated = update_catalog(catalog, updated_template, alignment)
    _assert_untouched_kept(template, updated, alignment)


def _assert_untouched_kept(template: Catalog, updated: Catalog, alignment: Alignment) -> None:
    """Texts that differ in typography alone count as one: which of them is the old one is anybody's guess."""
    before = Counter(fold(message.msgid) for message in template.messages)
    after = Counter(fold(message.msgid) for message in updated.live)
    old_texts = {message.msgid: message.msgctxt for message in template.messages}
    for message, continuation in zip(updated.live, alignment.continuations, strict=True):
        folded = fold(message.msgid)
        if message.msgid in old_texts and before[folded] == 1 == after[folded]:
            assert message.msgstr == (f"<{message.msgid}>",)
            assert not message.fuzzy
            assert continuation.old == (old_texts[message.msgid],)
