"""Long documents need little memory, and nothing else changes."""

from __future__ import annotations

import gc
import sys
import weakref
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox

from tests.tiny_project import edition, make_project, write_catalog
from toolkit.collection.collection import Collection
from toolkit.editions.pdf import compact
from toolkit.editions.pdf.render import make_pdf, render_pdf, render_print
from toolkit.project.project import find_project

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from toolkit.editions.edition import Edition

PARAGRAPH = "Libraries are for *everybody*, and [everybody](https://example.org/all) is for libraries. " * 8
EVERYTHING = """\
## Aims {number}

A text with a note.[^{number}] See [the table](#table-{number}).

- One
- Two

  1. Two and a half
  2. Two and three quarters

> A quotation that is untranslated.

{{#table-{number}}}
| Year | Readers | What they have read in a whole long year of reading |
| --- | ---: | --- |
| 2025 | 1,234 | Much |

[^{number}]: The note itself, which is long enough to need two lines at the foot of its page, as notes are.

"""


def long_document(root: Path, sections: int, paragraphs: int) -> Edition:
    """The Russian edition of a document of so many sections, with a few texts translated."""
    source = "".join(EVERYTHING.format(number=number) + f"{PARAGRAPH}\n\n" * paragraphs for number in range(sections))
    make_project(root, source)
    write_catalog(root, "ru", {("meta/title", "Title"): "Название"})
    return edition(Collection(find_project(root)), "ru")


@pytest.fixture(autouse=True)
def from_the_first_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short documents are as long ones here."""
    monkeypatch.setattr(compact, "_MANY_PAGES", 0)


def test_the_file_is_the_same(tmp_path: Path) -> None:
    """Byte for byte: contents, notes, tables, links and tags over some pages."""
    found = long_document(tmp_path, 3, 3)
    html = render_print(found)
    data = make_pdf(html, found).data
    with patch.object(compact, "compact_pages", lambda _: nullcontext()):
        assert make_pdf(html, found).data == data


@pytest.mark.parametrize("rule", ["", "@page :nth(2) { margin-top: 60mm }", "@page :left { margin-top: 40mm }"])
def test_styles_of_pages_are_their_own(tmp_path: Path, rule: str) -> None:
    """Of a page that a theme asks for by its number or side, too."""
    found = long_document(tmp_path, 2, 2)
    html = render_print(found).replace("</style>", f"{rule}</style>", 1)
    data = make_pdf(html, found).data
    with patch.object(compact, "compact_pages", lambda _: nullcontext()):
        assert make_pdf(html, found).data == data


def test_pages_are_kept_in_little_memory(tmp_path: Path) -> None:
    """Lines in half of what WeasyPrint alone needs for them, and all pages but the first with the same styles: cover, title, text, back."""
    text = f"{'Libraries are for everybody. ' * 30}\n\n"
    html = render_print(edition(make_project(tmp_path, text * 40), "en"))
    plain = HTML(string=html).render().pages
    with compact.compact_pages(html):
        ours = HTML(string=html).render().pages
        assert [_drawn(page) for page in ours] == [_drawn(page) for page in plain]
        assert _size(ours) < 0.55 * _size(plain)
        assert len({id(page._page_box.style) for page in ours}) <= 5


def _drawn(page: Any) -> list[tuple[object, ...]]:
    boxes = [one for one in page._page_box.descendants() if isinstance(one, (LineBox, TextBox))]
    return [(one.border_box_x(), one.border_box_y(), one.border_width(), one.border_height()) for one in boxes]


def _size(pages: Sequence[Any]) -> int:
    """Bytes of all that is said of lines and their texts."""
    boxes = [
        one for page in pages for one in page._page_box.descendants() if isinstance(one, (LineBox, TextBox, InlineBox))
    ]
    sets = {id(one.remove_decoration_sides): one.remove_decoration_sides for one in boxes}
    return sum(map(sys.getsizeof, (one.__dict__ for one in boxes))) + sum(map(sys.getsizeof, sets.values()))


def test_a_document_is_given_back_at_once(tmp_path: Path) -> None:
    """Pages that nobody needs any longer are gone without a search for rubbish."""
    found = edition(make_project(tmp_path, "Words.\n\n" * 9), "en")
    render, left = HTML.render, []

    def rendered(html: HTML, **options: Any) -> Any:
        document = render(html, **options)
        left.extend(weakref.ref(page._page_box) for page in document.pages)
        return document

    gc.disable()
    try:
        with patch.object(HTML, "render", rendered):
            render_pdf(found)
        assert left
        assert not any(page() for page in left)
    finally:
        gc.enable()
