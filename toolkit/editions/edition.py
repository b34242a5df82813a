"""What an edition is before it has a format: a localized document, its languages, its words, and the theme to show it with."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING

from markupsafe import Markup as Safe

from toolkit.catalog.model import SOURCE, State
from toolkit.collection.collection import Collection
from toolkit.collection.companions import companions
from toolkit.editions.edition_texts import EditionTexts
from toolkit.errors import ToolkitError
from toolkit.language.locales import load_locale
from toolkit.language.locales.format import format_date, format_percent
from toolkit.project.formats import RECORDS, file_name, known_format
from toolkit.project.places import MANY_LANGUAGES, named_languages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from toolkit.catalog.model import Catalog
    from toolkit.editions.audio import Voice
    from toolkit.editions.released import Changes, ReleasedEdition
    from toolkit.editions.still import Still
    from toolkit.language.locales import Locale
    from toolkit.project.project import Project


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


@dataclass(frozen=True, slots=True)
class Companion:
    """The same in plain language, or what is said so."""

    page: str
    """In the folder of its language."""
    title: str
    """In the edition's language."""
    address: str
    """On the web; empty where the site has none."""


@dataclass(frozen=True)
class Edition(EditionTexts):
    """One document in one language, ready for a template: its words, its files, its languages, and how far it has come."""

    plain_language: Mapping[str, str] | None = field(default=None, kw_only=True)
    """The plain-language document by the name of the one that names it; read from the sources where nothing is given."""
    catalog_of: Callable[[str], Catalog | None] | None = field(default=None, kw_only=True)
    """Gives the document's catalog in a language, None where there is none; read from its file where nothing is given."""

    def catalog(self, tag: str) -> Catalog | None:
        """The document's catalog in a language, as its file has it; None where there is none."""
        return (self.catalog_of or partial(Collection(self.project).catalog, self.name))(tag)

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """Every language of the project, this one included."""
        return languages(self.project, self.localized.locale, self.project.locales_of(self.name))

    @property
    def has_many_languages(self) -> bool:
        """Whether a page had better name them once, not at every passage."""
        return len(self.languages) > MANY_LANGUAGES

    @cached_property
    def named_languages(self) -> tuple[Language, ...]:
        """Those that its page leads to by itself."""
        locale = self.localized.locale
        named = named_languages(locale, self.project.locales_of(self.name), self.default_language)
        return languages(self.project, locale, named)

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

    @property
    def is_source(self) -> bool:
        """Whether this is the language that the document was written in."""
        return self.localized.locale == self.localized.document.meta.language

    @property
    def is_official(self) -> bool:
        """Whether the issuing bodies answer for its words: the original, and translations that the document names so."""
        return self.is_source or self.localized.locale in self.localized.document.meta.official

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
    def easy(self) -> Companion | None:
        """The document that says the same in plain language, if it is published in this language."""
        name = self._plain_language.get(self.name)
        return self._companion(name) if name else None

    @cached_property
    def full(self) -> tuple[Companion, ...]:
        """The documents that this one says in plain language, as far as they are published in this language."""
        named = (name for name, easy in self._plain_language.items() if easy == self.name)
        return tuple(filter(None, map(self._companion, named)))

    @cached_property
    def _plain_language(self) -> Mapping[str, str]:
        return companions(self.project) if self.plain_language is None else self.plain_language

    @property
    def companions(self) -> tuple[Companion, ...]:
        """Both."""
        return (*self.full, *((self.easy,) if self.easy else ()))

    def _companion(self, name: str) -> Companion | None:
        locale = self.localized.locale
        if locale not in self.project.locales_of(name):
            return None
        path = f"{locale}/{file_name(name, self.project.formats[0])}"
        address = self.project.address(path) if self.project.site_url else ""
        return Companion(file_name(name, "html"), self.title_of(name), address)

    @cached_property
    def voice(self) -> Voice | None:
        """What can be listened to. Raises `ToolkitError` for a recording or a program that fails."""
        if not self.project.audio.is_on:
            return None
        from toolkit.editions.audio import voice_of

        return voice_of(self)

    @cached_property
    def still(self) -> Still | None:
        """What it prints of itself, to be asked whether it is still current."""
        from toolkit.editions.still import still_of

        return still_of(self)

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

    @cached_property
    def missing_count(self) -> int:
        """How many segments stand in another language."""
        return sum(rendition.locale != self.localized.locale for rendition in self.localized.renditions.values())

    @cached_property
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

    @property
    def font_rules(self) -> Safe:
        """CSS for the fonts that the project has beside the built-in ones."""
        from toolkit.fonts.stacks import font_rules

        return Safe(font_rules(self.project))  # noqa: S704 - names of fonts that a string of CSS can hold


def make_edition(collection: Collection, name: str, locale: str) -> Edition:
    """The edition of a document in a language. Raises `ToolkitError` for a source or a catalog with errors."""

    def title_of(other: str) -> str:
        try:
            return make_edition(collection, other, locale).title_text
        except ToolkitError:  # it is told when that document is made
            return other

    return Edition(
        collection.project,
        collection.localized(name, locale),
        collection.interface(locale),
        cache(title_of),
        plain_language=collection.companions,
        catalog_of=partial(collection.catalog, name),
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
