"""The files that are made when the editions are there, in groups that go out of date together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from toolkit.project.places import is_pair
from toolkit.publish.inputs import program, short_hash
from toolkit.publish.plan import changed_inputs, group_names, why_damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from toolkit.collection.collection import Collection
    from toolkit.project.project import Project
    from toolkit.project.releases import Release
    from toolkit.publish.inputs import Inputs
    from toolkit.publish.manifest import File
    from toolkit.publish.present import Present


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of the site, ready to be written."""

    path: str
    data: bytes
    format: str
    locale: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are made together."""

    name: str
    inputs: Mapping[str, str]
    make: Callable[[Collection], Iterator[SiteFile]]


def groups(project: Project, inputs: Inputs, files: Mapping[str, File]) -> Iterator[Group]:
    """The groups in the order in which they are made: each is asked for when those before it are in `files`."""
    listed = editions_by_locale(project, files)
    hashes = {
        locale: short_hash(*(text for file in found for text in _listed(file))) for locale, found in listed.items()
    }
    pairs = [file for file in files.values() if file.format == "html" and is_pair(file.locale or "")]
    pairs.sort(key=lambda file: file.path)
    pairs_hash = short_hash(*(file.path for file in pairs))
    *_, last = known = group_names(project)
    names = iter(known)
    for locale in project.locales:
        now = {**inputs.page(locale), "editions": hashes[locale], "pairs": pairs_hash}
        yield Group(next(names), now, _page(locale, {locale: listed[locale]}, pairs))
    pages = {f"page {locale}": short_hash(*inputs.page(locale).values()) for locale in project.locales}
    yield Group(next(names), {**pages, "editions": short_hash(*hashes.values())}, _page(None, listed, ()))
    for locale in project.locales:
        digests = [file.sha256 for file in listed[locale] if file.format == "html"]
        yield Group(next(names), {**inputs.page(locale), "editions": short_hash(*digests)}, _search(locale))
    by_document: dict[str | None, list[str]] = {document: [] for document in project.documents}
    for file in chain.from_iterable(listed.values()):
        by_document[file.document].append(file.sha256)
    for document in filter(project.locales_of, project.documents):
        yield Group(next(names), {**pages, "editions": short_hash(*by_document[document])}, _document(document))
    for release in project.releases:
        # What was released does not change when the program does: only its record counts.
        yield Group(next(names), {"record": short_hash(repr(release))}, _release(release))
    yield Group(next(names), {"program": program("pdf"), "languages": " ".join(project.locales)}, _fonts)
    shown = sorted({name for file in files.values() if not file.group for name in file.pictures})
    pictures = next(names)
    if shown or any(file.group == pictures for file in files.values()):
        now = {"program": program("html"), "pictures": inputs.pictures, "shown": short_hash(*shown)}
        yield Group(pictures, now, _pictures(shown))
    paths = sorted(files)
    data = [files[path].sha256 for path in paths if files[path].group.startswith("document ")]
    yield Group(
        next(names),
        {**pages, "editions": short_hash(*hashes.values()), "pairs": pairs_hash, "data": short_hash(*data)},
        _site(files),
    )
    if project.workflow.status_pages:
        now = {**inputs.page(project.locales[0]), "catalogs": inputs.everything(), "program": program("html")}
        yield Group(next(names), now, _status)
    everything = [f"{files[path].sha256} {path}" for path in sorted(files) if files[path].group != last]
    yield Group(next(names), {"files": short_hash(*everything)}, _checksums(files))


def files_by_group(files: Mapping[str, File]) -> dict[str, list[File]]:
    """The recorded files of each group."""
    found: dict[str, list[File]] = {}
    for file in files.values():
        if file.group:
            found.setdefault(file.group, []).append(file)
    return found


def why_group_is_due(group: Group, recorded: Sequence[File], present: Present) -> str:
    """Why a group must be made, given its recorded files; nothing if it need not be."""
    if not recorded:
        return "it is not there"
    reasons = (why_damaged(file, present.size(file.path)) for file in recorded)
    return next(filter(None, reasons), "") or changed_inputs(recorded[0].inputs, group.inputs)


def editions_by_locale(project: Project, files: Mapping[str, File]) -> dict[str, list[File]]:
    """The recorded editions of each language, in the project's order."""
    listed: dict[str, list[File]] = {locale: [] for locale in project.locales}
    for file in files.values():
        if not file.group and file.document in project.documents and file.locale in listed:
            listed[file.locale].append(file)
    documents = {name: place for place, name in enumerate(project.documents)}
    for found in listed.values():
        found.sort(key=lambda file: (documents[file.document or ""], project.formats.index(file.format)))
    return listed


def _listed(file: File) -> tuple[str, ...]:
    """What a page says of an edition."""
    states = [f"{state} {number}" for state, number in sorted(file.states.items())]
    return (
        file.path,
        str(file.bytes),
        file.title,
        file.title_language,
        file.subtitle,
        file.date,
        str(file.pages),
        *states,
    )


# The makers import the theme only when they are called.


def _page(
    locale: str | None, listed: Mapping[str, Sequence[File]], pairs: Sequence[File]
) -> Callable[[Collection], Iterator[SiteFile]]:
    def make(collection: Collection) -> Iterator[SiteFile]:
        from toolkit.publish.pages import make_page

        yield make_page(collection, locale, listed, pairs)

    return make


def _document(document: str) -> Callable[[Collection], Iterator[SiteFile]]:
    def make(collection: Collection) -> Iterator[SiteFile]:
        from toolkit.publish.site import document_files

        yield from document_files(collection, document)

    return make


def _release(release: Release) -> Callable[[Collection], Iterator[SiteFile]]:
    def make(collection: Collection) -> Iterator[SiteFile]:
        from toolkit.publish.frozen import frozen_files

        yield from frozen_files(collection.project, release)

    return make


def _search(locale: str) -> Callable[[Collection], Iterator[SiteFile]]:
    def make(collection: Collection) -> Iterator[SiteFile]:
        from toolkit.publish.site import search_files

        yield from search_files(collection, locale)

    return make


def _status(collection: Collection) -> Iterator[SiteFile]:
    from toolkit.publish.status_pages import status_files

    yield from status_files(collection.project)


def _fonts(collection: Collection) -> Iterator[SiteFile]:
    from toolkit.publish.site import font_files

    yield from font_files(collection.project)


def _pictures(shown: Sequence[str]) -> Callable[[Collection], Iterator[SiteFile]]:
    def make(collection: Collection) -> Iterator[SiteFile]:
        from toolkit.publish.site import picture_files

        yield from picture_files(collection.project, shown)

    return make


def _site(files: Mapping[str, File]) -> Callable[[Collection], Iterator[SiteFile]]:
    def make(collection: Collection) -> Iterator[SiteFile]:
        from toolkit.publish.site import site_files

        yield from site_files(collection, files)

    return make


def _checksums(files: Mapping[str, File]) -> Callable[[Collection], Iterator[SiteFile]]:
    def make(collection: Collection) -> Iterator[SiteFile]:  # noqa: ARG001 - the signature is the protocol
        from toolkit.publish.site import checksums

        yield checksums(files)

    return make
