"""HTTP for providers: time-outs, tries with pauses, and no key in any word that comes out of here.

deep-translator's requests have no time-out, follow redirects with the key in them, and catch the built-in
``ConnectionError`` where ``requests`` raises its own; that is why the requests are made here.
"""

from __future__ import annotations

import email.utils
import json
import queue
import random
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

from toolkit.drafts.machine.faults import BarredError, DeclinedError, GarbledError, ProviderError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LARGEST_ANSWER = 16_000_000
_LARGEST_FAULT = 65_536
"""Bytes of an answer that is no translation: an error says what it has to say in fewer."""
_TELLING = 6
"""So many signs of a key are taken for a part of it."""
_SHOWN = 160
_BUSY = frozenset((408, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529))
_BARRED = {
    401: "the key is not accepted",
    402: "it wants to be paid first",
    403: "access is refused: wrong key, or the key's plan does not include this",
    404: "there is no such service at this address",
    456: "the quota of the key is used up",
}
_TOO_MUCH = frozenset((413, 414, 431))


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a provider, in seconds."""

    connect: float = 10.0
    answer: float = 90.0
    """For the whole of an answer, however slowly it drips."""
    tries: int = 4
    first_pause: float = 1.0
    longest_pause: float = 60.0
    """A provider that asks for a longer pause (``Retry-After``) is not asked again in this run."""
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random
    """Between 0 and 1: many clients must not come back at the same moment."""


@dataclass(slots=True)
class Wire:
    """The line to one provider."""

    name: str
    """Of the provider, for messages."""
    secrets: tuple[str, ...] = ()
    patience: Patience = field(default_factory=Patience)
    requests: int = 0
    """How many were made, tries included."""
    _session: Any = None

    def json(
        self,
        method: str,
        address: str,
        *,
        params: Mapping[str, str] | None = None,
        body: object = None,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """The JSON that a request is answered with. Raises `ProviderError`."""
        return self._repeated(method, address, _parsed, params=params, json=body, data=form, headers=headers)

    def text(self, method: str, address: str, *, params: Mapping[str, str] | None = None) -> str:
        """The text that a request is answered with. Raises `ProviderError`."""
        return str(self._repeated(method, address, _decoded, params=params))

    def scrub(self, text: str) -> str:
        """One printable line of the text, without keys."""
        for secret in filter(None, self.secrets):
            for form in dict.fromkeys((secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1])):
                text = _without(text, form)
        text = "".join(char if char.isprintable() else " " for char in text)
        text = " ".join(text.split())
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

    def _repeated(self, method: str, address: str, read: Callable[[bytes], Any], **request: Any) -> Any:
        """What `read` makes of the first good answer; pauses between tries grow, or are as long as the provider asks."""
        patience = self.patience
        for attempt in range(1, patience.tries + 1):
            try:
                return read(self._answer(method, address, **request))
            except _RetryError as retry:
                if retry.pause is not None and retry.pause > patience.longest_pause:
                    message = f"{self.name} asks to come back in {retry.pause:.0f} seconds"
                    raise BarredError(message) from None
                if attempt == patience.tries:
                    raise retry.kind(f"{self.name}: {self.scrub(str(retry))}") from None
                growing = patience.first_pause * 2 ** (attempt - 1) * (1 + patience.jitter() / 2)
                patience.sleep(min(growing if retry.pause is None else retry.pause, patience.longest_pause))
        raise AssertionError(patience.tries)

    def _answer(self, method: str, address: str, **request: Any) -> bytes:
        import requests

        if self._session is None:
            self._session = requests.Session()
            self._session.auth = _as_it_is  # else a .netrc file would put its own password over our key
            self._session.get_redirect_target = _nowhere  # requests would read all of a redirect's body to look
        self.requests += 1
        try:
            response, body = self._in_time(lambda: self._exchange(method, address, **request))
        except requests.Timeout:
            raise _RetryError("no answer in time", UnavailableError) from None
        except (requests.exceptions.ChunkedEncodingError, requests.ConnectionError) as error:
            raise _RetryError(f"the connection fails ({type(error).__name__})", UnavailableError) from None
        except requests.exceptions.ContentDecodingError:
            raise _RetryError("the answer cannot be unpacked", GarbledError) from None
        except (requests.RequestException, ValueError) as error:
            raise ProviderError(f"{self.name}: the request cannot be made ({type(error).__name__})") from None
        self._require_good(response.status_code, response.headers, body)
        return body

    def _in_time(self, exchange: Callable[[], tuple[Any, bytes]]) -> tuple[Any, bytes]:
        """What an exchange brings, if it is over within the promised time, however slowly heads or bodies drip.

        A time-out of the socket counts from one byte to the next; so the exchange has a thread of its own, which is left
        behind, with what it waits for, once the time is up.
        """
        done: queue.SimpleQueue[tuple[Any, bytes] | BaseException] = queue.SimpleQueue()

        def run() -> None:
            try:
                done.put(exchange())
            except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
                done.put(error)

        threading.Thread(target=run, daemon=True).start()
        try:
            found = done.get(timeout=self.patience.answer)
        except queue.Empty:
            self._session = None  # what is left behind keeps its connection
            raise _RetryError("no answer in time", UnavailableError) from None
        if isinstance(found, BaseException):
            raise found
        return found

    def _exchange(self, method: str, address: str, **request: Any) -> tuple[Any, bytes]:
        patience = (self.patience.connect, self.patience.answer)
        with self._session.request(
            method, address, timeout=patience, allow_redirects=False, stream=True, **request
        ) as response:
            return response, self._body(response)

    def _body(self, response: Any) -> bytes:
        """All of the answer, if it comes in time and is of a size that a translation can have; of another the beginning."""
        if 300 <= response.status_code < 400:
            return b""
        deadline = time.monotonic() + self.patience.answer
        parts: list[bytes] = []
        size = 0
        for part in response.iter_content(1 << 14):
            parts.append(part)
            size += len(part)
            if size > _LARGEST_FAULT and response.status_code >= 400:
                break
            if size > _LARGEST_ANSWER:
                raise GarbledError(f"{self.name}: the answer does not end")
            if time.monotonic() > deadline:
                raise _RetryError("no answer in time", UnavailableError)
        return b"".join(parts)

    def _require_good(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        if 200 <= status < 300:
            return
        said = self.scrub(_said(body))
        words = f"{self.name} answers {status}" + (f": {said}" if said else "")
        if status in _BUSY:
            raise _RetryError(words.removeprefix(f"{self.name} "), UnavailableError, _pause(headers))
        if 300 <= status < 400:
            raise BarredError(f"{words} and sends us elsewhere; its address may have changed")
        if status in _BARRED:
            raise BarredError(f"{self.name}: {_BARRED[status]}" + (f" ({said})" if said else ""))
        raise DeclinedError(f"{words} (too long)" if status in _TOO_MUCH else words)


class _RetryError(Exception):
    """A try that failed and may be repeated; becomes an error of the `kind` when tries are used up."""

    def __init__(self, message: str, kind: type[ProviderError], pause: float | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.pause = pause


def _nowhere(response: Any) -> None:
    """Where an answer sends us: nowhere. With the key in the request, no other host is asked."""


def _without(text: str, secret: str) -> str:
    """The text without a secret, and without what is left of one that was cut or written in other letters."""
    if len(secret) <= _TELLING:
        return text.replace(secret, "***")
    parts = {secret[place : place + _TELLING].lower() for place in range(len(secret) - _TELLING + 1)}
    shown, end = [], 0
    for place in range(len(text) - _TELLING + 1):
        if text[place : place + _TELLING].lower() in parts:
            if place >= end:
                shown += [text[end:place], "***"]
            end = place + _TELLING
    return "".join(shown) + text[end:]


def _as_it_is(request: Any) -> Any:
    return request


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        kind = "HTML" if body.lstrip()[:1] == b"<" else "not JSON"
        raise _RetryError(f"the answer is {kind}, or cut off", GarbledError) from None


def _decoded(body: bytes) -> str:
    return body.decode("utf-8", "replace")


def _said(body: bytes) -> str:
    """What an error's body says, wherever the service puts it; nothing of a page of HTML."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return "" if body.lstrip()[:1] == b"<" else body.decode("utf-8", "replace")
    for key in ("error", "message", "errorMessage", "detail", "responseDetails"):
        if isinstance(data, dict) and data.get(key):
            data = data[key]
    return data if isinstance(data, str) else ""


def _pause(headers: Mapping[str, str]) -> float | None:
    """Seconds of ``Retry-After``, which is a number or a date (RFC 9110, section 10.2.3); None without a legible one."""
    value = headers.get("Retry-After", "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
