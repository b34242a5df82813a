"""DeepL, with a key of the free or the paid plan.

The request is ours: deep-translator puts the key and the text into the address of a GET request, which DeepL has
withdrawn, sends one text at a time, knows neither tags nor the present languages, and catches the wrong ConnectionError.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.drafts.machine.faults import GarbledError
from toolkit.drafts.machine.model import Connection, Plain, Provider, code_of
from toolkit.language.protect import XML

if TYPE_CHECKING:
    from collections.abc import Sequence

_SOURCES: dict[str, str] = {}
_TARGETS = {"en": "EN-GB", "pt": "PT-PT"}
_FREE = "https://api-free.deepl.com"
_PAID = "https://api.deepl.com"
_FREE_MARK = ":fx"
"""Ends every key of the free plan, which has a host of its own."""


@dataclass(slots=True)
class _DeepL(Plain):
    connection: Connection
    _known: dict[str, frozenset[str]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.notation = XML
        self.limit = 30_000  # a request may have 128 KiB
        self.batch = 50

    @property
    def _base(self) -> str:
        paid = not self.connection.keys["DEEPL_API_KEY"].endswith(_FREE_MARK)
        return _PAID if self.connection.address == _FREE and paid else self.connection.address

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"DeepL-Auth-Key {self.connection.keys['DEEPL_API_KEY']}"}

    def supports(self, source: str, target: str) -> bool:
        """By DeepL's own lists (``GET /v2/languages``)."""
        return (
            source != target
            and code_of(source, _SOURCES).upper() in self._list("source")
            and code_of(target, _TARGETS).upper() in self._list("target")
        )

    def _list(self, kind: str) -> frozenset[str]:
        if kind not in self._known:
            data = self.connection.wire.json(
                "GET", f"{self._base}/v2/languages", params={"type": kind}, headers=self._headers
            )
            self._known[kind] = frozenset(map(_code, data if isinstance(data, list) else [data]))
        return self._known[kind]

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """All in one request."""
        body = {
            "text": list(texts),
            "source_lang": code_of(source, _SOURCES).upper(),
            "target_lang": code_of(target, _TARGETS).upper(),
            "tag_handling": "xml",
            "ignore_tags": ["x"],
            "preserve_formatting": True,
            "split_sentences": "nonewlines",
        }
        data = self.connection.wire.json("POST", f"{self._base}/v2/translate", body=body, headers=self._headers)
        match data:
            case {"translations": [*answers]}:
                return list(map(_text, answers))
        raise GarbledError("deepl: the answer has no translations")


def _code(entry: object) -> str:
    match entry:
        case {"language": str(code)}:
            return code.upper()
    raise GarbledError("deepl: the list of languages is not one")


def _text(entry: object) -> str:
    match entry:
        case {"text": str(text)}:
            return text
    raise GarbledError("deepl: the answer has no translations")


PROVIDER = Provider(
    name="deepl",
    service="DeepL (deepl.com)",
    connect=_DeepL,
    languages=frozenset(("en", "ru", "ro")),
    address=_FREE,
    keys=("DEEPL_API_KEY",),
)
