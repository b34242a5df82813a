"""What a coordinator sees: every catalog, what is left, what the checks say, what has changed since a release."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace

import pytest

from tests.workbench.served import served
from toolkit.catalog.po import read_po, write_po
from toolkit.collection.collection import Collection
from toolkit.errors import UsageError
from toolkit.project.project import find_project
from toolkit.workbench import board, history
from toolkit.workbench.history import earlier_translations
from toolkit.workbench.replace import replacements
from toolkit.workbench.words import language_for, words_of


def git(root, *arguments):
    who = ("-c", "user.name=Ivan", "-c", "user.email=i@example.org")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def write(project, texts, domain="plan", locale="ru"):
    catalog = read_po(project.catalog(domain, locale))
    messages = tuple(
        replace(one, msgstr=(texts[one.msgctxt],)) if one.msgctxt in texts else one for one in catalog.messages
    )
    write_po(replace(catalog, messages=messages), project.catalog(domain, locale))


def test_a_row_for_every_catalog(tiny):
    write(tiny, {"rec-1": "Двери."})
    found = {(one["domain"], one["locale"]): one for one in board.rows(Collection(tiny))}
    plan = found["plan", "ru"]
    assert (plan["states"]["translated"], plan["opens"], plan["name"]) == (1, True, "Русский")
    assert not found["plan", "en"]["opens"]
    assert not found["plan", "uz-Cyrl"]["opens"]
    assert ("interface", "ru") in found


def test_a_catalog_with_errors_is_a_row_with_the_reason(tiny):
    tiny.catalog("plan", "ru").write_text('msgid "open', "utf-8")
    found = {(one["domain"], one["locale"]): one for one in board.rows(Collection(tiny))}
    assert "i18n/ru/plan.po:1" in found["plan", "ru"]["problem"]
    assert "problem" not in found["note", "ru"]


def test_worklists_findings_and_the_gates_reasons(tiny):
    write(tiny, {"rec-1": "Двери  5 раз"})
    assert board.tasks(tiny, "plan", "ru")["words"] > 0
    assert board.facts(tiny, "plan", "ru")["errors"] > 0
    reasons = board.gate(tiny, "plan", "ru", "1.0")
    assert any("no commit" in one["message"] for one in reasons)
    assert all(one["hint"] for one in reasons if one["severity"] == "error")


def test_what_has_changed_since_a_release_is_told_word_by_word(tiny):
    from toolkit.collection.changes import snapshot

    write(tiny, {"rec-1": "Откройте двери.", "rec-2": 'Слово "да".'})
    import datetime

    from toolkit.project.releases import Release

    one = Release(
        document="plan",
        locale="ru",
        edition="1.0",
        date=datetime.date(2026, 11, 28),
        revision="0" * 40,
        program="0",
        source="",
        catalog="",
    )
    project = replace(tiny, releases=(one,))
    write_po(snapshot(Collection(project).localized("plan", "ru")), project.snapshot(one))
    write(project, {"rec-1": "Откройте все двери.", "rec-2": "Слово «да»."})
    found = {change["id"]: change for change in board.changes(project, "plan", "ru", "1.0")}
    assert ("new", "все ") in found["rec-1"]["parts"]
    assert (found["rec-1"]["erratum"], found["rec-2"]["erratum"]) == (False, True)
    assert board.changes(project, "plan", "ru", "9") == []


def test_the_last_translations_are_those_that_git_has(tiny, monkeypatch):
    git(tiny.root, "init", "-q")
    for text in ("Раз.", "Два.", "Два."):
        write(tiny, {"rec-1": text})
        git(tiny.root, "add", ".")
        git(tiny.root, "commit", "-qm", text, "--allow-empty")
    write(tiny, {"rec-1": "Три."})
    earlier = earlier_translations(Collection(tiny), "plan", "ru")
    with monkeypatch.context() as patched:
        patched.setattr(history, "_commits", None)  # it is not asked for each text
        assert [(one["texts"], one["who"]) for one in earlier("rec-1")] == [(("Два.",), "Ivan"), (("Раз.",), "Ivan")]
        assert earlier("rec-2") == earlier("no text of it") == []


def test_without_git_nothing_was_before(tiny):
    assert earlier_translations(Collection(tiny), "plan", "ru")("rec-1") == []


def test_replacements_are_told_before_they_are_made(tiny):
    write(tiny, {"rec-1": "Двери и двери.", "rec-2": "Дверца."})
    found = list(replacements(Collection(tiny), "ru", "двери", r"\1 ворота", case=False, whole=True))
    assert [(one["id"], one["texts"]) for one in found] == [("rec-1", (r"\1 ворота и \1 ворота.",))]
    assert len(list(replacements(Collection(tiny), "ru", "Двер", "x", case=True, whole=False))) == 2
    with pytest.raises(UsageError):
        list(replacements(Collection(tiny), "ru", " ", "x", case=True, whole=False))


def test_the_workbench_speaks_the_users_language(tiny):
    assert words_of(tiny, "ru")["Confirm"] == "Подтвердить"
    assert words_of(tiny, "uz-Cyrl")["Confirm"] == "Тасдиқлаш"
    assert language_for(tiny, "de-DE,ru;q=0.9,en;q=0.8", "uz") == "ru"
    assert language_for(tiny, "en-GB,ru;q=0.9", "ru") == "en"
    assert language_for(tiny, "", "ru") == "ru"
    assert language_for(tiny, "\x00;;,,", "en") == "en"


def test_an_own_word_goes_before_the_toolkits(tiny):
    path = tiny.catalog("workbench", "ru")
    path.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Confirm"\nmsgstr "Готово"\n',
        "utf-8",
    )
    assert words_of(tiny, "ru")["Confirm"] == "Готово"
    path.write_text("damaged", "utf-8")
    assert words_of(tiny, "ru")["Confirm"] == "Подтвердить"


def test_a_machine_is_asked_on_a_click_and_says_where_text_goes(tiny, monkeypatch):
    from toolkit.workbench import machine

    found = {one["name"]: one["leaves"] for one in machine.providers(Collection(tiny), "plan", "ru")}
    assert found["google"]
    assert "deepl" not in found, "it has no key"
    monkeypatch.setenv("POLYEDITION_GOOGLE_URL", "http://127.0.0.1:9")
    with pytest.raises(UsageError, match="google"):
        machine.draft(Collection(tiny), "plan", "ru", "rec-1", "google")


def test_what_stands_beside_a_text_is_asked_for_in_one_go(tiny):
    write(tiny, {"rec-1": "Откройте двери."})
    with served(tiny.root, "ru", "-d", "plan") as bench:
        bench.enter()
        where = {
            "locale": "ru",
            "domain": "plan",
            "id": "rec-2",
            "source": "Open the doors.",
            "previous": "Open the door.",
        }
        status, _, body = bench.ask("POST", "/api/beside", where)
        found = json.loads(body)
        assert status == 200
        assert found["change"] == [["same", "Open the "], ["gone", "door"], ["new", "doors"], ["same", "."]]
        assert [one["text"] for one in found["matches"]] == ["Откройте двери."]
        assert [one["id"] for one in found["same"]] == ["rec-1"]
        typed = {"locale": "ru", "domain": "plan", "id": "rec-1", "texts": ["Откройте  двери."]}
        found = json.loads(bench.ask("POST", "/api/check", typed)[2])
        assert [one["mend"] for one in found["findings"] if one["code"] == "double-blank"] == [[0, "Откройте двери."]]
        assert find_project(tiny.root).documents
        status, _, body = bench.ask("GET", "/api/board")
        assert len(json.loads(body)) >= 8


def test_checks_know_a_term_as_soon_as_it_is_saved(tiny):
    """The workbench lives long; its files change under it."""
    from toolkit.catalog.model import Catalog, Message
    from toolkit.workbench.beside import Checker, terms
    from toolkit.workbench.shelf import Shelf

    shelf, checker = Shelf(tiny), Checker()
    typed = ("plan", "ru", "rec-1", ("Откройте.",))
    assert "term" not in {one["code"] for one in checker.findings(shelf, *typed)}
    headers = (("Content-Type", "text/plain; charset=UTF-8"),)
    base = Catalog((Message("doors", msgstr=("",), extracted=("noun · what opens", "keep")),), headers)
    write_po(base, tiny.catalog("terms", "ru"))
    assert "term" in {one["code"] for one in checker.findings(shelf, *typed)}
    assert terms(shelf, "Open the doors.", "ru")[0]["text"] == "doors"
