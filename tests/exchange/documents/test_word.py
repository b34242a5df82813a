"""Word files as people make them: styles of every name, numbers, notes, changes, boxes, fields."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.exchange.documents.word_files import (
    STYLES,
    body_of,
    losses_of,
    p,
    picture,
    png,
    r,
    relation,
    source_of,
    write_word,
)
from toolkit.errors import ToolkitError
from toolkit.exchange.documents.assemble import Wishes
from toolkit.sources.document import Kind
from toolkit.sources.markdown import parse_markdown

if TYPE_CHECKING:
    from pathlib import Path

_TEXTS = 1


def test_headings_are_known_by_style_outline_and_what_styles_are_based_on(tmp_path: Path) -> None:
    """Whatever they are called, in any language."""
    outline = '<w:outlineLvl w:val="2"/>'
    made = p("One", "Chapter") + p("Two", "z2") + p("Three", more=outline) + p("Words.")
    path = write_word(tmp_path / "a.docx", made, core="<dc:title>T</dc:title>")
    assert body_of(path) == "## One\n\n### Two\n\n#### Three\n\nWords."


def test_short_bold_paragraphs_are_headings_where_there_are_no_others(tmp_path: Path) -> None:
    """The larger ones are above the smaller; one that is larger than all is the title."""

    def bold(text: str, size: int) -> str:
        return p(inner=r(text, f'<w:b/><w:sz w:val="{size}"/>'))

    made = (
        bold("The plan", 36) + bold("Aims", 28) + p("Words.") + bold("In the town", 24) + p("More.") + bold("Means", 28)
    )
    found, _ = source_of(write_word(tmp_path / "a.docx", made))
    assert "title: The plan\n" in found.text
    assert found.text.endswith("## Aims\n\nWords.\n\n### In the town\n\nMore.\n\n## Means\n")
    with_styles = write_word(tmp_path / "b.docx", p("One", "1") + bold("Not a heading", 28) + p("Words."))
    assert body_of(with_styles) == "## One\n\n**Not a heading**\n\nWords."


def test_headings_keep_the_numbers_that_word_counts(tmp_path: Path) -> None:
    """They are part of what people refer to."""
    made = p("Aims", "1", (3, 0)) + p("Means", "1", (3, 0)) + p("Money", "z2", (3, 1)) + p("Words.")
    assert body_of(write_word(tmp_path / "a.docx", made)) == "## I. Aims\n\n## II. Means\n\n### II.1 Money\n\nWords."


def test_lists_keep_their_numbers_and_lie_within_each_other(tmp_path: Path) -> None:
    """A list goes on after what stands between; a paragraph that is as far in as an item belongs to it."""
    made = (
        p("First", number=(1, 0)) + p("In it", number=(2, 1)) + p("Second", number=(1, 0))
        + p("It goes on.", more='<w:ind w:left="720"/>') + p("Between.") + p("Third", number=(1, 0)) + p("Anew", number=(4, 0))
    )  # fmt: skip
    body = body_of(write_word(tmp_path / "a.docx", made))
    assert body == "1. First\n\n   - In it\n\n2. Second\n\n   It goes on.\n\nBetween.\n\n3. Third\n\n1) Anew"


def test_lists_below_a_heading_that_says_so_are_recommendations(tmp_path: Path) -> None:
    """On request, and numbered ones only."""
    made = p("Recommendations", "1") + p("Read", number=(1, 0)) + p("Aims", "1") + p("Write", number=(4, 0))
    path = write_word(tmp_path / "a.docx", made)
    assert body_of(path, Wishes(recommendations=("recommend",))) == (
        "## Recommendations\n\n{.recommendations}\n1. Read\n\n## Aims\n\n1. Write"
    )
    assert "{.recommendations}" not in body_of(path)


def test_typed_numbers_are_lists_if_they_count(tmp_path: Path) -> None:
    """And words that only look like Markdown mean nothing."""
    made = (
        p("3. Three")
        + p("4. Four")
        + p("1. Alone")
        + p("*no* _mark_ [x] # &amp;amp; &lt;b&gt;")
        + p("# no heading")
        + p("- no list")
    )
    assert body_of(write_word(tmp_path / "a.docx", made)) == (
        "3. Three\n4. Four\n\n1\\. Alone\n\n\\*no\\* \\_mark\\_ [x] # \\&amp; \\<b>\n\n\\# no heading\n\n\\- no list"
    )


def test_emphasis_is_tidy(tmp_path: Path) -> None:
    """Runs that Word has divided are one; blanks stand outside the marks; bold headings are headings."""
    inner = (
        r("Read ")
        + r("good", "<w:b/>")
        + r(" books ", "<w:b/>")
        + r("now", "<w:i/>")
        + r(" or", '<w:rStyle w:val="Em"/>')
        + r(" later.")
    )
    made = p("Aims", "1", inner=r("Our ", "<w:b/>")) + p(inner=inner)
    assert body_of(write_word(tmp_path / "a.docx", made)) == "## Our Aims\n\nRead **good books** *now or* later."


def test_links_notes_and_places(tmp_path: Path) -> None:
    """Links lead out or to headings; what leads to files of somebody's machine stands as words."""
    heading = (
        '<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:bookmarkStart w:id="1" w:name="_Ref77"/>' + r("Aims") + "</w:p>"
    )
    inner = (
        f'<w:hyperlink r:id="web">{r("the site")}</w:hyperlink>, <w:hyperlink w:anchor="_Ref77">{r("the aims")}</w:hyperlink>, '
        f'<w:hyperlink r:id="file">{r("a file")}</w:hyperlink>'
        + r(" and a note")
        + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    )
    relations = relation("web", "hyperlink", "https://example.org/a_b", external=True)
    relations += relation("file", "hyperlink", "file:///C:/plan.doc", external=True)
    path = write_word(tmp_path / "a.docx", heading + p(inner=r("See ") + inner), relations)
    assert body_of(path) == (
        "{#ref77}\n## Aims\n\nSee [the site](https://example.org/a_b)[the aims](#ref77)a file and a note[^1]\n\n[^1]: A note with"
    )
    assert "a link stands as plain words: file:///C:/plan.doc" in losses_of(path)


def test_changes_are_accepted_and_the_rest_is_named_with_its_place(tmp_path: Path) -> None:
    """Comments, hidden words, equations, boxes, contents, headers, joined cells."""
    tracked = f'<w:ins w:id="1">{r("new ")}</w:ins><w:del w:id="2"><w:r><w:delText>old </w:delText></w:r></w:del>' + r(
        "words"
    )
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:txbx><w:txbxContent>" + p("In a box.")
        + "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>"
    )  # fmt: skip
    made = (
        p("Contents", "toc1") + p("Aims", "1") + p(inner=tracked + '<w:r><w:commentReference w:id="7"/></w:r>')
        + p("Shown.", inner=r("Hidden.", "<w:vanish/>")) + p("So it is.", inner="<m:oMath><m:r><m:t>E=mc2</m:t></m:r></m:oMath>")
        + p("Beside it.", inner=box)
        + f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("Both")}</w:tc></w:tr>'
        + f"<w:tr><w:tc>{p('a | b')}</w:tc><w:tc>{p('c')}</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    header = (
        f'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{p("Draft of May")}</w:hdr>'
    )
    path = write_word(tmp_path / "a.docx", made, parts={"word/header1.xml": header.encode()})
    assert body_of(path) == (
        "## Aims\n\nnew words\n\nShown.\n\nSo it is.\n\nBeside it.\n\nIn a box.\n\n| Both |  |\n|---|---|\n| a \\| b | c |"
    )
    told = losses_of(path)
    for part in (
        "tracked changes are taken as accepted", "“Aims”, paragraph 1: a comment is left out: Anna: “Is this so?”",
        "“Aims”, paragraph 2: hidden text is left out: “Hidden.”", "“Aims”, paragraph 3: an equation is left out: E=mc2",
        "“Aims”, paragraph 4: a text box now follows as paragraphs: “In a box.”", "the table of contents is left out",
        "a page header is left out: “Draft of May”", "a table has joined cells",
    ):  # fmt: skip
        assert part in told


def test_words_are_not_lost_in_what_wraps_them(tmp_path: Path) -> None:
    """Directions of writing, readings above words, ends of lines by another name, boxes that hold a picture alone."""
    ruby = f"<w:r><w:ruby><w:rt>{r('{}')}</w:rt><w:rubyBase>{r('{}')}</w:rubyBase></w:ruby></w:r>"
    alone = picture("pic", "Readers").replace(
        "<w:drawing>", "<w:drawing><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:drawing>"
    )
    alone = alone.replace(
        "</w:drawing>", "</w:drawing></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></w:drawing>", 1
    )
    made = (
        p(inner=f'<w:dir w:val="rtl">{r("مكتبة")}</w:dir><w:bdo w:val="rtl">{r(" عامة")}</w:bdo>')
        + p(inner=ruby.format("きもん", "鬼門") + ruby.format("book", "lib"))
        + p(inner=r("one") + "<w:r><w:cr/></w:r>" + r("two"))
        + p("Beside it.", inner=alone)
    )  # fmt: skip
    path = write_word(
        tmp_path / "a.docx", made, relation("pic", "image", "media/a.png"), parts={"word/media/a.png": png()}
    )
    assert body_of(path) == (
        "مكتبة عامة\n\n鬼門（きもん）lib (book)\n\none\\\ntwo\n\nBeside it.\n\n![Readers](a-1.png)"
    )
    told = losses_of(path)
    assert "paragraph 4: a text box now follows" in told
    assert "a comment is left out: Anna: “Is this so?”" in told  # that nothing in the text refers to


def test_words_in_drawings_are_named(tmp_path: Path) -> None:
    """Those of shapes, of charts without their figures, of diagrams; the words for those who do not see a shape."""

    def shape(inner: str, words: str = "") -> str:
        graphic = f"<a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic>"
        return f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="S" descr="{words}"/>{graphic}</wp:inline></w:drawing></w:r>'

    chart, diagram = (
        "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "http://schemas.openxmlformats.org/drawingml/2006/main",
    )
    parts = {
        "word/charts/c.xml": f'<c:chart xmlns:c="{chart}"><c:strCache><c:v>Loans</c:v></c:strCache><c:numCache><c:v>12</c:v></c:numCache></c:chart>',
        "word/d.xml": f'<d xmlns:a="{diagram}"><a:t>Plan</a:t><a:t>Act</a:t></d>',
    }  # fmt: skip
    made = (
        p(inner=shape("<a:t>A sign</a:t>")) + p(inner=shape('<x r:id="chart"/>')) + p(inner=shape('<x r:dm="plan"/>'))
        + p(inner=shape("", "An arrow"))
    )  # fmt: skip
    relations = relation("chart", "chart", "charts/c.xml") + relation("plan", "diagramData", "/word/d.xml")
    told = losses_of(
        write_word(tmp_path / "a.docx", made, relations, parts={one: data.encode() for one, data in parts.items()})
    )
    for number, words in enumerate(("A sign", "Loans", "Plan Act", "An arrow"), start=1):
        assert f"paragraph {number}: a chart, diagram or shape is left out: “{words}”" in told


def test_marks_of_notes_that_are_not_there_are_named(tmp_path: Path) -> None:
    """Word shows the text without them."""
    path = write_word(tmp_path / "a.docx", p("Words.", inner='<w:r><w:footnoteReference w:id="9"/></w:r>'))
    assert body_of(path) == "Words."
    assert "the mark of a footnote is left out: the file does not have the note" in losses_of(path)


def test_parts_that_nothing_leads_to_are_not_read(tmp_path: Path) -> None:
    """Other programs leave their own in the archive; Word does not look at them either."""
    assert body_of(write_word(tmp_path / "a.docx", p("x"), parts={"4711.xml": b"no XML", "word/x.xml": b""})) == "x"


def test_pictures_come_with_their_words_and_captions(tmp_path: Path) -> None:
    """Each is a file beside the source, once."""
    made = p(inner=picture("pic", "Two readers")) + p("Figure 1. Reading", "Cap") + p("Again:", inner=picture("pic"))
    path = write_word(
        tmp_path / "plan.docx", made, relation("pic", "image", "media/a.png"), parts={"word/media/a.png": png()}
    )
    found, foreign = source_of(path)
    assert found.pictures == {"plan-1.png": png()}
    assert '![Two readers](plan-1.png "Figure 1. Reading")\n\n![](plan-1.png)Again:' in found.text
    assert any("no words for those who do not see it" in one.message for one in foreign.losses.found)


def test_properties_are_the_front_matter(tmp_path: Path) -> None:
    """The language is that of the words where the file is plainly wrong."""
    core = (
        "<dc:title>The plan: a draft</dc:title><dc:creator>Anna Petrova; Aigul Omarova</dc:creator>"
        "<dcterms:created>2026-05-04T10:00:00Z</dcterms:created><dc:description>What we want.</dc:description>"
        "<cp:keywords>books, reading</cp:keywords>"
    )
    russian = "Библиотеки открывают двери всем читателям и помогают им учиться всю жизнь, где бы они ни жили."
    found, _ = source_of(write_word(tmp_path / "a.docx", p(russian), core=core))
    assert found.text.startswith(
        "---\ntitle: 'The plan: a draft'\nauthors:\n  - Anna Petrova\n  - Aigul Omarova\ndate: 2026-05-04\n"
        "language: ru\nabstract: What we want.\nkeywords:\n  - books\n  - reading\n---\n"
    )


def test_every_source_is_read_without_a_fault(tmp_path: Path) -> None:
    """Breaks, soft hyphens and odd blanks included."""
    inner = r("A\u00adb") + "<w:r><w:br/></w:r>" + r("10\u00a0000") + "<w:r><w:tab/></w:r>" + r("c  d ")
    made = (
        p("Plan of *all*", "T")
        + p(inner=inner)
        + p("{#x} y")
        + p("a: b")
        + p("[^1]: no note")
        + p("~~~")
        + p("| a | b |")
    )
    found, _ = source_of(write_word(tmp_path / "a.docx", made))
    document = parse_markdown(found.text, "a.md", "a")
    assert [one.text for one in document.segments][_TEXTS] == "Ab\\\n10\u00a0000 c d"
    assert {block.kind for block in document.walk()} == {Kind.PARAGRAPH}


@pytest.mark.parametrize(
    ("body", "relations", "message"),
    [
        (p("x"), relation("i", "image", "file:///etc/passwd", external=True), "the file links to another file"),
        (p("x"), relation("i", "subDocument", "other.docx", external=True), "the file links to another file"),
        (p(inner="<w:r><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:r>"), "", "calls another program"),
    ],
)
def test_files_that_reach_out_are_refused(tmp_path: Path, body: str, relations: str, message: str) -> None:
    """In one line."""
    with pytest.raises(ToolkitError, match=message) as caught:
        source_of(write_word(tmp_path / "a.docx", body, relations))
    assert len(caught.value.diagnostics) == 1


def _run(words: str) -> str:
    return f'<w:r w:rsidR="00A1" w:rsidRPr="00B2"><w:rPr><w:lang w:val="en-US"/></w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def _field(code: str, words: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{mark('begin')}{code}{mark('separate')}{_run(words)}{mark('end')}"


AS_WORD_WRITES = (
    p("The title", "1")
    + p(
        inner='<w:proofErr w:type="spellStart"/>' + _run("Libr") + '<w:proofErr w:type="spellEnd"/>' + _run("aries lend ")
        + '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>' + _run("boo")
        + "<w:r><w:lastRenderedPageBreak/><w:t>ks</w:t></w:r>" + _run(".")
    )
    + p(inner=_run("Ask ") + f'<w:smartTag w:uri="u" w:element="a"><w:smartTag w:uri="u" w:element="b">{_run("Anna")}</w:smartTag></w:smartTag>' + _run(" first."))
    + p(inner=_run("In ") + f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{_run('a control')}</w:sdtContent></w:sdt>" + _run(" here."))
    + f"<w:sdt><w:sdtContent>{p('A paragraph in a control.')}</w:sdtContent></w:sdt>"
    + p(
        inner=_run("See ") + _field('HYPERLINK "https://example.org/a"', "one site") + _run(" and ")
        + f'<w:fldSimple w:instr=" HYPERLINK &quot;https://example.org/b&quot; ">{_run("another")}</w:fldSimple>'
        + _run(", page ") + _field("PAGEREF _Toc1 \\h", "7") + _run(", ") + f'<w:fldSimple w:instr=" REF _Ref1 ">{_run("Table 1")}</w:fldSimple>' + _run(".")
    )
    + p(inner=_run("Non") + "<w:r><w:noBreakHyphen/></w:r>" + _run("breaking") + "<w:r><w:softHyphen/></w:r>" + _run("s") + '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> bo</w:t></w:r><w:r w:rsidR="9"><w:rPr><w:b/></w:rPr><w:t>ld</w:t></w:r>')
)  # fmt: skip
AS_IT_IS_READ = """\
## The title

Libraries lend books.

Ask Anna first.

In a control here.

A paragraph in a control.

See [one site](https://example.org/a) and [another](https://example.org/b), page 7, Table 1.

Non‑breakings **bold**"""


@pytest.mark.parametrize("strict", [False, True])
def test_what_word_strews_into_its_files_changes_nothing(strict, tmp_path):
    """Revision ids, marks of the speller, smart tags, controls, fields of both kinds, divided runs; ISO/IEC 29500 Strict too."""
    path = write_word(tmp_path / "a.docx", AS_WORD_WRITES)
    if strict:
        spaces = {
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
        }
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                written = data
                for one, other in spaces.items():
                    written = written.replace(one, other)
                archive.writestr(name, written)
    assert body_of(path) == AS_IT_IS_READ


def test_what_older_programs_leave_out_is_what_word_takes_for_granted(tmp_path: Path) -> None:
    """A style without a kind is a paragraph's; a picture whose file is missing is named, and the rest comes in."""
    styles = STYLES.replace('w:type="paragraph" w:styleId="1"', 'w:styleId="1"')
    body = p("Aims", "1") + p(inner=picture("gone", "A door")) + p("Read more.")
    path = write_word(tmp_path / "a.docx", body, relation("gone", "image", "media/gone.png"), styles=styles)
    assert "# Aims" in body_of(path)
    assert body_of(path).endswith("Read more.")
    assert "the file names it, and does not have it" in losses_of(path)
