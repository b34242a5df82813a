"""A page offers readers their own language, in that language, and leads nowhere by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tiny_project import make_project, write_catalog
from toolkit.collection.collection import Collection
from toolkit.project.project import find_project
from toolkit.site.pages import EditionFacts, FileFacts, render_home
from toolkit.site.script import render_script

if TYPE_CHECKING:
    from pathlib import Path

    from validation.browser import Tab

pytestmark = pytest.mark.browser

PAGE = """\
<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><title>Page</title><script src="site.js" defer></script>
<details class="switcher" data-languages><summary>Languages</summary><ul>
<li><a href="en/page.html" hreflang="en">English</a></li>
<li><a href="uz/page.html" hreflang="uz">Oʻzbekcha</a></li>
<li><a href="uz-Cyrl/page.html" hreflang="uz-Cyrl">Ўзбекча</a></li>
<li><a href="fa/page.html" hreflang="fa" dir="rtl">فارسی</a></li>
</ul></details><main>Text</main>
"""
OFFER = {"Read this in your language:": "Sizniki:", "Close": 'Yop "</script>'}
LINE = "document.querySelector('main > .suggestion:first-child')"


def write(root: Path, language: str) -> str:
    """The address of a page with the script of a project in four languages, of which Uzbek and Persian have the words."""
    make_project(root, "Text.\n", ("en", "uz", "uz-Cyrl", "fa"))
    collection = Collection(find_project(root))
    words = list(OFFER.values())
    offer, close = _messages()
    write_catalog(root, "uz", {(None, offer): words[0], (None, close): words[1]}, "interface")
    write_catalog(root, "fa", {(None, offer): "به زبان شما:", (None, close): "بستن"}, "interface")
    interfaces = {tag: collection.interface(tag) for tag in collection.project.locales}
    (root / "site.js").write_text(render_script(collection.project, interfaces), "utf-8")
    (root / "page.html").write_text(PAGE.format(language=language), "utf-8")
    return (root / "page.html").as_uri()


def _messages() -> tuple[str, ...]:
    """The words of the theme that are offered, in the order in which they are said."""
    from toolkit.editions.theme import BUILT_IN
    from toolkit.revision.extract import extract_interface

    found = {one.references[0]: one.msgid for one in extract_interface((BUILT_IN,))}
    return found["theme/suggestion.html"], found["theme/suggestion_close.html"]


@pytest.mark.parametrize(
    ("language", "wished", "offered"),
    [
        ("en", "uz-UZ,en", "Sizniki: Oʻzbekcha"),
        ("en", "tr,uz-Cyrl-UZ", "Сизники: Ўзбекча"),
        ("uz", "fa-IR,uz", "به زبان شما: فارسی"),
        ("en", "en-GB,uz", None),
        ("uz-Cyrl", "tr,uz-Cyrl,fa", None),
        ("en", "tr,fr", None),
    ],
)
def test_the_first_language_that_there_is_is_offered(
    tab: Tab, tmp_path: Path, language: str, wished: str, offered: str | None
) -> None:
    """With a link and a way to be rid of it for good; nothing where the page is in a language that is wished no less."""
    address = write(tmp_path, language)
    tab.send("Emulation.setUserAgentOverride", userAgent="test", acceptLanguage=wished)
    tab.open(address)
    tab.evaluate("localStorage.clear()")
    tab.open(address)
    said = f"[...({LINE}?.childNodes ?? [])].slice(0, 3).map((one) => one.textContent).join('') || null"
    assert tab.evaluate(said) == offered
    assert tab.evaluate("location.href") == address
    assert tab.errors == []
    if offered:
        assert tab.evaluate(f"{LINE}.dir") == ("rtl" if "fa" in wished.split(",", maxsplit=1)[0] else "ltr")
        tab.evaluate(f"{LINE}.querySelector('button').click()")
        tab.open(address)
        assert tab.evaluate(f"{LINE} === null")


def test_documents_and_home_offer_it(tab: Tab, site: Path) -> None:
    """The built pages have what the script looks for; a page in the reader's language has no offer."""
    tab.send("Emulation.setUserAgentOverride", userAgent="test", acceptLanguage="ar")
    for page, leads in (
        ("index.html", "/ar/index.html"),
        ("en/index.html", "/ar/index.html"),
        ("en/doc.html", "/ar/doc.html#aims"),
    ):
        address = (site / page).as_uri() + ("#aims" if page == "en/doc.html" else "")
        tab.open(address)
        tab.evaluate("localStorage.clear()")
        tab.open("about:blank")
        tab.open(address)
        assert tab.evaluate(f"{LINE}.querySelector('a').href").endswith(leads)
    tab.open((site / "ar" / "doc.html").as_uri())
    assert tab.evaluate(f"{LINE} === null")


def test_rows_of_the_first_page_lead_to_the_language_of_the_reader(tab: Tab, tmp_path: Path) -> None:
    """Where the document is there in it; without a script, and for others, they lead to the first language."""
    project = Collection(find_project(make_project(tmp_path, "Text.\n", ("en", "fa", "uz")).project.root)).project
    facts = {
        tag: [EditionFacts(name, name, "en", "", None, {"source": 1}, {"html": FileFacts(1)}) for name in names]
        for tag, names in {"en": ("doc", "other"), "fa": ("doc",), "uz": ("doc", "other")}.items()
    }
    interfaces = {tag: Collection(project).interface(tag) for tag in project.locales}
    (tmp_path / "site.js").write_text(render_script(project, interfaces), "utf-8")
    page = render_home(project, facts, interfaces)
    (tmp_path / "index.html").write_text(page, "utf-8")
    assert 'href="en/other.html"' in page
    for wished, rows in {
        "fa-IR,en": [["fa/doc.html", "fa", "فارسی"], ["en/other.html", None, None]],
        "uz": [["uz/doc.html", "uz", "oʻzbekcha"], ["uz/other.html", "uz", "oʻzbekcha"]],
        "en-GB,fa": [["en/doc.html", None, None], ["en/other.html", None, None]],
    }.items():
        tab.send("Emulation.setUserAgentOverride", userAgent="test", acceptLanguage=wished)
        tab.open((tmp_path / "index.html").as_uri())
        found = tab.evaluate(
            "[...document.querySelectorAll('.row')].map((row) => [row.querySelector('a').getAttribute('href'),"
            " row.querySelector('small')?.lang ?? null, row.querySelector('small')?.textContent.toLowerCase() ?? null])"
        )
        assert found == rows
        assert tab.errors == []
