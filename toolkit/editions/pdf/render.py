"""The PDF edition. The only importer of WeasyPrint; import this module only when a PDF is really to be made."""

from __future__ import annotations

import datetime
import hashlib
import logging
import os
import re
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from toolkit.catalog.addresses import without_addresses
from toolkit.catalog.po import format_po
from toolkit.editions.covers import Sheet, cover_words, sheet_of
from toolkit.editions.pdf import engine
from toolkit.editions.pdf.body import print_markup, with_addresses, with_kept_words, without_idle_ids
from toolkit.editions.pdf.missing_glyphs import require_glyphs, shown_in
from toolkit.editions.pdf.tables import FITS, LARGE_FITS
from toolkit.editions.records.citation import citation_line
from toolkit.editions.rendered import Rendered
from toolkit.editions.templates import asset, render
from toolkit.editions.xhtml import read_html
from toolkit.errors import Diagnostic, Location, Severity, ToolkitError
from toolkit.fonts.chosen import project_faces
from toolkit.fonts.instances import ITALIC_ALONE, UnmadeError, pdf_font_files, usual_letters
from toolkit.fonts.packages import FAMILIES, made_fonts, write_font_configuration
from toolkit.language.locales.hyphenation import register
from toolkit.sources.published import without_comments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from weasyprint.text.fonts import FontConfiguration

    from toolkit.editions.edition import Edition
    from toolkit.editions.pictures import PictureFile
    from toolkit.fonts.faces import Face
    from toolkit.project.project import Project


PDF_OPTIONS: dict[str, Any] = {"pdf_variant": "pdf/a-3a"}
"""How every PDF is written."""


_STYLE = ("print.css", "large_print.css", "press.css", "booklet.css", "poster.css")
_ENLARGEMENT = 18 / 10.5
"""Of large print: from the size of the text in ``print.css`` to 18 points."""


def render_print(edition: Edition, large: Sheet | None = None, *, sheet: Sheet | None = None, style: str = "") -> str:
    """The HTML that the PDF is made of; of large print on its sheet before it is enlarged.

    `sheet` is another paper than the project's, `style` a style sheet of the theme that goes behind the usual one.
    """
    page = render(
        edition.project.theme_path,
        "print.html",
        edition.interface,
        edition=edition,
        locale=edition.locale,
        citation=citation_line,
        large_print=large,
        further_style=style,
        **cover_words(edition, large or sheet or sheet_of(edition.project)),
        body=print_markup(
            edition.markup(picture=edition.pictures.on_paper, apart=True), LARGE_FITS if large else FITS
        ).body(),
    )
    return with_kept_words(page, edition.locale)


def render_pdf(edition: Edition) -> Rendered:
    """The PDF of a document in one language. Raises what `make_pdf` raises."""
    return make_pdf(render_print(edition), edition)


def render_large_print(edition: Edition) -> Rendered:
    """The same for readers with low vision: all of it larger, so that the text is of 18 points. Raises what `make_pdf` raises.

    The page is laid out as a small one and enlarged as a whole (after the Clear Print guidelines of the UK Association
    for Accessible Formats: a plain face of 16 to 18 points, black, flush left, no words divided).
    """
    paper = sheet_of(edition.project)
    large = Sheet(paper.width / _ENLARGEMENT, paper.height / _ENLARGEMENT)
    return make_pdf(render_print(edition, large), edition, enlargement=_ENLARGEMENT)


def make_pdf(html: str, edition: Edition, *others: Edition, enlargement: float = 1) -> Rendered:
    """The PDF of finished HTML, described and archived as what it is: a document in one language, or in several.

    Everything in it, the page too, is `enlargement` times as large as the HTML says.
    Raises `ToolkitError` naming every character that no font of the edition has, and the segment that it stands in.
    """
    editions = (edition, *others)
    html = without_idle_ids(with_addresses(html))
    register((*edition.project.locales, edition.localized.document.meta.language))
    fonts = edition.project.cache_path, edition.project.theme_path, project_faces(edition.project)
    try:
        return _set(html, editions, fonts, enlargement)
    except UnmadeError:
        _make_rare_fonts(*fonts)
        return _set(html, editions, fonts, enlargement)


def _set(
    html: str, editions: Sequence[Edition], fonts: tuple[Path, Path, tuple[Face, ...]], enlargement: float
) -> Rendered:
    """The PDF, in the fonts of these folders and faces. Raises `UnmadeError` where one is wanting that few need."""
    _, theme_path, faces = fonts
    configuration = _font_configuration(*fonts)

    from toolkit.editions.pdf.broken_words import remembered_rests
    from toolkit.editions.pdf.cells import light_cells
    from toolkit.editions.pdf.compact import compact_pages, let_go
    from toolkit.editions.pdf.letters import spoken_letters
    from toolkit.editions.pdf.lines import mended_lines
    from toolkit.editions.pdf.metadata import EditionMetadata
    from toolkit.editions.pdf.numbers import settled_numbers
    from toolkit.editions.pdf.once import worked_out_once
    from toolkit.editions.pdf.sheets import known_sheets
    from toolkit.editions.pdf.tags import completed_tags
    from toolkit.editions.pdf.usual import usual_letters_alone

    with (
        _Log() as log,
        compact_pages(html),
        worked_out_once(outlined="outline" in html),
        usual_letters_alone(configuration.usual),
    ):
        pictures = {address: file for one in editions for address, file in one.pictures.paper.items()}
        fetcher = _fetcher(pictures)
        source = _page(html, theme_path, fetcher)
        with mended_lines(), remembered_rests(), settled_numbers(), known_sheets(), light_cells():
            document = source.render(font_config=configuration, presentational_hints=True)
        let_go(document)
        document.metadata = EditionMetadata.of(document.metadata, *editions)
        document.metadata.attachments = _attachments(editions, fetcher)
        with completed_tags(document, _line_end_hyphens(html, editions)), spoken_letters(), _timeless_fonts():
            data = document.write_pdf(
                zoom=enlargement,
                **PDF_OPTIONS,
                pdf_identifier=hashlib.sha256(html.encode()).digest()[:16],
                finisher=_finish,
            )
    if configuration.usual and not ITALIC_ALONE.isdisjoint(shown_in(document.fonts.values())):
        raise UnmadeError
    require_glyphs(document.fonts, editions, {*FAMILIES, *(name for face in faces for name in face.names)})
    place = Location(editions[0].localized.document.path)
    names = " and ".join(one.locale.name for one in editions)
    warnings = tuple(
        Diagnostic("pdf", text, place, Severity.WARNING, hint=f"look at the {names} PDF") for text in log.messages
    )
    return Rendered(data, len(document.pages), warnings)


def _page(html: str, theme_path: Path, fetcher: Any) -> Any:
    """The page for WeasyPrint, which reads templates that are not ours with a parser that repairs what browsers can meet."""
    from weasyprint import HTML
    from weasyprint.css import cssselect2

    root = None if any(theme_path.glob("*.html")) else read_html(html)
    page = HTML(string=html if root is None else "", url_fetcher=fetcher)
    if root is not None:
        page.etree_element, page.wrapper_element = root, cssselect2.ElementWrapper.from_html_root(root)
    return page


def prepare(project: Project) -> None:
    """Imports what makes PDFs, and makes their fonts meanwhile, for processes that begin as copies of this one, which has one thread."""
    import multiprocessing

    fonts = project.cache_path, project.theme_path, project_faces(project)
    makes = None
    if not _static(project.cache_path).is_dir():
        makes = multiprocessing.get_context("fork").Process(target=_make_fonts, args=fonts)
        makes.start()
    engine.load()
    from toolkit.editions.pdf import once, tags  # noqa: F401

    if makes:
        makes.join()
    _font_file(*fonts)


def _make_fonts(cache_path: Path, theme_path: Path, faces: tuple[Face, ...]) -> None:
    """Makes the fonts that are not there; what goes wrong is told by the one who needs them."""
    with suppress(Exception, KeyboardInterrupt):
        _font_file(cache_path, theme_path, faces)


@contextmanager
def _timeless_fonts() -> Iterator[None]:
    """While it is entered, subsets of fonts bear no time of the day; fontTools takes theirs from the environment."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _finish(_document: Any, pdf: Any) -> None:
    from toolkit.editions.pdf.tag_tree import complete

    complete(pdf)
    for thing in pdf.objects:
        extra = getattr(thing, "extra", {})
        if extra.get("Type") == "/EmbeddedFile":
            extra["Subtype"] = "/text#2fplain"  # what the machine would guess from the ending differs


def _line_end_hyphens(html: str, editions: Sequence[Edition]) -> frozenset[str]:
    """The signs that stand nowhere but at the end of a line that ends within a word."""
    _, _, body = html.partition("<body")
    return frozenset(sign for sign in {one.locale.hyphen for one in editions} if sign not in body)


def _attachments(editions: Sequence[Edition], fetcher: Any) -> list[Any]:
    """The source and the catalogs that the editions are made of, with the document's date.

    The source without its comments; catalogs with the names of their people, but not with their addresses.
    """
    from weasyprint import Attachment

    project, name = editions[0].project, editions[0].name
    date = editions[0].localized.document.meta.date or _EPOCH
    moment = datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.UTC)
    source, found = project.source(name), []
    if source.is_file():
        found.append((source, source.name, without_comments(source.read_text("utf-8", errors="replace"))))
    for tag in dict.fromkeys(tag for one in editions for tag in project.chain(one.localized.locale)):
        if catalog := editions[0].catalog(tag):
            path = project.catalog(name, tag)
            found.append((path, f"{path.parent.name}-{path.name}", format_po(without_addresses(catalog))))
    return [
        Attachment(
            string=text,
            url_fetcher=fetcher,
            name=shown,
            description=project.name(path),
            created=moment,
            modified=moment,
            relationship="Source",
        )
        for path, shown, text in found
    ]


_EPOCH = datetime.date(1980, 1, 1)
"""The date of attachments where the document has none."""


@cache
def _font_file(
    cache_path: Path, theme_path: Path, faces: tuple[Face, ...]
) -> tuple[Path, frozenset[tuple[int, bool]] | None]:
    """The private fontconfig file, written, and what its fonts are for: the usual letters, or None for any."""
    files = pdf_font_files(_style(theme_path), _static(cache_path), faces, rare=False)
    usual = None if all(file.is_file() for file in files) else usual_letters(_style(theme_path))
    return write_font_configuration(cache_path, files), usual


def _make_rare_fonts(cache_path: Path, theme_path: Path, faces: tuple[Face, ...]) -> None:
    """Makes the fonts that few PDFs need, for this one and all that come."""
    pdf_font_files(_style(theme_path), _static(cache_path), faces)
    _font_file.cache_clear()
    _font_configuration.cache_clear()


def _style(theme_path: Path) -> str:
    return "".join(asset(theme_path, name) for name in _STYLE)


def _static(cache_path: Path) -> Path:
    return made_fonts(cache_path) / "static"


@cache
def _font_configuration(cache_path: Path, theme_path: Path, faces: tuple[Face, ...]) -> FontConfiguration:
    """WeasyPrint's fonts, one set a process; the environment variable counts when it is made. Its `usual` are as above."""
    path, usual = _font_file(cache_path, theme_path, faces)
    os.environ["FONTCONFIG_FILE"] = str(path)
    try:
        engine.load()
        from weasyprint.text.fonts import FontConfiguration
    except OSError as error:
        raise ToolkitError(
            Diagnostic(
                "pango", f"Pango cannot be loaded: {str(error).splitlines()[0]}", hint="run `polyedition doctor`"
            )
        ) from None
    configuration = FontConfiguration()
    configuration.usual = usual
    return configuration


def _fetcher(pictures: Mapping[str, PictureFile]) -> Any:
    """Gives WeasyPrint the edition's pictures by their addresses, and the data in drawings; refuses every other address."""
    from weasyprint import URLFetcher
    from weasyprint.urls import URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if file := pictures.get(url):
                return URLFetcherResponse(url, file.data, {"Content-Type": file.media_type})
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols=("data",), allow_redirects=False)


def pango_version() -> str:
    """The version of the library that sets the letters."""
    engine.load()
    from weasyprint.text.ffi import pango

    number = pango.pango_version()  # PANGO_VERSION_ENCODE: two decimal digits each for minor and micro
    return f"{number // 10_000}.{number // 100 % 100}.{number % 100}"


_DATA = re.compile(r"data:[^\s'\"]+")


class _Log(logging.Handler):
    """Collects WeasyPrint's warnings while it is entered."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(_DATA.sub("data:…", record.getMessage()))

    def __enter__(self) -> Self:
        logger = logging.getLogger("weasyprint")
        logger.addHandler(self)
        logger.propagate = False
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("weasyprint").removeHandler(self)
