"""The rest of the site, made from finished editions: pages and data of recommendations, feeds, sitemap, checksums."""

from __future__ import annotations

import csv
import io
import json
from itertools import groupby
from typing import TYPE_CHECKING

from toolkit.build.groups import SiteFile
from toolkit.edition import Edition
from toolkit.editions import script
from toolkit.editions.data import recommendations_csv, recommendations_json, recommendations_skos
from toolkit.editions.feeds import FeedEntry, FeedFile, render_feed, render_oai, render_sitemap
from toolkit.editions.marc import render_marc
from toolkit.editions.not_found import render_not_found
from toolkit.editions.recommendation import page_path, render_recommendation
from toolkit.editions.search import SCRIPT, search_index, search_script, searchable
from toolkit.editions.webfonts import cached_web_fonts, font_css
from toolkit.formats import FORMATS, RECORDS
from toolkit.locales import load_locale
from toolkit.metadata import datacite
from toolkit.recommendations import recommendations
from toolkit.templates import asset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from toolkit.build.manifest import File
    from toolkit.collection import Collection
    from toolkit.project import Project

CHECKSUMS = "SHA256SUMS"
DATA = ("json", "csv", "jsonld")
"""The formats of the data of recommendations."""


def data_path(document: str, format: str) -> str:
    """Where the recommendations of a document lie as data."""
    return f"data/{document}.{format}"


def document_files(collection: Collection, document: str) -> Iterator[SiteFile]:
    """The data of a document's recommendations, and a page for each of them."""
    project = collection.project
    editions = {
        locale: Edition(project, collection.localized(document, locale), collection.interface(locale))
        for locale in project.locales
    }
    for locale, edition in editions.items():
        records = {"marc": render_marc(edition), "datacite": datacite(edition).encode()}
        for format, data in records.items():
            yield SiteFile(f"{locale}/{document}{RECORDS[format].ending}", data, format, locale, document)
    found = recommendations([edition.localized for edition in editions.values()])
    written = (recommendations_json, recommendations_csv, recommendations_skos)
    for format, write in zip(DATA, written, strict=True):
        text = write(project, found)
        yield SiteFile(data_path(document, format), text.encode(), format, document=document)
    for one in found:
        yield SiteFile(page_path(one), render_recommendation(one, editions).encode(), "html", document=document)


def site_files(collection: Collection, files: Mapping[str, File]) -> Iterator[SiteFile]:
    """What belongs to the whole site: all data in one file a format, feeds, sitemap, the page for wrong addresses."""
    project = collection.project
    entries = _entries(collection, files)
    yield from _merged_data(collection)
    for tag in project.locales:
        mine = [entry for entry in entries if entry.locale == tag]
        feed = render_feed(project, tag, mine, collection.interface(tag))
        yield SiteFile(f"{tag}/feed.xml", feed.encode(), "atom", locale=tag)
    interfaces = {tag: collection.interface(tag) for tag in project.locales}
    yield SiteFile("404.html", render_not_found(project, interfaces).encode(), "html")
    yield SiteFile(script.NAME, script.render_script(project, interfaces).encode(), "js")
    yield SiteFile("favicon.svg", asset(project.theme_path, "favicon.svg").encode(), "svg")
    if project.site_url:
        pages = {"index.html": project.locales}
        pages |= {f"{name}.html": project.locales for name in project.documents}
        yield SiteFile("sitemap.xml", render_sitemap(project, pages, interfaces[project.locales[0]]).encode(), "xml")
        yield SiteFile("oai.xml", render_oai(project, entries).encode(), "xml")


def search_files(collection: Collection, locale: str) -> Iterator[SiteFile]:
    """The search index of a language."""
    documents = [searchable(collection.localized(name, locale)) for name in collection.project.documents]
    text = search_script(search_index(locale, documents))
    yield SiteFile(f"{locale}/{SCRIPT}", text.encode(), "js", locale)


def font_files(project: Project) -> Iterator[SiteFile]:
    """The fonts of the pages, for the scripts of the project's languages, and the style sheet that names them."""
    scripts = sorted({load_locale(tag).script for tag in project.locales})
    fonts = cached_web_fonts(scripts, project.cache_path / "fonts")
    for font in fonts:
        yield SiteFile(f"fonts/{font.name}", font.data, "woff2")
    yield SiteFile("fonts/fonts.css", font_css(fonts, ".").encode(), "css")


def checksums(files: Mapping[str, File]) -> SiteFile:
    """The list that ``sha256sum --check SHA256SUMS`` reads, of every file but itself."""
    lines = [f"{files[path].sha256}  {path}\n" for path in sorted(files) if path != CHECKSUMS]
    return SiteFile(CHECKSUMS, "".join(lines).encode(), "text")


def _merged_data(collection: Collection) -> Iterator[SiteFile]:
    texts: dict[str, list[str]] = {format: [] for format in DATA}
    for document in collection.project.documents:
        for format in DATA:
            path = collection.project.output_path / data_path(document, format)
            if path.is_file():  # it is not if the document has errors
                texts[format].append(path.read_bytes().decode())
    lists = [one for text in texts["json"] for one in json.loads(text)]
    graphs = [json.loads(text) for text in texts["jsonld"]]
    merged = {
        "json": _dump(lists),
        "csv": _merged_csv(texts["csv"]),
        "jsonld": _dump(
            {"@context": graphs[0]["@context"], "@graph": [one for data in graphs for one in data["@graph"]]}
        )
        if graphs
        else "{}\n",
    }
    for format, text in merged.items():
        yield SiteFile(data_path("recommendations", format), text.encode(), format)


def _merged_csv(texts: Sequence[str]) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    for number, text in enumerate(texts):
        rows = list(csv.reader(io.StringIO(text, newline="")))
        writer.writerows(rows[1 if number else 0 :])
    return target.getvalue()


def _dump(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _entries(collection: Collection, files: Mapping[str, File]) -> list[FeedEntry]:
    project = collection.project
    editions = [
        file for file in files.values() if file.locale in project.locales and file.document and file.format in FORMATS
    ]
    editions.sort(key=lambda file: (file.locale or "", file.document or "", list(FORMATS).index(file.format)))
    found = []
    for (locale, document), group in groupby(editions, key=lambda file: (file.locale or "", file.document or "")):
        formats = list(group)
        first = formats[0]
        links = [
            FeedFile(
                FORMATS[one.format].media_type,
                project.address(one.path) if project.site_url else f"../{one.path}",
                one.bytes,
            )
            for one in formats
        ]
        found.append(FeedEntry(document, locale, first.title, first.subtitle, first.date, links))
    return found
