"""Web pages, OpenDocument texts and Markdown of other dialects; and both shipped documents through LibreOffice."""

from __future__ import annotations

import subprocess
from html import escape
from pathlib import Path

import pytest

from tests.commands import needs
from tests.exchange.documents.word_files import body_of, losses_of, png, source_of
from toolkit.exchange.documents.assemble import Wishes
from toolkit.sources.frontmatter import read_front_matter
from toolkit.sources.markdown import parse_markdown
from toolkit.sources.syntax import source_parser

ROOT = Path(__file__).parents[3]
SHIPPED = ("alma-2019", "cis-2023")


def page(name: str) -> str:
    """A shipped source as a plain web page."""
    front, _ = read_front_matter((ROOT / "sources" / f"{name}.md").read_text("utf-8"), name)
    meta = front.meta
    said = {
        "subtitle": meta.subtitle, "date": str(meta.date), "place": meta.place, "event": meta.event, "rights": meta.rights,
        "publisher": "; ".join(meta.publishers), "kind": meta.kind, "version": meta.version, "keywords": ", ".join(meta.keywords),
    }  # fmt: skip
    head = "".join(f'<meta name="{key}" content="{escape(text)}">' for key, text in said.items() if text)
    body = source_parser().render(front.body)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(meta.title)}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


def segments(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """What there is to translate, with ids and places."""
    return [(one.id, one.text, one.where) for one in parse_markdown(text, "x.md", "x").segments]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_document_comes_back_from_html(name: str, tmp_path: Path) -> None:
    """The same segments with the same ids, front matter and all."""
    path = tmp_path / f"{name}.html"
    path.write_text(page(name), "utf-8")
    assert segments(source_of(path)[0].text) == segments((ROOT / "sources" / f"{name}.md").read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<h1>Plan</h1><p>To begin.</p><h2>Aims</h2><p>One.</p><h3>Near</h3><p>Two.</p>"),
        ("a.html", "<p>To begin.</p><h3>Aims</h3><p>One.</p><h4>Near</h4><p>Two.</p>"),
        ("a.md", "# Plan\n\nTo begin.\n\n## Aims\n\nOne.\n\n### Near\n\nTwo.\n"),
    ],
)
def test_no_level_is_skipped_below_the_title(name: str, text: str, tmp_path: Path) -> None:
    """Whatever level the document begins with, its highest headings are of the first."""
    (tmp_path / name).write_text(text, "utf-8")
    lines = body_of(tmp_path / name).split("\n\n")
    assert lines[-4:] == ["## Aims", "One.", "### Near", "Two."]


@needs("soffice")
@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_the_shipped_documents_come_back_from_libreoffice(ending: str, tmp_path: Path) -> None:
    """The same segments with the same ids; Word's keywords are one text to LibreOffice."""
    for name in SHIPPED:
        (tmp_path / f"{name}.html").write_text(page(name), "utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    filters = {"docx": "docx:MS Word 2007 XML", "odt": "odt:writer8"}
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        filters[ending],
        "--infilter=HTML (StarWriter)",
        "--outdir",
        tmp_path,
    ]
    subprocess.run(
        [*command, *(tmp_path / f"{name}.html" for name in SHIPPED)], check=True, capture_output=True, timeout=200
    )
    for name in SHIPPED:
        found = segments(source_of(tmp_path / f"{name}.{ending}", Wishes(recommendations=("recommendations",)))[0].text)
        there = segments((ROOT / "sources" / f"{name}.md").read_text("utf-8"))
        if ending == "docx":
            found, there = ([one for one in all if "keyword" not in one[0]] for all in (found, there))
        assert found == there


def test_a_page_without_what_a_site_puts_around_it(tmp_path: Path) -> None:
    """Only the main part; scripts, menus and forms are no words."""
    (tmp_path / "a.png").write_bytes(png())
    path = tmp_path / "plan.html"
    path.write_text(
        "<title>Plan – Site</title><nav>Menu</nav><main><h1>Plan</h1><script>x()</script><p>Read <b>books</b>,<br>all.</p>"
        '<dl><dt>Book</dt><dd>Paper.</dd></dl><figure><img src="a.png" alt="A book"><figcaption>One</figcaption></figure>'
        "<blockquote><p>Words</p></blockquote><pre>a\n b</pre><ol start=4><li>x<ul><li>y</li></ul></li></ol>"
        '<p>H<sub>2</sub>O <a href="javascript:x()">no</a> <a href="b.html">b</a><iframe src="x"></iframe></p></main><footer>F</footer>',
        "utf-8",
    )
    assert body_of(path) == (
        'Read **books**,\\\nall.\n\nBook\n: Paper.\n\n![A book](plan-1.png "One")\n\n> Words\n\n```\na\n b\n```\n\n'
        "4. x\n   - y\n\nH₂O no b"
    )
    assert "title: Plan\n" in source_of(path)[0].text
    told = losses_of(path)
    assert all(part in told for part in ("a page within the page is left out", "javascript:x()", "b.html"))


def test_markdown_of_another_dialect_is_ours_afterwards(tmp_path: Path) -> None:
    """HTML, other front matter, tables and notes; a title in the text."""
    path = tmp_path / "a.md"
    path.write_text(
        "---\nlayout: post\nauthor: Anna\n---\n# The plan\n\nA <b>bold</b> word[^n].<br/>New line.\n\n<div>In it</div>\n\n"
        "| a | b |\n|---|--:|\n| 1 | 2 |\n\n[^n]: A note.\n",
        "utf-8",
    )
    found, _ = source_of(path)
    assert found.text == (
        "---\ntitle: The plan\nauthors:\n  - Anna\nlanguage: en\n---\n\nA **bold** word[^1].\\\nNew line.\n\nIn it\n\n"
        "| a | b |\n|---|---:|\n| 1 | 2 |\n\n[^1]: A note.\n"
    )


GOOGLE = """<html><head><style type="text/css">.c1{font-weight:700}.c2{color:#000;font-style:italic}ol.lst-a-0{list-style-type:none}</style></head>
<body class="doc-content"><h1 id="h.1"><span class="c0">Plan</span></h1><h2><span>Lend</span></h2><p><span class="c0">Lend </span><span class="c1">more</span>
<span class="c0"> and </span><span class="c2">better</span><span> </span><span class="c6"><a href="https://www.google.com/url?q=https://example.org/x?a%3D1&amp;sa=D&amp;usg=A">books</a></span>
<span>.</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p><ul class="c8 lst-kix_a-0 start"><li><span>One</span></li></ul>
<ul class="c8 lst-kix_a-1 start"><li style="margin-left:72pt"><span>Inner</span></li></ul><ul class="c8 lst-kix_a-0"><li><span>Two</span></li></ul>
<hr class="c10"><div><p class="c11"><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;A note.</span></p></div></body></html>"""


def test_the_title_that_front_matter_names_is_the_title(tmp_path: Path) -> None:
    """The first heading, though the only one of its level, stays one; without a title it is the document's."""
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: Plan för alla\n---\n\n# Mål\n\nLäs.\n\n## Mer\n", "utf-8")
    text = source_of(path)[0].text
    assert "title: Plan för alla" in text
    assert "Mål" in text.split("---\n", 2)[2]
    path.write_text("# Mål\n\nLäs.\n\n## Mer\n", "utf-8")
    assert "title: Mål" in source_of(path)[0].text


def test_a_page_of_google_docs(tmp_path):
    """Emphasis by classes, lists within lists, links without the detour, notes that are told from their references."""
    path = tmp_path / "plan.html"
    path.write_text(GOOGLE.replace("\n<span", "<span"), "utf-8")
    body = body_of(path)
    assert "Lend **more** and *better* [books](https://example.org/x?a=1).[^1]" in body
    assert "- One\n  - Inner\n- Two" in body.replace("\n\n", "\n")
    assert body.endswith("[^1]: A note.")
    assert "---" not in body
