"""The page that a web server shows for a wrong address, in every language of the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.editions.templates import phrase, render
from toolkit.language.locales import load_locale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup as Safe

    from toolkit.collection.interface import Interface
    from toolkit.language.locales import Locale
    from toolkit.project.project import Project


@dataclass(frozen=True, slots=True)
class _Entry:
    locale: Locale
    words: Safe


def render_not_found(project: Project, interfaces: Mapping[str, Interface]) -> str:
    """The page; its links are relative to the site's address if the site has one, else to the page."""
    first = project.locales[0]
    entries = [
        _Entry(load_locale(tag), phrase(project.theme_path, "not_found_words.html", interface))
        for tag, interface in interfaces.items()
    ]
    locale = load_locale(first)
    return render(
        project.theme_path,
        "not_found.html",
        interfaces[first],
        root="",
        project=project,
        locale=locale,
        entries=entries,
    )
