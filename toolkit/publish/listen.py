"""The page on which an edition is listened to, and its clips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.editions.templates import render
from toolkit.publish.job import SiteFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.editions.edition import Edition

PAGE = "listen.html"


def listen_files(edition: Edition) -> Iterator[SiteFile]:
    """The page of a document in a language with each text and its clip, and every clip once."""
    voice = edition.voice
    assert voice is not None
    locale, markup, shown = edition.localized.locale, edition.markup(), edition.localized.renditions
    path = f"{locale}/{edition.name}/{PAGE}"
    html = render(
        edition.project.theme_path,
        "listen.html",
        edition.interface,
        root="../../",
        project=edition.project,
        locale=edition.locale,
        edition=edition,
        path=path,
        voice=voice,
        texts=[(clip, markup.plain(clip.id), shown[clip.id].locale) for clip in voice.clips],
    )
    yield SiteFile(path, html.encode(), "html", locale, edition.name)
    for name, clip in {clip.name: clip for clip in voice.clips}.items():
        yield SiteFile(f"{locale}/{edition.name}/audio/{name}", clip.data, clip.ending[1:], locale, edition.name)
