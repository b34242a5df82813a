"""Messages to drafts: protected, sent on their way (through another language if need be), and put together again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from toolkit.language.protect import LostError, protect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from toolkit.catalog.model import Message
    from toolkit.drafts.machine.courier import Courier
    from toolkit.drafts.machine.receipts import Receipt
    from toolkit.language.protect import Protected

LEAST_CHUNK = 8
"""So many messages at least go through the stages together before the catalog is written."""


@dataclass(frozen=True, slots=True)
class Task:
    """An untranslated message."""

    message: Message
    domain: str
    source: str
    """The language of its msgid."""
    target: str
    markdown: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """What is to be translated: one text, or singular and plural."""
        plural = self.message.msgid_plural
        return (self.message.msgid,) if plural is None else (self.message.msgid, plural)


@dataclass(frozen=True, slots=True)
class Draft:
    """A translation that nobody has looked at yet."""

    texts: tuple[str, ...]
    """As many as the task has."""
    origin: str
    """For the comment ``# origin:``."""
    made_from: tuple[str, ...]
    """The texts that were translated: the task's, or those of another language."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a message has no draft."""

    code: str
    message: str
    detail: str = ""


class Drafter(Protocol):
    """Whatever gives drafts: a machine-translation provider, or the translation memory."""

    @property
    def chunk(self) -> int:
        """So many messages are best asked for together."""
        ...

    @property
    def stopped(self) -> str:
        """Why it gives no more in this run; empty while it does."""
        ...

    def is_free(self, task: Task) -> bool:
        """Whether asking sends nothing."""
        ...

    def draft(self, tasks: Sequence[Task]) -> list[Draft | Refusal | None]:
        """For each task a draft, or why there is none; None where there is nothing to say, or it was stopped before."""
        ...

    def forget(self, task: Task) -> bool:
        """Has a task whose answer is from an earlier run asked anew; whether it is."""
        ...


_Texts = tuple[str, ...]
_Item = tuple[Task, _Texts]


@dataclass(slots=True)
class MachineDrafter:
    """Drafts of one provider for one target language."""

    name: str
    """Of the provider."""
    courier: Courier
    via: str | None
    """The language in between."""
    can_reach_via: Callable[[str], bool]
    """Whether the provider translates from a language into the one in between."""
    glossary: Callable[[str, str], Mapping[str, str]]
    """Terms and names that stay, by source and target language."""
    pivot: Callable[[Task], _Texts | None]
    """The task's texts in the language in between, if somebody has translated them."""

    @property
    def chunk(self) -> int:
        """As many as one request takes."""
        return max(LEAST_CHUNK, self.courier.engine.batch)

    @property
    def stopped(self) -> str:
        """Why the provider is not asked any more."""
        return self.courier.stopped

    def is_free(self, task: Task) -> bool:
        """Whether all that the task asks for has been asked before."""
        return all(self.courier.is_known(text, *pair) for text, pair in self._requests(task))

    def forget(self, task: Task) -> bool:
        """Has the task's last step asked anew."""
        asked = [self.courier.forget(text, *pair) for text, pair in self._requests(task)]
        return any(asked)

    def draft(self, tasks: Sequence[Task]) -> list[Draft | Refusal | None]:
        """A draft for each task, or why there is none."""
        results: dict[int, Draft | Refusal | None] = {}
        ready: dict[int, tuple[str, _Item]] = {}
        for number, (task, begun) in enumerate(zip(tasks, self._begun(tasks), strict=True)):
            if isinstance(begun, tuple):
                ready[number] = (self.via or task.source, (task, begun))
            else:
                results[number] = begun
        for number, result in self._last_step(ready).items():
            _, (task, texts) = ready[number]
            origin = f"machine/{self.name}" if self._requests(task) else "terms"  # made of established names alone
            results[number] = Draft(result, origin, texts) if isinstance(result, tuple) else result
        return [results[number] for number in range(len(tasks))]

    def _last_step(self, ready: dict[int, tuple[str, _Item]]) -> dict[int, _Texts | Refusal | None]:
        found: dict[int, _Texts | Refusal | None] = {}
        for source in dict.fromkeys(source for source, _ in ready.values()):
            numbers = [number for number, (own, _) in ready.items() if own == source]
            items = [ready[number][1] for number in numbers]
            found |= zip(numbers, self._step(items, source, items[0][0].target), strict=True)
        return found

    def _begun(self, tasks: Sequence[Task]) -> list[_Texts | Refusal | None]:
        """The texts that the last step starts from: our own translations first, else the provider's."""
        if self.via is None:
            return [task.texts for task in tasks]
        found: list[_Texts | Refusal | None] = [self.pivot(task) for task in tasks]
        wanted = [number for number, texts in enumerate(found) if texts is None]
        for source in dict.fromkeys(tasks[number].source for number in wanted):
            numbers = [number for number in wanted if tasks[number].source == source]
            items = [(tasks[number], tasks[number].texts) for number in numbers]
            for number, texts in zip(numbers, self._first_step(items, source, self.via), strict=True):
                found[number] = texts
        return found

    def _first_step(self, items: Sequence[_Item], source: str, via: str) -> list[_Texts | Refusal | None]:
        if self.can_reach_via(source):
            return self._step(items, source, via)
        message = f"there is no {via} translation to start from, and {self.name} does not translate {source} → {via}"
        return [Refusal("no-pivot", message) for _ in items]

    def _step(self, items: Sequence[_Item], source: str, target: str) -> list[_Texts | Refusal | None]:
        """The texts translated from one language into another."""
        notation = self.courier.engine.notation
        glossary = self.glossary(source, target)
        cut = [[protect(text, markdown=task.markdown, glossary=glossary) for text in texts] for task, texts in items]
        sent = [one.written(notation) for texts in cut for one in texts if one.has_words]
        receipts = self.courier.carry(sent, source, target)
        return [self._put_together(texts, receipts) for texts in cut]

    def _put_together(self, texts: Sequence[Protected], receipts: Mapping[str, Receipt]) -> _Texts | Refusal | None:
        if all(not one.has_words and one.rendering == one.text for one in texts):
            return Refusal("nothing-to-translate", "there is no word in it to translate")
        done = [self._restored(one, receipts) for one in texts]
        refusal = next((one for one in done if isinstance(one, Refusal)), None)
        whole = tuple(one for one in done if isinstance(one, str))
        return refusal or (whole if len(whole) == len(texts) else None)

    def _restored(self, text: Protected, receipts: Mapping[str, Receipt]) -> str | Refusal | None:
        notation = self.courier.engine.notation
        if not text.has_words:
            return text.rendering
        receipt = receipts.get(text.written(notation))
        if receipt is None:
            return None
        if receipt.text is None:
            return Refusal("unavailable" if receipt.passing else "provider", receipt.reason)
        if not receipt.text.strip():
            return Refusal("draft-empty", f"{self.name} answers with nothing")
        try:
            return text.restored(receipt.text, notation)
        except LostError as error:
            return Refusal("draft-token", "what must stay did not come back as it was", str(error))

    def _requests(self, task: Task) -> list[tuple[str, tuple[str, str]]]:
        """What the task asks for, as far as it is known before the first answer."""
        texts, source, target = task.texts, task.source, task.target
        if self.via is not None:
            given = self.pivot(task)
            if given is None:
                target = self.via
            else:
                texts, source = given, self.via
        glossary = self.glossary(source, target)
        notation = self.courier.engine.notation
        cut = [protect(text, markdown=task.markdown, glossary=glossary) for text in texts]
        return [(one.written(notation), (source, target)) for one in cut if one.has_words]
