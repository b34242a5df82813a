"""Untranslated messages get drafts; nothing else in a catalog is touched, and nothing is asked twice."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.drafts.machine.services import KEYS, Services, services
from toolkit.catalog.model import FUZZY, Message, State
from toolkit.catalog.po import read_po, write_po
from toolkit.checks.run import check_message, project_context
from toolkit.collection.collection import Collection
from toolkit.drafts.drafters import Wishes, glossary, list_providers
from toolkit.drafts.machine.wire import Patience
from toolkit.drafts.translate import Listeners, Outcome, estimate, select_domains, translate_project
from toolkit.errors import Diagnostic, Severity, ToolkitError, UsageError
from toolkit.project.project import Project, find_project
from toolkit.revision.revise import update_project
from toolkit.system.held import exclusive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
SETTINGS = 'title = "Tiny"\nlocales = ["en", "ru", "be", "kk", "uz", "uz-Cyrl"]\n'
SOURCE = """\
---
title: The plan
language: en
---

## Aims

Read **more** books.

Lend 25 books by [the list](https://a.example/list) of ALMA.

Open the doors.
"""
QUIET = Patience(connect=20.0, answer=20.0, tries=2, sleep=lambda _: None, jitter=lambda: 0.0)


@pytest.fixture
def server() -> Iterator[Services]:
    with services() as state:
        yield state


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of one document with catalogs in which nothing is translated."""
    root = tmp_path / "project"
    (root / "sources").mkdir(parents=True)
    (root / "polyedition.toml").write_text(SETTINGS, "utf-8")
    (root / "sources" / "plan.md").write_text(SOURCE, "utf-8")
    project = find_project(root)
    update_project(project, project.locales)
    return project


def environment(server: Services) -> dict[str, str]:
    return {
        "POLYEDITION_LIBRE_URL": f"{server.address}/libre",
        "POLYEDITION_GOOGLE_URL": f"{server.address}/m",
        "POLYEDITION_YANDEX_URL": server.address,
        "YANDEX_API_KEY": KEYS["YANDEX_API_KEY"],
    }


def passes(domain: str, locale: str) -> Callable[[Message], list[Diagnostic]]:
    return lambda message: []


def translate(
    project: Project,
    server: Services,
    *locales: str,
    domains: tuple[str, ...] = ("plan",),
    said: list[str] | None = None,
    **wishes,
) -> Outcome:
    listeners = Listeners(say=(said if said is not None else []).append)
    return translate_project(
        project,
        locales or ("kk",),
        domains,
        Wishes(**{"provider": "libre", **wishes}),
        environ=environment(server),
        listeners=listeners,
        verify=passes,
        patience=QUIET,
    )


def messages(project: Project, locale: str = "kk", domain: str = "plan") -> dict[str, Message]:
    return {message.msgid: message for message in read_po(project.catalog(domain, locale)).live}


def change(project: Project, locale: str, msgid: str, domain: str = "plan", **new: object) -> None:
    path = project.catalog(domain, locale)
    catalog = read_po(path)
    found = tuple(replace(one, **new) if one.msgid == msgid else one for one in catalog.messages)
    assert found != catalog.messages
    write_po(replace(catalog, messages=found), path)


def test_untranslated_messages_become_drafts(project: Project, server: Services) -> None:
    """Each is fuzzy, says where it comes from and what it was then, and has everything that must stay."""
    outcome = translate(project, server)
    found = messages(project)
    assert outcome.written == {"i18n/kk/plan.po": len(found)}
    assert outcome.exit_code == 0
    for message in found.values():
        assert message.state is State.DRAFT
        assert message.origin == "machine/libre"
        assert message.origin_digest == message.digest
    lend = next(text for text in found if text.startswith("Lend"))
    assert found[lend].msgstr == ("ленд 25 боокс бы [тһе ліст](https://a.example/list) оф ALMA.",)


def test_a_persons_edit_drops_the_origin_at_the_next_update(project: Project, server: Services) -> None:
    """An update keeps drafts as they are, unless somebody has edited them."""
    translate(project, server)
    before = project.catalog("plan", "kk").read_bytes()
    update_project(project, ["kk"])
    assert project.catalog("plan", "kk").read_bytes() == before
    change(project, "kk", "Open the doors.", msgstr=("Есікті ашыңыз.",))
    update_project(project, ["kk"])
    assert messages(project)["Open the doors."].origin is None
    assert messages(project)["Aims"].origin == "machine/libre"


def test_what_has_a_text_is_never_touched(project: Project, server: Services) -> None:
    """Translated, reviewed, draft and outdated messages, the header and comments stay byte for byte."""
    change(project, "kk", "Open the doors.", msgstr=("Есікті ашыңыз.",), comments=("a note",))
    change(project, "kk", "Aims", msgstr=("Мақсаттар",), flags=(FUZZY,))
    before, header = messages(project), read_po(project.catalog("plan", "kk")).header
    translate(project, server)
    after = messages(project)
    assert all(after[text] == before[text] for text in ("Open the doors.", "Aims"))
    assert read_po(project.catalog("plan", "kk")).header == header
    assert not any("doors" in text for text in server.texts)


def test_a_text_that_somebody_wrote_meanwhile_is_kept(project: Project, server: Services) -> None:
    """The catalog is read again before it is written."""
    path = project.catalog("plan", "kk")
    open_doors = "Open the doors."

    def meddle(domain: str, locale: str) -> Callable[[Message], list[Diagnostic]]:
        if not messages(project)[open_doors].translated:
            change(project, "kk", open_doors, msgstr=("Есікті ашыңыз.",))
        return lambda message: []

    outcome = translate_project(
        project, ["kk"], ["plan"], Wishes("libre"), environ=environment(server), verify=meddle, patience=QUIET
    )
    assert messages(project)[open_doors].msgstr == ("Есікті ашыңыз.",)
    assert outcome.written[project.name(path)] == len(messages(project)) - 1


def test_nothing_is_asked_twice(project: Project, server: Services) -> None:
    """Emptied catalogs are filled again without a request."""
    translate(project, server)
    first = project.catalog("plan", "kk").read_bytes()
    sent = len(server.texts)
    project.catalog("plan", "kk").unlink()
    update_project(project, ["kk"])
    server.always = "broken"
    translate(project, server)
    assert messages(project) == {one.msgid: one for one in read_po(project.catalog("plan", "kk")).live}
    assert [one.msgstr for one in messages(project).values()] == [one.msgstr for one in _parsed(first)]
    assert len(server.texts) == sent == len(set(server.texts))


def _parsed(data: bytes) -> list[Message]:
    from toolkit.catalog.po import parse_po

    return list(parse_po(data, "x").live)


@pytest.mark.parametrize(
    ("fault", "code"),
    [("lost", "draft-token"), ("empty", "draft-empty"), ("declined", "provider"), ("wrong", "provider")],
)
def test_a_refused_draft_is_reported_and_the_run_goes_on(
    project: Project, server: Services, fault: str, code: str
) -> None:
    """The report says which message and why; the others are written; the exit code is 1."""
    server.always = fault
    path = project.catalog("plan", "kk")
    outcome = translate_project(
        project, ["kk"], ["plan"], Wishes("google"), environ=environment(server), verify=passes, patience=QUIET
    )
    assert outcome.exit_code == 1
    assert code in {one.code for one in outcome.refused}
    for one in outcome.refused:
        assert one.location is not None
        line = path.read_text("utf-8").splitlines()[(one.location.line or 0) - 1]
        assert line.startswith(("#", "msg"))
        assert one.severity is Severity.ERROR


def test_a_copy_of_the_source_is_refused(project: Project, server: Services, monkeypatch) -> None:
    """A provider that gives the text back has translated nothing."""
    monkeypatch.setattr("tests.drafts.machine.services.translated", str)
    outcome = translate(project, server)
    assert {one.code for one in outcome.refused} == {"draft-copy"}
    assert not any(message.translated for message in messages(project).values())


def test_an_answer_without_end_is_refused(project: Project, server: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """What no translation can need hangs no build later."""
    monkeypatch.setattr("tests.drafts.machine.services.translated", lambda text: f"{text} {'ә' * 5000}")
    outcome = translate(project, server)
    assert {one.code for one in outcome.refused} == {"draft-long"}
    assert not any(message.translated for message in messages(project).values())


def test_what_fails_a_check_is_refused(project: Project, server: Services) -> None:
    """The checks of the project decide; the report names the check and shows the draft."""
    bad = Diagnostic("alphabet", "that is no Kazakh")

    def verify(domain: str, locale: str) -> Callable[[Message], list[Diagnostic]]:
        return lambda message: [bad] if message.msgid == "Aims" else [replace(bad, severity=Severity.WARNING)]

    outcome = translate_project(
        project, ["kk"], ["plan"], Wishes("libre"), environ=environment(server), verify=verify, patience=QUIET
    )
    assert [one.code for one in outcome.refused] == ["alphabet"]
    assert "аімс" in outcome.refused[0].detail
    assert not messages(project)["Aims"].translated
    assert messages(project)["Open the doors."].translated


def test_the_checks_are_those_of_the_project(project: Project, server: Services) -> None:
    """Without another wish every error check judges the drafts."""
    wrong = {"Aims": ("Öзін ўйла",)}
    message = replace(messages(project)["Aims"], msgstr=wrong["Aims"], flags=(FUZZY,))
    context = project_context(Collection(project), "plan", "kk")
    assert any(one.severity is Severity.ERROR for one in check_message(message, context))
    outcome = translate_project(project, ["kk"], ["plan"], Wishes("libre"), environ=environment(server), patience=QUIET)
    after = messages(project)
    assert all(
        not [one for one in check_message(message, context) if one.severity is Severity.ERROR]
        for message in after.values()
    )
    assert len(outcome.refused) + sum(outcome.written.values()) == len(after)


def test_refused_answers_are_asked_again_only_on_request(project: Project, server: Services) -> None:
    """What was refused is refused again without a request; `--retry-failed` asks anew, once."""
    server.faults = ["lost"]
    assert translate(project, server).refused
    sent = len(server.texts)
    assert translate(project, server).refused
    assert len(server.texts) == sent
    assert not translate(project, server, retry_failed=True).refused
    assert len(server.texts) > sent
    assert all(message.translated for message in messages(project).values())


def test_a_limit_counts_what_is_asked_for(project: Project, server: Services) -> None:
    """Each run asks for so many messages and the next one goes on behind them."""
    total = len(messages(project))
    assert sum(translate(project, server, limit=2).written.values()) == 2
    outcome = translate(project, server, limit=total - 3)
    assert sum(outcome.written.values()) == total - 3
    assert outcome.left == 1
    assert outcome.exit_code == 0


def test_a_dry_run_sends_and_writes_nothing(project: Project, server: Services) -> None:
    """It counts messages and characters."""
    before = project.catalog("plan", "kk").read_bytes()
    (amount,) = estimate(project, ["kk"], ["plan"], Wishes("libre"))
    assert amount.messages == len(messages(project))
    assert amount.characters == sum(map(len, messages(project)))
    assert project.catalog("plan", "kk").read_bytes() == before
    assert server.requests == []


def test_the_first_use_says_that_text_leaves_the_machine(project: Project, server: Services) -> None:
    """Once a project and provider, before anything is sent, with the name of the service."""
    said: list[str] = []
    translate(project, server, said=said, limit=1)
    translate(project, server, said=said)
    assert len(said) == 1
    assert "leave this machine" in said[0]
    assert "LibreTranslate" in said[0]
    assert said[0].endswith(f"at 127.0.0.1:{server.port}.")


def test_an_address_with_a_password_is_not_told(project: Project, server: Services) -> None:
    """Only the host of an address is shown."""
    said: list[str] = []
    listeners = Listeners(say=said.append)
    address = f"http://somebody:top-secret@127.0.0.1:{server.port}/libre"
    translate_project(
        project,
        ["kk"],
        ["plan"],
        Wishes("libre"),
        environ={"POLYEDITION_LIBRE_URL": address},
        listeners=listeners,
        verify=passes,
        patience=QUIET,
    )
    assert said
    assert "top-secret" not in said[0]


@pytest.mark.parametrize("bad", ["слово\ud800", "сло\x00во", "\x1b[31mслово"])
def test_what_no_file_can_hold_is_refused(project: Project, server: Services, monkeypatch, bad: str) -> None:
    """Control characters and halves of characters never reach the catalog."""
    monkeypatch.setattr("tests.drafts.machine.services.translated", lambda text: bad)
    outcome = translate(project, server, provider="libre")
    assert outcome.exit_code == 1
    assert not any(message.translated for message in messages(project).values())


def test_an_outage_keeps_what_was_received(project: Project, server: Services) -> None:
    """The run stops, its drafts are in the catalog, and the next run asks for the rest only."""
    path = project.catalog("plan", "kk")
    words = [f"{first}{second}" for first in "abcdef" for second in "ghijk"]
    write_po(replace(read_po(path), messages=tuple(Message(f"Word {word} here") for word in words)), path)
    server.faults = ["", "", *["broken"] * 100]
    outcome = translate(project, server, provider="google")
    assert "failed one after the other" in outcome.stopped
    assert outcome.exit_code == 1
    assert sum(outcome.written.values()) == 2
    assert {one.code for one in outcome.refused} == {"unavailable"}
    assert outcome.left + len(outcome.refused) + 2 == len(words)
    server.faults = []
    answered = Counter(server.texts[:2])
    translate(project, server, provider="google")
    assert all(message.translated for message in messages(project).values())
    assert all(Counter(server.texts)[text] == 1 for text in answered)


def test_a_provider_that_cannot_be_reached_is_a_usage_error(project: Project, server: Services) -> None:
    """Whether it shows in the list of languages or only at the first text."""
    server.always = "broken"
    with pytest.raises(UsageError, match="cannot be reached"):
        translate(project, server, provider="google", limit=None, domains=("plan", "interface"))
    with pytest.raises(UsageError, match="does not say which languages"):
        translate_project(
            project,
            ["kk"],
            ["plan"],
            Wishes("libre"),
            environ={"POLYEDITION_LIBRE_URL": "http://127.0.0.1:9"},
            patience=QUIET,
        )


@pytest.mark.parametrize(
    ("wishes", "locale", "message"),
    [
        ({"provider": "gogle"}, "kk", "there is no provider 'gogle'"),
        ({"provider": "deepl"}, "kk", "deepl needs a key"),
        ({"provider": None}, "kk", "no program on this machine translates en → kk"),
        ({"via": "xx"}, "kk", "xx"),
        ({}, "uz-Cyrl", "takes its texts from uz"),
        ({"provider": "memory", "via": "ru"}, "kk", "through no other language"),
    ],
)
def test_a_wrong_call_is_said_before_anything_is_sent(
    project: Project, server: Services, wishes: dict[str, str], locale: str, message: str
) -> None:
    """Exit code 2, a line that says what is wrong, and no text sent."""
    with pytest.raises(UsageError, match=re.escape(message)) as error:
        translate(project, server, locale, **wishes)
    assert error.value.diagnostics[0].hint
    assert server.texts == []


def test_an_unsupported_pair_is_asked_before_anything_is_sent(project: Project, server: Services) -> None:
    """One language that the service lacks stops the run before the others are translated."""
    server.languages = ("en", "kk")
    with pytest.raises(UsageError, match="libre does not translate en → uz"):
        translate(project, server, "kk", "uz")
    assert server.texts == []


def test_a_missing_catalog_is_an_error(project: Project, server: Services) -> None:
    """It says how to create it."""
    project.catalog("plan", "kk").unlink()
    with pytest.raises(ToolkitError, match="polyedition update"):
        translate(project, server)


def test_the_documents_own_language_is_left_alone(project: Project, server: Services) -> None:
    """There is nothing to translate from English into English."""
    assert translate(project, server, "en").exit_code == 0
    assert server.requests == []


def test_a_pivot_takes_our_own_translations_first(project: Project, server: Services) -> None:
    """With `--via ru` Russian catalogs are the source where they have a text, else the provider is asked twice."""
    change(project, "ru", "Open the doors.", msgstr=("Откройте двери.",))
    change(project, "ru", "Aims", msgstr=("Старые цели",), flags=(FUZZY,))
    outcome = translate(project, server, "be", via="ru")
    asked = [body for method, path, _, body in server.requests if path == "/libre/translate"]
    assert any('"source": "ru"' in body and "Откройте двери." in _text(body) for body in asked)
    assert not any('"source": "en"' in body and "Open the doors" in body for body in asked)
    assert any('"source": "en"' in body and "books" in body for body in asked)
    assert any('"source": "ru"' in body and "Старые цели" in _text(body) for body in asked)
    assert messages(project, "be")["Open the doors."].msgid == "Open the doors."
    assert "draft-copy" in {one.code for one in outcome.refused}  # Cyrillic comes back as it was from this service


def _text(body: str) -> str:
    import json

    return " ".join(json.loads(body)["q"])


def test_names_have_their_established_rendering(project: Project, server: Services) -> None:
    """Names of the termbase stand in the draft as the language's own termbase has them; `keep` terms as they are."""
    template = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n#. noun · an acronym\n#. {kind}\nmsgid "ALMA"\nmsgstr "{text}"\n'
    for kind, text, expected in (("keep", "", "ALMA"), ("name", "АЛМА", "АЛМА"), ("name", "", "ALMA")):
        project.template("terms").write_text(template.format(kind=kind, text=""), "utf-8")
        project.catalog("terms", "kk").write_text(template.format(kind=kind, text=text), "utf-8")
        shutil.rmtree(project.cache_path / "machine", ignore_errors=True)
        project.catalog("plan", "kk").unlink()
        update_project(project, ["kk"])
        translate(project, server)
        lend = next(one for text, one in messages(project).items() if text.startswith("Lend"))
        assert lend.msgstr[0].endswith(f"оф {expected}.")
    assert glossary(Collection(project), "en", "kk") == {}


def test_the_interface_keeps_its_placeholders_and_plural_forms(project: Project, server: Services) -> None:
    """`-d interface` works: every plural form is filled, and what stands in braces stays."""
    path = project.catalog("interface", "kk")
    catalog = read_po(path)
    emptied = tuple(replace(one, msgstr=("",) * len(one.msgstr), flags=(), comments=()) for one in catalog.messages)
    extra = Message("{count} text", msgid_plural="{count} texts", msgstr=("", ""))
    write_po(replace(catalog, messages=(*emptied, extra)), path)
    translate(project, server, domains=("interface",))
    found = messages(project, "kk", "interface")
    assert found["{count} text"].msgstr == ("{count} техт", "{count} техтс")
    assert all(message.translated for message in found.values())
    holes = re.compile(r"\{\w+\}")
    assert all(sorted(holes.findall(one.msgid)) == sorted(holes.findall(one.msgstr[0])) for one in found.values())


def test_domains_are_documents_unless_named(project: Project) -> None:
    """The interface and the terms are translated on request only."""
    assert select_domains(project, ()) == ("plan",)
    assert select_domains(project, ("interface",)) == ("interface",)
    assert select_domains(project, ("terms", "plan")) == ("plan", "terms")
    with pytest.raises(UsageError):
        select_domains(project, ("paln",))


def test_the_memory_gives_drafts_with_their_document_and_score(project: Project, server: Services) -> None:
    """The memory is a provider like others: drafts say which document they are from and how like the source was."""
    (project.root / "sources" / "second.md").write_text(
        SOURCE.replace("Open the doors.", "Open the doors wide."), "utf-8"
    )
    project = find_project(project.root)
    update_project(project, project.locales)
    change(project, "kk", "Open the doors.", msgstr=("Есікті ашыңыз.",))
    change(project, "kk", "Aims", msgstr=("Мақсаттар",))
    outcome = translate(project, server, domains=("second",), provider="memory", minimum=60)
    found = messages(project, domain="second")
    assert found["Aims"].origin == "memory/plan 100%"
    assert re.fullmatch(r"memory/plan [6-9]\d%", found["Open the doors wide."].origin or "")
    assert found["Aims"].state is State.DRAFT
    assert sum(outcome.written.values()) == 2
    assert outcome.left == len(found) - 2
    assert outcome.exit_code == 0
    assert server.requests == []


def test_two_runs_do_not_work_at_once(project: Project, server: Services) -> None:
    """The second says so and ends."""
    with exclusive(project.cache_path / "translate.lock", "x"), pytest.raises(UsageError, match="another translation"):
        translate(project, server)


def test_no_file_of_the_project_holds_a_key(project: Project, server: Services) -> None:
    """Whatever a run writes."""
    translate(project, server, provider="yandex")
    key = KEYS["YANDEX_API_KEY"].encode()
    assert server.texts
    assert not any(key in path.read_bytes() for path in project.root.rglob("*") if path.is_file())


def test_the_list_shows_what_is_missing(project: Project) -> None:
    """Providers by locale: supported, once a key is set, or on this machine."""
    rows = {row.name: row for row in list_providers(project.locales, {"DEEPL_API_KEY": "x"})}
    assert rows["google"].support["kk"] == "yes"
    assert rows["google"].support["en"] == ""
    assert rows["yandex"].support["uz-Cyrl"] == "key"
    assert rows["yandex"].needs == "YANDEX_API_KEY"
    assert rows["deepl"].support == {"en": "", "ru": "yes", "be": "", "kk": "", "uz": "", "uz-Cyrl": ""}
    assert rows["apertium"].support["be"] == "from ru"
    assert rows["memory"].support["kk"] == "offline"
    assert not any(rows["papago"].support.values())


RUN = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from toolkit.drafts.machine.wire import Patience
from toolkit.project.project import find_project
from toolkit.drafts.translate import Wishes, translate_project
translate_project(find_project(Path({project!r})), ["kk"], ["interface"], Wishes("google"), verify=lambda d, l: lambda m: [])
"""


def test_a_killed_run_asks_for_nothing_twice(project: Project, server: Services) -> None:
    """Killed in the middle again and again, it comes to its end, every catalog whole and each text paid for once."""
    path = project.catalog("interface", "kk")
    catalog = read_po(path)
    words = [f"{first}{second}" for first in "abcdef" for second in "ghijk"]
    write_po(replace(catalog, messages=tuple(Message(f"Word {word} here") for word in words)), path)
    script = RUN.format(root=str(ROOT), project=str(project.root))
    server.pause = 0.02
    for number in range(20):
        seen = len(server.texts)
        process = subprocess.Popen([sys.executable, "-c", script], env={**os.environ, **environment(server)})
        while number < 4 and process.poll() is None and len(server.texts) < seen + 5:
            time.sleep(0.005)
        if number < 4:
            process.send_signal(signal.SIGKILL)
        process.wait()
        catalog = read_po(path)
        if all(message.translated for message in catalog.live):
            break
    assert all(message.translated for message in catalog.live)
    twice = [text for text, count in Counter(server.texts).items() if count > 1]
    assert len(twice) <= 4  # at most the one request of each kill whose answer was still on its way


@pytest.mark.apertium
def test_apertium_drafts_of_the_real_catalogs_pass_or_are_refused(
    tmp_path: Path, require_tool: Callable[[str], str]
) -> None:
    """Belarusian from our Russian: whatever is written passes every error check, the rest is in the report."""
    require_tool("apertium")
    for name in ("sources", "i18n"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    project = find_project(tmp_path)
    path = project.catalog("alma-2019", "be")
    catalog = read_po(path)
    emptied = tuple(replace(one, msgstr=("",), flags=(), comments=()) for one in catalog.live)[:30]
    write_po(replace(catalog, messages=emptied), path)
    outcome = translate_project(project, ["be"], ["alma-2019"], Wishes())
    context = project_context(Collection(project), "alma-2019", "be")
    drafts = [message for message in read_po(path).live if message.translated]
    assert len(drafts) >= 12
    assert len(drafts) + len(outcome.refused) + outcome.wordless == len(emptied)
    for message in drafts:
        assert message.state is State.DRAFT
        assert message.origin in {"machine/apertium", "terms"}
        assert not [one for one in check_message(message, context) if one.severity is Severity.ERROR]
        assert not re.search(r"[⟦⟧#@]|\*\w+(?!.*\*)", message.msgstr[0])


def test_the_list_names_languages_that_nobody_has_compared() -> None:
    """By the provider's table where there is one; else only the provider can tell."""
    locales = ("en", "fr", "zh-Hant", "pt-BR", "sr-Latn", "he", "be")
    rows = {row.name: row.support for row in list_providers(locales, {})}
    assert [rows["google"][one] for one in locales] == ["", "yes", "yes", "yes", "", "yes", "yes"]
    assert [rows["mymemory"][one] for one in ("fr", "zh-Hant")] == ["yes", "yes"]
    assert [rows["deepl"][one] for one in ("fr", "be")] == ["ask", ""]
