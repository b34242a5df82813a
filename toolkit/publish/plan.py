"""What is out of date, and why: a pure function of what is there and what was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from toolkit.project.formats import known_format
from toolkit.project.places import edition_folder, edition_path, is_pair, languages_in, pair_name

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from toolkit.project.project import Project
    from toolkit.publish.manifest import File


class EditionInputs(Protocol):
    """Gives the hashes of what goes into an edition."""

    def edition(self, document: str, locale: str, format: str) -> dict[str, str]:
        """The hashes by what they are of."""
        ...


@dataclass(frozen=True, slots=True)
class Target:
    """A file that has to be made."""

    path: str
    document: str
    locale: str
    """A language's tag, or the name of a pair."""
    format: str
    inputs: Mapping[str, str]
    reason: str
    """Why, in words."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build has to do."""

    targets: tuple[Target, ...]
    unchanged: tuple[str, ...]
    """Paths of the wanted files that are as they should be."""
    removed: tuple[str, ...]
    """Paths of recorded files that no longer have a source."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which editions a call is about."""

    documents: Sequence[str]
    locales: Sequence[str]
    formats: Sequence[str]
    parallel: Sequence[str] = ()
    """Names of the pairs of languages to set side by side, those that the settings do not ask for included."""


def edition_folders(project: Project, selection: Selection) -> list[str]:
    """Every folder of the output that editions lie in."""
    return [edition_folder(locale) for locale in (*project.locales, *_pairs(project, selection))]


def _pairs(project: Project, selection: Selection) -> list[str]:
    return list(dict.fromkeys((*map(pair_name, project.parallel), *selection.parallel)))


def _formats(locale: str, formats: Sequence[str]) -> list[str]:
    return [format for format in formats if known_format(format).has_pairs or not is_pair(locale)]


def make_plan(
    project: Project,
    selection: Selection,
    inputs: EditionInputs,
    recorded: Mapping[str, File],
    sizes: Mapping[str, int],
    groups: Collection[str],
) -> Plan:
    """The plan for the selected editions.

    `sizes` has the bytes of each file that is really there; `groups` are the names of the groups of files that are
    made after the editions.
    """
    targets: list[Target] = []
    unchanged: list[str] = []
    for document in selection.documents:
        published = set(project.locales_of(document))
        for locale in (*selection.locales, *selection.parallel):
            if not published.issuperset(languages_in(locale)):
                continue
            for format in _formats(locale, selection.formats):
                path = edition_path(document, locale, format)
                now = inputs.edition(document, locale, format)
                reason = why_due(path, now, recorded.get(path), sizes)
                if reason:
                    targets.append(Target(path, document, locale, format, now, reason))
                else:
                    unchanged.append(path)
    held: dict[str, set[str]] = {}
    for document, tag in project.held:
        held.setdefault(document, set()).add(tag)
    wanted = {
        edition_path(document, locale, format)
        for document in project.documents
        for locale in (*project.locales, *_pairs(project, selection))
        if held.get(document, set()).isdisjoint(languages_in(locale))
        for format in _formats(locale, project.formats)
    }
    names = frozenset(groups)
    removed = tuple(
        sorted(
            path for path, file in recorded.items() if (file.group not in names if file.group else path not in wanted)
        )
    )
    return Plan(tuple(targets), tuple(unchanged), removed)


def why_due(path: str, now: Mapping[str, str], file: File | None, sizes: Mapping[str, int]) -> str:
    """Why a file must be made; nothing if it need not be."""
    if file is None:
        return "nothing is known of how it was made" if path in sizes else _ABSENT
    return why_damaged(file, sizes.get(path)) or changed_inputs(file.inputs, now)


def why_damaged(file: File, size: int | None) -> str:
    """Why a recorded file must be made whatever went into it, given how large it is; nothing if it need not be."""
    if size is None:
        return _ABSENT
    return "" if size == file.bytes else "it was changed by hand or damaged"


_ABSENT = "it is not there"


def changed_inputs(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Which inputs differ, in words; nothing if none does."""
    names = [name for name in now if before.get(name) != now[name]]
    names += [f"{name} (gone)" for name in before if name not in now]
    return f"changed: {', '.join(names)}" if names else ""
