"""Every EPUB opens in a reading engine, epub.js in Chromium: its texts are seen, its pages turn, its contents lead on."""

from __future__ import annotations

import base64
import json
import tempfile
import zipfile
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from validation.browser import Browser, BrowserError
from validation.model import finding
from validation.publication import package_of
from validation.tools import EPUBJS, JSZIP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from toolkit.errors import Diagnostic
    from validation.browser import Tab
    from validation.publication import Package
    from validation.site import Site

_SCRIPT = Path(__file__).with_name("reader.js")
_DESK = """<!DOCTYPE html><title>Reader</title><script src="{jszip}"></script><script src="{epubjs}"></script>
<script src="{reader}"></script><div id="view"></div>"""
_READ = "read(%s).then(JSON.stringify)"
_BODY = "{http://www.w3.org/1999/xhtml}body"
_LANGUAGE = ".//{http://purl.org/dc/elements/1.1/}language"


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publication holds, so that what is shown of it can be compared."""

    language: str
    texts: Mapping[str, str]
    """Of each document of the spine, by its path, in reading order."""


def check(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:
    """What a reader would miss in each publication."""
    with tempfile.TemporaryDirectory() as folder, Browser() as browser:
        desk = Path(folder, "desk.html")
        scripts = {"jszip": JSZIP.as_uri(), "epubjs": EPUBJS.as_uri(), "reader": _SCRIPT.as_uri()}
        desk.write_text(_DESK.format(**scripts), "utf-8")
        tab = browser.tab()
        for file in files:
            yield from (finding("reader", file, message) for message in _read(tab, desk, site.root / file))


def _read(tab: Tab, desk: Path, path: Path) -> Iterator[str]:
    data = path.read_bytes()
    try:
        publication = read_publication(path)
        tab.open(desk.as_uri())
        answer = json.loads(tab.evaluate(_READ % json.dumps(base64.b64encode(data).decode())))
    except (KeyError, ValueError, zipfile.BadZipFile, ElementTree.ParseError) as error:
        yield f"cannot be opened: {error}"
    except BrowserError as error:
        yield f"the reading engine cannot show it: {error}"
    else:
        yield from faults(publication, answer)
        yield from (f"{url} is fetched from elsewhere" for url in sorted(set(tab.requests)) if url.startswith("http"))
        yield from (f"a script failed: {failure}" for failure in tab.errors)


def read_publication(path: Path) -> Publication:
    """The texts of a publication. Raises what `package_of` raises, and `zipfile.BadZipFile`."""
    with zipfile.ZipFile(path) as archive:
        package = package_of(archive)
        return Publication(_language(package), {name: _text(archive.read(name)) for name in package.spine})


def _language(package: Package) -> str:
    return (package.root.findtext(_LANGUAGE) or "").strip()


def _text(document: bytes) -> str:
    body = ElementTree.fromstring(document).find(_BODY)  # noqa: S314 - made by this project
    return "" if body is None else _joined(body)


def _joined(element: ElementTree.Element) -> str:
    """The text that is to be seen: what is `hidden` is for machines."""
    if "hidden" in element.attrib or not isinstance(element.tag, str):
        return ""
    return (element.text or "") + "".join(_joined(child) + (child.tail or "") for child in element)


def faults(publication: Publication, answer: Mapping[str, Any]) -> Iterator[str]:
    """How what was seen differs from what is there."""
    shown = {item["path"]: item for item in answer["items"]}
    for path, text in publication.texts.items():
        if path in shown:
            yield from (f"{path} {message}" for message in _item_faults(publication.language, text, shown[path]))
        else:
            yield f"{path} is not shown"
    if not answer["cover"]:
        yield "no cover is found"
    if answer["stuck"]:
        yield f"no page can be turned after page {answer['pages']}"
    yield from (f"the contents lead to {target}, which does not come into view" for target in answer["lost"])


def _item_faults(language: str, text: str, item: Mapping[str, Any]) -> Iterator[str]:
    letters, seen = ("".join(one.split()) for one in (text, item["text"]))
    if letters != seen:
        place = sum(takewhile(bool, map(str.__eq__, letters, seen)))
        yield f"shows {seen[place : place + 40]!r} instead of {letters[place : place + 40]!r}"
    if not letters and not any(is_there for _, is_there in item["pictures"]):
        yield "shows nothing"
    yield from (f"does not show the picture {words!r}" for words, is_there in item["pictures"] if not is_there)
    if item["language"] != language:
        yield f"is shown in {item['language'] or 'no language'}, the publication is in {language}"
    whole = [item["language"] or language, item["direction"], item["text"]]
    for tag, direction, part in (whole, *item["parts"]):
        if direction != direction_of(tag):
            yield f"runs {direction} in {tag}: {part.strip()[:60]!r}"


def direction_of(tag: str) -> str:
    """How a language runs by CLDR, `ltr` or `rtl`; an unknown one from left to right."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(tag, sep="-").text_direction)
    except (ValueError, UnknownLocaleError):
        return "ltr"
