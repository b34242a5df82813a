"""Who made a catalog: translators and reviewers with their organisations, and the team, as the catalog itself names them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.catalog.model import Catalog

_PERSON = re.compile(
    r"(?P<name>[^<>():]++)(?:\((?P<organisation>[^()<>]*+)\) ?)?(?P<address><[^<>]*+> ?)?(?:,(?P<years>.*+))?"
)
"""Of a text without runs of blanks. Where the name is followed by nothing in brackets, it goes on to the end."""
_YEAR = re.compile(r"\d{4}")
_CODE = re.compile(r"[a-z]{2,3}(?:[-_@][a-z]{2,8})*|c|posix")
_NOBODY = {
    "admin", "anonymous", "automatically generated", "email@address", "first author", "full name", "google translate",
    "hosted weblate", "language", "language team", "lokalize", "machine translation", "n/a", "nobody", "none", "poedit", "root",
    "translator", "unknown", "user", "weblate", "weblate admin", "your name",
}  # fmt: skip
"""What tools write where no one is named yet (GNU gettext, 6.2), and what they call themselves."""
_TOOLS = ("noreply-mt-", "noreply-addon-")
"""Mail addresses of Weblate's own work begin so."""
_NO_TEAMS = {"ll@li.org", "kde-i18n-doc@kde.org"}
"""Mail addresses of teams that gettext and Lokalize write where nobody has set one."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is named in a catalog."""

    name: str
    organisation: str = ""
    address: str = field(default="", compare=False, repr=False)
    """The mail address in small letters: to know the person by, never to be shown."""

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})" if self.organisation else self.name


def read_person(text: str) -> Person | None:
    """The person that ``Anna Petrova (National Library) <a@b.org>`` names; None if it names nobody."""
    person, _ = _read(text)
    return person


def named_person(text: str) -> Person | None:
    """The same, of a text that is known to name somebody: in whatever form it does, unless tools wrote it."""
    name = " ".join(word for word in text.split() if "@" not in word)
    return read_person(text) or (Person(name) if name and name.strip("<>()").casefold() not in _NOBODY else None)


def translators(catalog: Catalog) -> tuple[Person, ...]:
    """Those whom the head comments name (``# Anna Petrova <a@b.org>, 2024.``), then the last translator."""
    return unique_people(filter(None, map(read_person, named_translators(catalog))))


def named_translators(catalog: Catalog) -> tuple[str, ...]:
    """The same as the catalog writes them, with their addresses."""
    signed = filter(_is_signature, catalog.header.comments)
    return tuple(text for text in (*signed, catalog.value("Last-Translator")) if read_person(text))


def team(catalog: Catalog, *names: str) -> str:
    """The organisation in ``Language-Team``, without its address; empty if tools wrote it.

    They write a language's code, or one of its `names`.
    """
    person = read_person(catalog.value("Language-Team"))
    if person is None or person.address in _NO_TEAMS:
        return ""
    name = person.name.casefold()
    return "" if name in {one.casefold() for one in names} or _CODE.fullmatch(name) else str(person)


def unique_people(people: Iterable[Person]) -> tuple[Person, ...]:
    """Everyone once, in order: under the fullest name, with an organisation if one is named anywhere.

    Those who share a name or a mail address are one.
    """
    groups: dict[str, list[Person]] = {}
    for person in people:
        keys = [person.name.casefold(), *([person.address] if person.address else [])]
        known = {id(groups[key]): groups[key] for key in keys if key in groups}
        group, *others = known.values() or ([],)
        for other in others:  # the name of one and the address of another: they have been one all along
            group += other
            groups.update(dict.fromkeys((key for key, one in groups.items() if one is other), group))
        group.append(person)
        groups.update(dict.fromkeys(keys, group))
    return tuple(_together(group) for group in {id(group): group for group in groups.values()}.values())


def _together(group: list[Person]) -> Person:
    fullest = max(group, key=lambda one: (len(one.name.split()), len(one.name)))
    organisation = next((one.organisation for one in group if one.organisation), "")
    return Person(fullest.name, organisation, fullest.address)


def _is_signature(comment: str) -> bool:
    """A comment is a translator's if years stand behind the name; other lines of the head say other things."""
    person, years = _read(comment)
    return person is not None and bool(_YEAR.search(years)) and not person.name.casefold().startswith("copyright")


def _read(text: str) -> tuple[Person | None, str]:
    """The person whom a text names, and what stands behind the comma after that."""
    match = _PERSON.fullmatch(" ".join(text.split()))
    if match is None:
        return None, ""
    name, organisation, address, years = (part or "" for part in match.groups())
    if not organisation and not address:
        name, _, years = name.partition(",")
    words = [*name.split(), *organisation.split(), *address.strip("<> ").split()]
    address = next((word.strip(".,;").casefold() for word in words if "@" in word), "")
    name, organisation = (" ".join(word for word in part.split() if "@" not in word) for part in (name, organisation))
    if not name or name.casefold() in _NOBODY or _YEAR.fullmatch(name) or address.startswith(_TOOLS):
        return None, years
    return Person(name, organisation, address), years
