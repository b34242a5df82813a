"""A kit is one file that asks nobody for anything, and what it saves comes back into the catalog."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

from toolkit.catalog.model import State, source_digest
from toolkit.catalog.po import read_po, write_po
from toolkit.cli import polyedition
from toolkit.collection.collection import Collection
from toolkit.errors import ToolkitError
from toolkit.exchange.po_patch import read_po_patch
from toolkit.workbench.kit import bundled, make_kit

PATCH = """\
msgid ""
msgstr ""
"Project-Id-Version: plan\\n"
"Last-Translator: Ivan Petrov <ivan@example.org>\\n"
"Language: ru\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Generator: polyedition kit\\n"

# Ivan: a note
# handed out: {sent}
msgctxt "rec-1"
msgid "Open the doors."
msgstr "Откройте двери."
"""


@pytest.fixture
def runner(tiny, monkeypatch):
    monkeypatch.chdir(tiny.root)
    return lambda *arguments: CliRunner().invoke(polyedition, arguments, standalone_mode=False)


def message(project, id="rec-1"):
    return next(one for one in read_po(project.catalog("plan", "ru")).live if one.msgctxt == id)


def test_a_kit_has_everything_and_asks_for_nothing(tiny):
    html = make_kit(Collection(tiny), "plan", "ru")
    assert not re.search(r'(?:src|href)="(?:https?:|/)', html)
    assert "default-src 'none'" in html
    assert html.count("<script") == 2
    data = json.loads(re.search(r'id="workbench-data">(.*?)</script>', html, re.DOTALL)[1])
    assert [one["id"] for one in data["texts"]] == list(data["beside"])
    assert data["texts"][0]["sent"] == source_digest("")


def test_a_hostile_catalog_does_not_end_the_data(tiny):
    catalog = read_po(tiny.catalog("plan", "ru"))
    hostile = tuple(replace(one, msgstr=("</script><script>alert(1)</script>",)) for one in catalog.messages)
    write_po(replace(catalog, messages=hostile), tiny.catalog("plan", "ru"))
    html = make_kit(Collection(tiny), "plan", "ru")
    assert html.count("<script") == 2
    assert "alert(1)</script>" not in html


def test_the_modules_are_one_script():
    script = bundled()
    assert not re.search(r"^(?:import|export) ", script, re.MULTILINE)
    assert "modules.kit = " in script


def test_the_command_says_how_large_the_file_is(runner, tiny):
    found = runner("kit", "ru", "-d", "plan")
    assert re.fullmatch(r"plan\.ru\.html: 0\.\d\d MB\n", found.output)
    assert (tiny.root / "plan.ru.html").is_file()


def test_what_a_kit_saved_is_taken_back(runner, tiny):
    (tiny.root / "plan.ru.po").write_text(PATCH.format(sent=source_digest("")), "utf-8")
    found = runner("import", "plan.ru.po")
    assert found.return_value == 0
    done = message(tiny)
    assert (done.state, done.msgstr, done.comments[-1]) == (State.TRANSLATED, ("Откройте двери.",), "Ivan: a note")
    assert read_po(tiny.catalog("plan", "ru")).value("Last-Translator") == "Ivan Petrov <ivan@example.org>"
    assert runner("import", "plan.ru.po").return_value == 0
    assert message(tiny) == done


def test_two_peoples_texts_are_a_conflict(runner, tiny):
    catalog = read_po(tiny.catalog("plan", "ru"))
    theirs = tuple(replace(one, msgstr=("Их.",)) if one.msgctxt == "rec-1" else one for one in catalog.messages)
    write_po(replace(catalog, messages=theirs), tiny.catalog("plan", "ru"))
    (tiny.root / "plan.ru.po").write_text(PATCH.format(sent=source_digest("")), "utf-8")
    assert runner("import", "plan.ru.po").return_value == 1
    assert (message(tiny).msgstr, "conflict: Откройте двери." in message(tiny).comments) == (("Их.",), True)


def test_a_whole_catalog_is_no_patch(tiny):
    with pytest.raises(ToolkitError, match="polyedition merge"):
        read_po_patch(tiny.catalog("plan", "ru"), "plan.po")
