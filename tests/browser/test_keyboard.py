"""Whoever has no mouse can reach and use everything, and sees where they are: WCAG 2.2, 2.1, 2.4.3, 2.4.7, 2.4.11."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from validation.browser import Tab

pytestmark = pytest.mark.browser

PAGES = ("index.html", "en/index.html", "en/doc.html", "ar/doc.html")
EVERYTHING = """
[...document.querySelectorAll("a[href], summary, button, input, [tabindex='0']")]
  .filter((one) => one.checkVisibility()).map((one, place) => (one.dataset.place = place)).length
"""
FOCUSED = """
(() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one)
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), y = box.top + Math.min(box.height / 2, 20)
  const above = document.elementFromPoint(x, y)
  return {
    place: one.dataset.place === undefined ? null : Number(one.dataset.place),
    seen: box.top >= -1 && box.bottom <= innerHeight + 1 && above !== null && (one.contains(above) || above.contains(one)),
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    what: one.outerHTML.slice(0, 80),
  }
})()
"""


@pytest.mark.parametrize("page", PAGES)
def test_tab_reaches_everything_in_order(tab: Tab, site: Path, page: str) -> None:
    """Each link and button once, in the order of the text, marked and in sight, and no trap at the end."""
    tab.open((site / page).as_uri())
    places = tab.evaluate(EVERYTHING)
    assert places > 3
    for place in range(places):
        tab.press("Tab")
        focused = tab.evaluate(FOCUSED)
        assert focused["place"] == place, focused
        assert focused["marked"], focused
        assert focused["seen"], focused
    tab.press("Tab")
    assert tab.evaluate("document.activeElement.dataset.place ?? null") != places - 1


@pytest.mark.parametrize("page", PAGES)
def test_the_first_link_jumps_to_the_text(tab: Tab, site: Path, page: str) -> None:
    """Tab, Enter; the next Tab is inside the text."""
    tab.open((site / page).as_uri())
    tab.press("Tab")
    assert tab.evaluate("document.activeElement.getAttribute('href')") == "#content"
    tab.press("Enter")
    assert tab.evaluate("location.hash") == "#content"
    tab.press("Tab")
    assert tab.evaluate("document.getElementById('content').contains(document.activeElement)")


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("scripts", [True, False])
def test_menus_open_and_shut_by_key(tab: Tab, site: Path, key: str, scripts: bool) -> None:
    """The languages of the page; its links are then the next to be reached, with scripts and without."""
    tab.send("Emulation.setScriptExecutionDisabled", value=not scripts)
    tab.open((site / "en/doc.html").as_uri())
    tab.evaluate("document.querySelector('.switcher summary').focus()")
    tab.press(key)
    assert tab.evaluate("document.querySelector('.switcher').open")
    tab.press("Tab")
    assert tab.evaluate("document.activeElement.href").endswith("/ar/doc.html")
    tab.evaluate("document.querySelector('.switcher summary').focus()")
    tab.press(key)
    assert not tab.evaluate("document.querySelector('.switcher').open")


def test_a_language_is_chosen_by_key(tab: Tab, site: Path) -> None:
    """Enter on its name leads to the same document in it."""
    tab.open((site / "en/doc.html").as_uri())
    tab.evaluate("document.querySelector('.switcher').open = true")
    tab.evaluate("document.querySelector('.switcher a').focus()")
    tab.press("Enter")
    tab.wait()
    assert tab.evaluate("document.documentElement.lang") == "ar"
