"""The web application: what every address answers with. It keeps nothing but the catalogs."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from toolkit.drafts.memory import Memory
from toolkit.editions.templates import asset
from toolkit.errors import Diagnostic, ToolkitError, UsageError
from toolkit.language.locales import load_locale
from toolkit.project.project import DOMAINS, find_project
from toolkit.publish.releasing import release_editions
from toolkit.publish.site import font_files, picture_files
from toolkit.system.clock import now
from toolkit.workbench import beside, board, machine
from toolkit.workbench.asked import Asked
from toolkit.workbench.events import Events, watch
from toolkit.workbench.guard import Guard, Keys, policy_with
from toolkit.workbench.history import earlier_translations
from toolkit.workbench.jobs import Jobs, built
from toolkit.workbench.page import Frame, live_document, live_page, render_texts, styles_of
from toolkit.workbench.replace import MOST, replacements
from toolkit.workbench.session import Saved, Session, require_catalog
from toolkit.workbench.shell import empty_page, front_file, head_of, preloaded
from toolkit.workbench.texts import texts_of
from toolkit.workbench.words import language_for, words_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request

    from toolkit.workbench.shelf import Room, Shelf

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
    checker: beside.Checker = field(default_factory=beside.Checker)
    _logins: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.session = Session(self.room)
        self.jobs = Jobs(self.events.tell)

    @property
    def shelf(self) -> Shelf:
        """The project's files."""
        return self.room.shelf

    @cached_property
    def fonts(self) -> dict[str, bytes]:
        """The fonts of the pages and their style sheet, by name."""
        return {file.path.removeprefix("fonts/"): file.data for file in font_files(self.shelf.project)}

    def warm(self, path: str) -> None:
        """Reads what the page at a path needs, while the browser is still starting; what is wrong is told by the page."""
        _, locale, domain = f"{path}//".split("/", 3)[:3]
        with contextlib.suppress(ToolkitError):
            if domain in self.shelf.project.documents:
                live_page(self.shelf, domain, locale, Frame("/", ""))
            self.fonts  # noqa: B018 - made once, and kept

    def application(self) -> Guard:
        """The application with its guard before it."""
        asks = {
            "check": self.check, "note": self.note, "save": self.save, "review": self.review, "return": self.send_back,
            "undo": self.undo, "beside": self.beside, "render": self.render, "draft": self.draft,
            "replace": self.replace, "release": self.release,
        }  # fmt: skip
        tells = {
            "texts": self.texts, "other": self.other, "failing": self.failing, "board": self.rows, "facts": self.facts,
            "tasks": self.tasks, "gate": self.gate, "changes": self.changes,
        }  # fmt: skip
        routes = [
            Route("/", self.home),
            Route("/login", self.login, methods=["GET", "POST"]),
            Route("/front/{name}", self.front),
            Route("/fonts/{name}", self.font),
            Route("/pictures/{name}", self.picture),
            Route("/built/{locale}/{document}/{format}", self.file),
            Route("/api/events", self.listen),
            Route("/api/build", self.build, methods=["POST"]),
            *(Route(f"/api/{name}", partial(_answer, act), methods=["POST"]) for name, act in asks.items()),
            *(Route(f"/api/{name}", partial(_tell, act)) for name, act in tells.items()),
            Route("/{locale}/{domain}", self.page),
        ]
        handlers = {ToolkitError: _fault, UsageError: _fault}
        return Guard(Starlette(routes=routes, exception_handlers=handlers, lifespan=self._life), self.keys)

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
        head = head_of(data, "board.js")
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
        head = preloaded(f"/api/texts?{urlencode({'locale': locale, 'domain': domain})}") + head_of(data, "main.js")
        if domain in DOMAINS:
            return empty_page(f"{domain} · {profile.autonym}", locale, profile.direction, head)
        return live_page(shelf, domain, locale, Frame("/", head))

    def _language(self, request: Request, default: str) -> str:
        return language_for(self.shelf.project, request.headers.get("accept-language", ""), default)

    def _data(self, language: str) -> dict[str, Any]:
        words = words_of(self.shelf.project, language) if language != "en" else {}
        return {"words": words, "language": language, "languageDirection": load_locale(language).direction,
                "by": self.person}  # fmt: skip

    async def login(self, request: Request) -> Response:
        """The password, where the workbench listens to other machines."""
        if not self.keys.password:
            return RedirectResponse("/", 303)
        if request.method == "GET":
            language = self._language(request, "en")
            head = head_of({**self._data(language), "kind": "login"}, "login.js")
            return _page(empty_page("Polyedition", language, load_locale(language).direction, head))
        given = Asked(await _json(request)).text("password")
        async with self._logins:
            await asyncio.sleep(_ATTEMPT)
        if not self.keys.is_password(given):
            return JSONResponse({"error": "wrong password"}, 403)
        return JSONResponse({}, headers={"set-cookie": self.keys.cookie()})

    # -- files ------------------------------------------------------------------------------------

    async def front(self, request: Request) -> Response:
        """A file of the front end; the theme's style sheet for pages that are no edition."""
        name = request.path_params["name"]
        if name == "screen.css":
            return Response(asset(self.shelf.project.theme_path, "screen.css"), media_type="text/css")
        found = front_file(name)
        return Response(found[0], media_type=found[1]) if found else Response(status_code=404)

    async def font(self, request: Request) -> Response:
        """A font of the pages."""
        fonts = await run_in_threadpool(lambda: self.fonts)
        name = request.path_params["name"]
        kind = "text/css" if name.endswith(".css") else "font/woff2"
        found = fonts.get(name)
        return Response(found, media_type=kind) if found is not None else Response(status_code=404)

    async def picture(self, request: Request) -> Response:
        """A picture of a document."""
        return await run_in_threadpool(self._picture, f"pictures/{request.path_params['name']}")

    def _picture(self, path: str) -> Response:
        project = self.shelf.project
        folder = project.root / project.sources
        names = [one.relative_to(folder).as_posix() for one in sorted(folder.rglob("*")) if one.is_file()]
        for name in names:
            with contextlib.suppress(ToolkitError):
                for file in picture_files(project, [name]):
                    if file.path == path:
                        kind = "svg+xml" if file.format == "svg" else file.format
                        return Response(file.data, media_type=f"image/{kind}")
        return Response(status_code=404)

    async def file(self, request: Request) -> Response:
        """An edition that was built."""
        where = request.path_params
        project = self.shelf.project
        (document,) = project.select_documents((where["document"],))
        (locale,) = project.select_locales((where["locale"],))
        (format,) = project.select_formats((where["format"],))
        path = built(project, document, locale, format)
        return FileResponse(path) if path.is_file() else Response(status_code=404)

    async def listen(self, request: Request) -> Response:  # noqa: ARG002
        """What happens, as it happens."""
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

    # -- what is told -----------------------------------------------------------------------------

    def texts(self, asked: Asked) -> object:
        """Every text of a catalog."""
        shelf, domain, locale = self._where(asked)
        return [one.data for one in texts_of(shelf, domain, locale)]

    def other(self, asked: Asked) -> object:
        """Every text of a document in another language, to stand beside: by id its HTML."""
        shelf = self.shelf
        (document,) = shelf.project.select_documents((asked.text("domain"),))
        (locale,) = shelf.project.select_locales((asked.text("with"),))
        localized = live_document(shelf, document, locale)
        profile = load_locale(locale)
        texts = {
            id: one.text
            for id, one in localized.renditions.items()
            if not asked.texts("ids") or id in asked.texts("ids")
        }
        return {"locale": locale, "direction": profile.direction, "texts": texts}

    def failing(self, asked: Asked) -> object:
        """How many findings the checks have for each text."""
        shelf, domain, locale = self._where(asked)
        return self.checker.failing(shelf, domain, locale)

    def rows(self, asked: Asked) -> object:  # noqa: ARG002
        """The board."""
        return list(board.rows(self.shelf))

    def facts(self, asked: Asked) -> object:
        """What takes long of one document in a language."""
        shelf, domain, locale = self._where(asked)
        return board.facts(shelf.project, domain, locale)

    def tasks(self, asked: Asked) -> object:
        """A worklist."""
        shelf, domain, locale = self._where(asked)
        return board.tasks(shelf.project, domain, locale)

    def changes(self, asked: Asked) -> object:
        """What has changed since a release."""
        shelf, domain, locale = self._where(asked)
        return board.changes(shelf.project, domain, locale, asked.text("edition"))

    def gate(self, asked: Asked) -> object:
        """What a release still needs."""
        shelf, domain, locale = self._where(asked)
        return board.gate(shelf.project, domain, locale, asked.text("edition"))

    # -- what is done -----------------------------------------------------------------------------

    def save(self, asked: Asked) -> object:
        """Writes edits."""
        _, domain, locale = self._where(asked)
        return self._saved(domain, locale, self.session.save(domain, locale, asked.edits(), asked.text("by")))

    def note(self, asked: Asked) -> object:
        """Writes a note."""
        _, domain, locale = self._where(asked)
        note, by = asked.text("note"), asked.text("by")
        return self._saved(domain, locale, self.session.note(domain, locale, asked.text("id"), note, by))

    def review(self, asked: Asked) -> object:
        """Stamps texts."""
        _, domain, locale = self._where(asked)
        withdraw = asked.flag("withdraw")
        found = self.session.review(domain, locale, asked.texts("ids"), asked.text("by"), withdraw=withdraw)
        return self._saved(domain, locale, found)

    def send_back(self, asked: Asked) -> object:
        """Makes texts drafts again."""
        _, domain, locale = self._where(asked)
        ids, note, by = asked.texts("ids"), asked.text("note"), asked.text("by")
        return self._saved(domain, locale, self.session.send_back(domain, locale, ids, note, by))

    def undo(self, asked: Asked) -> object:  # noqa: ARG002
        """Takes the last step back."""
        found = self.session.undo()
        return {"domain": found[0], "locale": found[1], **self._saved(*found)} if found else {"texts": []}

    def _saved(self, domain: str, locale: str, saved: Saved) -> dict[str, Any]:
        html: dict[str, str] = {}
        if domain not in DOMAINS and len(saved.texts) <= _FEW:
            html = render_texts(self.shelf, domain, locale, {one.id: one.texts[0] for one in saved.texts})
        return {"texts": [one.data for one in saved.texts], "refused": saved.refused, "left": saved.left, "html": html}

    def render(self, asked: Asked) -> object:
        """Texts as the page shows them."""
        shelf, domain, locale = self._where(asked)
        return {} if domain in DOMAINS else render_texts(shelf, domain, locale, asked.by_name("texts"))

    def check(self, asked: Asked) -> object:
        """What is wrong with a text as it is typed, and how it looks."""
        shelf, domain, locale = self._where(asked)
        id, texts = asked.text("id"), asked.texts("texts")
        html = {} if domain in DOMAINS or not texts else render_texts(shelf, domain, locale, {id: texts[0]})
        return {"findings": self.checker.findings(shelf, domain, locale, id, texts), "html": html.get(id, "")}

    def beside(self, asked: Asked) -> object:
        """What stands beside a text."""
        shelf, domain, locale = self._where(asked)
        id, source, previous = asked.text("id"), asked.text("source"), asked.text("previous")
        with Memory(shelf.project) as memory:
            found = beside.matches(memory, source, locale, domain, id) if domain not in DOMAINS else []
        return {
            "change": beside.compared(previous, source) if previous else [],
            "matches": found,
            "terms": beside.terms(shelf, source, locale),
            "same": beside.same_text(shelf, source, locale, domain, id),
            "earlier": earlier_translations(shelf, domain, locale, id),
        }

    def draft(self, asked: Asked) -> object:
        """A machine's draft."""
        shelf, domain, locale = self._where(asked)
        texts, origin = machine.draft(shelf, domain, locale, asked.text("id"), asked.text("provider"))
        return {"texts": texts, "origin": origin}

    def replace(self, asked: Asked) -> object:
        """What a find and replace would change."""
        (locale,) = self.shelf.project.select_locales((asked.text("locale"),))
        found = list(
            replacements(
                self.shelf, locale, asked.text("find"), asked.text("by_words"),
                case=asked.flag("case"), whole=asked.flag("whole"),
            )
        )  # fmt: skip
        return {"found": found[:MOST], "total": len(found)}

    def release(self, asked: Asked) -> object:
        """Releases an edition."""
        shelf, domain, locale = self._where(asked)
        project = find_project(shelf.project.root)
        done = release_editions(project, domain, [locale], asked.text("edition"), now().date())
        return [{"folder": one.folder, "files": len(one.files)} for one in done]

    def _where(self, asked: Asked) -> tuple[Shelf, str, str]:
        shelf = self.shelf
        domain, locale = asked.text("domain"), asked.text("locale")
        require_catalog(shelf, domain, locale)
        return shelf, domain, locale


_FEW = 60
"""So many texts are rendered with the answer to a step; more come when they are seen."""


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
    assert isinstance(error, ToolkitError)
    words = "\n".join(str(one) for one in error.diagnostics)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": words}, 409)
    return Response(words, 404, media_type="text/plain")
