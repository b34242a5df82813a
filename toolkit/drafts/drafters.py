"""Who drafts: the provider that was wished for, or the memory, made ready with all that the project can give it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from toolkit.catalog.model import State
from toolkit.collection.interface import SOURCE_LANGUAGE
from toolkit.drafts.machine import all_providers
from toolkit.drafts.machine.courier import BUDGET, Courier
from toolkit.drafts.machine.drafts import Draft, MachineDrafter
from toolkit.drafts.machine.faults import ProviderError
from toolkit.drafts.machine.model import Connection, Provider
from toolkit.drafts.machine.receipts import Receipts
from toolkit.drafts.machine.wire import Wire
from toolkit.errors import Diagnostic, UsageError
from toolkit.language.locales import load_locale
from toolkit.project.project import TERMS
from toolkit.system.whole import keep

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from toolkit.catalog.model import Message
    from toolkit.collection.collection import Collection
    from toolkit.drafts.machine.drafts import Drafter, Refusal, Task
    from toolkit.drafts.machine.wire import Patience
    from toolkit.drafts.memory import Memory

MEMORY = "memory"
"""The provider that is the project's own translation memory."""
DEFAULT_MINIMUM = 75
"""Per cent that a text of the memory must resemble the source."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Who is to translate, and how."""

    provider: str | None = None
    """None: a program on this machine that knows the pair."""
    via: str | None = None
    """The language in between."""
    limit: int | None = None
    """The most messages that are asked for in this run; those that are known already do not count."""
    retry_failed: bool = False
    minimum: int = DEFAULT_MINIMUM


def find_provider(name: str) -> Provider:
    """The provider of a name. Raises `UsageError`."""
    for provider in all_providers():
        if provider.name == name:
            return provider
    known = ", ".join((MEMORY, *(provider.name for provider in all_providers())))
    raise UsageError(Diagnostic("provider", f"there is no provider {name!r}", hint=f"known: {known}"))


_COMPARED = frozenset(("en", "ru", "az", "hy", "be", "kk", "ky", "tg", "uz", "uz-Cyrl", "ro", "tk"))
"""Locales for which each provider's documentation was read: what it does not name there it does not know."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a provider can do for a project, as far as it is known without asking it."""

    name: str
    service: str
    keys: tuple[str, ...]
    """Environment variables that it needs."""
    needs: str
    """What is missing to use it, in words."""
    support: dict[str, str]
    """By locale: ``yes``, ``key`` (once that is set), ``offline``, ``from ru`` (offline, from that language), ``ask``
    (only the provider can tell), or nothing."""


def list_providers(locales: Sequence[str], environ: Mapping[str, str], source: str = SOURCE_LANGUAGE) -> list[Listing]:
    """What each provider can do for the locales of a project that is written in `source`. Asks nobody."""
    own = Listing(
        MEMORY, "the project's translation memory", (), "", {one: "offline" for one in locales if one != source}
    )
    own.support.update(dict.fromkeys((one for one in locales if one == source), ""))
    return [own, *(_listing(provider, locales, environ, source) for provider in all_providers())]


def _listing(provider: Provider, locales: Sequence[str], environ: Mapping[str, str], source: str) -> Listing:
    missing = [name for name in provider.keys if not environ.get(name, "").strip()]
    absent = bool(provider.program) and shutil.which(provider.program) is None
    needs = f"the program {provider.program}" if absent else " ".join(missing)
    word = "offline" if provider.offline else "key" if missing else "yes"
    support = {}
    for target in locales:
        starts = [one for one in locales if provider.offline and provider.knows(one, target)]
        if provider.knows(source, target):
            support[target] = word
        else:
            support[target] = f"from {starts[0]}" if starts and target != source else ""
            if not support[target] and target not in _COMPARED and target != source and provider.may_know(target):
                support[target] = "ask"
    return Listing(provider.name, provider.service, provider.keys, needs, support)


def connection(provider: Provider, environ: Mapping[str, str], patience: Patience) -> Connection:
    """What the provider's engine needs, from the environment. Raises `UsageError` where a key is missing."""
    keys = {name: value for name in (*provider.keys, *provider.options) if (value := environ.get(name, "").strip())}
    if missing := [name for name in provider.keys if name not in keys]:
        message = f"{provider.name} needs a key"
        hint = f"set {' and '.join(missing)} in the environment; keys are read from nowhere else and never written"
        raise UsageError(Diagnostic("key", message, hint=hint))
    address = environ.get(provider.address_variable, "").strip() or provider.address
    return Connection(address.rstrip("/"), keys, Wire(provider.name, tuple(keys.values()), patience))


@dataclass(slots=True)
class Pivots:
    """The project's own translations into other languages, as texts to translate from."""

    collection: Collection
    _indexes: dict[tuple[str, str], dict[tuple[str | None, str], Message]] = field(default_factory=dict)

    def texts(self, task: Task, via: str) -> tuple[str, ...] | None:
        """The task's texts in the language; None where it has none that was made for the present source."""
        message = self._index(task.domain, via).get(task.message.key)
        if message is None or message.state in {State.UNTRANSLATED, State.OUTDATED}:
            return None
        return message.msgstr[:1] if message.msgid_plural is None else (message.msgstr[0], message.msgstr[-1])

    def _index(self, domain: str, via: str) -> dict[tuple[str | None, str], Message]:
        key = (domain, via)
        if key not in self._indexes:
            catalog = self.collection.catalog(domain, via)
            self._indexes[key] = {message.key: message for message in catalog.live} if catalog else {}
        return self._indexes[key]


def glossary(collection: Collection, source: str, target: str) -> dict[str, str]:
    """The terms that stay and the names with an established rendering, as written in both languages.

    A name that the target's termbase does not have is left to the provider, as any other word.
    """
    from toolkit.catalog.terms import read_terms

    ledger = collection.ledger(TERMS)
    if ledger is None:
        return {}
    language = ledger.value("X-Source-Language", "en")
    found = {}
    renderings = [
        {term.source: term.source for term in read_terms(ledger).terms}
        if locale == language
        else {term.source: term.translation for term in read_terms(catalog).terms}
        if (catalog := collection.catalog(TERMS, locale))
        else {}
        for locale in (source, target)
    ]
    for term in read_terms(ledger).terms:
        if term.keep:
            found[term.source] = term.source
        elif term.name:
            here, there = (rendering.get(term.source, "") for rendering in renderings)
            if here and there:
                found[here] = there
    return found


@dataclass(slots=True)
class Drafters:
    """Makes drafters, one for each pair of languages, over one connection to each provider."""

    collection: Collection
    wishes: Wishes
    environ: Mapping[str, str]
    patience: Patience
    say: Callable[[str], None]
    pivots: Pivots = field(init=False)
    couriers: dict[str, Courier] = field(default_factory=dict)
    _glossaries: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    _memory: Memory | None = None

    def __post_init__(self) -> None:
        self.pivots = Pivots(self.collection)
        if self.wishes.via is not None:
            load_locale(self.wishes.via)

    def drafter(self, source: str, target: str) -> Drafter:
        """The drafter for a pair. Raises `UsageError` where there is none for it."""
        if self.wishes.provider == MEMORY:
            return self._of_memory()
        provider = find_provider(self.wishes.provider) if self.wishes.provider else self._default(source, target)
        courier = self._courier(provider)
        try:
            via = self._via(provider, courier, source, target)
        except ProviderError as error:
            hint = "check the connection, the key, and the address if you have set one"
            message = f"{provider.name} does not say which languages it knows"
            raise UsageError(Diagnostic("unreachable", message, detail=error.message, hint=hint)) from None
        return MachineDrafter(
            provider.name,
            courier,
            via,
            can_reach_via=lambda language: via is not None and courier.engine.supports(language, via),
            glossary=self._glossary,
            pivot=lambda task: self.pivots.texts(task, via) if via else None,
        )

    def close(self) -> None:
        """Lets go of the memory's file."""
        if self._memory:
            self._memory.close()

    def announce(self) -> None:
        """Says, once a project and service, that text leaves the machine, and whom it goes to."""
        for provider in map(find_provider, self.couriers):
            marker = self._folder / f"{provider.name}.announced"
            if provider.offline or marker.exists():
                continue
            # Of an address of one's own the host alone is shown: a password may stand before it.
            host = urlsplit(self.environ.get(provider.address_variable, "").strip()).netloc.rpartition("@")[2]
            whom = f"{provider.service}, at {host}" if host else provider.service
            self.say(f"The texts to be translated leave this machine: they are sent to {whom}.")
            keep(marker, b"")

    def require_reached(self) -> None:
        """Raises `UsageError` if all that was seen of a provider is that it cannot be reached."""
        for name, courier in self.couriers.items():
            if courier.stopped and courier.unreachable:
                hint = "check the connection, and the address if you have set one"
                message = f"{name} cannot be reached"
                raise UsageError(Diagnostic("unreachable", message, detail=courier.stopped, hint=hint))

    def _of_memory(self) -> Drafter:
        if self.wishes.via is not None:
            raise UsageError(
                Diagnostic("via", "the memory translates through no other language", hint="leave out --via")
            )
        if self._memory is None:
            try:
                from toolkit.drafts.memory import Memory
            except ImportError:
                message = "this installation has no translation memory"
                raise UsageError(Diagnostic("provider", message, hint="name another provider")) from None
            self._memory = Memory(self.collection.project)
        return MemoryDrafter(self._memory, self.wishes.minimum)

    def _default(self, source: str, target: str) -> Provider:
        """The provider on this machine that knows the pair, straight or through a language of the project."""
        starts = (self.wishes.via,) if self.wishes.via else (source, *self.collection.project.locales)
        for provider in all_providers():
            if provider.offline and any(start and provider.knows(start, target) for start in starts):
                return provider
        message = f"no program on this machine translates {source} → {target}"
        raise UsageError(Diagnostic("provider", message, hint="name one: `polyedition translate --list` shows them"))

    def _courier(self, provider: Provider) -> Courier:
        if provider.name not in self.couriers:
            engine = provider.connect(connection(provider, self.environ, self.patience))
            receipts = Receipts(self._folder / f"{provider.name}.jsonl")
            budget = None if provider.offline else BUDGET
            self.couriers[provider.name] = Courier(engine, receipts, self.wishes.retry_failed, budget)
        return self.couriers[provider.name]

    def _via(self, provider: Provider, courier: Courier, source: str, target: str) -> str | None:
        """The language in between: the one wished for, or, of a program on this machine, the first that serves."""
        supports = courier.engine.supports
        if self.wishes.via is not None:
            if supports(self.wishes.via, target):
                return self.wishes.via
            raise UsageError(_unsupported(provider, self.wishes.via, target))
        if supports(source, target):
            return None
        found = next(
            (one for one in self.collection.project.locales if provider.offline and supports(one, target)), None
        )
        if found is None:
            raise UsageError(_unsupported(provider, source, target))
        self.say(f"{provider.name}: {target} is made from the {found} catalogs")
        return found

    def _glossary(self, source: str, target: str) -> Mapping[str, str]:
        if (source, target) not in self._glossaries:
            self._glossaries[source, target] = glossary(self.collection, source, target)
        return self._glossaries[source, target]

    @property
    def _folder(self) -> Path:
        return self.collection.project.cache_path / "machine"


def _unsupported(provider: Provider, source: str, target: str) -> Diagnostic:
    others = [one.name for one in all_providers() if one is not provider and one.knows(source, target)]
    if provider.offline and provider.pairs is not None and (source, target) in provider.pairs:
        message = f"{provider.name} is not installed for {source} → {target}"
        return Diagnostic("pair", message, hint="`polyedition doctor` says how to install it")
    message = f"{provider.name} does not translate {source} → {target}"
    return Diagnostic(
        "pair", message, hint=f"these may: {', '.join(others)}" if others else "no provider knows this pair"
    )


@dataclass(slots=True)
class MemoryDrafter:
    """Drafts from what was translated before. Nothing is sent, nothing is protected: the texts are people's own."""

    memory: Memory
    minimum: int
    chunk: int = 64
    stopped: str = ""

    def is_free(self, task: Task) -> bool:
        """Whether the memory has nothing: only what it finds counts against a limit."""
        return self._draft(task) is None

    def draft(self, tasks: Sequence[Task]) -> list[Draft | Refusal | None]:
        """The best that the memory has for each."""
        return [self._draft(task) for task in tasks]

    def forget(self, task: Task) -> bool:  # noqa: ARG002 - the memory is never asked anew
        """Never."""
        return False

    def _draft(self, task: Task) -> Draft | None:
        look_up = partial(
            self.memory.suggest,
            locale=task.target,
            context=task.message.msgctxt,
            document=task.domain,
            minimum=self.minimum,
        )
        found = [look_up(text) for text in task.texts]
        whole = [one for one in found if one is not None]
        if len(whole) < len(found):
            return None
        worst = min(whole, key=lambda one: one.score)
        return Draft(tuple(one.text for one in whole), f"memory/{worst.document} {worst.score}%", ())
