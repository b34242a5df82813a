"""What a provider sends is bounded in size and time, and no key comes out of the wire."""

from __future__ import annotations

import contextlib
import gzip
import socketserver
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from toolkit.drafts.machine.faults import BarredError, DeclinedError, ProviderError, UnavailableError
from toolkit.drafts.machine.wire import Patience, Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEY = "sk-0123456789abcdef"
IMPATIENT = Patience(connect=1, answer=1, tries=1)


@contextlib.contextmanager
def serving(answer: Callable[[Callable[[bytes], object]], None]) -> Iterator[tuple[str, list[int]]]:
    """A server that answers with whatever it is told to send; its address, and how many bytes went out."""
    sent = [0]

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)

            def send(data: bytes) -> None:
                self.request.sendall(data)
                sent[0] += len(data)

            with contextlib.suppress(OSError):
                answer(send)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", sent
        server.shutdown()


def ask(address: str, patience: Patience = IMPATIENT) -> Any:
    return Wire("example", (KEY,), patience).json("GET", address)


def test_the_body_of_a_redirect_is_not_read() -> None:
    """However long it is; and no other address is asked."""

    def answer(send: Callable[[bytes], object]) -> None:
        send(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n\r\n")
        for _ in range(400):
            send(b"x" * 1_000_000)

    with serving(answer) as (address, sent), pytest.raises(BarredError, match="elsewhere"):
        ask(address)
    assert sent[0] < 50_000_000


@pytest.mark.parametrize("part", ["head", "body"])
def test_what_drips_is_over_in_time(part: str) -> None:
    """A byte now and then keeps a socket awake, not a translation."""

    def answer(send: Callable[[bytes], object]) -> None:
        send(b"HTTP/1.1 200 OK\r\n" + (b"X: " if part == "head" else b"\r\n"))
        for _ in range(600):
            send(b"x")
            time.sleep(0.02)

    begin = time.monotonic()
    with serving(answer) as (address, _), pytest.raises(UnavailableError, match="in time"):
        ask(address, Patience(connect=1, answer=0.3, tries=1))
    assert time.monotonic() - begin < 5


def test_a_bomb_does_not_go_off() -> None:
    """A gigabyte of blanks, packed."""
    packed = gzip.compress(b" " * 100_000_000)

    def answer(send: Callable[[bytes], object]) -> None:
        send(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n" + packed)

    with serving(answer) as (address, _), pytest.raises(ProviderError, match="does not end"):
        ask(address, Patience(connect=20, answer=20, tries=1))


@pytest.mark.parametrize(
    "asked",
    ["9" * 400, "Wed, 21 Oct 99999999999999999999 07:28:00 GMT", "Wed, 21 Oct 2015 07:28:00 +99999999999999999999"],
)
def test_pauses_that_no_clock_knows(asked: str) -> None:
    """Are none: the error is that of a busy service."""

    def answer(send: Callable[[bytes], object]) -> None:
        send(f"HTTP/1.1 429 Busy\r\nRetry-After: {asked}\r\nConnection: close\r\n\r\n".encode())

    with serving(answer) as (address, _), pytest.raises(ProviderError):
        ask(address)


@pytest.mark.parametrize("shown", [KEY[:8], KEY[4:], KEY[3:-2], KEY.upper(), f"{KEY}{KEY}", "x".join((KEY, KEY[-7:]))])
def test_no_piece_of_a_key_is_shown(shown: str) -> None:
    """From wherever in it, and in whatever letters."""
    said = Wire("example", (KEY,)).scrub(f"Your key {shown} is wrong")
    assert not any(KEY[place : place + 6] in said.lower() for place in range(len(KEY) - 5))
    assert said.startswith("Your key ***")
    assert said.endswith("*** is wrong")


@pytest.mark.parametrize("before", range(470, 500, 3))
def test_no_part_of_a_key_is_shown(before: int) -> None:
    """Wherever the body of an error is cut, and however the key is written there."""
    body = b" " * before + KEY.encode() + b" wrong, " + KEY[:12].encode()

    def answer(send: Callable[[bytes], object]) -> None:
        send(b"HTTP/1.1 400 Bad\r\nConnection: close\r\n\r\n" + body)

    with serving(answer) as (address, _), pytest.raises(DeclinedError) as caught:
        ask(address, Patience(connect=20, answer=20, tries=1))
    assert KEY[:6] not in str(caught.value)
