"""Standard numbers: right ones in one form, mistyped ones not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from toolkit.sources.identifiers import doi, isbn, isni, issn, orcid, viaf

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("read", "text", "found"),
    [
        (isbn, "978-3-16-148410-0", "9783161484100"),
        (isbn, "ISBN-13: 978 3 16 148410 0", "9783161484100"),
        (isbn, "0-8044-2957-X", "080442957X"),
        (isbn, "978-3-16-148410-1", ""),
        (isbn, "٩٧٨٣١٦١٤٨٤١٠٠", ""),
        (issn, "ISSN 0317-8471", "0317-8471"),
        (issn, "2434561x", "2434-561X"),
        (issn, "0317-8472", ""),
        (orcid, "https://orcid.org/0000-0002-1694-233X", "0000-0002-1694-233X"),
        (orcid, "0000 0002 1825 0097", "0000-0002-1825-0097"),
        (orcid, "0000-0002-1825-0098", ""),
        (isni, "https://isni.org/isni/000000012281955X", "000000012281955X"),
        (isni, "0000 0001 2281 9551", ""),
        (viaf, "https://viaf.org/viaf/102333412/", "102333412"),
        (viaf, "n 79021164", ""),
        (doi, "10.5072/a(b)", "10.5072/a(b)"),
        (doi, "doi: 10.5072/a", "10.5072/a"),
        (doi, "https://doi.org/10.5072/A", "10.5072/A"),
        (doi, "urn:nbn:de:1", ""),
        (doi, "10.5072/a b", ""),
        (doi, "", ""),
    ],
)
def test_numbers_are_told_from_mistakes(read: Callable[[str], str], text: str, found: str) -> None:
    """In the forms that people copy them in; a wrong check digit is no number."""
    assert read(text) == found


@pytest.mark.parametrize("read", [isbn, issn, orcid, isni])
def test_a_changed_digit_is_noticed(read: Callable[[str], str]) -> None:
    """Any one digit of a number with a check digit."""
    number = {isbn: "9783161484100", issn: "03178471", orcid: "0000000218250097", isni: "0000000218250097"}[read]
    for place, digit in enumerate(number):
        changed = number[:place] + str((int(digit) + 1) % 10) + number[place + 1 :]
        assert read(changed) == ""
