"""Fills untranslated messages with drafts, of machines or of the translation memory: ``polyedition translate``."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.catalog.model import FUZZY, Message
from toolkit.catalog.po import read_po, write_po
from toolkit.catalog.typography import fold
from toolkit.collection.collection import Collection
from toolkit.drafts.drafters import MEMORY, Drafters, Wishes, find_provider
from toolkit.drafts.machine.drafts import Draft, Refusal, Task
from toolkit.drafts.machine.wire import Patience
from toolkit.drafts.tasks import Amount, estimate, select_domains, untranslated
from toolkit.errors import Diagnostic, Location, Severity
from toolkit.project.locks import catalogs_held
from toolkit.project.project import DOMAINS
from toolkit.system.held import exclusive

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from toolkit.drafts.machine.drafts import Drafter
    from toolkit.project.project import Project

__all__ = ["Amount", "Listeners", "Outcome", "Wishes", "estimate", "select_domains", "translate_project"]

Verify = Callable[[Message], list[Diagnostic]]
"""Gives what is wrong with a message; an error means that it is not written."""
_PLAIN_DOMAINS = frozenset(DOMAINS)
_NOTHING = "nothing-to-translate"
_LONGEST, _LEEWAY = 10, 200
"""An answer has at most so many times the text's characters, and so many more: no language needs a third of it."""
_UNWRITABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(slots=True)
class Outcome:
    """What a run did."""

    written: dict[str, int] = field(default_factory=dict)
    """Drafts by path of the catalog."""
    refused: list[Diagnostic] = field(default_factory=list)
    """Messages that have no draft, and why."""
    wordless: int = 0
    """Messages without a word to translate."""
    left: int = 0
    """Messages that nothing was found for, or that were not asked for."""
    stopped: str = ""
    """Why the run ended early."""

    @property
    def exit_code(self) -> int:
        """1 if a message was refused or the run was stopped, else 0."""
        return 1 if self.refused or self.stopped else 0


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who is told what during a run."""

    say: Callable[[str], None] = lambda line: None  # noqa: ARG005
    """A line for the user, such as where the text goes."""
    step: Callable[[str, int, int], None] = lambda path, done, total: None  # noqa: ARG005
    """Path of the catalog, how many of its messages are done, and of how many."""


def translate_project(
    project: Project,
    locales: Sequence[str],
    domains: Sequence[str],
    wishes: Wishes,
    *,
    environ: Mapping[str, str] = os.environ,
    listeners: Listeners | None = None,
    verify: Callable[[str, str], Verify] | None = None,
    patience: Patience | None = None,
) -> Outcome:
    """Fills the untranslated messages of some catalogs with drafts; never touches another message.

    `verify` gives the check for a domain and locale, by default all error checks of `toolkit.checks`. Catalogs are
    written after every batch, and what has been received is kept whatever happens. Raises `UsageError` for a provider,
    key or pair that is not there, and if the provider cannot be reached at all; `ToolkitError` for a catalog with
    errors.
    """
    if wishes.provider not in {None, MEMORY}:
        find_provider(wishes.provider or "")
    collection = Collection(project)
    listeners = listeners or Listeners()
    drafters = Drafters(collection, wishes, environ, patience or Patience(), listeners.say)
    run = _Run(collection, drafters, wishes, listeners, verify or _checks(collection))
    with exclusive(project.cache_path / "translate.lock", "another translation of this project is running"):
        try:
            return run.run(locales, domains)
        finally:
            drafters.close()


_OF_THE_TEXT_BEFORE = ("origin:", "outdated:")
"""Comments that say something of the translation that a draft replaces."""


def filled(message: Message, draft: Draft) -> Message:
    """The message with the draft: fuzzy, and with a comment that says where it comes from and what it was then."""
    singular, plural = draft.texts[0], draft.texts[-1]
    forms = len(message.msgstr)
    msgstr = (singular, *[plural] * (forms - 1)) if forms > 1 else (plural,)
    comments = tuple(line for line in message.comments if not line.strip().startswith(_OF_THE_TEXT_BEFORE))
    flags = (FUZZY, *(flag for flag in message.flags if flag != FUZZY))
    new = replace(message, msgstr=msgstr, flags=flags, previous=None)
    return replace(new, comments=(*comments, f"origin: {draft.origin}, {new.digest}"), line=message.line)


@dataclass(slots=True)
class _Run:
    collection: Collection
    drafters: Drafters
    wishes: Wishes
    listeners: Listeners
    verify: Callable[[str, str], Verify]
    outcome: Outcome = field(default_factory=Outcome)
    refusals: dict[tuple[str | None, str], Diagnostic] = field(default_factory=dict)
    """Of the catalog at hand, by key of the message."""
    asked: int = 0
    """Messages that something was sent for."""

    @property
    def project(self) -> Project:
        return self.collection.project

    def run(self, locales: Sequence[str], domains: Sequence[str]) -> Outcome:
        """Translates catalog by catalog until all is done or the provider fails for good."""
        work = [(locale, domain) for locale in locales for domain in domains]
        tasks = {one: untranslated(self.collection, one[1], one[0]) for one in work}
        # Whether every pair is supported is known before the first text is sent.
        pairs = dict.fromkeys((task.source, task.target) for one in work for task in tasks[one][:1])
        drafters = {pair: self.drafters.drafter(*pair) for pair in pairs}
        self.drafters.announce()
        for one in work:
            if tasks[one]:
                self.catalog(tasks[one], drafters[tasks[one][0].source, one[0]])
        self.drafters.require_reached()
        return self.outcome

    def catalog(self, tasks: list[Task], drafter: Drafter) -> None:
        """Translates the tasks of one catalog."""
        path = self.path(tasks[0])
        done = 0
        for chunk in self.chunks(tasks, drafter):
            if drafter.stopped:
                break
            self.write(chunk[0], self.judged(chunk, drafter))
            done += len(chunk)
            self.listeners.step(path, done, len(tasks))
        self.report(tasks[0])
        self.outcome.left += len(tasks) - done
        self.outcome.stopped = self.outcome.stopped or drafter.stopped

    def report(self, task: Task) -> None:
        """Hands the refusals on, with the lines that the messages have now that drafts stand between them."""
        if self.refusals:
            catalog = read_po(self.project.catalog(task.domain, task.target), self.path(task))
            lines = {message.key: message.line for message in catalog.live}
            for key, refusal in self.refusals.items():
                place = Location(catalog.path, lines.get(key))
                self.outcome.refused.append(replace(refusal, location=place))
            self.refusals.clear()

    def path(self, task: Task) -> str:
        """The task's catalog, as users see it."""
        return self.project.name(self.project.catalog(task.domain, task.target))

    def chunks(self, tasks: list[Task], drafter: Drafter) -> Iterator[list[Task]]:
        """The tasks in groups, up to the limit of those that have to be asked for."""
        chunk: list[Task] = []
        for task in tasks:
            if self.wishes.limit is not None and not drafter.is_free(task):
                if self.asked >= self.wishes.limit:
                    continue
                self.asked += 1
            chunk.append(task)
            if len(chunk) == drafter.chunk:
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def judged(self, tasks: list[Task], drafter: Drafter) -> list[Message]:
        """The messages with the drafts that pass; the others are reported."""
        verdicts = [self.verdict(task, result) for task, result in zip(tasks, drafter.draft(tasks), strict=True)]
        if self.wishes.retry_failed:
            self.ask_again(tasks, verdicts, drafter)
        messages = []
        for task, verdict in zip(tasks, verdicts, strict=True):
            if isinstance(verdict, Message):
                messages.append(verdict)
            elif verdict is None:
                self.outcome.left += 1
            elif verdict.code == _NOTHING:
                self.outcome.wordless += 1
            else:
                self.refusals[task.message.key] = verdict
        return messages

    def ask_again(self, tasks: list[Task], verdicts: list[Message | Diagnostic | None], drafter: Drafter) -> None:
        """Asks anew for what was refused on the strength of an answer of an earlier run."""
        refused = [
            number
            for number, verdict in enumerate(verdicts)
            if isinstance(verdict, Diagnostic) and verdict.code != _NOTHING and drafter.forget(tasks[number])
        ]
        results = drafter.draft([tasks[number] for number in refused])
        for number, result in zip(refused, results, strict=True):
            verdicts[number] = self.verdict(tasks[number], result) or verdicts[number]

    def verdict(self, task: Task, result: Draft | Refusal | None) -> Message | Diagnostic | None:
        """The message with its draft, or why it has none."""
        if result is None:
            return None
        refusal = result if isinstance(result, Refusal) else _fault(task, result)
        if refusal:
            return self.refused(task, refusal)
        assert isinstance(result, Draft)
        message = filled(task.message, result)
        errors = [one for one in self.verify(task.domain, task.target)(message) if one.severity is Severity.ERROR]
        if not errors:
            return message
        detail = "\n".join(filter(None, (errors[0].detail, f"the draft was: {' · '.join(message.msgstr)}")))
        return self.refused(task, Refusal(errors[0].code, errors[0].message, detail))

    def refused(self, task: Task, refusal: Refusal) -> Diagnostic:
        """The refusal as the user sees it, with the place of the message."""
        place = Location(self.path(task), task.message.line)
        hint = "translate it by hand, or have it asked again with --retry-failed"
        if refusal.code == "unavailable":
            hint = "run the command again later"
        return Diagnostic(refusal.code, f"no draft: {refusal.message}", place, detail=refusal.detail, hint=hint)

    def write(self, task: Task, messages: Sequence[Message]) -> None:
        """Puts the drafts into the catalog as it now is on disk; a message that has a text by now is left alone."""
        if not messages:
            return
        path = self.project.catalog(task.domain, task.target)
        drafts = {message.key: message for message in messages}
        with catalogs_held(self.project):
            catalog = read_po(path, self.path(task))
            new = tuple(_with_draft(message, drafts) for message in catalog.messages)
            write_po(replace(catalog, messages=new), path)
        count = sum(before != after for before, after in zip(catalog.messages, new, strict=True))
        self.outcome.written[self.path(task)] = self.outcome.written.get(self.path(task), 0) + count


def _checks(collection: Collection) -> Callable[[str, str], Verify]:
    """All error checks of the project, by domain and locale."""
    from toolkit.checks.run import check_message, project_context

    contexts = {}

    def verify(domain: str, locale: str) -> Verify:
        if (domain, locale) not in contexts:
            contexts[domain, locale] = project_context(collection, domain, locale)
        return lambda message: check_message(message, contexts[domain, locale])

    return verify


def _fault(task: Task, draft: Draft) -> Refusal | None:
    """What is wrong with a draft whatever the language."""
    if not all(text.strip() for text in draft.texts):
        return Refusal("draft-empty", "the answer is empty")
    if any(_UNWRITABLE.search(text) for text in draft.texts):
        return Refusal("draft-control", "the answer has control characters or halves of characters")
    for text, sources in zip(draft.texts, zip(task.texts, draft.made_from or task.texts, strict=True), strict=True):
        if fold(text) in map(fold, sources):
            return Refusal("draft-copy", "the answer is the text itself", text)
        if len(text) > _LONGEST * max(map(len, sources)) + _LEEWAY:
            return Refusal("draft-long", f"the answer is far too long for the text: {len(text)} characters")
        if task.markdown and (detail := _markup_fault(sources[0], text)):
            return Refusal("draft-markup", "the markup is not that of the source", detail)
    return None


def _markup_fault(source: str, text: str) -> str:
    from toolkit.sources.marks import read_marks

    wanted, given = read_marks(source), read_marks(text)
    if (wanted.counts, sorted(wanted.targets), sorted(wanted.codes)) == (
        given.counts,
        sorted(given.targets),
        sorted(given.codes),
    ):
        return ""
    return f"the draft was: {text}"


def _with_draft(message: Message, drafts: Mapping[tuple[str | None, str], Message]) -> Message:
    draft = drafts.get(message.key)
    if draft is None or message.obsolete or any(message.msgstr) or len(message.msgstr) != len(draft.msgstr):
        return message
    return replace(
        message, msgstr=draft.msgstr, flags=draft.flags, comments=draft.comments, previous=None, line=message.line
    )
