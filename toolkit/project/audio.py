"""``[audio]``: whether editions can be listened to, and who speaks. By default nobody does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.project.settings import Settings

ESPEAK = "espeak-ng"
FILE, LANGUAGE = "{file}", "{language}"
"""What a command of one's own may name: where the sound is to be written, and the language of the text."""


@dataclass(frozen=True, slots=True)
class Audio:
    """Where recordings are, and what speaks the texts that have none."""

    recordings: str = ""
    """Folder with ``<locale>/<document>/<id>.mp3``; empty for none."""
    engine: tuple[str, ...] = ()
    """The words of a command; ``espeak-ng`` alone for that program; empty for none."""

    @property
    def is_on(self) -> bool:
        """Whether editions can be listened to at all."""
        return bool(self.recordings or self.engine)


def read_audio(settings: Settings) -> Audio:
    """What the table says. Raises `UsageError` for a wrong value."""
    table = settings.below("audio")
    recordings = table.folder("recordings", "recordings") if "recordings" in table.table else ""
    table.known.add("recordings")
    value = table.table.get("engine", "")
    engine = table.texts("engine") if isinstance(value, list) else tuple(filter(None, (table.text("engine", ""),)))
    if engine and engine != (ESPEAK,) and not any(FILE in word for word in engine):
        hint = f'write engine = "{ESPEAK}", or engine = ["program", "-l", "{LANGUAGE}", "-o", "{FILE}"]'
        raise table.fail("engine", "audio.engine does not say where its sound is written", hint)
    table.reject_unknown("audio.")
    return Audio(recordings, engine)
