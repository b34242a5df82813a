"""What installed packages add: checks, providers, exchange formats, edition formats, locale profiles.

A package names what it adds as entry points (Python Packaging User Guide, "Entry points specification"), in one of the
groups of `Group`. Nothing is looked for until something is asked for that is not built in, and then only the names of
packages and their entry points are read: two milliseconds for ninety packages, where `importlib.metadata` takes more than fifty.
The code of a plug-in is imported when it is used. What is wrong with one is kept in `troubles` and said in one line.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
from contextlib import redirect_stdout
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from toolkit.errors import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

_RECORDS = (".dist-info", ".egg-info")
_DECLARED = b"polyedition."
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
_CODE = ("*.py", "*.toml")


class Group(StrEnum):
    """The groups of entry points; each value is the group's name."""

    CHECKS = "polyedition.checks"
    PROVIDERS = "polyedition.providers"
    EXCHANGE = "polyedition.exchange"
    FORMATS = "polyedition.formats"
    LOCALES = "polyedition.locales"


_WHAT = {
    Group.CHECKS: "check",
    Group.PROVIDERS: "provider",
    Group.EXCHANGE: "exchange format",
    Group.FORMATS: "format",
    Group.LOCALES: "locale",
}


@dataclass(frozen=True, slots=True)
class Plugin:
    """One thing that a package adds, before its code is imported."""

    group: Group
    name: str
    """Of the entry point; what it adds has the same name."""
    reference: str
    """``module:attribute``."""
    package: str
    """Name of the distribution."""
    version: str

    def __str__(self) -> str:
        return f"the {_WHAT[self.group]} {self.name} of the package {self.package} {self.version}"

    @property
    def files(self) -> tuple[Path, ...]:
        """The files of the top-level package that it is in, sorted; none where it cannot be found. Imports nothing."""
        from importlib.util import find_spec

        try:
            spec = find_spec(self.reference.partition(":")[0].partition(".")[0])
        except (ImportError, ValueError):
            return ()
        if spec is None:
            return ()
        folders = [Path(folder) for folder in spec.submodule_search_locations or ()]
        if not folders:
            return (Path(spec.origin),) if spec.origin else ()
        return tuple(sorted(path for folder in folders for kind in _CODE for path in folder.rglob(kind)))


troubles: list[Diagnostic] = []
"""What was wrong with plug-ins, each of which was left out; for whoever talks with the user to say."""
_broken: set[Plugin] = set()


def plugins(group: Group) -> tuple[Plugin, ...]:
    """What installed packages add of a kind, without what has proved broken; of two of one name the first found."""
    unique: dict[str, Plugin] = {}
    for one in _installed():
        if one.group is group and one not in _broken:
            other = unique.setdefault(one.name, one)
            if other is not one:
                give_up(one, f"{other} has the same name")
    return tuple(unique.values())


def plugin(group: Group, name: str) -> Plugin | None:
    """What an installed package adds under a name, if any does."""
    return next((one for one in plugins(group) if one.name == name), None)


class FailedError(Exception):
    """A stranger's code has failed; says how in one line."""


def held(act: Callable[[], T], *passing: type[Exception]) -> T:
    """What a stranger's code gives back; what it prints goes where errors go, for it is no part of a command's output.

    Raises `FailedError` for whatever it raises but `passing`, and where it asks for the end of the program.
    """
    try:
        with redirect_stdout(sys.stderr):
            return act()
    except passing:
        raise
    except (Exception, SystemExit) as error:
        said = " ".join(str(error).split())
        raise FailedError(f"{type(error).__name__}: {said}" if said else type(error).__name__) from error


def load(one: Plugin, kind: type[T]) -> T | None:
    """What a plug-in adds, imported; None where it is not what its group asks for, or its import fails."""
    if one in _broken:
        return None
    try:
        found = held(lambda: _imported(one.reference))
    except FailedError as error:
        give_up(one, str(error))
        return None
    if not isinstance(found, kind):
        give_up(one, f"{one.reference} is no {kind.__name__}")
        return None
    return found


def _imported(reference: str) -> object:
    module, _, attribute = reference.partition(":")
    found: object = importlib.import_module(module)
    for part in attribute.split(".") if attribute else ():
        found = getattr(found, part)
    return found


def load_all(group: Group, kind: type[T], built_in: tuple[T, ...], name_of: Callable[[T], str]) -> Iterator[T]:
    """Everything of a kind that packages add. Nothing can take the name of what is built in."""
    taken = set(map(name_of, built_in))
    for one in plugins(group):
        found = load(one, kind)
        if found is None:
            continue
        if name_of(found) != one.name:
            give_up(one, f"it calls itself {name_of(found)}")
        elif one.name in taken:
            give_up(one, "that name is taken by what is built in")
        else:
            yield found


def give_up(one: Plugin, reason: str) -> None:
    """Leaves a plug-in out from now on, and says why, once."""
    if one not in _broken:
        _broken.add(one)
        troubles.append(trouble(one, reason))


def trouble(one: Plugin, reason: str, severity: Severity = Severity.WARNING) -> Diagnostic:
    """One line that names the plug-in and its package."""
    return Diagnostic("plug-in", f"{one} is left out: {reason}", severity=severity)


@cache
def _installed() -> tuple[Plugin, ...]:
    """Every plug-in, by the order of the search path and the names of packages; of a package that is there twice the first."""
    found: dict[str, list[Plugin]] = {}
    for folder in dict.fromkeys(filter(os.path.isabs, sys.path)):
        try:
            names = sorted(name for name in os.listdir(folder) if name.endswith(_RECORDS))  # noqa: PTH208 - quicker
        except OSError:
            continue
        for name in names:
            path = Path(folder, name)
            text = _entry_points(f"{folder}/{name}/entry_points.txt")
            if text:
                package, version = _identity(path)
                found.setdefault(package.lower(), list(_declared(text, package, version)))
    return tuple(one for declared in found.values() for one in declared)


def _entry_points(path: str) -> str:
    """The file, if it says anything that concerns us."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - measured: Path.open costs half as much again
            data = file.read()
    except OSError:
        return ""
    return data.decode("utf-8", "replace") if _DECLARED in data else ""


def _identity(record: Path) -> tuple[str, str]:
    """Name and version of a distribution, by its own metadata, else by the name of its folder."""
    name, _, version = record.stem.partition("-")
    for file in ("METADATA", "PKG-INFO"):
        try:
            head = (record / file).read_text("utf-8", "replace").partition("\n\n")[0]
        except OSError:
            continue
        said = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
        return said.get("Name", name).strip(), said.get("Version", version).strip()
    return name, version


def _declared(text: str, package: str, version: str) -> Iterator[Plugin]:
    groups = {str(group): group for group in Group}
    group = None
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            group = groups.get(line.strip("[] "))
        elif group and "=" in line and not line.startswith(("#", ";")):
            name, _, reference = (part.strip() for part in line.partition("="))
            one = Plugin(group, name, reference.partition("[")[0].strip(), package, version)
            if _NAME.fullmatch(name):
                yield one
            else:
                give_up(one, "its name is not made of letters and digits with hyphens between them")
