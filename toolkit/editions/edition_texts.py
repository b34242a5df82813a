"""What an edition says: the texts of its front matter and of its body, in its language, before they have a format."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from markupsafe import Markup as Safe

from toolkit.editions.credits import AUTHOR, EDITOR, credits_of, numbers_of
from toolkit.editions.markup import Markup, nothing, quotes_of
from toolkit.editions.pictures import Pictures
from toolkit.editions.templates import phrase
from toolkit.language.locales import load_locale
from toolkit.language.locales.format import format_date, format_number, join_and
from toolkit.project.formats import file_name
from toolkit.sources.inline import InlineRenderer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from toolkit.collection.interface import Interface
    from toolkit.collection.localize import LocalizedDocument
    from toolkit.editions.contents import Entry
    from toolkit.editions.credits import Credit, Numbers
    from toolkit.editions.overview import Track
    from toolkit.language.locales import Locale
    from toolkit.project.project import Project
    from toolkit.sources.licence import Licence


@dataclass(frozen=True)
class EditionTexts:
    """One document in one language, in words. Texts are safe HTML unless their name ends in ``_text``."""

    project: Project
    localized: LocalizedDocument
    interface: Interface
    title_of: Callable[[str], str] = str
    """Gives the title of another document of the project in the edition's language, without markup, by its name."""

    @property
    def name(self) -> str:
        """The document's name, as in file names."""
        return self.localized.document.name

    @property
    def locale(self) -> Locale:
        """The profile of the edition's language."""
        return load_locale(self.localized.locale)

    @cached_property
    def _markup(self) -> Markup:
        return self.markup()

    @cached_property
    def pictures(self) -> Pictures:
        """The pictures that it shows."""
        return Pictures(self.project, self.localized.locale)

    def markup(
        self,
        after: Callable[[str], str] = nothing,
        picture: Callable[[str], Mapping[str, str] | None] | None = None,
        *,
        apart: bool = False,
    ) -> Markup:
        """The document's HTML, with what `after` puts behind headings and numbered items.

        Links to other documents of the project (``name.md``) lead to their pages; from a file that is read `apart` from
        the site to the site, and where that has no address, the documents' titles stand in their place. `picture` gives
        the attributes of pictures by their sources; those of a page in the language's folder where nothing is given.
        """
        return Markup(
            self.localized,
            picture=picture or self.pictures.on_page("../"),
            target=partial(self._target, apart=apart),
            title_of=self.title_of,
            after=after,
            notes_title=self.phrase("notes.html"),
            scrolls=not apart,
        )

    def text(self, key: str) -> Safe:
        """A text of the front matter (``title``, ``event`` …) as inline HTML."""
        return Safe(self._markup.inline(f"meta/{key}"))  # noqa: S704 - the markup room escapes

    def plain(self, key: str) -> str:
        """The same without markup, to be escaped."""
        return self._plain(key)

    @cached_property
    def _plain(self) -> Callable[[str], str]:
        """Records and pages ask for the same few texts again and again."""
        return cache(lambda key: self._markup.plain(f"meta/{key}"))

    def phrase(self, name: str, **context: str | int) -> Safe:
        """A template of a few words in the edition's language."""
        return self._phrase(name, **context)

    @cached_property
    def _phrase(self) -> Callable[..., Safe]:
        return cache(lambda name, **context: phrase(self.project.theme_path, name, self.interface, **context))

    @property
    def title_text(self) -> str:
        """The title without markup."""
        return self.plain("title")

    @property
    def title_language(self) -> str:
        """The language that the title is in, a BCP 47 tag."""
        return self.localized.renditions["meta/title"].locale

    @cached_property
    def original_title(self) -> str:
        """The title in the language that the document was written in, without markup."""
        meta = self.localized.document.meta
        return InlineRenderer().plain(meta.title, quotes_of(meta.language))

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """The publishers, each without markup."""
        return self._each("publisher", self.localized.document.meta.publishers)

    @property
    def publishers(self) -> str:
        """The publishers as a list in words, without markup."""
        return join_and(self.locale, self.bodies)

    @cached_property
    def published_by(self) -> Safe:
        """The same as inline HTML, with the language of each where that differs."""
        number = len(self.localized.document.meta.publishers)
        names = [str(self.text(f"publisher-{index}")) for index in range(1, number + 1)]
        return Safe(join_and(self.locale, names))  # noqa: S704 - the markup room escapes

    @cached_property
    def credits(self) -> tuple[Credit, ...]:
        """The people who made the document: authors, editors, then others."""
        return credits_of(self.localized.document.meta, self.plain)

    @cached_property
    def authors(self) -> tuple[Credit, ...]:
        """Its authors."""
        return tuple(one for one in self.credits if one.relator == AUTHOR)

    @cached_property
    def editors(self) -> tuple[Credit, ...]:
        """Its editors."""
        return tuple(one for one in self.credits if one.relator == EDITOR)

    @cached_property
    def contributors(self) -> tuple[Credit, ...]:
        """Others who made it."""
        return tuple(one for one in self.credits if one.relator not in {AUTHOR, EDITOR})

    @property
    def creators(self) -> tuple[str, ...]:
        """In whose names it stands: its authors', else those of the issuing bodies."""
        return tuple(one.name for one in self.authors) or self.bodies

    @cached_property
    def numbers(self) -> Numbers:
        """DOI, ISBN, ISSN of this edition."""
        return numbers_of(self.localized.document.meta, self.localized.locale)

    @property
    def original_numbers(self) -> Numbers:
        """Those of the original."""
        meta = self.localized.document.meta
        return numbers_of(meta, meta.language)

    @property
    def licence(self) -> Licence | None:
        """What a reader may do with it."""
        return self.localized.document.meta.licence

    @property
    def description(self) -> str:
        """What it is about, in the words of the abstract, else of the subtitle; without markup."""
        return self.plain("abstract") or self.plain("subtitle")

    @property
    def logos(self) -> Safe:
        """The pictures of the issuing bodies in a page, each with the name of its body."""
        return self._logos(self.pictures.on_page("../"))

    @property
    def printed_logos(self) -> Safe:
        """The same in the HTML of a PDF."""
        return self._logos(self.pictures.on_paper)

    @property
    def printed_collection_logo(self) -> Safe:
        """The picture of the collection in the HTML of a PDF; its name stands beside it."""
        attributes = self.pictures.on_paper(self.project.look.logo) or {}
        told = Safe().join(Safe(' {}="{}"').format(*pair) for pair in attributes.items())
        return Safe('<img{} alt=""/>').format(told) if attributes else Safe()

    def _logos(self, picture: Callable[[str], Mapping[str, str] | None]) -> Safe:
        shown = Safe()
        for source, name in zip_longest(self.localized.document.meta.logo, self.bodies, fillvalue=""):
            attributes = picture(source) if source else None
            if attributes:
                told = Safe().join(Safe(' {}="{}"').format(*pair) for pair in attributes.items())
                shown += Safe('<img{} alt="{}"/>').format(told, name)
        return shown

    @cached_property
    def keywords(self) -> tuple[str, ...]:
        """The keywords without markup."""
        return self._each("keyword", self.localized.document.meta.keywords)

    def _each(self, name: str, there: Sequence[str]) -> tuple[str, ...]:
        """Numbered texts of the title page, as many as there are, without markup."""
        return tuple(self.plain(f"{name}-{number}") for number, _ in enumerate(there, 1))

    @cached_property
    def date(self) -> str:
        """The document's date as the language writes it."""
        date = self.localized.document.meta.date
        return format_date(self.locale, date) if date else ""

    @cached_property
    def contents(self) -> tuple[Entry, ...]:
        """The table of contents."""
        return self._markup.contents()

    @cached_property
    def overview(self) -> tuple[Track, ...]:
        """Its recommendations, by tracks."""
        from toolkit.editions.overview import overview

        return overview(self.localized)

    @property
    def source_language(self) -> str:
        """What the language that the document was written in is called in the edition's."""
        from toolkit.language.locales.cldr import language_name

        return language_name(self.localized.document.meta.language, self.locale)

    @property
    def script(self) -> str:
        """What the edition's script is called in its language."""
        from toolkit.language.locales.cldr import script_name

        return script_name(self.locale.script, self.locale)

    def number(self, value: float) -> str:
        """A number as the language writes it."""
        return format_number(self.locale, value)

    def _target(self, target: str, *, apart: bool) -> str | None:
        """Where a link leads; None where that is a page that cannot be reached from here."""
        name, mark, anchor = target.partition("#")
        document = name.removesuffix(".md")
        if document == name or document not in self.project.documents:
            return target
        page = f"{file_name(document, 'html')}{mark}{anchor}"
        if not apart:
            return page
        is_reachable = self.project.site_url and "html" in self.project.formats
        return self.project.address(f"{self.localized.locale}/{page}") if is_reachable else None
