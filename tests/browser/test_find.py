"""The search is asked for on every page of a language, and answered on the language's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from validation.browser import Tab

pytestmark = pytest.mark.browser

FIELD = "document.querySelector('form[role=search] input')"
WAIT = """
new Promise((resolve) => {
  const status = document.querySelector("[role=status]")
  const tell = () => status.textContent && resolve({
    page: location.pathname.split("/").slice(-2).join("/"),
    words: document.querySelector("input[type=search]").value,
    status: status.textContent,
    links: [...document.querySelectorAll("[role=search] li a")].map((one) => one.getAttribute("href")),
    focused: document.activeElement.name,
  })
  new MutationObserver(tell).observe(status, { childList: true })
  tell()
})
"""


def ask(tab: Tab, words: str) -> None:
    """Fills the field of the page in and sends it, and waits for the page that answers."""
    tab.evaluate(f"{FIELD}.value = {words!r}")
    tab.evaluate(f"setTimeout(() => {FIELD}.form.requestSubmit())")
    tab.wait()


def test_a_document_leads_to_the_search_of_its_language(tab: Tab, site: Path) -> None:
    """From a disk as from a server; what is found there leads back to the passage."""
    tab.open((site / "en" / "doc.html").as_uri())
    assert tab.evaluate(f"{FIELD}.checkVisibility()")
    ask(tab, "doors")
    answer = tab.evaluate(WAIT)
    assert (answer["page"], answer["words"], answer["focused"]) == ("en/index.html", "doors", "q")
    assert answer["status"] == "Found: 1"
    assert answer["links"] == ["doc.html#rec-1"]


def test_words_in_the_address_stay_words(tab: Tab, site: Path) -> None:
    """Whoever sends somebody a link puts no markup into the page."""
    attack = "%3Cimg%20src%3Dx%20onerror%3Ddocument.title%3D1%3E%20doors"
    tab.open((site / "en" / "index.html").as_uri() + f"?q={attack}")
    answer = tab.evaluate(WAIT)
    assert answer["words"] == "<img src=x onerror=document.title=1> doors"
    assert tab.evaluate("document.querySelectorAll('main img').length") == 0
    assert tab.evaluate("document.title") != "1"


def test_without_a_script_there_is_no_field(tab: Tab, site: Path) -> None:
    """It would find nothing."""
    tab.send("Emulation.setScriptExecutionDisabled", value=True)
    tab.open((site / "en" / "doc.html").as_uri())
    assert not tab.evaluate(f"{FIELD}.checkVisibility()")
