"""Inline Markdown to HTML: the elements of CommonMark, footnote references, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.editions.markup import quotes_of
from toolkit.sources.inline import InlineRenderer, has_controls, without_controls

ENGLISH = ("“", "”", "‘", "’")
RUSSIAN = ("«", "»", "„", "“")


def html(text: str, **renderer: object) -> str:
    return InlineRenderer(**renderer).html(text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*a* **b** `c` d\\*", "<em>a</em> <strong>b</strong> <code>c</code> d*"),
        ("a\\\nb", "a<br>b"),
        ("a < b & c > d \"e\" 'f'", "a &lt; b &amp; c &gt; d &quot;e&quot; 'f'"),
        ("&copy; &lt;b&gt; &#42;a&#42;", "© &lt;b&gt; *a*"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("`<b> & x`", "<code>&lt;b&gt; &amp; x</code>"),
        ("[a *b*](https://example.org/?x=1&y=2)", '<a href="https://example.org/?x=1&amp;y=2">a <em>b</em></a>'),
        ('[a](#rec-7 "T \\"q\\"")', '<a href="#rec-7" title="T &quot;q&quot;">a</a>'),
        ("<https://example.org/>", '<a href="https://example.org/" class="address">https://example.org/</a>'),
        ("<a@example.org>", '<a href="mailto:a@example.org" class="address">a@example.org</a>'),
        ("[a](javascript:x) b", "a b"),
        ("[*a*](file:///etc/passwd)", "<em>a</em>"),
        ("<javascript:x>", "javascript:x"),
        ("[a [b](https://example.org/) c](https://example.com/)", '[a <a href="https://example.org/">b</a> c](<a href="https://example.com/" class="address">https://example.com/</a>)'),
        ("# a", "# a"),
        ("- a", "- a"),
        ("    a", "a"),
    ],
)  # fmt: skip
def test_inline_markdown_becomes_html(text: str, expected: str) -> None:
    """What Markdown allows within a paragraph; links lead only where they may."""
    assert html(text).strip() == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[![](x.png)](https://example.org/a)", "example.org/a"),
        ('[![](x.png)](https://example.org/a "Title")', "Title"),
        ("[![](x.png)](other.md#a)", "The other.md"),
        ("[![](x.png)](#a-b)", "a-b"),
    ],
)
def test_a_link_without_words_has_a_name(text: str, name: str) -> None:
    """A picture that says nothing gives it none (WCAG 2.2, 2.4.4)."""
    renderer = InlineRenderer(picture=lambda source: {"src": source}, title_of=lambda name: f"The {name}.md")
    assert f'aria-label="{name}"' in renderer.html(text)
    assert "aria-label" not in renderer.html(text.replace("![]", "![A picture]"))


def test_references_of_the_document_work() -> None:
    """In a translation as in the source, compared as CommonMark compares labels; a translation defines none."""
    references = (("LABEL", "https://example.org/", "Title"), ("BAD", "javascript:x", ""))
    expected = '<a href="https://example.org/" title="Title">a</a>'
    assert html("[a][label]", references=references) == expected
    assert html("[a][Bad]", references=references) == "a"
    assert html("[a][none]\n\n[none]: https://example.org/", references=references).startswith("[a][none]")


def test_footnotes_are_counted_by_the_document() -> None:
    """Their numbers are the document's; the second reference to one has an anchor of its own; others are text."""
    renderer = InlineRenderer(notes=("first", "second"))
    text = renderer.html("a[^second] b[^first] c[^second] d[^none]")
    assert '<a id="ref-second" href="#note-second" role="doc-noteref">2</a>' in text
    assert '<a id="ref-first" href="#note-first" role="doc-noteref">1</a>' in text
    assert '<a id="ref-second-2" href="#note-second"' in text
    assert text.endswith("d[^none]")


def test_plain_text_has_no_marks() -> None:
    """For titles and bookmarks: no markup, no footnote numbers; asking for it counts no footnote."""
    renderer = InlineRenderer(notes=("n",))
    assert renderer.plain("*a* `b` [c](https://example.org/) ![d](e.png)[^n] \\*\\\nf & <g>") == "a b c d * f & <g>"
    assert 'id="ref-n"' in renderer.html("x[^n]")


def test_pictures_are_shown_where_the_caller_gives_attributes() -> None:
    """The policy meets the name as it was written; where it says no, the words stand."""
    asked: list[str] = []

    def picture(source: str) -> dict[str, str] | None:
        asked.append(source)
        return {"src": 'a"b.png'} if source == "карта 1.png" else None

    renderer = InlineRenderer(picture=picture)
    expected = '<img src="a&quot;b.png" alt="Map of &lt;all&gt; libraries">'
    assert renderer.html("![Map *of* <all> libraries](<карта 1.png>)") == expected
    assert renderer.html("![Map & more](https://example.org/a.png)") == "Map &amp; more"
    assert asked == ["карта 1.png", "https://example.org/a.png"]
    assert html("![a](b.png)") == "a"


def test_a_picture_alone_with_a_title_is_a_figure() -> None:
    """The title is its caption; it may be a link. Among words the title is a title."""
    renderer = InlineRenderer(picture=lambda source: {"src": source} if source == "a.png" else None)
    picture = '<img src="a.png" alt="Map">'
    assert renderer.figure('![Map](a.png "The <map>")') == (picture, "The &lt;map&gt;")
    linked = renderer.figure('[![Map](a.png "The map")](https://example.org/)')
    assert linked == (f'<a href="https://example.org/">{picture}</a>', "The map")
    for text in ("![Map](a.png)", '![Map](a.png "T") ![Map](a.png "T")', '![Map](b.png "No such")', "Words"):
        assert renderer.figure(text) is None
    assert renderer.html('x ![Map](a.png "T")') == 'x <img src="a.png" alt="Map" title="T">'


def test_targets_are_rewritten() -> None:
    """Links to other documents lead to their editions."""
    assert html("[a](b.md#c)", target=lambda target: target.replace(".md", ".html")) == '<a href="b.html#c">a</a>'


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [(ENGLISH, "“a ‘b’ c” it’s"), (RUSSIAN, "«a „b“ c» it’s"), (None, "&quot;a 'b' c&quot; it's")],
)
def test_straight_quotes_follow_the_language(quotes: tuple[str, str, str, str] | None, expected: str) -> None:
    """Double ones are the outer pair, single ones the inner pair."""
    assert InlineRenderer().html("\"a 'b' c\" it's", quotes) == expected


def test_code_and_addresses_keep_their_quotes() -> None:
    """Typography touches words alone."""
    assert InlineRenderer().html("`\"a\"` [b](https://example.org/'c')", RUSSIAN) == (
        "<code>&quot;a&quot;</code> <a href=\"https://example.org/'c'\">b</a>"
    )


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x1b", "\x7f", "\x9b", "\u202e", "\uffff"])
def test_control_characters_are_left_out(sign: str) -> None:
    """Neither HTML nor PDF has a place for them."""
    assert html(f"a{sign}b *c{sign}*") == "ab <em>c</em>"


def test_marks_of_direction_and_joiners_stay() -> None:
    """Writing systems need them."""
    text = "a\u200eb\u200cc\u00add\u00a0e"
    assert html(text) == text == without_controls(text)


@pytest.mark.parametrize(
    "text", ["[" * 5000, "*a " * 5000, "![" * 3000, "`" * 5000, "<" * 5000, "[a](" * 2000, "&" * 5000]
)
def test_tricks_with_many_marks_end(text: str) -> None:
    """What is no markup stays the text it is."""
    assert InlineRenderer().plain(text).strip() == text.strip()


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("ru", "«Он „был“ там» и «один „два“», «a „b“»"),
        ("be", "«Он „был“ там» и «один „два“», «a „b“»"),
        ("ro", "„Он «был» там” и „один «два»”, «a „b”»"),
        ("uz", "“Он ‘был’ там” и “один ‘два’”, «a “b”»"),
        ("en", "“Он ‘был’ там” и “один ‘два’”, «a “b”»"),
    ],
)
def test_quotations_nest(locale: str, expected: str) -> None:
    """Straight quotes become the outer marks, and the inner ones within others, be those straight or the language's own."""
    text = """"Он "был" там" и 'один "два"', «a "b"»"""
    assert InlineRenderer().html(text, quotes_of(locale)) == expected
    assert InlineRenderer().plain(text, quotes_of(locale)) == expected


def test_quotations_nest_across_markup() -> None:
    """A quotation goes on through emphasis and links."""
    text = """"*a "b"* [c "d"](#e)" it's"""
    wanted = '«<em>a „b“</em> <a href="#e">c „d“</a>» it’s'
    assert InlineRenderer().html(text, quotes_of("ru")) == wanted


@given(st.text())
def test_what_has_no_controls_is_what_stays_as_it_is(text: str) -> None:
    """Two ways to ask the same."""
    assert has_controls(text) == (without_controls(text) != text)
