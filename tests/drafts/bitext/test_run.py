"""A translation in a file becomes drafts of the catalog, and a page to look them over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from tests.exchange.documents.word_files import p, write_word
from tests.tiny_project import make_project
from toolkit.catalog.model import State
from toolkit.catalog.po import read_po
from toolkit.drafts.bitext.fill import fill_memory
from toolkit.drafts.bitext.run import align_file
from toolkit.drafts.memory import Memory
from toolkit.errors import ToolkitError, UsageError
from toolkit.revision.revise import update_project

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.project.project import Project

ENGLISH = (
    ("Aims", "1"), ("In 2019 the library of Moscow had 120 rooms for readers of all ages.", ""),
    ("Every town needs a library that is open in the evening.", ""), ("Means", "1"),
    ("The Ministry of Culture gives 15 per cent of its money to books.", ""), ("Librarians learn all their lives.", ""),
)  # fmt: skip
RUSSIAN = (
    ("Цели", "1"), ("В 2019 году в библиотеке Москвы было 120 залов для читателей всех возрастов.", ""),
    ("Каждому городу нужна библиотека, которая открыта вечером.", ""), ("Средства", "1"),
    ("Министерство культуры отдаёт 15 процентов своих денег на книги.", ""), ("Библиотекари учатся всю жизнь.", ""),
)  # fmt: skip


def written(path: Path, texts: tuple[tuple[str, str], ...]) -> Path:
    """A Word file with the paragraphs."""
    return write_word(path, "".join(p(text, style) for text, style in texts))


def source() -> str:
    """The English texts as our Markdown."""
    return "\n\n".join(f"## {text}" if style else text for text, style in ENGLISH)


def project(root: Path) -> Project:
    """A project with the English document and empty catalogs."""
    made = make_project(root, source(), ("en", "ru"), front="title: The plan\nlanguage: en").project
    update_project(made, ("ru",))
    return made


def test_a_translation_becomes_drafts(tmp_path: Path) -> None:
    """Each says where it is from and how sure it is; what is there stays; a second time nothing is to be done."""
    found = project(tmp_path)
    path = found.catalog("doc", "ru")
    path.write_text(
        path.read_text("utf-8").replace('msgid "Aims"\nmsgstr ""', 'msgid "Aims"\nmsgstr "Задачи"'), "utf-8"
    )
    file = written(tmp_path / "plan ru.docx", RUSSIAN)
    done = align_file(found, file, "ru", None, now="2026-05-04 10:00+0000")
    messages = {one.msgid: one for one in read_po(path).live}
    assert [messages[text].msgstr[0] for text, _ in ENGLISH] == ["Задачи", *(text for text, _ in RUSSIAN[1:])]
    assert (done.drafts, done.kept, done.missing, done.unused) == (5, 1, 0, 0)
    draft = messages[ENGLISH[1][0]]
    assert draft.state is State.DRAFT
    assert draft.origin is not None
    assert draft.origin.startswith("aligned/plan-ru.docx 0.")
    assert draft.origin_digest == draft.digest
    assert messages["Aims"].state is State.TRANSLATED
    before = path.read_bytes()
    assert align_file(found, file, "ru", "doc", now="2026-05-05 10:00+0000").drafts == 0
    assert path.read_bytes() == before


def test_the_page_shows_the_doubtful_first_and_has_no_script(tmp_path: Path) -> None:
    """Whatever stands in the file."""
    found = project(tmp_path)
    texts = (*RUSSIAN[:2], ("&lt;script&gt;alert(1)&lt;/script&gt; совсем другое", ""), *RUSSIAN[3:])
    done = align_file(found, written(tmp_path / "a.docx", texts), "ru", "doc", now="2026-05-04 10:00+0000")
    page = html.fromstring((tmp_path / done.page).read_text("utf-8"))
    assert page.xpath("//script") == []
    scores = [float(text) for text in page.xpath("//tbody/tr/td[1]/text()[1]") if text.startswith(("0.", "1."))]
    assert scores == sorted(scores)
    assert page.xpath("//tbody//td[3]/@lang") == ["ru"] * len(page.xpath("//tbody/tr"))


def test_a_file_in_another_language_is_refused(tmp_path: Path) -> None:
    """Before anything is written."""
    found = project(tmp_path)
    before = found.catalog("doc", "ru").read_bytes()
    with pytest.raises(ToolkitError, match="the file is in en by its words, not in ru"):
        align_file(found, written(tmp_path / "a.docx", ENGLISH), "ru", "doc", now="")
    with pytest.raises(UsageError, match="no locale kk"):
        align_file(found, written(tmp_path / "a.docx", ENGLISH), "kk", "doc", now="")
    assert found.catalog("doc", "ru").read_bytes() == before


def test_parallel_documents_fill_the_memory(tmp_path: Path) -> None:
    """The languages are told from the words."""
    found = project(tmp_path)
    done = fill_memory(found, written(tmp_path / "a.docx", ENGLISH), written(tmp_path / "a-ru.docx", RUSSIAN))
    assert (done.path, done.language, done.locale, done.units) == ("i18n/memory/a-ru.tmx", "en", "ru", 6)
    with Memory(found) as memory:
        _, suggestions = memory.find(ENGLISH[2][0], "ru", 90)
    assert [one.text for one in suggestions] == [RUSSIAN[2][0]]
    with pytest.raises(UsageError, match="both files are in en"):
        fill_memory(found, tmp_path / "a.docx", tmp_path / "a.docx")
