"""The page is the edition with every text marked, and nothing that a catalog says becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.tiny_project import make_project, write_catalog
from toolkit.catalog.po import read_po, write_po
from toolkit.collection.collection import Collection
from toolkit.editions.edition import make_edition
from toolkit.editions.foreign import told
from toolkit.editions.html import render_html
from toolkit.project.project import find_project
from toolkit.revision.revise import update_project
from toolkit.sources.document import Kind
from toolkit.workbench.page import Frame, live_page, render_texts

FRONT = "title: Title\nlanguage: en\npublishers: [Library of Sciences]\nkeywords: [books]\nrights: Free"
SOURCE = """\
## Aims

Read *more* books.[^1]

| Year | Readers |
| --- | ---: |
| 2025 | many |

1. One
   - two

Term
: what it is

> Said.

[^1]: Or do not.
"""
HOSTILE = [
    "<script>alert(1)</script>", '<img src=x onerror="alert(1)">', "[x](javascript:alert(1))", '"><script>alert(1)</script>',
    "![x](https://evil.example/x.png)", "</span></style><style>*{display:none}", "<!-- others -->", "\u202eabc",
]  # fmt: skip


@pytest.fixture
def collection(tmp_path):
    return make_project(tmp_path, SOURCE, ("en", "ru", "ar"), front=FRONT)


def translated(collection, texts, locale="ru"):
    ids = {segment.id: segment.text for segment in collection.document("doc").segments}
    write_catalog(collection.project.root, locale, {(id, ids[id]): text for id, text in texts.items()})
    return Collection(find_project(collection.project.root))


def squeezed(text):
    return re.sub(r"\s+", "", text)


def page(collection, locale="ru", **options):
    return live_page(collection, "doc", locale, Frame("/", "", **options))


def marked(html):
    return re.findall(r'data-text="([^"]*)"', html)


def test_every_text_stands_in_the_page_marked(collection):
    collection = translated(collection, {})
    ids = [segment.id for segment in collection.document("doc").segments]
    assert set(marked(page(collection))) == set(ids)


def test_the_page_has_every_state_and_says_which(collection):
    collection = translated(collection, {"meta/title": "Заглавие"})
    html = page(collection)
    assert '<span class="text" data-text="meta/title" data-state="translated" tabindex="0">Заглавие</span>' in html
    assert 'data-state="untranslated" lang="en" dir="ltr"' in html


def test_texts_far_down_wait_to_be_seen(collection):
    collection = translated(collection, {})
    html = page(collection, at_once=0)
    body = html.partition("<section>")[2].partition('class="colophon"')[0]
    segments = collection.document("doc").segments
    assert body.count("data-later") == sum(one.kind is not Kind.META for one in segments)
    assert "*more*" in html
    assert render_texts(collection, "doc", "ru", {marked(html)[-1]: ""})


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("at_once", [0, 400])
def test_nothing_in_a_catalog_becomes_markup(collection, text, at_once):
    ids = [segment.id for segment in collection.document("doc").segments]
    hostile = translated(collection, dict.fromkeys(ids, text))
    html = page(hostile, at_once=at_once)
    for found in (html, *render_texts(hostile, "doc", "ru", dict.fromkeys(ids, text)).values()):
        assert "alert(1)</script>" not in found
        assert not re.search(r"<img[^>]*(?:onerror|evil)", found)
        assert not re.search(r'<[^>]*href="javascript:', found)
    assert html.count("<style>") == 1
    assert set(marked(html)) >= set(ids)


def test_the_marks_change_nothing_else(collection):
    """Without them the body of the page is the edition's."""
    collection = translated(collection, {"meta/title": "Заглавие"})
    edition = make_edition(collection, "doc", "ru")
    plain = re.sub(
        r"</?span[^>]*>|<details.*?</details>\s*| class=\"untranslated\"| untranslated| lang=\"en\"",
        "",
        told(edition.markup().body()),
        flags=re.DOTALL,
    )
    live = page(collection)
    found = re.sub(r"</?span[^>]*>", "", live)
    assert squeezed(plain) in squeezed(found)
    assert "data-text" not in render_html(edition)


def with_interface(collection, texts):
    update_project(collection.project, collection.project.locales)
    path = collection.project.catalog("interface", "ru")
    catalog = read_po(path)
    messages = tuple(
        replace(one, msgstr=(texts.get(one.msgid, one.msgstr[0]), *one.msgstr[1:])) for one in catalog.messages
    )
    write_po(replace(catalog, messages=messages), path)
    return Collection(find_project(collection.project.root))


def test_the_words_of_the_theme_are_marked_where_a_page_asks_for_it(collection):
    html = page(with_interface(collection, {"Contents": "Оглавление"}), words=True)
    assert re.search(
        r'data-text="Contents" data-domain="interface" data-state="\w+" tabindex="0">Оглавление</span>', html
    )
    assert re.search(r'data-text="Notes" data-domain="interface"[^>]*>[^<]+</span></h2>', html)
    assert not re.search("[\ue000-\uf8ff]", html)
    assert html.count("<span") == html.count("</span>")
    assert "data-domain" not in page(Collection(collection.project))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_word_of_the_theme_stays_text(collection, hostile):
    html = page(with_interface(collection, {"Contents": hostile}), words=True)
    for sign in ("<script>alert", "<img src=x", 'javascript:alert(1)"', "<style>*", 'onerror="'):
        assert sign not in html.partition("</head>")[2]


def test_signs_of_our_own_marks_in_texts_are_no_marks(collection):
    marks = "\ue004zz 4\ue005x\ue006 \ue004ru ff\ue005 \ue004xx\ue005"
    own = translated(collection, {segment.id: marks for segment in collection.document("doc").segments})
    for at_once in (0, 100):
        assert not re.search("[\ue000-\uf8ff]", page(own, words=True, at_once=at_once))
