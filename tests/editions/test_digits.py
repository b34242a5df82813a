"""Numbers that the editions count themselves are written with the language's own digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tiny_project import edition, make_project
from toolkit.editions.html import render_html

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("locale", "number"), [("fa", "۱"), ("mr", "१"), ("bn", "১"), ("my", "၁"), ("ru", "1")])
def test_footnotes_and_lists(tmp_path: Path, locale: str, number: str) -> None:
    """The marks in the text, and by a counter style the lists of pages."""
    project = make_project(tmp_path, "A[^n].\n\n1. B\n\n[^n]: C.\n", ("en", locale))
    page = render_html(edition(project, locale))
    assert f'role="doc-noteref">{number}</a>' in page
    assert ("own-digits" in page) == (locale != "ru")
