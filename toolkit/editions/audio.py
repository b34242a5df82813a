"""An edition as sound: a clip a text, recorded by people or spoken by a program, each told from the other."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.editions.speech import spoken_text
from toolkit.errors import Diagnostic, Location, ToolkitError
from toolkit.system.files import lies_below

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.collection.localize import Rendition
    from toolkit.editions.edition import Edition

MEDIA_TYPES = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".opus": "audio/ogg; codecs=opus"}
"""What EPUB readers must play (EPUB 3.3, 3.2), by the endings of files."""
_MOST_BYTES = 32 * 2**20
"""Of one recording."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One text as sound."""

    id: str
    """Of the text."""
    data: bytes
    ending: str
    """Of its file, with the dot."""
    seconds: float
    is_synthetic: bool

    @property
    def media_type(self) -> str:
        """Of its file."""
        return MEDIA_TYPES[self.ending]

    @property
    def name(self) -> str:
        """What its file is called, after what is in it."""
        return f"{hashlib.sha256(self.data).hexdigest()[:16]}{self.ending}"


@dataclass(frozen=True, slots=True)
class Voice:
    """An edition as sound."""

    clips: tuple[Clip, ...]
    """In reading order."""

    @property
    def is_synthetic(self) -> bool:
        """Whether a program speaks any of it."""
        return any(one.is_synthetic for one in self.clips)

    @property
    def seconds(self) -> float:
        """How long it is."""
        return sum(one.seconds for one in self.clips)


def voice_of(edition: Edition) -> Voice | None:
    """The clips of an edition; None where nobody speaks. Raises `ToolkitError` for a recording or a program that fails."""
    markup = edition.markup()
    clips = (
        _clip(edition, one, markup.plain(id))
        for id, one in edition.localized.renditions.items()
        if not id.startswith("meta/")
    )
    found = tuple(clip for clip in clips if clip)
    return Voice(found) if found else None


def _clip(edition: Edition, rendition: Rendition, words: str) -> Clip | None:
    project, id = edition.project, rendition.segment.id
    own = rendition.locale == edition.localized.locale
    if project.audio.recordings and own and (path := _recording(edition, id)):
        name = project.name(path)
        if path.stat().st_size > _MOST_BYTES or not lies_below(path, project.root):
            raise _refuse(name, f"it is larger than {_MOST_BYTES >> 20} MiB, or lies outside the project")
        return Clip(id, path.read_bytes(), path.suffix, _seconds(path, name), is_synthetic=False)
    if not project.audio.engine or not any(letter.isalnum() for letter in words):
        return None
    data = spoken_text(words, rendition.locale, project.audio.engine, project.cache_path)
    return Clip(id, data, ".mp3", _seconds_of(data, project.audio.engine[0]), is_synthetic=True) if data else None


def _recording(edition: Edition, id: str) -> Path | None:
    """``<recordings>/<locale>/<document>/<id>.mp3``, a dot for each slash of the id."""
    project = edition.project
    folder = project.root / project.audio.recordings / edition.localized.locale / edition.name
    paths = (folder / f"{id.replace('/', '.')}{ending}" for ending in MEDIA_TYPES)
    return next((path for path in paths if path.is_file()), None)


def _seconds(path: Path, name: str) -> float:
    return _seconds_of(path.read_bytes(), name, path.suffix)


def _seconds_of(data: bytes, name: str, ending: str = ".mp3") -> float:
    """How long a sound is. Raises `ToolkitError` for what is none."""
    import io

    from tinytag import TinyTag
    from tinytag.tinytag import TinyTagException

    try:
        found = TinyTag.get(f"sound{ending}", file_obj=io.BytesIO(data), tags=False).duration
    except (TinyTagException, ValueError, IndexError, KeyError, TypeError, OSError, RecursionError):
        found = None
    if not found or found <= 0:
        raise _refuse(name, "it is no sound that can be read")
    return round(float(found), 3)


def _refuse(name: str, message: str) -> ToolkitError:
    return ToolkitError(Diagnostic("audio", message, Location(name), hint="record it again as MP3, M4A or Opus"))
