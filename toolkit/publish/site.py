"""The rest of the site, made from finished editions: pages and data of recommendations, feeds, sitemap, checksums."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from toolkit.catalog.model import SOURCE
from toolkit.editions.edition import make_edition
from toolkit.editions.pictures import FOLDER as PICTURES
from toolkit.editions.pictures import page_files
from toolkit.editions.recommendations import Recommendations, recommendations
from toolkit.editions.records.citation import bibtex, cite, csl_json, ris
from toolkit.editions.records.data import (
    FOLDER,
    read_recommendations,
    recommendations_csv,
    recommendations_json,
    recommendations_skos,
)
from toolkit.editions.records.datacite import render_datacite
from toolkit.editions.records.marc import render_marc
from toolkit.editions.templates import asset
from toolkit.errors import Diagnostic, Location, ToolkitError
from toolkit.fonts.further import further_web_fonts
from toolkit.fonts.packages import made_fonts
from toolkit.fonts.stacks import font_rules
from toolkit.fonts.web import FOR_BOOKS, cached_web_fonts, font_css
from toolkit.language.locales import load_locale
from toolkit.project.formats import RECORDS, format_order, known_format
from toolkit.project.places import CHECKSUMS, is_pair, languages_in, named_languages
from toolkit.publish.changed import changes_file
from toolkit.publish.job import SiteFile
from toolkit.publish.listen import listen_files
from toolkit.publish.still import still_file
from toolkit.site import script
from toolkit.site.feeds import (
    FeedEntry,
    FeedFile,
    SitePage,
    render_feed,
    render_oai,
    render_sitemap,
)
from toolkit.site.not_found import render_not_found
from toolkit.site.recommendation import page_path, render_recommendation
from toolkit.site.search import SCRIPT, search_index, search_script, searchable
from toolkit.sources.pictures import find_picture, read_picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from toolkit.collection.collection import Collection
    from toolkit.collection.interface import Interface
    from toolkit.editions.edition import Edition
    from toolkit.project.project import Project
    from toolkit.publish.manifest import File

DATA = {"json": recommendations_json, "csv": recommendations_csv, "jsonld": recommendations_skos}
"""The formats of the data of recommendations, and what writes each."""


def data_path(document: str, format: str) -> str:
    """Where the recommendations of a document lie as data."""
    return f"{FOLDER}/{document}.{format}"


def document_files(collection: Collection, document: str) -> Iterator[SiteFile]:
    """The records of a document's editions, the data of its recommendations, and a page for each of them."""
    project = collection.project
    editions = {locale: make_edition(collection, document, locale) for locale in project.locales_of(document)}
    for tag, edition in editions.items():
        if (changes := changes_file(edition, f"{tag}/{document}")) is not None:
            yield changes
        if edition.still:
            yield still_file(edition)
        if edition.voice:
            yield from listen_files(edition)
    for edition in editions.values():
        yield from _records(edition, tuple(editions.values()))
    found = recommendations([edition.localized for edition in editions.values()])
    for format, write in DATA.items():
        text = write(project, [found])
        yield SiteFile(data_path(document, format), text.encode(), format, document=document)
    for place, one in enumerate(found.items):
        page = render_recommendation(found, place, editions)
        yield SiteFile(page_path(document, one), page.encode(), "html", document=document)


def _records(edition: Edition, editions: Sequence[Edition]) -> Iterator[SiteFile]:
    """What catalogues, registries and reference managers want to know of an edition."""
    locale = edition.localized.locale
    citation = cite(edition)
    records = {
        "marc": render_marc(edition, editions),
        "datacite": render_datacite(edition).encode(),
        "bibtex": bibtex(citation).encode(),
        "ris": ris(citation).encode(),
        "csl": csl_json(citation).encode(),
    }
    for one in edition.records:
        yield SiteFile(one.path, records[one.format], one.format, locale, edition.name)


def site_files(collection: Collection, files: Mapping[str, File]) -> Iterator[SiteFile]:
    """What belongs to the whole site: all data in one file a format, feeds, sitemap, the page for wrong addresses."""
    project = collection.project
    entries = _entries(collection, files)
    yield from _merged_data(collection)
    for tag in project.locales:
        mine = [entry for entry in entries if entry.locale == tag]
        mine += release_entries(project, mine, collection.interface(tag))
        feed = render_feed(project, tag, mine, collection.interface(tag))
        yield SiteFile(f"{tag}/feed.xml", feed.encode(), "atom", locale=tag)
    interfaces = {tag: collection.interface(tag) for tag in project.locales}
    yield SiteFile("404.html", render_not_found(project, interfaces).encode(), "html")
    yield SiteFile(script.NAME, script.render_script(project, interfaces).encode(), "js")
    yield SiteFile("favicon.svg", asset(project.theme_path, "favicon.svg").encode(), "svg")
    if project.site_url:
        days = {(entry.document, entry.locale): entry.revised or entry.date for entry in entries}
        sitemap = render_sitemap(project, _pages(project, files, days), interfaces[project.locales[0]])
        yield SiteFile("sitemap.xml", sitemap.encode(), "xml")
    if project.site_url and project.site_email:  # OAI-PMH 2.0, 4.2: a repository names its administrator
        yield SiteFile("oai.xml", render_oai(project, entries).encode(), "xml")


def search_files(collection: Collection, locale: str) -> Iterator[SiteFile]:
    """The search index of a language."""
    project = collection.project
    names = [name for name in project.documents if locale in project.locales_of(name)]
    documents = [searchable(collection.localized(name, locale)) for name in names]
    item = collection.interface(locale).gettext("Recommendation {number}").replace("{number}", "")
    text = search_script(search_index(locale, documents, item))
    yield SiteFile(f"{locale}/{SCRIPT}", text.encode(), "js", locale)


def font_files(project: Project) -> Iterator[SiteFile]:
    """The fonts of the pages, for the scripts of the project's languages, and the style sheet that names them."""
    scripts = sorted({load_locale(tag).script for tag in project.locales})
    cache = made_fonts(project.cache_path)
    fonts = (*cached_web_fonts(scripts, cache, FOR_BOOKS), *further_web_fonts(project, cache))
    for font in fonts:
        yield SiteFile(f"fonts/{font.name}", font.data, "woff2")
    yield SiteFile("fonts/fonts.css", (font_css(fonts, ".") + font_rules(project)).encode(), "css")


def picture_files(project: Project, shown: Sequence[str]) -> Iterator[SiteFile]:
    """The pictures that pages show, in each size, by the names of their files below the folder of the sources."""
    folder = project.root / project.sources
    written = set()
    for name in shown:
        if find_picture(name, folder) != name:
            continue  # it has gone since
        picture = read_picture(name, folder, f"{project.sources}/{name}")
        for file in page_files(picture, project.cache_path / PICTURES):
            if file.name not in written:
                written.add(file.name)
                yield SiteFile(f"{PICTURES}/{file.name}", file.data, picture.kind)


def checksums(files: Mapping[str, File]) -> SiteFile:
    """The list that ``sha256sum --check SHA256SUMS`` reads, of every file but itself."""
    lines = [f"{files[path].sha256}  {path}\n" for path in sorted(files) if path != CHECKSUMS]
    return SiteFile(CHECKSUMS, "".join(lines).encode(), "text")


def _merged_data(collection: Collection) -> Iterator[SiteFile]:
    """The data of all documents, from the JSON of each: to localize them all again would cost far more."""
    project = collection.project
    paths = (project.output_path / data_path(document, "json") for document in project.documents)
    # A document with errors has none.
    found = [one for path in paths if path.is_file() for one in _read_data(path)]
    for format, write in DATA.items():
        yield SiteFile(data_path("recommendations", format), write(project, found).encode(), format)


def _read_data(path: Path) -> Sequence[Recommendations]:
    try:
        return read_recommendations(path.read_text("utf-8"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _damaged(path) from None


def _entries(collection: Collection, files: Mapping[str, File]) -> list[FeedEntry]:
    project = collection.project
    editions = [
        file
        for file in files.values()
        if file.locale in project.locales and file.document and file.format in project.formats and not file.group
    ]
    editions.sort(key=lambda file: (file.locale or "", file.document or "", format_order(file.format)))
    found = []
    for (locale, document), group in groupby(editions, key=lambda file: (file.locale or "", file.document or "")):
        formats = list(group)
        first = formats[0]
        links = [
            FeedFile(
                known_format(one.format).media_type,
                project.address(one.path) if project.site_url else f"../{one.path}",
                one.bytes,
            )
            for one in formats
        ]
        data = _datacite(project.output_path / locale / f"{document}{RECORDS['datacite'].ending}")
        revised = next((one["date"] for one in data.get("dates", ()) if one["dateType"] == "Updated"), "")
        record = _dublin_core(data)
        found.append(FeedEntry(document, locale, first.title, first.subtitle, first.date, revised, links, record))
    return found


def release_entries(project: Project, entries: Sequence[FeedEntry], interface: Interface) -> list[FeedEntry]:
    """What a feed says of released editions: that there is one, and where its changes are listed."""
    found = []
    for entry in entries:
        for one in project.releases_of(entry.document, entry.locale):
            if one.withdrawn:
                continue
            name = f"{one.document}/{one.edition}"
            changes = f"{one.folder}/changes.html"
            summary = interface.gettext("Changes in this edition") if changes in one.files else entry.subtitle
            paths = [one.page, *([changes] if changes in one.files else [])]
            links = [
                FeedFile("text/html", project.address(path) if project.site_url else f"../{path}", 0) for path in paths
            ]
            title = f"{entry.title} – {interface.gettext('Edition')} {one.edition}"
            day = one.date.isoformat()
            found.append(FeedEntry(name, one.locale, title, summary, day, day, links, entry.record))
    return found


def _datacite(path: Path) -> dict[str, Any]:
    """What an edition's record says; nothing where it has none because its document has errors."""
    try:
        found = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    except (ValueError, RecursionError):
        raise _damaged(path) from None
    if not isinstance(found, dict):
        raise _damaged(path)
    return found


def _damaged(path: Path) -> ToolkitError:
    """What to tell of a record that somebody has changed."""
    place = Location(f"{path.parent.name}/{path.name}")
    message = "the file was changed by hand or damaged"
    return ToolkitError(Diagnostic("damaged", message, place, hint="remove it, and build again"))


def _dublin_core(data: Mapping[str, Any]) -> dict[str, list[str]]:
    """A DataCite record as Dublin Core."""
    creators = [one["name"] for one in data.get("creators", ()) if one.get("nameType")]
    return {
        "creator": creators,
        "publisher": creators,
        "contributor": [one["name"] for one in data.get("contributors", ())],
        "subject": [one["subject"] for one in data.get("subjects", ())],
        "relation": [one["relatedIdentifier"] for one in data.get("relatedIdentifiers", ())],
        "rights": [one["rights"] for one in data.get("rightsList", ())],
    }


_Days = Mapping[tuple[str, str], str]
"""When an edition was last changed, by document and language."""


def _pages(project: Project, files: Mapping[str, File], days: _Days) -> Iterator[SitePage]:
    """Every page that search engines are to know."""
    homes = [(tag, f"{tag}/index.html") for tag in project.locales]
    everything = (*homes, ("x-default", "index.html"))
    yield SitePage("index.html", alternates=everything)
    for tag, path in homes:
        named = named_languages(tag, project.locales, "")
        yield SitePage(path, alternates=[one for one in everything if one[0] in {*named, "x-default"}])
    pages: dict[str, list[File]] = {name: [] for name in project.documents}
    for file in files.values():
        if file.format == "html" and file.document in pages:
            pages[file.document].append(file)
    for document, found in pages.items():
        mine = {tag: days[document, tag] for tag in project.locales if days.get((document, tag))}
        yield from _pages_of_document(project, found, mine)


def _pages_of_document(project: Project, found: Sequence[File], days: Mapping[str, str]) -> Iterator[SitePage]:
    """The pages of a document: its editions, which know of each other, those in two languages, its recommendations.

    `days` tells by language when an edition was last changed; a page with several languages is as new as the newest.
    """
    by_locale = {file.locale: file for file in found if file.locale and not file.group}
    editions = [(tag, by_locale[tag]) for tag in project.locales if tag in by_locale]
    sources = [file for _, file in editions if SOURCE in file.states] or [file for _, file in editions[:1]]
    alternates = [(tag, file.path) for tag, file in editions] + [("x-default", file.path) for file in sources]
    full = sources[0].locale if sources else ""
    for tag, file in editions:
        named = {*named_languages(tag, [one for one, _ in editions], full or ""), "x-default"}
        yield SitePage(file.path, days.get(tag, ""), [one for one in alternates if one[0] in named])
    for file in sorted(found, key=lambda file: file.path):
        if file.group or is_pair(file.locale or ""):
            tags = languages_in(file.locale) if file.locale else project.locales
            yield SitePage(file.path, max((days[tag] for tag in tags if tag in days), default=""))
