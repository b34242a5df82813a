"""Payloads in every place that somebody else may write to, in one build: nothing is alive in any file that comes of it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pymarc
import pytest
from lxml import etree
from pybtex.database import parse_string

from tests.editions.test_audio import FRAME
from tests.pictures import PICTURE
from tests.test_hostile import ATTACKS, as_words, assert_harmless, elements, hostile_project, interface_messages
from tests.tiny_project import make_project, write_catalog
from toolkit.catalog.po import format_po, read_po
from toolkit.collection.collection import Collection
from toolkit.errors import Severity
from toolkit.exchange.tmx import Unit, write_tmx
from toolkit.project.places import pair_name
from toolkit.project.project import find_project
from toolkit.publish.plan import Selection
from toolkit.publish.run import build
from toolkit.revision.revise import update_project
from toolkit.workbench.kit import make_kit

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.project.project import Project
    from validation.browser import Tab

FORMULAS = ("=1+1", " =cmd|' /C calc'!A0", "\ufeff=1+1", "+1+cmd", "-2+3", "@SUM(1)", "\t=1+1")
"""What spreadsheets take for a formula."""
FORMULA_LIST = "{#f .recommendations}\n" + "".join(
    f"{number}. Item {number}.\n" for number, _ in enumerate(FORMULAS, 1)
)
SITE = "https://example.org/editions/"
NAME = 'a" onerror="alert(1)\'.png'
RIS_LINE = re.compile(r"[A-Z][A-Z0-9]  - ?.*")
URLS = re.compile(r"(?:https?://|mailto:|urn:)", re.IGNORECASE)


ALIVE = (
    ATTACKS[0],
    ATTACKS[2],
    ATTACKS[5],
    ATTACKS[9],
    ATTACKS[12],
    ATTACKS[21],
    ATTACKS[28],
    ATTACKS[36],
    ATTACKS[46],
)
"""One of each kind, for the many formats."""
ANSWERED = """
new Promise((done) => {
  const status = document.querySelector("form[data-index] [role=status]")
  const tell = () => status.textContent && setTimeout(done, 50)
  new MutationObserver(tell).observe(status, { childList: true })
  tell()
})
"""
"""A search has said what it found, and what it shows has had time to come alive."""
ON_PAPER = '"html", "pdf", "epub", "large-print", "print", "booklet", "poster"'


@pytest.fixture(scope="module", params=["many texts", "many formats"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The output: payloads are in source, translations, front matter, settings, terms, people, stamps, theme, memory, names."""
    root = tmp_path_factory.mktemp("payloads")
    (_many_texts if request.param == "many texts" else _many_formats)(root)
    (root / "sources" / NAME).write_bytes(PICTURE)
    (root / "theme").mkdir()
    (root / "theme" / "x<img src=x onerror=alert(1)>.css").write_text("x", "utf-8")
    _translate(root)
    project = find_project(root)
    update_project(project, project.locales)
    pairs = [pair_name(pair) for pair in project.parallel]
    locales = ("ru",) if pairs else project.locales  # the attacks are there
    outcome = build(project, Selection(project.documents, locales, project.formats, pairs), workers=1)
    assert [one for one in outcome.diagnostics if one.severity is Severity.ERROR] == []
    return project


def _many_texts(root: Path) -> None:
    """Every attack in every text."""
    hostile_project(root)
    source = root / "sources" / "doc.md"
    source.write_text(f"{source.read_text('utf-8')}\n{FORMULA_LIST}\n![x](<{NAME}>)\n", "utf-8")
    with (root / "polyedition.toml").open("a", encoding="utf-8") as settings:
        settings.write('formats = ["html", "pdf", "epub"]\npublish.minimum = "draft"\nstatus.pages = true\n')
        settings.write('bugs = "desk@example.org"\n')
        settings.write(f'[site]\nurl = "{SITE}"\n')
    units = [Unit(f"Text {number}.", attack, "ru") for number, attack in enumerate(ATTACKS) if attack.isprintable()]
    (root / "i18n" / "memory").mkdir()
    (root / "i18n" / "memory" / "x.tmx").write_text("".join(write_tmx(units)), "utf-8")
    write_catalog(root, "ru", {(None, "library"): ATTACKS[0], (None, "<script>alert(1)</script>"): ATTACKS[2]}, "terms")


def _many_formats(root: Path) -> None:
    """One attack of each kind in all that can be built: every format on paper, two languages, plain language, sound, theme."""
    words = json.dumps(as_words(ALIVE[3]))
    front = (
        f"title: Title\nlanguage: en\nsubtitle: {words}\nversion: {words}\nevent: {words}\nplace: {words}\neasy: plain"
    )
    settings = (
        f'formats = [{ON_PAPER}]\nparallel = [["en", "ru"]]\npublish.minimum = "draft"\nstatus.pages = true\n'
        f'introduction = {words}\nbugs = "https://example.org/issues?a=1&b=\'<x>"\naudio.recordings = "sound"\n'
        f'[theme]\nfooter = {words}\ncontact = "desk@example.org"\n[site]\nurl = "{SITE}"\nemail = "desk@example.org"\n'
    )
    texts = {(f"p{number}", f"Text {number}."): attack for number, attack in enumerate(ALIVE)}
    heads = {(f"h{number}", f"Heading {number}"): attack for number, attack in enumerate(ALIVE[:3])}
    source = "".join(f"{{#{id}}}\n{'## ' * id.startswith('h')}{text}\n\n" for id, text in (*heads, *texts))
    make_project(root, f"{source}{FORMULA_LIST}\n![x](<{NAME}>)\n", title=ATTACKS[9], front=front, settings=settings)
    plain = f"---\ntitle: {words}\nlanguage: en\n---\n\n{{#easy}}\nEasy.\n"
    (root / "sources" / "plain.md").write_text(plain, "utf-8")
    write_catalog(root, "ru", {("meta/title", "Title"): ALIVE[3], **heads, **texts}, comments=(f"{ALIVE[0]}, 2024.",))
    write_catalog(root, "ru", {("easy", "Easy."): ALIVE[0]}, "plain")
    interface = {(None, one.msgid): ALIVE[number % 3] for number, one in enumerate(interface_messages())}
    write_catalog(root, "ru", interface, "interface")
    for id in ("p0", "h0", "p4"):
        sound = root / "sound" / "ru" / "doc" / f"{id}.mp3"
        sound.parent.mkdir(parents=True, exist_ok=True)
        sound.write_bytes(FRAME * 50)


def _translate(root: Path) -> None:
    """The recommendations as formulas; every message with a stamp that is a payload."""
    path = root / "i18n" / "ru" / "doc.po"
    text = format_po(read_po(path))
    stamps = (
        "# reviewed: <script>alert(1)</script>, 2026-01-01, 12345678\n# origin: machine/<img src=x onerror=alert(1)>\n"
    )
    text = re.sub(r"(?m)^msgctxt", f"{stamps}msgctxt", text)
    for number, formula in enumerate(FORMULAS, 1):
        said = formula.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
        text += f'\n{stamps}msgctxt "f-{number}"\nmsgid "Item {number}."\nmsgstr "{said}"\n'
    path.write_text(text, "utf-8")


def files(made: Project, ending: str) -> list[Path]:
    found = sorted(made.output_path.rglob(f"*{ending}"))
    assert found, ending
    return found


@pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
def test_pages(made: Project) -> None:
    """Every page, status and recommendations included; every other text of the site is what it says to be."""
    for path in files(made, ".html"):
        if path.parent.name != "status":
            text = path.read_text("utf-8")
            if path.name == "404.html":  # shown at any address, it says where the site is
                text = text.replace(f'<base href="{SITE}">', "")
            assert_harmless(text.replace(SITE, ""))
    for path in files(made, ".json"):
        json.loads(path.read_bytes())
    for path in files(made, ".jsonld"):
        json.loads(path.read_bytes())


def test_books(made: Project) -> None:
    """Of an EPUB: well-formed, without scripts, events, and addresses but the web's, mailboxes and its own."""
    for path in files(made, ".epub"):
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            assert not [name for name in names if ".." in name or name.startswith("/") or "<" in name]
            for name in names:
                if name.endswith((".xhtml", ".opf", ".smil", ".svg", ".ncx", ".xml")):
                    _assert_dead(etree.fromstring(archive.read(name)))


def _assert_dead(root: etree._Element) -> None:
    for element in root.iter(etree.Element):
        tag = etree.QName(element).localname
        assert tag not in {"script", "iframe", "object", "embed", "base", "form", "input", "foreignObject"}
        for key, value in element.attrib.items():
            name = etree.QName(key).localname
            assert not name.startswith("on"), (tag, name)
            if name in {"href", "src"}:
                assert URLS.match(value) or ":" not in value.partition("#")[0], value


def test_feeds_and_sitemaps(made: Project) -> None:
    """Well-formed; what they hold is text."""
    for ending in ("feed.xml", "sitemap.xml"):
        for path in files(made, ending):
            _assert_dead(etree.fromstring(path.read_bytes()))
    for path in files(made, ".svg"):
        _assert_dead(etree.fromstring(path.read_bytes()))


@pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
def test_papers(made: Project) -> None:
    """No action of a PDF but to the web, to mailboxes, and into itself."""
    for path in files(made, ".pdf"):
        with pikepdf.open(path) as pdf:
            assert "/OpenAction" not in pdf.Root
            assert "/AA" not in pdf.Root
            for one in pdf.objects:
                if isinstance(one, pikepdf.Dictionary):
                    assert "/JS" not in one
                    assert str(one.get("/S", "")) not in {
                        "/JavaScript",
                        "/Launch",
                        "/GoToR",
                        "/GoToE",
                        "/SubmitForm",
                        "/ImportData",
                    }
                    assert (
                        "/URI" not in one or not isinstance(one["/URI"], pikepdf.String) or URLS.match(str(one["/URI"]))
                    )


def test_tables(made: Project) -> None:
    """No cell of a CSV begins as a formula does, whatever stands before that."""
    seen = 0
    for path in files(made, ".csv"):
        for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"))):
            for cell in row:
                seen += "1+1" in cell
                assert not re.match(r"[\s\ufeff\x00-\x20]*[=+@\t\r]", cell) or cell.startswith("'"), cell
                assert not re.match(r"[\s\ufeff]*-(?!\d+$)", cell) or cell.startswith("'"), cell
    assert seen


def test_records(made: Project) -> None:
    """BibTeX, RIS, CSL and MARC are read as one record each, whatever braces, lines and tags texts have."""
    for path in files(made, ".bib"):
        assert len(parse_string(path.read_text("utf-8"), "bibtex").entries) == 1
    for path in files(made, ".ris"):
        lines = path.read_text("utf-8-sig").splitlines()
        assert all(RIS_LINE.fullmatch(line) for line in lines if line)
        assert [line[:2] for line in lines].count("TY") == [line[:2] for line in lines].count("ER") == 1
    for path in files(made, ".marc.xml"):
        assert len(pymarc.parse_xml_to_array(str(path))) == 1
        _assert_dead(etree.fromstring(path.read_bytes()))


def test_the_search(made: Project) -> None:
    """Its index is a script of its own file: one name is given one value of JSON, and no text ends a line of it."""
    for path in files(made, "search-index.js"):
        text = path.read_text("utf-8")
        found = re.fullmatch(r"(?:const |var |let )?searchIndex ?= ?(.*?);?\s*", text, re.DOTALL)
        assert found
        json.loads(found[1])
        assert not re.search("[\u2028\u2029]", text)


def _kit(made: Project) -> Path:
    """The file for a translator who installs nothing."""
    path = made.root / "kit.html"
    if not path.exists():
        path.write_text(make_kit(Collection(made), "doc", "ru"), "utf-8")
    return path


def test_a_kit(made: Project) -> None:
    """Has its own two scripts, and no event but what these listen to."""
    html = _kit(made).read_text("utf-8")
    assert html.count("<script") == 2
    assert not [name for _, attributes in elements(html) for name in attributes if name.startswith("on")]


@pytest.mark.browser
def test_in_a_browser(made: Project, tab: Tab) -> None:
    """Opened in Chromium no page runs a script of anybody else's, asks for anything elsewhere, or fails; nor does a search."""
    tab.send("Page.addScriptToEvaluateOnNewDocument", source="alert = () => { window.fired = true; };")
    pages = [path for path in files(made, ".html") if "recommendations" not in path.parts]
    pages += [*files(made, ".html")[:2], _kit(made)]
    for path in dict.fromkeys(pages):
        tab.open(path.as_uri())
        tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert not tab.evaluate("window.fired === true"), path
        assert all(request.startswith(("file:", "data:", SITE)) for request in tab.requests), tab.requests
        assert tab.errors == [] or path.name == "404.html"
    for locale in made.locales:
        for asked in ("alert", "script", "text"):
            tab.open(f"{(made.output_path / locale / 'index.html').as_uri()}?q={asked}")
            tab.evaluate(ANSWERED)
            assert not tab.evaluate("window.fired === true")
            assert (
                tab.evaluate("document.querySelectorAll('form[data-index] script, form[data-index] img').length") == 0
            )
