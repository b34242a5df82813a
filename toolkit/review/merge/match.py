"""Which message of one catalog is which of another: by id, else by its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.catalog.model import Catalog, Message


class Index:
    """The messages of a catalog, to be found by those of another version of it."""

    def __init__(self, catalog: Catalog) -> None:
        self._by_key = {(message.key, message.obsolete): message for message in catalog.messages}
        self._live: dict[str, Message | None] = {}
        self._texts: dict[str, Message | None] = {}
        for message in catalog.live:
            if message.msgctxt is not None:
                self._live[message.msgctxt] = message
            self._texts[message.msgid] = None if message.msgid in self._texts else message

    def find(self, message: Message) -> Message | None:
        """The same message: a live one of its id, or that of its id and text; an obsolete one last."""
        exact = self._by_key.get((message.key, False))
        if exact and (not message.obsolete or (message.key, True) not in self._by_key):
            return exact
        if not message.obsolete and message.msgctxt is not None and (live := self._live.get(message.msgctxt)):
            return live
        return self._by_key.get((message.key, True))

    def find_text(self, message: Message) -> Message | None:
        """The one live message of its text, whatever the id: for tools that drop ids."""
        return self._texts.get(message.msgid)
