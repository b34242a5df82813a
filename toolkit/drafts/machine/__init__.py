"""Machine-translation providers, one a file: the only code that opens a network connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.drafts.machine import apertium, chatgpt, deepl, google, libre, microsoft, mymemory, papago, yandex

if TYPE_CHECKING:
    from toolkit.drafts.machine.model import Provider

PROVIDERS: tuple[Provider, ...] = (
    apertium.PROVIDER,
    google.PROVIDER,
    mymemory.PROVIDER,
    libre.PROVIDER,
    deepl.PROVIDER,
    microsoft.PROVIDER,
    yandex.PROVIDER,
    chatgpt.PROVIDER,
    papago.PROVIDER,
)
"""Every provider, those that keep the text on this machine first."""
