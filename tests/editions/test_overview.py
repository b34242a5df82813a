"""Recommendations by tracks: the colours of their sections, and all of them at a glance."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from bs4 import BeautifulSoup

from tests.tiny_project import edition, make_project, write_catalog
from toolkit.editions import tracks as track_room
from toolkit.editions.edition import Edition
from toolkit.editions.epub import render_epub
from toolkit.editions.html import render_html
from toolkit.editions.markup import Markup
from toolkit.editions.overview import overview
from toolkit.editions.parallel import make_parallel_pdf, render_parallel
from toolkit.editions.pdf.render import render_pdf, render_print
from toolkit.editions.tracks import tracks
from toolkit.project.look import TRACKS

SOURCE = """\
{#one}
## First track

{.recommendations}
1. Open the doors
2. Lend the books

{#why .question}
### Why?

{.actions}
- Do it

{#two}
## Second track

{.recommendations}
3. Teach the readers

{#appendix-1}
## Appendix

{#app .recommendations}
1. Open all doors
"""


def test_each_track_has_a_colour_and_an_appendix_none(tmp_path: Path) -> None:
    found = edition(make_project(tmp_path, SOURCE), "en")
    assert tracks(found.localized.document) == {"one": 1, "two": 2}
    page = BeautifulSoup(render_html(found), "lxml")
    assert [one["class"] for one in page.select("main section.track")] == [["track", "track-1"], ["track", "track-2"]]
    assert page.select_one("#appendix-1").parent.get("class") is None


def test_more_tracks_than_colours_begin_anew(tmp_path: Path) -> None:
    source = "".join(f"{{#t{n}}}\n## T{n}\n\n{{.recommendations}}\n{n + 1}. R{n}\n\n" for n in range(len(TRACKS) + 1))
    found = edition(make_project(tmp_path, source), "en")
    assert list(tracks(found.localized.document).values()) == [*range(1, len(TRACKS) + 1), 1]


def test_the_overview_has_each_recommendation_once(tmp_path: Path) -> None:
    found = edition(make_project(tmp_path, SOURCE), "en")
    listed = [(track.heading.text, [(one.number, one.entry.id) for one in track.items]) for track in found.overview]
    assert listed == [("First track", [(1, "rec-1"), (2, "rec-2")]), ("Second track", [(3, "rec-3")])]
    page = BeautifulSoup(render_html(found), "lxml")
    links = [one["href"] for one in page.select(".overview li a")]
    assert links == ["#rec-1", "#rec-2", "#rec-3"]
    assert all(page.select_one(link) for link in links)
    assert [one.get("start") for one in page.select(".overview ol")] == [None, "3"]


def test_the_overview_is_one_page_of_the_pdf_with_numbers_of_pages(tmp_path: Path) -> None:
    make_project(tmp_path, SOURCE)
    write_catalog(tmp_path, "ru", {("rec-2", "Lend the books"): "Выдавать книги"})
    found = edition(make_project(tmp_path, SOURCE), "ru")
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(render_pdf(found).data)]
    (page,) = [text for text in texts if "Open the doors" in text and "Teach the readers" in text and ". . ." in text]
    assert re.search(r"Выдавать книги[ .]+5", page)


def two_languages(root: Path) -> list[Edition]:
    make_project(root, SOURCE)
    texts = {("one", "First track"): "Первое", ("rec-2", "Lend the books"): "Выдавать книги"}
    write_catalog(root, "ru", texts)
    collection = make_project(root, SOURCE, settings='site.url = "https://example.org"\n')
    return [edition(collection, locale) for locale in ("en", "ru")]


def test_the_overview_of_two_languages_has_both_in_a_line(tmp_path: Path) -> None:
    page = BeautifulSoup(render_parallel(*two_languages(tmp_path)), "lxml")
    (title,) = page.select("#overview-title")  # no word of the theme is in Russian here, and the page is in English
    assert (title.get_text(), title.select("span")) == ("Recommendations", [])
    first, second, third = page.select(".overview li a")
    assert second.get_text(" ", strip=True) == "Lend the books Выдавать книги"
    assert (second["href"], second.span["lang"]) == ("#rec-2", "ru")
    for line in (first, third):  # in its own place, as what is not translated
        assert line.select_one("[lang=ru] > .untranslated")["lang"] == "en"
    assert page.select_one(".overview-track").get_text(" ", strip=True) == "First track Первое"


def test_the_overview_of_two_languages_on_paper(tmp_path: Path) -> None:
    """On one page, with the numbers of pages; below, every page names the code of its section in each language."""
    editions = two_languages(tmp_path)
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(make_parallel_pdf(*editions).data)]
    (page,) = [text for text in texts if "Open the doors" in text and "Teach the readers" in text and ". . ." in text]
    assert re.search(r"Lend the books[ .]+\d+\s+Выдавать книги", page)
    codes = [one.still.sections["one"] for one in editions]
    assert codes[0] != codes[1]
    (body,) = [text for text in texts if "Do it" in text]
    assert all(f"{one.still.code} · {code}" in body for one, code in zip(editions, codes, strict=True))


def test_a_book_has_the_overview_before_its_text(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(render_epub(two_languages(tmp_path)[1]))) as book:
        text = BeautifulSoup(book.read("EPUB/text.xhtml"), "xml")
    listed = [(one["href"], one.get_text(strip=True)) for one in text.select(".overview li a")]
    assert listed == [("#rec-1", "Open the doors"), ("#rec-2", "Выдавать книги"), ("#rec-3", "Teach the readers")]
    assert all(text.find(id=address[1:]) for address, _ in listed)
    assert text.select_one(".overview .track-2 ol")["start"] == "3"


def test_few_recommendations_need_no_overview(tmp_path: Path) -> None:
    source = "## A\n\n{.recommendations}\n1. One\n2. Two\n"
    assert overview(edition(make_project(tmp_path, source), "en").localized) == ()


def test_what_only_an_appendix_has_is_shown(tmp_path: Path) -> None:
    source = "{#appendix-a}\n## A\n\n{.recommendations}\n1. One\n2. Two\n3. Three\n"
    (track,) = edition(make_project(tmp_path, source), "en").overview
    assert (track.colour, [one.number for one in track.items]) == (0, [1, 2, 3])


def test_numbers_from_right_to_left_stand_before_their_words(tmp_path: Path) -> None:
    """None is moved among them by the dots behind."""
    source = SOURCE.replace("Open the doors", "לפתוח את הדלתות").replace("Lend the books", "להשאיל ספרים")
    found = edition(make_project(tmp_path, source, ["he"], front="title: כותרת\nlanguage: he"), "he")
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(render_pdf(found).data)]
    page = next(page for page in pages if "Teach" in page.get_text_range())
    boxes = [(page.get_text_range(place, 1), page.get_charbox(place)) for place in range(page.count_chars())]
    letters = [box for sign, box in boxes if "\u05d0" <= sign <= "\u05ea" and box[3] - box[1] > 1]
    for number in "12":
        left, low, _, high = next(box for sign, box in boxes if sign == number)
        beside = [box for box in letters if box[1] < high and box[3] > low]
        assert beside
        assert all(box[2] <= left for box in beside), number


def test_a_document_is_looked_through_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many languages and lists ask for its tracks; another document is another."""
    one, other = (edition(make_project(tmp_path / name, SOURCE), "en").localized for name in ("one", "other"))
    asked = []
    monkeypatch.setattr(track_room, "items", lambda document: asked.append(document) or iter(()))
    for localized in (one, one, one, other, other):
        Markup(localized)
    assert asked == [one.document, other.document]


def test_numbers_that_leave_some_out_are_said(tmp_path: Path) -> None:
    """Of items one after the other only the first is: a number of its own makes each line a style of its own."""
    source = "## Aims\n\n{.recommendations}\n2. One\n3. Two\n\nAnd\n\n{.recommendations}\n7. Three\n8. Four\n"
    page = BeautifulSoup(render_print(edition(make_project(tmp_path, source), "en")), "lxml")
    assert [one.get("value") for one in page.select(".overview li")] == [None, None, "7", None]
    assert page.select_one(".overview ol")["start"] == "2"


def test_the_last_word_stands_with_its_dots(tmp_path: Path) -> None:
    """However much room a line has; a word longer than the line is broken, and none goes over the edge of the page."""
    lines = [f"Readers {'borrow' * 7}{'i' * number} books" for number in range(0, 60, 3)]
    lines += [f"Long {'word' * number}" for number in range(8, 40, 4)]
    texts = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
    found = edition(make_project(tmp_path, f"## One\n\n{{.recommendations}}\n{texts}\n"), "en")
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(render_pdf(found).data)]
    text = "".join(page.get_text_range() for page in pages[3:6]).replace("\r", "")
    assert len(re.findall(r"^(?!English).*[a-z\u200b][ .]*[78]$", text, re.MULTILINE)) == len(lines)
    ends = [page.get_charbox(place)[2] for page in pages[2:6] for place in range(page.count_chars())]
    assert max(ends) < 210 / 25.4 * 72 - 34 / 25.4 * 72


def test_ranges_are_marked_once(tmp_path: Path) -> None:
    """What stays on one line in the title of a track is not marked again with the words around the text."""
    page = BeautifulSoup(
        render_print(edition(make_project(tmp_path, SOURCE.replace("First track", "Track 1–2")), "en")), "lxml"
    )
    assert [one.get_text() for one in page.select(".overview-track .whole")] == ["1–2"]
