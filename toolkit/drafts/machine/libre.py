"""LibreTranslate: the public service, which wants a key, or a server of one's own, which needs none.

Nothing is taken from deep-translator here but the names of the variables: its class knows 17 languages whatever the
server has, wants a key even for a local server, sends the text in the address, and has no batches.
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


@dataclass(slots=True)
class _Libre(Plain):
    connection: Connection
    _pairs: dict[str, frozenset[str]] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.notation = HTML
        self.limit = 2000  # what the public service allows a request
        self.batch = 20

    def supports(self, source: str, target: str) -> bool:
        """By the server's own list (``GET /languages``)."""
        if self._pairs is None:
            data = self.connection.wire.json("GET", f"{self.connection.address}/languages")
            self._pairs = dict(map(_targets, data if isinstance(data, list) else [data]))
        source, target = code_of(source, _CODES), code_of(target, _CODES)
        return source != target and target in self._pairs.get(source, frozenset())

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """All in one request."""
        body = {
            "q": list(texts),
            "source": code_of(source, _CODES),
            "target": code_of(target, _CODES),
            "format": "html",
        }
        if key := self.connection.keys.get("LIBRE_API_KEY"):
            body["api_key"] = key
        data = self.connection.wire.json("POST", f"{self.connection.address}/translate", body=body)
        match data:
            case {"translatedText": [*answers]} if all(isinstance(one, str) for one in answers):
                return answers
            case {"translatedText": str(answer)} if len(texts) == 1:
                return [answer]
        raise GarbledError("libre: the answer has no translations")


def _targets(entry: object) -> tuple[str, frozenset[str]]:
    match entry:
        case {"code": str(code), "targets": [*targets]}:
            return code, frozenset(map(str, targets))
    raise GarbledError("libre: the list of languages is not one")


PROVIDER = Provider(
    name="libre",
    service="LibreTranslate (libretranslate.com, or your own server)",
    connect=_Libre,
    languages=frozenset(("en", "ru", "az", "ky", "ro")),
    address="https://libretranslate.com",
    options=("LIBRE_API_KEY",),
)
