"""Where a reader of a page writes about one of its texts: a letter, or an entry in the tracker, that says which text it is."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from toolkit.collection.codes import segment_code
from toolkit.sources.document import Kind

if TYPE_CHECKING:
    from toolkit.collection.localize import LocalizedDocument, Rendition

WORDS = "note-words"
"""The id of the element in the page that names all those links."""


@dataclass(frozen=True, slots=True)
class NoteLinks:
    """The links of one document in one language."""

    localized: LocalizedDocument
    address: str
    """A mail address, or the web address of a tracker."""
    words: str = WORDS
    """The id of the element that names them, where a page has the links of two languages."""

    def to(self, id: str) -> str:
        """Where a note on a text leads."""
        code = segment_code(self.localized.renditions[id])
        about = f"[{self.localized.document.name} {self.localized.locale} {id} {code}]"
        if "://" not in self.address:
            written = urlencode(
                {"subject": about, "body": f"\r\n\r\n-- \r\n{about}\r\nthanks: no\r\n"}, quote_via=quote
            )
            return f"mailto:{quote(self.address, safe='@')}?{written}"
        return _entry(self.address, about)

    def beside(self, rendition: Rendition) -> str:
        """The link after a text that has no other place for one."""
        segment = rendition.segment
        return "" if segment.kind is Kind.HEADING or segment.numbered else self.after(segment.id)

    def after(self, id: str) -> str:
        """The link behind a heading or a numbered item, where no list of links stands there."""
        return f'<a class="note-to" href="{escape(self.to(id))}" aria-labelledby="{self.words}"></a>'


def _entry(tracker: str, about: str) -> str:
    """A new entry of a tracker: as GitHub, Gitea and Forgejo ask for it, or GitLab; others show what they show."""
    address = tracker.rstrip("/")
    address += "/new" if address.endswith("/issues") else ""
    keys = ("issue[title]", "issue[description]") if "/-/" in urlsplit(address).path else ("title", "body")
    mark = "&" if "?" in address else "?"
    return f"{address}{mark}{urlencode(dict(zip(keys, (about, about), strict=True)), quote_via=quote)}"
