"""Google Translate, as its page for simple browsers gives it; no key.

deep-translator knows the address, the languages and where on the page the translation stands, and that is taken from
it. The request is ours: its own has no time-out, strips the text, and gives None for an answer that equals the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from toolkit.drafts.machine.faults import GarbledError
from toolkit.drafts.machine.model import Connection, Plain, Provider, code_in

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_ADDRESS = 12_000
"""The text travels in the address, a Cyrillic letter as six characters; longer ones are refused with 414."""


@dataclass(slots=True)
class _Google(Plain):
    connection: Connection

    def __post_init__(self) -> None:
        self.limit = _LONGEST_ADDRESS

    def size(self, text: str) -> int:
        """Characters of the address; what counts as one here."""
        return len(quote(text))

    def supports(self, source: str, target: str) -> bool:
        """By deep-translator's table of Google's languages: the page itself has no list."""
        return source != target and None not in (_code(source), _code(target))

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """One request a text: lines of one request may be joined or split by the translation."""
        return [self._one(text, _code(source) or source, _code(target) or target) for text in texts]

    def _one(self, text: str, source: str, target: str) -> str:
        from bs4 import BeautifulSoup
        from deep_translator import GoogleTranslator

        page = self.connection.wire.text("GET", self.connection.address, params={"sl": source, "tl": target, "q": text})
        known = GoogleTranslator(source=source, target=target)
        soup = BeautifulSoup(page, "html.parser")
        element = soup.find(known._element_tag, known._alt_element_query)  # noqa: SLF001 - what we want of it
        if element is None:
            raise GarbledError("google: the page has no translation; it may ask whether we are human")
        return element.get_text()


def _table() -> frozenset[str]:
    from deep_translator.constants import GOOGLE_LANGUAGES_TO_CODES

    return frozenset(GOOGLE_LANGUAGES_TO_CODES.values())


def _code(tag: str) -> str | None:
    return code_in(tag, {}, _table())


PROVIDER = Provider(
    name="google",
    service="Google Translate (translate.google.com)",
    connect=_Google,
    languages=frozenset(("en", "ru", "az", "hy", "be", "kk", "ky", "tg", "uz", "ro", "tk")),
    address="https://translate.google.com/m",
    table=_table,
)
