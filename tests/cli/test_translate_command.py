"""``polyedition translate`` as a person or a program meets it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tests.drafts.machine.services import services
from toolkit.catalog.po import read_po
from toolkit.cli import polyedition
from toolkit.drafts.machine import PROVIDERS
from toolkit.errors import UsageError


def call(*words):
    """Exit code, output and error output."""
    result = CliRunner().invoke(polyedition, ["translate", *words], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.return_value, result.stdout, result.stderr


@pytest.fixture
def server(monkeypatch):
    with services() as state:
        monkeypatch.setenv("POLYEDITION_LIBRE_URL", f"{state.address}/libre")
        monkeypatch.delenv("DEEPL_API_KEY", raising=False)
        yield state


@pytest.fixture
def here(tiny, monkeypatch):
    monkeypatch.chdir(tiny.root)
    return tiny


def test_the_list_names_every_provider(here):
    """One line a provider, one column a language, and what is missing."""
    code, output, _ = call("--list")
    assert code == 0
    lines = output.splitlines()
    assert lines[0].split() == ["provider", "en", "ru", "uz", "uz-Cyrl", "needs"]
    assert [line.split()[0] for line in lines[1 : len(PROVIDERS) + 2]] == ["memory", *(one.name for one in PROVIDERS)]
    assert "YANDEX_API_KEY" in output


def test_the_list_as_data(here):
    """The same for programs."""
    _, output, _ = call("--list", "--json")
    rows = {row["provider"]: row for row in json.loads(output)}
    assert rows["deepl"]["keys"] == ["DEEPL_API_KEY"]
    assert rows["google"]["locales"]["ru"] == "yes"


def test_a_dry_run_counts(here, server):
    """Messages and characters by catalog, and in all; nothing is sent."""
    code, output, _ = call("ru", "uz", "--provider", "libre", "--dry-run")
    assert code == 0
    assert output.splitlines()[0].split() == ["locale", "catalog", "messages", "characters"]
    assert output.splitlines()[-2].startswith("all")
    assert server.requests == []
    data = json.loads(call("ru", "--dry-run", "--json")[1])
    assert {row["domain"] for row in data} == {"note", "plan"}
    assert all(row["messages"] and row["characters"] for row in data)


def test_a_run_says_what_it_did(here, server):
    """Lines of progress in a pipe, the number of drafts, refusals as errors, and exit code 1 for them."""
    code, output, errors = call("ru", "-d", "plan", "--provider", "libre")
    total = len(list(read_po(here.catalog("plan", "ru")).live))
    assert f"i18n/ru/plan.po: {total} of {total}" in output
    assert "leave this machine" in errors
    refused = errors.count("error: no draft")
    assert code == (1 if refused else 0)
    drafts = sum(message.translated for message in read_po(here.catalog("plan", "ru")).live)
    assert f"{drafts} drafts written" in output or not drafts
    assert drafts + refused == total


def test_a_run_as_data(here, server):
    """The same for programs: nothing else is printed on standard output."""
    code, output, _ = call("ru", "-d", "plan", "--provider", "libre", "--json")
    data = json.loads(output)
    assert data["stopped"] is None
    assert code == (1 if data["refused"] else 0)
    assert all(one["path"] == "i18n/ru/plan.po" and one["line"] for one in data["refused"])


def test_nothing_to_do_is_said(here, server):
    """A language that is the source needs no provider."""
    assert call("en", "--provider", "libre") == (0, "nothing to do: no text is untranslated\n", "")


def test_a_stop_is_said(here, server):
    """Why the run ended, and that nothing is lost."""
    server.faults = [""]
    server.always = "denied"
    call("uz", "-d", "plan", "--provider", "libre", "--limit", "1")
    server.faults = []
    code, _, errors = call("ru", "-d", "plan", "--provider", "libre")
    assert code == 1
    assert "stopped: libre: access is refused" in errors


@pytest.mark.parametrize(
    "words", [["ru", "--provider", "nobody"], ["ru", "--provider", "deepl"], ["xx"], ["ru", "-d", "x"]]
)
def test_a_wrong_call_has_code_2(here, server, words):
    """Unknown provider, missing key, unknown language, unknown document."""
    with pytest.raises(UsageError) as error:
        call(*words)
    assert error.value.exit_code == 2


def test_languages_must_be_named(here):
    """Nobody translates into all languages by mistake."""
    with pytest.raises(Exception, match="Name the languages"):
        call("--provider", "google")
