"""PDFs for those who print: one for a printing house, and one of sheets that are folded to a booklet."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from toolkit.editions.covers import Sheet, sheet_of
from toolkit.editions.pdf.render import make_pdf, render_print

if TYPE_CHECKING:
    from toolkit.editions.edition import Edition
    from toolkit.editions.rendered import Rendered

_BLEED = 3.5
"""Millimetres beyond each edge that are printed; the crop marks of the style sheet stand outside them."""
_REDUCTION = 9 / 10.5
"""Of a booklet: from the size of the text in ``print.css`` to 9 points."""
_SIDES = 4
"""Pages of a folded sheet."""


def render_press(edition: Edition) -> Rendered:
    """The PDF for a printing house: with bleed, crop marks and mirrored margins, cover and back on outer pages.

    The number of its pages is even. With the profile of the press it is PDF/X-4; without one it is what every PDF is, since
    that standard asks for it (ISO 15930-7, 6.2.2). Raises what `make_pdf` raises.
    """
    project = edition.project
    sheet = replace(sheet_of(project), bleed=_BLEED)
    made = make_pdf(render_print(edition, sheet=sheet, style="press.css"), edition)
    if not project.press_profile:
        return made
    from toolkit.editions.pdf.pdfx import as_pdfx

    profile = project.root / project.press_profile
    data = as_pdfx(made.data, profile.read_bytes(), profile.stem, edition.localized.document.meta.date)
    return replace(made, data=data)


def render_booklet(edition: Edition) -> Rendered:
    """Sheets to be printed on both sides, turned over the short edge, and folded in the middle: A5 on A4.

    What is drawn on them has no tags any more: the PDF for readers is another. Raises what `make_pdf` raises.
    """
    paper = sheet_of(edition.project)
    page = Sheet(paper.height / 2 / _REDUCTION, paper.width / _REDUCTION)
    made = make_pdf(render_print(edition, sheet=page, style="booklet.css"), edition, enlargement=_REDUCTION)
    data, sides = folded(made.data, edition.title_text, edition.locale.tag, edition.locale.direction)
    return replace(made, data=data, pages=sides)


def sides_of(pages: int, direction: str) -> list[tuple[int | None, int | None]]:
    """The pages, from 0, at the left and the right of each side of the sheets; None is blank.

    The last page, the back, is on the outside of the outermost sheet. Where a language runs from right to left, so does
    the booklet.
    """
    total = -(-pages // _SIDES) * _SIDES
    order = [*range(pages - 1), *[None] * (total - pages), pages - 1]
    found = []
    for outer in range(0, total // 2, 2):
        front = (order[total - 1 - outer], order[outer])
        found += [front, (order[outer + 1], order[total - 2 - outer])]
    return found if direction == "ltr" else [(right, left) for left, right in found]


def folded(data: bytes, title: str, language: str, direction: str) -> tuple[bytes, int]:
    """The pages of a PDF, two on each side of the sheets of a booklet, and how many sides there are."""
    import pikepdf

    with pikepdf.open(BytesIO(data)) as source, pikepdf.new() as target:
        width, height = (float(side) for side in source.pages[0].mediabox[2:])
        sides = sides_of(len(source.pages), direction)
        for pair in sides:
            side = target.add_blank_page(page_size=(2 * width, height))
            drawn, forms = [], pikepdf.Dictionary()
            for place, number in enumerate(pair):
                if number is not None:
                    form = target.copy_foreign(source.pages[number].as_form_xobject())
                    forms[f"/P{place}"] = form
                    drawn.append(f"q {_placed(form, place * width, width, height)} cm /P{place} Do Q")
            side.Resources = pikepdf.Dictionary(XObject=forms)
            side.Contents = target.make_stream("\n".join(drawn).encode())
        target.Root.Lang = pikepdf.String(language)
        target.docinfo["/Title"] = title
        target.Root.ViewerPreferences = pikepdf.Dictionary(
            Duplex=pikepdf.Name.DuplexFlipShortEdge, PrintScaling=pikepdf.Name("/None")
        )
        written = BytesIO()
        target.save(written, deterministic_id=True)
    return written.getvalue(), len(sides)


def _placed(form: Any, left: float, width: float, height: float) -> str:
    """Where a page goes on its side; one that is broader than high is turned."""
    *_, across, up = (float(edge) for edge in form.BBox)
    if across <= up:
        return f"1 0 0 1 {left:.3f} 0"
    scale = min(width / up, height / across)
    return f"0 {scale:.4f} {-scale:.4f} 0 {left + width:.3f} 0"
