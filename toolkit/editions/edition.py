"""What an edition is before it has a format: a localized document, its languages, its words, and the theme to show it with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from markupsafe import Markup as Safe

from toolkit.catalog.model import State
from toolkit.collection.localize import SOURCE
from toolkit.editions.credits import AUTHOR, EDITOR, credits_of, numbers_of
from toolkit.editions.markup import Entry, Markup, nothing, quotes_of
from toolkit.editions.pictures import Pictures
from toolkit.editions.templates import phrase
from toolkit.errors import ToolkitError
from toolkit.language.locales import load_locale
from toolkit.language.locales.format import format_date, format_number, format_percent, join_and
from toolkit.project.formats import RECORDS, file_name, known_format
from toolkit.sources.inline import InlineRenderer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from toolkit.collection.collection import Collection
    from toolkit.collection.interface import Interface
    from toolkit.collection.localize import LocalizedDocument
    from toolkit.editions.credits import Credit, Numbers
    from toolkit.editions.released import Changes, ReleasedEdition
    from toolkit.language.locales import Locale
    from toolkit.project.project import Project
    from toolkit.sources.licence import Licence


_MANY_LANGUAGES = 40


@dataclass(frozen=True, slots=True)
class Language:
    """An edition in another language, as a switcher names it."""

    tag: str
    autonym: str
    direction: str
    current: bool


@dataclass(frozen=True, slots=True)
class EditionFile:
    """A file of an edition."""

    format: str
    name: str
    """In the folder of its language."""
    media_type: str


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """A description of an edition for catalogues and reference managers."""

    format: str
    path: str
    """In the output."""
    words: str
    """What its format is called."""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of an edition is in a state."""

    state: str
    count: int
    percent: str
    """Written in the edition's language."""


@dataclass(frozen=True)
class Edition:
    """One document in one language, ready for a template. Texts are safe HTML unless their name ends in ``_text``."""

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

    @property
    def font_rules(self) -> Safe:
        """CSS for the fonts that the project has beside the built-in ones."""
        from toolkit.fonts.stacks import font_rules

        return Safe(font_rules(self.project))  # noqa: S704 - names of fonts that a string of CSS can hold

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """Every language of the project, this one included."""
        return languages(self.project, self.localized.locale, self.project.locales_of(self.name))

    @property
    def has_many_languages(self) -> bool:
        """Whether a page had better name them once, not at every passage."""
        return len(self.languages) > _MANY_LANGUAGES

    @property
    def files(self) -> tuple[EditionFile, ...]:
        """Its files in every format of the project."""
        return tuple(
            EditionFile(format, file_name(self.name, format), known_format(format).media_type)
            for format in self.project.formats
        )

    @property
    def downloads(self) -> tuple[EditionFile, ...]:
        """The files beside its page."""
        return tuple(file for file in self.files if file.format != "html")

    @property
    def records(self) -> tuple[EditionRecord, ...]:
        """Its descriptions in every format of such."""
        path = f"{self.localized.locale}/{self.name}"
        return tuple(EditionRecord(name, f"{path}{one.ending}", one.label) for name, one in RECORDS.items())

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
            notes_title=self.interface.gettext("Notes"),
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

    @property
    def bodies(self) -> tuple[str, ...]:
        """The publishers, each without markup."""
        number = len(self.localized.document.meta.publishers)
        return tuple(self.plain(f"publisher-{index}") for index in range(1, number + 1))

    @property
    def publishers(self) -> str:
        """The publishers as a list in words, without markup."""
        return join_and(self.locale, self.bodies)

    @property
    def published_by(self) -> Safe:
        """The same as inline HTML, with the language of each where that differs."""
        number = len(self.localized.document.meta.publishers)
        names = [str(self.text(f"publisher-{index}")) for index in range(1, number + 1)]
        return Safe(join_and(self.locale, names))  # noqa: S704 - the markup room escapes

    @cached_property
    def credits(self) -> tuple[Credit, ...]:
        """The people who made the document: authors, editors, then others."""
        return credits_of(self.localized.document.meta, self.plain)

    @property
    def authors(self) -> tuple[Credit, ...]:
        """Its authors."""
        return tuple(one for one in self.credits if one.relator == AUTHOR)

    @property
    def editors(self) -> tuple[Credit, ...]:
        """Its editors."""
        return tuple(one for one in self.credits if one.relator == EDITOR)

    @property
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

    def _logos(self, picture: Callable[[str], Mapping[str, str] | None]) -> Safe:
        shown = Safe()
        for source, name in zip_longest(self.localized.document.meta.logo, self.bodies, fillvalue=""):
            attributes = picture(source) if source else None
            if attributes:
                told = Safe().join(Safe(' {}="{}"').format(*pair) for pair in attributes.items())
                shown += Safe('<img{} alt="{}"/>').format(told, name)
        return shown

    @property
    def keywords(self) -> tuple[str, ...]:
        """The keywords without markup."""
        number = len(self.localized.document.meta.keywords)
        return tuple(self.plain(f"keyword-{index}") for index in range(1, number + 1))

    @property
    def date(self) -> str:
        """The document's date as the language writes it."""
        date = self.localized.document.meta.date
        return format_date(self.locale, date) if date else ""

    @property
    def contents(self) -> tuple[Entry, ...]:
        """The table of contents."""
        return self._markup.contents()

    @property
    def is_source(self) -> bool:
        """Whether this is the language that the document was written in."""
        return self.localized.locale == self.localized.document.meta.language

    @property
    def is_official(self) -> bool:
        """Whether the issuing bodies answer for its words: the original, and translations that the document names so."""
        return self.is_source or self.localized.locale in self.localized.document.meta.official

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

    @property
    def edition_date(self) -> str:
        """The day of the edition's newest text, as its language writes it; empty if nobody tells."""
        revised = self.localized.revised
        return format_date(self.locale, revised) if revised else ""

    @property
    def default_language(self) -> str:
        """The edition for whoever reads none of the languages: the original's, if it is published, else the first."""
        source = self.localized.document.meta.language
        published = self.project.locales_of(self.name)
        return source if source in published else published[0]

    @cached_property
    def released(self) -> tuple[ReleasedEdition, ...]:
        """The editions that were released of it, the newest first."""
        from toolkit.editions.released import released_editions

        return released_editions(self) if self.project.releases else ()

    @cached_property
    def changes(self) -> Changes | None:
        """What has changed since the last of them."""
        from toolkit.editions.released import changes_of

        return changes_of(self) if self.project.releases else None

    @property
    def changes_address(self) -> str:
        """Where its page leads for the changes."""
        return "changes.html" if self.project.frozen else f"{self.name}/changes.html"

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """The states of the edition's segments, best first."""
        return shares(self.localized.counts, self.locale)

    @property
    def draft_count(self) -> int:
        """How many segments are shown that nobody has checked."""
        minimum = self.project.minimum_of(self.localized.locale)
        unchecked = [state for state in (State.OUTDATED, State.DRAFT) if state.rank >= minimum.rank]
        return sum(self.localized.counts.get(state, 0) for state in unchecked)

    @property
    def missing_count(self) -> int:
        """How many segments stand in another language."""
        return sum(rendition.locale != self.localized.locale for rendition in self.localized.renditions.values())

    @property
    def held_count(self) -> int:
        """How many of those have a translation that has not come far enough to be shown."""
        return sum(
            one.locale != self.localized.locale and one.state not in {SOURCE, State.UNTRANSLATED}
            for one in self.localized.renditions.values()
        )

    @cached_property
    def followed_by(self) -> tuple[tuple[str, str], ...]:
        """The languages that stand in for passages without a translation: tag, and name in the edition's language."""
        from toolkit.language.locales.cldr import language_name

        tags = dict.fromkeys(one.locale for one in self.localized.renditions.values())
        return tuple((tag, language_name(tag, self.locale)) for tag in tags if tag != self.localized.locale)

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


def make_edition(collection: Collection, name: str, locale: str) -> Edition:
    """The edition of a document in a language. Raises `ToolkitError` for a source or a catalog with errors."""

    def title_of(other: str) -> str:
        try:
            return make_edition(collection, other, locale).title_text
        except ToolkitError:  # it is told when that document is made
            return other

    return Edition(
        collection.project, collection.localized(name, locale), collection.interface(locale), cache(title_of)
    )


def languages(project: Project, current: str | None, tags: Sequence[str] | None = None) -> tuple[Language, ...]:
    """The project's languages in their order, or some of them, by their own names."""
    profiles = [load_locale(tag) for tag in (project.locales if tags is None else tags)]
    return tuple(Language(one.tag, one.autonym, one.direction, one.tag == current) for one in profiles)


def shares(counts: dict[str, int], locale: Locale) -> tuple[Share, ...]:
    """The states with their numbers and shares, the best first, those that do not occur left out."""
    total = sum(counts.values()) or 1
    order = (SOURCE, *(str(state) for state in reversed(State)))
    return tuple(
        Share(state, counts[state], format_percent(locale, counts[state] / total))
        for state in order
        if counts.get(state)
    )
