"""Markdown to `Document`: blocks, segments with their ids and places, and every fault with its line."""

from __future__ import annotations

import hashlib

import pytest

from toolkit.errors import Diagnostic, ToolkitError
from toolkit.sources.document import Block, Document, Kind, Role, Segment
from toolkit.sources.markdown import parse_markdown, read_markdown
from toolkit.sources.unwrap import unwrap

HEAD = "---\ntitle: Title\nlanguage: en\n---\n"
FIRST = 5
"""Line of the body's first line in the file."""


def parse(body: str) -> Document:
    return parse_markdown(HEAD + body, "sources/doc.md", "doc")


def texts(body: str) -> list[Segment]:
    return list(parse(body).segments[1:])


def ids(body: str) -> list[str]:
    return [segment.id for segment in texts(body)]


def faults(body: str) -> list[Diagnostic]:
    with pytest.raises(ToolkitError) as caught:
        parse(body)
    return list(caught.value.diagnostics)


def only_fault(body: str) -> tuple[int | None, str, str]:
    """Line in the body, code and message of the one thing that is wrong."""
    (one,) = faults(body)
    assert one.location is not None
    assert one.location.path == "sources/doc.md"
    assert one.hint
    return (one.location.line or 0) - FIRST + 1, one.code, one.message


def short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


class TestIds:
    """A segment's id: given, by role and number, or by hash."""

    def test_a_given_id_is_kept(self) -> None:
        """`{#id}` above a heading or a paragraph names its segment."""
        first, second = texts("{#intro}\n## Introduction\n\n{#p-1_a}\nText.\n")
        assert (first.id, first.given, first.named) == ("intro", True, True)
        assert (second.id, second.given) == ("p-1_a", True)

    def test_recommendations_are_numbered(self) -> None:
        """The items of a `.recommendations` list are `rec-<number>`, as the list counts."""
        found = texts("{.recommendations}\n6. Six\n7. Seven\n")
        assert [one.id for one in found] == ["rec-6", "rec-7"]
        assert all(one.numbered and not one.given for one in found)

    def test_a_list_with_an_id_gives_its_items_their_prefix(self) -> None:
        """A second list of recommendations is cited under its own name."""
        assert ids("{#app-rec .recommendations}\n1. One\n2. Two\n") == ["app-rec-1", "app-rec-2"]

    def test_a_numbered_list_with_an_id_needs_no_role(self) -> None:
        """An id alone numbers the items too; of a bulleted list it names only the list."""
        assert ids("{#key .question}\n1. One\n2. Two\n") == ["key-1", "key-2"]
        assert ids("{#key}\n- One\n") == [f"item-{short_hash('One')}"]

    def test_an_id_within_a_numbered_list_goes_first(self) -> None:
        """An item may be named by itself."""
        assert ids("{#l}\n1. {#own}\n   One\n2. Two\n") == ["own", "l-2"]

    def test_the_rest_is_named_by_section_kind_and_hash(self) -> None:
        """`<section>/<kind>-<hash>`, the section being the id of the heading above."""
        found = texts("Before.\n\n{#intro}\n## Introduction\n\nText.\n\n- One\n\n### Below\n\nText.\n")
        below = f"intro/heading-{short_hash('Below')}"
        assert [one.id for one in found] == [
            f"paragraph-{short_hash('Before.')}",
            "intro",
            f"intro/paragraph-{short_hash('Text.')}",
            f"intro/item-{short_hash('One')}",
            below,
            f"{below.removeprefix('intro/')}/paragraph-{short_hash('Text.')}",
        ]
        assert not found[0].named

    def test_a_footnote_is_named_by_its_label(self) -> None:
        """Its first text is `note-<label>`."""
        assert ids("Text[^a].\n\n[^a]: Note.\n")[1] == "note-a"

    def test_an_id_of_a_block_without_text_is_its_anchor(self) -> None:
        """A list, quotation, table or code may be named though it has no segment of its own."""
        blocks = parse("{#l}\n- a\n\n{#q}\n> b\n\n{#t}\n| c |\n|---|\n\n{#c}\n```\nd\n```\n").blocks
        assert [block.id for block in blocks] == ["l", "q", "t", "c"]


class TestRoles:
    """`{.role}` says what a block means."""

    @pytest.mark.parametrize("role", list(Role))
    def test_a_role_is_kept(self, role: Role) -> None:
        """Every role may stand above a list."""
        (block,) = parse(f"{{.{role}}}\n1. One\n").blocks
        assert block.role is role

    def test_a_paragraph_may_have_one(self) -> None:
        """A note, say."""
        assert parse("{#n .note}\nText.\n").blocks[0].role is Role.NOTE

    def test_quoted_attributes_are_the_same(self) -> None:
        """`class="note"` is `.note`."""
        assert parse('{class="note" id="n"}\nText.\n').blocks[0].role is Role.NOTE


class TestWhere:
    """Where a segment stands, in words."""

    def test_headings_lead_to_the_place(self) -> None:
        """Outermost first, then what it is; paragraphs are counted from their heading on."""
        found = texts("## A *b*\n\nx\n\ny\n\n### C\n\nz\n\n## D\n\nw\n")
        assert [one.where for one in found] == [
            ("heading",),
            ("A b", "paragraph 1"),
            ("A b", "paragraph 2"),
            ("A b", "heading"),
            ("A b", "C", "paragraph 1"),
            ("heading",),
            ("D", "paragraph 1"),
        ]

    def test_a_heading_is_named_without_the_marks_of_its_notes(self) -> None:
        """Translators are told where they are, not what is annotated."""
        found = texts("## Aims[^n] of all\n\nx\n\n[^n]: e\n")
        assert found[1].where == ("Aims of all", "paragraph 1")

    def test_items_are_counted(self) -> None:
        """Nested lists count for themselves."""
        found = texts("- a\n  - b\n  - c\n- d\n\n  e\n")
        assert [one.where[-1] for one in found] == [
            "item 1 of 2",
            "item 1 of 2",
            "item 2 of 2",
            "item 2 of 2",
            "item 2 of 2, continued",
        ]

    def test_cells_and_notes_are_placed(self) -> None:
        """By row and column, by the footnote's name."""
        found = texts("| a | b |\n|---|---|\n| c[^n] | d |\n\n[^n]: e\n")
        assert [one.where[-1] for one in found] == [
            "table, row 1, column 1",
            "table, row 1, column 2",
            "table, row 2, column 1",
            "table, row 2, column 2",
            "footnote n",
        ]

    def test_a_long_heading_is_shortened(self) -> None:
        """At a word's end, so that a translator's screen is not filled."""
        (_, text) = texts(f"## {'word ' * 30}\n\nx\n")
        assert len(text.where[0]) < 60
        assert text.where[0].endswith("word …")

    def test_lines_are_those_of_the_file(self) -> None:
        """Attribute lines do not count as the text's beginning."""
        found = texts("\n{#a}\n## A\n\nb\nb\n\n- c\n- d\n\n| e |\n|---|\n| f |\n")
        assert [one.line - FIRST + 1 for one in found] == [3, 5, 8, 9, 11, 13]


class TestBlocks:
    """The tree that the editions walk."""

    def test_heading_levels_begin_with_two(self) -> None:
        """The title is level 1; whatever the author begins with, the sections begin with 2."""
        assert [block.level for block in parse("# A\n\n## B\n\n### C\n").blocks] == [2, 3, 4]
        assert [block.level for block in parse("### A\n\n#### B\n").blocks] == [2, 3]
        assert [block.level for block in parse("A\n=\n\nB\n-\n").blocks] == [2, 3]

    def test_lists_nest(self) -> None:
        """Items hold paragraphs and lists."""
        (outer,) = parse("1. a\n\n   b\n2. c\n   - d\n").blocks
        assert (outer.ordered, outer.start) == (True, 1)
        first, second = outer.children
        assert [block.kind for block in first.children] == [Kind.PARAGRAPH, Kind.PARAGRAPH]
        inner = second.children[1]
        assert (inner.kind, inner.ordered) == (Kind.LIST, False)

    def test_a_list_keeps_its_first_number(self) -> None:
        """A track's list goes on where the one before ended."""
        assert parse("6. a\n7. b\n").blocks[0].start == 6

    @pytest.mark.parametrize(
        ("body", "tight"),
        [
            ("- a\n- b\n", [True]),
            ("- a\n\n- b\n", [False]),
            ("- a\n\n  - b\n  - c\n\n- d\n", [False, True]),
            ("- a\n  - b\n\n  - c\n- d\n", [True, False]),
        ],
    )
    def test_a_list_is_tight_by_itself(self, body: str, tight: list[bool]) -> None:
        """Blank lines between the items count, not those of the lists within."""
        assert [block.tight for block in parse(body).walk() if block.kind is Kind.LIST] == tight

    def test_a_table_has_rows_of_cells(self) -> None:
        """The first row is the head; columns have a direction; an empty cell has no segment."""
        (table,) = parse("| a | b |\n|:-:|--:|\n| c |   |\n").blocks
        head, row = table.children
        assert (head.header, row.header) == (True, False)
        assert [cell.align for cell in row.children] == ["center", "right"]
        assert [cell.segment.text if cell.segment else None for cell in row.children] == ["c", None]

    def test_code_is_verbatim(self) -> None:
        """Code is never translated: it has no segment."""
        document = parse("```python\nx = '<b>'\n```\n\n    y\n")
        assert [block.literal for block in document.blocks] == ["x = '<b>'\n", "y\n"]
        assert len(document.segments) == 1

    def test_quotes_and_rules_are_kept(self) -> None:
        """A quotation holds blocks; a rule holds nothing."""
        quote, rule = parse("> a\n>\n> - b\n\n***\n").blocks
        assert [block.kind for block in quote.children] == [Kind.PARAGRAPH, Kind.LIST]
        assert rule.kind is Kind.RULE

    @pytest.mark.parametrize(
        "body",
        ["x[^b] y[^a]\n\n[^a]: A\n\n[^b]: B\n", "> x[^b]\n>\n> [^b]: B\n\ny[^a]\n\n- z\n\n  [^a]: A\n"],
    )
    def test_footnotes_stand_at_the_end(self, body: str) -> None:
        """In the order of their first mention, wherever they were written."""
        notes = parse(body).blocks[-1]
        assert notes.kind is Kind.FOOTNOTES
        assert [note.id for note in notes.children] == ["b", "a"]

    def test_escaped_html_is_text(self) -> None:
        """Tags that are meant to be read are words like others."""
        assert [one.text for one in texts("\\<div>\n`<b>`x&lt;/b>\n")] == ["\\<div> `<b>`x&lt;/b>"]

    def test_references_are_kept_for_translations(self) -> None:
        """Definitions are no text; labels compare as CommonMark says."""
        document = parse('See [the Text][Label].\n\n[label]: https://example.org/ "Title"\n')
        assert document.references == (("LABEL", "https://example.org/", "Title"),)
        assert [one.text for one in document.segments[1:]] == ["See [the Text][Label]."]

    def test_the_revision_tells_texts_apart(self) -> None:
        """The same text has the same revision whatever its line ends are; another text has another."""
        assert parse("a\n").revision == read_markdown((HEAD + "a\n").replace("\n", "\r\n").encode(), "", "").revision
        assert parse("a\n").revision != parse("b\n").revision

    def test_a_document_may_be_in_any_language(self) -> None:
        """The front matter says in which one."""
        document = parse_markdown("---\ntitle: Заголовок\nlanguage: ru\n---\n\nТекст.\n", "d.md", "d")
        assert document.meta.language == "ru"
        assert [one.text for one in document.segments] == ["Заголовок", "Текст."]


class TestUnwrapping:
    """A segment's text is one line."""

    @pytest.mark.parametrize(
        ("body", "text"),
        [
            ("a\nb\n   c\n", "a b c"),
            ("a \nb\n", "a b"),
            ("a  \nb\n", "a\\\nb"),
            ("a\\\nb\n", "a\\\nb"),
            ("a\\\\\nb\n", "a\\\\ b"),
            ("*a\nb* [c\nd](https://example.org/)\n", "*a b* [c d](https://example.org/)"),
            ("`a\nb`\n", "`a b`"),
            ("> a\n> b\nc\n", "a b c"),
            ("- a\n  b\n", "a b"),
        ],
    )
    def test_soft_breaks_are_blanks_and_hard_ones_stay(self, body: str, text: str) -> None:
        """However the author wrapped the lines, the translator meets the same text."""
        assert [one.text for one in texts(body)] == [text]

    def test_what_unwrapping_would_change_stays(self) -> None:
        """A hard break's sign within code is no break."""
        assert unwrap("`a\\\nb`") == "`a\\\nb`"
        assert unwrap("a") == "a"


class TestFiles:
    """What editors do to files."""

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_every_line_end_is_read(self, end: str) -> None:
        """Windows', Unix' and old Mac's give the same document."""
        data = (HEAD + "## A\n\nb\nc\n").replace("\n", end).encode()
        assert [one.text for one in read_markdown(data, "d.md", "d").segments] == ["Title", "A", "b c"]

    def test_a_byte_order_mark_is_no_text(self) -> None:
        """Windows' editors put one before the text."""
        assert read_markdown(b"\xef\xbb\xbf" + HEAD.encode(), "d.md", "d").meta.title == "Title"

    def test_another_encoding_is_an_error_with_its_line(self) -> None:
        """The first byte that is not UTF-8 is found."""
        with pytest.raises(ToolkitError) as caught:
            read_markdown((HEAD + "\nТекст\n").encode("cp1251"), "sources/d.md", "d")
        assert str(caught.value).startswith("sources/d.md:6: error: the source is not UTF-8 [encoding]")

    @pytest.mark.parametrize("sign", ["\x00", "\x01", "\x0b", "\x1b", "\x7f", "\uffff"])
    def test_a_control_character_is_an_error_with_its_line(self, sign: str) -> None:
        """No format of an edition can hold it."""
        line, code, message = only_fault(f"a\n\nb{sign}c\n")
        assert (line, code) == (3, "control-character")
        assert f"U+{ord(sign):04X}" in message


class TestFaults:
    """Each fault is told once, with its line and what to do."""

    @pytest.mark.parametrize(
        ("body", "line", "code"),
        [
            ("a\n{#x}\nb\n", 1, "attributes"),
            ("{#x\na\n", 1, "attributes"),
            ("a\n\n{#x}\n", 3, "attributes"),
            ("a\n\n{#x}\n***\n\nb\n", 3, "attributes"),
            ("> a\n>\n> {#x}\n\nb\n", 3, "attributes"),
            ("{#x lang=ru}\na\n", 2, "attributes"),
            ("{start=3}\n1. a\n", 2, "attributes"),
            ("{start=x}\n1. a\n", 2, "attributes"),
            ("{onclick=evil}\na\n", 2, "attributes"),
            ("{#1x}\na\n", 2, "id"),
            ("{#ж}\na\n", 2, "id"),
            ("{#content}\na\n", 2, "id"),
            ("{.nope}\na\n", 2, "role"),
            ("{.note .question}\na\n", 2, "role"),
            ("{.recommendations}\n- a\n", 2, "role"),
            ("a\n\n##\n\nb\n", 3, "heading"),
            ("a[^1]\n\n[^1]: b\n\n[^1]: c\n", 5, "footnote"),
            ("a\n\n[^1]: b\n", 3, "footnote"),
            ("a[^x.y!]\n\n[^x.y!]: b\n", 3, "footnote"),
            (f"{'>' * 30} a\n", 1, "nesting"),
            (f"a\n\n{''.join('  ' * depth + '- a' + chr(10) for depth in range(12))}", 12, "nesting"),
        ],
    )
    def test_a_fault_has_its_line(self, body: str, line: int, code: str) -> None:
        """Where it stands, under its stable name."""
        assert only_fault(body)[:2] == (line, code)

    @pytest.mark.parametrize(
        "body",
        [
            "{#a}\na\n\n{#a}\nb\n",
            "{#a}\n- a\n\n{#a}\nb\n",
            "{.recommendations}\n1. a\n\nx\n\n{.recommendations}\n1. b\n",
            "{#rec-1}\na\n\n{.recommendations}\n1. b\n",
            "{#ref-1}\na[^1]\n\n[^1]: b\n",
            "{#note-1}\na[^1]\n\n[^1]: b\n",
        ],
    )
    def test_an_id_given_twice_names_both_lines(self, body: str) -> None:
        """Given ids, numbered ids and the anchors of footnotes are one set of names."""
        found = faults(body)
        assert [one.code for one in found][:1] == ["duplicate-id"]
        assert found[0].detail.startswith("the first is in line ")

    @pytest.mark.parametrize(
        "target",
        [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "other.html",
            "ftp://example.org/",
            "&#106;avascript:alert(1)",
        ],
    )
    @pytest.mark.parametrize("form", ["a [b]({})\n", "[b][r]\n\n[r]: {}\n"])
    def test_an_unsafe_link_is_an_error_with_its_line(self, form: str, target: str) -> None:
        """The author may link to the web, a mailbox, a place in the document, or another document."""
        assert only_fault("x\n\n" + form.replace("{}", target))[:2] == (3, "link-target")

    @pytest.mark.parametrize(
        "target", ["https://example.org/a?b#c", "http://пример.рф/", "mailto:a@example.org", "#rec-7", "other.md#rec-7"]
    )
    def test_a_safe_link_is_none(self, target: str) -> None:
        """These are what sources link to."""
        assert [one.text for one in texts(f"[a]({target})\n")] == [f"[a]({target})"]

    @pytest.mark.parametrize(
        "source", ["https://example.org/a.png", "//example.org/a.png", "../a.png", "/a.png", "data:image/png;base64,AA"]
    )
    def test_a_picture_from_elsewhere_is_an_error(self, source: str) -> None:
        """An edition holds only pictures that lie with its source."""
        assert only_fault(f"x\n\n![a]({source})\n")[:2] == (3, "picture")

    def test_a_picture_of_the_sources_is_none(self) -> None:
        """Named from the folder of the sources."""
        assert len(texts("![a](pictures/a..b.png)\n")) == 1


def test_ids_can_be_exchanged() -> None:
    """`with_ids` gives every segment another id and changes nothing else."""
    document = parse("## A\n\n- b\n\n| c |\n|---|\n")
    names = [f"name-{number}" for number in range(len(document.segments))]
    renamed = document.with_ids(names)
    assert [one.id for one in renamed.segments] == names
    assert renamed.with_ids([one.id for one in document.segments]) == document


def test_walking_meets_every_block() -> None:
    """In reading order, parents first."""
    kinds = [block.kind for block in parse("> - a\n").walk()]
    assert kinds == [Kind.QUOTE, Kind.LIST, Kind.ITEM, Kind.PARAGRAPH]
    assert isinstance(parse("a\n").blocks[0], Block)
