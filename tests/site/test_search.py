"""The search of one language: its index, and the site's script in a real browser, opened from a disk."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.language.locales.test_stems import require_snowball
from tests.tiny_project import make_project, write_catalog
from toolkit.collection.collection import Collection
from toolkit.editions.theme import BUILT_IN
from toolkit.language.locales.stems import fold, words
from toolkit.project.project import find_project
from toolkit.site.search import SCRIPT, Passage, Searchable, search_index, search_script, searchable

if TYPE_CHECKING:
    from validation.browser import Tab

ROOT = Path(__file__).parents[2]
SOURCE = """\
{#aims}
## Aims

Read more books.

{#ways}
### Ways

{.recommendations}
1. Open the doors.

   And the windows.
2. Keep [them](https://example.org) open.

Then rest.

| A | B |
|---|---|
| c | d |
"""
PAGE = """\
<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; form-action 'none'">
<script src="../site.js" defer></script>
<details class="switcher"><a href="../xx/page.html" hreflang="xx">X</a></details>
<form role="search" hidden data-index="search-index.js"
 data-found="Found: {{number}}" data-nothing="Nothing" data-failed="Failed">
<label>Search <input type="search"></label><button>Search</button><p role="status"></p><ol></ol></form>
<h2 id="{anchor}">{title}</h2>
"""
ASK = """\
new Promise((resolve) => {{
  const form = document.querySelector("form");
  const status = form.querySelector("[role=status]");
  status.textContent = "";
  new MutationObserver(() => {{ if (status.textContent) resolve({{
    status: status.textContent,
    links: [...form.querySelectorAll("a")].map((one) => one.getAttribute("href")),
    languages: [...form.querySelectorAll("li > a")].map((one) => one.lang),
    marked: [...form.querySelectorAll("mark")].map((one) => one.textContent),
    text: [...form.querySelectorAll("li > p")].map((one) => one.textContent),
  }}) }}).observe(status, {{ childList: true }});
  form.querySelector("input").value = {query};
  form.requestSubmit();
}})
"""


def read(index: str) -> dict[str, Any]:
    """What the index says."""
    found: dict[str, Any] = json.loads(index)
    return found


def test_a_document_is_cut_into_sections_and_recommendations(tmp_path: Path) -> None:
    """Each has its anchor, the headings above it and its text without markup; what follows a list has its own."""
    made = searchable(make_project(tmp_path, SOURCE).localized("doc", "en"))
    found = [(one.anchor, one.title, one.under, one.text) for one in made.passages]
    assert found.pop(0) == ("", "", "", "")
    assert found[:4] == [
        ("aims", "Aims", "", "Read more books."),
        ("ways", "Ways", "Aims", ""),
        ("rec-1", "Ways", "Aims", "Open the doors. And the windows."),
        ("rec-2", "Ways", "Aims", "Keep them open."),
    ]
    ((_, *rest),) = found[4:]
    assert rest == ["Ways", "Aims", "Then rest. A B c d"]


def test_front_matter_is_found_with_the_document(tmp_path: Path) -> None:
    """Subtitle, place and the like lead to the document as a whole."""
    project = make_project(tmp_path, "Text.", front="title: Title\nsubtitle: Below\nplace: Almaty\nlanguage: en")
    assert searchable(project.localized("doc", "en")).passages[0] == Passage("", "", "", "Below · Almaty", "en")


def test_a_document_of_few_words_is_found_by_its_title(tmp_path: Path) -> None:
    """And by its code, its notes and the words of its pictures."""
    source = "`a` b[^1].\n\n```\nzypper install\n```\n\n![Altwords](x.png)\n\n[^1]: Note.\n"
    made = searchable(make_project(tmp_path, source, front="title: Zanzibar\nlanguage: en").localized("doc", "en"))
    assert made.passages[0] == Passage("", "", "", "", "en")
    together = " ".join(one.text for one in made.passages)
    assert together.split() == ["a", "b.", "zypper", "install", "Altwords", "Note."]


def test_what_is_not_translated_says_its_language(tmp_path: Path) -> None:
    """A passage ends where the language changes, so that each result can say in which it is."""
    project = make_project(tmp_path, "{#aims}\n## Aims\n\nRead.\n\n{#next}\nLend.\n")
    write_catalog(tmp_path, "ru", {("aims", "Aims"): "Цели", ("next", "Lend."): "Выдавайте."})
    made = searchable(project.localized("doc", "ru"))
    assert [(one.title, one.text, one.language) for one in made.passages[1:]] == [
        ("Цели", "", "ru"),
        ("Цели", "Read.", "en"),
        ("Цели", "Выдавайте.", "ru"),
    ]


@pytest.mark.parametrize("name", ["cis-2023", "alma-2019"])
def test_every_word_of_a_document_is_in_it(name: str) -> None:
    """No segment of the real documents is left out, none is there twice, and every anchor is one of the page's."""
    localized = Collection(find_project(ROOT)).localized(name, "hy")
    made = searchable(localized)
    segments = {segment.id for segment in localized.document.segments}
    assert {one.anchor for one in made.passages} <= segments | {""}
    together = " ".join(" ".join((one.anchor and one.title, one.text)) for one in made.passages)
    for rendition in localized.renditions.values():
        if rendition.segment.id != "meta/title" and "[" not in rendition.text:
            assert set(words(rendition.text)) <= set(words(together)), rendition


def test_the_index_is_alike_each_time() -> None:
    """Documents, passages and families of words; the language is said only where it differs."""
    passages = (Passage("a", "Kutubxonalar", "", "Kutubxona ochiq", "uz"), Passage("b", "", "", "The library", "en"))
    index = search_index("uz", [Searchable("doc", "Hujjat", passages)])
    found = read(index)
    assert found["documents"] == [["doc.html", "Hujjat"]]
    assert found["passages"] == [
        [0, "a", "Kutubxonalar", "", "Kutubxona ochiq"],
        [0, "b", "", "", "The library", "en"],
    ]
    assert found["families"] == ["kutubxona kutubxonalar"]
    assert search_index("uz", [Searchable("doc", "Hujjat", passages)]) == index


def test_the_index_is_a_script() -> None:
    """It assigns one name and does nothing else."""
    script = search_script(search_index("uz", []))
    assert script.startswith("var searchIndex = {")
    assert read(script.removeprefix("var searchIndex = ").removesuffix(";\n"))["passages"] == []


# -- in the browser -----------------------------------------------------------------------------------


ITEMS = {"en": "Recommendation ", "kk": "-ұсыным", "ru": "Рекомендация "}
"""What a numbered item is called."""


def site(folder: Path, language: str, *passages: Passage) -> str:
    """The address of a page with the search of one document, on the disk."""
    (folder / language).mkdir()
    (folder / "site.js").write_bytes((BUILT_IN / "site.js").read_bytes())
    index = search_index(language, [Searchable("page", "Document", passages)], ITEMS.get(language, ""))
    (folder / language / SCRIPT).write_text(search_script(index), "utf-8")
    page = PAGE.format(language=language, title="A page", anchor=escape(passages[-1].anchor))
    (folder / language / "page.html").write_text(page, "utf-8")
    return (folder / language / "page.html").as_uri()


def ask(tab: Tab, query: str) -> dict[str, Any]:
    """What the search answers."""
    found: dict[str, Any] = tab.evaluate(ASK.format(query=json.dumps(query)))
    return found


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "text", "query", "marked"),
    [
        ("ru", "Обсуждение в библиотеках стран", "библиотека", "библиотеках"),
        ("ru", "Обсуждение в библиотеках стран", "БИБЛИОТЕКАМИ", "библиотеках"),
        ("ru", "Учёт фондов", "учет", "Учёт"),
        ("hy", "Զարգացնել գրադարանների ծառայությունները", "գրադարան", "գրադարանների"),
        ("hy", "Զարգացնել գրադարանների ծառայությունները", "գրադարաններով", "գրադարանների"),
        ("hy", "Ինչպե՞ս և որտեղ", "ԵՎ", "և"),
        ("uz", "Kutubxonalarning oʻrni", "kutubxona", "Kutubxonalarning"),
        ("uz", "Kutubxonalarning oʻrni", "kutubxonalarimizdan", "Kutubxonalarning"),
        ("uz", "Kutubxonalarning oʻrni", "o'rni", "oʻrni"),
        ("uz", "Kutubxonalarning oʻrni", "кутубхона", "Kutubxonalarning"),
        ("uz-Cyrl", "Кутубхоналарнинг ўрни", "kutubxona oʻrni", "Кутубхоналарнинг"),
        ("az", "İSTİFADƏ qaydaları", "istifade", "İSTİFADƏ"),
        ("kk", "Қазақстан кітапханалары", "казакстан кітапхана", "Қазақстан"),
        ("xx", "Talossa", "talo", "Talossa"),
        ("en", "Courses of C++ and Cobol", "c++", "C++"),
        ("en", "We use .NET, not the net", ".net", ".NET"),
        ("en", "Version 3.14 of 1973", "3.14", "3.14"),
        ("zh-Hant", "市立圖書館開放時間", "開放", "開放"),
        ("zh-Hant", "市立圖書館開放時間", "圖書館", "圖書館"),
        ("zh-Hant", "市立圖書館開放時間", "間", "間"),
        ("ja", "図書館でPythonを学ぶ", "python", "Python"),
        ("th", "ห้องสมุดเปิดทุกวัน", "สมุด", "สมุด"),
        ("ko", "도서관에서", "도서관", "도서관에서"),
    ],
)
def test_a_word_is_found_in_another_form(
    tab: Tab, tmp_path: Path, language: str, text: str, query: str, marked: str
) -> None:
    """Inflected, in capitals, without marks, in the other script: it is found, shown and marked."""
    if language == "ru":
        require_snowball()
    tab.open(
        site(
            tmp_path, language, Passage("other", "", "", "— 1234 —", language), Passage("here", "", "", text, language)
        )
    )
    found = ask(tab, query)
    assert (found["status"], found["links"]) == ("Found: 1", ["page.html#here"])
    assert found["marked"][0] == marked
    assert found["text"] == [text]
    assert tab.errors == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "query"),
    [
        *(("en", query) for query in ("7", "rec-7", "Rec 7", "recommendation 7", "7 recommendations")),
        *(("kk", query) for query in ("7-ұсыным", "ұсынымдар 7", "rec-7")),
        *(("ru", query) for query in ("рекомендация 7", "7 рекомендацию", "рекомендацыя 7")),
    ],
)
def test_a_recommendation_is_found_by_its_number(tab: Tab, tmp_path: Path, language: str, query: str) -> None:
    """Its own text says neither the number nor what it is called; others that have the number in their text come after it."""
    if language != "kk":
        require_snowball()
    texts = {
        "aims/rec-6": "six",
        "aims/rec-7": "seven",
        "aims/rec-17": "seventeen",
        "aims": "7 rec recommendation рекомендация ұсыным",
    }
    tab.open(site(tmp_path, language, *(Passage(anchor, "Aims", "", text, language) for anchor, text in texts.items())))
    links = ask(tab, query)["links"]
    assert links[0] == "page.html#aims/rec-7"
    assert set(links) <= {"page.html#aims/rec-7", "page.html#aims"}


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kutupxona", "Kutubxonalar"),  # a wrong letter
        ("kutbxona", "Kutubxonalar"),  # one too few
        ("kuttubxona", "Kutubxonalar"),  # one too many
        ("kutubxnoalar", "Kutubxonalar"),  # two that changed places
        ("utubxona", "Kutubxonalar"),
        ("xizmad", "Xizmat"),
        ("хизмад", "Xizmat"),
    ],
)
def test_a_letter_that_was_mistyped_is_understood(tab: Tab, tmp_path: Path, query: str, found: str) -> None:
    texts = {"libraries": "Kutubxonalar", "service": "Xizmat", "reader": "Oʻquvchi"}
    tab.open(site(tmp_path, "uz", *(Passage(anchor, "", "", text, "uz") for anchor, text in texts.items())))
    assert ask(tab, query)["text"] == [found]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "found"), [("d1-4", "d1-4"), ("D1-4", "d1-4"), ("app-rec-3", "app-rec-3"), ("4", "d1-4")]
)
def test_an_id_with_figures_or_more_parts_is_found(tab: Tab, tmp_path: Path, query: str, found: str) -> None:
    texts = {"d1-4": "doors", "d1-3": "windows", "app-rec-3": "roofs", "agenda-2030": "goals"}
    tab.open(site(tmp_path, "xx", *(Passage(anchor, "", "", text, "xx") for anchor, text in texts.items())))
    assert ask(tab, query)["links"] == [f"page.html#{found}"]


@pytest.mark.browser
def test_the_word_itself_comes_before_its_forms(tab: Tab, tmp_path: Path) -> None:
    """Even where a form stands in a heading."""
    passages = [Passage("form", "Kutubxonalar", "", "", "uz"), Passage("word", "", "", "kutubxona", "uz")]
    tab.open(site(tmp_path, "uz", *passages))
    assert ask(tab, "kutubxona")["links"] == ["page.html#word", "page.html#form"]


@pytest.mark.browser
def test_the_nearest_form_comes_first(tab: Tab, tmp_path: Path) -> None:
    """Also where one that is further off stands in a heading."""
    passages = [
        Passage("far", "Kutubxonamiz", "", "", "uz"),
        Passage("farther", "", "", "kutubxonalarimizdan", "uz"),
        Passage("near", "", "", "kutubxonalarga", "uz"),
    ]
    tab.open(site(tmp_path, "uz", *passages))
    assert ask(tab, "kutubxonalarda")["links"][0] == "page.html#near"


@pytest.mark.browser
def test_where_few_are_found_what_begins_alike_comes_behind(tab: Tab, tmp_path: Path) -> None:
    """Forms that no rule of the language knows; not where there are enough."""
    texts = {"other": "talossa", "here": "taloista", "unlike": "tali"}
    tab.open(site(tmp_path, "xx", *(Passage(anchor, "", "", text, "xx") for anchor, text in texts.items())))
    assert ask(tab, "taloista")["links"] == ["page.html#here"]
    (tmp_path / "many").mkdir()
    words = {"a": "talossamme", "b": "talossanne", "here": "talossani"}
    tab.open(site(tmp_path / "many", "xx", *(Passage(anchor, "", "", text, "xx") for anchor, text in words.items())))
    assert ask(tab, "talossani")["links"][0] == "page.html#here"
    assert set(ask(tab, "talossani")["links"]) == {f"page.html#{anchor}" for anchor in words}


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "text", "query"),
    [
        ("uz-Cyrl", "ниҳоятда", "ниҳотяда"),
        ("uz-Cyrl", "ёшгача", "ёшгчаа"),
        ("uz", "boshlangan", "bsohlangan"),
        ("hy", "ուղղություններ", "ուղղուևյուններ"),
    ],
)
def test_a_letter_that_is_compared_as_two_is_one_key(
    tab: Tab, tmp_path: Path, language: str, text: str, query: str
) -> None:
    passages = [Passage("other", "", "", "1234", language), Passage("here", "", "", text, language)]
    tab.open(site(tmp_path, language, *passages))
    assert ask(tab, query)["links"] == ["page.html#here"]


@pytest.mark.browser
def test_what_is_written_right_is_not_taken_for_a_mistake(tab: Tab, tmp_path: Path) -> None:
    texts = {"house": "house", "mouse": "mouse", "number": "2023"}
    tab.open(site(tmp_path, "xx", *(Passage(anchor, "", "", text, "xx") for anchor, text in texts.items())))
    assert ask(tab, "house")["text"] == ["house"]
    assert ask(tab, "2022")["text"] == []


@pytest.mark.browser
def test_a_result_is_followed_with_the_keyboard(tab: Tab, tmp_path: Path) -> None:
    """Tab from the button, Enter on the link; the place is in the address, and in the links to other languages."""
    tab.open(site(tmp_path, "uz", Passage("aims/rec-2", "Maqsad", "", "Kitob", "uz")))
    ask(tab, "kitoblar")
    tab.evaluate("document.querySelector('button').focus()")
    tab.press("Tab")
    tab.press("Enter")
    reached = "new Promise((done) => { const wait = () => location.hash ? done(location.hash) : setTimeout(wait, 20); wait(); })"
    assert tab.evaluate(reached) == "#aims/rec-2"
    tab.evaluate("new Promise(requestAnimationFrame)")
    assert tab.evaluate("document.querySelector('.switcher a').hash") == "#aims/rec-2"


@pytest.mark.browser
def test_every_word_must_be_there(tab: Tab, tmp_path: Path) -> None:
    """Headings count more than text; nothing is guessed from a word that is like none."""
    passages = [
        Passage("text", "Beta", "", "alpha gamma", "xx"),
        Passage("title", "Alpha", "Top", "delta", "xx"),
        Passage("foreign", "", "", "alpha", "en"),
    ]
    tab.open(site(tmp_path, "xx", *passages))
    assert ask(tab, "alpha")["links"] == ["page.html#title", "page.html#text", "page.html#foreign"]
    assert ask(tab, "alpha")["languages"] == ["", "", "en"]
    assert ask(tab, "alpha gam")["links"] == ["page.html#text"]
    assert ask(tab, "alpha zulu")["status"] == "Nothing"


@pytest.mark.browser
def test_texts_stay_texts(tab: Tab, tmp_path: Path) -> None:
    """What looks like markup in a document is shown as it is, and long texts around what was found."""
    hostile = "<img src=x onerror=alert(1)> " + "filler " * 80 + "needle " + "filler " * 80
    tab.open(site(tmp_path, "xx", Passage("a", "<b>needle</b>", "", hostile, "xx")))
    found = ask(tab, "needle")
    assert tab.evaluate("document.querySelectorAll('form img, form b').length") == 0
    assert found["marked"] == ["needle", "needle"]
    assert found["text"][0].startswith("… filler")
    assert found["text"][0].endswith("filler …")
    assert len(found["text"][0]) < 300


@pytest.mark.browser
def test_a_missing_index_is_told(tab: Tab, tmp_path: Path) -> None:
    """The reader hears that the search does not work; nothing else breaks."""
    address = site(tmp_path, "xx", Passage("a", "", "", "x", "xx"))
    (tmp_path / "xx" / SCRIPT).unlink()
    tab.open(address)
    assert ask(tab, "x")["status"] == "Failed"


@pytest.mark.browser
def test_the_form_is_hidden_without_script(tab: Tab, tmp_path: Path) -> None:
    """It comes into view by the script alone."""
    address = site(tmp_path, "xx", Passage("a", "", "", "x", "xx"))
    tab.open(address)
    assert tab.evaluate("document.querySelector('form').hidden") is False
    (tmp_path / "site.js").unlink()
    tab.open(address)
    assert tab.evaluate("document.querySelector('form').hidden") is True


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ru", "hy", "uz", "uz-Cyrl", "az"])
def test_browser_and_index_fold_words_alike(tab: Tab, tmp_path: Path, language: str) -> None:
    """Every word of a real document, folded by the script, is what the families hold."""
    if language == "ru":
        require_snowball()
    passages = searchable(Collection(find_project(ROOT)).localized("cis-2023", language)).passages
    tab.open(site(tmp_path, language, Passage("a", "", "", "x", language)))
    found = sorted({word for one in passages for word in words(one.text)})
    base = language.partition("-")[0]
    script = (BUILT_IN / "site.js").read_text("utf-8")
    begin, end = script.index("    const nothing ="), script.index("    const split =")
    folded = tab.evaluate(
        f"((index) => {{ {script[begin:end]} return {json.dumps(found)}.map(fold); }})({search_index(language, [])})"
    )
    assert folded == [fold(word, base) for word in found]
