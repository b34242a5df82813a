"""How the pages of a PDF are set: where lines and pages end, running heads, addresses and notes in print, both directions."""

from __future__ import annotations

import itertools
import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from tests.tiny_project import edition, make_project, write_catalog
from toolkit.collection.collection import Collection
from toolkit.editions.edition import Edition
from toolkit.editions.parallel import render_parallel_print
from toolkit.editions.pdf.body import with_addresses
from toolkit.editions.pdf.broken_words import remembered_rests
from toolkit.editions.pdf.cells import light_cells
from toolkit.editions.pdf.lines import mended_lines
from toolkit.editions.pdf.once import worked_out_once
from toolkit.editions.pdf.render import _font_configuration, make_pdf, render_pdf, render_print
from toolkit.editions.pdf.sheets import known_sheets
from toolkit.language.locales import load_locale
from toolkit.language.locales.hyphenation import register
from toolkit.project.project import find_project

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
PROJECT = find_project(Path(__file__).parents[3])
NARROW = "@page { size: 96mm 260mm; margin: 8mm }"


@cache
def collection() -> Collection:
    return Collection(PROJECT)


def laid_out(html: str, locales: tuple[str, ...]) -> Any:
    """The pages of finished HTML, as the PDF has them."""
    register(locales)
    with mended_lines(), worked_out_once(), remembered_rests(), known_sheets(), light_cells():
        fonts = _font_configuration(PROJECT.cache_path, PROJECT.theme_path, ())
        return HTML(string=with_addresses(html)).render(font_config=fonts)


def paragraphs(document: Any, within: str = "body") -> Iterator[list[str]]:
    """The lines of each block of text within an element; a block that goes over a page is two."""
    for page in document.pages:
        whole = [box for box in page._page_box.descendants() if box.element_tag == within]
        for box in itertools.chain.from_iterable(part.descendants() for part in whole):
            lines = [child for child in getattr(box, "children", ()) if isinstance(child, boxes.LineBox)]
            if lines and isinstance(box, boxes.BlockContainerBox):
                yield [text_of_line(line) for line in lines]


def text_of_line(line: Any) -> str:
    return "".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox)).strip(" ")


def faults(before: str, after: str, tag: str) -> Iterator[str]:
    """What is wrong with a line's end."""
    locale = load_locale(tag)
    word, following = before.rsplit(" ", maxsplit=1)[-1], after.split(" ", maxsplit=1)[0]
    if re.match(r"[-–—](?:\s|$)|[%‰°]", after):
        yield "a dash or a unit begins the line"
    if re.search(r"\d[%]?[-‐–—]$", before) and following[:1].isdigit():
        yield "a range is parted"
    if re.search(r"(?:\d|[A-ZА-Я]{2}|[»”])-$", before) and re.match(r"[^\W\d_]{1,5}\b", following):
        yield "an ending is parted from its number, acronym or quotation"
    if re.search(r"(?:^|[\s(«“])[^\W\d_]\.$", before) and word[-2:-1].isupper() and following[:1].isupper():
        yield "an initial ends the line"
    if word.strip("(«„“").lower() in locale.nobreak_after:
        yield "a short word ends the line"
    if before.endswith(locale.hyphen):
        stem = re.split(r"[\s\u00a0-]", before[:-1])[-1]
        rest = re.match(r"[\w’ʼʻ]*", following)
        if any(letter.isupper() for letter in stem):
            yield "a name is parted"
        if following[:1] in "ьъʼ’ʻ" or (tag == "be" and following[:1] in "йў"):
            yield "a sign begins the line"
        if len(stem.lstrip("(«„“‘")) < 3 or not rest or len(rest[0]) < 3:
            yield "less than three letters stand alone"


@pytest.fixture(scope="module", params=PROJECT.locales)
def narrow(request: pytest.FixtureRequest) -> tuple[str, Any]:
    """A language, and a real document in it on narrow pages, which have many ends."""
    locale = request.param
    found = Edition(PROJECT, collection().localized("cis-2023", locale), collection().interface(locale))
    return locale, laid_out(render_print(found).replace("</style>", NARROW + "</style>"), (locale,))


def test_lines_end_where_they_may(narrow: tuple[str, Any]) -> None:
    """No line ends where the language's typography forbids it."""
    locale, document = narrow
    seen, ends = [], 0
    for lines in paragraphs(document):
        for before, after in itertools.pairwise(lines):
            ends += 1
            seen += [f"{fault}: {before} / {after}" for fault in faults(before, after, locale)]
    assert ends > 200
    assert seen == []


def test_pages_end_where_they_may(narrow: tuple[str, Any]) -> None:
    """No page ends with a heading, with what introduces a list, or with one line of a paragraph; none begins with one."""
    _, document = narrow
    pages = [blocks_of(page) for page in document.pages[2:-1]]
    assert len(pages) > 10
    for blocks, following in itertools.pairwise([*pages, []]):
        assert blocks[-1].element_tag not in {"h1", "h2", "h3", "h4", "h5", "h6"}
        assert not text_of_line(blocks[-1].children[-1]).endswith(":")
        if following and following[0].element is blocks[-1].element:
            assert min(len(blocks[-1].children), len(following[0].children)) > 1


def blocks_of(page: Any) -> list[Any]:
    """The blocks of text on a page, in order."""
    body, *_ = page._page_box.children
    return [
        box
        for box in body.descendants()
        if isinstance(box, boxes.BlockContainerBox) and any(isinstance(kid, boxes.LineBox) for kid in box.children)
    ]


STYLE = "@page { size: 150mm 9999mm } p { hyphens: auto; hyphenate-limit-chars: 6 3 3; font: 11pt 'Noto Serif' }"
WIDTHS = range(40, 100)
AFTER_A_BLANK = "Обеспечивать непрерывную передачу профессионального опыта через {}наставничество{} и секций ИФЛА."
UNBROKEN = "Члены и консультанты постоянных комитетов секций ИФЛА, а также отрасли и\u00a0<em>журналисты</em>."
TEXTS = (AFTER_A_BLANK.format("<span>", "</span>"), AFTER_A_BLANK.format("", ""), UNBROKEN)


@pytest.fixture(scope="module")
def lines_by_width() -> dict[int, tuple[list[str], ...]]:
    """The lines of each of the texts in columns of so many millimetres."""
    columns = "".join(f'<p style="width: {width}mm">{text}</p>' for width in WIDTHS for text in TEXTS)
    found = list(paragraphs(laid_out(f'<html lang="ru"><style>{STYLE}</style><body>{columns}', ("ru",))))
    return dict(zip(WIDTHS, zip(*[iter(found)] * len(TEXTS), strict=True), strict=True))


@pytest.mark.parametrize("width", WIDTHS)
def test_an_element_breaks_no_line_before_it(lines_by_width: dict[int, tuple[list[str], ...]], width: int) -> None:
    """Where an element begins after a blank, all lines are as if it were not there; after a no-break blank none falls short."""
    with_element, without, lines = lines_by_width[width]
    assert with_element == without
    longest = max(map(len, lines))
    assert all(len(line) > longest / 2 for line in lines[:-1])


def test_words_are_found_over_line_ends() -> None:
    """Who searches or copies finds a hyphenated word whole: the hyphen of a line's end is U+00AD."""
    for locale in ("ru", "hy"):
        found = Edition(PROJECT, collection().localized("cis-2023", locale), collection().interface(locale))
        made = render_pdf(found)
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.data)]
        text = "\n".join(pages)
        assert text.count("\ufffe") > 20  # what pdfium makes of U+00AD at a line's end
        assert found.locale.hyphen not in text


def test_running_heads_are_one_line(tmp_path: Path) -> None:
    """A long title is cut at a word, its quotation closed; the section that the page begins in and the language stand there."""
    title = "Discussion of the “Trend Report” by librarians from all the countries of a very large commonwealth"
    source = "{#a}\n## First\n\nText.\n\n{#b}\n## Second\n\n" + "Words and words. " * 900 + "\n"
    found = edition(make_project(tmp_path, source, front=f"title: {title}\nlanguage: en"), "en")
    document = laid_out(render_print(found), ("en",))
    for number, page in enumerate(document.pages):
        heads = {box.at_keyword: box for box in page._page_box.children if isinstance(box, boxes.MarginBox)}
        texts = {
            name: [text_of_line(line) for line in box.descendants() if isinstance(line, boxes.LineBox)]
            for name, box in heads.items()
            if box.is_generated
        }
        if number in {0, 1, len(document.pages) - 1}:
            assert not any(texts.values())
            continue
        assert texts["@top-left"] == ["Discussion of the “Trend Report” by…"]
        assert texts["@bottom-left"] == ["English"]
        assert texts["@bottom-right"] == [f"Page {number + 1} of {len(document.pages)}"]
        assert texts.get("@top-right", []) == (
            [] if number in {2, len(document.pages) - 2} else ["First" if number == 3 else "Second"]
        )


LINKS = """\
See [the site](https://www.example.org/files/a.pdf?x=1&y=2), [us](mailto:us@example.org), <https://example.org/same> and
[a place](#a).

{#a}
## A place

Text.
"""


def structure(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every structure element, in reading order."""

    def walk(thing: Any) -> Iterator[Any]:
        if isinstance(thing, pikepdf.Array):
            for kid in thing:
                yield from walk(kid)
        elif isinstance(thing, pikepdf.Dictionary) and "/S" in thing:
            yield thing
            yield from walk(thing.get("/K", pikepdf.Array()))

    yield from walk(pdf.Root.StructTreeRoot.K)


def test_addresses_stand_in_print(tmp_path: Path) -> None:
    """Once each, where the words are not the address; a screen reader hears the words, an annotation belongs to each."""
    made = render_pdf(edition(make_project(tmp_path, LINKS), "en"))
    text = re.sub(
        r"\s+", "", "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.data))
    )
    assert text.count("thesite<https://www.example.org/files/a.pdf?x=1&y=2>") == 1
    assert text.count("us<us@example.org>") == 1
    assert text.count("https://example.org/same") == 1
    assert text.count("aplace(page4)") == 1
    with pikepdf.open(BytesIO(made.data)) as pdf:
        links = [note for page in pdf.pages for note in page.get("/Annots", ()) if "/A" in note]
        assert len(links) == 3
    plain = LINKS.replace("[the site](https://www.example.org/files/a.pdf?x=1&y=2)", "the site").replace(
        "[us](mailto:us@example.org)", "us"
    )
    without = render_pdf(edition(make_project(tmp_path, plain), "en"))
    assert artifacts(made.data) >= artifacts(without.data) + 2


def artifacts(data: bytes) -> int:
    """How many pieces of text are no content of the document: running heads, printed addresses."""
    found, artifact = 0, False
    with pikepdf.open(BytesIO(data)) as pdf:
        for operands, operator in itertools.chain.from_iterable(map(pikepdf.parse_content_stream, pdf.pages)):
            if str(operator) in {"BMC", "BDC"}:
                artifact = str(operands[0]) == "/Artifact"
            elif str(operator) == "EMC":
                artifact = False
            elif artifact and str(operator) == "BT":
                found += 1
    return found


NOTES = """\
First[^one] and second[^two], first again[^one].

- An item[^three]

[^one]: The first note.

[^two]: The second note begins.

    Its second paragraph ends with [a link](https://example.org/).

[^three]: The third note.
"""


def notes_of(data: bytes) -> list[str]:
    """The identifiers of the notes, which must be in the index of the tree."""
    with pikepdf.open(BytesIO(data)) as pdf:
        found = [str(element.ID) for element in structure(pdf) if element.S == "/Note"]
        index = pdf.Root.StructTreeRoot.get("/IDTree")
        named = (
            {str(name): element for name, element in zip(index.Names[::2], index.Names[1::2], strict=True)}
            if index
            else {}
        )
        assert list(named) == sorted(named)
        assert all(named[id].S == "/Note" for id in found)
    return found


def page_texts(data: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(data)]


def test_notes_stand_at_the_foot_of_their_page(tmp_path: Path) -> None:
    """Whole, once, below the text, with the numbers that the text has; tagged as notes (ISO 14289-1, 7.9)."""
    source = "Filling words. " * 250 + "\n\n" + NOTES.replace("- An item", "Filling words. " * 250 + "\n\n- An item")
    made = render_pdf(edition(make_project(tmp_path, source), "en"))
    pages = page_texts(made.data)
    for words, reference in (("1 The first note.", "First1"), ("3 The third note.", "An item3")):
        (page,) = (text for text in pages if words in text)
        assert reference in page
    (page,) = (text for text in pages if "2 The second note begins. Its second paragraph ends with a link" in text)
    assert re.search(r"second2 ?, first again1", page)
    ids = notes_of(made.data)
    assert len(ids) == len(set(ids)) == 3
    assert "Notes" not in "".join(pages)


def test_notes_that_cannot_stand_at_the_foot_stand_after_the_text(tmp_path: Path) -> None:
    """All of them, if one has a list, or belongs to a heading or a cell; and all are notes to a screen reader."""
    for extra in ("\n    - with a list\n", "\n## Heading[^one]\n"):
        made = render_pdf(edition(make_project(tmp_path, NOTES + extra), "en"))
        text = " ".join(page_texts(made.data))
        assert "Notes" in text
        assert all(text.count(words) == 1 for words in ("The first note.", "Its second paragraph", "The third note."))
        assert len(set(notes_of(made.data))) == 3


def test_no_note_is_lost_with_its_reference(tmp_path: Path) -> None:
    """A note that a translation no longer refers to stands after the text, with its own number."""
    make_project(tmp_path, "{#a}\n" + NOTES)
    write_catalog(
        tmp_path, "ru", {("a", "First[^one] and second[^two], first again[^one]."): "Первое[^one] без второго."}
    )
    made = render_pdf(edition(Collection(find_project(tmp_path)), "ru"))
    text = " ".join(page_texts(made.data))
    assert all(text.count(words) == 1 for words in ("The first note.", "The second note begins.", "The third note."))
    assert '<li value="2"' in render_print(edition(Collection(find_project(tmp_path)), "ru"))


def test_notes_side_by_side_are_notes_too(tmp_path: Path) -> None:
    """In two languages every note stands in both, tagged as one note."""
    project = make_project(tmp_path, NOTES)
    sides = edition(project, "en"), edition(project, "ru")
    made = make_pdf(render_parallel_print(*sides), *sides)
    text = " ".join(page_texts(made.data))
    assert all(text.count(words) == 2 for words in ("The first note.", "Its second paragraph", "The third note."))
    assert len(set(notes_of(made.data))) == 3


def edges(page: Any, words: str) -> tuple[float, float]:
    """Left and right edge of the largest text with these words on a laid out page, as shares of its width."""
    found = [
        box
        for box in page._page_box.descendants()
        if isinstance(box, boxes.TextBox) and words in box.text.replace("\u200b", "")
    ]
    box = max(found, key=lambda one: one.style["font_size"])
    return box.position_x / page.width, (box.position_x + box.width) / page.width


def test_right_to_left_pages_are_mirrored(tmp_path: Path) -> None:
    """Headings, lists, numbers of pages and both columns of an Arabic document stand where its readers look for them."""
    source = "{#h}\n## Aims\n\n{#i}\nSee [the site](https://www.example.org/) soon.\n\n- Item\n"
    make_project(tmp_path, source, ("en", "ar", "fa"), front="title: Title\nlanguage: en\ndate: 2024-01-02")
    texts = {
        ("h", "Aims"): "الأهداف",
        ("i", "See [the site](https://www.example.org/) soon."): "انظر [الموقع](https://www.example.org/) قريبا.",
    }
    for locale in ("ar", "fa"):
        write_catalog(tmp_path, locale, texts)
    found = Collection(find_project(tmp_path))
    assert make_pdf(render_print(edition(found, "ar")), edition(found, "ar")).warnings == ()
    _, _, contents, page, *_ = laid_out(render_print(edition(found, "ar")), ("ar",)).pages
    margin = 34 / 210
    assert edges(page, "الأهداف")[1] == pytest.approx(1 - margin, abs=0.01)
    assert edges(contents, "الأهداف")[1] == pytest.approx(1 - margin, abs=0.01)
    assert 1 - 2 * margin < edges(page, "Item")[1] < 1 - margin  # within the list's margin, at the right
    assert edges(page, "Page ")[0] == pytest.approx(margin, abs=0.01)
    words, address, rest = (edges(page, text) for text in ("الموقع", "<https://www.example.org/>", "قريبا"))
    assert words[0] > address[1] > address[0] > rest[1] - 0.01
    sides = edition(found, "ar"), edition(found, "en")
    parallel = laid_out(render_parallel_print(*sides), ("ar", "en")).pages[3]
    assert edges(parallel, "Aims")[1] < 0.5 < edges(parallel, "الأهداف")[0]
    persian = page_texts(render_pdf(edition(found, "fa")).data)
    assert any("۴" in text for text in persian)  # the number of the page, in the language's digits


@pytest.mark.parametrize("locale", ["az", "tk"])
def test_fi_keeps_its_dot(tmp_path: Path, locale: str) -> None:
    """Where ı is another letter than i, no ligature takes the dot away."""
    make_project(tmp_path, "{#a}\nText.\n", ("en", locale))
    write_catalog(tmp_path, locale, {("a", "Text."): "fikir ofis film"})
    made = render_pdf(edition(Collection(find_project(tmp_path)), locale))
    with pikepdf.open(BytesIO(made.data)) as pdf:
        maps = [
            font.ToUnicode.read_bytes()
            for font in pdf.objects
            if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font
        ]
    assert maps
    assert not any(b"<00660069>" in one.lower() for one in maps)


def test_wide_things_fit_and_long_tables_repeat_their_head(tmp_path: Path) -> None:
    """A table wider than the page shrinks; every page of a long one begins with its head."""
    wide = "| " + " | ".join(f"Heading{number}" for number in range(12)) + " |\n|" + "---|" * 12 + "\n"
    rows = "".join("| " + " | ".join(f"cell{row}" for _ in range(12)) + " |\n" for row in range(90))
    document = laid_out(render_print(edition(make_project(tmp_path, wide + rows), "en")), ("en",))
    pages = [page for page in document.pages if any(box.element_tag == "td" for box in page._page_box.descendants())]
    assert len(pages) > 1
    for page in pages:
        cells = [
            box for box in page._page_box.descendants() if box.element_tag in {"td", "th"} and box.element is not None
        ]
        edge = page._page_box.content_box_x() + page._page_box.width + 1
        assert sum(box.element_tag == "th" for box in cells) >= 12
        assert all(box.position_x + box.border_width() <= edge for box in cells)


def test_what_goes_over_a_page_is_one_element(tmp_path: Path) -> None:
    """A paragraph, a list and its item that the end of a page parts are each one element of the tree."""
    long = "Words and words. " * 300
    made = render_pdf(edition(make_project(tmp_path, f"## One\n\n{long}\n\n1. {long}\n2. Last.\n"), "en"))
    with pikepdf.open(BytesIO(made.data)) as pdf:
        found = [str(element.S) for element in structure(pdf)]
        (one,) = (element for element in structure(pdf) if element.S == "/L" and "/A" in element)
        assert [str(kid.S) for item in one.K for kid in item.K] == ["/Lbl", "/LBody"] * 2
        assert str(one.A.ListNumbering) == "/Decimal"
    assert made.pages > 4
    assert found.count("/Part") == 1
    assert found.count("/P") == 7  # the others say collection, title and language on cover, title page and back


def test_terms_are_labels_and_contents_stand_in_contents(tmp_path: Path) -> None:
    """The facts of the title page are pairs; a nested list of the contents is one; annotations say the words of their links."""
    source = "## One\n\n### Two\n\nText.\n"
    made = render_pdf(
        edition(make_project(tmp_path, source, front="title: T\nlanguage: en\nplace: Minsk\ndate: 2024-01-02"), "en")
    )
    with pikepdf.open(BytesIO(made.data)) as pdf:
        elements = list(structure(pdf))
        facts = [element for element in elements if element.S == "/L"]
        assert all([str(kid.S) for kid in item.K] == ["/Lbl", "/LBody"] for one in facts for item in one.K)
        assert [str(element.P.S) for element in elements if element.S == "/TOC"] == ["/NonStruct", "/TOCI"]
        words = {str(note.Contents) for page in pdf.pages for note in page.get("/Annots", ()) if "/Dest" in note}
        assert words == {"One", "Two"}
        assert len(pdf.Root.AF) == len({str(file.UF) for file in pdf.Root.AF})


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """The structure elements of a kind."""
    return [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == f"/{kind}"]


def marked_text(data: bytes, page: int) -> tuple[str, str]:
    """What is drawn on a page as content, and as artifacts."""
    found = {True: "", False: ""}
    sheet = pypdfium2.PdfDocument(data)[page]
    texts = sheet.get_textpage()
    for thing in sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
        marked = pypdfium2.raw.FPDFPageObj_GetMarkedContentID(thing.raw) >= 0
        left, bottom, right, top = thing.get_bounds()
        found[marked] += texts.get_text_bounded(left, bottom, right, top)
    return found[True], found[False]


def test_the_dots_of_the_contents_are_artifacts(tmp_path: Path) -> None:
    """Nobody wants to hear them; the heading and the number of its page stay."""
    found = render_pdf(edition(make_project(tmp_path, "## Aims of all\n\nText.\n"), "en"))
    content, artifacts = marked_text(found.data, 2)
    assert "Aims of all" in content
    assert "4" in content
    assert ". ." not in content
    assert artifacts.count(".") > 20


def test_a_printed_address_on_its_own_line_is_no_second_link(tmp_path: Path) -> None:
    """The words are the link; the address after them goes over the end of the line, and is not heard."""
    address = "https://example.org/" + "/".join(["a-long-way"] * 12)
    source = f"Some words that come before and then [the last of them]({address}) and more.\n"
    found = render_pdf(edition(make_project(tmp_path, source), "en"))
    with pikepdf.open(BytesIO(found.data)) as pdf:
        links = elements(pdf, "Link")
        annotations = [one for page in pdf.pages for one in page.get("/Annots", ())]
    assert len(links) == len(annotations) == 1
    content, artifacts = marked_text(found.data, 2)
    assert "last of them" in content
    assert "a-long-way" not in content
    assert "a-long-way" in artifacts.replace("\u200b", "")


def test_without_headings_there_are_no_contents(tmp_path: Path) -> None:
    """And no page for them."""
    found = render_pdf(edition(make_project(tmp_path, "Words.\n"), "en"))
    assert found.pages == 5
    assert "Words." in marked_text(found.data, 2)[0]
