"""Correct translations to measure the checks on: the compiled catalogs that Python packages ship.

Packages are taken from where Python finds them, or from the folder that ``POLYEDITION_QUALITY_PATH`` names.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.catalog.model import Message
from toolkit.language.letters import script_of
from toolkit.language.locales import load_locale

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCALES = ("ru", "az", "hy", "be", "kk", "ky", "tg", "uz", "ro", "tk")
PACKAGES = {
    "Django": "django",
    "django-allauth": "allauth",
    "djangorestframework": "rest_framework",
    "wagtail": "wagtail",
    "django-countries": "django_countries",
    "humanize": "humanize",
    "pycountry": "pycountry",
    "thonny": "thonny",
    "WTForms": "wtforms",
}
"""Distribution and the package in it."""
_TOO_MANY = re.compile(r"iso639-3|iso3166-2|iso639-5")
"""Of pycountry: lists of thousands of proper names, hardly translated."""
_MAGIC = 0x950412DE
_APOSTROPHES = str.maketrans(dict.fromkeys("'‘’`´", "ʼ"))


@dataclass(frozen=True, slots=True)
class Sample:
    """One translated message and where it is from."""

    package: str
    locale: str
    message: Message
    plurals: int
    """How many plural forms its catalog has."""


def versions() -> dict[str, str]:
    """The packages that are there, with their versions."""
    found = {}
    for name in PACKAGES:
        folder = _folder(name)
        if folder:
            found[name] = _version(name, folder)
    return found


@cache
def read_corpus(locale: str) -> tuple[Sample, ...]:
    """The different translated messages of all packages in a locale."""
    found: dict[tuple[str | None, str, tuple[str, ...]], Sample] = {}
    for name in PACKAGES:
        for path in _catalogs(name, locale):
            messages = [mended(message, locale) for message in _messages(path)]
            plurals = max(len(message.msgstr) for message in messages) if messages else 1
            if not _is_own_script(messages, locale):
                continue
            for message in messages:
                key = (message.msgid_plural, message.msgid, message.msgstr)
                found.setdefault(key, Sample(name, locale, message, plurals))
    return tuple(found.values())


def _catalogs(name: str, locale: str) -> list[Path]:
    folder = _folder(name)
    if folder is None:
        return []
    found = []
    for tag in (locale, f"{locale}_*"):
        found += [path for path in folder.glob(f"**/{tag}/LC_MESSAGES/*.mo") if "@" not in path.parts[-3]]
    return sorted(path for path in found if not _TOO_MANY.search(path.name))


def _folder(name: str) -> Path | None:
    package = PACKAGES[name]
    if root := os.environ.get("POLYEDITION_QUALITY_PATH"):
        folder = Path(root) / package
        return folder if folder.is_dir() else None
    spec = importlib.util.find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def _version(name: str, folder: Path) -> str:
    for distribution in importlib.metadata.distributions(path=[str(folder.parent)]):
        if distribution.metadata["Name"].lower() == name.lower():
            return distribution.version
    return "unknown"


def _messages(path: Path) -> Iterator[Message]:
    """The messages of an MO file (GNU gettext manual, 10.3), the header aside."""
    data = path.read_bytes()
    order = "<" if struct.unpack("<I", data[:4])[0] == _MAGIC else ">"
    count, originals, translations = struct.unpack(f"{order}8x3I", data[:20])
    for number in range(count):
        source = _string(data, order, originals + 8 * number)
        target = _string(data, order, translations + 8 * number)
        context, _, text = source.rpartition("\x04")
        singular, _, plural = text.partition("\0")
        if singular and target.strip("\0"):
            yield Message(singular, context or None, plural or None, tuple(target.split("\0")))


def _string(data: bytes, order: str, place: int) -> str:
    length, start = struct.unpack(f"{order}2I", data[place : place + 8])
    return data[start : start + length].decode("utf-8")


def mended(message: Message, locale: str) -> Message:
    """The message with the one fault mended that a whole language's catalogs share: Uzbek written with ' or ’."""
    if locale != "uz":
        return message
    return Message(
        message.msgid, message.msgctxt, message.msgid_plural, tuple(map(_with_uzbek_letters, message.msgstr))
    )


def _with_uzbek_letters(text: str) -> str:
    text = re.sub(r"(?<=[oOgG])['‘’`´ʼ](?=[^\W\d_]|(?<=[a-z][oOgG]['‘’`´ʼ])[\s.,:;!?)-]|$)", "ʻ", text)
    return re.sub(r"(?<=[^\W\d_])['‘’`´](?=[^\W\d_])", lambda match: match[0].translate(_APOSTROPHES), text)


def _is_own_script(messages: list[Message], locale: str) -> bool:
    """Whether a catalog is in the locale's script at all: some of Romanian and Uzbek are in Cyrillic."""
    letters = [script_of(char) for one in messages for text in one.msgstr for char in text if char.isalpha()]
    return letters.count(load_locale(locale).script) * 2 >= len(letters)
