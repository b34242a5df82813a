"""The finished output: its files and its pages, and those inside each EPUB."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from validation.page import Page, read_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_PAGES = (".html", ".xhtml")


@dataclass(frozen=True)
class Tree:
    """Files that link to each other: the site, or the inside of one EPUB."""

    name: str
    """What stands before the paths in findings: empty for the site, `ru/plan.epub/` for a publication."""
    files: frozenset[str]
    pages: dict[str, Page]
    url: str = ""
    """The site's address, if it has one; links that begin with it stay inside."""

    def resolve(self, page: str, link: str) -> str | None:
        """The path that a link leads to, without its fragment; None for one that leads out of the tree.

        A folder stands for its index page. The path need not be there.
        """
        if self.url and (link == self.url or link.startswith((self.url + "/", self.url + "#"))):
            path = unquote(urlsplit(link).path).removeprefix(unquote(urlsplit(self.url).path)).lstrip("/")
            return self._index(path)
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return None
        path = unquote(parts.path)
        if not path:
            return page
        if path.startswith("/"):
            return self._index(path.removeprefix(unquote(urlsplit(self.url).path)).lstrip("/"))
        return self._index(posixpath.join(posixpath.dirname(page), path))

    @staticmethod
    def _index(path: str) -> str:
        found = posixpath.normpath(path) if path else "."
        if found == ".":
            return "index.html"
        return f"{found}/index.html" if path.endswith("/") else found


@dataclass(frozen=True)
class Site:
    """The output folder, as the validators see it."""

    root: Path
    url: str = ""

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Every file, in the order of their paths; hidden ones are not part of the site."""
        found = (path.relative_to(self.root) for path in self.root.rglob("*") if path.is_file())
        return tuple(sorted(path.as_posix() for path in found if not any(part[0] == "." for part in path.parts)))

    def named(self, *endings: str) -> Sequence[str]:
        """The files whose names end so."""
        return [file for file in self.files if file.endswith(endings)]

    @cached_property
    def tree(self) -> Tree:
        """The pages of the site."""
        pages = {file: read_page((self.root / file).read_text("utf-8")) for file in self.named(*_PAGES)}
        return Tree("", frozenset(self.files), pages, self.url)

    @cached_property
    def publications(self) -> tuple[Tree, ...]:
        """The pages inside every EPUB that can be opened; EPUBCheck tells of the others."""
        return tuple(self._publications())

    def _publications(self) -> Iterator[Tree]:
        for file in self.named(".epub"):
            try:
                with zipfile.ZipFile(self.root / file) as archive:
                    names = archive.namelist()
                    pages = {name: read_page(archive.read(name).decode()) for name in names if name.endswith(_PAGES)}
            except (zipfile.BadZipFile, UnicodeDecodeError):
                continue
            yield Tree(f"{file}/", frozenset(names), pages)

    @property
    def trees(self) -> tuple[Tree, ...]:
        """The site, then each publication."""
        return (self.tree, *self.publications)
