"""QR codes: what is in them, and that they are read."""

from __future__ import annotations

import pytest
from lxml import etree

from toolkit.editions.qr import svg

ADDRESS = "https://example.org/editions/ru/alma-2019/still.html#e=1.0&h=3fa2c1d0"


def test_a_code_is_one_element_with_its_quiet_zone() -> None:
    root = etree.fromstring(svg(ADDRESS))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("viewBox") == "0 0 45 45"  # version 5 has 37 modules, and 4 of quiet on every side
    assert not root.get("width")


def test_the_same_text_gives_the_same_code_and_another_another() -> None:
    assert svg(ADDRESS) == svg(ADDRESS) != svg(ADDRESS + "1")


def test_a_text_of_signs_that_xml_knows_stays_one_element() -> None:
    assert "<script" not in svg("<script>&'\"")
    etree.fromstring(svg("<script>&'\""))


def test_what_no_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match=r"(?i)data too large|does not fit"):
        svg("я" * 3000)
