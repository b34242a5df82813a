"""axe-core in Chromium: WCAG 2.2 AA on every page, in the light and the dark colour scheme."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from validation.browser import Browser, BrowserError
from validation.model import finding
from validation.reflow import OPEN_ONE_OF_EACH
from validation.tools import AXE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.errors import Diagnostic
    from validation.browser import Tab
    from validation.site import Site

SCHEMES = ("light", "dark")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
_RUN = "axe.run(document, {runOnly: %s, resultTypes: ['violations']}).then((found) => JSON.stringify(found.violations))"
_TABS = 2
"""At once: one a core of the smallest machine this must be quick on."""


def check(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:
    """What hinders a reader, what a page fetches from elsewhere while it is open, and what its scripts fail at."""
    with Browser() as browser, ThreadPoolExecutor(_TABS) as pool:
        shares = [files[number::_TABS] for number in range(_TABS)]
        for found in pool.map(lambda share: _check_share(browser, site, share), shares):
            yield from found


def _check_share(browser: Browser, site: Site, files: Sequence[str]) -> list[Diagnostic]:
    tab = browser.tab()
    return [one for file in files for one in _check_page(tab, site, file)]


def _check_page(tab: Tab, site: Site, file: str) -> Iterator[Diagnostic]:
    tab.prefer(SCHEMES[0])
    try:
        tab.open((site.root / file).resolve().as_uri())
        tab.evaluate(OPEN_ONE_OF_EACH)
        for scheme in SCHEMES:
            tab.prefer(scheme)
            for violation in violations(tab):
                yield finding("axe", file, f"{scheme}: {_told(violation)}")
    except BrowserError as error:
        yield finding("axe", file, f"the browser failed: {error}")
    for url in sorted(set(tab.requests)):
        if not url.startswith(("file:", "data:", "blob:", f"{site.url}/" if site.url else "file:")):
            yield finding("axe", file, f"{url} is fetched from elsewhere")
    for failure in tab.errors:
        yield finding("axe", file, f"a script failed: {failure}")


def violations(tab: Tab) -> list[dict[str, Any]]:
    """What axe-core says against the page in a tab, as it stands."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE.read_text("utf-8") + "; true")
    found: list[dict[str, Any]] = json.loads(tab.evaluate(_RUN % json.dumps(_TAGS)))
    return found


def _told(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    first = nodes[0]
    why = "; ".join(check["message"] for kind in ("any", "all", "none") for check in first[kind])
    return f"{violation['help']} ({violation['id']}, {len(nodes)} times): {first['html'][:160]!r}: {why}"
