"""The parts under the providers: the wire, the receipts, the cutting of long texts."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.drafts.machine import PROVIDERS
from toolkit.drafts.machine.faults import BarredError, DeclinedError, GarbledError, UnavailableError
from toolkit.drafts.machine.model import Connection
from toolkit.drafts.machine.pieces import cut
from toolkit.drafts.machine.receipts import Receipt, Receipts, receipt_key
from toolkit.drafts.machine.wire import Patience, Wire, _parsed, _pause
from toolkit.errors import ToolkitError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.drafts.machine.services import Services

TOKEN = re.compile(r"\[X\d+X\]")


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["word", "слово.", "[X1X]", "a [X2X] b", " ", "  ", "!", ", ", "\u00a0", "end. "]), max_size=40
    ),
    st.integers(8, 60),
)
def test_pieces_are_the_text_cut_between_tokens(parts: list[str], limit: int) -> None:
    """Joined the pieces are the text; none is too long, begins or ends with a blank, or cuts a token."""
    text = "".join(parts).strip()
    pieces = cut(text, limit, len, TOKEN)
    if pieces is not None:
        assert "".join(piece + blanks for piece, blanks in pieces) == text
        assert all(len(piece) <= limit for piece, _ in pieces)
        assert sum(len(TOKEN.findall(piece)) for piece, _ in pieces) == len(TOKEN.findall(text))
        assert all(not blanks or blanks.isspace() for _, blanks in pieces)


def test_sentences_are_kept_whole_where_they_fit() -> None:
    """The best place to cut is the end of a sentence."""
    assert cut("One two. Three four. Five", 15, len, TOKEN) == [("One two.", " "), ("Three four.", " "), ("Five", "")]


def test_what_cannot_be_cut_is_said_so() -> None:
    """A single word longer than a request has no pieces."""
    assert cut("x" * 30, 10, len, TOKEN) is None


def test_receipts_outlive_a_torn_line(tmp_path: Path) -> None:
    """A line that a killed run left half is passed over, and the next one is whole."""
    path = tmp_path / "a.jsonl"
    Receipts(path).put("first", Receipt("один"))
    with path.open("ab") as file:
        file.write(b'{"key": "second", "te')
    receipts = Receipts(path)
    receipts.put("third", Receipt(None, "declined"))
    again = Receipts(path)
    assert [again.get(key) for key in ("first", "second", "third")] == [
        Receipt("один"),
        None,
        Receipt(None, "declined"),
    ]


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_receipts_read_anything(data: bytes) -> None:
    """A damaged file costs answers, never the run."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        path.write_bytes(data)
        Receipts(path).put("key", Receipt("text"))
        assert Receipts(path).get("key") == Receipt("text")


def test_receipts_that_cannot_be_kept_are_an_error(tmp_path: Path) -> None:
    """A file in the place of their folder is said in words."""
    (tmp_path / "machine").write_bytes(b"")
    with pytest.raises(ToolkitError, match="cannot be kept"):
        Receipts(tmp_path / "machine" / "a.jsonl")


def test_requests_differ_by_model_pair_and_text() -> None:
    """No answer is taken for that of another question."""
    questions = [
        ("", "en", "ru", "a"),
        ("m", "en", "ru", "a"),
        ("", "en", "be", "a"),
        ("", "ru", "en", "a"),
        ("", "en", "ru", "b"),
    ]
    assert len({receipt_key(*question) for question in questions}) == len(questions)


@pytest.mark.parametrize(("value", "seconds"), [("12", 12.0), ("", None), ("soon", None), ("-4", None), ("²", None)])
def test_retry_after_in_seconds(value: str, seconds: float | None) -> None:
    """What is no number and no date asks for nothing."""
    assert _pause({"Retry-After": value}) == seconds


def test_retry_after_as_a_date() -> None:
    """A date counts from now; one that has passed is no pause."""
    soon = _pause({"Retry-After": format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)})
    assert soon is not None
    assert 90 < soon <= 100
    assert _pause({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0.0


def test_secrets_and_control_characters_are_scrubbed() -> None:
    """What a service says is shown on one line, short, and without the key."""
    wire = Wire("x", ("top-secret", ""))
    assert wire.scrub("the key top-secret\n\x1b[31mis wrong") == "the key *** [31mis wrong"
    assert len(wire.scrub("a" * 1000)) < 200


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 200_000, b"<html>", b"\xff\xfe"])
def test_what_is_no_json_is_tried_again(body: bytes) -> None:
    """However it is broken, nesting without an end included."""
    with pytest.raises(Exception, match="cut off"):
        _parsed(body)


def wire(pauses: list[float], **kinds: float) -> Wire:
    return Wire("x", (), Patience(sleep=pauses.append, jitter=lambda: 0.0, **kinds))  # type: ignore[arg-type]


def test_pauses_grow_up_to_a_bound(server: Services) -> None:
    """Each pause is twice the one before."""
    server.always = "broken"
    pauses: list[float] = []
    with pytest.raises(UnavailableError, match="500"):
        wire(pauses, tries=6, longest_pause=5.0).text("GET", f"{server.address}/m?sl=a&tl=b&q=c")
    assert pauses == [1.0, 2.0, 4.0, 5.0, 5.0]


def test_a_redirect_is_not_followed(server: Services) -> None:
    """A key is never carried to another address."""
    server.always = "elsewhere"
    with pytest.raises(BarredError, match="elsewhere"):
        wire([]).text("GET", f"{server.address}/m?sl=a&tl=b&q=c")
    assert len(server.requests) == 1


def test_an_address_that_is_none_is_said_in_words() -> None:
    """A wrong address is no traceback."""
    with pytest.raises(Exception, match="cannot be made"):
        wire([]).text("GET", "nowhere")


def test_nobody_listening_is_unavailable() -> None:
    """A refused connection is tried again and then given up."""
    pauses: list[float] = []
    with pytest.raises(UnavailableError, match="connection fails"):
        wire(pauses, tries=2).text("GET", "http://127.0.0.1:9/")
    assert pauses == [1.0]


@pytest.mark.parametrize("name", ["libre", "deepl", "microsoft", "yandex"])
def test_support_is_asked_of_the_service(name: str, server: Services) -> None:
    """The service's own list decides, and it is asked for once."""
    from tests.drafts.machine.services import ADDRESSES, KEYS

    server.languages = ("en", "ru", "uzbcyr")
    provider = next(one for one in PROVIDERS if one.name == name)
    engine = provider.connect(Connection(server.address + ADDRESSES[name], KEYS, wire([])))
    assert engine.supports("en", "ru")
    assert not engine.supports("en", "kk")
    assert not engine.supports("ru", "ru")
    assert engine.supports("en", "uz-Cyrl") is (name == "yandex")
    assert server.texts == []
    assert len(server.requests) <= 2


@pytest.mark.parametrize("locale", ["ru", "az", "hy", "be", "kk", "ky", "tg", "uz", "ro", "tk"])
@pytest.mark.parametrize("name", ["google", "mymemory", "chatgpt"])
def test_tables_know_our_languages(name: str, locale: str, server: Services) -> None:
    """Providers without a list to ask for are known to have all our languages."""
    from tests.drafts.machine.services import KEYS

    provider = next(one for one in PROVIDERS if one.name == name)
    engine = provider.connect(Connection(server.address, KEYS, wire([])))
    assert engine.supports("en", locale)
    assert engine.supports("ru", locale) is (locale != "ru")
    assert not engine.supports("en", "tlh")
    assert server.requests == []


def test_papago_knows_its_pairs(server: Services) -> None:
    """Russian goes with Korean only, so that none of our pairs is there."""
    from tests.drafts.machine.services import KEYS

    provider = next(one for one in PROVIDERS if one.name == "papago")
    engine = provider.connect(Connection(server.address, KEYS, wire([])))
    assert engine.supports("en", "ko")
    assert engine.supports("ko", "ru")
    assert not engine.supports("en", "ru")
    assert not provider.knows("en", "ru")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"responseData": {"translatedText": "INVALID LANGUAGE PAIR"}, "responseStatus": "403"}, DeclinedError),
        ({"responseData": None, "responseStatus": 500, "responseDetails": "oops"}, UnavailableError),
        ({"responseData": {"translatedText": "да"}, "responseStatus": 200, "quotaFinished": True}, BarredError),
        ([1], GarbledError),
    ],
)
def test_mymemory_keeps_its_status_inside(answer: object, error: type[Exception]) -> None:
    """Status 200 of the answer says nothing; the one in the JSON does."""
    provider = next(one for one in PROVIDERS if one.name == "mymemory")
    fixed = type("Fixed", (Wire,), {"__slots__": (), "json": lambda *_, **__: answer})
    engine = provider.connect(Connection("", {}, fixed("mymemory")))
    with pytest.raises(error):
        engine.translate(["yes"], "en", "ru")


def test_a_broken_off_chat_is_no_translation() -> None:
    """An answer that reached the model's length is declined."""
    provider = next(one for one in PROVIDERS if one.name == "chatgpt")
    answer = {"choices": [{"finish_reason": "length", "message": {"content": "нач"}}]}
    fixed = type("Fixed", (Wire,), {"__slots__": (), "json": lambda *_, **__: answer})
    engine = provider.connect(Connection("", {"OPENAI_API_KEY": "k", "OPENAI_MODEL": "m"}, fixed("chatgpt")))
    assert engine.variant == "m"
    with pytest.raises(DeclinedError):
        engine.translate(["yes"], "en", "ru")
