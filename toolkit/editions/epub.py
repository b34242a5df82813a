"""The EPUB edition: EPUB 3.3 with EPUB Accessibility 1.1 metadata, the same bytes for the same input."""

from __future__ import annotations

import datetime
import io
import re
import textwrap
import unicodedata
import uuid
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup as Safe

from toolkit.editions.book_parts import divided, lead_across, part_name, places
from toolkit.editions.edition import Edition
from toolkit.editions.figure import figure
from toolkit.editions.overlay import AUDIO, OVERLAY, epub_id, overlay_of
from toolkit.editions.records.citation import citation_line
from toolkit.editions.rendered import Rendered
from toolkit.editions.templates import asset, render
from toolkit.editions.xhtml import as_fragment, read_page, write_page
from toolkit.errors import Location
from toolkit.fonts.further import book_fonts
from toolkit.fonts.packages import made_fonts
from toolkit.fonts.stacks import is_serif
from toolkit.fonts.web import MONOSPACED, font_css

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from xml.etree.ElementTree import Element

    from toolkit.editions.markup import Markup
    from toolkit.editions.overlay import Overlay
    from toolkit.editions.pictures import PictureFile, Pictures
    from toolkit.fonts.web import WebFont

_CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_NAMESPACE = uuid.UUID("6f7bd4c4-96f4-5c0a-8d3e-3e5f0c3b6a11")
_NO_DATE = datetime.date(1980, 1, 1)
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""What a ZIP archive can say at the earliest; every entry says it, so that no clock is in the bytes."""
_FONTS = "fonts"
_COVER = "cover.svg"
"""The cover by the theme, of a document that has no picture for it."""
_COVER_SIZES = ((40, 19), (33, 22), (27, 27), (21, 35))
"""Of titles on the cover: sizes of letters, and how many of them a line has."""
_COVER_TITLE = 330
"""Height of the room for the title; the sizes and this are in the units of the drawing, 600 to the width."""
_COVER_LEADING = 1.22
_COVER_BODY, _COVER_BODIES = 46, 4
"""Letters of a line for the issuing bodies, and how many lines there are."""


@dataclass(frozen=True)
class _BookEdition(Edition):
    """The same edition for templates that are XML, with its pictures in the book."""

    shelf: Pictures = field(kw_only=True)
    """What gives the pictures, and knows afterwards which the book has to take in."""

    @cached_property
    def _markup(self) -> Markup:
        return self.markup(picture=self.shelf.in_book, apart=True)

    @property
    def logos(self) -> Safe:
        """The pictures of the issuing bodies, in the book."""
        return self._logos(self.shelf.in_book)

    def text(self, key: str) -> Safe:
        """A text of the front matter as inline XHTML."""
        return Safe(as_fragment(super().text(key)))  # noqa: S704 - written from a tree


def make_epub(edition: Edition) -> Rendered:
    """The file of a document in one language. Raises what `render_epub` raises."""
    return Rendered(render_epub(edition))


def render_epub(edition: Edition) -> bytes:
    """The EPUB of a document in one language. Raises `ToolkitError` where the theme's own template is no XML."""
    shelf = edition.pictures
    book = _BookEdition(
        edition.project,
        edition.localized,
        edition.interface,
        edition.title_of,
        plain_language=edition.plain_language,
        shelf=shelf,
    )
    body = as_fragment(book.markup(picture=shelf.in_book, apart=True).body())
    page = _page(book, "epub.xhtml", body=body)
    for element in page.iter():
        _adapt(element)
    cover = _cover(book)
    pictures = sorted(shelf.book.values(), key=lambda picture: picture.name)
    cache = made_fonts(book.project.cache_path)
    has_code = "<code" in body or "<pre" in body
    fonts = book_fonts(book.project, book.locale.script, "".join(page.itertext()), cache, has_code=has_code)
    overlay = overlay_of(edition.voice, page) if edition.voice else None
    pages = divided(page)
    found = places(pages)
    nav = _page(book, "epub_nav.xhtml")
    lead_across(nav, part_name(0), found)
    texts = {part_name(number): one for number, one in enumerate(pages)}
    package = {
        **_package(book),
        "pictures": pictures,
        "cover": cover,
        "fonts": fonts,
        "overlay": overlay,
        "texts": texts,
    }
    files = {
        "META-INF/container.xml": _CONTAINER,
        "EPUB/package.opf": _render(book, "epub.opf", **package),
        "EPUB/nav.xhtml": write_page(nav),
        "EPUB/cover.xhtml": write_page(_page(book, "epub_cover.xhtml", cover=cover)),
        f"EPUB/{_COVER}": _render(book, "epub_cover.svg", **_drawn_cover(book)),
        **{f"EPUB/{name}": _written(one, name, found) for name, one in texts.items()},
        "EPUB/style.css": asset(book.project.theme_path, "epub.css") + _font_rules(fonts),
    }
    if overlay:
        files[f"EPUB/{OVERLAY}"] = _render(book, "epub_overlay.smil", overlay=overlay, places=found)
    return _archive(files, pictures, fonts, overlay)


def _written(page: Element, name: str, found: dict[str, str]) -> str:
    lead_across(page, name, found)
    return write_page(page)


def _render(edition: Edition, name: str, **context: object) -> str:
    text = render(
        edition.project.theme_path,
        name,
        edition.interface,
        edition=edition,
        locale=edition.locale,
        citation=citation_line,
        **context,
    )
    return re.sub(r"(?m)^\s*\n", "", text)


def _package(edition: Edition) -> dict[str, object]:
    meta = edition.localized.document.meta
    language = edition.localized.locale
    name = f"{meta.identifier or edition.name} {language} {edition.localized.document.revision}"
    date = edition.localized.revised or meta.date or _NO_DATE
    return {
        "meta": meta,
        "identifier": f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}",
        "publishers": edition.bodies,
        "modified": f"{date.isoformat()}T00:00:00Z",
        "source": " ".join(filter(None, (edition.name, meta.version, edition.localized.document.revision))),
    }


def _cover(book: _BookEdition) -> str:
    """The name of the picture on the cover."""
    source = book.localized.document.meta.cover
    shown = book.shelf.in_book(source) if source else None
    return shown["src"] if shown else _COVER


def _drawn_cover(book: Edition) -> dict[str, object]:
    """What the cover by the theme shows: the figure of the collection, and the title in the largest letters that fit."""
    bodies = [line for body in book.bodies for line in textwrap.wrap(body, _COVER_BODY)]
    bodies = bodies if len(bodies) <= _COVER_BODIES else [*bodies[: _COVER_BODIES - 1], "…"]
    for size, letters in _COVER_SIZES:
        lines = textwrap.wrap(book.title_text, letters // (2 if _is_wide(book.title_text) else 1))
        if len(lines) <= (most := int(_COVER_TITLE / (size * _COVER_LEADING))):
            break
    else:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    shapes = figure(book.project.title, book.project.look)
    return {"lines": lines, "size": size, "leading": _COVER_LEADING, "bodies": bodies, "shapes": shapes}


def _is_wide(text: str) -> bool:
    """Whether its signs are squares (UAX 11)."""
    return any(unicodedata.east_asian_width(sign) == "W" for sign in text)


def _page(edition: Edition, name: str, **context: object) -> Element:
    place = Location(f"{edition.project.theme}/{name}")
    return read_page(_render(edition, name, **context), place)


def _adapt(element: Element) -> None:
    """Ids become names of XML, and every language is said in both ways, for readers that ask for either."""
    if "id" in element.attrib:
        element.set("id", epub_id(element.attrib["id"]))
    if element.get("href", "").startswith("#"):
        element.set("href", epub_id(element.attrib["href"]))
    if "lang" in element.attrib:
        element.set("xml:lang", element.attrib["lang"])


def _font_rules(fonts: Sequence[WebFont]) -> str:
    """The style of a book that brings its fonts along; a reader's own choice goes before it."""
    if not fonts:
        return ""
    names = dict.fromkeys(font.family for font in fonts)
    mono = _listed(name for name in names if name in MONOSPACED)
    serifs = [name for name in names if is_serif(name)]
    plain = [name for name in names if name not in MONOSPACED and name not in serifs]
    rules = f"body {{ font-family: {_listed((*serifs, *plain))}; }}\n"
    rules += f"h1, h2, h3, h4, h5, h6 {{ font-family: {_listed(plain)}; }}\n" if plain else ""
    rules += f"pre, code {{ font-family: {mono}, monospace; }}\n" if mono else ""
    return f"{font_css(fonts, _FONTS)}{rules}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _archive(
    files: dict[str, str], pictures: Sequence[PictureFile], fonts: Sequence[WebFont], overlay: Overlay | None
) -> bytes:
    """The ZIP archive; ``mimetype`` comes first and uncompressed (OCF 3.3, 4.2)."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        _add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        for name, text in files.items():
            _add(archive, name, text.encode(), zipfile.ZIP_DEFLATED)
        for picture in pictures:
            _add(archive, f"EPUB/{picture.name}", picture.data, zipfile.ZIP_STORED)
        for font in fonts:
            _add(archive, f"EPUB/{_FONTS}/{font.name}", font.data, zipfile.ZIP_STORED)
        for clip in overlay.files if overlay else ():
            _add(archive, f"EPUB/{AUDIO}/{clip.name}", clip.data, zipfile.ZIP_STORED)
    return target.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, compression: int) -> None:
    entry = zipfile.ZipInfo(name, _OLDEST)
    entry.compress_type = compression
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)
