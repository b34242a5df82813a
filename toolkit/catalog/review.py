"""Review stamps: a reviewer writes a name and a date, the seal that ties them to the text is added here."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.catalog.model import Catalog, Message

_UNSEALED = re.compile(r"\s*reviewed: (?P<name>.+), (?P<date>\d{4}-\d{2}-\d{2})\s*")


def seal_reviews(catalog: Catalog) -> Catalog:
    """The catalog with a digest behind every ``# reviewed: NAME, 2026-11-21`` of a finished translation.

    Nobody can work the digest out by hand. A stamp on a fuzzy or empty message waits until that is finished.
    """
    messages = tuple(_sealed(message) for message in catalog.messages)
    return catalog if messages == catalog.messages else replace(catalog, messages=messages)


def _sealed(message: Message) -> Message:
    if message.obsolete or message.fuzzy or not message.translated:
        return message
    comments = tuple(
        f"reviewed: {match['name']}, {match['date']}, {message.digest}"
        if (match := _UNSEALED.fullmatch(line))
        else line
        for line in message.comments
    )
    return message if comments == message.comments else replace(message, comments=comments)
