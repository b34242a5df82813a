"""A workbench that is really served, as its user starts it, and requests as browsers and others send them."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.zygote import polyedition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def serve() -> tuple[str, ...]:
    """The command that starts it."""
    return polyedition(), "serve", "--no-browser"


@dataclass(slots=True)
class Served:
    address: str
    """Of the start, with the token."""
    process: subprocess.Popen
    root: Path
    cookie: str = ""

    @property
    def port(self) -> int:
        return int(re.search(r":(\d+)", self.address)[1])

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def token(self) -> str:
        return self.address.partition("token=")[2]

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """The status, the headers by small names, and the body of an answer; `headers` with _ for -, empty ones left out."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        given = {"host": f"127.0.0.1:{self.port}", "cookie": self.cookie}
        given |= {"origin": self.origin, "content-type": "application/json"} if method == "POST" else {}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in given.items():
                if value:
                    connection.putheader(name, value)
            if data is not None and "content-length" not in given:
                connection.putheader("content-length", str(len(data)))
            connection.endheaders(data)
            answer = connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            try:
                return answer.status, headers, answer.read()
            except ConnectionResetError:  # it is closed on who sends nonsense
                return answer.status, headers, b""
        finally:
            connection.close()

    def enter(self) -> None:
        """Opens the start's address, as the browser does."""
        path = self.address.removeprefix(self.origin)
        status, headers, _ = self.ask("GET", path)
        assert status == 303, status
        self.cookie = headers["set-cookie"].partition(";")[0]


@contextlib.contextmanager
def served(root: Path, *arguments: str, program: tuple[str, ...] = (), **environment: str) -> Iterator[Served]:
    """The workbench of a project, until the end of the block."""
    process = subprocess.Popen(
        [*(program or serve()), *arguments], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, **environment},
    )  # fmt: skip
    try:
        line = process.stdout.readline()
        address = line.partition("open: ")[2].strip()
        assert address, line + process.stdout.read()
        yield Served(address, process, root)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        finally:
            process.kill()
            process.stdout.close()


PASSWORD = "a password of words"  # noqa: S105


def make_certificate(folder: Path, openssl: str) -> None:
    """Writes ``cert.pem`` and ``key.pem`` of nobody in particular, and ``password``."""
    key = ("-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2")
    subprocess.run([openssl, "req", *key, "-subj", "/CN=bench"], cwd=folder, check=True, capture_output=True)
    (folder / "password").write_text(PASSWORD)


def listening(folder: Path, address: str) -> tuple[str, ...]:
    """The options that let other machines in."""
    names = {"--tls-cert": "cert.pem", "--tls-key": "key.pem", "--password-file": "password"}
    return ("--listen", address, *(part for option, name in names.items() for part in (option, str(folder / name))))


def other_address() -> str | None:
    """An address of this machine that is not the loopback's; None where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        return probe.getsockname()[0]
