"""Carries texts to a provider: each at most once, in requests that it can take, and no further once it fails for good."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.drafts.machine.faults import BarredError, DeclinedError, GarbledError, ProviderError, UnavailableError
from toolkit.drafts.machine.pieces import cut
from toolkit.drafts.machine.receipts import Receipt, Receipts, receipt_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from toolkit.drafts.machine.model import Engine

BUDGET = 5
"""So many requests may fail one after the other before a run is stopped."""


@dataclass(slots=True)
class Courier:
    """Between the project and one provider."""

    engine: Engine
    receipts: Receipts
    retry_failed: bool = False
    """Texts that were declined in an earlier run are asked again."""
    budget: int | None = BUDGET
    """None: failures stop nothing; a program on this machine costs nothing and is always there."""
    stopped: str = ""
    """Why the provider is not asked any more in this run."""
    received: int = 0
    """Texts that came back in this run."""
    unreachable: bool = False
    """All that has been seen of the provider is trouble of the connection."""
    _failures: int = 0
    _cut: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Texts by their pieces."""
    _kept: set[str] = field(default_factory=set)
    """Keys of what was asked in this run."""
    _stale: set[str] = field(default_factory=set)
    """Keys of what is to be asked again."""

    def is_known(self, text: str, source: str, target: str) -> bool:
        """Whether asking for the text would send nothing."""
        return all(self._receipt(piece, source, target) for piece, _ in self._pieces(text))

    def forget(self, text: str, source: str, target: str) -> bool:
        """Has the text asked again if its answer is from an earlier run; whether it is."""
        keys = {self._key(piece, source, target) for piece, _ in self._pieces(text)} - self._kept
        self._stale |= keys
        return bool(keys)

    def carry(self, texts: Iterable[str], source: str, target: str) -> dict[str, Receipt]:
        """What came back for each text; one that was not asked, because the run was `stopped`, is left out."""
        texts = tuple(dict.fromkeys(texts))
        pieces = dict.fromkeys(piece for text in texts for piece, _ in self._pieces(text))
        missing = [piece for piece in pieces if self._receipt(piece, source, target) is None]
        trouble: dict[str, str] = {}
        for request in self._requests(missing):
            self._ask(request, source, target, trouble)
        whole = {text: self._whole(text, source, target, trouble) for text in texts}
        return {text: receipt for text, receipt in whole.items() if receipt}

    def _ask(self, request: Sequence[str], source: str, target: str, trouble: dict[str, str]) -> None:
        """Sends a request; one that the provider declines as a whole is sent again text by text."""
        waiting = deque([tuple(request)])
        while waiting and not self.stopped:
            texts = waiting.popleft()
            try:
                answers = self._answers(texts, source, target)
            except BarredError as error:
                self.stopped, self.unreachable = error.message, False
            except (DeclinedError, GarbledError) as error:
                if len(texts) > 1:
                    waiting.extend((text,) for text in texts)
                    continue
                self._keep(texts[0], source, target, Receipt(None, error.message))
                self._count_failure(error)
            except ProviderError as error:
                trouble.update(dict.fromkeys(texts, error.message))
                self._count_failure(error)
            else:
                self._failures, self.unreachable = 0, False
                self.received += len(texts)
                for text, answer in zip(texts, answers, strict=True):
                    self._keep(text, source, target, Receipt(answer))

    def _answers(self, texts: tuple[str, ...], source: str, target: str) -> list[str]:
        answers = self.engine.translate(texts, source, target)
        if len(answers) != len(texts):
            raise GarbledError(f"{len(answers)} answers to {len(texts)} texts")
        return answers

    def _count_failure(self, error: ProviderError) -> None:
        self._failures += 1
        self.unreachable = not self.received and isinstance(error, UnavailableError)
        if self.budget is not None and self._failures >= self.budget:
            self.stopped = f"{self._failures} requests failed one after the other, the last one: {error.message}"

    def _requests(self, texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """The texts in as few requests as the provider's limits allow."""
        request: list[str] = []
        size = 0
        for text in texts:
            more = self.engine.size(text)
            if request and (len(request) == self.engine.batch or size + more > self.engine.limit):
                yield tuple(request)
                request, size = [], 0
            request.append(text)
            size += more
        if request:
            yield tuple(request)

    def _pieces(self, text: str) -> list[tuple[str, str]]:
        """What is sent for a text, each piece with the blanks behind it; blanks at the ends stay here."""
        if text not in self._cut:
            core = text.strip()
            pieces = cut(core, self.engine.limit, self.engine.size, self.engine.notation.pattern)
            self._cut[text] = [(core, "")] if pieces is None else pieces
        return self._cut[text]

    def _whole(self, text: str, source: str, target: str, trouble: dict[str, str]) -> Receipt | None:
        parts = []
        for piece, blanks in self._pieces(text):
            receipt = self._receipt(piece, source, target)
            if receipt is None:
                return Receipt(None, trouble[piece], passing=True) if piece in trouble else None
            if not receipt.text or receipt.text.isspace():
                return receipt
            parts.append(receipt.text.strip() + blanks)
        begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
        return Receipt(text[:begin] + "".join(parts) + text[end:])

    def _receipt(self, piece: str, source: str, target: str) -> Receipt | None:
        key = self._key(piece, source, target)
        receipt = self.receipts.get(key)
        if receipt is None or key in self._kept:
            return receipt
        failed = receipt.text is None and self.retry_failed
        return None if failed or key in self._stale else receipt

    def _keep(self, piece: str, source: str, target: str, receipt: Receipt) -> None:
        key = self._key(piece, source, target)
        self._kept.add(key)
        self.receipts.put(key, receipt)

    def _key(self, piece: str, source: str, target: str) -> str:
        return receipt_key(self.engine.variant, source, target, piece)
