"""What a project has translated: its catalogs and imported TMX files, and the units in each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.catalog.carry import made_for
from toolkit.catalog.model import State
from toolkit.catalog.po import parse_po
from toolkit.errors import UsageError
from toolkit.exchange.tmx import Unit, read_tmx
from toolkit.language.locales import canonical_tag, load_locale
from toolkit.project.project import DOMAINS
from toolkit.system.files import readable, require_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.catalog.model import Catalog, Message
    from toolkit.project.project import Project

FOLDER = "memory"
"""Of the imported TMX files, in the folder of the catalogs: their permanent home."""
_SOURCE_LANGUAGE = "en"
"""Of a catalog whose header does not say."""
_UNCHECKED = ("machine/", "memory/")
"""Origins of drafts that nobody has looked at yet."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that the memory is made from."""

    path: Path
    name: str
    """How diagnostics call it."""
    document: str
    """The catalog's domain, or the TMX file's stem."""
    locale: str | None
    """Of a catalog; None: a TMX file, which says it of every text."""

    @property
    def digest(self) -> bytes:
        """Of its content. Raises `OSError` if it is gone or may not be read."""
        require_file(self.path)
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, _hash).digest()

    def units(self) -> Iterator[Unit]:
        """What it holds. Raises `ToolkitError` where it is wrong, `OSError` if it may not be read."""
        require_file(self.path)
        if self.locale is None:
            return read_tmx(self.path, self.name)
        return catalog_units(parse_po(self.path.read_bytes(), self.name), self.document, self.locale)


def sources(project: Project) -> list[Source]:
    """The files of a project, by path: the catalogs of documents in every locale, then the imports."""
    folder = project.root / project.i18n
    found = []
    for path in sorted(folder.glob("*/*.po")):
        locale, domain = path.parent.name, _stem(path)
        if domain not in DOMAINS and _is_locale(locale):
            found.append(Source(path, project.name(path), domain, locale))
    imports = (Source(path, project.name(path), _stem(path), None) for path in sorted((folder / FOLDER).glob("*.tmx")))
    return [*found, *imports]


def _stem(path: Path) -> str:
    """The name without its ending, as the database can hold it."""
    return readable(Path(path.stem))


def catalog_units(catalog: Catalog, document: str, locale: str) -> Iterator[Unit]:
    """The translations in a catalog that people have made or looked at; obsolete ones too: they were right once.

    Of an outdated message the previous text is the source, and the pair counts as a draft. What a machine or the
    memory itself has put in is left out until somebody edits or confirms it: else a 76 % match would come back
    as an exact one.
    """
    language = catalog.value("X-Source-Language") or _SOURCE_LANGUAGE
    for message in catalog.messages:
        pair = _pair(message)
        if pair:
            text, state = pair
            yield Unit(text, message.msgstr[0], locale, language, document, message.msgctxt, state)


def _pair(message: Message) -> tuple[str, State] | None:
    """The text that a message translates, and how sure the translation is."""
    if not message.translated or message.msgid_plural is not None:
        return None
    state = message.state
    if state in {State.REVIEWED, State.TRANSLATED}:
        return message.msgid, state
    if (message.origin or "").startswith(_UNCHECKED) and not _is_edited(message, state):
        return None
    text = made_for(message).msgid  # of some outdated ones nobody knows it any more
    return (text, State.DRAFT) if text else None


def _is_edited(message: Message, state: State) -> bool:
    """Whether the digest beside a draft's origin tells that a person has changed the translation."""
    return state is State.DRAFT and message.origin_digest is not None and message.origin_digest != message.digest


@lru_cache(maxsize=1024)
def language_of(tag: str) -> str:
    """The memory that a locale shares: its language, with the script where that is not the usual one.

    ``ru`` for ru-RU and ru-KZ, ``uz`` for uz-Latn, ``uz-Cyrl`` for itself.
    """
    language, *rest = canonical_tag(tag).split("-")
    script = next((part for part in rest if len(part) == len("Cyrl") and part.isalpha()), None)
    return f"{language}-{script}" if script and script != _usual_script(language) else language


def _usual_script(language: str) -> str | None:
    try:
        return load_locale(language).script
    except UsageError:
        return None


@lru_cache(maxsize=1024)
def _is_locale(name: str) -> bool:
    try:
        load_locale(name)
    except UsageError:
        return False
    return True


def _hash() -> hashlib.blake2b:
    return hashlib.blake2b(digest_size=16)
