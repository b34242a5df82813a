"""A project: its settings, typed, and where everything lies."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit, urlunsplit

from toolkit.catalog.model import State
from toolkit.errors import Diagnostic, UsageError
from toolkit.language.locales import load_locale
from toolkit.project.audio import Audio, read_audio
from toolkit.project.folders import overlapping
from toolkit.project.formats import DEFAULT_FORMATS, all_formats, find_format
from toolkit.project.look import Look, read_look
from toolkit.project.places import PYPROJECT, SETTINGS_FILE
from toolkit.project.press import read_press
from toolkit.project.releases import Release, read_releases
from toolkit.project.settings import Settings, read_table, section, settings_error
from toolkit.project.sources import (
    DOMAINS,
    INTERFACE,
    TERMS,
    WORKBENCH,
    NoSourcesError,
    find_sources,
    require_sound_names,
)
from toolkit.project.values import (
    FONTS,
    PUBLISHABLE,
    LocaleSettings,
    base,
    email,
    fonts,
    is_mail_address,
    is_web_address,
    locale_settings,
    parallel,
    require_locale,
    web_address,
)
from toolkit.project.workflow import Workflow, read_workflow
from toolkit.system.files import readable
from toolkit.system.whole import CACHE

__all__ = ["DOMAINS", "INTERFACE", "TERMS", "WORKBENCH", "LocaleSettings", "Project", "find_project"]

PAGE_SIZES = ("A4", "Letter")


@dataclass(frozen=True)
class Project:
    """The settings of a project, and its paths."""

    root: Path
    settings_file: str
    """Name of the file that the settings come from."""
    title: str
    """Of the collection, on the home page."""
    locales: tuple[str, ...]
    """BCP 47 tags of the languages to publish, in the order in which they are listed."""
    sources: str = "sources"
    i18n: str = "i18n"
    output: str = "output"
    theme: str = "theme"
    look: Look = field(default_factory=Look)
    introduction: str = ""
    """Of the collection, on the home page; translated in the catalogs of the domain ``interface``."""
    chosen_documents: tuple[str, ...] = ()
    """Names of the documents in their order; empty: all in the sources folder, by name."""
    formats: tuple[str, ...] = DEFAULT_FORMATS
    page_size: str = "A4"
    minimum: State = State.DRAFT
    parallel: tuple[tuple[str, str], ...] = ()
    """Pairs of languages that are published side by side as well."""
    site_url: str = ""
    """Where the output will be on the web, without a slash at the end; empty: nowhere in particular."""
    site_email: str = ""
    """Of whoever answers for the site, for harvesters and readers of its feeds; empty: nobody is named."""
    oai_gateway: str = ""
    """Address of the gateway through which the site's OAI-PMH repository is harvested, without a slash at the end."""
    base: str = ""
    """The address that links of sources which begin with ``/`` or ``./`` begin from, unless a document has its own."""
    fonts: tuple[str, ...] = ()
    """Installed font packages, and files of the folder ``fonts``, that editions are set in beside the built-in fonts."""
    bugs: str = ""
    """Address for the catalogs' header ``Report-Msgid-Bugs-To``."""
    locale_settings: dict[str, LocaleSettings] = field(default_factory=dict)
    audio: Audio = field(default_factory=Audio)
    press_profile: str = ""
    """The ICC profile of the press, below the project's folder: with it the format ``print`` is PDF/X-4."""
    workflow: Workflow = field(default_factory=Workflow)
    releases: tuple[Release, ...] = ()
    """The editions that were released, the oldest first."""
    frozen: str = ""
    """The name of the released edition that is being made again; empty for the living one."""
    every_locale: tuple[str, ...] = ()
    """All languages of the settings, where a build leaves some out; else empty."""
    held: frozenset[tuple[str, str]] = frozenset()
    """Documents and locales whose editions a build holds back, since too little of them is translated."""
    FONTS: ClassVar[str] = FONTS
    """The folder of the project's own font files."""

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """The names of the documents.

        Raises `UsageError` where there are no sources, a chosen document has none, or one cannot be called so.
        """
        found = list(self._source_files)
        for name in self.chosen_documents:
            if name not in found:
                hint = f"write {self.sources}/{name}.md, or remove it"
                raise self.error(f"documents names {name}, which has no source", hint, "documents")
        documents = self.chosen_documents or tuple(found)
        require_sound_names(documents, self.sources, self.formats)
        return documents

    @cached_property
    def _source_files(self) -> dict[str, Path]:
        """The sources by the names of their documents."""
        try:
            return find_sources(self.root / self.sources, self.sources)
        except NoSourcesError as fault:
            hint = "name the folder of the sources, and put a document into it"
            raise self.error(f"the folder {self.sources} {fault}", hint, "sources") from None

    @property
    def _sources_or_none(self) -> dict[str, Path]:
        try:
            return self._source_files
        except UsageError:
            return {}

    def source(self, document: str) -> Path:
        """The document's source file."""
        return self._sources_or_none.get(document) or self.root / f"{self.sources}/{document}.md"

    def template(self, domain: str) -> Path:
        """The template that is the domain's ledger of ids."""
        return self.root / f"{self.i18n}/templates/{domain}.pot"

    def catalog(self, domain: str, locale: str) -> Path:
        """The catalog of a domain in a locale."""
        return self.root / f"{self.i18n}/{locale}/{domain}.po"

    def releases_of(self, document: str, locale: str) -> tuple[Release, ...]:
        """The released editions of a document in a language, the oldest first."""
        return tuple(one for one in self.releases if (one.document, one.locale) == (document, locale))

    def snapshot(self, release: Release) -> Path:
        """The catalog with every text of a released edition, to be compared with later ones."""
        return self.root / f"{self.i18n}/releases/{release.document}/{release.locale}/{release.edition}.po"

    def stamps(self, domain: str, locale: str) -> Path:
        """The file of stamps beside the catalog, for tools that cannot write comments into it."""
        return self.root / f"{self.i18n}/{locale}/{domain}.reviews"

    @property
    def output_path(self) -> Path:
        """The folder of the editions."""
        return self.root / self.output

    @property
    def cache_path(self) -> Path:
        """A folder that may be deleted at any time."""
        return self.root / CACHE

    @property
    def theme_path(self) -> Path:
        """The project's own theme files, which go before the built-in ones."""
        return self.root / self.theme

    def name(self, path: Path) -> str:
        """How diagnostics and catalogs call a file: relative to the root where it lies inside, with forward slashes.

        A link in the project is called as it is there, wherever it leads.
        """
        for real in (os.path.abspath, os.path.realpath):  # which say something of a link that leads to itself, too
            place, root = Path(real(path)), Path(real(self.root))
            if place.is_relative_to(root):
                return readable(place.relative_to(root))
        return readable(path)

    def locales_of(self, document: str) -> tuple[str, ...]:
        """The languages in which a document is published."""
        return tuple(tag for tag in self.locales if (document, tag) not in self.held)

    def address(self, path: str) -> str:
        """The web address of a file of the output; just its path where the site has no address."""
        return f"{self.site_url}/{path}" if self.site_url else path

    def uri(self, path: str) -> str:
        """The same as a URI: letters of the host by IDNA, all others by their bytes (RFC 3986; sitemaps ask for it)."""
        parts = urlsplit(self.address(path))
        host = (parts.hostname or "").encode("idna").decode()
        netloc = parts.netloc.replace(parts.netloc.rpartition("@")[2].partition(":")[0], host) if host else parts.netloc
        return urlunsplit(
            (parts.scheme, netloc, quote(parts.path, safe="/%:@!$&'()*+,;=~"), parts.query, parts.fragment)
        )

    @property
    def feedback(self) -> str:
        """Where readers write about texts: the mail address or tracker of `bugs`, else a mail address of the site; empty for nowhere."""
        if is_mail_address(self.bugs) or is_web_address(self.bugs):
            return self.bugs
        return self.look.contact if is_mail_address(self.look.contact) else self.site_email

    def settings_of(self, locale: str) -> LocaleSettings:
        """What the project says about a locale."""
        return self.locale_settings.get(locale, LocaleSettings())

    def minimum_of(self, locale: str) -> State:
        """The least state that the locale's editions publish."""
        return self.settings_of(locale).minimum or self.minimum

    def is_derived(self, locale: str) -> bool:
        """Whether the locale's texts come from another one by script conversion."""
        return load_locale(locale).derived_from is not None

    def chain(self, locale: str) -> tuple[str, ...]:
        """The locale and those that it falls back on, without the source language."""
        profile = load_locale(locale)
        chain = [locale]
        if profile.derived_from:
            chain.append(profile.derived_from)
        chain += self.settings_of(locale).fallback
        return tuple(dict.fromkeys(chain))

    def select_locales(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """The wanted locales in the project's order; all without a wish. Raises `UsageError` for one it has not."""
        return _select("locale", wanted, self.locales)

    def select_documents(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """The wanted documents in the project's order; all without a wish. Raises `UsageError` for one it has not."""
        return _select("document", wanted, self.documents)

    def select_formats(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """The wanted formats in the project's order; all without a wish. Raises `UsageError` for one it has not."""
        return _select("format", wanted, self.formats)

    def select_parallel(
        self, wanted: tuple[tuple[str, str], ...], locales: tuple[str, ...]
    ) -> tuple[tuple[str, str], ...]:
        """The project's pairs of the given locales, of all without any, and the wanted ones.

        Raises `UsageError` for a locale it has not.
        """
        _select("locale", tuple(tag for pair in wanted for tag in pair), self.locales)
        own = (pair for pair in self.parallel if not locales or set(pair) <= set(locales))
        return tuple(dict.fromkeys((*own, *wanted)))

    def error(self, message: str, hint: str, key: str | None = None) -> UsageError:
        """A `UsageError` about the settings file, with the line of the key if it is found."""
        path = self.root / self.settings_file
        return settings_error(path, message, hint, *((*section(path), key) if key else ()))


def _select(what: str, wanted: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [one for one in wanted if one not in known]
    if unknown:
        raise UsageError(
            Diagnostic(what, f"this project has no {what} {unknown[0]}", hint=f"it has: {', '.join(known) or 'none'}")
        )
    return tuple(one for one in known if one in wanted) if wanted else known


def find_project(start: Path) -> Project:
    """The project that `start` lies in. Raises `UsageError` if there is none, or its settings are wrong."""
    for folder in (start.resolve(), *start.resolve().parents):
        for name in (SETTINGS_FILE, PYPROJECT):
            path = folder / name
            if path.is_file() and (table := read_table(path)) is not None:
                return _project(path, table)
    raise UsageError(
        Diagnostic(
            "no-project",
            f"no project in {start} or above it",
            hint=f"run `polyedition init DIR`, or go to a folder with a {SETTINGS_FILE}",
        )
    )


def _project(path: Path, table: dict[str, Any]) -> Project:
    settings = Settings(path, table, section(path))
    locales = settings.some_texts("locales", ("en",))
    for tag in locales:
        require_locale(settings, "locales", tag)
    publish = settings.below("publish")
    site = settings.below("site")
    formats = settings.some_texts("formats", DEFAULT_FORMATS)
    for one in formats:
        if find_format(one) is None:
            raise settings.fail("formats", f"unknown format {one}", f"known: {', '.join(all_formats())}")
    output = settings.folder("output", "output")
    folders = {key: settings.folder(key, key) for key in ("sources", "i18n")}
    folders["theme"], look = read_look(settings, path.parent / folders["sources"])
    clash = overlapping(path.parent, output, (*folders.values(), Project.FONTS, CACHE))
    if clash:
        hint = 'the editions need a folder of their own: write output = "output"'
        raise settings.fail("output", f"output is mixed up with {clash}: {output!r}", hint)
    project = Project(
        root=path.parent,
        settings_file=path.name,
        title=settings.text("title", path.parent.name),
        locales=locales,
        sources=folders["sources"],
        i18n=folders["i18n"],
        output=output,
        theme=folders["theme"],
        look=look,
        introduction=settings.text("introduction", ""),
        chosen_documents=settings.texts("documents"),
        formats=formats,
        page_size=settings.choice("page-size", "A4", PAGE_SIZES),
        minimum=State(publish.choice("minimum", State.DRAFT, PUBLISHABLE)),
        parallel=parallel(settings, locales),
        site_url=web_address(site, "url", "https://example.org/editions"),
        site_email=email(site),
        oai_gateway=web_address(site, "oai-gateway", "https://gateway.example.org/oai"),
        base=base(settings),
        fonts=fonts(settings),
        bugs=settings.text("bugs", ""),
        locale_settings=locale_settings(settings.below("locale"), locales),
        audio=read_audio(settings),
        press_profile=read_press(settings),
        workflow=read_workflow(settings, publish),
        releases=read_releases(path.parent),
    )
    publish.reject_unknown("publish.")
    site.reject_unknown("site.")
    settings.reject_unknown()
    return project
