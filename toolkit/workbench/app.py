"""The web application: what every address answers with. It keeps nothing but the catalogs."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from toolkit.errors import Diagnostic, ToolkitError, UsageError, of_machine
from toolkit.language.locales import load_locale
from toolkit.project.project import DOMAINS
from toolkit.workbench import machine
from toolkit.workbench.answers import Answers
from toolkit.workbench.asked import Asked
from toolkit.workbench.events import Events, watch
from toolkit.workbench.files import Files
from toolkit.workbench.guard import Guard, Keys, policy_with
from toolkit.workbench.jobs import Jobs
from toolkit.workbench.page import Frame, live_page, styles_of
from toolkit.workbench.session import require_catalog
from toolkit.workbench.shell import empty_page, head_of, preloaded
from toolkit.workbench.texts import texts_of
from toolkit.workbench.words import language_for, words_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request

    from toolkit.workbench.shelf import Room, Shelf

_PATIENCE = 5.0
"""Seconds that the fonts wait for the first page."""
_ATTEMPT = 1.0
"""Seconds that every try of a password takes."""


@dataclass
class Workbench:
    """One run of the workbench."""

    room: Room
    keys: Keys
    person: str = ""
    """Who works here, as far as the machine knows."""
    events: Events = field(default_factory=Events)
    _logins: asyncio.Lock = field(default_factory=asyncio.Lock)
    is_warm: threading.Event = field(default_factory=threading.Event)
    """The first page has been read."""
    _is_open: threading.Event = field(default_factory=threading.Event)
    """Somebody has seen a page."""

    def __post_init__(self) -> None:
        self.answers = Answers(self.room)
        self.files = Files(self.room)
        self.jobs = Jobs(self.events.tell)

    @property
    def shelf(self) -> Shelf:
        """The project's files."""
        return self.room.shelf

    def warm(self, path: str) -> None:
        """Reads what the page at a path needs, while the browser is still starting; what is wrong is told by the page."""
        _, locale, domain = f"{path}//".split("/", 3)[:3]
        with contextlib.suppress(ToolkitError):
            if domain in self.shelf.project.documents:
                live_page(self.shelf, domain, locale, Frame("/", "", words=True))
                texts_of(self.shelf, domain, locale)
                machine.providers(self.shelf, domain, locale)
        self.is_warm.set()
        with contextlib.suppress(ToolkitError):
            self._is_open.wait(_PATIENCE)  # the first fonts of a project take seconds: the page does not wait for them
            self.files.fonts()

    def application(self, patience: float) -> Guard:
        """The application with its guard before it, which waits so many seconds for what a request brings."""
        routes = [
            Route("/", self.home),
            Route("/login", self.login, methods=["GET", "POST"]),
            *self.files.routes,
            Route("/api/events", self.listen),
            Route("/api/build", self.build, methods=["POST"]),
            *(
                Route(f"/api/{name}", partial(_answer, act), methods=["POST"])
                for name, act in self.answers.acts.items()
            ),
            *(Route(f"/api/{name}", partial(_tell, act)) for name, act in self.answers.tells.items()),
            Route("/{locale}/{domain}", self.page),
        ]
        handlers = {ToolkitError: _fault, UsageError: _fault, OSError: _fault}
        return Guard(Starlette(routes=routes, exception_handlers=handlers, lifespan=self._life), self.keys, patience)

    @contextlib.asynccontextmanager
    async def _life(self, app: Starlette) -> AsyncIterator[None]:  # noqa: ARG002 - the signature is the protocol
        watching = asyncio.create_task(watch(self.shelf.project, self.events))
        yield
        self.events.stop()
        await self.jobs.stop()
        await asyncio.wait([watching], timeout=1)

    # -- pages ------------------------------------------------------------------------------------

    async def home(self, request: Request) -> Response:
        """The board."""
        project = self.shelf.project
        language = self._language(request, project.locales[0])
        data = {**self._data(language), "kind": "board", "title": project.title, "documents": project.documents}
        head = head_of(data, "board", fonts=self.files.has_fonts)
        return _page(empty_page(project.title, language, load_locale(language).direction, head))

    async def page(self, request: Request) -> Response:
        """A document to be translated, or a list of words."""
        locale, domain = request.path_params["locale"], request.path_params["domain"]
        html = await run_in_threadpool(self._page, request, locale, domain)
        return _page(html)

    def _page(self, request: Request, locale: str, domain: str) -> str:
        shelf = self.shelf
        require_catalog(shelf, domain, locale)
        profile = load_locale(locale)
        language = self._language(request, locale)
        source = "en" if domain in DOMAINS else shelf.document(domain).meta.language
        original = load_locale(source)
        data = {
            **self._data(language),
            "kind": "list" if domain in DOMAINS else "document",
            "locale": locale,
            "domain": domain,
            "name": profile.autonym,
            "direction": profile.direction,
            "source": {"locale": source, "direction": original.direction, "name": original.autonym},
            "others": [tag for tag in shelf.project.locales if tag != locale],
            "providers": machine.providers(shelf, domain, locale),
            "quotes": [*profile.quotes, *profile.inner_quotes],
            "formats": list(shelf.project.formats),
        }
        head = preloaded(f"/api/texts?{urlencode({'locale': locale, 'domain': domain})}") + head_of(
            data, "main", fonts=self.files.has_fonts
        )
        if domain in DOMAINS:
            return empty_page(f"{domain} · {profile.autonym}", locale, profile.direction, head)
        return live_page(shelf, domain, locale, Frame("/", head, words=True))

    def _language(self, request: Request, default: str) -> str:
        return language_for(self.shelf.project, request.headers.get("accept-language", ""), default)

    def _data(self, language: str) -> dict[str, Any]:
        words = words_of(self.shelf.project, language) if language != "en" else {}
        return {"words": words, "language": language, "languageDirection": load_locale(language).direction,
                "by": self.person, "fonts": self.files.has_fonts}  # fmt: skip

    async def login(self, request: Request) -> Response:
        """The password, where the workbench listens to other machines."""
        if not self.keys.password:
            return RedirectResponse("/", 303)
        if request.method == "GET":
            language = self._language(request, "en")
            head = head_of({**self._data(language), "kind": "login"}, "login", fonts=False)
            return _page(empty_page("Polyedition", language, load_locale(language).direction, head))
        given = Asked(await _json(request)).text("password")
        async with self._logins:
            await asyncio.sleep(_ATTEMPT)
        if not self.keys.is_password(given):
            return JSONResponse({"error": "wrong password"}, 403)
        return JSONResponse({}, headers={"set-cookie": self.keys.cookie()})

    # -- what happens -----------------------------------------------------------------------------

    async def listen(self, request: Request) -> Response:  # noqa: ARG002
        """What happens, as it happens."""
        self._is_open.set()
        return StreamingResponse(self.events.stream(), media_type="text/event-stream")

    async def build(self, request: Request) -> Response:
        """Begins to build an edition; events tell how it goes on."""
        asked = Asked(await _json(request))
        project = self.shelf.project
        (document,) = project.select_documents((asked.text("domain"),))
        (locale,) = project.select_locales((asked.text("locale"),))
        (format,) = project.select_formats((asked.text("format"),))
        self.jobs.start(project, document, locale, format)
        return JSONResponse({})


async def _answer(act: Callable[[Asked], object], request: Request) -> Response:
    asked = Asked(await _json(request))
    return JSONResponse(await run_in_threadpool(act, asked))


async def _tell(act: Callable[[Asked], object], request: Request) -> Response:
    return JSONResponse(await run_in_threadpool(act, Asked(dict(request.query_params))))


async def _json(request: Request) -> dict[str, Any]:
    try:
        found = await request.json()
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise UsageError(Diagnostic("request", "this is no JSON object", hint="load the page again"))
    return found


def _page(html: str) -> Response:
    return Response(html, media_type="text/html", headers={"content-security-policy": policy_with(styles_of(html))})


async def _fault(request: Request, error: Exception) -> Response:
    """What is wrong, in the words that a command would say it in."""
    words = str(of_machine(error) if isinstance(error, OSError) else error)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": words}, 409)
    return Response(words, 404, media_type="text/plain")
