"""Released editions, made from the revision that they were released from, at an address of their own."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit import __version__
from toolkit.collection.collection import Collection
from toolkit.editions.edition import make_edition
from toolkit.editions.recommendations import recommendations
from toolkit.errors import Diagnostic, Location, ToolkitError
from toolkit.project.formats import file_name
from toolkit.project.project import find_project
from toolkit.project.releases import RELEASES_FILE
from toolkit.publish.job import SiteFile
from toolkit.review.git_files import checked_out
from toolkit.site.recommendation import render_recommendation

if TYPE_CHECKING:
    from collections.abc import Collection as Several
    from collections.abc import Iterator
    from pathlib import Path

    from toolkit.editions.edition import Edition
    from toolkit.project.project import Project
    from toolkit.project.releases import Release

_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_LINK = re.compile(r'(\b(?:href|src|action)=")(?![a-zA-Z][a-zA-Z0-9+.-]*:|[#/])([^"]*)"')
_PICTURES = "pictures/"


def frozen_files(project: Project, release: Release) -> Iterator[SiteFile]:
    """The files of a released edition, from git; of a withdrawn one a page that says so.

    Raises `ToolkitError` where git does not know the revision, or the files are not byte for byte those of the record:
    made by another version of the program, for instance.
    """
    if release.withdrawn:
        from toolkit.publish.changed import withdrawn_file

        yield withdrawn_file(project, release)
        return
    with checked_out(project, release.revision, release.words) as root:
        files = list(edition_files(root, release))
    wrong = differing(release, {file.path: file.data for file in files})
    if wrong:
        raise ToolkitError(*wrong)
    yield from files


def edition_files(root: Path, release: Release) -> Iterator[SiteFile]:
    """The files of a release, given the project's files of its revision."""
    from toolkit.publish.changed import changes_file
    from toolkit.publish.site import picture_files
    from toolkit.publish.worker import render

    found = find_project(root)
    project = replace(found, locales=(release.locale,), parallel=(), frozen=release.edition, held=frozenset())
    project = replace(project, releases=tuple(one for one in found.releases if one.edition != release.edition))
    collection = Collection(project)
    edition = make_edition(collection, release.document, release.locale)
    own = {file_name(release.document, format) for format in project.formats} | {"changes.html"}
    for format in project.formats:
        data = render((edition,), format).data
        if format == "html":
            data = _moved(data.decode(), own, "../../").encode()
        path = f"{release.folder}/{file_name(release.document, format)}"
        yield SiteFile(path, data, format, release.locale, release.document)
    yield from _recommendation_pages(edition, release)
    if (changes := changes_file(edition, release.folder)) is not None:
        yield changes
    for picture in picture_files(project, sorted(edition.pictures.shown)):
        yield replace(picture, path=f"{release.folder}/{picture.path}")


def _recommendation_pages(edition: Edition, release: Release) -> Iterator[SiteFile]:
    """What each recommendation of this edition says, whatever becomes of it later."""
    found = recommendations([edition.localized])
    editions = {release.locale: edition}
    pages = {f"{one.id}.html" for one in found.items}
    living = f"../../{release.locale}/{release.document}.html"
    for place, one in enumerate(found.items):
        html = render_recommendation(found, place, editions)
        html = html.replace(f'href="{living}', f'href="{release.document}.html')
        html = _moved(html, pages | {f"{release.document}.html"}, "../")
        yield SiteFile(f"{release.folder}/{one.id}.html", html.encode(), "html", release.locale, release.document)


def _moved(html: str, own: Several[str], up: str) -> str:
    """The page with its links to other files of the site going `up` from the deeper folder that it now lies in."""

    def link(match: re.Match[str]) -> str:
        target = match[2]
        if target.partition("#")[0] in own or not target:
            return match[0]
        before, mark, name = target.partition(_PICTURES)
        if mark and set(before) <= {".", "/"}:
            return f'{match[1]}{_PICTURES}{name}"'
        return f'{match[1]}{up}{target}"'

    def tag(match: re.Match[str]) -> str:
        return _LINK.sub(link, match[0]).replace(f"../{_PICTURES}", _PICTURES)

    return _TAG.sub(tag, html)


def differing(release: Release, files: dict[str, bytes]) -> list[Diagnostic]:
    """A diagnostic for each file of a release that is not, byte for byte, what was released."""
    hint = "build with the version that released it, or keep the released files"
    if release.program != __version__:
        hint = f"it was released with version {release.program}, this is {__version__}: {hint}"
    made = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    return [
        Diagnostic("release-differs", f"{path} is not what was released", Location(RELEASES_FILE), hint=hint)
        for path in sorted({*made, *release.files})
        if made.get(path) != release.files.get(path)
    ]
