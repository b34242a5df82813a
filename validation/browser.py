"""A real Chromium, led over its DevTools protocol through two pipes: no driver, no socket, no further package."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import queue
import shutil
import signal
import tempfile
import threading
from typing import TYPE_CHECKING, Any, Self

from validation.tools import chromium

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--remote-debugging-pipe", "--lang=en-US", "--accept-lang=en-US,en",
)  # fmt: skip
_PATIENCE = 60.0
"""Seconds that an answer may take on a busy machine."""
_KEYS = {
    "Tab": ("Tab", 9, ""), "Enter": ("Enter", 13, "\r"), "Space": ("Space", 32, " "), "Escape": ("Escape", 27, ""),
}  # fmt: skip


class BrowserError(Exception):
    """Chromium answered with an error, or not at all."""


class Browser:
    """A headless Chromium; to be used in a `with` statement. Several threads may each lead a tab of their own.

    `flags` are further ones of Chromium's.
    """

    def __init__(self, *flags: str) -> None:
        program = chromium()
        if program is None:
            raise BrowserError("Chromium is not installed")
        self._profile = tempfile.mkdtemp()
        self._lock = threading.Lock()
        self._last = 0
        self._answers: dict[int, queue.SimpleQueue[dict[str, Any]]] = {}
        self._tabs: dict[str, Tab] = {}
        self._process, self._to, self._from = _start(program, self._profile, flags)
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._to)
        os.kill(self._process, signal.SIGTERM)
        os.waitpid(self._process, 0)
        shutil.rmtree(self._profile, ignore_errors=True)

    def tab(self) -> Tab:
        """A new tab, 1280 by 900 CSS pixels, that notes requests to the network and lets none through."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = self._tabs[session] = Tab(self, session, target)
        for domain in ("Page", "Runtime", "Network"):
            tab.send(f"{domain}.enable")
        tab.send("Network.setBlockedURLs", urls=["http://*", "https://*"])
        tab.resize(1280, 900)
        return tab

    def send(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """The result of a command of the protocol. Raises `BrowserError`."""
        with self._lock:
            self._last += 1
            number = self._last
            answers = self._answers[number] = queue.SimpleQueue()
            command = {"id": number, "method": method, "params": parameters}
            if session:
                command["sessionId"] = session
            _write_all(self._to, json.dumps(command).encode() + b"\0")
        try:
            answer = answers.get(timeout=_PATIENCE)
        except queue.Empty:
            raise BrowserError(f"no answer to {method}") from None
        finally:
            del self._answers[number]
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error'].get('message', answer['error'])}")
        result: dict[str, Any] = answer["result"]
        return result

    def _read(self) -> None:
        rest = b""
        with os.fdopen(self._from, "rb", buffering=0) as stream:
            while chunk := stream.read(1 << 16):
                *whole, rest = (rest + chunk).split(b"\0")
                for message in whole:
                    self._take(json.loads(message))

    def _take(self, message: dict[str, Any]) -> None:
        if "id" in message:
            if message["id"] in self._answers:
                self._answers[message["id"]].put(message)
        elif message.get("sessionId") in self._tabs:
            self._tabs[message["sessionId"]].take(message["method"], message["params"])


class Tab:
    """One page of the browser."""

    def __init__(self, browser: Browser, session: str, target: str) -> None:
        self._browser = browser
        self._session = session
        self._target = target
        self._loaded: queue.SimpleQueue[None] = queue.SimpleQueue()
        self.requests: list[str] = []
        """Every address that the page in the tab asked for, itself first."""
        self.errors: list[str] = []
        """What its scripts failed at."""

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of a command of the protocol."""
        return self._browser.send(method, self._session, **parameters)

    def close(self) -> None:
        """Ends the page and its scripts: what nobody looks at any more would go on beside the others."""
        self._browser.send("Target.closeTarget", targetId=self._target)

    def take(self, method: str, parameters: dict[str, Any]) -> None:
        """Notes an event."""
        match method:
            case "Page.loadEventFired":
                self._loaded.put(None)
            case "Network.requestWillBeSent":
                self.requests.append(parameters["request"]["url"])
            case "Runtime.exceptionThrown":
                details = parameters["exceptionDetails"]
                self.errors.append(details.get("exception", {}).get("description", details["text"]))

    def open(self, url: str) -> None:
        """Loads a page wholly."""
        self.requests.clear()
        self.errors.clear()
        while not self._loaded.empty():
            self._loaded.get()
        if failure := self.send("Page.navigate", url=url).get("errorText"):
            raise BrowserError(f"{url}: {failure}")
        self.wait()

    def wait(self) -> None:
        """Returns when the page that is being loaded is there."""
        try:
            self._loaded.get(timeout=_PATIENCE)
        except queue.Empty:
            raise BrowserError("the page does not finish loading") from None

    def evaluate(self, script: str) -> Any:
        """The value of an expression in the page, once it is there; what JSON can hold."""
        answer = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise BrowserError(details.get("exception", {}).get("description", details["text"]))
        return answer["result"].get("value")

    def resize(self, width: int, height: int) -> None:
        """Gives the window a size in CSS pixels."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def prefer(self, scheme: str) -> None:
        """Sets the reader's colour scheme: `light` or `dark`."""
        self.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def press(self, key: str) -> None:
        """Presses and releases a key: Tab, Enter, Space or Escape."""
        code, number, text = _KEYS[key]
        event = {"key": text if key == "Space" else key, "code": code, "windowsVirtualKeyCode": number}
        self.send("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **event)
        self.send("Input.dispatchKeyEvent", type="keyUp", **event)

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """Writes what is seen as PNG: the window, or the whole page."""
        found = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(found["data"]))


def _start(program: str, profile: str, flags: Sequence[str]) -> tuple[int, int, int]:
    """The process, where to write commands, where to read answers. Chromium reads descriptor 3 and writes 4."""
    commands, to = os.pipe()
    answers_from, answers = os.pipe()
    high = [fcntl.fcntl(one, fcntl.F_DUPFD_CLOEXEC, 16) for one in (commands, answers)]
    os.close(commands)
    os.close(answers)
    silent = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    pipes = [(os.POSIX_SPAWN_DUP2, high[0], 3), (os.POSIX_SPAWN_DUP2, high[1], 4)]
    arguments = [program, *_FLAGS, *flags, f"--user-data-dir={profile}", "about:blank"]
    process = os.posix_spawn(program, arguments, os.environ, file_actions=[*silent, *pipes])
    for one in high:
        os.close(one)
    return process, to, answers_from


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]
