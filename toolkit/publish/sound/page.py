"""A page of an edition as far as its soundness shows without a browser: elements that are closed, ids, languages, links."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
"""Elements without an end (HTML, 13.1.2)."""
_OPTIONAL = frozenset(("li", "p", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "rt", "rp"))
"""Elements whose end may be left out (HTML, 13.1.2.4)."""
_FOREIGN = frozenset(("svg", "math"))
_FETCHED = {"img": "src", "script": "src", "source": "src", "iframe": "src", "link": "href"}
"""What a page loads by itself; a ``link`` does for some relations only."""
_LOADED = frozenset(("stylesheet", "icon", "preload", "modulepreload"))


class Page(HTMLParser):
    """Reads a page once; `faults` has what is wrong with it alone."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []
        """Targets within the site, as they stand there."""
        self._open: list[str] = []
        self._title = ""
        self._language = ""
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self._open if tag not in _OPTIONAL]
        if not self._title.strip():
            self.faults.append("the page has no title")
        if not self._language:
            self.faults.append("the page does not say its language")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Every element, with what it names and loads."""
        self._look(tag, {name: value or "" for name, value in attrs})
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """``<path/>``: an end of its own, in drawings alone."""
        self._look(tag, {name: value or "" for name, value in attrs})
        if tag not in _VOID and not _FOREIGN & {*self._open, tag}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Closes the element, and those below it whose end may be left out."""
        left = []
        if tag in self._open:
            while (last := self._open.pop()) != tag:
                left.append(last)
        else:
            self.faults.append(f"</{tag}> closes nothing")
        self.faults += [f"<{one}> is not closed before </{tag}>" for one in left if one not in _OPTIONAL]

    def handle_data(self, data: str) -> None:
        """The words of the title."""
        if self._open[-1:] == ["title"] and not _FOREIGN & {*self._open}:
            self._title += data

    def _look(self, tag: str, values: Mapping[str, str]) -> None:
        if tag == "html":
            self._language = values.get("lang", "")
        if "id" in values:
            if values["id"] in self.ids:
                self.faults.append(f"the id {values['id']!r} is there twice")
            self.ids.add(values["id"])
        if tag == "img" and "alt" not in values:
            self.faults.append(f"a picture has no words for those who do not see it: {values.get('src', '')}")
        self._look_at_targets(tag, values)

    def _look_at_targets(self, tag: str, values: Mapping[str, str]) -> None:
        loads = values.get(_FETCHED.get(tag, ""), "")
        if tag == "link" and not _LOADED & {*values.get("rel", "").split()}:
            loads = ""
        if urlsplit(loads).netloc:
            self.faults.append(f"it loads {loads} from elsewhere")
        for name in ("href", "src"):
            target = values.get(name)
            if target and not urlsplit(target).scheme and not urlsplit(target).netloc:
                self.links.append(target)


def link_faults(pages: Mapping[str, Page], files: frozenset[str], folder: str) -> Iterator[tuple[str, str]]:
    """A page, and a link of it that leads nowhere among the `files` of its folder; what lies outside is not looked at."""
    for path, page in pages.items():
        for link in dict.fromkeys(page.links):
            target = resolved(path, link)
            anchor = unquote(urlsplit(link).fragment)
            if not f"{target}/".startswith(f"{folder}/"):
                continue
            if target not in files:
                yield path, f"{link} leads to nothing"
            elif anchor and target in pages and anchor not in pages[target].ids:
                yield path, f"{link} leads to a place that is not there"


def resolved(path: str, link: str) -> str:
    """Where a relative link on a page leads, as a path; above the root it begins with ``..``."""
    target = unquote(urlsplit(link).path)
    if not target:
        return path
    parts: list[str] = path.split("/")[:-1]
    for part in target.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)
