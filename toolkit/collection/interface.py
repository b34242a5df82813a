"""The words of the theme in one language: what the templates' ``_()`` and ``ngettext()`` give."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.collection.localize import present_state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.catalog.model import Message
    from toolkit.collection.localize import Link

SOURCE_LANGUAGE = "en"
"""What the templates are written in."""

Element = Callable[[str, str], str]
"""Gives the opening tag of the ``span`` around a word in a page, by its English and the tag of the language that it is in."""


@dataclass(slots=True)
class Interface:
    """Looks messages up along a chain of catalogs; what none has stays English."""

    chain: Sequence[Link]
    locale: str = SOURCE_LANGUAGE
    """The language of the pages that the words are for."""
    element: Element | None = None
    """For pages on which the words themselves are edited."""
    _indexes: list[dict[tuple[str | None, str], Message]] = field(init=False)

    def __post_init__(self) -> None:
        self._indexes = [{message.key: message for message in link.catalog.live} for link in self.chain]

    def gettext(self, text: str) -> str:
        """The text in the chain's first language that has it."""
        return self.find(text)[0]

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """The form of the text that the number asks for."""
        return self.find(singular, number, plural)[0]

    def find(self, text: str, number: int = 1, plural: str = "") -> tuple[str, str]:
        """The form of the text that the number asks for, and the BCP 47 tag of the language that it is in."""
        for link, index in zip(self.chain, self._indexes, strict=True):
            message = index.get((None, text))
            if message and message.translated and present_state(message, text).rank >= link.minimum.rank:
                form = 0 if message.msgid_plural is None else plural_form(link.catalog.value("Plural-Forms"), number)
                found = message.msgstr[min(form, len(message.msgstr) - 1)]
                return (link.convert(found), self.locale) if link.convert else (found, link.locale)
        return (plural if plural and number != 1 else text), SOURCE_LANGUAGE


def plural_form(rule: str, number: int) -> int:
    """Which form a ``Plural-Forms`` header gives a number, from 0; 0 where the rule cannot be used."""
    try:
        return max(_rule(rule)(number), 0)
    except ZeroDivisionError:
        return 0


def _rule(rule: str) -> Callable[[int], int]:
    _, _, expression = rule.partition("plural=")
    try:
        return gettext.c2py(expression.strip().rstrip(";"))
    except (ValueError, RecursionError):
        return lambda number: 0  # noqa: ARG005
