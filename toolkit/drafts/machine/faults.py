"""The ways in which a machine-translation provider can fail."""

from __future__ import annotations


class ProviderError(Exception):
    """A request that gave nothing; the text says why, in one line and without any key."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class DeclinedError(ProviderError):
    """The provider will not translate this text, however often it is asked."""


class GarbledError(ProviderError):
    """The answer is not what the provider's format promises."""


class UnavailableError(ProviderError):
    """Too busy, out of order or out of reach, after several tries; another time it may work."""


class BarredError(ProviderError):
    """The provider lets us in no more: a wrong key, no such model, a quota used up. No further request makes sense."""
