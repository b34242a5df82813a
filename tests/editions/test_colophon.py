"""What every edition says of itself at its end, in each format and in its own language."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from lxml import html as lxml_html

from tests.tiny_project import edition, make_project
from toolkit.catalog.model import Catalog, Message
from toolkit.catalog.po import format_po
from toolkit.collection.collection import Collection
from toolkit.editions.epub import render_epub
from toolkit.editions.html import render_html
from toolkit.editions.parallel import render_parallel, render_parallel_print
from toolkit.editions.pdf.render import render_pdf
from toolkit.project.project import find_project

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.editions.edition import Edition

pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
FRONT = """\
title: The plan
language: en
date: 2026-01-15
place: Minsk
publishers: [Union of Libraries]
version: "2.1"
identifier: doi:10.0000/plan
rights: Free to copy"""
WORDS = {
    "Document": "Документ",
    "Language": "Язык",
    "Script": "Письменность",
    "Original language": "Язык оригинала",
    "Date of this edition": "Дата этого издания",
    "Translated by": "Перевод",
    "Reviewed by": "Проверка",
    "Translation team": "Группа перевода",
    "Checksums": "Контрольные суммы",
    "Unofficial translation.": "Неофициальный перевод.",
    "The original text prevails.": "Решает оригинал.",
    "draft, not checked": "черновик",
    "reviewed": "проверено",
    "untranslated": "не переведено",
}


def write(root: Path, domain: str, *messages: Message, **headers: str) -> None:
    head = (
        ("Content-Type", "text/plain; charset=UTF-8"),
        *((key.replace("_", "-"), value) for key, value in headers.items()),
    )
    path = root / "i18n" / "ru" / f"{domain}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        format_po(Catalog(messages, head, Message("", comments=("Anna (Academy) <a@b.org>, 2026.",)))), "utf-8"
    )


def checked(id: str, text: str, translation: str) -> Message:
    """A translation whose review holds."""
    bare = Message(text, msgctxt=id, msgstr=(translation,))
    return Message(
        text, msgctxt=id, msgstr=(translation,), comments=(f"reviewed: Vera (Academy), 2026-05-07, {bare.digest}",)
    )


def project(root: Path, *settings: str, official: str = "", complete: bool = True) -> Collection:
    """A document whose Russian is reviewed but for a title, if that is there at all."""
    make_project(root, "{#a}\nWords.\n", front=FRONT + official)
    with (root / "polyedition.toml").open("a", encoding="utf-8") as file:
        file.writelines(settings)
    write(root, "interface", *(Message(one, msgstr=(other,)) for one, other in WORDS.items()))
    front = {"title": "План", "place": "Минск", "publisher-1": "Союз библиотек", "rights": "Можно копировать"}
    texts = {"title": "The plan", "place": "Minsk", "publisher-1": "Union of Libraries", "rights": "Free to copy"}
    messages = [checked(f"meta/{key}", texts[key], front[key]) for key in (front if complete else ())]
    headers = {"PO_Revision_Date": "2026-05-05 10:00+0300", "Language_Team": "Belarusian Library <x@y.org>"}
    write(root, "doc", *messages, checked("a", "Words.", "Слова."), **headers)
    return Collection(find_project(root))


def html_text(html: str, place: str = "footer") -> dict[str, str]:
    """The terms and descriptions of a page's colophon."""
    (colophon,) = lxml_html.document_fromstring(html).xpath(f'//{place}[@class="colophon"]')
    terms = [one.text_content() for one in colophon.iter("dt")]
    return dict(zip(terms, (" ".join(one.text_content().split()) for one in colophon.iter("dd")), strict=True))


EXPECTED = {
    "Документ": "План",
    "Version": "2.1",
    "Date": "15 января 2026 г.",
    "Place": "Минск",
    "Published by": "Союз библиотек",
    "DOI": "https://doi.org/10.0000/plan",
    "Язык": "Русский",
    "Письменность": "Кириллица",
    "Язык оригинала": "Английский",
    "Дата этого издания": "7 мая 2026 г.",
    "State of the translation": "проверено 100 % (5)",
    "Перевод": "Anna (Academy)",
    "Проверка": "Vera (Academy)",
    "Группа перевода": "Belarusian Library",
    "Rights": "Можно копировать",
}


def test_the_page_says_all(tmp_path: Path) -> None:
    """And leads to the records and the checksums."""
    found = edition(project(tmp_path), "ru")
    html = render_html(found)
    colophon = {key: value.replace("\u00a0", " ") for key, value in html_text(html).items()}
    assert EXPECTED.items() <= colophon.items()
    assert colophon["Source revision"] == found.localized.document.revision
    assert "Союз библиотек. План" in colophon["Cite this"]
    page = lxml_html.document_fromstring(html)
    links = page.xpath('//footer[@class="colophon"]//a/@href')
    assert {"../ru/doc.marc.xml", "../ru/doc.datacite.json", "../SHA256SUMS"} <= set(links)


def pdf_text(found: Edition) -> str:
    pages = pypdfium2.PdfDocument(render_pdf(found).data)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def epub_text(found: Edition) -> str:
    with zipfile.ZipFile(BytesIO(render_epub(found))) as archive:
        return str(lxml_html.document_fromstring(archive.read("EPUB/text.xhtml")).text_content())


@pytest.mark.parametrize("text_of", [pdf_text, epub_text])
def test_paper_and_book_say_the_same(tmp_path: Path, text_of: type[str]) -> None:
    """With the address of the checksums where the site has one."""
    text = text_of(edition(project(tmp_path, '[site]\nurl = "https://library.example/plans"\n'), "ru"))
    squeezed = re.sub(r"\s+", "", text)
    for key, value in EXPECTED.items():
        assert re.sub(r"\s+", "", key + value) in squeezed
    assert "https://library.example/plans/SHA256SUMS" in squeezed


def test_without_a_site_the_list_is_named(tmp_path: Path) -> None:
    """There is no address to give."""
    assert "SHA256SUMS" in epub_text(edition(project(tmp_path), "ru"))


def notices(found: Edition) -> list[str]:
    page = lxml_html.document_fromstring(render_html(found))
    return [" ".join(one.text_content().split()) for one in page.xpath('//*[@role="note"]')]


def test_a_checked_translation_is_unofficial(tmp_path: Path) -> None:
    """At the beginning and in the colophon; the original is not."""
    collection = project(tmp_path)
    assert notices(edition(collection, "ru")) == ["Неофициальный перевод. Решает оригинал."] * 2
    assert notices(edition(collection, "en")) == []


def test_a_translation_can_be_official(tmp_path: Path) -> None:
    """Where the document names it so."""
    assert notices(edition(project(tmp_path, official="\nofficial: [ru]"), "ru")) == []


def test_what_is_missing_is_told_of_an_official_translation_too(tmp_path: Path) -> None:
    """It has passages in another language."""
    found = edition(project(tmp_path, official="\nofficial: [ru]", complete=False), "ru")
    assert notices(found) == ["4 passages are not translated yet and stand in another language."] * 2
    assert html_text(render_html(found))["State of the translation"].replace("\u00a0", " ") == (
        "проверено 20 % (1) · не переведено 80 % (4)"
    )


def test_two_languages_side_by_side_have_both(tmp_path: Path) -> None:
    """Each in its own language; on paper no link leads into the site."""
    collection = project(tmp_path)
    both = edition(collection, "en"), edition(collection, "ru")
    page = lxml_html.document_fromstring(render_parallel(*both))
    (footer,) = page.xpath('//footer[@class="colophon"]')
    assert [one.get("lang") for one in footer.xpath('.//*[@class="half"]')] == ["en", "ru"]
    assert footer.xpath('.//a[@href="../../SHA256SUMS"]') != []
    assert footer.xpath('.//a[@href="../../ru/doc.marc.xml"]') != []
    assert "../" not in render_parallel_print(*both)
