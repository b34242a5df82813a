"""The pictures of an OpenDocument text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from toolkit.exchange.archive import refuse
from toolkit.exchange.documents.model import PICTURE, Losses, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
DRAWING, _SVG = (_NS % name for name in ("drawing", "svg-compatible"))
XLINK = "{http://www.w3.org/1999/xlink}"


@dataclass(slots=True)
class OdtPictures:
    """The pictures found so far; the same picture counts once."""

    parts: Mapping[str, bytes]
    """Of the archive, by name."""
    losses: Losses
    found: dict[str, bytes] = field(default_factory=dict)
    """By name, as `Foreign.pictures`."""

    def add(self, frame: _Element, target: _Element, place: str) -> None:
        """Writes the picture in a frame, if there is one; says what else is in it, and is left out.

        Raises `ToolkitError` for a picture that is in another file.
        """
        image = next((part for part in frame.iter(f"{DRAWING}image")), None)
        if frame.find(f"{DRAWING}object") is not None or frame.find(f"{DRAWING}object-ole") is not None:
            what, words = "an equation, a chart or another embedded object is left out", described(frame)
            self.losses.add(
                place, f"{what}: “{shorten(words)}”" if words else what, "bring it in as a picture: PNG or SVG"
            )
            return
        if image is None:
            return
        address = image.get(f"{XLINK}href", "")
        data = self.parts.get(address.removeprefix("./"))
        if data is not None:
            made = etree.SubElement(target, "img")
            made.set(PICTURE, self._name(data))
            made.set("alt", described(frame))
        elif re.match(r"https?://", address):
            what = f"a picture on the web is left out: {shorten(address)}"
            self.losses.add(place, what, "save it, and put it into the file")
        elif address:
            what = f"the file links to another file: {shorten(address)}"
            raise refuse(self.losses.name, what, "put the picture into the file itself")

    def _name(self, data: bytes) -> str:
        name = next((key for key, known in self.found.items() if known == data), f"picture-{len(self.found) + 1}")
        self.found[name] = data
        return name


def described(frame: _Element) -> str:
    """What a picture or a shape shows, in words; its title where nobody describes it."""
    said = (frame.findtext(f"{_SVG}desc"), frame.findtext(f"{_SVG}title"))
    return next(filter(None, said), "")
