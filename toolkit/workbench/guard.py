"""Who gets in: this machine's user, in the browser that was opened, and nobody else.

Against other web sites: the names in ``Host`` are the server's own (DNS rebinding), ``Origin`` is its own, the cookie is
``SameSite=Strict`` and comes from a token of the start's address, what is sent must be JSON, and pages stand in no frame.
Against hostile catalogs, should ever one get past the editions' own writer: a policy that allows no script but the front end's.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from base64 import b64encode
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 2_000_000
"""Bytes of a request's body."""
SLOWEST = 10.0
"""Seconds that the head of a request may take, and then its body."""
_SAFE = {"GET", "HEAD"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{styles}; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    ("x-frame-options", "DENY"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
)


@dataclass(slots=True)
class Keys:
    """What opens the workbench."""

    hosts: frozenset[str]
    """What may stand in ``Host``: names with the port."""
    secure: bool = False
    """Over TLS."""
    password: str = ""
    """Asked for where the workbench listens to other machines; empty: the start's address has the token."""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _cookie: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _name: str = field(default_factory=lambda: f"workbench-{secrets.token_hex(4)}")

    @property
    def origins(self) -> frozenset[str]:
        """What may stand in ``Origin``."""
        return frozenset(f"http{'s' if self.secure else ''}://{host}" for host in self.hosts)

    def cookie(self) -> str:
        """The header that lets a browser in."""
        secure = "; Secure" if self.secure else ""
        return f"{self._name}={self._cookie}; Path=/; HttpOnly; SameSite=Strict{secure}"

    def opens(self, header: str) -> bool:
        """Whether a ``Cookie`` header is of a browser that was let in."""
        try:
            found = SimpleCookie(header).get(self._name)
        except CookieError:
            return False
        return found is not None and secrets.compare_digest(found.value.encode(), self._cookie.encode())

    def is_token(self, text: str) -> bool:
        """Whether it is the token of the start's address."""
        return not self.password and secrets.compare_digest(text.encode(), self.token.encode())

    def is_password(self, text: str) -> bool:
        """Whether it is the password."""
        return bool(self.password) and secrets.compare_digest(text.encode(), self.password.encode())


def policy_with(styles: Iterable[str]) -> str:
    """The Content-Security-Policy of a page with these style sheets in it, each named by its hash."""
    hashes = (b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in styles)
    return _POLICY.format(styles="".join(f" 'sha256-{one}'" for one in hashes))


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """A request that is not answered: the status, and why in one line."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


class Guard:
    """Lets through what comes from the user's own browser; everything that goes out carries the strict headers."""

    def __init__(self, app: ASGIApp, keys: Keys, patience: float = SLOWEST) -> None:
        self.app = app
        self.keys = keys
        self.patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # no web sockets here
            return
        guarded = _guarded(send)
        try:
            headers = _headers(scope)
            self._judge(scope, headers)
            if found := _start(scope, self.keys):
                await _answer(guarded, 303, "", (("location", found), ("set-cookie", self.keys.cookie())))
                return
            self._require_key(scope, headers)
            body = await _read(scope["method"], headers, receive, self.patience)
        except Refused as refused:
            await _answer(guarded, refused.status, refused.why)
            return
        await self.app(scope, _given(body, receive), guarded)

    def _judge(self, scope: Scope, headers: dict[str, str]) -> None:
        """Raises `Refused` for what another site has sent."""
        if headers.get("host", "").lower() not in self.keys.hosts:
            raise Refused(421, "This is not the address of the workbench.")
        origin = headers.get("origin")
        is_own = origin is not None and origin.lower() in self.keys.origins
        if (origin is not None or scope["method"] not in _SAFE) and not is_own:
            raise Refused(403, "Another site has sent this.")
        if headers.get("sec-fetch-site") in {"cross-site", "same-site"} and headers.get("sec-fetch-mode") != "navigate":
            raise Refused(403, "Another site has asked for this.")
        if scope["method"] not in _SAFE | {"POST"}:
            raise Refused(405, "This is not done here.")

    def _require_key(self, scope: Scope, headers: dict[str, str]) -> None:
        # The page that asks for the password needs the front end, which is no secret.
        is_login = self.keys.password and (scope["path"] == "/login" or scope["path"].startswith("/front/"))
        if self.keys.opens(headers.get("cookie", "")) or is_login:
            return
        if self.keys.password:
            raise Refused(401, "Open /login and give the password.")
        raise Refused(401, "Open the address that `polyedition serve` has printed.")


def _start(scope: Scope, keys: Keys) -> str:
    """Where the start's address leads when its token is right; empty for any other address."""
    given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
    if scope["method"] != "GET" or not given:
        return ""
    if not keys.is_token(given):
        raise Refused(401, "This address is of an earlier start: open the one that `polyedition serve` has printed.")
    path = quote(scope["path"])
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


async def _read(method: str, headers: dict[str, str], receive: Receive, patience: float) -> bytes:
    """The body of a request. Raises `Refused` for one that is no JSON, too large or too slow."""
    if method in _SAFE:
        return b""
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(415, "What is sent must be JSON.")
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > LARGEST:
        raise Refused(413, "This is too much at once.")
    parts, size = [], 0
    try:
        async with asyncio.timeout(patience):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Refused(400, "The rest did not come.")
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > LARGEST:
                    raise Refused(413, "This is too much at once.")
                if not message.get("more_body"):
                    return b"".join(parts)
    except TimeoutError:
        raise Refused(408, "This took too long.") from None


def _given(body: bytes, receive: Receive) -> Receive:
    """What the application receives: the body at once, then whatever comes after it."""
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def give() -> Message:
        return waiting.pop() if waiting else await receive()

    return give


def _guarded(send: Send) -> Send:
    async def strict(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = [(name.lower(), value) for name, value in message.get("headers", [])]
            names = {name for name, _ in given}
            added = [*_HEADERS, ("content-security-policy", policy_with(()))]
            more = [(name.encode(), value.encode()) for name, value in added if name.encode() not in names]
            message = {**message, "headers": [*given, *more]}
        await send(message)

    return strict


async def _answer(send: Send, status: int, text: str, headers: Iterable[tuple[str, str]] = ()) -> None:
    body = f"{text}\n".encode()
    every = [("content-type", "text/plain; charset=utf-8"), ("content-length", str(len(body))), *headers]
    if status >= 400:
        every.append(("connection", "close"))
    encoded = [(name.encode(), value.encode()) for name, value in every]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": body})


def _headers(scope: Scope) -> dict[str, str]:
    """The request's headers. Raises `Refused` where one that decides is there twice."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        if key in {"host", "origin", "content-length"} and key in found:
            raise Refused(400, "A header is there twice.")
        found[key] = f"{found[key]}; {value.decode('latin-1')}" if key in found else value.decode("latin-1")
    return found
