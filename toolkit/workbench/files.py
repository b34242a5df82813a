"""The files that pages of the workbench ask for: the front end, fonts, pictures, and editions that were built."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from toolkit.editions.templates import asset
from toolkit.errors import ToolkitError
from toolkit.workbench.jobs import built
from toolkit.workbench.shell import front_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from toolkit.workbench.shelf import Room


@dataclass
class Files:
    """Answers with files."""

    room: Room
    _made: dict[str, bytes] = field(default_factory=dict)
    _making: threading.Lock = field(default_factory=threading.Lock)

    @property
    def routes(self) -> tuple[Route, ...]:
        """What is to be had at which address."""
        return (
            Route("/front/{name}", self.front),
            Route("/fonts/{name}", self.font),
            Route("/pictures/{name}", self.picture),
            Route("/built/{locale}/{document}/{format}", self.edition),
        )

    @property
    def has_fonts(self) -> bool:
        """Whether the fonts are there: for a new project they take seconds to make."""
        return bool(self._made)

    def fonts(self) -> Mapping[str, bytes]:
        """The fonts of the pages and their style sheet, by name; made once."""
        from toolkit.publish.site import font_files

        with self._making:
            if not self._made:
                files = font_files(self.room.shelf.project)
                self._made = {file.path.removeprefix("fonts/"): file.data for file in files}
            return self._made

    async def front(self, request: Request) -> Response:
        """A file of the front end; the theme's style sheet for pages that are no edition."""
        name = request.path_params["name"]
        if name == "screen.css":
            return Response(asset(self.room.shelf.project.theme_path, "screen.css"), media_type="text/css")
        found = front_file(name)
        return Response(found[0], media_type=found[1]) if found else Response(status_code=404)

    async def font(self, request: Request) -> Response:
        """A font of the pages."""
        fonts = await run_in_threadpool(self.fonts)
        name = request.path_params["name"]
        kind = "text/css" if name.endswith(".css") else "font/woff2"
        found = fonts.get(name)
        return Response(found, media_type=kind) if found is not None else Response(status_code=404)

    async def picture(self, request: Request) -> Response:
        """A picture of a document."""
        return await run_in_threadpool(self._picture, f"pictures/{request.path_params['name']}")

    def _picture(self, path: str) -> Response:
        from toolkit.publish.site import picture_files

        project = self.room.shelf.project
        folder = project.root / project.sources
        names = [one.relative_to(folder).as_posix() for one in sorted(folder.rglob("*")) if one.is_file()]
        for name in names:
            with contextlib.suppress(ToolkitError):
                for file in picture_files(project, [name]):
                    if file.path == path:
                        kind = "svg+xml" if file.format == "svg" else file.format
                        return Response(file.data, media_type=f"image/{kind}")
        return Response(status_code=404)

    async def edition(self, request: Request) -> Response:
        """An edition that was built."""
        where = request.path_params
        project = self.room.shelf.project
        (document,) = project.select_documents((where["document"],))
        (locale,) = project.select_locales((where["locale"],))
        (format,) = project.select_formats((where["format"],))
        path = built(project, document, locale, format)
        return FileResponse(path) if path.is_file() else Response(status_code=404)
