"""What a check is, what it looks at and what it finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from toolkit.errors import Severity
from toolkit.language.letters import script_of_writing
from toolkit.language.renderings import terms_used
from toolkit.language.texts import Syntax

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator, Mapping

    from toolkit.catalog.model import Message
    from toolkit.catalog.terms import Term, Termbase
    from toolkit.language.locales.model import Locale
    from toolkit.language.texts import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check has found in one text."""

    message: str
    """One line, no full stop at the end."""
    detail: str = ""
    """The real values."""
    hint: str = ""
    """What to do."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One form of one message, read."""

    message: Message
    source: Text
    """What was translated; of a plural form the source's form that goes with it."""
    target: Text
    form: int = 0
    """Number of the plural form; 0 for a message that has none."""
    current: bool = True
    """The source still says what was translated; otherwise only the text itself can be judged."""

    @property
    def plural(self) -> bool:
        """Whether the message has plural forms."""
        return self.message.msgid_plural is not None

    @property
    def heading(self) -> bool:
        """Whether the text is a heading, by the extracted comment that says where it stands."""
        return any(line == "heading" or line.endswith("› heading") for line in self.message.extracted)


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may know besides the text: made once a catalog."""

    source: Locale
    """Profile of the language that is translated from."""
    target: Locale
    """Profile of the language that is translated into."""
    terms: Termbase
    syntax: Syntax = Syntax.PLAIN
    domain: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    """Link references of the document, as (label, target)."""
    notes: tuple[str, ...] = ()
    """Labels of the document's footnotes."""
    plurals: int | None = None
    """How many plural forms the catalog's header promises; None: as many as the profile says."""
    is_termbase: bool = False
    """The messages are terms themselves, not texts that use terms."""
    translations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The different translations that the catalog gives to the same source text."""
    norms: Mapping[str, Counter[str]] = field(default_factory=dict)
    """How often its recommendations render each norm word in each way."""
    missing_glyphs: Callable[[str], list[str]] | None = None
    """Gives the characters of a text that no font has; None: nobody asks."""
    _used: dict[tuple[str, str], tuple[tuple[Term, int, int], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was found before: several checks ask for the same text."""

    def used_terms(self, source: str) -> tuple[tuple[Term, int, int], ...]:
        """The terms that a source text uses, with their places in it."""
        key = (source, self.source.language)
        if key not in self._used:
            self._used[key] = terms_used(self.terms, *key)
        return self._used[key]

    @property
    def script(self) -> str:
        """The script of the letters that are translated into."""
        return script_of_writing(self.target)


class Find(Protocol):
    """The signature of a check."""

    def __call__(self, unit: Unit, context: Context, /) -> Iterator[Finding]:
        """What is wrong with the text; nothing for a correct one."""
        ...


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of mistake and how to see it."""

    code: str
    """Short stable name in kebab case."""
    reason: str
    """Why it matters, in one line."""
    find: Find
    severity: Severity = Severity.ERROR
    compares: bool = True
    """It looks at the source as well, so an outdated translation is not for it."""
    markdown_only: bool = False
    """It has nothing to say about the interface and the termbase."""
