"""Which domains an update has nothing to do for: those that it was found so for, while all their files are as they were."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.collection.results import Results
from toolkit.editions.theme import built_in_hash
from toolkit.project.project import DOMAINS, INTERFACE, WORKBENCH
from toolkit.system.fingerprints import short_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.collection.digests import Digests
    from toolkit.project.project import Project
    from toolkit.sources.document import Document


class UpToDate:
    """The domains whose template and catalogs, in some locales, are as an update has left them."""

    def __init__(self, project: Project, locales: Sequence[str], digests: Digests) -> None:
        self._project, self._locales, self._digests = project, locales, digests
        self._results = Results(project, "update", digests)

    def __contains__(self, domain: str) -> bool:
        key = self._key(domain)
        catalogs = [self._digests.catalog(domain, locale) for locale in self._locales]  # all, before any is read
        return key is not None and all(
            self._results.get(domain, locale, f"{key}{catalog}")
            for locale, catalog in zip(self._locales, catalogs, strict=True)
        )

    def add(self, domain: str, document: Document | None) -> None:
        """Keeps that a domain is up to date as its files are now; `document` is what its source says, where it has one."""
        if document:
            self._results.learn(document)
        key = self._key(domain)
        for locale in self._locales:
            self._results.put(domain, locale, f"{key}{self._digests.catalog(domain, locale)}", data=True)

    def forget(self, path: str) -> None:
        """Looks at a file again: it was written."""
        self._digests.forget(path)

    def keep(self) -> None:
        """Keeps what was found for the next run."""
        self._results.keep()

    def _key(self, domain: str) -> str | None:
        if domain not in DOMAINS:
            return self._results.whole(domain)
        themes = self._themes if domain in {INTERFACE, WORKBENCH} else ""
        return f"{self._digests.template(domain)}{themes}"

    @cached_property
    def _themes(self) -> str:
        """What the words of the interface are extracted from."""
        return short_hash(self._digests.below(self._project.theme), built_in_hash())
