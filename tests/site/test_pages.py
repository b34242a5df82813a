"""The pages that lead to the editions: documents as rows, languages once."""

from __future__ import annotations

import datetime
from pathlib import Path

from bs4 import BeautifulSoup

from tests.tiny_project import make_project
from toolkit.project.project import Project
from toolkit.site.pages import EditionFacts, FileFacts, render_home, render_locale

DAY = datetime.date(2026, 5, 4)
SETTINGS = 'introduction = "What libraries ask for."\ntheme.footer = "Free to all."\ntheme.contact = "https://example.org/us"\n'


def facts(name: str, title: str = "A title", **counts: int) -> EditionFacts:
    files = {"html": FileFacts(2048), "pdf": FileFacts(4096, 7)}
    return EditionFacts(name, title, "en", "", DAY, counts, files)


def home(root: Path, documents: int, locales: tuple[str, ...]) -> tuple[Project, str]:
    collection = make_project(root, "Text.\n", locales, settings=SETTINGS)
    found = {
        tag: [
            facts(f"doc-{number}", **({"source": 10} if tag == "en" else {"draft": 6, "reviewed": 4}))
            for number in range(documents)
        ]
        for tag in locales
    }
    return collection.project, render_home(
        collection.project, found, {tag: collection.interface(tag) for tag in locales}
    )


def test_each_document_is_one_row_and_each_language_one_link(tmp_path: Path) -> None:
    _, html = home(tmp_path, 9, ("en", "ru", "fa"))
    page = BeautifulSoup(html, "lxml")
    assert [one["href"] for one in page.select("[data-languages] a")] == [
        "en/index.html",
        "ru/index.html",
        "fa/index.html",
    ]
    rows = page.select(".row")
    assert [row.a["href"] for row in rows] == [f"en/doc-{number}.html" for number in range(9)]
    assert "Languages: 3" in rows[0].get_text()
    assert "original text 33% · reviewed 27% · draft, not checked 40%" in " ".join(rows[0].get_text().split())
    assert [one["style"] for one in rows[0].select(".meter > span")] == ["inline-size: 60.0%", "inline-size: 40.0%"]
    assert page.select_one(".introduction").get_text() == "What libraries ask for."


def test_the_first_page_does_not_grow_with_the_product(tmp_path: Path) -> None:
    """Twice the languages add what a language costs, whatever the number of documents."""
    sizes = {
        (documents, len(locales)): len(home(tmp_path / f"{documents}-{len(locales)}", documents, locales)[1])
        for documents in (10, 60)
        for locales in (("en", "ru"), ("en", "ru", "fa", "hy", "kk", "uz"))
    }
    few, many = (sizes[documents, 6] - sizes[documents, 2] for documents in (10, 60))
    assert abs(many - few) < 60  # only how many digits the shares have


def test_a_long_list_can_be_narrowed_down_and_is_whole_without_a_script(tmp_path: Path) -> None:
    page = BeautifulSoup(home(tmp_path / "many", 9, ("en", "ru"))[1], "lxml")
    form = page.select_one("[data-filter]")
    assert form.has_attr("hidden")
    assert [one["value"] for one in form.select("option")] == ["", "reviewed", "draft"]
    assert not page.select(".row[hidden]")
    assert not BeautifulSoup(home(tmp_path / "few", 3, ("en", "ru"))[1], "lxml").select("[data-filter]")


def test_the_page_of_a_language_has_the_files(tmp_path: Path) -> None:
    collection = make_project(tmp_path, "Text.\n", ("en", "ru"), settings=SETTINGS)
    html = render_locale(collection.project, "ru", [facts("doc", draft=3)], collection.interface("ru"))
    page = BeautifulSoup(html, "lxml")
    assert [one["href"] for one in page.select(".row a")] == ["doc.html", "doc.html", "doc.pdf"]
    assert page.select_one(".foot").get_text(" ", strip=True) == "Free to all. https://example.org/us"
