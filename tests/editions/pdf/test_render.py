"""The PDF edition: text, bookmarks, language, links and fonts, in four scripts' worth of languages."""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.pictures import photograph
from tests.tiny_project import edition, make_project, write_catalog
from toolkit.collection.collection import Collection
from toolkit.editions.edition import Edition
from toolkit.editions.pdf.render import render_large_print, render_pdf
from toolkit.errors import ToolkitError
from toolkit.fonts.packages import FAMILIES
from toolkit.project.project import find_project
from toolkit.sources.document import Block, Kind, Segment

pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
ROOT = Path(__file__).parents[3]


def real(name: str, locale: str) -> Edition:
    """An edition of a real document."""
    collection = Collection(find_project(ROOT))
    return Edition(collection.project, collection.localized(name, locale), collection.interface(locale))


def text_of(data: bytes) -> str:
    """The text, blanks and hyphens at the ends of lines taken out: lines end where the pages want them to."""
    pages = pypdfium2.PdfDocument(data)
    found = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return squeezed(found)


def squeezed(text: str) -> str:
    """The letters and digits alone."""
    return re.sub(r"[\W_]+", "", text)


def bookmarks(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    """Depth and title of each entry of the outline, in order."""
    found: list[tuple[int, str]] = []

    def walk(items: list[pikepdf.OutlineItem], depth: int) -> None:
        for item in items:
            found.append((depth, item.title))
            walk(item.children, depth + 1)

    with pdf.open_outline() as outline:
        walk(outline.root, 0)
    return found


def headings(found: Edition) -> list[tuple[Block, Segment]]:
    blocks = found.localized.document.walk()
    return [(block, block.segment) for block in blocks if block.kind is Kind.HEADING and block.segment]


@pytest.mark.parametrize(
    ("name", "locale", "letters"),
    [
        ("cis-2023", "ru", "ыэё"),
        ("alma-2019", "hy", "եւոր"),
        ("alma-2019", "kk", "әғқңөұүі"),
        ("alma-2019", "uz", "ʻ"),
    ],
)
def test_a_pdf_says_what_it_is_and_holds_the_text(name: str, locale: str, letters: str) -> None:
    """Language, title, bookmarks, every text of the edition, and fonts of our own only."""
    found = real(name, locale)
    made = render_pdf(found)
    assert made.warnings == ()
    text = text_of(made.data)
    markup = found.markup()
    missing = [
        rendition.text
        for id, rendition in found.localized.renditions.items()
        if not id.startswith("meta/") and squeezed(markup.plain(id)) not in text
    ]
    across_pages = len(list(pypdfium2.PdfDocument(made.data)))  # a text may go over the foot and the head of a page
    assert len(missing) < across_pages
    assert set(letters) <= set(text)
    with pikepdf.open(BytesIO(made.data)) as pdf:
        assert str(pdf.Root.Lang) == locale
        assert pdf.docinfo["/Title"] == found.title_text
        assert len(pdf.pages) == made.pages
        titles = [squeezed(title) for _, title in bookmarks(pdf)]
        wanted = [squeezed(markup.plain(segment.id)) for _, segment in headings(found)]
        assert [title for title in titles if title in wanted] == wanted
        assert fonts(pdf) <= {family.replace(" ", "-") for family in FAMILIES}
        assert fonts(pdf)


def fonts(pdf: pikepdf.Pdf) -> set[str]:
    """The families of the embedded fonts."""
    names = {
        str(one.FontName)
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
    }
    plain = (name.removeprefix("/").partition("+")[2] or name for name in names)
    return {
        re.sub(r"-(Bold|Semi-Bold|Semi-Light|Light|Medium|Oblique|Italic|Heavy|Regular|\d+)\b", "", name)
        for name in plain
    }


SOURCE = """\
{.recommendations}
6. Sixth one
7. Seventh one

{#b}
## Below

See [the seventh](#rec-7), [the web](https://example.org/) and a note[^1].

[^1]: The note.
"""


def test_lists_go_on_and_links_lead_within(tmp_path: Path) -> None:
    """A list that begins with six is numbered so; links to anchors are destinations, others addresses."""
    made = render_pdf(edition(make_project(tmp_path, SOURCE), "en"))
    pages = list(pypdfium2.PdfDocument(made.data))
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    numbers = re.findall(r"(?m)^(\d+)\.\s*$", text)  # markers are drawn after their texts
    assert numbers == ["6", "7"]
    with pikepdf.open(BytesIO(made.data)) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", ())]
        inner = {str(note.Dest) for note in notes if "/Dest" in note}
        outer = {str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A}
        names = {str(name) for name in list(pdf.Root.Names.Dests.Names)[::2]}
    assert {"rec-7", "b", "note-1", "ref-1"} <= inner <= names
    assert outer == {"https://example.org/"}


@pytest.mark.parametrize("sign", ["漢", "😀", "𓀀"])
def test_a_character_without_a_glyph_is_an_error(tmp_path: Path, sign: str) -> None:
    """Named with its code, the catalog's line, and the segment that it stands in."""
    make_project(tmp_path, "{#a}\nFine.\n\n{#b}\nText.\n")
    write_catalog(tmp_path, "ru", {("a", "Fine."): "Хорошо.", ("b", "Text."): f"Текст {sign}."})
    with pytest.raises(ToolkitError) as caught:
        render_pdf(edition(Collection(find_project(tmp_path)), "ru"))
    (one,) = caught.value.diagnostics
    assert one.message == f"no font has the character {sign} (U+{ord(sign):04X})"
    assert str(one.location) == "i18n/ru/doc.po:10"
    assert one.detail == "segment b"


RENDER = """
import hashlib, sys
from pathlib import Path
from toolkit.collection.collection import Collection
from toolkit.editions.edition import Edition
from toolkit.editions.html import render_html
from toolkit.editions.pdf.render import render_large_print, render_pdf
from toolkit.project.project import find_project
collection = Collection(find_project(Path(sys.argv[1])))
for locale in sys.argv[2].split():
    edition = Edition(collection.project, collection.localized("doc", locale), collection.interface(locale))
    print(locale, hashlib.sha256(render_html(edition).encode()).hexdigest(), hashlib.sha256(render_pdf(edition).data).hexdigest())
"""


def test_two_processes_give_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the hash seed, the time zone and the order of work."""
    make_project(tmp_path, SOURCE, ("en", "ru", "hy"), front="title: Title\nlanguage: en\ndate: 2023-04-20")
    write_catalog(tmp_path, "hy", {("rec-6", "Sixth one"): "Վեցերորդ"})
    results = []
    for seed, zone, order in (("1", "Asia/Yerevan", "en ru hy"), ("2", "America/Lima", "hy en ru")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", RENDER, str(tmp_path), order]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=ROOT)
        results.append(sorted(done.stdout.splitlines()))
    assert results[0] == results[1]
    assert len(results[0]) == 3


def sizes(data: bytes) -> Counter[float]:
    """How many letters stand in each size, in points on the page."""
    found: Counter[float] = Counter()
    for page in pypdfium2.PdfDocument(data):
        for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            size = ctypes.c_float()
            pypdfium2.raw.FPDFTextObj_GetFontSize(thing.raw, size)
            found[round(size.value * abs(thing.get_matrix().d), 1)] += 1
    return found


def test_large_print_is_large_throughout(tmp_path: Path) -> None:
    """Text of 18 points, nothing under 12, on the same sheet of paper; the same text and the same bookmarks."""
    source = "## One\n\nSome words of *text* and [more](https://example.org).\n\n> Quoted.\n\n| A | B |\n|---|---|\n| c | d |\n"
    found = edition(make_project(tmp_path, source), "en")
    small, large = render_pdf(found), render_large_print(found)
    assert large.warnings == ()
    letters = sizes(large.data)
    assert letters.most_common(1)[0][0] == 18
    assert min(letters) >= 12 > min(sizes(small.data))
    with pikepdf.open(BytesIO(small.data)) as one, pikepdf.open(BytesIO(large.data)) as other:
        assert [round(float(side)) for side in other.pages[0].MediaBox] == [0, 0, 595, 842]
        assert bookmarks(one) == bookmarks(other) != []
        assert other.Root.MarkInfo.Marked


def labels(pdf: pikepdf.Pdf) -> list[tuple[str, str, str]]:
    """Of each label: its language, that of the passage it stands in, and the kind of element that says the latter."""
    found = []
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Span" and one.get("/Lang") == "ru":
            around = one.P
            while "/Lang" not in around:
                around = around.P
            found.append((str(one.Lang), str(around.Lang), str(around.S)))
    return found


def test_a_passage_that_stands_in_another_language_says_which(tmp_path: Path) -> None:
    """Titles, headings, items, terms, cells, captions and notes, in the reader's language; bookmarks are without it."""
    source = "{#a}\n## Aims\n\n{#b}\nOne.\n\n{#c}\nTwo.[^n]\n\n- Three\n\n> Four\n\nFive\n:   Six\n\n"
    source += '| Seven | Eight |\n|---|---|\n| Nine | Ten |\n\n![Door](door.png "Eleven")\n\n[^n]: Twelve.\n'
    make_project(tmp_path, source, ("en", "ru"))
    write_catalog(tmp_path, "ru", {("b", "One."): "Один."})
    photograph(tmp_path / "sources" / "door.png", (40, 30))
    collection = Collection(find_project(tmp_path))
    made = render_pdf(edition(collection, "ru")).data
    text = text_of(made)
    words = [
        "Title",
        "Aims",
        "Two",
        "Three",
        "Four",
        "Five",
        "Six",
        "Seven",
        "Eight",
        "Nine",
        "Ten",
        "Eleven",
        "Twelve",
    ]
    assert [one for one in words if f"Английский{one}" not in text] == []
    assert "АнглийскийОдин" not in text
    with pikepdf.open(BytesIO(made)) as pdf:
        assert bookmarks(pdf)[0][1] == "Aims"
        assert len(labels(pdf)) == text.count("Английский") - 1  # the original language, in the colophon
        assert {around for _, around, _ in labels(pdf)} == {"en"}
    assert "EnglishAims" not in text_of(render_pdf(edition(collection, "en")).data)


def test_large_print_follows_the_page_size(tmp_path: Path) -> None:
    """On Letter it is Letter."""
    make_project(tmp_path, "Words.\n")
    with (tmp_path / "polyedition.toml").open("a", encoding="utf-8") as settings:
        settings.write('page-size = "Letter"\n')
    made = render_large_print(edition(Collection(find_project(tmp_path)), "en"))
    with pikepdf.open(BytesIO(made.data)) as pdf:
        assert [round(float(side)) for side in pdf.pages[0].MediaBox] == [0, 0, 612, 792]


DC = "{http://purl.org/dc/elements/1.1/}"


def test_catalogues_read_what_it_is(tmp_path: Path) -> None:
    """In XMP and Info; a translation is not what the original's identifier names, but comes from it."""
    front = "title: The plan\nlanguage: en\nsubtitle: Until 2030\ndate: 2026-01-15\nversion: '2.1'\nidentifier: doi:10.0000/plan\n"
    front += "publishers: [Union of Libraries, Academy]\nkeywords: [libraries]\nrights: Free"
    make_project(tmp_path, "Words.\n", front=front)
    title = {("meta/title", "The plan"): "План"}
    write_catalog(tmp_path, "ru", title, comments=("Anna (Academy) <a@b.org>, 2026.",))
    collection = Collection(find_project(tmp_path))
    with (
        pikepdf.open(BytesIO(render_pdf(edition(collection, "en")).data)) as original,
        pikepdf.open(BytesIO(render_pdf(edition(collection, "ru")).data)) as translation,
        original.open_metadata() as first,
        translation.open_metadata() as second,
    ):
        assert first[f"{DC}title"] == "The plan"
        assert first[f"{DC}creator"] == ["Union of Libraries", "Academy"]
        assert first[f"{DC}publisher"] == {"Union of Libraries", "Academy"}
        assert first[f"{DC}date"] == ["2026-01-15"]
        assert first[f"{DC}language"] == {"en"}
        assert first[f"{DC}subject"] == {"libraries"}
        assert first[f"{DC}rights"] == "Free"
        assert first[f"{DC}description"] == "Until 2030"
        assert first[f"{DC}identifier"] == "https://doi.org/10.0000/plan"
        assert second[f"{DC}title"] == "План"
        assert second[f"{DC}language"] == {"ru"}
        assert second[f"{DC}contributor"] == {"Anna (Academy)"}
        assert f"{DC}identifier" not in second
        revision = collection.document("doc").revision
        assert second[f"{DC}source"] == f"The plan, 2.1 {revision} (en), https://doi.org/10.0000/plan"
        assert (str(original.docinfo.Title), str(translation.docinfo.Title)) == ("The plan", "План")
        assert "Union of Libraries" in str(original.docinfo.Author)


def test_the_notice_of_large_print_is_on_its_first_page() -> None:
    """Where nobody overlooks it, whatever the length of a real title."""
    for locale in ("uz-Cyrl", "hy"):
        found = real("cis-2023", locale)
        begun = replace(found.localized.document, blocks=found.localized.document.blocks[:2])
        found = Edition(found.project, replace(found.localized, document=begun), found.interface)
        first = pypdfium2.PdfDocument(render_large_print(found).data)[0]
        assert squeezed(found.interface.gettext("Draft translation.")) in squeezed(
            first.get_textpage().get_text_range()
        )
