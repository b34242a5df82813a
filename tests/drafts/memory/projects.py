"""Small projects with catalogs to remember."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.catalog.model import Catalog, Message
from toolkit.catalog.po import write_po
from toolkit.project.project import Project, find_project

if TYPE_CHECKING:
    from pathlib import Path

HEADERS = (("Content-Type", "text/plain; charset=UTF-8"), ("X-Source-Language", "en"))


def make_project(root: Path, *locales: str) -> Project:
    """A project with a document and no catalogs."""
    (root / "sources").mkdir(exist_ok=True)
    (root / "sources" / "alma.md").write_text("---\ntitle: T\nlanguage: en\n---\n\nWords.\n")
    tags = ", ".join(f'"{locale}"' for locale in locales)
    (root / "polyedition.toml").write_text(f"locales = [{tags}]\n")
    return find_project(root)


def write_catalog(project: Project, locale: str, domain: str, *messages: Message) -> None:
    """Puts a catalog in its place."""
    write_po(Catalog(messages, HEADERS), project.catalog(domain, locale))


def said(source: str, target: str, context: str | None = None, *comments: str, draft: bool = False) -> Message:
    """A translated message."""
    return Message(source, context, msgstr=(target,), comments=comments, flags=("fuzzy",) if draft else ())
