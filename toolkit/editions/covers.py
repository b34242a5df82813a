"""The cover and the back of a PDF: how large they are, and the drawing behind their words."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.editions.figure import COLUMNS, ROWS, figure
from toolkit.editions.qr import svg
from toolkit.project.formats import file_name

if TYPE_CHECKING:
    from toolkit.editions.edition import Edition
    from toolkit.project.look import Look
    from toolkit.project.project import Project

SHEETS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
"""Width and height in millimetres (ISO 216; ANSI Y14.1)."""
_SHOWN = 4
"""Columns of the figure on a band."""
STRIP = 54
"""Height of the white strip at the foot, for the names and the logos of the bodies, where the cover is `WIDTH` wide."""
WIDTH = 210
_LONG, _LONGER, _LONGEST = 60, 110, 180
"""Letters of titles that are set smaller, and smaller yet."""
_MOST = 1000
"""Letters of an address that a code on paper can be read with."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of paper, in millimetres."""

    width: float
    height: float
    bleed: float = 0
    """What is printed beyond each edge and cut off."""

    @property
    def unit(self) -> float:
        """How large a millimetre of an A4 cover is on this one."""
        return self.width / WIDTH

    @property
    def tile(self) -> float:
        """Width of a tile of the figure, which goes to the edges of the bleed."""
        return (self.width + 2 * self.bleed) / COLUMNS

    @property
    def strip(self) -> float:
        """Height of the strip at the foot."""
        return STRIP * self.unit

    @property
    def field(self) -> float:
        """Height of the coloured field above the figure, for the title."""
        return self.height - self.strip - ROWS * self.tile

    def drawing(self, name: str, look: Look, *, is_back: bool = False) -> str:
        """The address of the drawing behind the words of the cover, or of the back, with the bleed around it."""
        bleed, width, height = self.bleed, self.width, self.height
        colour = height - self.strip
        shapes = "".join(f'<path d="{one.path}" fill="{one.colour}"/>' for one in figure(name, look))
        # The back goes on where the front ends: it is the same figure, seen from behind.
        place = f"translate({width + bleed:g} {self.field:g}) scale({-self.tile:g} {self.tile:g})"
        place = place if is_back else f"translate({-bleed:g} {self.field:g}) scale({self.tile:g})"
        drawn = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-bleed:g} {-bleed:g} {width + 2 * bleed:g} {height + 2 * bleed:g}" '
            f'width="{width + 2 * bleed:g}mm" height="{height + 2 * bleed:g}mm">'
            f'<rect x="{-bleed:g}" y="{-bleed:g}" width="{width + 2 * bleed:g}" height="{colour + bleed:g}" fill="{look.accent}"/>'
            f'<g transform="{place}">{shapes}</g></svg>'
        )
        return _address(drawn)

    def spot(self, height: float) -> float:
        """How much of a band of that height the figure takes up."""
        return _SHOWN * height / ROWS

    def band(self, name: str, look: Look, height: float, direction: str) -> str:
        """The address of a coloured band of that height; the beginning of the figure stands where lines end."""
        tile = height / ROWS
        left, turned = (self.width - self.spot(height), 1) if direction == "ltr" else (self.spot(height), -1)
        shapes = "".join(f'<path d="{one.path}" fill="{one.colour}"/>' for one in figure(name, look))
        return _address(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {height:g}" '
            f'width="{self.width:g}mm" height="{height:g}mm">'
            f'<rect width="{self.width:g}" height="{height:g}" fill="{look.accent}"/>'
            f'<g transform="translate({left:g} 0) scale({turned * tile:g} {tile:g})">{shapes}</g></svg>'
        )


def _address(drawn: str) -> str:
    """A drawing as a style sheet takes it."""
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()


def sheet_of(project: Project) -> Sheet:
    """The paper of a project's PDFs."""
    return Sheet(*SHEETS[project.page_size])


def title_size(title: str, titles: int = 1) -> str:
    """The class of a title on a cover that has so many: the longer they are, the smaller."""
    sizes = ((_LONG, "short"), (_LONGER, "long"), (_LONGEST, "longer"))
    return next((name for letters, name in sizes if len(title) * titles <= letters), "longest")


def edition_path(edition: Edition) -> str:
    """Where the edition's page lies in the output, or the PDF where there are no pages; empty where the site has no address."""
    project = edition.project
    format = "html" if "html" in project.formats else "pdf"
    path = f"{edition.locale.tag}/{file_name(edition.name, format)}"
    return path if project.site_url and len(project.uri(path)) <= _MOST else ""


def cover_words(edition: Edition, sheet: Sheet) -> dict[str, object]:
    """What the templates of the cover and the back ask for."""
    path = edition_path(edition)
    uri = edition.project.uri(path) if path else ""
    return {
        "sheet": sheet,
        "title_size": title_size,
        "address": edition.project.address(path) if path else "",
        "address_uri": uri,
        "qr_code": _code(uri) if uri else "",
    }


def _code(uri: str) -> str:
    """The QR code of an address, as a style sheet takes a drawing."""
    return _address(svg(uri))
