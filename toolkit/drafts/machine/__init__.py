"""Machine-translation providers, one a file: the only code that opens a network connection."""

from __future__ import annotations

from functools import cache

from toolkit.drafts.machine import apertium, chatgpt, deepl, google, libre, microsoft, mymemory, papago, yandex
from toolkit.drafts.machine.guard import guarded
from toolkit.drafts.machine.model import Provider
from toolkit.system.plugins import Group, load_all

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
"""Every built-in provider, those that keep the text on this machine first."""


@cache
def all_providers() -> tuple[Provider, ...]:
    """The built-in providers, then those of installed packages."""
    return (*PROVIDERS, *map(guarded, load_all(Group.PROVIDERS, Provider, PROVIDERS, lambda one: one.name)))
