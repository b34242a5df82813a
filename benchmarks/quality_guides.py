"""More running text to measure the checks on: guides, questions and answers for children, parents and teachers.

The npm package ``scratch-l10n`` has what volunteers made of the Scratch website's texts: instructions, rules, appeals,
reports of a year. It is looked for in the folder ``scratch-l10n`` below the one that ``POLYEDITION_QUALITY_PATH`` names.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from benchmarks.quality_corpus import Sample, mended
from toolkit.catalog.model import Message

NAME = "scratch-l10n"
GUIDES = (
    "ru", "az", "hy", "be", "kk", "uz", "ro", "ar", "bg", "cs", "de", "el", "es", "fa", "fi", "fr", "hu", "it", "ja", "ko", "lt", "nl",
    "pl", "pt", "sv", "tr", "vi", "zh",
)  # fmt: skip
"""The languages of the profiles that it has, and of the larger ones those with a hundred texts and more."""
_FILES = {"zh": "zh-cn"}
_FORMS = ", plural,"
"""Plural forms in a syntax of their own, and no running text."""
_SHORTEST = 80
"""Characters of a text in English that is more than a button, a title or a call."""


def version() -> str:
    """Of the package; nothing where it is not there."""
    path = _folder() / "package.json"
    return str(json.loads(path.read_text("utf-8"))["version"]) if path.is_file() else ""


def read_guides(locale: str, shortest: int = _SHORTEST) -> tuple[Sample, ...]:
    """The different texts of so many characters in English that are translated into a language."""
    found: dict[tuple[str, str], Sample] = {}
    for folder in sorted(_folder().glob("www/*")):
        originals, translations = (_texts(folder / f"{name}.json") for name in ("en", _FILES.get(locale, locale)))
        for key, source in originals.items():
            target = translations.get(key, "")
            if len(source) >= shortest and target.strip() and target != source and _FORMS not in source:
                message = mended(Message(source, msgstr=(target,)), locale)
                found.setdefault((source, target), Sample(NAME, locale, message, plurals=1))
    return tuple(found.values())


def _texts(path: Path) -> dict[str, str]:
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def _folder() -> Path:
    return Path(os.environ.get("POLYEDITION_QUALITY_PATH", ""), NAME)
