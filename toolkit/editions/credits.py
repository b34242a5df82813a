"""Who made a document, and under which standard numbers: what a title page, a colophon and every record say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.sources.document import ORIGINAL
from toolkit.sources.identifiers import doi, isbn, issn
from toolkit.sources.inline import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolkit.sources.document import Meta

AUTHOR, EDITOR = "aut", "edt"


@dataclass(frozen=True, slots=True)
class Credit:
    """Somebody in the words of an edition's language; every text is one line without markup."""

    name: str
    relator: str
    """MARC relator code."""
    role: str
    """In words; empty for authors and editors."""
    organisation: str
    orcid: str
    isni: str
    addresses: tuple[str, ...]
    """Where the person is identified on the web."""

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})" if self.organisation else self.name


@dataclass(frozen=True, slots=True)
class Numbers:
    """The standard numbers of one edition; empty where it has none."""

    doi: str
    isbn: str
    issn: str
    """Of the series."""
    other: str
    """An identifier of the original of any other kind, as given."""

    @property
    def doi_address(self) -> str:
        """Where the DOI leads."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    def __bool__(self) -> bool:
        return any((self.doi, self.isbn, self.issn, self.other))

    def __iter__(self) -> Iterator[str]:
        """As references name them, the address of the DOI first."""
        isbn_words = f"ISBN {self.isbn}" if self.isbn else ""
        issn_words = f"ISSN {self.issn}" if self.issn else ""
        return filter(None, (self.doi_address, isbn_words, issn_words, self.other))


def credits_of(meta: Meta, plain: Callable[[str], str]) -> tuple[Credit, ...]:
    """Everybody whom the front matter names: authors, editors, others. `plain` gives a text of the edition by its key."""
    return tuple(
        Credit(
            name=one_line(plain(key)),
            relator=one.relator,
            role=one_line(plain(f"{key}-role")),
            organisation=one_line(plain(f"{key}-organisation")),
            orcid=one.orcid,
            isni=one.isni,
            addresses=one.addresses,
        )
        for key, one in meta.people
    )


def numbers_of(meta: Meta, locale: str) -> Numbers:
    """The numbers of the edition in a language: a translation has its own or none, but shares the number of its series.

    A DOI, an ISBN or an ISSN that stands as ``identifier`` is known for what it is.
    """
    given = one_line(meta.identifier) if locale == meta.language else ""
    found = Numbers(
        doi=meta.number(meta.doi, locale) or doi(given),
        isbn=meta.number(meta.isbn, locale) or isbn(given),
        issn=meta.number(meta.issn, locale) or dict(meta.issn).get(ORIGINAL, "") or issn(given),
        other="",
    )
    known = doi(given) or isbn(given) or issn(given)
    return found if known else Numbers(found.doi, found.isbn, found.issn, given)
