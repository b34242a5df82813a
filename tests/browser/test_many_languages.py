"""Where languages are many, the list of them stands in a page once, and still leads to the place that it was asked for at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.editions.test_html import MANY
from tests.tiny_project import edition, make_project
from toolkit.editions.html import render_html
from toolkit.site.script import render_script

if TYPE_CHECKING:
    from pathlib import Path

    from validation.browser import Tab

pytestmark = pytest.mark.browser

LIST = "document.querySelector('.switcher')"
LINK = "document.querySelector('#all-languages a')"


@pytest.mark.parametrize("script", [True, False])
def test_the_list_is_opened_for_a_place(tab: Tab, tmp_path: Path, *, script: bool) -> None:
    """With a script its links lead to that place; without one it is open, and they lead to the document."""
    collection = make_project(tmp_path, "{#aims}\n## Aims\n\nText.\n", ("en", *MANY[:50]))
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "doc.html").write_text(render_html(edition(collection, "en")), "utf-8")
    if script:
        (tmp_path / "site.js").write_text(render_script(collection.project, {}), "utf-8")
    tab.open((tmp_path / "en" / "doc.html").as_uri())
    assert not tab.evaluate(f"{LIST}.open")
    tab.evaluate("document.querySelector('.place').open = true")
    tab.evaluate("document.querySelector('.place a[href=\"#all-languages\"]').click()")
    tab.evaluate("new Promise(requestAnimationFrame)")
    assert tab.evaluate(f"{LIST}.open")
    assert tab.evaluate(f"{LINK}.hash") == ("#aims" if script else "")
    assert tab.errors == []
