"""The front matter of a source: typed keys, each fault with its line."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from toolkit.errors import Diagnostic, ToolkitError
from toolkit.sources.markdown import parse_markdown

if TYPE_CHECKING:
    from toolkit.sources.document import Document


def parse(front: str) -> Document:
    return parse_markdown(f"---\n{front}\n---\n\nText.\n", "sources/doc.md", "doc")


def faults(front: str) -> list[tuple[int | None, str]]:
    """Line and message of everything that is wrong, of a front matter that is otherwise whole."""
    return [(one.location.line if one.location else None, one.message) for one in diagnostics(front)]


def diagnostics(front: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(ToolkitError) as caught:
        parse(f"title: Title\nlanguage: en\n{front}".rstrip("\n"))
    return caught.value.diagnostics


FULL = """\
title: 'A "quoted": title'
subtitle: >
  on two
  lines
date: 2023-04-20
place: Moscow
event: Forum
publishers:
  - First body
  - Second body
language: uz-Cyrl
kind: Report
version: 1.10
identifier: 10.1000/182
rights: All of them.
keywords: [libraries, law]
official: [ru, uz-Cyrl]"""


def test_every_key_has_its_type() -> None:
    """Texts are texts even where YAML sees a number, a date is a date, lists keep their order."""
    meta = parse(FULL).meta
    assert meta.title == 'A "quoted": title'
    assert meta.subtitle == "on two lines"
    assert meta.date == datetime.date(2023, 4, 20)
    assert (meta.place, meta.event, meta.kind, meta.rights) == ("Moscow", "Forum", "Report", "All of them.")
    assert meta.publishers == ("First body", "Second body")
    assert meta.keywords == ("libraries", "law")
    assert meta.official == ("ru", "uz-Cyrl")
    assert meta.language == "uz-Cyrl"
    assert (meta.version, meta.identifier) == ("1.10", "10.1000/182")


def test_what_readers_see_is_translated() -> None:
    """Each visible text is a segment named after its key, at its own line; version and identifier are not."""
    found = {segment.id: (segment.text, segment.line) for segment in parse(FULL).front}
    assert list(found) == [
        "meta/title",
        "meta/subtitle",
        "meta/place",
        "meta/event",
        "meta/publisher-1",
        "meta/publisher-2",
        "meta/kind",
        "meta/rights",
        "meta/keyword-1",
        "meta/keyword-2",
    ]
    assert found["meta/publisher-2"] == ("Second body", 11)
    assert found["meta/title"][1] == 2


@pytest.mark.parametrize("word", ["yes", "no", "null-ish", "1", "2023-04-20", "3.14", "0x10", "!note x"])
def test_a_text_is_never_converted(word: str) -> None:
    """What YAML would read as a truth value, a number or a date stays the text that was written."""
    assert parse(f"title: {word}\nlanguage: en").meta.title == word.removeprefix("!note ")


@pytest.mark.parametrize(
    ("front", "line", "message"),
    [
        ("titel: x", 4, "unknown key in the front matter: titel"),
        ("title: Again", 4, "title is given twice"),
        ("subtitle:", 4, "subtitle is empty"),
        ("subtitle: ''", 4, "subtitle is empty"),
        ("subtitle: [a]", 4, "subtitle must be a text"),
        ("subtitle: {a: b}", 4, "subtitle must be a text"),
        ("publishers: Body", 4, "publishers must be a list"),
        ("publishers:\n  - Body\n  -", 6, "an item of publishers is empty"),
        ("official: ru", 4, "official must be a list of language tags"),
        ("official: [ru, Russian!]", 4, "an item of official is not a language tag: 'Russian!'"),
        ("keywords: [a, [b]]", 4, "an item of keywords must be a text"),
        ("date: 20 April 2023", 4, "date is not a date: '20 April 2023'"),
        ("date: 2023-02-30", 4, "date is not a date: '2023-02-30'"),
        ("date: 2023-W16-4", 4, "date is not a date: '2023-W16-4'"),
        ("date: 20230420", 4, "date is not a date: '20230420'"),
        ("date:", 4, "date is empty"),
        ("? [a]\n: b", 4, "a key of the front matter must be a word"),
        ("<<: {rights: x}", 4, "unknown key in the front matter: <<"),
        ("rights: !!python/object/apply:os.system [ls]", 4, "rights must be a text"),
        ("keywords: &a [*a]", 4, "an item of keywords must be a text"),
    ],
)
def test_a_wrong_key_is_one_error_with_its_line(front: str, line: int, message: str) -> None:
    """Unknown, doubled, empty and wrongly typed keys are told where they stand."""
    assert faults(front) == [(line, message)]


def test_a_misspelt_key_is_recognized() -> None:
    """The hint names the key that was probably meant."""
    assert diagnostics("publisher: x")[0].hint == "did you mean publishers?"


@pytest.mark.parametrize("tag", ["en", "uz-Cyrl", "pt-BR", "es-419", "zh-Hant-TW", "kaa"])
def test_a_language_tag_is_taken(tag: str) -> None:
    """Language, script and region as BCP 47 writes them."""
    assert parse(f"title: T\nlanguage: {tag}").meta.language == tag


@pytest.mark.parametrize("tag", ["en_US", "English", "e", "uz-cyrillic", "en-", '"><script>'])
def test_what_is_no_language_tag_is_refused(tag: str) -> None:
    """Anything but a tag is one error at its line."""
    with pytest.raises(ToolkitError) as caught:
        parse(f"title: T\nlanguage: '{tag}'")
    (one,) = caught.value.diagnostics
    assert str(one).startswith("sources/doc.md:3: error: language is not a language tag")


@pytest.mark.parametrize(("front", "missing"), [("language: en", "title"), ("title: T", "language")])
def test_a_missing_key_is_an_error(front: str, missing: str) -> None:
    """Title and language must be there."""
    with pytest.raises(ToolkitError) as caught:
        parse(front)
    assert [one.message for one in caught.value.diagnostics] == [f"{missing} is missing in the front matter"]


@pytest.mark.parametrize("text", ["", "Text.\n", "---\ntitle: T\n\nText.\n", " ---\ntitle: T\n---\n"])
def test_a_source_without_front_matter_is_one_error(text: str) -> None:
    """The head must begin in the first line and end."""
    with pytest.raises(ToolkitError) as caught:
        parse_markdown(text, "doc.md", "doc")
    assert [one.message for one in caught.value.diagnostics] == ["the front matter is missing"]


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("title: a: b", 2),
        ("title: T\nlanguage: 'en", 3),
        ("title: T\n\tlanguage: en", 3),
        ("- title", 2),
        ("title", 2),
        ("title: *nobody", 2),
        (f"title: {'[' * 5000}", 2),
    ],
)
def test_what_is_not_yaml_is_one_error_with_its_line(front: str, line: int) -> None:
    """One fault is told, not the keys that could not be read because of it."""
    with pytest.raises(ToolkitError) as caught:
        parse(front)
    (one,) = caught.value.diagnostics
    assert one.location is not None
    assert one.location.line is not None
    assert line <= one.location.line <= line + 1
    assert one.code == "front-matter"


def test_an_alias_is_the_text_it_stands_for() -> None:
    """YAML's references are read."""
    assert parse("title: &name T\nlanguage: en\nsubtitle: *name").meta.subtitle == "T"


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    """References of references are not unfolded: each is an error where a text should stand."""
    layers = "\n".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]" for n in range(1, 12))
    found = faults(f"x0: &x0 [lol]\n{layers}\nkeywords: [*x11, *x11]")
    assert [message for _, message in found[-2:]] == ["an item of keywords must be a text"] * 2
    assert len(found) == 14


def test_all_faults_are_told_at_once() -> None:
    """Front matter and body are both read to the end before anything stops."""
    with pytest.raises(ToolkitError) as caught:
        parse_markdown("---\ntitle: T\nlanguage: en\ndate: x\ncolour: y\n---\n\n{.nope}\nText.\n", "doc.md", "doc")
    lines = [one.location.line for one in caught.value.diagnostics if one.location]
    assert lines == [4, 5, 9]


@pytest.mark.parametrize(
    "head",
    [
        'title: "a\\0b"\nlanguage: en',
        'title: "a\\uFFFEb"\nlanguage: en',
        'title: T\nlanguage: en\nkeywords: ["a\\u202Eb"]',
        "title: T\nlanguage: en\n? [[a]]\n: b",
        "title: T\nlanguage: en\ndate: " + "9" * 5000,
        "a: &a [x, x]\n"
        + "".join(f"b{n}: &b{n} [*{'a' if n == 0 else f'b{n - 1}'}] \n" for n in range(40))
        + "? *b39\n: x",
        "title: T\nlanguage: " + "[" * 3000,
        "title: T\nkeywords: " + "[" * 1500 + "]" * 1500,
        "? " * 2000 + "a",
        "- " * 5000,
        "title: T\nlanguage: en\nbase: javascript:x",
    ],
)
def test_hostile_front_matter_is_refused_in_words(head: str) -> None:
    """Signs that no catalog can hold, lists without end, bombs of aliases, numbers of thousands of digits."""
    with pytest.raises(ToolkitError) as caught:
        parse_markdown(f"---\n{head}\n---\n\nText.\n", "sources/doc.md", "doc")
    for one in caught.value.diagnostics:
        assert one.location
        assert one.location.line
        assert "\n" not in one.message
        assert len(one.message) < 200
