"""What paper says of itself, and the page that tells whether it is still true."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.tiny_project import edition, make_project, write_catalog
from toolkit.catalog.po import write_po
from toolkit.collection.changes import snapshot
from toolkit.collection.codes import document_code, released_code, section_codes, segment_code
from toolkit.collection.collection import Collection
from toolkit.editions.html import render_html
from toolkit.editions.parallel import render_parallel_print
from toolkit.editions.pdf.render import render_print
from toolkit.editions.theme import BUILT_IN
from toolkit.project.project import find_project
from toolkit.project.releases import Release, write_releases
from toolkit.publish.still import still_file

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.editions.edition import Edition
    from validation.browser import Tab

SOURCE = "{#aims}\n## Aims\n\n{#p1}\nRead more books.\n\n{#ways}\n## Ways\n\n{#p2}\nOpen the doors.\n"
SITE = 'site.url = "https://example.org/editions"\n'


def made(root: Path, source: str = SOURCE, settings: str = SITE) -> Edition:
    """The English edition of a small project."""
    return edition(make_project(root, source, settings=settings), "en")


def released(root: Path) -> Edition:
    """The same, released as 1.0 and then changed."""
    localized = made(root).localized
    release = Release("doc", "en", "1.0", datetime.date(2026, 1, 2), "a" * 40, "1", "0" * 64, "")
    write_releases(root, [release])
    path = find_project(root).snapshot(release)
    path.parent.mkdir(parents=True)
    write_po(snapshot(localized), path)
    (root / "sources" / "doc.md").write_text(
        f"---\ntitle: Title\nlanguage: en\n---\n\n{SOURCE}".replace("more", "many"), "utf-8"
    )
    return edition(Collection(find_project(root)), "en")


def test_a_code_changes_with_its_text_and_no_other(tmp_path: Path) -> None:
    before, after = made(tmp_path / "a").localized, made(tmp_path / "b", SOURCE.replace("doors", "gates")).localized
    assert document_code(before) != document_code(after)
    starts = {"aims", "ways"}
    old, new = section_codes(before, starts), section_codes(after, starts)
    assert set(old) == {"", "aims", "ways"}
    assert [id for id in old if old[id] != new[id]] == ["ways"]
    assert segment_code(before.renditions["p1"]) == segment_code(after.renditions["p1"])
    assert segment_code(before.renditions["p2"]) != segment_code(after.renditions["p2"])


def test_a_snapshot_has_the_code_of_what_was_released(tmp_path: Path) -> None:
    localized = made(tmp_path).localized
    assert released_code(snapshot(localized)) == document_code(localized)


def test_paper_bears_address_edition_and_codes(tmp_path: Path) -> None:
    one = made(tmp_path)
    still = one.still
    assert still is not None
    assert still.address == f"https://example.org/editions/en/doc/still.html#e={still.edition}&h={still.code}"
    html = render_print(one)
    assert "@bottom-right-corner { content: url(" in html
    assert f"{still.edition} · {still.code}" in html
    for code in (still.sections["aims"], still.sections["ways"]):
        assert f'string-set: code-0 " · {code}"' in html
    page = BeautifulSoup(render_html(one), "lxml").select_one(".still")
    assert page is not None
    assert page.svg
    assert f"example.org/editions/en/doc/still.html{still.edition} · {still.code}" in page.get_text().replace("\n", "")


def test_without_an_address_paper_says_nothing(tmp_path: Path) -> None:
    one = made(tmp_path, settings="")
    assert one.still is None
    assert 'class="still"' not in render_html(one)
    assert "-corner { content: url" not in render_print(one)


def test_the_page_says_in_words_what_is_current(tmp_path: Path) -> None:
    one = released(tmp_path)
    assert one.still is not None
    page = BeautifulSoup(still_file(one).data.decode(), "lxml")
    assert one.still.code in page.get_text()
    for code in (one.still.sections["aims"], one.still.sections["ways"]):
        assert code in page.get_text()
    (past,) = page.select("[data-code]")
    assert "Changed since: 1.0" in past.get_text()
    assert [one.get_text() for one in past.select("del, ins")] == ["more", "many"]


def test_the_page_of_a_hostile_title_stays_a_page(tmp_path: Path) -> None:
    front = 'title: "\\\\<script>alert(1)"\nlanguage: en'
    one = edition(make_project(tmp_path, SOURCE, front=front, settings=SITE), "en")
    assert "<script>alert" not in still_file(one).data.decode()


@pytest.mark.browser
def test_the_page_answers_by_the_code_in_its_address(tmp_path: Path, tab: Tab) -> None:
    one = released(tmp_path)
    assert one.still is not None
    file = still_file(one)
    path = tmp_path / "output" / file.path
    path.parent.mkdir(parents=True)
    path.write_bytes(file.data)
    (tmp_path / "output" / "site.js").write_text((BUILT_IN / "site.js").read_text("utf-8"), "utf-8")
    past = re.search(r'data-code="(\w+)"', file.data.decode())
    assert past

    def answer(fragment: str) -> tuple[str, bool]:
        tab.open("about:blank")
        tab.open(path.as_uri() + fragment)
        words = tab.evaluate("document.querySelector('[data-still]').textContent")
        return words, tab.evaluate("document.querySelector('[data-code]').checkVisibility()")

    assert answer(f"#e=2026-01-02&h={one.still.code}") == ("Current: the text is as printed.", False)
    assert answer(f"#e=1.0&h={past[1]}") == ("Changed since: 1.0", True)
    assert answer("#e=2025-12-24&h=01234567") == ("Changed since: 2025-12-24", True)
    assert answer("#e=%3Cimg%20src%3Dx%3E&h=01234567") == ("", True)
    assert answer("#e=1.0&h=xyz") == ("", True)
    assert answer("") == ("", True)


def test_a_pair_on_paper_bears_what_both_languages_ask_with(tmp_path: Path) -> None:
    """Each language has its own page to ask, and its own code."""
    collection = make_project(tmp_path, SOURCE, settings=SITE)
    write_catalog(tmp_path, "ru", {("p2", "Open the doors."): "Откройте двери."})
    first, second = (edition(Collection(collection.project), tag) for tag in ("en", "ru"))
    assert first.still is not None
    assert second.still is not None
    assert first.still.code != second.still.code
    html = render_parallel_print(first, second)
    for one in (first.still, second.still):
        assert f"{one.short} · {one.edition} · {one.code}" in html
    assert html.count("-corner { content: url(") == 2
