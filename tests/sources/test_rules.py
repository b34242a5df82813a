"""The rules beyond CommonMark: what is written is what is meant, or it is named with its line."""

from __future__ import annotations

import pytest

from toolkit.collection.localize import localize
from toolkit.editions.markup import Markup
from toolkit.errors import ToolkitError
from toolkit.sources.document import Document, Kind
from toolkit.sources.inline import InlineRenderer
from toolkit.sources.markdown import parse_markdown

HEAD = "---\ntitle: Title\nlanguage: en\n---\n"
FIRST = 5


def parse(body: str) -> Document:
    return parse_markdown(HEAD + body, "sources/doc.md", "doc")


def texts(body: str) -> list[str]:
    return [segment.text for segment in parse(body).segments[1:]]


def html(body: str) -> str:
    return Markup(localize(parse(body), "en", ())).body()


def found(body: str) -> list[tuple[int, str, str]]:
    """Line in the body, severity and code of all that is found."""
    try:
        diagnostics = parse(body).warnings
    except ToolkitError as error:
        diagnostics = error.diagnostics
    for one in diagnostics:
        assert one.hint
        assert "\n" not in one.message
    return [((one.location.line or 0) - FIRST + 1, one.severity[0], one.code) for one in diagnostics if one.location]


class TestHeadingAttributes:
    """`## Title {#id .role}`."""

    @pytest.mark.parametrize(
        "body", ["## Opening hours {#hours}\n", "Opening hours {#hours}\n---\n", "# Opening hours {#hours} #\n"]
    )
    def test_the_id_is_the_headings(self, body: str) -> None:
        """And no part of its words."""
        (segment,) = parse(body).segments[1:]
        assert (segment.id, segment.text, segment.given) == ("hours", "Opening hours", True)

    def test_a_role_may_stand_there_too(self) -> None:
        """Both, in any order."""
        (block,) = parse("## What? {.question #q}\n").blocks
        assert (block.role, block.segment and block.segment.id) == ("question", "q")

    @pytest.mark.parametrize("text", ["Call {phone}", "An \\{#id}", "In `{#code}`", "{a} b"])
    def test_other_braces_are_words(self, text: str) -> None:
        """Placeholders, escapes and code."""
        assert texts(f"## {text}\n") == [text]

    def test_two_ids_are_one_too_many(self) -> None:
        """Above the heading and on its line."""
        assert found("{#a}\n## T {#b}\n") == [(2, "e", "attributes")]

    def test_elsewhere_they_are_named(self) -> None:
        """A paragraph takes them from the line above it only."""
        assert found("Text {#id}\n") == [(1, "e", "attributes")]
        assert found("## T {#1}\n") == [(1, "e", "id")]


class TestComments:
    """`<!-- … -->` is for nobody, or for translators."""

    def test_they_are_dropped_wherever_they_stand(self) -> None:
        """On lines of their own, over blank lines, within a text, in lists, quotations and cells."""
        body = "<!-- a\n\nb -->\nx <!-- c --> y\n\n- d <!-- e -->\n  <!-- f -->\n\n> <!-- g\n> h -->\n> i\n\n| j <!-- k --> |\n|--|\n"
        assert texts(body) == ["x  y", "d", "i", "j"]
        assert "<!--" not in html(body)
        assert not found(body)

    def test_one_for_translators_goes_with_the_text_below_it(self) -> None:
        """Or with the text that it stands in."""
        body = "<!-- translators: a\n  name -->\n\n## H\n\n<!-- secret -->\nx <!-- Translators: formal --> y\n\nz\n"
        assert [segment.comments for segment in parse(body).segments[1:]] == [("a name",), ("formal",), ()]

    def test_in_code_they_are_code(self) -> None:
        """As written."""
        assert texts("`<!-- a -->`\n\n    <!-- b -->\n\n```\n<!-- c -->\n```\n") == ["`<!-- a -->`"]
        assert html("```\n<!-- c -->\n```\n") == "<pre><code>&lt;!-- c --&gt;\n</code></pre>\n"

    @pytest.mark.parametrize("body", ["<!-- a\n\nb\n", "x <!-- a\n", "> <!-- a\n\n-->\n"])
    def test_one_without_an_end_is_named(self, body: str) -> None:
        """It would hide the rest, or be printed."""
        assert found(body)[0] in {(1, "e", "comment"), (1, "e", "html")}

    def test_an_id_reaches_its_block_over_a_comment(self) -> None:
        """Comments are nothing at all."""
        assert parse("{#a}\n<!-- b -->\nText.\n").segments[1].id == "a"


class TestHtml:
    """HTML is named; a line break is one."""

    @pytest.mark.parametrize(
        "body",
        [
            "a <b>b</b>\n",
            "<div>\nx\n</div>\n",
            "<details>\n\nx\n",
            "a <?php ?>\n",
            "a <!DOCTYPE x>\n",
            "## A <i>b</i>\n",
            "- <u>c\n",
        ],
    )
    def test_a_tag_is_an_error_with_its_line(self, body: str) -> None:
        """Wherever it stands."""
        assert (1, "e", "html") in found(body)

    def test_the_line_is_the_tags_own(self) -> None:
        """Not that of its paragraph."""
        assert found("a\nb\nc <b>\n") == [(3, "e", "html")]

    def test_a_break_is_read_as_one(self) -> None:
        """With a warning; the text has Markdown's own."""
        assert texts("a<br>b <BR/>c<br>\n") == ["a\\\nb \\\nc"]
        assert found("a<br>b\n") == [(1, "w", "html")]
        assert "a<br>b" in html("a<br>b\n")

    def test_escaped_it_is_words(self) -> None:
        """And code is code."""
        assert not found("a \\<b> `<i>` &lt;u> 1 < 2 > 1\n")


class TestLists:
    """Definition lists and strikethrough."""

    def test_terms_and_what_is_said_of_them(self) -> None:
        """Each a text with its place."""
        body = "Loan\n: Of a *book*.\n\nReader\n\n: One.\n\n: Two.\n\n  More.\n"
        (block,) = parse(body).blocks
        assert [child.kind for child in block.children] == [
            Kind.TERM,
            Kind.DEFINITION,
            Kind.TERM,
            Kind.DEFINITION,
            Kind.DEFINITION,
        ]
        assert [segment.where[-1] for segment in parse(body).segments[1:]] == [
            "term 1", "term 1, definition", "term 2", "term 2, definition", "term 2, definition 2", "term 2, definition 2, continued",
        ]  # fmt: skip
        assert html("Loan\n: Of a *book*.\n").count("<dd") == 1
        assert ">Of a <em>book</em>.</dd>" in html("Loan\n: Of a *book*.\n")

    def test_struck_text(self) -> None:
        """`~~x~~` is `s`."""
        assert InlineRenderer().html("a ~~b~~ c") == "a <s>b</s> c"

    def test_a_task_list_is_named(self) -> None:
        """Nobody can tick a box on paper."""
        assert found("- [ ] a\n- [x] b\n- [c] d\n") == [(1, "e", "task-list"), (2, "e", "task-list")]

    @pytest.mark.parametrize(
        "body", ["> [!NOTE]\n> x\n", "!!! note\n", "::: warning\n", "$$x^2$$\n", "so $a_1 = b$ is\n"]
    )
    def test_what_other_dialects_have_is_named(self, body: str) -> None:
        """Admonitions and maths are warnings: they can be read as they stand."""
        assert found(body)[0][1:] in {("w", "admonition"), ("w", "maths")}

    def test_prices_are_no_maths(self) -> None:
        """Two dollars in a line."""
        assert not found("It costs $5 (or $6_000?) and $7.\n")


class TestTables:
    """Nothing of a table is lost."""

    def test_a_cell_too_many_is_an_error(self) -> None:
        """A stroke in code ends a cell as well."""
        body = "| a | b |\n|---|---|\n| `c | d` | e |\n| f | g | h |\n| i |\n| `j \\| k` | l |\n"
        assert [one for one in found(body) if one[1] == "e"] == [(3, "e", "table"), (4, "e", "table")]

    def test_within_quotations_and_lists(self) -> None:
        """The lines are counted in the file."""
        assert found("> | a |\n> |---|\n> | b | c |\n") == [(3, "e", "table")]

    def test_a_line_of_dashes_that_does_not_fit_is_named(self) -> None:
        """Without it there is no table."""
        assert found("| a | b |\n|---|\n| c | d |\n") == [(1, "e", "table")]


class TestReferences:
    """What a text refers to is there."""

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ("[a][b]\n", "reference"), ("[a][]\n", "reference"), ("[*a*][b]\n", "reference"), ("a[^1]\n", "footnote"),
        ],
    )  # fmt: skip
    def test_what_is_not_there_is_an_error(self, body: str, code: str) -> None:
        """It would be printed with its brackets."""
        assert found(body) == [(1, "e", code)]

    @pytest.mark.parametrize("body", ["[a](b c)\n", "[a](\n", "[](https://example.org)\n"])
    def test_an_unfinished_link_is_a_warning(self, body: str) -> None:
        """It can be read as it stands."""
        assert found(body) == [(1, "w", "unfinished-link")]

    @pytest.mark.parametrize(
        "body",
        [
            "[a[^1] b](https://example.org/)\n\n[^1]: n\n",
            '[a *b[^1]* c](https://example.org "t")\n\n[^1]: n\n',
            "[![a](x.png)[^1]](https://example.org/)\n\n[^1]: n\n",
            "[a [b](https://example.org/b) c](https://example.org/)\n",
            "[<https://example.org/b>](https://example.org/)\n",
            "[a [^1]][x]\n\n[x]: https://example.org/\n[^1]: n\n",
            "[a *b[^1]* c][x]\n\n[x]: https://example.org/\n[^1]: n\n",
            "[[a](https://example.org/b)][x]\n\n[x]: https://example.org/\n",
            "n[^1] ![a [b[^1]](https://example.org/) c](x.png)\n\n[^1]: n\n",
        ],
    )
    def test_what_no_link_may_hold_is_an_error(self, body: str) -> None:
        """Neither a note's mark nor another link: the whole would be printed with its brackets."""
        assert found(body) == [(1, "e", "link-in-link")]

    @pytest.mark.parametrize(
        "body",
        ["[a](https://example.org/)[^1] ([b](https://example.org/))\n\n[^1]: n\n", "`[a[^1]](b)` [^1]\n\n[^1]: n\n"],
    )
    def test_a_note_behind_a_link_is_none_of_its_words(self, body: str) -> None:
        assert found(body) == []

    @pytest.mark.parametrize("body", ["![a]\n", "![a *b*] c\n", "a ![b [c](https://example.org/)]\n"])
    def test_a_picture_without_an_address_is_a_warning(self, body: str) -> None:
        """It can be read as it stands."""
        assert found(body) == [(1, "w", "unfinished-link")]

    @pytest.mark.parametrize(
        "title", ["a *b*", "**a** b", "a [b](https://example.org/)", "a `b`", "a ~~b~~", "a <b>b</b>"]
    )
    def test_markup_in_a_caption_is_a_warning(self, title: str) -> None:
        """A title is plain words (CommonMark 6.3)."""
        assert found(f'![a](x.png "{title}")\n') == [(1, "w", "markup")]
        assert found(f'a [![a](x.png "{title}")](https://example.org/)\n') == [(1, "w", "markup")]

    def test_a_note_in_a_caption_is_a_warning(self) -> None:
        """It would be printed."""
        assert found('a[^1]\n\n![a](x.png "b[^1]")\n\n[^1]: n\n') == [(3, "w", "markup")]

    def test_signs_in_captions_are_words(self) -> None:
        """2 * 3 * 4, a < b, [1]."""
        assert not found('![a](x.png "2 * 3 * 4, a < b > c, [1] (2), 5`")\n')

    def test_brackets_are_words(self) -> None:
        """Alone, escaped or in code."""
        assert not found("[a] \\[b\\]\\[c\\] `[d][e]` \\[^1] [sic] \\![a] [b] [c](https://example.org/)\n")

    def test_markup_left_open_is_a_warning(self) -> None:
        """Two stars may be meant."""
        assert found("a **b\n") == [(1, "w", "markup")]
        assert found("a ** b, `c\n") == [(1, "w", "markup"), (1, "w", "markup")]

    @pytest.mark.parametrize("body", ["a ~b~ c\n", "~b c~\n"])
    def test_one_tilde_strikes_nothing_through(self, body: str) -> None:
        """GitHub's does; a range or a home folder is words."""
        assert found(body) == [(1, "w", "markup")]

    @pytest.mark.parametrize("body", ["~~b~~\n", "~5 and ~6\n", "/~ann/ and /~ben/\n", "\\~b~\n", "`~b~`\n"])
    def test_other_tildes_are_words(self, body: str) -> None:
        assert found(body) == []

    def test_an_address_without_its_scheme_is_a_warning(self) -> None:
        """Nothing says whether http or https is meant; within a link, an address or code it is a word."""
        assert found("see www.example.org/a\n") == [(1, "w", "unfinished-link")]
        assert found("[www.example.org](https://www.example.org) https://www.example.org `www.example.org`\n") == []
        assert found("a@www.example.org, www. and www.example\n") == []

    def test_a_skipped_level_is_taken_up(self) -> None:
        """The outline leaves none out (ISO 14289-1, 7.4.2), and a warning says so."""
        body = "## A\n\n#### B\n\n##### C\n\n#### D\n\n### E\n\n## F\n"
        assert [block.level for block in parse(body).blocks] == [2, 3, 4, 3, 3, 2]
        assert found(body) == [(3, "w", "heading-level")]


class TestAddresses:
    """A bare web address is a link."""

    @pytest.mark.parametrize(
        ("text", "address"),
        [
            ("see https://example.org/a_b_c.", "https://example.org/a_b_c"),
            ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
            ("**https://example.org/**", "https://example.org/"),
            ("请看https://example.org/x。谢谢", "https://example.org/x"),
            ("տե՛ս https://example.org/x։", "https://example.org/x"),
            ("«https://example.org/?a=b&c=d#e»", "https://example.org/?a=b&amp;c=d#e"),
            ("HTTP://EXAMPLE.ORG", "HTTP://EXAMPLE.ORG"),
        ],
    )  # fmt: skip
    def test_its_end_is_found(self, text: str, address: str) -> None:
        """Signs of the sentence are none of it."""
        assert f'<a href="{address}" class="address">' in InlineRenderer().html(text)

    @pytest.mark.parametrize(
        "text",
        [
            "https\\://example.org",
            "`https://example.org`",
            "xhttps://example.org",
            "https://",
            "ftp://example.org",
            "https:// x",
        ],
    )
    def test_others_are_words(self, text: str) -> None:
        """Escaped, code, or no web address."""
        assert "<a" not in InlineRenderer().html(text)

    def test_within_a_link_there_is_none(self) -> None:
        """No link within a link."""
        assert InlineRenderer().html("[https://example.com](https://example.org)").count("<a") == 1


@pytest.mark.parametrize(
    "text",
    [
        "**規則。**它們", "請閱讀**規則。**它們很重要", "使用**「引用」**的詞", "**규칙(規則)**을", '**"인용"**된 말과', "これは**強調（きょうちょう）**です",
        "他说**“好”**吗", "패키지를 **`npm`**로", "*《书》*是", "a**，b**c",
    ],
)  # fmt: skip
def test_emphasis_beside_cjk_signs(text: str) -> None:
    """The amendments of CommonMark for Chinese, Japanese and Korean."""
    assert "*" not in InlineRenderer().html(text)


@pytest.mark.parametrize("text", ["**a.**b", "a**(b)**c", "5 * 3 * 2", "a** b**"])
def test_emphasis_elsewhere_is_commonmarks(text: str) -> None:
    """Nothing changes for scripts with blanks."""
    assert InlineRenderer().html(text) == text


@pytest.mark.parametrize("mark", ["- ", "1. ", "- - ", "[^n]: ", "Term\n: "])
def test_a_table_may_begin_an_item(mark: str) -> None:
    """The mark of the item is no cell of the head; a head that does not fit is named all the same."""
    blank = " " * (4 if "^" in mark else len(mark.rpartition("\n")[2]))
    source = f"---\ntitle: T\nlanguage: en\n---\n{'A[^n].' * ('^' in mark)}\n\n{mark}| a | b |\n{blank}|---|---|\n{blank}| c | d |\n"
    kinds = [block.kind for block in parse_markdown(source, "doc.md", "doc").walk()]
    assert kinds.count(Kind.CELL) == 4
    with pytest.raises(ToolkitError, match="the head has 2 cells"):
        parse_markdown(source.replace("|---|---|", "|---|"), "doc.md", "doc")
