"""OpenDocument texts: what they hold beside paragraphs."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from tests.exchange.documents.word_files import body_of, losses_of, png

if TYPE_CHECKING:
    from pathlib import Path

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
)


def write_odt(path: Path, body: str) -> Path:
    """An OpenDocument text with a body and a picture."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("Pictures/a.png", png())
        archive.writestr(
            "content.xml",
            f'<office:document-content {_SPACES} xmlns:xlink="http://www.w3.org/1999/xlink">'
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return path


def test_words_in_shapes_and_above_words_come_in(tmp_path: Path) -> None:
    """A caption below a picture in a shape, a group of shapes, a reading; what has no words is named by its alt text."""
    frame = '<draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>Readers</svg:desc></draw:frame>'
    path = write_odt(
        tmp_path / "a.odt",
        "<text:p>Before."
        f"<draw:custom-shape><text:p>{frame}</text:p><text:p>Figure 1: reading</text:p></draw:custom-shape></text:p>"
        "<text:p><draw:g><draw:rect><text:p>One</text:p></draw:rect><draw:rect><text:p>Two</text:p></draw:rect></draw:g></text:p>"
        "<text:p><text:ruby><text:ruby-base>鬼門</text:ruby-base><text:ruby-text>きもん</text:ruby-text></text:ruby></text:p>"
        "<text:p><draw:line><svg:desc>An arrow</svg:desc><text:p/></draw:line></text:p>"
        "<text:p><draw:frame><draw:object/><svg:title>Loans</svg:title></draw:frame></text:p>",
    )
    assert body_of(path) == ("Before.\n\n![Readers](a-1.png)\n\nFigure 1: reading\n\nOne\n\nTwo\n\n鬼門（きもん）")
    told = losses_of(path)
    assert "a shape is left out: “An arrow”" in told
    assert "an equation, a chart or another embedded object is left out: “Loans”" in told
