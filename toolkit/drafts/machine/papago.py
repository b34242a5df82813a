"""Naver Papago, in Naver Cloud. It knows none of this project's pairs: Russian it translates only from and into Korean.

Its languages are taken from deep-translator. The request is ours: the address that deep-translator asks
(openapi.naver.com) was closed in 2024, its client has no time-out and raises bare exceptions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.drafts.machine.faults import GarbledError
from toolkit.drafts.machine.model import Connection, Plain, Provider

if TYPE_CHECKING:
    from collections.abc import Sequence

_KOREAN = "ko"
_ALSO = ("ru", "de", "it")
"""Only from and into Korean (the service's table of pairs)."""
_WITHOUT_KOREAN = frozenset(("en", "ja", "zh-CN", "zh-TW", "fr"))
"""Translated among themselves too, English and Japanese on one side."""


@dataclass(slots=True)
class _Papago(Plain):
    connection: Connection

    def supports(self, source: str, target: str) -> bool:
        """By the service's table of pairs: there is no list to ask for."""
        from deep_translator.constants import PAPAGO_LANGUAGE_TO_CODE

        known = {*PAPAGO_LANGUAGE_TO_CODE, *_ALSO}
        if source == target or not {source, target} <= known:
            return False
        return _KOREAN in {source, target} or {source, target} <= _WITHOUT_KOREAN

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """One request a text."""
        return [self._one(text, source, target) for text in texts]

    def _one(self, text: str, source: str, target: str) -> str:
        keys = self.connection.keys
        headers = {
            "X-NCP-APIGW-API-KEY-ID": keys["PAPAGO_CLIENT_ID"],
            "X-NCP-APIGW-API-KEY": keys["PAPAGO_CLIENT_SECRET"],
        }
        form = {"source": source, "target": target, "text": text}
        address = f"{self.connection.address}/nmt/v1/translation"
        match self.connection.wire.json("POST", address, form=form, headers=headers):
            case {"message": {"result": {"translatedText": str(answer)}}}:
                return answer
        raise GarbledError("papago: the answer has no translation")


PROVIDER = Provider(
    name="papago",
    service="Naver Papago (papago.apigw.ntruss.com)",
    connect=_Papago,
    languages=frozenset(("en", "ru")),
    address="https://papago.apigw.ntruss.com",
    keys=("PAPAGO_CLIENT_ID", "PAPAGO_CLIENT_SECRET"),
    pairs=frozenset(),
)
