"""Damaged requests to the workbench: answered in words, never a traceback, and every catalog stays whole and canonical."""

from __future__ import annotations

import asyncio
import json
import os
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from toolkit.catalog.po import format_po, read_po
from toolkit.workbench.app import Workbench
from toolkit.workbench.guard import Keys
from toolkit.workbench.shelf import Room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.project.project import Project

AMOUNT = 2000 if os.environ.get("FUZZ") else 80
"""Requests: `make fuzz` sends them all, the suite a share."""
ODD: tuple[Any, ...] = (
    *("", " ", "\x00", "\ud800", 'a\r\nmsgid "x"', "\u2028", "\x85", "\u202e", "9" * 5000, "x" * 100_001, "[", "../../x"),
    *("<script>alert(1)</script>", "reviewed: A, 2026-01-01, 00000000", 'origin: x\nmsgid "evil"\nmsgstr ""', "conflict: x"),
    *("ignore: all", "#~ msgid", "\\", '"', "`" * 500, "*" * 2000, "[^1]", "A\nB <a@b>", "_ " * 2000, 7, -1, 1e308, None),
    *(True, [], {}, [None], ["a"], [["a"]], {"a": "b"}, {"a": [1]}, 10**30, float("inf")),
)  # fmt: skip
"""What stands in the place of a value."""
DOMAINS = ("plan", "plan", "note", "interface", "terms", "nothing", "../x")
LOCALES = ("ru", "ru", "uz", "uz-Cyrl", "en", "zz")


@dataclass
class Bench:
    """The application itself, without a server, and dice."""

    project: Project
    dice: random.Random
    asked: list[int] = field(default_factory=list)
    """What each request was answered with."""

    def __post_init__(self) -> None:
        self.workbench = Workbench(Room(self.project), Keys(frozenset({"bench:1"})))
        self.application = self.workbench.application(10)

    def odd(self, sound: object, share: float = 0.04) -> Any:
        return self.dice.choice(ODD) if self.dice.random() < share else sound

    def text(self) -> Any:
        return self.odd(self.dice.choice(("Откройте двери.", "", "Двери **открыть**", "[x](https://a.b)")), 0.4)

    async def ask(self, method: str, path: str, query: str = "", body: object = None) -> None:
        """Sends a request; whatever it raises is a fault."""
        data = json.dumps(body).encode() if method == "POST" else b""
        waiting = [{"type": "http.request", "body": data, "more_body": False}]

        async def receive() -> Any:
            return waiting.pop() if waiting else await asyncio.sleep(3600)

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                self.asked.append(message["status"])
                assert message["status"] < 500, (path, body)
                assert not [value for _, value in message["headers"] if b"\n" in value or b"\r" in value]

        headers = {"host": "bench:1", "cookie": self.workbench.keys.cookie().partition(";")[0]}
        if method == "POST":
            more = {"content-type": "application/json", "content-length": str(len(data))}
            headers |= {"origin": "http://bench:1", **more}
        scope = {
            "type": "http", "http_version": "1.1", "method": method, "path": path, "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()], "scheme": "http",
            "server": ("bench", 1), "client": ("bench", 2), "root_path": "", "extensions": {},
        }  # fmt: skip
        await asyncio.wait_for(self.application(scope, receive, send), 60)

    async def act(self) -> None:
        """Something is done, perhaps with values that are none."""
        name = self.dice.choice([one for one in self.workbench.answers.acts if one not in {"draft", "release"}])
        domain, locale = self.dice.choice(DOMAINS[:4]), self.dice.choice(LOCALES[:3])
        ids = [one.msgctxt or one.msgid for one in read_po(self.project.catalog(domain, locale)).live]
        id = self.dice.choice(ids)
        edits = [self.edit(domain, locale, self.dice.choice(ids)) for _ in range(self.dice.randint(1, 3))]
        given = {"domain": domain, "locale": locale, "by": "A <a@b.org>", "id": id, "ids": [id]}
        given |= {
            "edits": edits,
            "note": self.text(),
            "texts": {id: self.text()} if name == "render" else [self.text()],
        }
        given |= {"source": self.text(), "previous": self.text(), "find": self.text(), "by_words": self.text()}
        given |= {"files": ["i18n/ru/plan.po"], "message": self.text(), "withdraw": self.dice.random() < 0.5}
        await self.ask("POST", f"/api/{name}", body={key: self.odd(value) for key, value in given.items()})

    def edit(self, domain: str, locale: str, id: str) -> dict[str, object]:
        found = next(
            one for one in read_po(self.project.catalog(domain, locale)).live if id in (one.msgctxt, one.msgid)
        )
        number = len(found.msgstr) if self.dice.random() < 0.8 else self.dice.randrange(4)
        made = {
            "id": id, "source": found.msgid, "base": list(found.msgstr), "texts": [self.text() for _ in range(number)],
            "done": self.dice.choice((True, False, None)), "settles": self.dice.random() < 0.2, "origin": "",
        }  # fmt: skip
        return {key: self.odd(value, 0.02) for key, value in made.items()}

    async def look(self) -> None:
        """Something is told."""
        name = self.dice.choice(list(self.workbench.answers.tells))
        given = {
            "domain": self.dice.choice(DOMAINS),
            "locale": self.dice.choice(LOCALES),
            "edition": "1.0",
            "with": "uz",
        }
        await self.ask(
            "GET", f"/api/{name}", urlencode({key: value for key, value in given.items() if self.odd(value)})
        )

    async def wander(self) -> None:
        """A path that may be there."""
        parts = (
            *DOMAINS,
            *LOCALES,
            "front",
            "fonts",
            "pictures",
            "built",
            "api",
            "..",
            "a\x00b",
            "\r\nx: y",
            "main.js",
            "ы",
        )
        path = "/".join(("", *(self.dice.choice(parts) for _ in range(self.dice.randrange(5)))))
        token = self.dice.choice(("", "", f"token={self.workbench.keys.token}", "token=x"))
        await self.ask(self.dice.choice(("GET", "HEAD")), path, token)


def catalogs(project: Project) -> Iterator[str]:
    for path in sorted((project.root / "i18n").glob("*/*.po")):
        yield path.read_text("utf-8")
        assert format_po(read_po(path)) == path.read_text("utf-8"), path


def test_damaged_requests(tiny: Project) -> None:
    """Whatever is asked for; some is done."""
    bench = Bench(tiny, random.Random("workbench"))  # noqa: S311
    before = list(catalogs(tiny))

    async def run() -> None:
        for number in range(AMOUNT):
            await bench.dice.choice((bench.act, bench.act, bench.act, bench.look, bench.wander))()
            if number % 10 == 0:
                assert list(catalogs(tiny))

    asyncio.run(run())
    assert list(catalogs(tiny)) != before
    assert {200, 409} <= set(bench.asked)
