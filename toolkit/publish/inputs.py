"""What goes into each file of the output, as short hashes. Reads files, imports nothing that makes editions."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from toolkit.collection.companions import companions
from toolkit.editions.theme import built_in_hash
from toolkit.language.locales.load import is_built_in
from toolkit.project.formats import FORMATS, PAPER
from toolkit.project.places import is_pair, languages_in
from toolkit.system.files import read_file, require_file
from toolkit.system.fingerprints import NO_FILE, code_hash, file_hash, installed, short_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from toolkit.project.project import Project
    from toolkit.project.releases import Release

_LIBRARIES = (
    "babel",
    "iso639_lang",
    "jinja2",
    "markdown_it_py",
    "markupsafe",
    "mdit_py_plugins",
    "packaging",
    "pillow",
    "pymarc",
    "segno",
    "tinytag",
)
"""Distributions that shape every edition, as their folders in site-packages are called."""
_PDF_LIBRARIES = (
    "brotli",
    "fonttools",
    "fontpkg_amiri",
    "fontpkg_fira_code",
    "fontpkg_ibm_plex_mono",
    "fontpkg_noto_sans",
    "fontpkg_noto_serif",
    "manimgx_fonts",
    "matplotlib",
    "pikepdf",
    "pydyf",
    "pylopdf_fonts_ar",
    "pylopdf_fonts_he",
    "pylopdf_fonts_hi",
    "pylopdf_fonts_th",
    "pyphen",
    "tinycss2",
    "tinyhtml5",
    "uharfbuzz",
    "weasyprint",
)
_PICTURES = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg)", re.IGNORECASE)

_LINK = re.compile(rb"\.md\b")
_NO_NAME = re.compile(rb"[\s()\[\]<>/\"']")
_LONGEST_NAME = 255
_LANGUAGE = re.compile(rb"(?m)^language:[ \t]*[\"']?([A-Za-z-]+)")
_HEAD = 4096
"""Bytes of a source that have its language, which stands in the front matter."""


class Inputs:
    """The hashes of a project's files, each file read once."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._file = cache(file_hash)
        self._settings: dict[str, str] = {}
        self._theme = short_hash(self._hash_folder(project.theme_path), built_in_hash())
        self.pictures = self._hash_pictures()
        """Hash of all pictures in the folder of the sources."""
        self._texts = lru_cache(64)(self._edition_texts)
        self._originals = lru_cache(1)(self._original)
        self.linked = cache(self._find_linked)
        self.program = cache(partial(program, keep=project.cache_path))
        """A hash of the program and the libraries that make an edition of a format."""
        self._interfaces: dict[str, dict[str, str]] = {}

    def file_hash(self, path: str) -> str:
        """The hash of a file, read once."""
        return self._file(path)

    def everything(self) -> str:
        """A hash of every source, template and catalog, and of all that was released."""
        folders = [self.project.root / name for name in (self.project.sources, self.project.i18n)]
        hashes = short_hash(*map(self._hash_folder, folders))
        return short_hash(hashes, *map(repr, self.project.releases))

    def edition(self, document: str, locale: str, format: str) -> dict[str, str]:
        """What goes into one document in one language, or a pair of them, and one format."""
        if is_pair(locale):
            return self._pair(document, languages_in(locale), format)
        found = {**self._texts(document, locale), "program": self.program(format)}
        if format not in FORMATS:
            found |= package_of("polyedition.formats", format)
        if format != "html":
            found |= self.fonts
        if format == "print" and self.project.press_profile:
            found["profile"] = self._file(str(self.project.root / self.project.press_profile))
        found |= {f"source of {name}": self._file(str(self.project.source(name))) for name in self.linked(document)}
        if format != "html" and not self.project.site_url:
            found |= {f"title of {name} in {locale}": self._title(name, locale) for name in self.linked(document)}
        return found

    @cached_property
    def fonts(self) -> dict[str, str]:
        """What the setting ``fonts`` names: the versions of packages, and the project's own files."""
        if not self.project.fonts:
            return {}
        folder = self.project.root / self.project.FONTS
        named = (f"{name} {_version_of(name)} {self._file(str(folder / name))}" for name in self.project.fonts)
        return {"fonts": short_hash(*named)}

    def _edition_texts(self, document: str, locale: str) -> dict[str, str]:
        """What is the same in every format."""
        project = self.project
        found = {
            **self._originals(document),
            **self._companions(document, locale),
            **self._recordings(document, locale),
            **releases_read(project.releases_of(document, locale)),
            "pictures": self.pictures,
            **self.page(locale),
        }
        for tag in project.chain(locale):
            found[f"catalog {tag}"] = self._file(str(project.catalog(document, tag)))
            if (stamps := self._file(str(project.stamps(document, tag)))) != NO_FILE:
                found[f"reviews {tag}"] = stamps
        return found

    def _original(self, document: str) -> dict[str, str]:
        """What is the same in every language; a plan goes document by document."""
        return {
            "source": self._file(str(self.project.source(document))),
            "template": self._file(str(self.project.template(document))),
            "languages": short_hash(*self.project.locales_of(document)),
            **self._source_profile(document),
        }

    def _recordings(self, document: str, locale: str) -> dict[str, str]:
        """What people have recorded of the edition."""
        if not self.project.audio.recordings:
            return {}
        folder = self.project.root / self.project.audio.recordings / locale / document
        return {"recordings": short_hash(self._hash_folder(folder))}

    def _companions(self, document: str, locale: str) -> dict[str, str]:
        """The titles of the documents that say the same, in plain language or in full, as far as they are published."""
        pairs = (pair for pair in self._easy.items() if document in pair)
        others = [one for pair in pairs for one in pair if one != document]
        shown = [f"{one} {self._title(one, locale)}" for one in others if locale in self.project.locales_of(one)]
        return {"companions": short_hash(self._easy.get(document, ""), *shown)} if shown else {}

    @cached_property
    def _easy(self) -> dict[str, str]:
        return companions(self.project)

    def _source_profile(self, document: str) -> dict[str, str]:
        """A package's profile of the language that a source is written in."""
        try:
            require_file(self.project.source(document))
            with self.project.source(document).open("rb") as file:
                said = _LANGUAGE.search(file.read(_HEAD))
        except OSError:
            return {}
        return profile_inputs([said[1].decode()]) if said else {}

    def _find_linked(self, document: str) -> tuple[str, ...]:
        """The documents that a source may lead to: in files that leave the site, their titles stand in place of links."""
        try:
            data = read_file(self.project.source(document))
        except OSError:
            return ()
        ends = [found.start() for found in _LINK.finditer(data)]
        names = {_NO_NAME.split(data[max(0, end - _LONGEST_NAME) : end])[-1].decode("utf-8", "replace") for end in ends}
        return tuple(name for name in self.project.documents if name in names and name != document)

    def _title(self, document: str, locale: str) -> str:
        project = self.project
        catalogs = (self._file(str(project.catalog(document, tag))) for tag in project.chain(locale))
        return short_hash(self._file(str(project.source(document))), *catalogs)

    def _pair(self, document: str, locales: tuple[str, ...], format: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for locale in locales:
            one = self.edition(document, locale, format)
            one[f"settings {locale}"] = one.pop("settings")
            found |= one
        return found

    def page(self, locale: str) -> dict[str, str]:
        """What goes into every page in a language."""
        if locale not in self._interfaces:
            found = {"theme": self._theme, "settings": self._hash_settings(locale), "program": self.program("html")}
            for tag in self.project.chain(locale):
                found[f"interface {tag}"] = self._file(str(self.project.catalog("interface", tag)))
            found |= profile_inputs([*self.project.locales, *self.project.chain(locale)])
            if logo := self.project.look.logo:
                found["logo"] = self._file(str(self.project.root / self.project.sources / logo))
            self._interfaces[locale] = found
        return self._interfaces[locale]

    def _hash_settings(self, locale: str) -> str:
        project = self.project
        return short_hash(
            project.title,
            ",".join(project.locales),
            ",".join(project.documents),
            ",".join(project.formats),
            project.page_size,
            repr(project.look),
            project.introduction,
            project.site_url,
            project.site_email,
            project.base,
            project.feedback,
            str(project.audio),
            project.oai_gateway,
            project.minimum_of(locale),
            str(project.workflow),
            ",".join(project.chain(locale)),
        )

    def _hash_folder(self, folder: Path) -> str:
        return self._hash_files(folder, folder.rglob("*"))

    def _hash_pictures(self) -> str:
        folder = self.project.root / self.project.sources
        return self._hash_files(folder, (path for path in folder.rglob("*") if _PICTURES.fullmatch(path.suffix)))

    def _hash_files(self, folder: Path, paths: Iterable[Path]) -> str:
        files = sorted((path.relative_to(folder).as_posix(), path) for path in paths if path.is_file())
        return short_hash(*(f"{name} {self._file(str(path))}" for name, path in files))


def releases_read(found: Sequence[Release]) -> dict[str, str]:
    """The hash of the releases that a file lists; nothing where there are none."""
    return {"releases": short_hash(*map(repr, found))} if found else {}


def profile_inputs(tags: Iterable[str]) -> dict[str, str]:
    """The packages that give profiles of languages; nothing where all are built in or made from CLDR."""
    found: dict[str, str] = {}
    for tag in tags:
        if not is_built_in(tag):
            found |= package_of("polyedition.locales", tag)
            found |= package_of("polyedition.locales", tag.rpartition("-")[0])
    return found


@cache
def package_of(group: str, name: str) -> dict[str, str]:
    """The version and the code of the package that adds something under a name; nothing if none does."""
    from toolkit.system.plugins import Group, plugin

    one = plugin(Group(group), name)
    if one is None:
        return {}
    code = (f"{path.name} {file_hash(str(path))}" for path in one.files)
    return {f"package {one.package}": short_hash(one.version, *code)}


@cache
def program(format: str, keep: Path | None = None) -> str:
    """A hash of this program's own code and of the libraries, and for PDFs the fonts, that make an edition.

    `keep` is the folder where the hash of the code may be kept.
    """
    return short_hash(code_hash(keep), *_versions(_LIBRARIES + (_PDF_LIBRARIES if format in PAPER else ())))


def made_with() -> dict[str, str]:
    """The program's code, and the version of each library and font package, by name."""
    return {"polyedition": code_hash()} | {name: installed().get(name, "-") for name in (*_LIBRARIES, *_PDF_LIBRARIES)}


def _version_of(distribution: str) -> str:
    return installed().get(re.sub(r"[-_.]+", "_", distribution).lower(), "-")


def _versions(names: tuple[str, ...]) -> list[str]:
    return [f"{name} {installed().get(name, '-')}" for name in names]
