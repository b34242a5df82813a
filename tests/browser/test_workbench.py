"""The workbench in a real Chromium: by keyboard alone, beside other programs, through crashes, on a phone, from right to left."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.tiny_project import make_project
from tests.workbench.served import PASSWORD, listening, make_certificate, other_address, served
from tests.zygote import polyedition
from toolkit.catalog.model import State
from toolkit.catalog.po import read_po, write_po
from toolkit.project.project import find_project
from toolkit.revision.revise import update_project
from validation.axe import violations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from validation.browser import Tab

pytestmark = pytest.mark.browser

SOURCE = """\
## Aims

Read *more* books, and [tell others](https://example.org/others).[^1]

{.recommendations}
1. Open the doors.
2. Keep them open.

| Year | Readers |
| --- | ---: |
| 2025 | 1,234 |

[^1]: Or do not.
"""
FRONT = "title: The plan\nlanguage: en\nkeywords: [books]"
RUSSIAN = {
    "The plan": "План", "books": "книги", "Aims": "Цели", "Open the doors.": "Откройте двери.", "Keep them open.": "Держите их открытыми.",
    "Read *more* books, and [tell others](https://example.org/others).[^1]": "Читайте *больше* книг и [расскажите другим](https://example.org/others).[^1]",
    "Year": "Год", "Readers": "Читатели", "2025": "2025", "1,234": "1 234", "Or do not.": "Или нет.",
}  # fmt: skip
KEYS = {"Enter": ("Enter", 13), "Tab": ("Tab", 9), "Escape": ("Escape", 27), "ArrowDown": ("ArrowDown", 40)}
ALT, CTRL, SHIFT = 1, 2, 8


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_project(tmp_path, SOURCE, ("en", "ru", "ar", "hy"), front=FRONT, title="Plans")
    project = find_project(tmp_path)
    update_project(project, project.locales)
    return tmp_path


def chord(tab: Tab, key: str, modifiers: int = 0) -> None:
    """Presses keys together: a name of a key, or a letter."""
    code, number = KEYS.get(key) or (f"Key{key.upper()}", ord(key.upper()))
    event = {"key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": modifiers}
    tab.send("Input.dispatchKeyEvent", type="rawKeyDown", **event)
    tab.send("Input.dispatchKeyEvent", type="keyUp", **event)


def write(tab: Tab, text: str) -> None:
    """Types into whatever has the keyboard."""
    tab.send("Input.insertText", text=text)


def until(tab: Tab, condition: str, seconds: float = 20) -> object:
    """Waits for something in the page."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = tab.evaluate(condition)
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(
        f"it never came: {condition}; errors: {tab.errors}; said: {tab.evaluate('document.body.innerText')[:2000]}"
    )


def enter(tab: Tab, address: str) -> None:
    """Opens a page of the workbench and waits until it is alive."""
    tab.send("Network.setBlockedURLs", urls=[])
    tab.open(address)
    until(tab, "document.body.dataset.ready === 'true'")
    assert tab.errors == []


def catalog(root: Path, locale: str = "ru"):
    return {one.msgid: one for one in read_po(root / f"i18n/{locale}/doc.po").live}


def saved(root: Path, msgid: str, text: str, locale: str = "ru") -> None:
    """Waits until a text is in the catalog."""
    end = time.monotonic() + 60
    while catalog(root, locale)[msgid].msgstr != (text,):
        assert time.monotonic() < end, catalog(root, locale)[msgid]
        time.sleep(0.05)


def open_text(tab: Tab, msgid: str) -> None:
    """Opens a text with the mouse's click."""
    tab.evaluate(
        f"[...document.querySelectorAll('main .text')].find((one) => one.textContent.trim() === {json.dumps(msgid)}).click()"
    )
    until(tab, "document.activeElement.tagName === 'TEXTAREA'")


def test_a_document_is_translated_reviewed_and_released_by_keyboard_alone(tab: Tab, root: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=Ivan Petrov", "-c", "user.email=ivan@example.org")
        subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)

    (root / ".gitignore").write_text(".polyedition/\noutput/\n")
    git("init", "-q")
    git("config", "user.name", "Ivan Petrov (National Library)")
    git("config", "user.email", "ivan@example.org")
    with served(root, "ru", "-d", "doc") as bench:
        enter(tab, bench.address)
        chord(tab, "n", ALT)
        done = []
        while len(done) < len(RUSSIAN):
            source = until(
                tab,
                "document.activeElement.tagName === 'TEXTAREA' && document.querySelector('.editor .source').textContent",
            )
            write(tab, RUSSIAN[source])
            done.append(source)
            chord(tab, "Enter", CTRL)
            until(tab, f"document.querySelector('.editor .source')?.textContent !== {json.dumps(source)}")
        assert sorted(done) == sorted(RUSSIAN)
        for source, text in RUSSIAN.items():
            saved(root, source, text)
        assert {one.state for one in catalog(root).values()} == {State.TRANSLATED}
        chord(tab, "v", ALT)
        until(tab, "document.body.classList.contains('reviewing')")
        for _ in RUSSIAN:
            chord(tab, "n", ALT) if not tab.evaluate("!!document.querySelector('.editor')") else None
            id = until(tab, "document.querySelector('.text.open')?.dataset.text")
            chord(tab, "Enter", CTRL | SHIFT)
            until(
                tab,
                f"[...document.querySelectorAll('[data-text]')].find((one) => one.dataset.text === {json.dumps(id)}).dataset.state === 'reviewed'",
            )
        assert {one.state for one in catalog(root).values()} == {State.REVIEWED}
        head = read_po(root / "i18n/ru/doc.po")
        assert head.value("Last-Translator") == "Ivan Petrov (National Library) <ivan@example.org>"
        git("add", ".")
        git("commit", "-qm", "the plan in Russian")
        enter(tab, f"{bench.origin}/")
        for _ in range(60):
            if tab.evaluate(
                "document.activeElement.closest('tr')?.querySelector('th').textContent === 'Русский' && document.activeElement.textContent === 'Release'"
            ):
                break
            tab.press("Tab")
        tab.press("Enter")
        until(tab, "!!document.querySelector('dialog')")
        for name in ("What is missing?", "Release"):
            for _ in range(10):
                if tab.evaluate(f"document.activeElement.textContent === {json.dumps(name)}"):
                    break
                tab.press("Tab")
            tab.press("Enter")
            until(tab, "document.querySelector('dialog [role=status]').textContent.length > 3", 60)
        until(tab, "document.querySelector('dialog [role=status]').textContent.startsWith('Released')", 120)
    assert 'edition = "1.0"' in (root / "releases.toml").read_text("utf-8")


def test_tab_opens_a_text_and_goes_on_from_it(tab: Tab, root: Path) -> None:
    with served(root, "ru") as bench:
        enter(tab, bench.address)
        for _ in range(40):
            if tab.evaluate("!!document.querySelector('.editor')"):
                break
            tab.press("Tab")
        first = tab.evaluate("document.querySelector('.text.open').dataset.text")
        for _ in range(40):
            tab.press("Tab")
            if tab.evaluate("document.querySelector('.text.open').dataset.text") != first:
                break
        else:
            pytest.fail("the keyboard does not leave the first text")
        chord(tab, "Escape")
        assert tab.evaluate("document.activeElement.className") == "text"


def test_the_page_shows_what_is_typed_at_once_and_only_harmless_markup(tab: Tab, root: Path) -> None:
    with served(root, "ru") as bench:
        enter(tab, bench.address)
        open_text(tab, "Open the doors.")
        write(tab, '**Двери** <img src=x onerror="alert(1)"> [x](javascript:alert(1)) `a<b` [да](https://example.org/)')
        shown = tab.evaluate("document.querySelector('.text.open').innerHTML")
        assert "<strong>Двери</strong>" in shown
        assert "&lt;img" in shown
        assert "javascript:" not in shown.replace("(javascript:", "")
        assert 'href="https://example.org/"' in shown
        time.sleep(1)
        again = tab.evaluate("document.querySelector('.text.open').innerHTML")
        assert "<strong>Двери</strong>" in again
        assert "<img" not in again


def test_what_another_program_saves_is_seen_and_a_conflict_is_shown(tab: Tab, root: Path) -> None:
    def outside(**texts: str) -> None:
        path = root / "i18n/ru/doc.po"
        found = read_po(path)
        write_po(
            replace(
                found,
                messages=tuple(
                    replace(one, msgstr=(texts.get(one.msgid.split()[0], one.msgstr[0]),)) for one in found.messages
                ),
            ),
            path,
        )

    with served(root, "ru") as bench:
        enter(tab, bench.address)
        open_text(tab, "Open the doors.")
        write(tab, "Мои двери.")
        outside(Open="Их двери.", Keep="Держите.")
        until(tab, "[...document.querySelectorAll('.text')].some((one) => one.textContent === 'Держите.')")
        until(tab, "document.querySelector('.conflict').textContent.includes('Их двери.')")
        assert catalog(root)["Open the doors."].msgstr == ("Их двери.",)
        assert tab.evaluate("document.querySelector('.editor textarea').value") == "Мои двери."
        tab.evaluate(
            "[...document.querySelectorAll('.conflict button')].find((one) => one.textContent === 'Keep mine').click()"
        )
        saved(root, "Open the doors.", "Мои двери.")
        until(tab, "!document.querySelector('.conflict').textContent")


def test_what_was_typed_before_a_crash_comes_back(tab: Tab, root: Path) -> None:
    with served(root, "ru") as bench:
        enter(tab, bench.address)
        open_text(tab, "Open the doors.")
        write(tab, "Раз.")
        saved(root, "Open the doors.", "Раз.")
        bench.process.send_signal(signal.SIGKILL)
        bench.process.wait()
        write(tab, " Два.")
        until(tab, "document.querySelector('#said')?.textContent.includes('does not answer')")
    tab.open("about:blank")
    assert catalog(root)["Open the doors."].msgstr == ("Раз.",)
    with served(root, "ru") as bench:
        enter(tab, bench.address)
        saved(root, "Open the doors.", "Раз. Два.")
        until(tab, "[...document.querySelectorAll('.text')].some((one) => one.textContent === 'Раз. Два.')")


def test_a_step_is_taken_back(tab: Tab, root: Path) -> None:
    with served(root, "ru") as bench:
        enter(tab, bench.address)
        open_text(tab, "Open the doors.")
        write(tab, "Раз.")
        saved(root, "Open the doors.", "Раз.")
        chord(tab, "z", ALT)
        saved(root, "Open the doors.", "")
        until(tab, "document.querySelector('.editor textarea').value === ''")


def test_words_are_found_and_replaced(tab: Tab, root: Path) -> None:
    with served(root, "ru") as bench:
        enter(tab, bench.address)
        for source, text in (("Open the doors.", "Двери раз."), ("Keep them open.", "Двери два.")):
            open_text(tab, source)
            write(tab, text)
            chord(tab, "Enter", CTRL)
            saved(root, source, text)
        chord(tab, "Escape")
        chord(tab, "r", ALT)
        until(tab, "!!document.querySelector('dialog')")
        tab.evaluate("document.querySelector('dialog [aria-label=Find]').focus()")
        write(tab, "двери")
        tab.evaluate("document.querySelector('dialog [aria-label=\"Replace with\"]').focus()")
        write(tab, "Ворота")
        tab.evaluate(
            "[...document.querySelectorAll('dialog button')].find((one) => one.textContent === 'Show what would change').click()"
        )
        until(tab, "document.querySelectorAll('dialog .list > li').length === 2")
        assert catalog(root)["Open the doors."].msgstr == ("Двери раз.",)
        tab.evaluate("document.querySelector('dialog .list input').click()")
        tab.evaluate(
            "[...document.querySelectorAll('dialog button')].find((one) => one.textContent === 'Replace the chosen ones').click()"
        )
        saved(root, "Keep them open.", "Ворота два.")
        assert catalog(root)["Open the doors."].msgstr == ("Двери раз.",)


def test_the_list_shows_what_its_filters_ask_for(tab: Tab, root: Path) -> None:
    """By state, by findings, by who translated, by notes, by a word; together they narrow."""
    with served(root, "ru") as bench:
        enter(tab, bench.address)
        name = "document.querySelector('[aria-label=\"Your name\"]')"
        if tab.evaluate(f"!!{name}"):
            tab.evaluate(f"{name}.focus()")
            write(tab, "Anna")
        for source, text in (("Open the doors.", "Откройте двери."), ("1,234", "1 235")):
            open_text(tab, source)
            write(tab, text)
            chord(tab, "Enter", CTRL)
            saved(root, source, text)
        until(tab, "document.querySelectorAll('main [data-state=translated]').length === 2")
        chord(tab, "Escape")
        chord(tab, "l", ALT)
        until(tab, "!!document.querySelector('dialog select')")
        shown = "[...document.querySelectorAll('dialog .list li span:last-child')].map((one) => one.textContent).sort().join('|')"

        def choose(state: str) -> None:
            tab.evaluate(
                f"(() => {{ const one = document.querySelector('dialog select'); one.value = {json.dumps(state)}; one.dispatchEvent(new Event('change')) }})()"
            )

        total = len(catalog(root))
        until(tab, f"document.querySelectorAll('dialog .list li').length === {total - 2}")
        choose("translated")
        until(tab, f"{shown} === '1 235|Откройте двери.'")
        boxes = "document.querySelectorAll('dialog input[type=checkbox]')"
        tab.evaluate(f"{boxes}[0].click()")
        until(tab, f"{shown} === '1 235'")
        tab.evaluate(f"{boxes}[0].click(); {boxes}[1].click()")
        until(tab, f"{shown} === '1 235|Откройте двери.'")
        tab.evaluate(f"{boxes}[1].click(); {boxes}[2].click()")
        until(tab, f"{shown} === ''")
        tab.evaluate(f"{boxes}[2].click(); document.querySelector('dialog [type=search]').focus()")
        write(tab, "двер")
        until(tab, f"{shown} === 'Откройте двери.'")
        assert tab.errors == []


@pytest.mark.parametrize("size", ["100%", "200%"])
def test_nothing_is_lost_on_a_phone_and_in_large_letters(tab: Tab, root: Path, size: str) -> None:
    with served(root, "ru") as bench:
        tab.resize(360, 740)
        enter(tab, bench.address)
        tab.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        open_text(tab, "Open the doors.")
        time.sleep(0.5)
        lost = """[...document.querySelectorAll('.editor *, .bar *')].filter((one) => one.checkVisibility())
          .filter((one) => { const box = one.getBoundingClientRect(); return box.right > 361 || box.left < -1 }).map((one) => one.outerHTML.slice(0, 80))"""
        assert tab.evaluate(lost) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_language_from_right_to_left(tab: Tab, root: Path) -> None:
    with served(root, "ar") as bench:
        enter(tab, bench.address)
        open_text(tab, "Open the doors.")
        assert tab.evaluate("[document.activeElement.dir, document.activeElement.lang]") == ["rtl", "ar"]
        assert tab.evaluate("[document.querySelector('.editor .source').dir, document.documentElement.dir]") == [
            "ltr",
            "rtl",
        ]
        write(tab, "افتحوا الأبواب.")
        saved(root, "Open the doors.", "افتحوا الأبواب.", "ar")
        assert not tab.evaluate("document.querySelector('.text.open').hasAttribute('lang')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("what", ["page", "text", "list", "board", "words"])
def test_nothing_hinders_its_user(tab: Tab, axe: None, root: Path, what: str, scheme: str) -> None:
    with served(root, "ru") as bench:
        tab.prefer(scheme)
        enter(tab, bench.address)
        if what == "text":
            open_text(tab, "Open the doors.")
            write(tab, "Двери  “раз” 5")
            until(tab, "document.querySelector('[data-part=findings]').children.length > 1")
        elif what == "list":
            chord(tab, "l", ALT)
            until(tab, "document.querySelectorAll('dialog .list > li').length > 5")
        elif what in {"board", "words"}:
            enter(tab, f"{bench.origin}/{'' if what == 'board' else 'ru/interface'}")
        assert [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in violations(tab)] == []


def test_a_kit_works_from_a_disk_without_a_network(
    tab: Tab, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("disk")
    subprocess.run([polyedition(), "kit", "ru", "-o", str(folder)], cwd=root, check=True, capture_output=True)
    tab.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
    address = (folder / "doc.ru.html").as_uri()
    tab.open(address)
    until(tab, "document.body.dataset.ready === 'true'")
    open_text(tab, "Open the doors.")
    write(tab, 'Откройте "двери".')
    chord(tab, "Enter", CTRL)
    shown = "[...document.querySelectorAll('.text')].some((one) => one.textContent === 'Откройте «двери».')"
    until(tab, shown)
    end = time.monotonic() + 20
    while True:  # what one process of Chromium keeps, the next one has a moment later
        tab.open(address)
        until(tab, "document.body.dataset.ready === 'true'")
        if tab.evaluate(shown):
            break
        assert time.monotonic() < end
    assert tab.errors == []
    assert {one.partition(":")[0] for one in tab.requests} <= {"file", "data", "blob"}
    tab.evaluate("navigation.onnavigate = (one) => { window.letter = one.destination.url }")
    tab.evaluate("document.querySelector('.bar .button.main + .button').click()")
    letter = parse_qs(urlsplit(str(until(tab, "window.letter"))).query)
    assert letter["subject"] == ["doc.ru.po"]
    assert 'msgstr "Откройте \\"двери\\"."' in letter["body"][0]
    tab.evaluate("document.querySelector('.bar .button.main').click()")
    end = time.monotonic() + 60
    while not (folder / "doc.ru.po").exists():
        assert time.monotonic() < end
        time.sleep(0.1)
    done = subprocess.run(
        [polyedition(), "import", str(folder / "doc.ru.po")],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = catalog(root)["Open the doors."]
    assert (found.msgstr, found.state) == (('Откройте "двери".',), State.TRANSLATED)


def test_a_section_is_accepted_at_once_and_a_text_is_sent_back(tab: Tab, root: Path) -> None:
    with served(root, "ru") as bench:
        enter(tab, bench.address)
        tab.evaluate("localStorage.setItem('workbench by', JSON.stringify('Anna Petrova <anna@example.org>'))")
        for source in ("Open the doors.", "Keep them open."):
            open_text(tab, source)
            write(tab, RUSSIAN[source])
            chord(tab, "Enter", CTRL)
            saved(root, source, RUSSIAN[source])
        chord(tab, "Escape")
        chord(tab, "v", ALT)
        tab.evaluate("document.querySelector('main .accept').click()")
        until(tab, "document.querySelectorAll('main .text[data-state=reviewed]').length === 2")
        assert catalog(root)["Open the doors."].review.name == "Anna Petrova <anna@example.org>"
        open_text(tab, RUSSIAN["Open the doors."])
        tab.evaluate("document.querySelector('.editor [aria-label=Note]').focus()")
        write(tab, "Which doors?")
        chord(tab, "j", ALT)
        until(tab, "document.querySelectorAll('main .text[data-state=reviewed]').length === 1")
        found = catalog(root)["Open the doors."]
        assert (found.state, found.comments[-1][-12:]) == (State.DRAFT, "Which doors?")


def test_another_language_stands_beside_every_text(tab: Tab, root: Path) -> None:
    with served(root, "ru") as bench:
        enter(tab, bench.address)
        choose = "(() => { const one = document.querySelector('.bar select'); one.value = %r; one.dispatchEvent(new Event('change')) })()"
        tab.evaluate(choose % "en")
        until(
            tab,
            "[...document.querySelectorAll('.text-other[lang=en]')].some((one) => one.textContent === 'Keep them open.')",
        )
        tab.evaluate(choose % "")
        until(tab, "document.querySelectorAll('.text-other').length === 0")


def test_a_machine_is_asked_on_a_click_and_what_goes_wrong_is_said(tab: Tab, root: Path) -> None:
    with served(root, "ru", POLYEDITION_GOOGLE_URL="http://127.0.0.1:9") as bench:
        enter(tab, bench.address)
        open_text(tab, "Open the doors.")
        tab.evaluate("document.querySelector('[data-part=draft] select').value = 'google'")
        assert "leaves your machine" in str(
            until(tab, "document.querySelector('[data-part=draft] .small').textContent")
        )
        chord(tab, "m", ALT)
        assert "google" in str(until(tab, "document.querySelector('#said.wrong')?.textContent", 60)).lower()
        assert catalog(root)["Open the doors."].msgstr == ("",)


TEXTS = [
    "**a** *b* ~~c~~ `d*e*` \\*f\\*", "***all*** and **bold *in* it**", "snake_case_stays and _this_ not", "a * b * c",
    "[link](https://example.org/a_(b)) and <https://example.org/x>", '[**bold** link](https://example.org/ "title")',
    "[x](file:///etc/passwd) [y](data:text/html,x) [z](mailto:a@example.org)", "https://example.org/path, and more.",
    'He said "yes" and “no”.', "A note[^1] here", "line\\\nbreak", "&amp; <b>no</b> &lt;", "`` ` `` and `unclosed", "**unclosed *too",
    '![picture](nowhere.png "title") text', "[not a link] (really) [a][b]", "1 < 2 > 0 & 3", "*a **b* c**", "трудно**стьи**слова", "**«кавычки»**",
]  # fmt: skip


def test_what_the_browser_shows_while_one_types_is_what_the_server_writes(tab: Tab, root: Path) -> None:
    """The same words in the same elements; only its quotation marks and no-break spaces may come a moment later."""
    with served(root, "ru") as bench:
        enter(tab, bench.address)
        script = """(async () => {
          const { inline } = await import("/front/inline.js"), { ask } = await import("/front/server.js")
          const shape = (host) => host.innerHTML.replaceAll(/<span[^>]*>|<\\/span>| class="[^"]*"| rel="[^"]*"| title="[^"]*"| id="[^"]*"| role="[^"]*"/g, "")
            .replaceAll(/<sup>.*?<\\/sup>/g, "<sup>").replaceAll(/[«»"“”]/g, '"').replaceAll("&nbsp;", " ").replaceAll("\\u00a0", " ")
          const found = []
          for (const text of %s) {
            const mine = document.createElement("div"), theirs = document.createElement("div")
            mine.append(...inline(text))
            const { "rec-1": html } = await ask("render", { locale: "ru", domain: "doc", texts: { "rec-1": text } })
            theirs.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes)
            if (shape(mine) !== shape(theirs)) found.push([text, shape(mine), shape(theirs)])
          }
          return found
        })()""" % json.dumps(TEXTS)  # noqa: UP031
        assert tab.evaluate(script) == []


def test_the_words_of_the_theme_open_in_place_and_are_saved_into_their_own_catalog(tab: Tab, root: Path) -> None:
    def words() -> dict[str, str]:
        return {one.msgid: one.msgstr[0] for one in read_po(root / "i18n/ru/interface.po").live}

    with served(root, "ru") as bench:
        enter(tab, bench.address)
        host = "document.querySelector('.text[data-domain][data-text=\"About this edition\"]')"
        assert tab.evaluate(f"{host}.closest('.colophon') !== null")
        until(tab, "document.querySelector('.contents [data-domain]') !== null")
        until(tab, f"{host}.values !== undefined")
        tab.evaluate(f"{host}.click()")
        until(tab, "document.querySelector('.editor .source')?.textContent === 'About this edition'")
        tab.evaluate("document.activeElement.select()")
        write(tab, "Об этом <b>издании</b>")
        assert tab.evaluate(f"{host}.textContent") == "Об этом <b>издании</b>"
        chord(tab, "Enter", CTRL)
        end = time.monotonic() + 20
        while words()["About this edition"] != "Об этом <b>издании</b>":
            assert time.monotonic() < end
            time.sleep(0.05)
        assert "About this edition" not in catalog(root)
        chord(tab, "Escape")
        filled = "[...document.querySelectorAll('.text[data-domain]')].find((one) => one.values?.number)"
        until(tab, f"!!{filled}")
        number = tab.evaluate(f"{filled}.values.number")
        tab.evaluate(f"{filled}.click()")
        until(tab, "document.activeElement.tagName === 'TEXTAREA'")
        tab.evaluate(
            "document.activeElement.closest('.editor').querySelectorAll('textarea').forEach((one) => { one.value = ''; one.select() })"
        )
        tab.evaluate(f"[...document.querySelectorAll('.editor textarea')][{filled}.form].focus()")
        write(tab, "Не переведено: {number}")
        assert tab.evaluate("document.querySelector('.text.open').textContent") == f"Не переведено: {number}"
        enter(tab, f"{bench.origin}/ru/doc")
        assert tab.evaluate(f"{host}.textContent") == "Об этом <b>издании</b>"
        assert tab.errors == []


def test_what_was_done_is_committed_from_the_board_by_keyboard(tab: Tab, root: Path) -> None:
    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout

    with served(root, "ru") as bench:
        enter(tab, f"{bench.origin}/?token={bench.token}")

        def open_dialog() -> None:
            for _ in range(30):
                if tab.evaluate("document.activeElement.textContent") == "Commit to git":
                    break
                tab.press("Tab")
            tab.press("Enter")
            until(tab, "!!document.querySelector('dialog')")

        open_dialog()
        assert "no git repository" in str(tab.evaluate("document.querySelector('dialog').textContent"))
        chord(tab, "Escape")
        (root / ".gitignore").write_text(".polyedition/\noutput/\n")
        git("init", "-q")
        git("config", "user.name", "Ivan Petrov")
        git("config", "user.email", "ivan@example.org")
        git("add", ".gitignore", "sources", "polyedition.toml")
        git("commit", "-qm", "the plan")
        enter(tab, f"{bench.origin}/")
        open_dialog()
        assert "Ivan Petrov <ivan@example.org>" in str(tab.evaluate("document.querySelector('dialog').textContent"))
        until(
            tab, "document.activeElement.type === 'text' && document.activeElement.value.startsWith('translations: ')"
        )
        tab.press("Tab")
        tab.press("Enter")
        until(tab, "document.querySelector('dialog [role=status]').textContent.includes('Nothing was pushed')")
    assert git("log", "-1", "--format=%an %s").startswith("Ivan Petrov translations: ")
    assert git("status", "--porcelain") == ""


def test_the_page_says_what_the_text_does_to_the_pages_of_the_pdf(tab: Tab, root: Path) -> None:
    with served(root, "ru") as bench:
        enter(tab, bench.address)
        open_text(tab, "Open the doors.")
        chord(tab, "p", ALT)
        until(tab, "document.querySelector('.bar a[target]') !== null", 120)
        write(tab, "Двери.")
        until(
            tab,
            "document.querySelector('.editor .facts').textContent.match(/about page \\d+ of \\d+; .* since/) !== null",
        )
        pages = int(
            tab.evaluate("document.querySelector('.editor .facts').textContent.match(/about page \\d+ of (\\d+)/)[1]")
        )
        said = "Number(document.querySelector('.editor .facts').textContent.match(/since, about (\\d+) pages/)[1])"
        assert tab.evaluate(said) == pages
        write(tab, "Откройте все двери. " * 400)
        until(tab, f"{said} > {pages}")


def test_another_machine_gives_the_password_and_works(
    tab: Tab, root: Path, tmp_path_factory: pytest.TempPathFactory, require_tool: Callable[[str], str]
) -> None:
    address = other_address()
    if address is None:
        pytest.skip("this machine has no other address")
    folder = tmp_path_factory.mktemp("keys")
    make_certificate(folder, require_tool("openssl"))
    tab.send("Security.setIgnoreCertificateErrors", ignore=True)
    tab.send("Network.setBlockedURLs", urls=[])
    with served(root, *listening(folder, address)) as bench:
        tab.open(bench.address)
        until(tab, "document.querySelector('input[type=password]') !== null")
        tab.evaluate("document.querySelector('input[type=password]').focus()")
        write(tab, "another password")
        tab.press("Enter")
        until(tab, "document.querySelector('#said')?.textContent.includes('not the password')")
        tab.evaluate("document.querySelector('input[type=password]').select()")
        write(tab, PASSWORD)
        tab.press("Enter")
        until(tab, "document.querySelector('.board') !== null")
        tab.open(f"{bench.address.removesuffix('/login')}/ru/doc")
        until(tab, "document.body.dataset.ready === 'true'")
        open_text(tab, "Open the doors.")
        write(tab, "Двери.")
        saved(root, "Open the doors.", "Двери.")
