"""What a machine-translation provider is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from toolkit.language.protect import BRACKETS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from toolkit.drafts.machine.wire import Wire
    from toolkit.language.protect import Notation


class Engine(Protocol):
    """A provider, ready to be asked."""

    notation: Notation
    limit: int
    """The most characters of one request, as `size` counts them, markup of the tokens included."""
    batch: int
    """The most texts of one request."""
    variant: str
    """What else decides the answer, for the cache: the model's name; empty where there is no choice."""

    def size(self, text: str) -> int:
        """What a text takes of `limit`; of two texts joined it is the sum."""
        ...

    def supports(self, source: str, target: str) -> bool:
        """Whether it translates between these locales, by its own list. Sends no text. Raises `ProviderError`."""
        ...

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """The translations, as many and in the same order. Raises `ProviderError`."""
        ...


@dataclass(frozen=True, slots=True)
class Connection:
    """What an engine is made with."""

    address: str
    """Where the service is, without a slash at the end; empty for a local program."""
    keys: Mapping[str, str]
    """Values of the environment variables that the provider asks for, by name."""
    wire: Wire


@dataclass(frozen=True, slots=True)
class Provider:
    """A machine-translation service or program, as it is listed before anybody asks it anything."""

    name: str
    service: str
    """Whom the text goes to, in words."""
    connect: Callable[[Connection], Engine]
    languages: frozenset[str]
    """Our locales that it knows by its documentation; it is asked again before a text is sent."""
    address: str = ""
    """Of the service; the environment variable `address_variable` replaces it."""
    keys: tuple[str, ...] = ()
    """Environment variables without which it cannot be used."""
    options: tuple[str, ...] = ()
    """Environment variables that it takes besides."""
    offline: bool = False
    """A program on this machine: nothing leaves it."""
    pairs: frozenset[tuple[str, str]] | None = None
    """The only pairs (source, target) it knows; None: any two of its languages."""
    program: str = ""
    """The program that must be installed."""
    table: Callable[[], frozenset[str]] | None = None
    """Gives its codes of all languages without asking it; None: only it can tell."""
    codes: Mapping[str, str] = field(default_factory=dict)
    """What it calls locales that it calls otherwise than by their tags."""

    @property
    def address_variable(self) -> str:
        """Name of the environment variable with another address of the service."""
        return f"POLYEDITION_{self.name.upper()}_URL".replace("-", "_")

    def knows(self, source: str, target: str) -> bool:
        """Whether it translates between these locales by its documentation."""
        if self.pairs is not None:
            return (source, target) in self.pairs
        return source != target and all(tag in self.languages or self._in_table(tag) for tag in (source, target))

    def may_know(self, target: str) -> bool:
        """Whether only the provider itself can tell if it translates into a locale."""
        return not self.offline and self.pairs is None and self.table is None and target not in self.languages

    def _in_table(self, tag: str) -> bool:
        return self.table is not None and code_in(tag, self.codes, self.table()) is not None


@dataclass(slots=True)
class Plain:
    """What most engines have in common: brackets for tokens, one text a request, characters counted one by one."""

    notation: Notation = field(default=BRACKETS, init=False)
    limit: int = field(default=5000, init=False)
    batch: int = field(default=1, init=False)
    variant: str = field(default="", init=False)

    def size(self, text: str) -> int:
        """Characters."""
        return len(text)


_OTHERWISE = {
    "fil": "tl", "he": "iw", "jv": "jw", "nb": "no", "zh-CN": "zh-CN", "zh-HK": "zh-TW", "zh-Hans": "zh-CN",
    "zh-Hant": "zh-TW", "zh-MO": "zh-TW", "zh-SG": "zh-CN",
}  # fmt: skip
"""Older codes that services still use, by our tags."""


def code_in(locale: str, codes: Mapping[str, str], known: frozenset[str]) -> str | None:
    """What a provider with these codes calls a locale; None where it has none for it.

    Of a tag with a region the language alone will do, and of a language the code with its own region (``fr-FR``); a script
    of its own is another matter.
    """
    language, _, rest = locale.partition("-")
    candidates = [codes.get(locale, locale), _OTHERWISE.get(locale, "")]
    if len(rest) != len("Cyrl"):
        candidates += [codes.get(language, language), _OTHERWISE.get(language, ""), f"{language}-{language.upper()}"]
        candidates += sorted(code for code in known if code.startswith(f"{language}-"))[:1]
    return next((code for code in candidates if code in known), None)


def code_of(locale: str, codes: Mapping[str, str]) -> str:
    """What a provider calls a locale: by its own table, else the tag itself."""
    return codes.get(locale, locale)
