"""Recommendations by tracks: the colours of their sections, and all of them at a glance."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
from bs4 import BeautifulSoup

from tests.tiny_project import edition, make_project, write_catalog
from toolkit.editions.html import render_html
from toolkit.editions.overview import overview
from toolkit.editions.pdf.render import render_pdf
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


def test_few_recommendations_need_no_overview(tmp_path: Path) -> None:
    source = "## A\n\n{.recommendations}\n1. One\n2. Two\n"
    assert overview(edition(make_project(tmp_path, source), "en").localized) == ()


def test_what_only_an_appendix_has_is_shown(tmp_path: Path) -> None:
    source = "{#appendix-a}\n## A\n\n{.recommendations}\n1. One\n2. Two\n3. Three\n"
    (track,) = edition(make_project(tmp_path, source), "en").overview
    assert (track.colour, [one.number for one in track.items]) == (0, [1, 2, 3])
