"""Addresses that lead out of the output: what is sound, and that each kind of fault is still found."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from validation.links import outside_fault

ABOUT = quote("[doc ru p1 01234567]")
LETTER = f"mailto:notes@example.org?subject={ABOUT}&body=%0D%0A%0D%0A--%20%0D%0A{ABOUT}%0D%0Athanks%3A%20no%0D%0A"


@pytest.mark.parametrize(
    "address",
    [
        LETTER,
        "mailto:notes@example.org",
        "https://github.com/a/b/issues/new?title=%5Bdoc%20ru%20p1%5D&body=x",
        "https://пример.рф/путь",
        "data:application/x-bibtex;charset=utf-8,%40book%7B%7D",
        "data:image/png;base64,AAAA",
        "doi:10.1000/182",
    ],
)
def test_sound_addresses(address: str) -> None:
    assert outside_fault(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        LETTER.replace("%0D%0A", "%0A"),  # RFC 6068, 5: lines end in both
        LETTER.replace("%20", " "),
        LETTER.replace("%5B", "["),
        LETTER.replace("subject", "bcc"),
        LETTER.replace("&body", "&attach=/etc/passwd&body"),
        LETTER.replace("&body", "&amp;body"),
        LETTER + "&",
        LETTER.replace("notes@", ""),
        LETTER.replace("example.org", "example.org,other@example.org x"),
        LETTER.replace("%3A", "%3g"),
        "mailto:",
        "https://exa mple.org/",
        "https://localhost/",
        "https://-example.org/",
        "https://example.org/<script>",
        "data:text/html,<script>alert(1)</script>",
        "data:application/xhtml+xml,x",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//example.org/",
        "urn:isbn:978 5",
    ],
)
def test_faults_of_addresses_are_found(address: str) -> None:
    assert outside_fault(address)
