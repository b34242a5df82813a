"""What happens with each provider when its service misbehaves."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.drafts.machine.services import ADDRESSES, KEYS, TOKEN, Services, translated
from toolkit.catalog.model import Message
from toolkit.drafts.machine import PROVIDERS
from toolkit.drafts.machine.courier import BUDGET, Courier
from toolkit.drafts.machine.drafts import Draft, MachineDrafter, Refusal, Task
from toolkit.drafts.machine.model import Connection
from toolkit.drafts.machine.receipts import Receipts
from toolkit.drafts.machine.wire import Patience, Wire

if TYPE_CHECKING:
    from pathlib import Path

NAMES = tuple(ADDRESSES)
TEXT = "Libraries **help** readers of [the list](https://a.example/x) & ALMA since 2019"
GOOD = "лібраріес **һелп** реадерс оф [тһе ліст](https://a.example/x) & ALMA сінце 2019"

TABLE = {
    # fault: what comes of it if only the first request fails, and if all do
    "slow": ("draft", "later"),
    "busy": ("draft", "later"),
    "busy for hours": ("later", "later"),
    "broken": ("draft", "later"),
    "cut": ("draft", "later"),
    "short": ("draft", "later"),
    "half": ("draft", "provider"),
    "wrong": ("provider", "provider"),
    "page": ("draft", "provider"),
    "denied": ("later", "later"),
    "declined": ("provider", "provider"),
    "elsewhere": ("later", "later"),
    "empty": ("draft-empty", "draft-empty"),
    "blank": ("draft-empty", "draft-empty"),
    "lost": ("draft-token", "draft-token"),
    "doubled": ("draft-token", "draft-token"),
    "damaged": ("draft-token", "draft-token"),
    "made up": ("draft-token", "draft-token"),
    "spaced": ("draft", "draft"),
}
"""What a fault comes to: a draft all the same, a refusal with its code, or nothing that is remembered."""

EXCEPTIONS = {
    # Google's answer is a page anyway: one without the translation is no fault of the connection.
    ("google", "half"): ("provider", "provider"),
    ("google", "page"): ("provider", "provider"),
}


def drafter(
    name: str,
    server: Services,
    folder: Path,
    pauses: list[float],
    budget: int | None = 1,
    answers: tuple[float, float] = (20.0, 20.0),
) -> MachineDrafter:
    """One that tries twice; `answers` are the seconds that a service may take for each."""
    provider = next(one for one in PROVIDERS if one.name == name)

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        wire.patience = replace(patience, answer=answers[1])

    patience = Patience(connect=20, answer=answers[0], tries=2, sleep=pause, jitter=lambda: 0.0)
    secrets = {key: KEYS[key] for key in (*provider.keys, *provider.options) if key in KEYS}
    wire = Wire(name, tuple(secrets.values()), patience)
    engine = provider.connect(Connection(server.address + ADDRESSES[name], secrets, wire))
    courier = Courier(engine, Receipts(folder / f"{name}.jsonl"), budget=budget)
    return MachineDrafter(name, courier, None, lambda _: False, lambda *_: {}, lambda _: None)


def task(name: str, text: str = TEXT) -> Task:
    return Task(Message(text), "doc", "en", "ko" if name == "papago" else "kk", markdown=True)


def outcome(one: MachineDrafter, name: str) -> str:
    (result,) = one.draft([task(name)])
    if isinstance(result, Draft):
        assert result.texts == (GOOD,)
        return "draft"
    assert one.is_free(task(name)) is (isinstance(result, Refusal) and result.code != "unavailable")
    return result.code if isinstance(result, Refusal) and result.code != "unavailable" else "later"


@pytest.mark.parametrize("fault", TABLE)
@pytest.mark.parametrize("name", NAMES)
def test_each_fault_comes_to_what_the_table_says(name: str, fault: str, server: Services, tmp_path: Path) -> None:
    """A fault of one request is overcome where asking again may help, and a fault of all never gives a wrong draft."""
    once, always = EXCEPTIONS.get((name, fault), TABLE[fault])
    server.faults = [fault]
    first = 0.1 if fault == "slow" else 20.0
    assert outcome(drafter(name, server, tmp_path / "once", [], answers=(first, 20.0)), name) == once
    server.always = fault
    assert outcome(drafter(name, server, tmp_path / "always", [], answers=(first, first)), name) == always


@pytest.mark.parametrize("name", NAMES)
def test_a_good_answer_is_a_draft(name: str, server: Services, tmp_path: Path) -> None:
    """Markup, addresses, numbers and acronyms come back as they were; the words are the provider's."""
    (result,) = drafter(name, server, tmp_path, []).draft([task(name)])
    assert result == Draft((GOOD,), f"machine/{name}", (TEXT,))


@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_asked_twice(name: str, server: Services, tmp_path: Path) -> None:
    """The same text in one run or in the next costs one request."""
    for _ in range(2):
        drafter(name, server, tmp_path, []).draft([task(name), task(name)])
    assert len(server.texts) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_declined_text_is_remembered(name: str, server: Services, tmp_path: Path) -> None:
    """What a provider declined is not asked again, unless that is wished for."""
    server.faults = ["declined"]
    assert outcome(drafter(name, server, tmp_path, [], budget=None), name) == "provider"
    again = drafter(name, server, tmp_path, [], budget=None)
    assert outcome(again, name) == "provider"
    assert len(server.texts) == 1
    wished = drafter(name, server, tmp_path, [], budget=None)
    wished.courier.retry_failed = True
    assert outcome(wished, name) == "draft"


@pytest.mark.parametrize("name", NAMES)
def test_the_service_is_given_the_time_it_asks_for(name: str, server: Services, tmp_path: Path) -> None:
    """`Retry-After` is kept to; without it pauses grow."""
    pauses: list[float] = []
    server.faults = ["busy"]
    drafter(name, server, tmp_path, pauses).draft([task(name)])
    assert pauses == [7.0]
    server.faults = ["broken"]
    drafter(name, server, tmp_path / "other", pauses).draft([task(name)])
    assert pauses == [7.0, 1.0]


@pytest.mark.parametrize("name", NAMES)
def test_failures_in_a_row_end_the_run(name: str, server: Services, tmp_path: Path) -> None:
    """After a budget of failed requests nothing more is sent."""
    server.always = "broken"
    one = drafter(name, server, tmp_path, [], budget=BUDGET)
    words = ["".join(letters) for letters in itertools.product("abcdefghi", repeat=3)]
    tasks = [task(name, f"Some words, {word}") for word in words]
    results = one.draft(tasks)
    assert "failed one after the other" in one.stopped
    assert len(server.requests) <= BUDGET * 2
    assert not any(isinstance(result, Draft) for result in results)


@pytest.mark.parametrize("fault", ["denied", "declined", "broken", "elsewhere", "wrong"])
@pytest.mark.parametrize("name", NAMES)
def test_no_key_is_ever_told(name: str, fault: str, server: Services, tmp_path: Path) -> None:
    """Neither an error nor a file holds a key, even when the service repeats it."""
    server.always = fault
    one = drafter(name, server, tmp_path, [])
    told = f"{one.draft([task(name)])} {one.stopped}"
    told += "".join(path.read_text() for path in tmp_path.glob("*"))
    assert not any(KEYS[key] in told for key in one.courier.engine.connection.keys)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["libre", "deepl", "microsoft", "yandex"])
def test_texts_travel_together_where_the_format_allows(name: str, server: Services, tmp_path: Path) -> None:
    """Ten texts are one request."""
    results = drafter(name, server, tmp_path, []).draft([task(name, f"Some words, {word}") for word in "abcdefghij"])
    assert all(isinstance(result, Draft) for result in results)
    assert len(server.requests) == 1


@pytest.mark.parametrize("name", ["libre", "deepl", "microsoft", "yandex"])
def test_one_bad_text_does_not_spoil_the_others(name: str, server: Services, tmp_path: Path) -> None:
    """A request that is declined as a whole is sent again text by text."""
    server.faults = ["declined", "", "declined"]
    one = drafter(name, server, tmp_path, [], budget=None)
    first, second, third = one.draft([task(name, f"Some words, {word}") for word in "abc"])
    assert isinstance(first, Draft)
    assert isinstance(second, Refusal)
    assert isinstance(third, Draft)


@pytest.mark.parametrize("name", NAMES)
def test_long_texts_are_cut_at_sentences(name: str, server: Services, tmp_path: Path) -> None:
    """No request is longer than the provider allows, and no token is cut in two."""
    text = " ".join(f"Sentence with **bold** words and {number}." for number in range(1000, 3000))
    one = drafter(name, server, tmp_path, [])
    (result,) = one.draft([task(name, text)])
    engine = one.courier.engine
    assert isinstance(result, Draft)
    assert len(server.texts) > 1
    assert all(engine.size(sent) <= engine.limit for sent in server.texts)
    assert all(sent.endswith(".") for sent in server.texts)
    assert result.texts[0].count("**") == 4000


def test_a_text_with_html_signs_comes_back_as_it_was(server: Services, tmp_path: Path) -> None:
    """Signs that HTML reads as its own are sent as entities and received as signs."""
    (result,) = drafter("libre", server, tmp_path, []).draft([task("libre", "Words & signs < and >")])
    assert isinstance(result, Draft)
    assert result.texts == (translated("Words & signs < and >"),)
    assert "&amp; signs &lt; and &gt;" in server.texts[0]


def test_mymemory_complaints_are_no_translations(server: Services, tmp_path: Path) -> None:
    """A warning that comes in place of the translation ends the run."""
    one = drafter("mymemory", server, tmp_path, [])
    wire = one.courier.engine.connection.wire  # type: ignore[attr-defined]
    warning = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY"
    answer = {"responseData": {"translatedText": warning}, "responseStatus": 429, "responseDetails": warning}
    wire.__class__ = type("Fixed", (Wire,), {"__slots__": (), "json": lambda *_, **__: answer})
    assert one.draft([task("mymemory")]) == [None]
    assert "YOU USED ALL" in one.stopped


def test_the_tokens_are_those_of_the_provider(server: Services, tmp_path: Path) -> None:
    """A provider that reads markup gets elements, the others get brackets."""
    for name in NAMES:
        drafter(name, server, tmp_path, []).draft([task(name)])
    kinds = {TOKEN.search(text)[0][:2] for text in server.texts}  # type: ignore[index]
    assert kinds == {"[X", "<x", "<s"}
