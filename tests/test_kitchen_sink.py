"""The document of everything at once, in editions that have most to do; `make validate` judges them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kitchen_sink import LANGUAGES, translated, write_project
from toolkit.editions.edition import Edition
from toolkit.editions.parallel import render_parallel_print
from toolkit.editions.pdf.render import make_pdf, render_large_print

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")


def test_everything_fits_together(tmp_path: Path) -> None:
    """From right to left, in large print, and beside another language: nobody is warned of anything."""
    collection = write_project(tmp_path)
    one, other = (
        Edition(collection.project, collection.localized("everything", tag), collection.interface(tag))
        for tag in ("en", "ar")
    )
    assert render_large_print(other).warnings == ()
    assert make_pdf(render_parallel_print(one, other), one, other).warnings == ()
    assert set(one.pictures.shown) - set(other.pictures.shown) == {"visits.png"}
    assert len(LANGUAGES) > 12


def test_translations_keep_the_markup() -> None:
    """Words alone are replaced."""
    text = "A [link](https://example.org/a), `code`, **two words** and a note[^n]."
    expected = "A [un](https://example.org/a), `code`, **deux un** deux a un[^n]."
    assert translated(text, ["un", "deux"], 0) == expected
