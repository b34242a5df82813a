"""Whatever is in a source, a catalog, a template of ids or the settings: an edition stays harmless."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
import tinyhtml5
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pictures import PICTURE
from tests.tiny_project import edition, make_project, write_catalog
from toolkit.catalog.addresses import without_addresses
from toolkit.catalog.po import format_po, read_po
from toolkit.collection.collection import Collection
from toolkit.collection.localize import localize
from toolkit.editions.html import render_html
from toolkit.editions.markup import Markup
from toolkit.editions.parallel import render_parallel
from toolkit.editions.pdf.render import render_pdf
from toolkit.editions.recommendations import recommendations
from toolkit.errors import ToolkitError
from toolkit.project.project import find_project
from toolkit.site.pages import EditionFacts, FileFacts, render_home, render_locale
from toolkit.site.recommendation import render_recommendation
from toolkit.sources.inline import InlineRenderer
from toolkit.sources.markdown import parse_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from toolkit.errors import Diagnostic

ATTACKS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=https://evil.example/></iframe>",
    "<a href=\"javascript:alert(1)\" onclick='x'>x</a>",
    "<style>@import url(https://evil.example/x.css)</style>",
    "<base href=https://evil.example/>",
    "<!-- --!><script>alert(1)</script>",
    "</title></style></p></body><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62; &#x3c;script&#x3E;",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](<java\\nscript:alert(1)>)",
    "[x](%6Aavascript:alert(1))",
    "[x](vbscript:msgbox)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x](file:///etc/passwd)",
    "[x](../../etc/passwd)",
    "[x](/etc/passwd)",
    "[x](//evil.example/)",
    "[x](\\\\\\\\evil.example\\\\share)",
    '[x](https://example.org/"onmouseover="alert(1))',
    '[x](https://example.org/ "t\\" onmouseover=\\"alert(1)")',
    "[x](https://example.org/ '\"><script>alert(1)</script>')",
    '[x](#"><script>alert(1)</script>)',
    "[a [b](javascript:x) c](javascript:y)",
    "[x][evil]\n\n[evil]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<file:///etc/passwd>",
    '<https://example.org/?"onclick=alert(1)>',
    "![x](https://evil.example/a.png)",
    "![x](//evil.example/a.png)",
    "![x](file:///etc/passwd)",
    "![x](../secret.png)",
    "![x](..%2fsecret.png)",
    "![x](%2e%2e/secret.png)",
    "![x](/etc/passwd)",
    "![x](C:\\\\secret.png)",
    "![x](secret.svg)",
    "![x](a%00.png)",
    f"![x]({'a' * 5000}.png)",
    '![x" onerror="alert(1)](picture.png "y\\" onload=\\"alert(1)")',
    "[![x](javascript:a)](javascript:b)",
    "{x.__class__} {0} {page.__init__.__globals__} {{ 7*7 }} {% raw %} %s %(x)s",
    "\x01\x02\x1b[31m\x7f\x9b bidi \u202e\u202d\u2066\u200f",
    "`<script>`*<script>*",
    "'\"`;}</style><script>alert(1)</script>{ } url(https://evil.example/)",
    "W" * 3000,
    "[" * 300 + "x" + "](javascript:y)" * 300,
)  # fmt: skip

URLS = frozenset(
    ("href", "src", "action", "formaction", "poster", "data", "srcset", "background", "cite", "ping", "xlink:href")
)
FORBIDDEN = frozenset(
    ("script", "iframe", "object", "embed", "base", "form", "input", "link-import", "frame", "audio", "video")
)
RELATIVE = re.compile(
    r"(?:\.\./){0,2}(?:[\w-]+/){0,2}(?:SHA256SUMS|[\w-]+(?:\.[\w-]+)?\.(?:html|pdf|epub|svg|xml|css|json|bib|ris))(?:#.*)?",
    re.DOTALL,
)


def elements(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    tree: Element = tinyhtml5.parse(html)
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield (
                element.tag.rpartition("}")[2].lower(),
                {str(key).lower(): value for key, value in element.attrib.items()},
            )


def is_ours(tag: str, attributes: dict[str, str]) -> bool:
    """The theme's own script, its data for search engines, its search field, and what a page is heard with."""
    if tag == "script":
        ours = re.fullmatch(r"(?:\.\./){0,2}site\.js", attributes.get("src", ""))
        return bool(ours) or attributes == {"type": "application/ld+json"}
    if tag == "audio":
        return set(attributes) == {"controls", "preload", "src", "aria-labelledby"}
    return (tag == "form" and attributes.get("role") == "search") or (tag == "input" and attributes["type"] == "search")


def assert_harmless(html: str) -> None:
    """No script, no event, no address but the web, mailboxes, anchors and the project's own pages; no request."""
    styles = 0
    for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL):
        assert json.loads(data)
        assert "<" not in data
    html = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", html)  # data: browsers never run it
    for tag, attributes in elements(html):
        assert tag not in FORBIDDEN or is_ours(tag, attributes), tag
        styles += tag == "style"
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            assert name != "style" or re.fullmatch(r"inline-size: [\d.]+%", value), value
            if name in URLS:
                assert is_harmless(tag, name, value), (tag, name, value)
        assert tag != "meta" or attributes.get("http-equiv") is None
    feet = len(re.findall(r"<style>@media print \{ @page", html))  # of pages that say whether they are still current
    assert feet <= 1
    assert styles - feet <= 1
    for data in re.findall(r"<script type=[^>]*>(.*?)</script>", html, re.DOTALL):
        assert "<" not in data
        json.loads(data)  # what is not JSON would be a text that got out of its quotes
    for style in re.findall(r"<style>.*?</style>", html, re.DOTALL):
        assert "evil" not in style
        assert "@import" not in style
        assert "url(" not in style
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202d\u202e]", html)


def is_harmless(tag: str, name: str, value: str) -> bool:
    if tag == "img":
        return name == "src" and re.fullmatch(r"(\.\./)+pictures/[a-z0-9-]+\.(png|jpg|gif|webp)", value) is not None
    if tag == "audio":
        return name == "src" and re.fullmatch(r"audio/[0-9a-f]{16}\.mp3", value) is not None
    if tag == "script":
        return name == "src"
    if tag == "form":
        return name == "action" and RELATIVE.fullmatch(value) is not None
    assert name == "href"
    assert tag in {"a", "link"}
    if tag == "link" and value == "http://purl.org/dc/elements/1.1/":
        return True  # the name of a schema, which no browser asks for
    if tag == "a" and DOWNLOAD.fullmatch(value):
        return True
    external = tag == "a" and re.match(r"(?:https?://|mailto:)", value, re.IGNORECASE)
    return bool(external or value.startswith("#") or RELATIVE.fullmatch(value))


DOWNLOAD = re.compile(
    r"data:application/(?:x-bibtex|x-research-info-systems|vnd\.citationstyles\.csl\+json);charset=utf-8,[\w%.~/:;,=@!*()-]+"
)


def as_words(attack: str) -> str:
    """As a source may say it: HTML that is meant to be read."""
    return attack.replace("<", "&lt;")


def hostile_project(root: Path) -> Collection:
    """A project whose every text that somebody else may write is an attack."""
    count = len(ATTACKS)
    source = "".join(f"{{#p{number}}}\nText {number}.\n\n" for number in range(count))
    source += "".join(f"{{#h{number}}}\n## Heading {number}\n\n" for number in range(count))
    source += (
        f"{{.recommendations}}\n1. {as_words(ATTACKS[0])}\n\n{{#t}}\n| a |\n|--|\n| {as_words(ATTACKS[2])} |\n\n"
        f"```\n{ATTACKS[9]}\n```\n"
    )
    front = f"title: Title\nlanguage: en\nsubtitle: Subtitle\nplace: Place\nversion: '{ATTACKS[2]}'\n"
    front += f"identifier: '{ATTACKS[3]}'\nevent: '{as_words(ATTACKS[0])}'\npublishers: [Body]\nkeywords: ['{as_words(ATTACKS[2])}']"
    make_project(root, source, title=ATTACKS[9], front=front)
    texts: dict[tuple[str | None, str], str] = {("meta/title", "Title"): f"{ATTACKS[9]} {ATTACKS[12]}"}
    texts[("meta/subtitle", "Subtitle")] = '"><script>alert(1)</script>'
    texts[("meta/place", "Place")] = ATTACKS[2]
    texts[("meta/publisher-1", "Body")] = ATTACKS[9]
    texts |= {(f"p{number}", f"Text {number}."): attack for number, attack in enumerate(ATTACKS)}
    texts |= {(f"h{number}", f"Heading {number}"): attack for number, attack in enumerate(ATTACKS)}
    write_catalog(
        root,
        "ru",
        texts,
        comments=("Eve</dd><script>alert(1)</script> <a@b.org>, 2024.", "<img src=x onerror=x>, 2024."),
    )
    words = {(None, message.msgid): ATTACKS[number % 12] for number, message in enumerate(interface_messages())}
    words[(None, "Page {page} of {pages}")] = (
        '"; } </style><script>alert(1)</script> url(https://evil.example/) {page} {pages.__class__}'
    )
    words[(None, "Notes")] = ATTACKS[0]
    write_catalog(root, "ru", words, domain="interface")
    (root / "secret.png").write_bytes(PICTURE)
    (root / "sources" / "picture.png").write_bytes(PICTURE)
    (root / "secret.svg").write_text("<svg onload='alert(1)'/>")
    return Collection(find_project(root))


def interface_messages() -> tuple[object, ...]:
    from toolkit.editions.theme import BUILT_IN
    from toolkit.revision.extract import extract_interface

    return tuple(message for message in extract_interface([BUILT_IN]) if message.msgid_plural is None)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    return hostile_project(tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_the_page_is_harmless(hostile: Collection, locale: str) -> None:
    """Attacks in source, translations, interface and header comments are words in the page."""
    html = render_html(edition(hostile, locale))
    assert_harmless(html)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_only_the_projects_own_picture_is_shown(hostile: Collection) -> None:
    """Of all pictures named, the one that lies in the sources folder and is a picture."""
    pictures = [attributes for tag, attributes in elements(render_html(edition(hostile, "ru"))) if tag == "img"]
    assert pictures
    assert len({picture["src"] for picture in pictures}) == 1
    known = {"src", "alt", "title", "width", "height", "loading", "decoding"}
    assert all(set(picture) <= known for picture in pictures)


@pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
def test_the_pdf_is_harmless(hostile: Collection) -> None:
    """No script, no launch, no file but its own texts; its links lead to the web, to mailboxes, and into itself."""
    data = render_pdf(edition(hostile, "ru")).data
    root = hostile.project.root
    own = [path.read_bytes() for path in root.glob("sources/*.md")]
    own += [format_po(without_addresses(read_po(path))).encode() for path in root.glob("i18n/*/*.po")]
    with pikepdf.open(BytesIO(data)) as pdf:
        assert "/OpenAction" not in pdf.Root
        assert "/JavaScript" not in pdf.Root.get("/Names", {})
        assert "/AA" not in pdf.Root
        for name, found in pdf.attachments.items():
            assert found.get_file().read_bytes() in own, name
            assert b"a@b.org" not in found.get_file().read_bytes(), name
        for one in pdf.objects:
            if not isinstance(one, pikepdf.Dictionary):
                continue
            action = str(one.get("/S", ""))
            assert action not in {"/JavaScript", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData"}
            assert "/JS" not in one
            if action == "/URI":
                assert re.match(r"(?:https?://|mailto:)", str(one["/URI"]), re.IGNORECASE), one["/URI"]
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    assert "alert(1)" in text
    assert "root:" not in text


def test_ids_of_a_hostile_template_are_harmless(tmp_path: Path) -> None:
    """The committed template names the segments; a name is never markup."""
    make_project(tmp_path, "Text one.\n\n## Heading\n\n- item\n")
    ids = ('x"><script>alert(1)</script>', "h' onclick='alert(1)", "javascript:alert(1)")
    texts = dict(zip(ids, ("Text one.", "Heading", "item"), strict=True))
    write_catalog(tmp_path, "templates", dict.fromkeys(texts.items(), "") | {("meta/title", "Title"): ""})
    (tmp_path / "i18n" / "templates" / "doc.po").rename(tmp_path / "i18n" / "templates" / "doc.pot")
    html = render_html(edition(Collection(find_project(tmp_path)), "en"))
    assert_harmless(html)
    assert 'id="x&quot;&gt;&lt;script&gt;' in html


def test_the_page_of_a_recommendation_is_harmless(hostile: Collection) -> None:
    """Nor is what it offers to save anything but text for a reference manager."""
    editions = {tag: edition(hostile, tag) for tag in ("en", "ru")}
    found = recommendations([one.localized for one in editions.values()])
    assert_harmless(render_recommendation(found, 0, editions))


def test_the_page_of_two_languages_is_harmless(hostile: Collection) -> None:
    """Its metadata included."""
    assert_harmless(render_parallel(edition(hostile, "ru"), edition(hostile, "en")))


def test_the_pages_that_lead_to_editions_are_harmless(hostile: Collection) -> None:
    """Titles from the manifest, the settings' title and the interface are escaped there too."""
    facts = [
        EditionFacts(
            "doc", ATTACKS[9], "en", ATTACKS[2], None, {"draft": 1}, {"html": FileFacts(1), "pdf": FileFacts(1, 1)}
        )
    ]
    interfaces = {locale: hostile.interface(locale) for locale in ("en", "ru")}
    assert_harmless(render_locale(hostile.project, "ru", facts, interfaces["ru"]))
    assert_harmless(render_home(hostile.project, {"en": facts, "ru": facts}, interfaces))


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.one_of(st.sampled_from(ATTACKS), st.text(max_size=8), st.sampled_from("[]()<>!`*_\\\"'&#;: \n{}|^")),
        max_size=8,
    )
)
def test_no_mixture_of_attacks_is_harmful(parts: list[str]) -> None:
    """Pieces of attacks put together in any way are as harmless as each alone."""
    renderer = InlineRenderer((("EVIL", "javascript:alert(1)", ""),), ("n",), picture=lambda source: None)
    html = renderer.html("".join(parts))
    assert_harmless(f"<!DOCTYPE html><title>x</title><p>{html}</p>")
    allowed = {"html", "head", "title", "body", "p", "em", "strong", "code", "a", "br", "sup"}
    assert {tag for tag, _ in elements(f"<!DOCTYPE html><title>x</title><p>{html}</p>")} <= allowed


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(ATTACKS),
            st.sampled_from(("\n", "\n\n", "> ", "- ", "1. ", "# ", "    ", "```", "|", "[^1]", "[^1]: ")),
        ),
        max_size=8,
    )
)
def test_a_hostile_source_is_refused_or_harmless(parts: list[str]) -> None:
    """A source with anything in it is an error with a line, or a harmless page; never a traceback."""
    page, faults = outcome("---\ntitle: T\nlanguage: en\n---\n\n" + "".join(parts))
    assert all(one.location and one.location.line and one.hint for one in faults)
    assert_harmless(page)


def outcome(source: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The page of a source, or what is wrong with it."""
    try:
        document = parse_markdown(source, "doc.md", "doc")
    except ToolkitError as error:
        return "<!DOCTYPE html>", error.diagnostics
    return f"<!DOCTYPE html><title>x</title>{Markup(localize(document, 'en', ())).body()}", ()
