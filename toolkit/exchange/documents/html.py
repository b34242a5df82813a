"""Web pages as the tree: what is words and their order, without what a site puts around them."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, unquote_to_bytes

from lxml import html

from toolkit.exchange.archive import MOST_BYTES, refuse
from toolkit.exchange.documents.google_docs import tidy_google
from toolkit.exchange.documents.markers import without_marks
from toolkit.exchange.documents.model import PICTURE, Foreign, Losses, plain_words, shorten
from toolkit.exchange.documents.notes import drop, find_notes
from toolkit.exchange.documents.office_properties import properties_of
from toolkit.system.files import lies_below

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

_AROUND = frozenset(
    (
        "script", "style", "template", "noscript", "nav", "iframe", "object", "embed", "form", "button", "input", "select",
        "textarea", "svg", "math", "canvas", "audio", "video", "dialog", "link", "meta", "base", "title",
    )
)  # fmt: skip
_NAMED = {
    "math": ("an equation is left out", "write it in words, or as a picture"),
    "svg": ("a drawing within the page is left out", "save it as a file and name it"),
    "canvas": ("a drawing within the page is left out", "bring it in as a picture"),
    "audio": ("a recording is left out", "link to it"),
    "video": ("a film is left out", "link to it"),
    "iframe": ("a page within the page is left out", "link to it"),
    "object": ("an embedded object is left out", "link to it"),
    "embed": ("an embedded object is left out", "link to it"),
    "form": ("a form is left out", ""),
}
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_FILE = re.compile(r"file:|/|\\|[a-z]:|(?:.*[/\\])?\.\.(?:[/\\]|$)", re.IGNORECASE)


def read_html(path: Path, name: str) -> Foreign:
    """The document in a web page, its pictures from beside it. Raises `ToolkitError` with one line where that is not to be."""
    return tree_of(_bytes(path, name), name, path.parent)


def tree_of(data: bytes, name: str, folder: Path) -> Foreign:
    """The document in the bytes of a web page that lies in a folder."""
    losses = Losses(name)
    text = without_marks(_decoded(data, name))
    try:
        root = html.document_fromstring(
            text, parser=html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False)
        )
    except Exception:  # noqa: BLE001 - an empty page, or one that is nested without end
        raise refuse(name, "the page has nothing that can be read", "save it again as HTML") from None
    found = root.find("body")
    if found is None:  # libxml2 leaves elements that it does not know in the head
        found = root.find("head")
        found = root if found is None else found
        found.tag = "div"
    properties = properties_of(_properties(root))
    tidy_google(root)
    body = _main(found)
    _without_surroundings(body, losses)
    pictures = _pictures(body, folder, losses)
    find_notes(body)
    properties.language = root.get("lang", "") or properties.language
    return Foreign(body, losses, properties, pictures, is_page=True)


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refuse(name, f"the file is larger than {MOST_BYTES >> 20} MiB", "divide it")
        return path.read_bytes()
    except OSError as error:
        raise refuse(name, f"the file cannot be read: {error.strerror or error}", "check the name") from None


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    match = _CHARSET.search(data[:4096])
    for encoding in ("utf-8-sig", match[1].decode("ascii") if match else "windows-1252"):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")
    raise refuse(name, "the encoding of the page is not known", "save it as UTF-8")


def _properties(root: _Element) -> list[tuple[str, str]]:
    pairs = [(one.get("name", ""), one.get("content", "")) for one in root.iter("meta") if one.get("name")]
    title = root.find("head/title")
    return [*pairs, ("title", (title.text or "") if title is not None else "")]


def _main(body: _Element) -> _Element:
    """The part of a page that is the document."""
    for path in (".//main", ".//*[@role='main']", ".//article"):
        found = elements(body, path)
        if len(found) == 1 and plain_words(found[0]):
            _with_note_parts(body, found[0])
            return found[0]
    return body


def _with_note_parts(body: _Element, main: _Element) -> None:
    """Footnotes that lie beside the main part belong to it."""
    inside = set(main.iter())
    for one in list(body.iter()):
        if one.get("role") in {"doc-endnotes", "doc-footnotes"} and one not in inside:
            main.append(one)


def _without_surroundings(body: _Element, losses: Losses) -> None:
    for one in list(body.iter()):
        if not isinstance(one.tag, str) or (one.tag in _AROUND and one is not body):
            if isinstance(one.tag, str) and one.tag in _NAMED and one.getparent() is not None:
                losses.add(_place(one), *_NAMED[one.tag])
            drop(one)
        elif one is not body and (
            one.get("hidden") is not None or "display:none" in one.get("style", "").replace(" ", "")
        ):
            if words := shorten(plain_words(one)):
                losses.add(_place(one), f"hidden text is left out: “{words}”")
            drop(one)


def _place(element: _Element) -> str:
    """The heading that an element stands below."""
    headings = elements(
        element, "preceding::*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6][1]"
    )
    return f"“{shorten(plain_words(headings[0]), 40)}”" if headings else ""


def elements(element: _Element, path: str) -> list[_Element]:
    """The elements that an XPath finds."""
    return cast("list[_Element]", element.xpath(path))


def _pictures(body: _Element, folder: Path, losses: Losses) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for one in list(body.iter("img")):
        source = one.get("src", "").strip()
        if not source:
            drop(one)
        elif source.lower().startswith("data:"):
            found[_named(one, found)] = _embedded(source)
        elif re.match(r"(?:https?:)?//", source, re.IGNORECASE):
            losses.add(_place(one), f"a picture on the web is left out: {shorten(source)}", "save it beside the page")
            drop(one)
        elif _FILE.match(unquote(source)) or "\0" in unquote(source):
            raise refuse(
                losses.name,
                f"the page wants a file from elsewhere: {shorten(source)}",
                "put the picture beside the page",
            )
        else:
            data = _beside(folder, unquote(source.partition("?")[0]))
            if data is None:
                losses.add(_place(one), f"a picture is not there: {shorten(source)}", "put it beside the page")
                drop(one)
            else:
                found[_named(one, found)] = data
    return found


def _named(one: _Element, found: dict[str, bytes]) -> str:
    name = f"picture-{len(found) + 1}"
    one.set(PICTURE, name)
    if one.get("title"):
        one.set("data-title", one.get("title", ""))
    return name


def _embedded(source: str) -> bytes:
    head, _, data = source.partition(",")
    try:
        return (
            base64.b64decode("".join(unquote(data).split()))
            if head.lower().endswith(";base64")
            else unquote_to_bytes(data)
        )
    except ValueError:
        return b""


def _beside(folder: Path, name: str) -> bytes | None:
    path = folder / name
    try:
        if lies_below(path, folder) and path.is_file() and path.stat().st_size <= MOST_BYTES:
            return path.read_bytes()
    except OSError:
        pass
    return None
