"""What was found before in files that are as they were: an unchanged catalog is neither read nor checked again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from toolkit.collection.results import Results
from toolkit.errors import Diagnostic
from toolkit.language.locales import load_locale
from toolkit.project.project import TERMS

if TYPE_CHECKING:
    from toolkit.collection.collection import Collection

_SOURCE, _WITNESSES = "source", "witnesses"
_GLYPHS = "glyphs"

_Find = Callable[[], Iterable[Diagnostic]]


class FoundAnew:
    """Findings that nobody keeps: every time `find` is asked."""

    def of_source(self, document: str, find: _Find) -> list[Diagnostic]:  # noqa: ARG002
        """Those of a source."""
        return list(find())

    def of_catalog(self, domain: str, locale: str, find: _Find) -> list[Diagnostic]:  # noqa: ARG002
        """Those of a catalog."""
        return list(find())

    def of_fonts(self, locale: str, find: _Find) -> list[Diagnostic]:  # noqa: ARG002
        """Those of the fonts."""
        return list(find())

    def of_witnesses(self, document: str, find: _Find) -> list[Diagnostic]:  # noqa: ARG002
        """Those of the languages of a document."""
        return list(find())


class KeptFindings:
    """The findings of a project's checks, found once; `keep` keeps them for the next run.

    Each method gives what `find` finds, or what it has found before. What it raises is not kept.
    """

    def __init__(self, collection: Collection) -> None:
        self._collection, self._digests = collection, collection.digests
        self._results = Results(collection.project, "check", self._digests)
        self._locales: dict[str, tuple[str | None, str]] = {}

    def of_source(self, document: str, find: _Find) -> list[Diagnostic]:
        """Those of a source."""
        key = self._results.whole(document)
        if key is not None and (known := self._results.findings(document, _SOURCE, key)) is not None:
            return known
        found = list(find())
        self._results.learn(self._collection.settled(document))
        self._results.put_findings(document, _SOURCE, self._results.whole(document) or "", found)
        return found

    def of_catalog(self, domain: str, locale: str, find: _Find) -> list[Diagnostic]:
        """Those of a catalog, and of what is made from another one by script conversion."""
        parent, terms = self._beside(locale)
        origin = self._digests.catalog(domain, parent) if parent else ""
        own = f"{self._digests.catalog(domain, locale)}{origin}"
        return self._of(domain, locale, f"{self._results.texts(domain)}{own}{terms}", find)

    def of_witnesses(self, document: str, find: _Find) -> list[Diagnostic]:
        """Those of the languages of a document, compared with one another."""
        catalogs = (self._digests.catalog(document, locale) for locale in self._collection.project.locales)
        return self._of(document, _WITNESSES, f"{self._results.texts(document)}{''.join(catalogs)}", find)

    def of_fonts(self, locale: str, find: _Find) -> list[Diagnostic]:
        """Those of the fonts, which no file of the project's texts has a part in."""
        return self._of("", f"{_GLYPHS} {locale}", "", find)

    def keep(self) -> None:
        """Keeps what was found."""
        self._results.keep()
        self._digests.keep()

    def _of(self, name: str, part: str, key: str, find: _Find) -> list[Diagnostic]:
        known = self._results.findings(name, part, key)
        if known is not None:
            return known
        found = list(find())
        self._results.put_findings(name, part, key, found)
        return found

    def _beside(self, locale: str) -> tuple[str | None, str]:
        """The locale that a locale's texts come from by script conversion, and the key of its terms."""
        if locale not in self._locales:
            parent = load_locale(locale).derived_from
            catalogs = (self._digests.catalog(TERMS, tag) for tag in (locale, parent) if tag)
            self._locales[locale] = parent, "".join((*catalogs, self._digests.template(TERMS)))
        return self._locales[locale]
