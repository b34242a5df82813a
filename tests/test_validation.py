"""What the validators find, and what they leave alone."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from toolkit.errors import Severity
from validation import epubcheck, links, nu, tools, verapdf
from validation.__main__ import main
from validation.languages import tag_fault
from validation.model import Row, Tool, Validator, finding
from validation.site import Site, Tree
from validation.table import as_json, table
from validation.validators import VALIDATORS, run_one
from validation.wholeness import data_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE = """<!DOCTYPE html><html lang="{locale}"><head>
<link rel="alternate" hreflang="en" href="../en/index.html">
<link rel="alternate" hreflang="ru" href="../ru/index.html">
<link rel="alternate" hreflang="x-default" href="../en/index.html">{head}</head><body id="top">{body}</body></html>"""


@pytest.fixture
def write_site(tmp_path: Path) -> Callable[..., Site]:
    """Makes a site of two pages that know each other; the Russian one holds what a test puts there."""

    def write(body: str = "", head: str = "", url: str = "", **files: str) -> Site:
        pages = {"en/index.html": PAGE.format(locale="en", head="", body="")}
        pages["ru/index.html"] = PAGE.format(locale="ru", head=head, body=body)
        for name, text in {**pages, **files}.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        return Site(tmp_path, url)

    return write


def found(site: Site, name: str) -> list[str]:
    """The messages of one validator."""
    (validator,) = (one for one in VALIDATORS if one.name == name)
    return [one.message for one in run_one(site, validator).findings]


def test_a_sound_site_has_no_findings(write_site: Callable[..., Site]) -> None:
    """None of the own checks says anything."""
    site = write_site(
        '<a href="../en/#top">x</a> <a href="https://example.org/a?b=c">y</a> <a href="mailto:a@b.org">z</a>'
    )
    for name in ("links", "hreflang", "lang", "ids", "requests", "data", "records"):
        assert found(site, name) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<a href="gone.html">x</a>', "gone.html leads to ru/gone.html, which is not there"),
        ('<a href="#gone">x</a>', "#gone: ru/index.html has no anchor gone"),
        ('<a href="../en/index.html#gone">x</a>', "../en/index.html#gone: en/index.html has no anchor gone"),
        ('<a href="">x</a>', "the link is empty"),
        ('<a href="https://exa mple.org">x</a>', "'https://exa mple.org' is no sound address"),
        ('<a href="https://localhost/x">x</a>', "'https://localhost/x' is no sound address"),
        ('<a href="http://[x">x</a>', "'http://[x' is no address: Invalid IPv6 URL"),
        ('<a href="javascript:x()">x</a>', "'javascript:x()': the scheme javascript has no place in an edition"),
        ('<a href="//example.org">x</a>', "'//example.org' takes the scheme of the page that it stands on"),
        (
            '<a href="data:text/html,x" download>x</a>',
            "'data:text/html,x' is neither a picture nor a font nor a reference",
        ),
        ('<img srcset="a.png 1x, b.png 2x">', "a.png leads to ru/a.png, which is not there"),
        ('<p style="background: url(x.png)">', "x.png leads to ru/x.png, which is not there"),
        ("<style>@import 'x.css'</style>", "x.css leads to ru/x.css, which is not there"),
    ],
)
def test_dead_links_are_found(write_site: Callable[..., Site], body: str, message: str) -> None:
    """Files, anchors and addresses, in attributes and in styles."""
    assert message in found(write_site(body), "links")


def test_references_to_save_are_sound(write_site: Callable[..., Site]) -> None:
    """They need neither a server nor a script, and no browser shows them as a page."""
    kinds = ("x-bibtex", "x-research-info-systems", "vnd.citationstyles.csl+json")
    body = "".join(f'<a href="data:application/{kind};charset=utf-8,x%0A" download="x">x</a>' for kind in kinds)
    assert found(write_site(body), "links") == []


def test_absolute_links_into_the_site_are_followed(write_site: Callable[..., Site]) -> None:
    """Where the site has an address, what begins with it is looked for in the output."""
    body = '<a href="https://a.org/lib/en/">x</a><a href="/lib/ru/">y</a><a href="https://a.org/lib/gone.html">z</a>'
    site = write_site(body, url="https://a.org/lib")
    assert found(site, "links") == ["https://a.org/lib/gone.html leads to gone.html, which is not there"]


def test_links_of_sitemaps_and_feeds_are_followed(write_site: Callable[..., Site]) -> None:
    """A sitemap's `loc` and a feed's `href`."""
    sitemap = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.org/no</loc></url></urlset>'
    )
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><link href="no.html"/></feed>'
    site = write_site(url="https://a.org", **{"sitemap.xml": sitemap, "feed.xml": feed})
    assert found(site, "links") == [
        "no.html leads to no.html, which is not there",
        "https://a.org/no leads to no, which is not there",
    ]


def test_a_folder_stands_for_its_index() -> None:
    """Links are resolved as a web server does it, and percent-encoding is undone."""
    tree = Tree("", frozenset(), {})
    assert tree.resolve("ru/a.html", "../en/") == "en/index.html"
    assert tree.resolve("ru/a.html", "..") == "index.html"
    assert tree.resolve("ru/a.html", "%D0%B1.html?x#y") == "ru/б.html"
    assert tree.resolve("ru/a.html", "https://a.org") is None


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ('<html lang="ru"><link rel="alternate" hreflang="ru" href="a.html">', "the edition in en is not named"),
        ('<html lang="ru"><link rel="alternate" hreflang="ru" href="a.html">', "there is no x-default"),
        ('<html lang="ru"><link rel="alternate" hreflang="en" href="../en/a.html">', "the page does not name itself"),
        (
            '<html lang="ru"><link rel="alternate" hreflang="en" href="../en/a.html">',
            "en/a.html does not name this page in return",
        ),
        ('<html lang="ru"><link rel="alternate" hreflang="x-default" href="b.html">', "x-default leads to ru/b.html, which is no page of the site"),
        ('<html lang="kk"><link rel="alternate" hreflang="ru" href="a.html">', "ru/a.html is named as ru and says that it is in kk"),
    ],
)  # fmt: skip
def test_editions_that_do_not_know_each_other_are_found(
    write_site: Callable[..., Site], page: str, message: str
) -> None:
    """`hreflang` is complete, returned, true, and has `x-default`."""
    site = write_site(**{"ru/a.html": page, "en/a.html": '<html lang="en">'})
    assert message in found(site, "hreflang")


def test_a_page_that_is_not_indexed_needs_no_alternates(write_site: Callable[..., Site]) -> None:
    """The page for what is not found names no other languages."""
    page = '<html lang="ru"><meta name="robots" content="noindex">'
    assert found(write_site(**{"ru/a.html": page, "en/a.html": page.replace("ru", "en")}), "hreflang") == []


@pytest.mark.parametrize("tag", ["en", "uz-Cyrl", "zh-Hant-TW", "es-419", "sl-rozaj-biske", "de-1996", "en-x-own"])
def test_language_tags_that_exist_are_accepted(tag: str) -> None:
    """BCP 47, with scripts, regions, variants and private parts."""
    assert tag_fault(tag) == ""


@pytest.mark.parametrize("tag", ["", "english", "uz_Cyrl", "uz-cyrl", "xq", "ru-Qxyz", "ru-XQ", "en-"])
def test_language_tags_that_do_not_exist_are_refused(tag: str) -> None:
    """Not well formed, not in the recommended case, or with a part that nobody registered."""
    assert tag_fault(tag)


def test_wrong_languages_of_elements_are_found(write_site: Callable[..., Site]) -> None:
    """Every attribute that names a language is looked at."""
    site = write_site('<p lang="klingon">x</p><a href="#top" hreflang="rus-x">y</a>', **{"a.html": "<p>x"})
    messages = found(site, "lang")
    assert messages[0] == "the page does not say its language"
    assert messages[1].startswith("lang: 'klingon'")
    assert messages[2].startswith("hreflang: 'rus-x'")


def test_ids_that_stand_twice_are_found(write_site: Callable[..., Site]) -> None:
    """Once for each id."""
    assert found(write_site('<p id="a"><p id="a">'), "ids") == ["the id 'a' stands 2 times"]


@pytest.mark.parametrize(
    "body",
    [
        '<img src="https://a.org/x.png">',
        '<script src="//a.org/x.js"></script>',
        '<style>p { background: url("https://a.org/x.png") }</style>',
        '<form action="https://a.org"></form>',
    ],
)
def test_requests_to_elsewhere_are_found(write_site: Callable[..., Site], body: str) -> None:
    """Whatever a browser would ask for by itself."""
    (message,) = found(write_site(body), "requests")
    assert message.endswith("is fetched from elsewhere")


def test_a_link_is_no_request(write_site: Callable[..., Site]) -> None:
    """A reader may go elsewhere; nothing is fetched before."""
    site = write_site('<a href="https://a.org">x</a>', head='<link rel="license" href="https://a.org">')
    assert found(site, "requests") == []


@pytest.mark.parametrize(
    ("name", "data", "sound"),
    [
        ("a.json", "[1]", True),
        ("a.json", "[1", False),
        ("a.xml", "<a/>", True),
        ("a.xml", "<a>", False),
        ("a.csv", "a,b\r\n1,2\r\n", True),
        ("a.csv", "a,b\r\n1\r\n", False),
        ("a.json", "\ud800", False),
    ],
)
def test_data_that_cannot_be_read_is_found(name: str, data: str, sound: bool) -> None:
    """JSON, XML and CSV."""
    assert (data_fault(name, data.encode(errors="surrogatepass")) == "") is sound


def test_the_nu_checkers_answer_is_read(tmp_path: Path) -> None:
    """Warnings count, notes do not, and nobody is told that Turkmen is Turkish."""
    messages = [
        {"type": "error", "url": f"file:{tmp_path}/ru/a.html", "lastLine": 3, "message": "Bad\nvalue.", "extract": "<p>"},
        {"type": "info", "subType": "warning", "url": f"file:{tmp_path}/b.html", "message": "Consider."},
        {"type": "info", "url": f"file:{tmp_path}/b.html", "message": "A note."},
        {
            "type": "info",
            "subType": "warning",
            "url": f"file:{tmp_path}/tk/a.html",
            "message": 'This document appears to be written in Turkish but the “html” start tag has “lang="tk"”.',
        },
    ]  # fmt: skip
    answer = nu.read_answer(json.dumps({"messages": messages}), tmp_path)
    assert [str(one) for one in answer] == [
        "ru/a.html:3: error: Bad value. '<p>' [nu]",
        "b.html: warning: Consider. [nu]",
    ]


def test_epubchecks_answer_is_read() -> None:
    """Each place is a finding, named by the file inside the publication."""
    place = {"path": "EPUB/nav.xhtml", "line": 7}
    answer = {
        "messages": [
            {"ID": "RSC-012", "severity": "ERROR", "message": "No fragment.", "locations": [place, {**place, "line": -1}]},
            {"ID": "ACC-1", "severity": "USAGE", "message": "A note.", "locations": []},
            {"ID": "PKG-3", "severity": "WARNING", "message": "Odd.", "locations": [{"path": "./a.epub", "line": -1}]},
        ]
    }  # fmt: skip
    assert [str(one) for one in epubcheck.read_answer(answer, "ru/a.epub")] == [
        "ru/a.epub/EPUB/nav.xhtml:7: error: No fragment. (RSC-012) [epubcheck]",
        "ru/a.epub/EPUB/nav.xhtml: error: No fragment. (RSC-012) [epubcheck]",
        "ru/a.epub: warning: Odd. (PKG-3) [epubcheck]",
    ]


def test_verapdfs_answer_is_read(tmp_path: Path) -> None:
    """A broken rule is a finding, and so is a file that cannot be read; a compliant one has none."""
    answer = f"""<report><jobs>
    <job><item><name>{tmp_path}/ru/a.pdf</name></item><validationReport isCompliant="false"><details>
      <rule specification="ISO 14289-1:2014" clause="7.1" testNumber="11" failedChecks="2">
        <description>Shall be so</description><check><errorMessage>It is not so</errorMessage></check></rule>
    </details></validationReport></job>
    <job><item><name>{tmp_path}/b.pdf</name></item><taskException>
      <exceptionMessage>End of file</exceptionMessage></taskException></job>
    <job><item><name>{tmp_path}/c.pdf</name></item><validationReport isCompliant="true"><details/></validationReport></job>
    <job><item><name>{tmp_path}/d.pdf</name></item><validationReport isCompliant="false"><details/></validationReport></job>
    </jobs></report>"""
    read = verapdf.read_answer(answer, tmp_path, "pdf/ua-1")
    assert [file for file, _ in read] == ["ru/a.pdf", "b.pdf", "c.pdf", "d.pdf"]
    assert [one.message for _, ones in read for one in ones] == [
        "It is not so (ISO 14289-1:2014 7.1, test 11, 2 times)",
        "End of file",
        "it does not comply, and veraPDF does not say why",
    ]


def test_dead_links_of_a_pdf_are_found(tmp_path: Path) -> None:
    """Inside the file, and to files beside it."""
    import pikepdf

    pdf = pikepdf.new()
    pdf.add_blank_page()
    inner = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.String("gone"))
    outer = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("gone.pdf"))
    links_of = [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=one) for one in (inner, outer)]
    links_of.append(pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Dest=pikepdf.String("gone too")))
    links_of.append(pikepdf.Dictionary(Subtype=pikepdf.Name.Link))
    pdf.pages[0].Annots = pikepdf.Array(links_of)
    pdf.save(tmp_path / "a.pdf")
    (tmp_path / "b.pdf").write_bytes(b"nonsense")
    found = [one.message for one in links.check(Site(tmp_path), ["a.pdf", "b.pdf"])]
    assert found[:4] == [
        "page 1: a link leads to gone, which is not there",
        "page 1: gone.pdf leads to gone.pdf, which is not there",
        "page 1: a link leads to gone too, which is not there",
        "page 1: a link leads nowhere",
    ]
    assert found[4].startswith("cannot be opened")


def test_the_table_has_a_line_for_each_validator() -> None:
    """Counts in columns; what was not run says what to install."""
    findings = (finding("nu", "a.html", "x"), finding("nu", "a.html", "y", severity=Severity.WARNING))
    rows = [Row("nu", 12, findings, seconds=1.26), Row("axe", missing="needs Chromium: apt-get install chromium")]
    assert table(rows).splitlines() == [
        "validator  files  errors  warnings  seconds",
        "nu            12       1         1      1.3",
        "axe        not run: needs Chromium: apt-get install chromium",
    ]
    assert json.loads(as_json(rows))[0]["findings"][0] == {
        "file": "a.html",
        "line": None,
        "severity": "error",
        "message": "x",
    }


def test_a_validator_that_breaks_down_is_a_finding(tmp_path: Path) -> None:
    """The others go on, and nothing passes for sound."""

    def check(site: Site, files: object) -> Iterator[object]:
        raise OSError("no memory")

    row = run_one(Site(tmp_path), Validator("nu", "", lambda site: ["a.html"], check))  # type: ignore[arg-type]
    assert [one.message for one in row.findings] == ["the validator failed: OSError('no memory')"]


def test_the_exit_code_tells(
    write_site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 without findings, 1 with one, 2 for a wrong call; the report is written."""
    monkeypatch.setattr(tools, "FOLDER", tmp_path / ".report")
    root = write_site().root
    assert main(["--only", "ids,links", str(root)]) == 0
    write_site('<p id="top">')
    assert main(["--only", "ids,links", str(root)]) == 1
    assert "ru/index.html: error: the id 'top' stands 2 times [ids]" in capsys.readouterr().out
    assert [row["validator"] for row in json.loads((tmp_path / ".report" / "report.json").read_text())] == [
        "links",
        "ids",
    ]
    assert main(["--only", "nonsense", str(root)]) == 2
    assert main([str(tmp_path / "nowhere")]) == 2


def test_what_is_missing_fails_only_on_ci(
    write_site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Elsewhere the row says what to install."""
    monkeypatch.setattr(tools, "FOLDER", tmp_path / ".report")
    absent = Tool("Cobol", lambda: False, "apt-get install cobol")
    lacking = Validator("cobol", "", lambda site: site.files, lambda site, files: (), (absent,))
    monkeypatch.setattr("validation.__main__.VALIDATORS", (lacking,))
    monkeypatch.delenv("CI", raising=False)
    root = str(write_site().root)
    assert main([root]) == 0
    assert "not run: needs Cobol: apt-get install cobol" in capsys.readouterr().out
    monkeypatch.setenv("CI", "true")
    assert main([root]) == 1


@pytest.mark.java
@pytest.mark.parametrize("name", ["pdf/a-3a", "pdf/ua-1", "epubcheck", "nu"])
def test_the_java_validators_find_what_is_wrong(tmp_path: Path, name: str) -> None:
    """Each is really run: over files that are not what their names say."""
    (validator,) = (one for one in VALIDATORS if one.name == name)
    missing = [tool.name for tool in validator.tools if not tool.present()]
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{', '.join(missing)} is not installed")
    for file in ("a.pdf", "a.epub", "a.html"):
        (tmp_path / file).write_text("<p id=a><p id=a>", "utf-8")
    row = run_one(Site(tmp_path), validator)
    assert row.checked == 1
    assert row.count(Severity.ERROR) > 0
    assert all(one.location and one.location.path.startswith("a.") for one in row.findings)
    assert not any("the validator failed" in one.message for one in row.findings)


FONTS = """
@font-face { src: url("latin.woff2") format("woff2"); unicode-range: U+20-7E; }
@font-face { src: url("cyrillic.woff2") format("woff2"); unicode-range: U+400-45F,U+490; }
"""


@pytest.mark.parametrize(
    ("body", "style", "heavy"),
    [
        ("words", FONTS, False),
        ("слова", FONTS, True),
        ("words", FONTS.replace("unicode-range: U+400-45F,U+490;", ""), True),
        ("слова", "", False),
    ],
)
def test_a_heavy_page_is_found(write_site: Callable[..., Site], body: str, style: str, heavy: bool) -> None:
    """Fonts count where the page has their characters, and those without a range always."""
    site = write_site(body, '<link rel="stylesheet" href="fonts.css">', **{"ru/fonts.css": style})
    (site.root / "ru" / "latin.woff2").write_bytes(b"x" * 1000)
    (site.root / "ru" / "cyrillic.woff2").write_bytes(b"x" * 200_000)
    messages = found(site, "weight")
    assert [message.startswith("the first load takes up to 20") for message in messages] == [True] * heavy


@pytest.mark.parametrize(
    ("body", "rule", "heavy"),
    [
        ("<p>слова <em>words</em></p>", "font-style: italic; ", False),
        ("<p>words <em>слова</em></p>", "font-style: italic; ", True),
        ('<p class="note untranslated">слова</p>', "font-style: italic; ", True),
        ("<p>слова <code>word</code></p>", 'font-family: "Some Mono"; ', False),
        ("<p>words</p><pre>слово</pre>", 'font-family: "Some Mono"; ', True),
        ("<p>слова</p>", 'font-family: "Monotype"; ', True),
        ("<main><p>слова <b>слова</b></p></main>", 'font-family: "Some Sans"; ', False),
        ("<p>words</p><h2>слово</h2>", 'font-family: "Some Sans"; ', True),
        ('<main><p>words <a class="note">слово</a></p></main>', 'font-family: "Some Sans"; ', True),
        ('<main><div class="facts"><p>слова</p></div></main>', 'font-family: "Some Sans"; ', True),
        ("<details><summary>words</summary><p>слова</p></details>", "", False),
        ("<details><summary>слово</summary><p>words</p></details>", "", True),
        ("<details open><summary>words</summary><p>слова</p></details>", "", True),
    ],
)
def test_fonts_count_where_something_is_set_in_them(
    write_site: Callable[..., Site], body: str, rule: str, heavy: bool
) -> None:
    """No browser asks for them elsewhere."""
    style = f"@font-face {{ {rule}unicode-range: U+400-45F; src: url(cyrillic.woff2); }}"
    site = write_site(body, '<link rel="stylesheet" href="fonts.css">', **{"ru/fonts.css": style})
    (site.root / "ru" / "cyrillic.woff2").write_bytes(b"x" * 200_000)
    assert len(found(site, "weight")) == heavy


def test_text_is_weighed_compressed(write_site: Callable[..., Site]) -> None:
    """As servers send it."""
    assert found(write_site("words " * 100_000), "weight") == []
    noise = "".join(hashlib.sha256(str(number).encode()).hexdigest() for number in range(7000))
    assert len(found(write_site(noise), "weight")) == 1


def test_pictures_below_are_no_first_load(write_site: Callable[..., Site]) -> None:
    """A browser asks for them when the reader is near; for others it asks at once."""
    for loading, heavy in (("lazy", False), ("eager", True)):
        site = write_site(f'<img src="large.jpg" alt="" loading="{loading}">')
        (site.root / "ru" / "large.jpg").write_bytes(b"x" * 300_000)
        site = type(site)(site.root, "")
        assert len(found(site, "weight")) == heavy
