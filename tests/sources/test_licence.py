"""Licences by identifier and by address."""

from __future__ import annotations

import pytest

from toolkit.sources.licence import Licence, read_licence

BY = "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CC-BY-4.0", Licence("CC BY 4.0", BY, "CC-BY-4.0")),
        ("cc-by-nc-nd-4.0", Licence("CC BY-NC-ND 4.0", BY.replace("by/", "by-nc-nd/"), "CC-BY-NC-ND-4.0")),
        ("CC0-1.0", Licence("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0")),
        ("CC-BY-3.0-DE", Licence("CC-BY-3.0-DE", "https://spdx.org/licenses/CC-BY-3.0-DE.html", "CC-BY-3.0-DE")),
        ("MIT", Licence("MIT", "https://spdx.org/licenses/MIT.html", "MIT")),
        (BY, Licence("CC BY 4.0", BY, "CC-BY-4.0")),
        (f"{BY}deed.ru", Licence("CC BY 4.0", f"{BY}deed.ru", "CC-BY-4.0")),
        ("https://lib.example.org/terms/", Licence("lib.example.org/terms", "https://lib.example.org/terms/")),
        ("All rights reserved", None),
        ("CC-BY-4.0 OR MIT", None),
        ("javascript:alert(1)", None),
        ("CC-BY-9.0", None),
    ],
)
def test_a_licence_is_known_by_name_or_address(text: str, found: Licence | None) -> None:
    """What is neither is none."""
    assert read_licence(text) == found
