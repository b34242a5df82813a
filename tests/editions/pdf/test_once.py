"""What is worked out once gives the same pages, byte for byte."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from weasyprint import HTML, css
from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration

from toolkit.editions.pdf import once
from toolkit.editions.pdf.once import worked_out_once
from toolkit.editions.pdf.styles import shared_styles

STYLE = """
@page { size: 8cm 12cm; margin: 10%; @bottom-center { content: counter(page) } }
p { margin-inline-start: 5%; text-indent: 1em } p::first-letter { font-size: 2em } p::first-line { color: red }
li::marker { color: green } .under { text-decoration: underline } .wide { box-sizing: border-box; padding: 3%; width: 50% }
table { border-collapse: collapse; padding: 1em } td { border: 1px solid; margin: 1em } .apart { border-collapse: separate }
.flex { display: flex } .grid { display: grid } .flex > * { flex: 1; min-width: 1em } .note { float: footnote }
[dir=rtl] p { margin-inline-start: 20% } ul.in { list-style: inside square } #kept { -weasy-anchor: "other" }
a::after { content: leader(".") target-counter(attr(href), page) } .before::before { content: attr(id) open-quote }
#f1 { background: linear-gradient(red, blue) } #f2 { background: yellow; color: green } #w2 { visibility: hidden } #g1 { font: 2em serif }
td { background: currentcolor } #y { border-radius: 3px; background: linear-gradient(red, blue) 1px 1px / 50% no-repeat, lime }
.ruled { columns: 2; column-rule: 1px solid red } .framed { border-image: linear-gradient(red, blue) 1 / 2px }
em { font-variant-caps: small-caps } em b { line-height: 2 } i { letter-spacing: 1px; font-size: 150% } li { font: inherit }
.side { float: inline-start; width: 2cm } .turned { page: turned } @page turned { size: 12cm 8cm } @page last { margin: 1cm } .last { page: last }
"""
BODY = """
<h1 id="one" lang="uz-Cyrl">Бир</h1><p id="two">First text, <span class="under">underlined</span> and <em id="em">more</em>.</p>
<p id="three">Second text, alike.<span class="note" id="note-1">A note <i>of</i> it.</span></p><p>Third, no place.</p>
<ol><li id="a">one</li><li id="b">two</li><li>three <ul class="in"><li id="c">in</li></ul></li></ol>
<table id="t1"><tr id="r1"><td id="x">1</td><td>2</td></tr></table><table id="t2"><tr><td id="y">3</td></tr></table>
<table class="apart" id="t3"><tr><td id="z">4</td></tr></table>
<div class="flex"><div id="f1">a</div><div id="f2">b</div></div><div class="grid"><b id="g1">c</b><b id="g2">d</b></div>
<div class="wide" id="w1">w</div><div class="wide" id="w2">w</div><div dir="rtl"><p id="r">אבג</p></div>
<p id="kept">kept</p><a id="named" name="name" href="#three">there</a><p id='quo"te'>quoted</p><p id="two">twice</p>
<p>in <em>em <b>b <i>i <u lang="tr">u</u></i></b></em> <svg width="9" height="9"><text y="9" font-size="9">x</text></svg></p>
<p><span class="side">beside it</span>which is said in more words than there is room for in a line</p><p>below, or beside it still</p>
<div class="turned"><p>turned</p><p>with more</p></div><div><section><p>first</p><p class="last">last of it</p></section></div>
<div class="ruled" id="c1">one <p>two</p> three <p>four</p></div><p class="framed">framed</p><p class="lined">lined</p>
<p class="before" id="q1">x</p><p class="before" id="q2">y</p><p style="color: blue" id="blue">blue</p>
"""


@pytest.fixture(scope="module")
def fonts() -> FontConfiguration:
    return FontConfiguration()


def pdf(fonts: FontConfiguration, style: str = "", **options: Any) -> tuple[bytes, list[Any]]:
    html = f"<html lang=en><title>t</title><style>{STYLE}{style}</style><body>{BODY * 2}"
    document = HTML(string=html).render(font_config=fonts, presentational_hints=True)
    return document.write_pdf(pdf_identifier=b"id", **options), [page.anchors for page in document.pages]


@pytest.mark.parametrize("options", [{}, {"pdf_variant": "pdf/a-3a"}, {"uncompressed_pdf": True}])
def test_the_same_bytes(fonts: FontConfiguration, options: dict[str, Any]) -> None:
    """Of a page with everything that a style can depend on."""
    plain = pdf(fonts, **options)
    with patch.object(once, "_LEVEL", 9), worked_out_once():
        assert pdf(fonts, **options) == plain
    assert len(plain[1]) > 1


def test_outlines_are_drawn_where_style_sheets_speak_of_them(fonts: FontConfiguration) -> None:
    style = ".lined { outline: 1px solid red }"
    plain, lined = pdf(fonts), pdf(fonts, style)
    with patch.object(once, "_LEVEL", 9):
        with worked_out_once(outlined=False):
            assert pdf(fonts) == plain
        with worked_out_once():
            assert pdf(fonts, style) == lined != plain


def test_styles_are_shared_and_places_are_not(fonts: FontConfiguration) -> None:
    """A longer list has no more styles, and each item its own name."""
    begin, found = css.ComputedStyle.__init__, []
    for length in (20, 40):
        made: list[Any] = []

        def counted(style: Any, *arguments: Any, made: list[Any] = made) -> None:
            made.append(style)
            begin(style, *arguments)

        items = "".join(f'<li id="item-{number}">text</li>' for number in range(length))
        with pytest.MonkeyPatch.context() as patched, shared_styles():
            patched.setattr(css.ComputedStyle, "__init__", counted)
            (page,) = HTML(string=f"<ul>{items}</ul>").render(font_config=fonts).pages
        assert set(page.anchors) == {f"item-{number}" for number in range(length)}
        found.append(len(made))
    assert found[0] == found[1]


OWN = """
@page { size: 6cm 6cm; @top-left { content: string(part, last) } }
h2, h3 { break-after: avoid; hyphens: manual } h2, p { break-inside: avoid !important } #last { string-set: part "last" }
[id^=part] { string-set: part attr(title) } .new { break-before: page } .new.not { break-before: auto } p.new { break-before: right }
h2 { bookmark-label: attr(title); bookmark-level: 2 } h3.none { bookmark-level: none } .closed { bookmark-state: closed }
div { bookmark-level: 3 } li:last-child { break-before: avoid } .mixed { break-before: page; color: red } .mixed.not { break-before: auto }
@layer low { .new { break-before: auto } } .both { break-inside: auto }
"""
OWN_BODY = """
<h2 id="part-1" title="One">1</h2><p class="new">a</p><p class="new not">b</p><h3 class="none">2</h3><h3 class="closed">3</h3>
<h2 id="part-2" title="Two" class="closed">4</h2><ul><li>a<li>b<li>c <em>d</em></ul><p class="mixed">e</p><p class="mixed not">f</p>
<p class="both" id="last">g</p><p style="break-before: page" class="new not">h</p><h2 id="x" title="Four" class="new">i</h2>
<div class="new"><p>j</p></div><div><p>j</p></div>
"""


@pytest.mark.parametrize("further", ["", "div p { bookmark-level: inherit; bookmark-label: 'x' }"])
@pytest.mark.parametrize("attribute", ["", "bookmark-level: inherit; bookmark-label: 'y'"])
def test_what_elements_have_of_their_own_is_theirs(fonts: FontConfiguration, further: str, attribute: str) -> None:
    """Where pages may end, what stands in their heads, and bookmarks, whatever says so, by the rules of the cascade."""
    html = f'<style>{OWN}{further}</style><body>{OWN_BODY * 2}<div><p style="{attribute}">k</p></div>'
    plain = HTML(string=html).render(font_config=fonts).write_pdf(pdf_identifier=b"id")
    with shared_styles():
        assert HTML(string=html).render(font_config=fonts).write_pdf(pdf_identifier=b"id") == plain


def test_the_last_item_has_the_style_of_all(fonts: FontConfiguration) -> None:
    """But for where a page may end before it; so has the heading that stands in the heads of pages."""
    style = "li:last-child { break-before: avoid } #two { string-set: part 'Two' } .leads { break-after: avoid }"
    html = f"<style>{style}</style><ul><li>a</li><li>b</li></ul><h2>One</h2><h2 id='two'>Two</h2><p>a</p><p class='leads'>b</p>"
    styles: list[Any] = []
    with shared_styles(), pytest.MonkeyPatch.context() as patched:
        shared = css.StyleFor.__init__

        def kept(style_for: Any, page: Any, *arguments: Any) -> None:
            shared(style_for, page, *arguments)
            styles.extend(
                style_for(element)
                for element in page.etree_element.find("body").iter()
                if element.text and element.tag != "style"
            )

        patched.setattr(css.StyleFor, "__init__", kept)
        HTML(string=html).render(font_config=fonts)
    first, last, plain, place, text, leads = styles
    assert (last.shared, place.shared, leads.shared) == (first, plain, text)
    assert (first["break_before"], last["break_before"], leads["break_after"]) == ("auto", "avoid", "avoid")
    assert place["string_set"] == (("part", (("string", "Two"),)),)


def test_lines_are_laid_out_once(fonts: FontConfiguration) -> None:
    """A line of a paragraph is asked of Pango as often as it takes to end it, and not again to be drawn."""
    html = "<style>p { width: 10cm }</style>" + "<p>" + "word and more " * 60
    asked = []
    get = line_break.Layout.get_first_line

    def counted(layout: Any) -> Any:
        asked.append(layout)
        return get(layout)

    document = HTML(string=html).render(font_config=fonts)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(line_break.Layout, "get_first_line", counted)
        document.write_pdf()
        before = len(asked)
        with worked_out_once():
            document = HTML(string=html).render(font_config=fonts)
            kept = [
                box.pango_layout for box in document.pages[0]._page_box.descendants() if hasattr(box, "pango_layout")
            ]
            assert all(getattr(layout, "is_kept", False) for layout in kept)
            assert len(kept) == before
            document.write_pdf()
            assert not any(getattr(layout, "is_kept", False) for layout in kept)


def test_files_are_packed_well(fonts: FontConfiguration) -> None:
    """What is packed in half the time is but a hundredth larger."""
    plain, _ = pdf(fonts)
    with worked_out_once():
        assert len(plain) <= len(pdf(fonts)[0]) < 1.02 * len(plain)


def test_only_notes_and_items_have_styles_of_such(fonts: FontConfiguration) -> None:
    """An element that is made one by any rule has them, and what it shows is the same."""
    style = "p { display: list-item } .f { float: footnote } .v { float: var(--f) } :root { --f: footnote } b { display: var(--d) }"
    style += "u::after { display: list-item; content: 'u' } div { display: list-item } q { display: inherit }"
    html = f"<style>{style}</style><p style='margin: 0'>item<span class=f>note</span><span class=v>note</span><b>b</b><i style='float: footnote'>i</i><u>u</u><div><q>q</q></div>"
    plain = HTML(string=html).render(font_config=fonts).write_pdf(pdf_identifier=b"id")
    made: list[Any] = []
    begin = css.ComputedStyle.__init__

    def counted(computed: Any, parent: Any, cascaded: Any, pseudo: Any, *arguments: Any) -> None:
        made.append(pseudo)
        begin(computed, parent, cascaded, pseudo, *arguments)

    with pytest.MonkeyPatch.context() as patched, shared_styles():
        assert HTML(string=html).render(font_config=fonts).write_pdf(pdf_identifier=b"id") == plain
        patched.setattr(css.ComputedStyle, "__init__", counted)
        HTML(string="<section><h2>One</h2><p>Two <em>three</em>.</p></section>").render(font_config=fonts)
    assert not {"footnote-call", "footnote-marker", "note-call", "marker"} & set(made)
