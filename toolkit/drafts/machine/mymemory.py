"""MyMemory of Translated; no key for small amounts, an e-mail address for more.

deep-translator has its codes of languages. The request is ours: its own goes over plain HTTP without a time-out, and
hands out the service's complaints (``MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS``) as translations,
because they come with status 200 and a status of their own in the JSON (mymemory.translated.net/doc/spec.php).
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.drafts.machine.faults import BarredError, DeclinedError, GarbledError, UnavailableError
from toolkit.drafts.machine.model import Connection, Plain, Provider, code_in

if TYPE_CHECKING:
    from collections.abc import Sequence

_CODES = {
    "en": "en-GB", "ru": "ru-RU", "az": "az-AZ", "hy": "hy-AM", "be": "be-BY", "kk": "kk-KZ", "ky": "ky-KG",
    "tg": "tg-TJ", "uz": "uz-UZ", "ro": "ro-RO", "tk": "tk-TM", "uk": "uk-UA",
}  # fmt: skip
_LONGEST = 500
"""Bytes in UTF-8 (the service's specification)."""
_WARNING = "MYMEMORY WARNING"


@dataclass(slots=True)
class _MyMemory(Plain):
    connection: Connection

    def __post_init__(self) -> None:
        self.limit = _LONGEST

    def size(self, text: str) -> int:
        """Bytes in UTF-8."""
        return len(text.encode())

    def supports(self, source: str, target: str) -> bool:
        """By deep-translator's table: the service has no list to ask for."""
        return source != target and None not in (_code(source), _code(target))

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """One request a text."""
        return [self._one(text, f"{_code(source) or source}|{_code(target) or target}") for text in texts]

    def _one(self, text: str, pair: str) -> str:
        params = {"q": text, "langpair": pair}
        if address := self.connection.keys.get("MYMEMORY_EMAIL"):
            params["de"] = address
        data = self.connection.wire.json("GET", self.connection.address, params=params)
        match data:
            case {"responseData": {"translatedText": str(answer)}, "responseStatus": int(status) | str(status)}:
                self._require_good(str(status), answer, finished=data.get("quotaFinished") is True)
                return answer if "&" in text else html.unescape(answer)
            case {"responseStatus": int(status) | str(status), "responseDetails": str(said)}:
                self._require_good(str(status), said, finished=data.get("quotaFinished") is True)
        raise GarbledError("mymemory: the answer has no translation")

    def _require_good(self, status: str, said: str, *, finished: bool) -> None:
        words = f"mymemory: {self.connection.wire.scrub(said)}"
        if finished or _WARNING in said.upper() or status == "429":
            raise BarredError(words)
        if status.startswith("5"):
            raise UnavailableError(words)
        if status != "200":
            raise DeclinedError(words)


def _table() -> frozenset[str]:
    from deep_translator.constants import MY_MEMORY_LANGUAGES_TO_CODES

    return frozenset(MY_MEMORY_LANGUAGES_TO_CODES.values())


def _code(tag: str) -> str | None:
    return code_in(tag, _CODES, _table())


PROVIDER = Provider(
    name="mymemory",
    service="MyMemory (mymemory.translated.net)",
    connect=_MyMemory,
    languages=frozenset(_CODES) - {"uk"},
    table=_table,
    codes=_CODES,
    address="https://api.mymemory.translated.net/get",
    options=("MYMEMORY_EMAIL",),
)
