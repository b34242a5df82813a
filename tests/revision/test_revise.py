"""``update`` on a whole project: what it creates, what it leaves alone, and what it does with broken files."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.pictures import write_all_kinds
from tests.tiny_project import make_project
from toolkit.catalog.model import Catalog, Message, State
from toolkit.catalog.po import read_po, write_po
from toolkit.errors import Location, ToolkitError, UsageError
from toolkit.project import locks
from toolkit.revision.revise import Change, update_project
from toolkit.sources import pictures
from toolkit.system.held import exclusive

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.project.project import Project


def state(root: Path) -> dict[str, tuple[int, bytes]]:
    """Time and bytes of every catalog and template."""
    return {
        path.relative_to(root).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in (root / "i18n").rglob("*")
        if path.is_file()
    }


def update(project: Project, *locales: str, cosmetic: bool = False) -> list[Change]:
    return update_project(project, locales or project.locales, cosmetic=cosmetic)


def message(catalog: Catalog, text: str) -> Message:
    return next(one for one in catalog.messages if one.msgid == text)


def translate(path: Path, texts: dict[str, str], *, fuzzy: bool = False) -> None:
    """Gives a catalog translations, as a translator's editor would."""
    from dataclasses import replace

    catalog = read_po(path)
    messages = tuple(
        replace(one, msgstr=(texts[one.msgid],), flags=("fuzzy",) if fuzzy else ()) if one.msgid in texts else one
        for one in catalog.messages
    )
    write_po(replace(catalog, messages=messages), path)


def revise(project: Project, old: str, new: str, name: str = "plan") -> None:
    path = project.source(name)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_first_update_creates_all(tiny: Project) -> None:
    """Templates and catalogs of every locale, the source's own included, but not of a locale that is derived."""
    names = set(state(tiny.root))
    domains = ("plan", "note", "interface")
    assert names == {f"i18n/templates/{one}.pot" for one in domains} | {
        f"i18n/{locale}/{one}.po" for one in domains for locale in ("en", "ru", "uz")
    }
    assert read_po(tiny.template("plan")).value("X-Source-Language") == "en"
    english = read_po(tiny.catalog("plan", "en"))
    assert {one.state for one in english.live} == {State.UNTRANSLATED}
    assert "Read more books." in {one.msgid for one in english.live}


def test_interface_comes_translated(tiny: Project) -> None:
    """The theme's words, those in templates of the project itself too, with the translations that are shipped."""
    template = read_po(tiny.template("interface"))
    assert "Contents" in {one.msgid for one in template.live}
    russian = read_po(tiny.catalog("interface", "ru"))
    assert message(russian, "Contents").msgstr == ("Содержание",)
    assert {one.key for one in russian.live} == {one.key for one in template.live}


def test_the_collections_title_is_translated_like_the_themes_words(tiny: Project) -> None:
    """Nothing but the words of this project is in its catalogs, the title of the toolkit's own collection least of all."""
    template = read_po(tiny.template("interface"))
    title = message(template, "Tiny")
    assert (title.references, title.extracted) == (
        ("polyedition.toml",),
        ("name of the whole collection; stands at the head of every page.",),
    )
    russian = read_po(tiny.catalog("interface", "ru"))
    assert message(russian, "Tiny").state is State.UNTRANSLATED
    assert list(russian.obsolete) == []


def test_own_theme_gives_words(tiny: Project) -> None:
    """A project's own template brings its words to the catalogs; the shipped translations stay."""
    tiny.theme_path.mkdir()
    (tiny.theme_path / "colophon.html").write_text("<p>{{ _('Printed in Minsk') }}</p>", "utf-8")
    update(tiny)
    russian = read_po(tiny.catalog("interface", "ru"))
    assert message(russian, "Printed in Minsk").state is State.UNTRANSLATED
    assert message(russian, "Contents").msgstr == ("Содержание",)


def test_theme_with_a_fault(tiny: Project) -> None:
    """A template that cannot be read is an error with its file and line; documents are updated all the same."""
    tiny.theme_path.mkdir()
    (tiny.theme_path / "colophon.html").write_text("<p>\n{{ _('Printed }}</p>", "utf-8")
    revise(tiny, "Read more books.", "Read many more books.")
    with pytest.raises(ToolkitError) as caught:
        update(tiny)
    assert str(caught.value.diagnostics[0].location) == "theme/colophon.html:2"
    assert "Read many more books." in {one.msgid for one in read_po(tiny.catalog("plan", "ru")).live}


def test_derived_catalog_is_updated_if_there_is_one(tiny: Project) -> None:
    """Somebody made uz-Cyrl its own catalog: from then on it is kept like the others."""
    own = tiny.catalog("plan", "uz-Cyrl")
    write_po(read_po(tiny.catalog("plan", "uz")), own)
    revise(tiny, "Lend more books.", "Lend books to all.")
    update(tiny)
    assert "Lend books to all." in {one.msgid for one in read_po(own).live}


def test_terms_follow_their_template(tiny: Project) -> None:
    """The domain ``terms`` is brought to every locale once there is a template for it."""
    from dataclasses import replace

    template = read_po(tiny.template("note"))
    write_po(replace(template, messages=(Message("library"), Message("reader"))), tiny.template("terms"))
    changes = update(tiny)
    assert {change.path for change in changes} == {f"i18n/{locale}/terms.po" for locale in ("en", "ru", "uz")}
    assert [one.msgid for one in read_po(tiny.catalog("terms", "ru")).live] == ["library", "reader"]
    assert update(tiny) == []


def test_second_update_writes_nothing(tiny: Project) -> None:
    """No byte and no file time changes, whatever the clock says."""
    before = state(tiny.root)
    later = datetime.datetime(2031, 1, 1, tzinfo=datetime.UTC)
    assert update_project(tiny, tiny.locales, now=later) == []
    assert state(tiny.root) == before


def test_only_the_named_locales(tiny: Project) -> None:
    """Catalogs of other locales are not touched, and catch up later without loss."""
    translate(tiny.catalog("plan", "uz"), {"Read more books.": "Koʻproq kitob oʻqing."})
    revise(tiny, "Read more books.", "Read many more books.")
    uzbek = tiny.catalog("plan", "uz").read_bytes()
    changes = update(tiny, "ru")
    assert {change.path for change in changes} == {"i18n/ru/plan.po", "i18n/templates/plan.pot"}
    assert tiny.catalog("plan", "uz").read_bytes() == uzbek
    update(tiny)
    late = message(read_po(tiny.catalog("plan", "uz")), "Read many more books.")
    assert late.state is State.OUTDATED
    assert late.msgstr == ("Koʻproq kitob oʻqing.",)


def test_changed_text_is_outdated(tiny: Project) -> None:
    """The translation of an edited text stays, fuzzy, with what the source said before; the change says it in numbers."""
    translate(tiny.catalog("plan", "ru"), {"Read more books.": "Читайте больше книг."})
    revise(tiny, "Read more books.", "Read many more books.")
    (change,) = update(tiny, "ru")[:1]
    assert change.path == "i18n/ru/plan.po"
    assert change.words == "-1 translated, +1 outdated"
    found = message(read_po(tiny.catalog("plan", "ru")), "Read many more books.")
    assert (found.msgstr, found.fuzzy) == (("Читайте больше книг.",), True)
    assert found.previous
    assert found.previous.msgid == "Read more books."


def test_cosmetic_update_keeps_translations_valid(tiny: Project) -> None:
    """A misprint corrected: nothing becomes fuzzy."""
    translate(tiny.catalog("plan", "ru"), {"Read more books.": "Читайте больше книг."})
    revise(tiny, "Read more books.", "Read more bookes.")
    update(tiny, cosmetic=True)
    assert message(read_po(tiny.catalog("plan", "ru")), "Read more bookes.").state is State.TRANSLATED


def test_rewrapped_catalog_is_not_rewritten(tiny: Project, require_tool: Callable[[str], str]) -> None:
    """An editor that wraps lines does not fight with the toolkit: same meaning, no write."""
    path = tiny.catalog("interface", "ru")
    before = path.read_bytes()
    subprocess.run([require_tool("msgcat"), "--width=40", "-o", path, path], check=True)
    wrapped = path.read_bytes()
    assert wrapped != before
    assert update(tiny) == []
    assert path.read_bytes() == wrapped


BROKEN = '\n<<<<<<< ours\nmsgid "x"\nmsgstr "y"\n=======\nmsgid "x"\nmsgstr "z"\n>>>>>>> theirs\n'


def test_broken_catalog_stops_nobody_else(tiny: Project) -> None:
    """A merge conflict is told with file and line, the file stays as it is, and all the others are brought up to date."""
    broken = tiny.catalog("plan", "ru")
    damaged = broken.read_bytes() + BROKEN.encode()
    broken.write_bytes(damaged)
    line = damaged.split(b"\n").index(b"<<<<<<< ours") + 1
    revise(tiny, "Read more books.", "Read many more books.")
    revise(tiny, "shelves", "tables", name="note")
    written: list[Change] = []
    with pytest.raises(ToolkitError) as caught:
        update_project(tiny, tiny.locales, wrote=written.append)
    assert f"i18n/ru/plan.po:{line}" in {str(one.location) for one in caught.value.diagnostics}
    assert broken.read_bytes() == damaged
    assert {change.path for change in written} >= {"i18n/uz/plan.po", "i18n/ru/note.po", "i18n/templates/plan.pot"}
    for path in state(tiny.root):
        if path != "i18n/ru/plan.po":
            read_po(tiny.root / path)


def test_mended_catalog_catches_up(tiny: Project) -> None:
    """After the conflict is resolved the missed update is made good, the translation outdated and not lost."""
    path = tiny.catalog("plan", "ru")
    translate(path, {"Read more books.": "Читайте больше книг.", "Open the doors.": "Откройте двери."})
    whole = path.read_bytes()
    path.write_bytes(whole + BROKEN.encode())
    revise(tiny, "Read more books.", "Read many more books.")
    revise(tiny, "1. Open", "1. Find the key.\n1. Open")
    with pytest.raises(ToolkitError):
        update(tiny)
    path.write_bytes(whole)
    update(tiny)
    catalog = read_po(path)
    assert message(catalog, "Read many more books.").state is State.OUTDATED
    assert message(catalog, "Open the doors.").state is State.TRANSLATED


def test_every_broken_file_is_told_at_once(tiny: Project) -> None:
    """Sources, templates and catalogs: all their errors come in one report."""
    tiny.source("note").write_text("no front matter", "utf-8")
    tiny.template("interface").write_text("what is this", "utf-8")
    tiny.catalog("plan", "ru").write_text('msgid "open', "utf-8")
    with pytest.raises(ToolkitError) as caught:
        update(tiny)
    files = {one.location.path for one in caught.value.diagnostics if one.location}
    assert files == {"sources/note.md", "i18n/templates/interface.pot", "i18n/ru/plan.po"}


def test_source_in_an_unknown_language(tiny: Project) -> None:
    """The front matter names a language that nobody knows: an error of the content, with its line."""
    revise(tiny, "language: en", "language: qqq")
    with pytest.raises(ToolkitError) as caught:
        update(tiny)
    assert str(caught.value.diagnostics[0].location) == "sources/plan.md:3"
    assert caught.value.exit_code == 1


def test_source_date_epoch(tmp_path: Path, make_tiny: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of new files comes from SOURCE_DATE_EPOCH; two such first updates give the same bytes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    one, two = (make_tiny(tmp_path / name) for name in ("one", "two"))
    assert read_po(one.template("plan")).value("POT-Creation-Date") == "2023-11-14 22:13+0000"
    assert [data for _, data in state(one.root).values()] == [data for _, data in state(two.root).values()]


@pytest.mark.parametrize("epoch", ["yesterday", "1e9", "99999999999999999999", "²"])
def test_malformed_source_date_epoch(epoch: str, tiny: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The specification asks for an error, not for a guess."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH is no time"):
        update(tiny)


def test_address_and_team_reach_new_files(tmp_path: Path, make_tiny: Callable[..., Project]) -> None:
    """``bugs`` and a locale's ``team`` stand in the headers of what is created."""
    settings = 'locales = ["ru"]\nbugs = "desk@example.org"\n[locale.ru]\nteam = "RLA <a@example.org>"\n'
    project = make_tiny(tmp_path / "one", settings)
    catalog = read_po(project.catalog("plan", "ru"))
    assert catalog.value("Report-Msgid-Bugs-To") == "desk@example.org"
    assert catalog.value("Language-Team") == "RLA <a@example.org>"


def test_strays_of_a_killed_update_go(tiny: Project) -> None:
    """Temporary files of our own making are cleared away, files of others are not."""
    folder = tiny.catalog("plan", "ru").parent
    ours, other = folder / f".{'0af1' * 4}.tmp", folder / ".notes.tmp"
    of_an_import = tiny.root / tiny.sources / ours.name
    for path in (ours, of_an_import, other):
        path.write_text("x", "utf-8")
    assert update(tiny) == []
    assert not ours.exists()
    assert not of_an_import.exists()
    assert other.exists()


def test_second_update_at_the_same_time(tiny: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only one update of a project runs at a time; the other says so."""
    monkeypatch.setattr(locks, "PATIENCE", 0.1)
    held = exclusive(tiny.cache_path / "update.lock", "")
    with held, pytest.raises(UsageError, match="another update of this project is running"):
        update(tiny)


@pytest.mark.parametrize("header", ["", 'msgid ""\nmsgstr "Last-Translator: Anna\\n"\n\n'])
def test_a_catalog_without_a_header_gets_a_whole_one(tiny: Project, header: str) -> None:
    """With the charset, the language and its plural forms, and what the few lines said that it had."""
    update(tiny)
    path = tiny.catalog("plan", "ru")
    whole = read_po(path)
    text = path.read_text("utf-8")
    path.write_text(header + text[text.index("#.") :], "utf-8")
    update(tiny)
    again = read_po(path)
    assert [name for name, _ in again.headers] == [name for name, _ in whole.headers]
    assert again.value("Content-Type") == "text/plain; charset=UTF-8"
    assert again.value("Last-Translator") == ("Anna" if header else "Automatically generated")
    assert again.messages == whole.messages
    assert update(tiny) == []


def test_a_catalog_that_names_the_wrong_charset_is_left_alone(tiny: Project) -> None:
    """It would come back as mojibake; the other catalogs are brought up all the same."""
    update(tiny)
    path = tiny.catalog("plan", "ru")
    wrong = path.read_text("utf-8").replace("UTF-8", "ISO-8859-1").replace('msgstr ""\n\n', 'msgstr "Слово"\n\n')
    path.write_text(wrong, "utf-8")
    with pytest.raises(ToolkitError) as caught:
        update(tiny)
    assert [(one.code, one.location and one.location.path) for one in caught.value.diagnostics] == [
        ("charset", "i18n/ru/plan.po")
    ]
    assert path.read_text("utf-8") == wrong


def test_a_broken_picture_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its line, as `build` does; one that was found good is not unpacked again while it is as it was."""
    collection = make_project(tmp_path, "Words.\n\n![A reading room](room.png)\n")
    picture = tmp_path / "sources" / "room.png"
    write_all_kinds(tmp_path)
    whole = next(tmp_path.glob("*.png")).read_bytes()
    picture.write_bytes(whole[: len(whole) // 2])
    for _ in range(2):
        with pytest.raises(ToolkitError) as caught:
            update(collection.project)
        (found,) = caught.value.diagnostics
        assert (found.code, found.location) == ("picture", Location("sources/doc.md", 8))
        assert found.hint
    picture.write_bytes(whole)
    pictures._judged.clear()
    assert update(collection.project)
    monkeypatch.setattr(pictures, "judge_picture", lambda _: pytest.fail("it was unpacked again"))
    pictures._judged.clear()
    update(collection.project)
