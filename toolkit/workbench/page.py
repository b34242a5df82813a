"""The edition as readers will see it, with every text in an element that says which text it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from typing import TYPE_CHECKING, ClassVar

from toolkit.catalog.model import State
from toolkit.collection.interface import Element, Interface
from toolkit.collection.localize import LocalizedDocument, Rendition, localize, present_state
from toolkit.editions.edition import Edition, make_edition
from toolkit.editions.foreign import marked, told
from toolkit.editions.markup import Markup, nothing
from toolkit.editions.records.citation import citation_line
from toolkit.editions.templates import render
from toolkit.errors import Location, ToolkitError
from toolkit.language.locales import load_locale
from toolkit.project.project import INTERFACE
from toolkit.sources.inline import without_controls
from toolkit.sources.marks import read_marks
from toolkit.workbench.remembered import Remembered
from toolkit.workbench.texts import by_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from toolkit.catalog.model import Catalog
    from toolkit.collection.collection import Collection

AT_ONCE = 120
"""So many texts are rendered with the page; the others when they come into sight, so that a book opens as fast as a leaflet."""
LONG = 1000
"""Texts; of a longer page the browser lays out only what is seen."""
_MARKED = re.compile(r'data-text="([^"]*)" data-state')
_BODY = "<!-- body -->"
"""Stands in the page for the text; no text can have it, for it is markup."""
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the page of the workbench is put together from, besides the edition."""

    root: str
    """Leads from the page to the pictures and fonts."""
    scripts: str
    """The elements of the head that bring the front end in, safe HTML."""
    picture: Callable[[str], Mapping[str, str] | None] | None = None
    """Gives the attributes of pictures by their sources, where they do not lie beside the page."""
    at_once: int = AT_ONCE
    words: bool = False
    """The theme's words on the page can be opened too."""


def live_document(collection: Collection, document: str, locale: str) -> LocalizedDocument:
    """The document in a locale with every translation that there is, whatever its state, and the source for the others.

    Raises `ToolkitError` where a file has errors.
    """
    original, catalog = collection.document(document), collection.approved(document, locale)

    def made() -> LocalizedDocument:
        own = (link for link in collection.chain(document, locale) if link.locale == locale)
        return localize(original, locale, tuple(replace(link, minimum=State.OUTDATED) for link in own))

    return _localized.get((document, locale), (original, catalog), made)


_localized: Remembered[LocalizedDocument] = Remembered()


def live_page(collection: Collection, document: str, locale: str, frame: Frame) -> str:
    """The page. Raises `ToolkitError` where a file has errors."""
    edition = _edition_of(collection, live_document(collection, document, locale), frame)
    html = render(
        edition.project.theme_path,
        "workbench.html",
        edition.interface,
        edition=edition,
        locale=edition.locale,
        root=frame.root,
        home="",
        title=edition.title_text,
        citation=citation_line,
        scripts=frame.scripts,
        long=len(edition.localized.renditions) > LONG,
        body=_BODY,
    )
    # Of a book's body only that is looked through which may have words of the theme in it.
    html = html.replace(_BODY, told(edition.markup().body(), edition.interface.element), 1)
    return _with_others(html, edition)


def render_texts(collection: Collection, document: str, locale: str, texts: Mapping[str, str]) -> dict[str, str]:
    """The HTML of texts as the page shows them, by id; ids that the document has not are left out."""
    original = collection.document(document)
    source = original.meta.language
    wanted = (segment for segment in original.segments if segment.id in texts)
    renditions = {
        one.id: Rendition(
            one, texts[one.id] or one.text, locale if texts[one.id] else source, "", Location(original.path)
        )
        for one in wanted
    }
    localized = LocalizedDocument(original, locale, renditions, (), ())
    shown = _edition_of(collection, localized, Frame("/", "")).markup()
    return {id: shown.text(id) for id in renditions}


def styles_of(html: str) -> Iterator[str]:
    """The style sheets within a page's head, each as it is."""
    return (match[1] for match in _STYLE.finditer(html.partition("</head>")[0]))


@dataclass(frozen=True)
class _LiveEdition(Edition):
    frame: Frame = Frame("", "")
    voice: ClassVar[None] = None
    """Nobody speaks while a text is worked on."""

    def markup(
        self,
        after: Callable[[str], str] = nothing,
        picture: Callable[[str], Mapping[str, str] | None] | None = None,
        *,
        apart: bool = False,
    ) -> Markup:
        """The document's HTML, each text marked; nothing follows headings, for nobody leaves the page here."""
        picture = picture or self.frame.picture or self.pictures.on_page(self.frame.root)
        made = replace(super().markup(after, picture, apart=apart), mark=_Marking(self).mark)
        if self.interface.element is None:
            return made
        title, language = self.interface.find(_NOTES)
        return replace(made, notes_title=marked(without_controls(title), language, self.locale.tag, _NOTES))


def _edition_of(collection: Collection, localized: LocalizedDocument, frame: Frame) -> _LiveEdition:
    locale = localized.locale

    def title_of(other: str) -> str:
        try:
            return make_edition(collection, other, locale).title_text
        except ToolkitError:  # it is told when that document is opened
            return other

    interface = collection.interface(locale)
    if frame.words and (catalog := collection.approved(INTERFACE, locale)):
        interface = Interface(interface.chain, locale, _word_element(catalog, locale))
    return _LiveEdition(collection.project, localized, interface, cache(title_of), frame)


_NOTES = "Notes"
"""What the theme calls the footnotes."""


def _word_element(catalog: Catalog, locale: str) -> Element:
    """Gives the elements of the theme's words that a catalog has."""
    own = by_name(catalog)

    def element(word: str, language: str) -> str:
        foreign = "" if language == locale else f' lang="{language}" dir="{load_locale(language).direction}"'
        if word not in own:
            return f"<span{foreign}>"
        state = present_state(own[word], word)
        return f'<span class="text" data-text="{escape(word)}" data-domain="{INTERFACE}" data-state="{state}" tabindex="0"{foreign}>'

    return element


class _Marking:
    """Writes the elements of texts: the first ones with their HTML, the others with their words as they are typed."""

    def __init__(self, edition: _LiveEdition) -> None:
        self.edition = edition
        self.left = edition.frame.at_once

    def mark(self, rendition: Rendition, html: Callable[[], str]) -> str:
        self.left -= 1
        later = "" if self.left >= 0 else " data-later"
        inner = escape(without_controls(rendition.text), quote=False) if later else html()
        language = ""
        if rendition.locale != self.edition.localized.locale:
            language = f' lang="{rendition.locale}" dir="{load_locale(rendition.locale).direction}"'
        return (
            f'<span class="text" data-text="{escape(rendition.segment.id)}" data-state="{rendition.state}"'
            f'{language} tabindex="0"{later}>{inner}</span>'
        )


def _others(edition: _LiveEdition, html: str) -> Iterator[str]:
    """The elements of the texts that the page shows nowhere, or only without markup: keywords, names of bodies."""
    marking = _Marking(edition)
    shown = set(_MARKED.findall(html))
    for id, one in edition.localized.renditions.items():
        if escape(id) not in shown:
            yield marking.mark(one, lambda text=one.text: escape(without_controls(read_marks(text).plain), quote=False))  # type: ignore[misc]


def _with_others(html: str, edition: _LiveEdition) -> str:
    """The page with those texts at its end."""
    others = "".join(f"<li>{one}</li>\n" for one in _others(edition, html))
    section = f'<section class="others"><ul>\n{others}</ul></section>\n' if others else ""
    return html.replace("<!-- others -->", section, 1)
