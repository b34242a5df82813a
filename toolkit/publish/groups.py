"""The files that are made when the editions are there, in groups that go out of date together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING

from toolkit.project.places import is_pair
from toolkit.publish.inputs import releases_read
from toolkit.publish.plan import changed_inputs, why_damaged
from toolkit.system.fingerprints import short_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from toolkit.collection.collection import Collection
    from toolkit.project.project import Project
    from toolkit.project.releases import Release
    from toolkit.publish.inputs import Inputs
    from toolkit.publish.job import SiteFile
    from toolkit.publish.manifest import File
    from toolkit.publish.present import Present


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are made together."""

    name: str
    inputs: Mapping[str, str]
    make: Callable[[Collection], Iterator[SiteFile]]


@dataclass(frozen=True, slots=True)
class Sort:
    """Groups of one sort, declared once: their name, what there is one of for each, what goes in, what makes them."""

    name: str
    each: Callable[[Project], Iterable[str]]
    """The languages, documents or releases that have a group each; one empty name for a group of the whole site."""
    inputs: Callable[[Editions, str], Mapping[str, str]]
    """Nothing where there is nothing to make."""
    make: Callable[..., Iterator[SiteFile]]
    """Called with the collection, what is known of the editions, and what the group is for."""
    is_apart: bool = False
    """Whether they are made from the project's own files alone, so that they need not wait for editions: `make` gets none."""

    def names(self, project: Project) -> Iterator[tuple[str, str]]:
        """What each group is for, and its name."""
        return ((one, f"{self.name} {one}".rstrip()) for one in self.each(project))


def group_names(project: Project) -> list[str]:
    """Names of the groups of files that are made after the editions, in their order."""
    return [name for sort in SORTS for _, name in sort.names(project)]


def groups(project: Project, inputs: Inputs, files: Mapping[str, File]) -> Iterator[Group]:
    """The groups in the order in which they are made: each is asked for when those before it are in `files`."""
    editions = Editions(project, inputs, files)
    for sort in SORTS:
        for one, name in sort.names(project):
            if now := sort.inputs(editions, one):
                yield Group(name, now, partial(_made, sort, editions, one))


def made_apart(collection: Collection, name: str) -> tuple[SiteFile, ...]:
    """The files of a group that needs no edition to be there. Raises what making it raises."""
    kind, _, one = name.partition(" ")
    sort = next(sort for sort in SORTS if sort.name == kind and sort.is_apart)
    return tuple(sort.make(collection, one))


def _made(sort: Sort, editions: Editions, one: str, collection: Collection) -> Iterator[SiteFile]:
    return sort.make(collection, one) if sort.is_apart else sort.make(collection, editions, one)


class Editions:
    """What is known of a project's editions when they are there; `files` goes on growing with what groups make."""

    def __init__(self, project: Project, inputs: Inputs, files: Mapping[str, File]) -> None:
        self.project, self.inputs, self.files = project, inputs, files
        self.listed = editions_by_locale(project, files)
        self.hashes = {
            locale: short_hash(*(text for file in found for text in _listed(file)))
            for locale, found in self.listed.items()
        }
        pairs = (file for file in files.values() if file.format == "html" and is_pair(file.locale or ""))
        self.pairs = sorted(pairs, key=lambda file: file.path)
        self.by_document: dict[str | None, list[str]] = {document: [] for document in project.documents}
        for file in chain.from_iterable(self.listed.values()):
            self.by_document[file.document].append(file.sha256)

    @property
    def pairs_hash(self) -> str:
        """Which pages of pairs there are."""
        return short_hash(*(file.path for file in self.pairs))

    @cached_property
    def pages(self) -> dict[str, str]:
        """What goes into the pages of each language."""
        project = self.project
        return {f"page {locale}": short_hash(*self.inputs.page(locale).values()) for locale in project.locales}

    @property
    def shown(self) -> list[str]:
        """The pictures that editions show, and the logo of the collection, which every page shows."""
        logo = (self.project.look.logo,) if self.project.look.logo else ()
        return sorted({*logo, *(name for file in self.files.values() if not file.group for name in file.pictures)})


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
    documents = {name: place for place, name in enumerate(project.documents)}
    for file in files.values():
        if not file.group and file.document in documents and file.locale in listed:
            listed[file.locale].append(file)
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


# What goes into the groups, and what makes them. The makers import the theme only when they are called.


def _one(project: Project) -> tuple[str]:  # noqa: ARG001 - the signature is the protocol
    return ("",)


def _locales(project: Project) -> Iterable[str]:
    return project.locales


def _documents(project: Project) -> Iterable[str]:
    return filter(project.locales_of, project.documents)


def _page_inputs(editions: Editions, locale: str) -> Mapping[str, str]:
    now = {"editions": editions.hashes[locale], "pairs": editions.pairs_hash}
    released = [one for one in editions.project.releases if one.locale == locale]
    return {**editions.inputs.page(locale), **now, **releases_read(released)}


def _page(collection: Collection, editions: Editions, locale: str) -> Iterator[SiteFile]:
    from toolkit.publish.pages import make_page

    yield make_page(collection, locale, {locale: editions.listed[locale]}, editions.pairs)


def _home_inputs(editions: Editions, _: str) -> Mapping[str, str]:
    return {**editions.pages, "editions": short_hash(*editions.hashes.values())}


def _home(collection: Collection, editions: Editions, _: str) -> Iterator[SiteFile]:
    from toolkit.publish.pages import make_page

    yield make_page(collection, None, editions.listed, ())


def _search_inputs(editions: Editions, locale: str) -> Mapping[str, str]:
    digests = [file.sha256 for file in editions.listed[locale] if file.format == "html"]
    return {**editions.inputs.page(locale), "editions": short_hash(*digests)}


def _search(collection: Collection, locale: str) -> Iterator[SiteFile]:
    from toolkit.publish.site import search_files

    return search_files(collection, locale)


def _document_inputs(editions: Editions, document: str) -> Mapping[str, str]:
    return {**editions.pages, "editions": short_hash(*editions.by_document[document])}


def _document(collection: Collection, document: str) -> Iterator[SiteFile]:
    from toolkit.publish.site import document_files

    return document_files(collection, document)


def _releases(project: Project) -> Iterable[str]:
    return (release.folder for release in project.releases)


def _release_of(project: Project, folder: str) -> Release:
    return next(release for release in project.releases if release.folder == folder)


def _release_inputs(editions: Editions, folder: str) -> Mapping[str, str]:
    """What was released does not change when the program does: only its record counts."""
    return {"record": short_hash(repr(_release_of(editions.project, folder)))}


def _release(collection: Collection, _: Editions, folder: str) -> Iterator[SiteFile]:
    from toolkit.publish.frozen import frozen_files

    return frozen_files(collection.project, _release_of(collection.project, folder))


def _font_inputs(editions: Editions, _: str) -> Mapping[str, str]:
    found = {
        "program": editions.inputs.program("pdf"),
        "languages": " ".join(editions.project.locales),
        **editions.inputs.fonts,
    }
    if editions.inputs.fonts:  # a large font is cut down to what the texts need
        found["texts"] = editions.inputs.everything()
    return found


def _fonts(collection: Collection, _: str) -> Iterator[SiteFile]:
    from toolkit.publish.site import font_files

    return font_files(collection.project)


def _picture_inputs(editions: Editions, _: str) -> Mapping[str, str]:
    shown = editions.shown
    if not shown and not any(file.group == _PICTURES for file in editions.files.values()):
        return {}
    return {
        "program": editions.inputs.program("html"),
        "pictures": editions.inputs.pictures,
        "shown": short_hash(*shown),
    }


def _pictures(collection: Collection, editions: Editions, _: str) -> Iterator[SiteFile]:
    from toolkit.publish.site import picture_files

    return picture_files(collection.project, editions.shown)


def _site_inputs(editions: Editions, _: str) -> Mapping[str, str]:
    files = editions.files
    data = [files[path].sha256 for path in sorted(files) if files[path].group.startswith(f"{_DOCUMENT} ")]
    return {**_home_inputs(editions, ""), "pairs": editions.pairs_hash, "data": short_hash(*data)}


def _site(collection: Collection, editions: Editions, _: str) -> Iterator[SiteFile]:
    from toolkit.publish.site import site_files

    return site_files(collection, editions.files)


def _with_status(project: Project) -> Iterable[str]:
    return ("",) if project.workflow.status_pages else ()


def _status_inputs(editions: Editions, _: str) -> Mapping[str, str]:
    page = editions.inputs.page(editions.project.locales[0])
    return {**page, "catalogs": editions.inputs.everything(), "program": editions.inputs.program("html")}


def _status(collection: Collection, _: Editions, __: str) -> Iterator[SiteFile]:
    from toolkit.publish.status_pages import status_files

    return status_files(collection.project)


def _checksum_inputs(editions: Editions, _: str) -> Mapping[str, str]:
    files = editions.files
    return {
        "files": short_hash(
            *(f"{files[path].sha256} {path}" for path in sorted(files) if files[path].group != _CHECKSUMS)
        )
    }


def _checksums(_: Collection, editions: Editions, __: str) -> Iterator[SiteFile]:
    from toolkit.publish.site import checksums

    yield checksums(editions.files)


_DOCUMENT, _PICTURES, _CHECKSUMS = "document", "pictures", "checksums"
SORTS = (
    Sort("page", _locales, _page_inputs, _page),
    Sort("home", _one, _home_inputs, _home),
    Sort("search", _locales, _search_inputs, _search, is_apart=True),
    Sort(_DOCUMENT, _documents, _document_inputs, _document, is_apart=True),
    Sort("release", _releases, _release_inputs, _release),
    Sort("fonts", _one, _font_inputs, _fonts, is_apart=True),
    Sort(_PICTURES, _one, _picture_inputs, _pictures),
    Sort("site", _one, _site_inputs, _site),
    Sort("status", _with_status, _status_inputs, _status),
    Sort(_CHECKSUMS, _one, _checksum_inputs, _checksums),
)
"""Every sort of group, in the order in which they are made."""
