"""The server: where it listens, who gets in, and how it ends."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
import threading
import webbrowser
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from toolkit.errors import Diagnostic, Location, UsageError
from toolkit.review.git import git
from toolkit.workbench.app import Workbench
from toolkit.workbench.guard import SLOWEST, Keys

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import FrameType

    from toolkit.project.project import Project
    from toolkit.workbench.events import Events
    from toolkit.workbench.shelf import Room

LOOPBACK = "127.0.0.1"
_WARMING = 1.0
"""Seconds that the start waits until the first page has been read: a larger one is read while the browser starts."""
_AT_ONCE = 100
"""Connections; more are turned away."""
_LEAST_PASSWORD, _MOST_PASSWORD = 12, 1000
_FIRST, _PORTS = 20_000, 10_000


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the server listens."""

    address: str = LOOPBACK
    port: int | None = None
    """0: any that is free; None: the project's own, so that the browser keeps what was not saved for the next start."""
    certificate: Path | None = None
    key: Path | None = None
    password: Path | None = None
    """The file with the password that other machines are asked for."""
    patience: float = SLOWEST
    """Seconds that the head of a request may take, and then its body."""


def serve(room: Room, start: str, where: Listening, say: Callable[[str], None], *, browser: bool = True) -> None:
    """Serves the workbench until it is interrupted; `start` is the path that the browser is opened at.

    Raises `UsageError` where another machine could get in without TLS and a password, or the port is taken.
    """
    password, project = _password(where), room.shelf.project
    listener = _own_listener(project, where) if where.port is None else _listener(where.address, where.port)
    if password:
        _require_certificate(where, listener)
    port = listener.getsockname()[1]
    names = {where.address, "localhost", LOOPBACK} if _is_loopback(where.address) else {where.address}
    hosts = {f"[{name}]" if ":" in name else name for name in names}
    keys = Keys(frozenset(f"{host.lower()}:{port}" for host in hosts), secure=bool(password), password=password)
    workbench = Workbench(room, keys, person=_person(project))
    host = f"[{where.address}]" if ":" in where.address else where.address
    address = f"http{'s' if keys.secure else ''}://{host}:{port}"
    address += "/login" if password else f"{start}?token={keys.token}"
    threading.Thread(target=workbench.warm, args=(start,), daemon=True).start()
    workbench.is_warm.wait(_WARMING)
    say(f"the workbench is open: {address}")
    say("press Control-C to end it; every text that was saved is in its catalog")
    server = _Server(_config(workbench, where), workbench.events)
    try:
        asyncio.run(_run(server, listener, address if browser else ""))
    finally:
        listener.close()


class _Server(uvicorn.Server):
    """Ends the streams of events first: they would never end by themselves."""

    def __init__(self, config: uvicorn.Config, events: Events) -> None:
        super().__init__(config)
        self._events = events

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begins to end."""
        super().handle_exit(sig, frame)
        self._loop.call_soon_threadsafe(self._events.stop)

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serves until it is told to end."""
        self._loop = asyncio.get_running_loop()
        await super().serve(sockets)


async def _run(server: uvicorn.Server, listener: socket.socket, address: str) -> None:
    if address:
        asyncio.get_running_loop().call_later(0.2, webbrowser.open, address)
    await server.serve(sockets=[listener])


def _config(workbench: Workbench, where: Listening) -> uvicorn.Config:
    return uvicorn.Config(
        workbench.application(where.patience),
        http=type("_Patient", (_Patient,), {"patience": where.patience}),
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_level="error",
        access_log=False,
        server_header=False,
        limit_concurrency=_AT_ONCE,
        timeout_graceful_shutdown=1,
        ssl_certfile=where.certificate,
        ssl_keyfile=where.key,
    )


class _Patient(H11Protocol):
    """Lets go of a connection whose request does not come."""

    patience = SLOWEST

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to wait."""
        super().connection_made(transport)
        self._look()

    def _look(self) -> None:
        self._waiting = self.loop.call_later(self.patience, self._judge)

    def _judge(self) -> None:
        """Closes the connection if no request is being answered; one that waits between requests is uvicorn's business."""
        if self.transport.is_closing():
            return
        if self.cycle is None:
            self.transport.close()
        else:
            self._look()


def _own_listener(project: Project, where: Listening) -> socket.socket:
    """At the port that is always this project's; at any other where that is taken."""
    port = _FIRST + zlib.crc32(str(project.root.resolve()).encode()) % _PORTS
    try:
        return _listener(where.address, port)
    except UsageError:
        return _listener(where.address, 0)


def _listener(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
        listener.listen(_AT_ONCE)
    except (OSError, OverflowError, UnicodeError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or str(error)
        message = f"nothing can listen at {address}, port {port}: {reason}"
        raise UsageError(
            Diagnostic("listen", message, hint="choose another with --port, or end what listens there")
        ) from None
    # Asked of the system, which takes an empty text and "0" for every address too.
    bound = ipaddress.ip_address(listener.getsockname()[0])
    if (getattr(bound, "ipv4_mapped", None) or bound).is_unspecified:
        listener.close()
        message = f"{address!r} is every address: nobody knows which name the pages are asked for by"
        raise UsageError(Diagnostic("listen", message, hint="name the address that people will open"))
    return listener


def _password(where: Listening) -> str:
    """The password that other machines are asked for; empty on this machine alone."""
    options = {"--tls-cert": where.certificate, "--tls-key": where.key, "--password-file": where.password}
    missing = [option for option, value in options.items() if value is None]
    if _is_loopback(where.address):
        if given := [option for option in options if option not in missing]:
            message = f"only this machine is listened to: {', '.join(given)} would change nothing"
            raise UsageError(Diagnostic("listen", message, hint="leave that out, or name an address with --listen"))
        return ""
    if missing:
        message = f"other machines are let in only with TLS and a password: {', '.join(missing)}"
        hint = f"leave --listen out, or give {' and '.join(missing)}; for a team, use Weblate"
        raise UsageError(Diagnostic("listen", message, hint=hint))
    assert where.password
    try:
        with where.password.open("rb") as file:
            found = file.read(_MOST_PASSWORD + 1).decode().strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        place = Location(where.password.as_posix())
        message = f"the password cannot be read: {reason}"
        raise UsageError(Diagnostic("password", message, place, hint="write it into a text file of one line")) from None
    if not _LEAST_PASSWORD <= len(found) <= _MOST_PASSWORD:
        place = Location(where.password.as_posix())
        message = f"the password has {len(found)} characters{' and more' * (len(found) > _MOST_PASSWORD)}"
        hint = f"it needs {_LEAST_PASSWORD} at least, and {_MOST_PASSWORD} at most"
        raise UsageError(Diagnostic("password", message, place, hint=hint))
    return found


def _require_certificate(where: Listening, listener: socket.socket) -> None:
    """Closes the listener and raises `UsageError` for files that are no certificate and its key."""
    assert where.certificate
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(where.certificate, where.key)
    except (OSError, ValueError) as error:  # of which SSLError is one
        listener.close()
        message = f"this and {where.key} are no certificate and its key: {getattr(error, 'strerror', None) or error}"
        hint = (
            "both are PEM files; `openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem` makes a pair"
        )
        raise UsageError(Diagnostic("listen", message, Location(where.certificate.as_posix()), hint=hint)) from None


def _is_loopback(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _person(project: Project) -> str:
    """Who works here, as git knows it."""
    name, mail = ((git(project.root, "config", key) or b"").decode("utf-8", "replace").strip() for key in _GIT)
    return f"{name} <{mail}>" if name and mail else name


_GIT = ("user.name", "user.email")
