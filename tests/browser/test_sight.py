"""The pages in every size, both colour schemes and both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from validation.axe import SCHEMES, violations
from validation.reflow import OPEN_ONE_OF_EACH, faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from validation.browser import Browser, Tab

pytestmark = pytest.mark.browser

PAGES = (
    "index.html", "en/index.html", "ar/index.html", "en/doc.html", "ar/doc.html", "recommendations/doc/rec-1.html", "404.html",
    "status/index.html", "status/ar.html",
)  # fmt: skip
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
MISDIRECTED = f"""
[...document.querySelectorAll("body [lang]")].filter((one) => {{
  const wanted = {list(RIGHT_TO_LEFT)}.includes(one.lang.split("-")[0]) ? "rtl" : "ltr"
  return getComputedStyle(one).direction !== wanted
}}).map((one) => one.outerHTML.slice(0, 160))
"""
SIDES = """
(() => {
  const place = (selector) => { const box = document.querySelector(selector).getBoundingClientRect()
    return [box.left, innerWidth - box.right] }
  return {home: place(".bar .home"), contents: place(".contents"), switcher: place(".switcher"),
    border: ["Left", "Right"].map((side) =>
      parseFloat(getComputedStyle(document.querySelector("[data-role=recommendations] > li"))[`border${side}Width`]))}
})()
"""


@pytest.fixture(scope="module")
def kept_tab(browser: Browser) -> Iterator[Tab]:
    """One for all pages here: their scripts end with them, and axe-core is compiled once."""
    opened = browser.tab()
    yield opened
    opened.close()


@pytest.fixture
def tab(kept_tab: Tab) -> Iterator[Tab]:
    """The tab as if it were new."""
    yield kept_tab
    kept_tab.evaluate("sessionStorage.clear()")
    kept_tab.send("Emulation.setEmulatedMedia", media="", features=[])
    kept_tab.resize(1280, 900)


@pytest.mark.usefixtures("axe")
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("page", PAGES)
def test_nothing_hinders_a_reader(tab: Tab, site: Path, page: str, scheme: str) -> None:
    """axe-core finds nothing against a page, menus open, also where it is from right to left and half translated."""
    tab.prefer(scheme)
    tab.open((site / page).as_uri())
    tab.evaluate(OPEN_ONE_OF_EACH)
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations(tab)] == []


@pytest.mark.usefixtures("axe")
def test_what_hinders_a_reader_is_found(tab: Tab, tmp_path: Path) -> None:
    """axe-core is really asked: a grey that cannot be read in the dark scheme only, and an unnamed picture."""
    page = tmp_path / "bad.html"
    page.write_text(
        "<!DOCTYPE html><html lang=en><title>x</title><style>@media (prefers-color-scheme: dark) "
        "{ body { background: #222; color: #333 } }</style><main><h1>Heading</h1><img src='data:image/gif;base64,'>",
        "utf-8",
    )
    tab.open(page.as_uri())
    assert {one["id"] for one in violations(tab)} == {"image-alt"}
    tab.prefer("dark")
    assert {one["id"] for one in violations(tab)} == {"image-alt", "color-contrast"}


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_lost_in_narrow_windows_and_large_letters(tab: Tab, site: Path, page: str) -> None:
    """320 pixels, more space between letters, letters at 200 %."""
    tab.open((site / page).as_uri())
    assert list(faults(tab)) == []


def test_what_is_lost_in_narrow_windows_is_found(tab: Tab, tmp_path: Path) -> None:
    """A box that is wider than the window, and text that is cut off."""
    page = tmp_path / "bad.html"
    page.write_text(
        "<!DOCTYPE html><html lang=en><div style='width: 400px'>wide</div>"
        "<p style='inline-size: 5em; overflow: hidden; white-space: nowrap'>words that are cut off",
        "utf-8",
    )
    tab.open(page.as_uri())
    found = list(faults(tab))
    assert any("sticks out: <div" in one for one in found)
    assert any("is cut off: <p" in one for one in found)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_file_is_offered_once(tab: Tab, site: Path, width: int) -> None:
    """In the bar of a wide window, below the title of a narrow one."""
    tab.resize(width, 900)
    tab.open((site / "en/doc.html").as_uri())
    seen = tab.evaluate(
        "[...document.querySelectorAll('.tools > a.button, .downloads a')]"
        ".filter((one) => one.checkVisibility()).map((one) => one.getAttribute('href'))"
    )
    assert seen
    assert len(seen) == len(set(seen))


def test_a_page_from_right_to_left_is_mirrored(tab: Tab, site: Path) -> None:
    """What is at the left in one direction is as far from the right in the other."""
    tab.open((site / "en/doc.html").as_uri())
    left = tab.evaluate(SIDES)
    tab.open((site / "ar/doc.html").as_uri())
    right = tab.evaluate(SIDES)
    assert left["home"][0] == pytest.approx(right["home"][1], abs=1)
    assert left["contents"][0] == pytest.approx(right["contents"][1], abs=1)
    assert left["switcher"][1] == pytest.approx(right["switcher"][0], abs=1)
    assert left["border"] == right["border"][::-1]
    assert left["border"][0] > left["border"][1]


@pytest.mark.parametrize("page", PAGES)
def test_every_text_runs_in_the_direction_of_its_language(tab: Tab, site: Path, page: str) -> None:
    """English that stands in for Arabic runs from left to right, and the name of Arabic from right to left."""
    tab.open((site / page).as_uri())
    assert tab.evaluate(MISDIRECTED) == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_asked_of_the_network(tab: Tab, site: Path, page: str) -> None:
    """A page asks for nothing but files beside it, and no script fails."""
    tab.open((site / page).as_uri())
    assert [url for url in tab.requests if not url.startswith(("file:", "data:"))] == []
    assert tab.errors == []


def test_a_request_to_the_network_is_noted_and_not_let_through(tab: Tab, tmp_path: Path) -> None:
    """A picture from elsewhere, and a script that fails."""
    page = tmp_path / "bad.html"
    page.write_text("<title>x</title><img src='http://127.0.0.1:9/x.png'><script>nonsense()</script>", "utf-8")
    tab.open(page.as_uri())
    assert "http://127.0.0.1:9/x.png" in tab.requests
    assert any("nonsense is not defined" in error for error in tab.errors)


PRINTED = """
Object.fromEntries([...document.querySelectorAll("main a[href^=http]")].map((link) =>
  [link.textContent, getComputedStyle(link, "::after").content]))
"""


def test_a_printed_page_says_where_its_links_lead(tab: Tab, site: Path) -> None:
    """The address stands after the words; words that are the address already stand alone, and on a screen all do."""
    tab.open((site / "en/doc.html").as_uri())
    assert set(tab.evaluate(PRINTED).values()) == {"none"}
    tab.send("Emulation.setEmulatedMedia", media="print")
    printed = tab.evaluate(PRINTED)
    assert "https://example.org/others" in printed["tell others"]
    assert printed["https://example.org/all"] == "none"
