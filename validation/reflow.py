"""Text can be enlarged and windows can be narrow, and nothing is lost: WCAG 2.2, 1.4.4, 1.4.10 and 1.4.12, in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validation.browser import Browser, BrowserError
from validation.model import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.errors import Diagnostic
    from validation.browser import Tab
    from validation.site import Site

NARROW, WIDE, HEIGHT = 320, 1280, 900
"""CSS pixels: 1.4.10 asks for 320, which is 1280 at 400 %."""

_LOST = """
(() => {
  const width = document.documentElement.clientWidth, found = []
  const scrolls = (one) => one && (getComputedStyle(one).overflowX !== "visible" || scrolls(one.parentElement))
  for (const one of document.body.querySelectorAll("*:not(svg *)")) {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one)
    if (!one.checkVisibility() || box.width < 2 || box.height < 2) continue
    const name = one.outerHTML.slice(0, 100)
    if ((box.left < -1 || box.right > width + 1) && !scrolls(one.parentElement)) found.push("sticks out: " + name)
    const cut = ["hidden", "clip"].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1
    if (cut) found.push("is cut off: " + name)
  }
  const more = document.scrollingElement.scrollWidth - width
  if (more > 1) found.unshift("the page scrolls sideways by " + more + " pixels")
  return found.slice(0, 3)
})()
"""
_SPACING = """
document.head.appendChild(Object.assign(document.createElement("style"), {id: "spacing", textContent:
  "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }" +
  "p { margin-block-end: 2em !important }"})), true
"""
OPEN_ONE_OF_EACH = """
for (const details of new Map([...document.querySelectorAll("details")].map((one) => [one.className, one])).values())
  details.open = true
"""
"""Opens one of each kind of what unfolds: a menu that is shut is not looked at."""


def check(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:
    """What sticks out of the window or is cut off."""
    with Browser() as browser:
        tab = browser.tab()
        for file in files:
            try:
                tab.open((site.root / file).resolve().as_uri())
                yield from (finding("reflow", file, message) for message in faults(tab))
            except BrowserError as error:
                yield finding("reflow", file, f"the browser failed: {error}")


def faults(tab: Tab) -> Iterator[str]:
    """What is lost of the page in a tab: narrow, narrow with menus open, with more space, wide with large letters."""
    tab.resize(NARROW, HEIGHT)
    yield from _lost(tab, f"{NARROW} pixels wide")
    tab.evaluate(OPEN_ONE_OF_EACH)
    yield from _lost(tab, f"{NARROW} pixels wide, menus open")
    tab.evaluate(_SPACING)
    yield from _lost(tab, f"{NARROW} pixels wide, more space between letters, words and lines")
    tab.evaluate("document.getElementById('spacing').remove(), document.documentElement.style.fontSize = '200%'")
    tab.resize(WIDE, HEIGHT)
    yield from _lost(tab, "letters at 200 %")


def _lost(tab: Tab, state: str) -> Iterator[str]:
    yield from (f"{state}: {message}" for message in tab.evaluate(_LOST))
