"""The EPUB edition: EPUB 3.3 with EPUB Accessibility 1.1 metadata, the same bytes for the same input."""

from __future__ import annotations

import datetime
import io
import re
import textwrap
import uuid
import zipfile
from typing import TYPE_CHECKING

from toolkit.editions.records.citation import citation_line
from toolkit.editions.templates import asset, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.editions.edition import Edition
    from toolkit.editions.pictures import PictureFile

_CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_VOID = re.compile(r"<(br|hr|img|meta|link)\b([^<>]*?)\s*/?>")
_ID = re.compile(r'(?<= )(id="|href="#)([^"]*)"')
_LANG = re.compile(r'(?<= )lang="([^"]*)"')
_NAMESPACE = uuid.UUID("6f7bd4c4-96f4-5c0a-8d3e-3e5f0c3b6a11")
_NO_DATE = datetime.date(1980, 1, 1)
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""What a ZIP archive can say at the earliest; every entry says it, so that no clock is in the bytes."""
_COVER_WIDTH, _COVER_LINES = 24, 13


def render_epub(edition: Edition) -> bytes:
    """The EPUB of a document in one language."""
    body = _xhtml(edition.markup(suffix=".epub", picture=edition.pictures.in_book).body())
    pictures = sorted(edition.pictures.book.values(), key=lambda picture: picture.name)
    files = {
        "META-INF/container.xml": _CONTAINER,
        "EPUB/package.opf": _render(edition, "epub.opf", **_package(edition), pictures=pictures),
        "EPUB/nav.xhtml": _render(edition, "epub_nav.xhtml"),
        "EPUB/cover.xhtml": _render(edition, "epub_cover.xhtml"),
        "EPUB/cover.svg": _render(edition, "epub_cover.svg", lines=_cover_lines(edition.title_text)),
        "EPUB/text.xhtml": _with_xml_lang(_render(edition, "epub.xhtml", body=body)),
        "EPUB/style.css": asset(edition.project.theme_path, "epub.css"),
    }
    return _archive(files, pictures)


def epub_id(id: str) -> str:
    """A segment's id as an XML name, which has no slashes."""
    return id.replace("/", ".")


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


def _cover_lines(title: str) -> list[str]:
    return textwrap.wrap(title, _COVER_WIDTH, max_lines=_COVER_LINES, placeholder=" …")


def _xhtml(html: str) -> str:
    """Our HTML as XHTML: void elements closed, ids as XML names."""
    html = _VOID.sub(r"<\1\2/>", html)
    return _ID.sub(lambda match: f'{match[1]}{epub_id(match[2])}"', html)


def _with_xml_lang(xhtml: str) -> str:
    """Every ``lang`` below the root with its ``xml:lang``, which some readers ask for."""
    head, mark, body = xhtml.partition("<body")
    return head + mark + _LANG.sub(r'lang="\1" xml:lang="\1"', body)


def _archive(files: dict[str, str], pictures: Sequence[PictureFile]) -> bytes:
    """The ZIP archive; ``mimetype`` comes first and uncompressed (OCF 3.3, 4.2)."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        _add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        for name, text in files.items():
            _add(archive, name, text.encode(), zipfile.ZIP_DEFLATED)
        for picture in pictures:
            _add(archive, f"EPUB/{picture.name}", picture.data, zipfile.ZIP_STORED)
    return target.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, compression: int) -> None:
    entry = zipfile.ZipInfo(name, _OLDEST)
    entry.compress_type = compression
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)
