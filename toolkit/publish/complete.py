"""Which languages of which documents are far enough to be published at all."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.language.locales import load_locale
from toolkit.system.fingerprints import short_hash
from toolkit.system.whole import read_whole, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from toolkit.collection.collection import Collection
    from toolkit.project.project import Project
    from toolkit.publish.inputs import Inputs

CACHE = "complete.json"
_SOURCE_LANGUAGE = re.compile(rb'^"X-Source-Language: ([^\\"]+)\\n"$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Held:
    """A document in a language that has too little of it to be an edition."""

    document: str
    locale: str
    share: float
    """Of texts that could be shown in the language, from 0 to 1."""


def hold_back(project: Project, inputs: Inputs, collection: Callable[[], Collection]) -> tuple[Project, list[Held]]:
    """The project without the editions that ``publish.complete`` holds back, and which they are.

    A language with no edition left is not in the project's list of languages any more, unless none would remain.
    `collection` gives the project's files where they must be read. A catalog with errors holds nothing back.
    """
    least = project.workflow.complete / 100
    if not least:
        return project, []
    path = project.cache_path / CACHE
    known = _read(path)
    shares = {}
    for document in project.documents:
        source = _source_language(project, document, collection)
        paths = (project.source(document), project.template(document))
        hashes = [inputs.file_hash(str(path)) for path in paths]
        for locale in project.locales:
            if locale != source:
                shares[document, locale] = (_key(project, inputs, document, locale, hashes), document, locale)
    found = {}
    for key, name, tag in shares.values():
        try:
            found[key] = known[key] if key in known else _share(collection(), name, tag)
        except ToolkitError:
            continue  # whoever makes the edition tells
    if found != known:
        write_whole(path, json.dumps(found, sort_keys=True, indent=0).encode())
    held = [Held(name, tag, found[key]) for key, name, tag in shares.values() if found.get(key, 1) < least]
    return _without(project, held), held


def _without(project: Project, held: list[Held]) -> Project:
    pairs = frozenset((one.document, one.locale) for one in held)
    kept = tuple(tag for tag in project.locales if any((name, tag) not in pairs for name in project.documents))
    return (
        replace(project, locales=kept or project.locales, every_locale=project.locales, held=pairs) if held else project
    )


def _key(project: Project, inputs: Inputs, document: str, locale: str, hashes: Sequence[str]) -> str:
    """By all that decides the share; `hashes` are those of the source and of the template."""
    paths = [path for tag in _own(locale) for path in (project.catalog(document, tag), project.stamps(document, tag))]
    own = (inputs.file_hash(str(path)) for path in paths)
    return short_hash(document, locale, project.minimum_of(locale), str(project.workflow.review), *hashes, *own)


def _share(collection: Collection, document: str, locale: str) -> float:
    """By the catalogs alone: to read the document as well would cost as much as all the rest of a build that does nothing."""
    minimum = collection.project.minimum_of(locale).rank
    shown: dict[tuple[str | None, str], bool] = {}
    for link in collection.chain(document, locale):
        if link.locale in _own(locale):
            for message in link.catalog.live:
                is_shown = message.translated and message.state.rank >= minimum
                shown[message.key] = is_shown or shown.get(message.key, False)
    return round(sum(shown.values()) / len(shown), 4) if shown else 0.0


def _own(locale: str) -> tuple[str, ...]:
    """The locale, and the one whose texts become its own by script conversion."""
    derived = load_locale(locale).derived_from
    return (locale, derived) if derived else (locale,)


def _source_language(project: Project, document: str, collection: Callable[[], Collection]) -> str:
    """What the template says, or else the document itself."""
    path = project.template(document)
    if path.is_file() and (match := _SOURCE_LANGUAGE.search(path.read_bytes())):
        return match[1].decode()
    return collection().source(document).meta.language


def _read(path: Path) -> dict[str, float]:
    try:
        data = json.loads(read_whole(path) or b"")
    except (ValueError, RecursionError):
        return {}
    good = isinstance(data, dict) and all(isinstance(one, int | float) for one in data.values())
    return data if good else {}
