"""One run of the workbench: who writes, what was written, and how it is taken back."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.catalog.headers import forms_of, time_text
from toolkit.catalog.model import REVISED, Catalog, Message
from toolkit.catalog.people import read_person
from toolkit.catalog.po import write_po
from toolkit.catalog.stamps import person_keys
from toolkit.errors import Diagnostic, Location, UsageError
from toolkit.project.locks import catalogs_held
from toolkit.project.project import DOMAINS
from toolkit.review.stamping import review_project, reviewer
from toolkit.system import clock
from toolkit.workbench.edit import edited, noted, sent_back
from toolkit.workbench.texts import by_name, name_of, originals, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from toolkit.collection.collection import Collection
    from toolkit.workbench.edit import Edit
    from toolkit.workbench.shelf import Room, Shelf
    from toolkit.workbench.texts import Text

_MOST_STEPS = 200
"""So many steps can be undone."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a step."""

    texts: tuple[Text, ...]
    """Those that it was about, as they stand in the catalog now."""
    refused: tuple[str, ...] = ()
    """The ids of those that somebody else has changed meanwhile: nothing was written over them."""
    left: tuple[tuple[str, str], ...] = ()
    """Texts that a review left alone, each with the reason."""


@dataclass(frozen=True, slots=True)
class _Step:
    domain: str
    locale: str
    before: Mapping[str, Message]
    after: Mapping[str, Message]


@dataclass(slots=True)
class Session:
    """Writes catalogs, each step whole and under the lock of all that write them."""

    room: Room
    _steps: deque[_Step] = field(default_factory=lambda: deque(maxlen=_MOST_STEPS))
    _signed: set[tuple[str, str, str]] = field(default_factory=set)
    _writing: threading.Lock = field(default_factory=threading.Lock)

    def save(self, domain: str, locale: str, edits: Sequence[Edit], by: str) -> Saved:
        """Writes what somebody has edited. Raises `ToolkitError` where the catalog cannot be read or written."""
        wanted = {edit.id: edit for edit in edits}
        refused: list[str] = []

        def change(message: Message) -> Message:
            edit = wanted[name_of(message)]
            if len(edit.texts) != len(message.msgstr):
                fault = f"{edit.id} has {len(message.msgstr)} forms here, not {len(edit.texts)}"
                raise UsageError(Diagnostic("request", fault, hint="load the page again"))
            found = edited(message, edit)
            if found is None:
                refused.append(name_of(message))
            return found or message

        return self._step(domain, locale, wanted, change, by, refused=refused)

    def note(self, domain: str, locale: str, id: str, note: str, by: str) -> Saved:
        """Puts a note beside a text."""
        return self._step(domain, locale, [id], lambda one: noted(one, note, _name(by), clock.now().date()), by)

    def send_back(self, domain: str, locale: str, ids: Sequence[str], note: str, by: str) -> Saved:
        """Makes texts drafts again, with the reviewer's note."""
        return self._step(domain, locale, ids, lambda one: sent_back(one, note, _name(by), clock.now().date()), by)

    def review(self, domain: str, locale: str, ids: Sequence[str], by: str, *, withdraw: bool = False) -> Saved:
        """Stamps texts by the project's rules, or withdraws the person's stamps. Raises `UsageError` as `review_project`."""
        shelf = self.room.shelf
        who = reviewer(by, "", clock.now().date())
        with self._writing:
            before = by_name(shelf.catalog(domain, locale))
            known = [id for id in ids if id in before]
            # A pattern of ids may have `[` in it, as an id may not.
            done = review_project(shelf.project, locale, [domain], known, who, withdraw=withdraw) if known else []
            after = by_name(shelf.catalog(domain, locale))
            self._remember(domain, locale, {id: before[id] for id in known}, after)
        return replace(self._saved(shelf, domain, locale, ids), left=tuple(one for each in done for one in each.left))

    def undo(self) -> tuple[str, str, Saved] | None:
        """Takes the last step back, where its texts are still as it left them; its domain and locale; None: no step is left."""
        if not self._steps:
            return None
        step = self._steps.pop()
        refused: list[str] = []

        def back(message: Message) -> Message:
            name = name_of(message)
            if message != step.after[name]:
                refused.append(name)
                return message
            return step.before[name]

        saved = self._step(step.domain, step.locale, step.after, back, "", refused=refused, remember=False)
        return step.domain, step.locale, saved

    def _step(
        self,
        domain: str,
        locale: str,
        ids: Iterable[str],
        change: Callable[[Message], Message],
        by: str,
        *,
        refused: Sequence[str] = (),
        remember: bool = True,
    ) -> Saved:
        shelf, names = self.room.shelf, set(ids)
        with self._writing, catalogs_held(shelf.project):
            ours = _required(shelf, domain, locale)
            messages = tuple(
                change(one) if not one.obsolete and name_of(one) in names else one for one in ours.messages
            )
            if messages != ours.messages:
                changed = self._with_head(replace(ours, messages=messages), domain, locale, by)
                write_po(changed, shelf.project.catalog(domain, locale))
                shelf.put(domain, locale, changed)
                if remember:
                    before = {name: one for name, one in by_name(ours).items() if name in names}
                    self._remember(domain, locale, before, by_name(changed))
        return replace(self._saved(shelf, domain, locale, names), refused=tuple(refused))

    def _remember(self, domain: str, locale: str, before: Mapping[str, Message], after: Mapping[str, Message]) -> None:
        old = {name: one for name, one in before.items() if name in after and after[name] != one}
        if old:
            self._steps.append(_Step(domain, locale, old, {name: after[name] for name in old}))

    def _with_head(self, catalog: Catalog, domain: str, locale: str, by: str) -> Catalog:
        """The catalog with who wrote it and when, once a session: a line that changed at every word would help nobody."""
        name = " ".join(by.split())
        person = read_person(name)
        key = (domain, locale, name)
        if not by or key in self._signed:
            return catalog
        self._signed.add(key)
        catalog = catalog.with_value(REVISED, time_text(clock.now()))
        known = catalog.value("Last-Translator")
        is_known = bool(person_keys(known) & person_keys(name))  # and perhaps with an organisation
        return catalog.with_value("Last-Translator", name) if person and not is_known else catalog

    def _saved(self, shelf: Shelf, domain: str, locale: str, ids: Iterable[str]) -> Saved:
        wanted = set(ids)
        catalog = shelf.approved(domain, locale)
        own = by_name(catalog)
        forms = forms_of(catalog) if catalog else 1
        found = (one for one in originals(shelf, domain) if name_of(one) in wanted)
        return Saved(tuple(text_of(own.get(name_of(one)), one, forms) for one in found))


def require_catalog(shelf: Collection, domain: str, locale: str) -> None:
    """Raises `UsageError` for a catalog that the project has not, with what makes it."""
    if domain not in (*shelf.project.documents, *DOMAINS) or locale not in shelf.project.locales:
        hint = f"documents: {', '.join(shelf.project.documents)}; languages: {', '.join(shelf.project.locales)}"
        raise UsageError(Diagnostic("catalog", f"there is no {domain} in {locale}", hint=hint))
    _required(shelf, domain, locale)


def _required(shelf: Collection, domain: str, locale: str) -> Catalog:
    catalog = shelf.catalog(domain, locale)
    if catalog is None:
        from toolkit.language.locales import load_locale

        parent = load_locale(locale).derived_from
        hint = f"it is made from {parent}: work on that" if parent else "run `polyedition update` to make it"
        where = Location(shelf.project.name(shelf.project.catalog(domain, locale)))
        raise UsageError(Diagnostic("no-catalog", "there is no catalog to work on", where, hint=hint))
    return catalog


def _name(by: str) -> str:
    person = read_person(by)
    return person.name if person else ""
