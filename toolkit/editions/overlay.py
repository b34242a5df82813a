"""The media overlay of a book: which text is heard when (EPUB 3.3, 9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from toolkit.editions.audio import Clip, Voice

OVERLAY, AUDIO = "text.smil", "audio"
"""The file in the book, and the folder of its clips."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a book says of its sound."""

    clips: tuple[tuple[str, Clip], ...]
    """Each after the id of the element that it reads, in the order of the text."""
    name: str = OVERLAY
    folder: str = AUDIO

    @property
    def files(self) -> tuple[Clip, ...]:
        """Each clip once: the same words may be said at several places."""
        return tuple({clip.name: clip for _, clip in self.clips}.values())

    @property
    def duration(self) -> str:
        """Of all of it, as a clock value (SMIL 3.0, 5.4.3)."""
        return f"{sum(clip.seconds for _, clip in self.clips):.3f}s"

    @property
    def is_synthetic(self) -> bool:
        """Whether a program speaks any of it."""
        return any(clip.is_synthetic for _, clip in self.clips)


def overlay_of(voice: Voice, page: Element) -> Overlay | None:
    """The clips whose texts have an element in a page, in its order; None without any."""
    clips = {epub_id(clip.id): clip for clip in voice.clips}
    found = tuple((id, clips[id]) for element in page.iter() if (id := element.get("id", "")) in clips)
    return Overlay(found) if found else None


def epub_id(id: str) -> str:
    """A segment's id as an XML name, which has no slashes."""
    return id.replace("/", ".")
