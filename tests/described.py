"""A small document that says all that a catalogue wants to know, in languages that have no profile here as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tiny_project import edition, make_project, write_catalog
from toolkit.collection.collection import Collection
from toolkit.project.project import find_project

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.editions.edition import Edition

LOCALES = ("en", "ru", "fr", "ka", "pt")
SITE = '[site]\nurl = "https://lib.example.org/e"\nemail = "desk@example.org"\n'
FRONT = """\
title: The plan of the libraries
subtitle: A draft for all
language: en
date: 2024-02-09
place: Moscow
event: 'Forum "Books"'
publishers: [Library of Sciences, Union of Readers]
kind: Plan
version: "1.0"
identifier: 10.5072/plan_1
rights: CC BY, https://creativecommons.org/licenses/by/4.0/.
keywords: [libraries, reading]
"""
SOURCE = """\
First words of all.

{#aims}
## Aims

{.recommendations}
1. Open the doors.
2. Keep them open.

{#appendix-a}
## Appendix

{#words}
### As they were published

{#official .recommendations}
1. Open every door.
"""
RUSSIAN: dict[tuple[str | None, str], str] = {
    ("meta/title", "The plan of the libraries"): "План библиотек",
    ("meta/publisher-1", "Library of Sciences"): "Библиотека наук",
    ("aims", "Aims"): "Цели",
    ("rec-1", "Open the doors."): "Откройте двери.",
}
FRENCH: dict[tuple[str | None, str], str] = {("meta/title", "The plan of the libraries"): "L’avenir des bibliothèques"}
TRANSLATORS = ("Anna Petrova (National Library) <a@b.org>, 2024.", "Ivan Ivanov <i@b.org>, 2025.")
HOSTILE = '=1+1 "q" {b} } </script><script>alert(1)</script> \\input{x} & % # $ _ ~ ^ ; | \u2028end'
HOSTILE_NAME = '=1+1 {b} } " \\input{x} and & % (Body {"} % & \\x)'


def described(root: Path, *, settings: str = SITE, front: str = FRONT, source: str = SOURCE) -> Collection:
    """The project, with a Russian catalog that names two translators, and a French one."""
    make_project(root, source, LOCALES, front=front, settings=settings)
    write_catalog(root, "ru", RUSSIAN, comments=TRANSLATORS)
    write_catalog(root, "fr", FRENCH)
    return Collection(find_project(root))


def hostile(root: Path, settings: str = SITE) -> Collection:
    """The same with a Russian catalog in which every text is an attack."""
    collection = described(root, settings=settings)
    texts = {(segment.id, segment.text): HOSTILE for segment in collection.document("doc").segments}
    write_catalog(root, "ru", texts, comments=(f"{HOSTILE_NAME} <a@b.org>, 2024.",))
    return Collection(find_project(root))


def editions_of(collection: Collection) -> dict[str, Edition]:
    """The document in every language."""
    return {tag: edition(collection, tag) for tag in collection.project.locales}
