"""Small projects for tests: a source, catalogs, and the editions made of them as the build makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.catalog.model import Catalog, Message
from toolkit.catalog.po import format_po
from toolkit.collection.collection import Collection
from toolkit.editions.edition import Edition, make_edition
from toolkit.project.project import find_project

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def make_project(
    root: Path,
    source: str,
    locales: Iterable[str] = ("en", "ru"),
    *,
    title: str = "Collection",
    front: str = "title: Title\nlanguage: en",
    settings: str = "",
) -> Collection:
    """A project with one document, ``doc``; `settings` are further lines of its settings file."""
    names = ", ".join(f'"{locale}"' for locale in locales)
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    (root / "sources").mkdir(parents=True, exist_ok=True)
    (root / "polyedition.toml").write_text(
        f'title = "{escaped}"\nlocales = [{names}]\npublish.complete = 0\n{settings}', "utf-8"
    )
    (root / "sources" / "doc.md").write_text(f"---\n{front}\n---\n\n{source}", "utf-8")
    return Collection(find_project(root))


def write_catalog(
    root: Path,
    locale: str,
    texts: Mapping[tuple[str | None, str], str],
    domain: str = "doc",
    comments: tuple[str, ...] = (),
) -> None:
    """A catalog with a translation for each (id, text)."""
    messages = tuple(Message(text, msgctxt=id, msgstr=(found,)) for (id, text), found in texts.items())
    headers = (("Language", locale), ("Content-Type", "text/plain; charset=UTF-8"))
    catalog = Catalog(messages, headers, Message("", comments=comments))
    path = root / "i18n" / locale / f"{domain}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(format_po(catalog), "utf-8")


def edition(collection: Collection, locale: str) -> Edition:
    """The edition of ``doc`` in a locale, as the build's workers make it."""
    return make_edition(collection, "doc", locale)
