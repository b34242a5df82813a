"""Microsoft Translator (Azure AI), version 3.0 of its interface.

The request is ours: deep-translator asks for the languages in its constructor without a time-out, logs a failed
request and then trips over the missing answer, compares codes in small letters, and sends one text at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.drafts.machine.faults import GarbledError
from toolkit.drafts.machine.model import Connection, Plain, Provider, code_of
from toolkit.language.protect import HTML

if TYPE_CHECKING:
    from collections.abc import Sequence

_CODES: dict[str, str] = {}
_VERSION = {"api-version": "3.0"}


@dataclass(slots=True)
class _Microsoft(Plain):
    connection: Connection
    _known: frozenset[str] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.notation = HTML
        self.limit = 10_000  # the service allows 50,000 and recommends less
        self.batch = 100

    def supports(self, source: str, target: str) -> bool:
        """By the service's own list (``GET /languages``), which needs no key."""
        if self._known is None:
            params = {**_VERSION, "scope": "translation"}
            data = self.connection.wire.json("GET", f"{self.connection.address}/languages", params=params)
            match data:
                case {"translation": {**codes}}:
                    self._known = frozenset(map(str, codes))
                case _:
                    raise GarbledError("microsoft: the list of languages is not one")
        return source != target and {code_of(source, _CODES), code_of(target, _CODES)} <= self._known

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """All in one request."""
        keys = self.connection.keys
        headers = {"Ocp-Apim-Subscription-Key": keys["MICROSOFT_API_KEY"]}
        if region := keys.get("MICROSOFT_REGION"):
            headers["Ocp-Apim-Subscription-Region"] = region
        params = {**_VERSION, "from": code_of(source, _CODES), "to": code_of(target, _CODES), "textType": "html"}
        body = [{"Text": text} for text in texts]
        address = f"{self.connection.address}/translate"
        data = self.connection.wire.json("POST", address, params=params, body=body, headers=headers)
        if isinstance(data, list):
            return list(map(_text, data))
        raise GarbledError("microsoft: the answer has no translations")


def _text(entry: object) -> str:
    match entry:
        case {"translations": [{"text": str(text)}]}:
            return text
    raise GarbledError("microsoft: the answer has no translations")


PROVIDER = Provider(
    name="microsoft",
    service="Microsoft Translator (api.cognitive.microsofttranslator.com)",
    connect=_Microsoft,
    languages=frozenset(("en", "ru", "az", "hy", "be", "kk", "ky", "tg", "uz", "ro", "tk")),
    address="https://api.cognitive.microsofttranslator.com",
    keys=("MICROSOFT_API_KEY",),
    options=("MICROSOFT_REGION",),
)
