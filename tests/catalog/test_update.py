"""Catalogs brought up to a revised source: the folders of ``tests/cases/update``, and what they cannot show."""

from __future__ import annotations

import datetime
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.commands import needs
from toolkit.catalog.align.align import Alignment
from toolkit.catalog.carry import EARLIER
from toolkit.catalog.model import FUZZY, Catalog, Message, Previous, State
from toolkit.catalog.po import format_po, parse_po
from toolkit.catalog.update import build_template, new_catalog, update_catalog
from toolkit.sources.markdown import parse_markdown

CASES = Path(__file__).parent.parent / "cases" / "update"
FOLDERS = sorted(path.name for path in CASES.iterdir() if path.is_dir())
NOW = datetime.datetime(2026, 11, 21, 10, 0, tzinfo=datetime.UTC)
LATER = NOW + datetime.timedelta(days=1)
RUSSIAN = "nplurals=3; plural=(n%10==1 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);"


@pytest.mark.parametrize("name", FOLDERS)
def test_case(name: str) -> None:
    """`before.md` became `after.md`: updating `ru.po` gives `expected.po`, and updating again changes nothing."""
    folder = CASES / name
    before, after = ((folder / file).read_text(encoding="utf-8") for file in ("before.md", "after.md"))
    catalog = parse_po((folder / "ru.po").read_bytes(), "ru.po")
    ledger, _ = build_template(parse_markdown(before, "sources/plan.md", "plan"), None, now=NOW)
    revised = parse_markdown(after, "sources/plan.md", "plan")
    template, alignment = build_template(revised, ledger, now=LATER)
    updated = update_catalog(catalog, template, alignment, cosmetic=name.startswith("cosmetic"))
    assert format_po(updated) == (folder / "expected.po").read_text(encoding="utf-8")
    again, same = build_template(revised, template, now=LATER + datetime.timedelta(days=1))
    assert again == template
    assert update_catalog(updated, again, same) == updated


SOURCE = "---\ntitle: The plan\nlanguage: en\nversion: '2'\n---\n\n# Aims\n\nRead more books.\n"


def first(source: str = SOURCE) -> tuple[Catalog, Catalog]:
    """The template of a source and an untranslated Russian catalog."""
    template, _ = build_template(parse_markdown(source, "sources/plan.md", "plan"), None, now=NOW)
    catalog = new_catalog(template, locale="uz-Cyrl", language="Uzbek", plural_forms=RUSSIAN, team="", now=NOW)
    return template, catalog


def test_template_names_the_place_in_words_and_the_file_without_a_line() -> None:
    """So that an edit above a segment does not touch its entry."""
    template, _ = first()
    assert template.messages[-1].extracted == ("Aims › paragraph 1",)
    assert template.messages[-1].references == (f"sources/plan.md:{template.messages[-1].msgctxt}",)
    assert template.value("Project-Id-Version") == "plan 2"
    assert template.value("X-Source-Language") == "en"


def test_template_keeps_its_date_until_something_changes() -> None:
    """POT-Creation-Date tells when the content changed, not when somebody ran the command."""
    ledger, _ = first()
    same, _ = build_template(parse_markdown(SOURCE, "sources/plan.md", "plan"), ledger, now=LATER)
    assert same == ledger
    changed, _ = build_template(parse_markdown(SOURCE + "\nNew.\n", "sources/plan.md", "plan"), ledger, now=LATER)
    assert changed.value("POT-Creation-Date") == "2026-11-22 10:00+0000"
    moved, _ = build_template(parse_markdown(SOURCE, "sources/moved.md", "plan"), ledger, now=LATER)
    assert moved != ledger
    assert moved.value("POT-Creation-Date") == "2026-11-21 10:00+0000"


def test_headers_of_other_tools_stay() -> None:
    """Unknown headers survive in the ledger and in a catalog, behind the usual ones, as Weblate writes them."""
    template, catalog = first()
    ledger = replace(template, headers=(("X-Tool", "7"), *template.headers))
    revised, alignment = build_template(parse_markdown(SOURCE + "\nNew.\n", "p", "plan"), ledger, now=LATER)
    updated = update_catalog(catalog.with_value("X-Poedit-Basepath", "."), revised, alignment)
    assert revised.headers[-2:] == (("X-Tool", "7"), ("X-Source-Language", "en"))
    assert updated.headers[-1] == ("X-Poedit-Basepath", ".")


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        ("", RUSSIAN),
        ("nplurals=INTEGER; plural=EXPRESSION;", RUSSIAN),
        ("nplurals=1; plural=0;", "nplurals=1; plural=0;"),
        ("nplurals=1000000000; plural=0;", RUSSIAN),
        (f"nplurals={'9' * 5000}; plural=0;", RUSSIAN),
        ("nplurals=; plural=0;", RUSSIAN),
    ],
)
def test_plural_forms_are_set_only_where_there_are_none_that_can_be(present: str, expected: str) -> None:
    """A translator's own rule is not overruled."""
    template, catalog = first()
    catalog = catalog.with_value("Plural-Forms", present)
    updated = update_catalog(catalog, template, None, plural_forms=RUSSIAN)
    assert updated.value("Plural-Forms") == expected


@needs("msgfmt")
def test_msgfmt_has_nothing_to_say_about_a_new_catalog(tmp_path: Path) -> None:
    """Every header is there, none has a placeholder, and no person is invented."""
    _, catalog = first()
    path = tmp_path / "new.po"
    path.write_text(format_po(catalog), encoding="utf-8")
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert catalog.value("Language") == "uz_Cyrl"


def interface(*messages: Message) -> Catalog:
    return Catalog(messages, headers=(("Plural-Forms", RUSSIAN),))


def test_without_contexts_only_equal_texts_continue_each_other() -> None:
    """The words of the theme: a changed word is a new word, and the old one stays as an obsolete entry."""
    page = Message("{n} page", msgid_plural="{n} pages", flags=("python-brace-format",))
    catalog = interface(
        replace(page, msgstr=("{n} страница", "{n} страницы", "{n} страниц")),
        Message("Contents", msgstr=("Содержание",)),
    )
    updated = update_catalog(catalog, interface(Message("Table of contents"), page), None)
    assert [(message.msgid, message.obsolete) for message in updated.messages] == [
        ("Table of contents", False),
        ("{n} page", False),
        ("Contents", True),
    ]
    assert updated.messages[0].msgstr == ("",)
    assert updated.messages[1] == catalog.messages[0]


def test_a_new_plural_entry_has_as_many_forms_as_the_language() -> None:
    """Three for Russian, whatever the template has."""
    updated = update_catalog(interface(), interface(Message("a", msgid_plural="b", msgstr=("", ""))), None)
    assert updated.messages[0].msgstr == ("", "", "")


def test_forms_that_have_no_place_any_more_are_kept_as_comments() -> None:
    """An entry that loses its plural keeps the first form; the others stay readable."""
    old = Message("page", msgid_plural="pages", msgstr=("стр.", "страницы", "страниц"))
    (message,) = update_catalog(interface(old), interface(Message("page")), None).messages
    assert message.msgstr == ("стр.",)
    assert message.state is State.OUTDATED
    assert message.comments[:2] == (f"{EARLIER}страницы", f"{EARLIER}страниц")


def test_an_obsolete_entry_under_a_live_key_becomes_a_comment() -> None:
    """Two entries of one key would be an illegal file; the other translation and its remarks stay visible."""
    live = Message("Read.", "a", msgstr=("Читайте.",))
    other = Message("Read.", "a", msgstr=("Прочтите\n\\.",), comments=("ask Anna",), obsolete=True)
    (message,) = update_catalog(interface(live, other), interface(Message("Read.", "a")), None).messages
    assert message.msgstr == ("Читайте.",)
    assert message.comments == ("ask Anna", f"{EARLIER}Прочтите\\n\\\\.")


def test_empty_entries_leave_no_trace() -> None:
    """What nobody translated or remarked on does not become obsolete."""
    updated = update_catalog(interface(Message("Old.")), interface(Message("New.")), None)
    assert [message.msgid for message in updated.messages] == ["New."]


def test_flags_and_comments_of_a_translator_stay_when_the_text_changes() -> None:
    """Also flags that are unknown to us; the fuzzy mark comes first."""
    ledger, _ = first()
    catalog = replace(
        ledger,
        messages=tuple(
            replace(message, msgstr=("Да.",), flags=("no-wrap", "x-seen"), comments=("hm",), workflow=("wip",))
            for message in ledger.messages
        ),
    )
    source = parse_markdown(SOURCE.replace("Read more", "Read many more"), "sources/plan.md", "plan")
    template, alignment = build_template(source, ledger, now=LATER)
    message = update_catalog(catalog, template, alignment).messages[-1]
    assert message.flags == (FUZZY, "no-wrap", "x-seen")
    assert (message.comments[:1], message.workflow) == (("hm",), ("wip",))
    assert message.previous == Previous("Read more books.")


def test_a_catalog_that_missed_a_renumbering_is_aligned_by_its_own_texts() -> None:
    """`rec-1` of the catalog is not `rec-1` of the ledger any more; its text is now the second."""
    head = "---\ntitle: The plan\nlanguage: en\n---\n\n{.recommendations}\n"
    train, build = "Train librarians to teach media literacy.", "Build a shared catalogue of rare books."
    _, catalog = first(f"{head}1. {train}\n2. {build}\n")
    catalog = replace(catalog, messages=tuple(replace(m, msgstr=(f"<{m.msgid}>",)) for m in catalog.messages))
    later = f"{head}1. Open on Sundays and on holidays.\n2. {train}\n3. {build.replace('rare', 'very rare')}\n"
    ledger, _ = first(later)
    template, alignment = build_template(parse_markdown(later, "sources/plan.md", "plan"), ledger, now=LATER)
    updated = {message.msgctxt: message for message in update_catalog(catalog, template, alignment).messages}
    assert updated["rec-1"].msgstr == ("",)
    assert updated["rec-2"].msgstr == (f"<{train}>",)
    assert (updated["rec-3"].msgstr, updated["rec-3"].state) == ((f"<{build}>",), State.OUTDATED)


def test_two_live_entries_of_one_id_after_a_merge_of_branches_both_survive() -> None:
    """The one with the present text stays; the other becomes obsolete."""
    template, catalog = first()
    last = replace(catalog.messages[-1], msgstr=("Читайте больше.",))
    other = replace(last, msgid="Read less.", msgstr=("Читайте меньше.",))
    merged = replace(catalog, messages=(*catalog.messages[:-1], other, last))
    again, alignment = build_template(parse_markdown(SOURCE, "sources/plan.md", "plan"), template, now=LATER)
    updated = update_catalog(merged, again, alignment)
    assert updated.messages[-2:] == (last, replace(other, obsolete=True, extracted=(), references=()))


def outdated() -> tuple[Catalog, Catalog, Alignment]:
    """A catalog with one outdated translation, its template, and what an update is given when nothing changes."""
    ledger, catalog = first()
    catalog = replace(catalog, messages=tuple(replace(message, msgstr=("Да.",)) for message in catalog.messages))
    source = parse_markdown(SOURCE.replace("Read more", "Read many more"), "sources/plan.md", "plan")
    template, alignment = build_template(source, ledger, now=LATER)
    updated = update_catalog(catalog, template, alignment)
    return updated, *build_template(source, template, now=LATER)


@needs("msgmerge")
def test_an_outdated_translation_stays_outdated_when_a_tool_drops_the_previous_text(tmp_path: Path) -> None:
    """By default msgmerge writes no ``#|``; the comment with the hash of the text goes on telling."""
    catalog, template, alignment = outdated()
    files = [tmp_path / name for name in ("old.po", "new.pot")]
    for path, one in zip(files, (catalog, template), strict=True):
        path.write_text(format_po(one), encoding="utf-8")
    done = subprocess.run(["msgmerge", "-q", *files], capture_output=True, check=True)
    merged = parse_po(done.stdout, "new.po")
    assert merged.messages[-1].previous is None
    assert merged.messages[-1].state is State.OUTDATED
    assert update_catalog(merged, template, alignment).messages[-1].state is State.OUTDATED


def without_previous(catalog: Catalog) -> Catalog:
    """The catalog as a tool leaves it that knows no ``#|``."""
    return replace(catalog, messages=tuple(replace(message, previous=None) for message in catalog.messages))


def test_an_outdated_translation_without_its_previous_text_goes_through_further_changes() -> None:
    """Another change leaves it outdated; a text changed back is known by its hash."""
    catalog, template, _ = outdated()
    for text, state in (("Read even more", State.OUTDATED), ("Read more", State.DRAFT)):
        source = parse_markdown(SOURCE.replace("Read more", text), "sources/plan.md", "plan")
        revised, alignment = build_template(source, template, now=LATER)
        message = update_catalog(without_previous(catalog), revised, alignment).messages[-1]
        assert (message.state, message.msgstr) == (state, ("Да.",))
        assert bool(message.outdated_digest) == (state is State.OUTDATED)


def test_a_translator_who_takes_the_mark_away_has_approved() -> None:
    """Then the comment with the hash has nothing to say any more, and the next update takes it away."""
    catalog, template, alignment = outdated()
    approved = replace(without_previous(catalog).messages[-1], flags=())
    assert approved.outdated_digest
    catalog = replace(catalog, messages=(*catalog.messages[:-1], approved))
    message = update_catalog(catalog, template, alignment).messages[-1]
    assert (message.state, message.comments) == (State.TRANSLATED, ())


def test_words_to_translators_go_with_their_text() -> None:
    """Below the place; they change nothing else, and the next update finds the same ids."""
    head = "---\ntitle: T\nlanguage: en\n---\n\n"
    body = "<!-- translators: of books -->\n## Lending\n\nText.\n"
    now = datetime.datetime(2026, 11, 21, tzinfo=datetime.UTC)
    first, _ = build_template(parse_markdown(f"{head}{body}", "sources/doc.md", "doc"), None, now=now)
    heading = next(message for message in first.live if message.msgid == "Lending")
    assert heading.extracted == ("heading", "translators: of books")
    again, _ = build_template(parse_markdown(f"{head}{body}", "sources/doc.md", "doc"), first, now=now)
    assert again == first
    changed = body.replace("Lending", "Lending books")
    third, alignment = build_template(parse_markdown(f"{head}{changed}", "sources/doc.md", "doc"), first, now=now)
    assert [message.msgctxt for message in third.live] == [message.msgctxt for message in first.live]
    assert alignment


def revised(before: str, after: str, *, work: dict[str, str]) -> Catalog:
    """The catalog after a revision; `work` are the translations that it had, by text."""
    head = "---\ntitle: The plan\nlanguage: en\n---\n\n"
    ledger, catalog = first(head + before)
    messages = (replace(one, msgstr=(work.get(one.msgid, ""),)) for one in catalog.messages)
    template, alignment = build_template(parse_markdown(head + after, "sources/plan.md", "plan"), ledger, now=LATER)
    return update_catalog(replace(catalog, messages=tuple(messages)), template, alignment)


def test_a_new_text_that_equals_a_translated_one_takes_its_translation_as_a_draft() -> None:
    """Rather than that of the text which it continues: that one stays, obsolete."""
    before = "# Aims\n\nWrite to us for more.\n\nOpen every library on Sundays.\n"
    after = before.replace("Open every library on Sundays.", "Write to us for more.")
    work = {"Write to us for more.": "Пишите нам.", "Open every library on Sundays.": "Открыть все."}
    updated = revised(before, after, work=work)
    one, two = (message for message in updated.live if message.msgid == "Write to us for more.")
    assert (one.state, one.msgstr) == (State.TRANSLATED, ("Пишите нам.",))
    assert (two.state, two.msgstr, two.comments) == (State.DRAFT, one.msgstr, (f"origin: same as {one.msgctxt}",))
    assert [message.msgstr for message in updated.obsolete] == [("Открыть все.",)]


def test_an_untranslated_text_is_not_filled_while_its_source_stays() -> None:
    """An unchanged source writes nothing, whatever a translator has done in the meantime."""
    source = "Write to us for more.\n\n# Aims\n\nWrite to us for more.\n"
    head = "---\ntitle: The plan\nlanguage: en\n---\n\n"
    ledger, catalog = first(head + source)
    messages = [*catalog.messages]
    messages[1] = replace(messages[1], msgstr=("Пишите нам.",))
    catalog = replace(catalog, messages=tuple(messages))
    template, alignment = build_template(parse_markdown(head + source, "sources/plan.md", "plan"), ledger, now=LATER)
    assert update_catalog(catalog, template, alignment) == catalog


def test_a_rewritten_text_is_kept_under_its_old_words_and_found_again() -> None:
    """The new one has its translation as outdated; when the old text comes back, so does what it was translated as."""
    before = "# Aims\n\nWe only use cookies that are needed to keep you signed in.\n\nRead.\n"
    after = before.replace("are needed to keep you signed in", "count visits")
    old = "We only use cookies that are needed to keep you signed in."
    updated = revised(before, after, work={old: "Только нужное.", "Read.": "Читайте."})
    message = next(one for one in updated.live if "count visits" in one.msgid)
    assert (message.state, message.msgstr) == (State.OUTDATED, ("Только нужное.",))
    (kept,) = updated.obsolete
    assert (kept.msgid, kept.msgstr) == (old, ("Только нужное.",))


WHOLE = "The library is open day and night to all. It lends books and tools to everybody who asks."
PARTS = "The library is open day and night to all.\n\nIt lends books and tools to everybody who asks."


def test_both_parts_of_a_divided_text_have_the_translation_of_the_whole() -> None:
    """Outdated, with the old text beside it; what is said of the text stays with the first."""
    updated = revised(f"# Aims\n\n{WHOLE}\n", f"# Aims\n\n{PARTS}\n", work={WHOLE: "Открыта. Выдаёт."})
    parts = [*updated.live][-2:]
    assert [part.state for part in parts] == [State.OUTDATED] * 2
    assert [part.msgstr for part in parts] == [("Открыта. Выдаёт.",)] * 2
    assert [part.previous for part in parts] == [Previous(WHOLE)] * 2


def test_a_part_of_an_untranslated_text_has_nothing() -> None:
    """Nor has one of a text of which nothing but its hash is known: nobody could tell what to keep."""
    updated = revised(f"# Aims\n\n{WHOLE}\n", f"# Aims\n\n{PARTS}\n", work={})
    assert [part.state for part in updated.live][-2:] == [State.UNTRANSLATED] * 2
    ledger, catalog = first(f"---\ntitle: T\nlanguage: en\n---\n\n# Aims\n\n{WHOLE}\n")
    last = replace(catalog.messages[-1], msgstr=("Да.",), flags=(FUZZY,), comments=("outdated: 01234567",))
    catalog = replace(catalog, messages=(*catalog.messages[:-1], last))
    divided = parse_markdown(f"---\ntitle: T\nlanguage: en\n---\n\n# Aims\n\n{PARTS}\n", "sources/plan.md", "plan")
    template, alignment = build_template(divided, ledger, now=LATER)
    assert [part.msgstr for part in update_catalog(catalog, template, alignment).live][-2:] == [("Да.",), ("",)]


def test_parts_that_are_joined_again_have_the_translation_once() -> None:
    """Not once for each of them."""
    head = "---\ntitle: T\nlanguage: en\n---\n\n# Aims\n\n"
    template, catalog = first(f"{head}{WHOLE}\n")
    translated = replace(catalog.messages[-1], msgstr=("Открыта. Выдаёт.",))
    catalog = replace(catalog, messages=(*catalog.messages[:-1], translated))
    for text in (PARTS, WHOLE):
        source = parse_markdown(f"{head}{text}\n", "sources/plan.md", "plan")
        template, alignment = build_template(source, template, now=LATER)
        catalog = update_catalog(catalog, template, alignment)
    joined = [*catalog.live][-1]
    assert (joined.msgid, joined.msgstr) == (WHOLE, ("Открыта. Выдаёт.",))
