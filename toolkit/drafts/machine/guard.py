"""Providers of installed packages, held to what the built-in ones promise: they fail as `ProviderError`, or they answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from toolkit.drafts.machine.faults import BarredError, GarbledError, ProviderError
from toolkit.errors import Diagnostic, UsageError
from toolkit.system.plugins import FailedError, Group, held, plugin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolkit.drafts.machine.model import Connection, Engine, Provider
    from toolkit.language.protect import Notation

T = TypeVar("T")


def guarded(provider: Provider) -> Provider:
    """The provider with an engine that raises nothing but `ProviderError`."""

    def connect(connection: Connection) -> Engine:
        try:
            return held(lambda: _Guarded(provider.name, provider.connect(connection)))
        except FailedError as error:
            raise UsageError(
                Diagnostic("plug-in", _failed(provider.name, error), hint="name another provider")
            ) from None

    return replace(provider, connect=connect)


class _Guarded:
    """An engine of a package, which may fail in any way."""

    def __init__(self, name: str, engine: Engine) -> None:
        self.name = name
        self.engine = engine
        self.notation: Notation = engine.notation
        self.limit = engine.limit
        self.batch = engine.batch
        self.variant = engine.variant

    def size(self, text: str) -> int:
        return _held(self.name, lambda: self.engine.size(text))

    def supports(self, source: str, target: str) -> bool:
        return _held(self.name, lambda: self.engine.supports(source, target))

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        answer = _held(self.name, lambda: list(self.engine.translate(texts, source, target)))
        if len(answer) != len(texts) or not all(isinstance(text, str) for text in answer):
            raise GarbledError(f"{self.name}: it gave {len(answer)} answers to {len(texts)} texts")
        return answer


def _held(name: str, ask: Callable[[], T]) -> T:
    try:
        return held(ask, ProviderError)
    except FailedError as error:
        raise BarredError(_failed(name, error)) from error


def _failed(name: str, error: FailedError) -> str:
    return f"{plugin(Group.PROVIDERS, name) or name} fails: {error}"
