"""The header of a catalog: the order in which editors write it, and what an update leaves alone."""

from __future__ import annotations

import pytest

from toolkit.catalog.headers import forms_of, in_order, revised_headers
from toolkit.catalog.model import Catalog


def test_the_order_is_that_of_poedit_and_weblate() -> None:
    """Plural-Forms before X-Generator; what nobody knows goes last, in its own order."""
    names = ("X-Tool", "X-Generator", "Language", "plural-forms", "PO-Revision-Date", "POT-Creation-Date", "X-A")
    catalog = in_order(Catalog(headers=tuple((name, "") for name in names)))
    assert [name for name, _ in catalog.headers] == [
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Language",
        "plural-forms",
        "X-Generator",
        "X-Tool",
        "X-A",
    ]
    assert in_order(catalog) is catalog


def test_an_update_leaves_every_line_of_a_translator() -> None:
    """The date of the template, too: it stands beside the date of the translator's save."""
    headers = (("POT-Creation-Date", "2001"), ("PO-Revision-Date", "2002"), ("Plural-Forms", "nplurals=2; plural=0;"))
    catalog = Catalog(headers=headers)
    assert revised_headers(catalog, "nplurals=3; plural=0;") is catalog


@pytest.mark.parametrize(
    ("value", "forms"),
    [("nplurals=3; plural=0;", 3), ("", 2), ("nplurals=99999999999999999999", 2), ("nplurals=11;", 2)],
)
def test_forms(value: str, forms: int) -> None:
    """A number that no language has is as none."""
    assert forms_of(Catalog(headers=(("Plural-Forms", value),))) == forms
