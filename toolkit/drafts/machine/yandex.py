"""Yandex Translate, version 2 of its interface in Yandex Cloud, with the key of a service account.

Nothing is taken from deep-translator but the name of the variable: it speaks version 1.5 (``tr.json``), which Yandex
has switched off, prints the address, and takes the list of texts for the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.drafts.machine.faults import GarbledError
from toolkit.drafts.machine.model import Connection, Plain, Provider, code_of
from toolkit.language.protect import HTML

if TYPE_CHECKING:
    from collections.abc import Sequence

_CODES = {"uz-Cyrl": "uzbcyr"}


@dataclass(slots=True)
class _Yandex(Plain):
    connection: Connection
    _known: frozenset[str] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.notation = HTML
        self.limit = 10_000  # all texts of a request together (the service's quotas)
        self.batch = 100

    def supports(self, source: str, target: str) -> bool:
        """By the service's own list (``POST /translate/v2/languages``)."""
        if self._known is None:
            data = self._ask("languages", {})
            match data:
                case {"languages": [*entries]}:
                    self._known = frozenset(map(_code, entries))
                case _:
                    raise GarbledError("yandex: the list of languages is not one")
        return source != target and {code_of(source, _CODES), code_of(target, _CODES)} <= self._known

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """All in one request."""
        body: dict[str, object] = {
            "sourceLanguageCode": code_of(source, _CODES),
            "targetLanguageCode": code_of(target, _CODES),
            "format": "HTML",
            "texts": list(texts),
        }
        match self._ask("translate", body):
            case {"translations": [*answers]}:
                return list(map(_text, answers))
        raise GarbledError("yandex: the answer has no translations")

    def _ask(self, method: str, body: dict[str, object]) -> object:
        keys = self.connection.keys
        if folder := keys.get("YANDEX_FOLDER_ID"):
            body["folderId"] = folder
        address = f"{self.connection.address}/translate/v2/{method}"
        headers = {"Authorization": f"Api-Key {keys['YANDEX_API_KEY']}"}
        answer: object = self.connection.wire.json("POST", address, body=body, headers=headers)
        return answer


def _code(entry: object) -> str:
    match entry:
        case {"code": str(code)}:
            return code
    raise GarbledError("yandex: the list of languages is not one")


def _text(entry: object) -> str:
    match entry:
        case {"text": str(text)}:
            return text
    raise GarbledError("yandex: the answer has no translations")


PROVIDER = Provider(
    name="yandex",
    service="Yandex Translate (translate.api.cloud.yandex.net)",
    connect=_Yandex,
    languages=frozenset(("en", "ru", "az", "hy", "be", "kk", "ky", "tg", "uz", "uz-Cyrl", "ro", "tk")),
    address="https://translate.api.cloud.yandex.net",
    keys=("YANDEX_API_KEY",),
    options=("YANDEX_FOLDER_ID",),
)
