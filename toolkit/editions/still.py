"""What paper says of itself, so that a reader can ask whether its text is still the present one: address, edition, codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup as Safe

from toolkit.collection.codes import document_code, section_codes
from toolkit.editions.qr import svg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.editions.edition import Edition

PAGE = "still.html"
"""The page that answers, in the folder of the document."""


@dataclass(frozen=True, slots=True)
class Still:
    """What is printed."""

    address: str
    """Of the page that answers, with the edition and the code of its text in the fragment, which no server sees."""
    edition: str
    """Its released name, else the day of its newest text, else the source's revision."""
    code: str
    """Of the whole text."""
    sections: Mapping[str, str]
    """The code of each section by the id of its heading."""

    @property
    def short(self) -> str:
        """The address as a reader types it."""
        return self.address.partition("://")[2].partition("#")[0]

    @property
    def drawing(self) -> Safe:
        """The address as a QR code, an SVG element without a size."""
        return Safe(svg(self.address))  # noqa: S704 - black modules and nothing else

    def picture(self, width: int) -> str:
        """The same as the address of a picture, so many millimetres wide."""
        sized = svg(self.address).replace("<svg ", f'<svg width="{width}mm" height="{width}mm" ', 1)
        return "data:image/svg+xml," + quote(sized, safe=" ='/:")


def still_of(edition: Edition) -> Still | None:
    """What an edition prints of itself; None where the site has no address for it to lead to, or no pages."""
    project, localized = edition.project, edition.localized
    if not project.site_url or "html" not in project.formats:
        return None
    revised = localized.revised
    name = project.frozen or (revised.isoformat() if revised else localized.document.revision)
    code = document_code(localized)
    path = f"{localized.locale}/{edition.name}/{PAGE}"
    sections = section_codes(localized, {entry.id for entry in edition.contents})
    return Still(f"{project.uri(path)}#e={quote(name)}&h={code}", name, code, sections)
