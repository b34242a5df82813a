"""PDF tags: what the tree, the catalog, links and bookmarks lack, and how they differ from the page."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pikepdf
import pytest

from validation import compared, tags
from validation.outline import Outline, read_outline
from validation.site import Site
from validation.structure import Tag, Tagged, read_structure, read_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


TWICE = "attachments stand several times among the associated files (ISO 19005-3, 6.8)"


def tree(*nested: object) -> Tagged:
    """Elements written as tuples: kind, then texts and elements; ``kind/language``, ``kind=numbering``, ``kind@title``."""
    places = ((0, number) for number in count())
    texts: dict[tuple[int, int], str] = {}

    def grow(kind: str, *parts: object) -> Tag:
        name, _, language = kind.partition("/")
        name, _, numbering = name.partition("=")
        name, _, title = name.partition("@")
        tag = Tag(name, language, title=title, numbering=numbering)
        for part in parts:
            if isinstance(part, tuple):
                tag.parts.append(grow(*part))
            elif isinstance(part, str):
                tag.parts.append(place := next(places))
                texts[place] = part
            else:
                tag.annotations.append(part)  # type: ignore[arg-type]
        return tag

    return Tagged([grow("Document", *nested)], texts)


def item(label: str, *body: object) -> tuple[object, ...]:
    """An item of a list."""
    return ("LI", ("Lbl", label), ("LBody", *body))


HEADINGS = (("H1", "План"), ("Sect", ("H2", "Це", "ли"), ("H3", "Первая"), ("H2", "Дела")))
LIST = ("L=Decimal", item("1. ", "Откройте ", "двери"), item("2. ", ("P", "Читайте"), ("L", item("• ", "громко"))))
CONTENTS = ("TOC", ("TOCI", ("Reference", "Цели")), ("TOCI", ("Reference", "Дела"), ("TOC", ("TOCI", "Первая"))))
SOUND = (*HEADINGS, LIST, CONTENTS, ("BlockQuote/en", ("P", "A library is growing")))
OUTLINE = Outline(
    ["План", "Цели", "Первая", "Дела"],
    [(1, "Откройте двери"), (2, "Чи\u00adтайте\n")],
    frozenset({"ru", "en"}), quotations=1, pictures=0, tables=0, contents=3,
)  # fmt: skip


def test_a_sound_tree_has_no_faults() -> None:
    """Nor does it differ from its page, however lines are broken."""
    tagged = tree(*SOUND)
    assert list(tags.structure_faults(tagged)) == []
    assert list(compared.comparison_faults(tagged, OUTLINE, "ru")) == []


@pytest.mark.parametrize(
    ("nested", "message"),
    [
        ((("H2", "a"),), "the first heading is H2 instead of H1 (ISO 14289-1, 7.4)"),
        ((("P", "a"),), "the first heading is missing instead of H1 (ISO 14289-1, 7.4)"),
        ((("H1", "a"), ("H3", "b")), "H3 follows H1 (ISO 14289-1, 7.4.2)"),
        ((("L", ("LI", ("LBody", "a"))),), "an item of a list is LBody instead of Lbl and LBody: 'a'"),
        ((("L", ("LI", "a")),), "an item of a list is empty instead of Lbl and LBody: 'a'"),
        ((("L", ("P", "a")),), "P stands in L"),
        ((("LI", ("Lbl", "1")),), "LI stands in Document"),
        ((("L", ("LI", ("Lbl", "1."), ("LBody", "a"))),), "a numbered list has no ListNumbering (ISO 14289-1, 7.6; Matterhorn 16-001): 1."),
        ((("TOC", ("TOCI", ("Reference", ("TOC",)))),), "TOC stands in Reference"),
        ((("TOC", ("P", "a")),), "P stands in TOC"),
        ((("TOC", ("TOCI", "a . . . 3")),), "the dots of the contents are read aloud: 'a . . . 3'"),
        ((("Table", ("TD", "a")),), "TD stands in Table"),
        ((("Figure", "a"),), "a figure has no alternative text (ISO 14289-1, 7.3)"),
        ((("Headline", "a"),), "there is no structure type Headline"),
    ],
)  # fmt: skip
def test_faults_of_the_tree_are_found(nested: tuple[object, ...], message: str) -> None:
    """Headings, lists, contents, tables, figures."""
    assert message in list(tags.structure_faults(tree(*nested)))


def test_content_stands_in_the_tree_once() -> None:
    """What is read twice, and what is never read."""
    tagged = tree(("H1", "План"), ("P", "двери"))
    twice = replace(tagged, roots=[replace(tagged.roots[0], parts=[*tagged.roots[0].parts, (0, 1)])])
    assert list(tags.structure_faults(twice)) == ["a text stands twice in the tree: page 1, 'двери'"]
    never = replace(tagged, texts={**tagged.texts, (2, 5): "окна", (2, 6): " "})
    assert list(tags.structure_faults(never)) == ["a text is not in the tree: page 3, 'окна'"]
    assert next(tags.structure_faults(Tagged([], {}))) == "the tree's root is missing instead of Document"


@pytest.mark.parametrize(
    ("outline", "message"),
    [
        (replace(OUTLINE, headings=["План", "Дела", "Цели"]), "a heading of the page stands in another place: 'Цели'"),
        (replace(OUTLINE, headings=["План", "Итоги"]), "a heading of the page is missing: 'Итоги'"),
        (replace(OUTLINE, items=[(3, "Откройте двери")]), "a numbered item of the page is missing: '3. Откройте двери'"),
        (replace(OUTLINE, items=[*OUTLINE.items][::-1]), "a numbered item of the page stands in another place: '1. Откройте двери'"),
        (replace(OUTLINE, languages=frozenset({"ru"})), "parts are in en, on the page in no other language"),
        (replace(OUTLINE, languages=frozenset({"ru", "en", "ar"})), "parts are in en, on the page in ar, en"),
        (replace(OUTLINE, quotations=2), "there are 1 BlockQuote, on the page 2"),
        (replace(OUTLINE, pictures=1), "there are 0 Figure, on the page 1"),
        (replace(OUTLINE, tables=1), "there are 0 Table, on the page 1"),
        (replace(OUTLINE, contents=4), "there are 3 TOCI, on the page 4"),
    ],
)  # fmt: skip
def test_differences_from_the_page_are_found(outline: Outline, message: str) -> None:
    """Order, numbers, languages, quotations, pictures, tables, contents."""
    assert message in list(compared.comparison_faults(tree(*SOUND), outline, "ru"))


LABELLED = replace(
    OUTLINE, headings=["План", "Aims"], items=[(1, "Open")], quotations=0, contents=0,
    labels={("ru", "en"): "(Английский) "}, passages={("ru", "en"): 2},
)  # fmt: skip


def labelled(heading: object, body: object = ("Span@language/ru", "(Английский) ")) -> Tagged:
    """A heading and an item in English within a document in Russian."""
    return tree(("H1", "План"), ("H2/en", heading, "Aims"), ("L", item("1. ", ("Span/en", body, "Open"))))


def test_labels_are_no_words_of_headings_and_items() -> None:
    """They stand in the style of the page, and say there what they say on paper."""
    tagged = labelled(("Span@language/ru", "(Английский) "))
    assert list(compared.comparison_faults(tagged, LABELLED, "ru")) == []
    assert list(compared.label_faults(tagged, LABELLED, "ru")) == []
    assert "a heading of the page is missing: 'Aims'" in list(
        compared.comparison_faults(labelled("Новые"), LABELLED, "ru")
    )


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        (("Span@language/en", "(Английский) "), "the name of a language is in en, what is around it in ru"),
        (("Span@language", "(Английский) "), "the name of a language is in en, what is around it in ru"),
        ("(Английский) ", "1 passages say that they are in en, on the page 2"),
        (("Span@language/ru", "(Немецкий) "), "a passage in en is called '(Немецкий)', on the page '(Английский)'"),
    ],
)
def test_faults_of_labels_are_found(heading: object, message: str) -> None:
    """Spoken in the language that they name, missing, wrong."""
    assert list(compared.label_faults(labelled(heading), LABELLED, "ru")) == [message]


def test_labels_are_found_within_halves_of_a_page() -> None:
    """What is around a passage is the language of its half."""
    half = ("Div/uz", ("P/en", ("Span@language/uz", "(Inglizcha) "), "Open"))
    outline = replace(LABELLED, labels={("uz", "en"): "(Inglizcha) "}, passages={("uz", "en"): 1})
    assert list(compared.label_faults(tree(("P", "План"), half), outline, "ru")) == []
    assert len(list(compared.label_faults(tree(("P", "План"), half), LABELLED, "ru"))) == 2


def test_the_labels_of_a_page_are_read() -> None:
    """From its style, and the passages that they stand before."""
    style = '[lang="ru"] figure.untranslated:lang(en) > figcaption::before, [lang="ru"] .untranslated:not(figure):lang(en)::before { content: "(A) "; }'
    html = f'<html lang="ru"><style>{style}</style><article><p lang="en" class="untranslated">x</p><p lang="en">y</p>'
    outline = read_outline(html)
    assert outline
    assert (outline.labels, outline.passages) == ({("ru", "en"): "(A) "}, {("ru", "en"): 1})


def test_faults_of_links_are_found() -> None:
    """A link needs an annotation that is described, and words; it stands in no other."""
    inner = pikepdf.Dictionary(
        Subtype=pikepdf.Name.Link, Dest=pikepdf.String("rec-1"), Contents=pikepdf.String("rec-1")
    )
    silent = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Dest=pikepdf.String("rec-1"))
    told = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Dest=pikepdf.String("rec-1"), Contents=pikepdf.String("Open"))
    assert list(tags.link_faults(tree(("P", ("Link", told, "Open"))))) == []
    found = tags.link_faults(
        tree(("Link", "a"), ("Link", told), ("Link", silent, "b"), ("Link", inner, ("Link", told, "c")))
    )
    assert list(found) == [
        "a link has no annotation: 'a'",
        "a link has no words",
        "a link's annotation has no Contents (ISO 14289-1, 7.18.5): 'b'",
        "a link stands in a link: 'c'",
        "a link's annotation is described by nothing but the name of its target: 'rec-1' for 'c'",
    ]


def test_the_outline_of_a_page_is_read() -> None:
    """Numbers as a browser counts them, own texts of items, and nothing of what serves the page."""
    html = """<nav><h2>Menu</h2></nav><article><h1>A</h1><nav class="contents"><h2>C</h2><ol><li>x<ol><li>y</ol></ol></nav>
    <ol start="4"><li>a<details><summary>z</summary></details><ul><li>deep</ul></li><li value="7">b</li><li>c</ol>
    <ol><li>d</ol><blockquote lang="en">q</blockquote><img alt="p"><img alt=""><table></table></article>"""
    assert read_outline(html) == Outline(["A"], [(4, "a"), (7, "b"), (8, "c"), (1, "d")], frozenset({"en"}), 1, 1, 1, 2)
    assert read_outline("<p>") is None


# -- real files -----------------------------------------------------------------------------------


@pytest.fixture
def pdf(output: Site) -> Iterator[pikepdf.Pdf]:
    """The Russian PDF of the build."""
    with pikepdf.open(output.root / "ru/doc.pdf") as opened:
        yield opened


def test_the_tree_of_a_build_is_read(output: Site, pdf: pikepdf.Pdf) -> None:
    """Kinds, languages, alternatives and texts, in reading order."""
    (root,) = read_structure(pdf)
    texts = read_texts(output.root / "ru/doc.pdf")
    all_tags = list(root.walk())
    assert root.kind == "Document"
    assert next(tag for tag in all_tags if tag.kind == "H1").text(texts) == "План библиотек"
    assert [tag.alternative for tag in all_tags if tag.kind == "Figure"] == ["A shelf with three books"]
    assert {tag.language for tag in all_tags} == {"", "en", "ru"}
    assert set(root.places()) == set(texts) | {place for place in root.places() if place not in texts}


def test_pdfs_of_a_build_say_what_their_pages_say(output: Site) -> None:
    """In two languages: headings, items, languages, quotations, pictures, tables, bookmarks, catalog, attachments."""
    for locale in ("en", "ru"):
        path = output.root / locale / "doc.pdf"
        outline = read_outline(path.with_suffix(".html").read_text("utf-8"))
        assert outline is not None
        assert outline.items
        with pikepdf.open(path) as opened:
            tagged = Tagged(read_structure(opened), read_texts(path))
            assert list(compared.comparison_faults(tagged, outline, locale)) == []
            assert list(tags.bookmark_faults(opened, tagged)) == []
            assert list(tags.catalog_faults(opened)) == []
            assert list(tags.attachment_faults(opened)) == []
            assert list(tags.structure_faults(tagged)) == []
            assert list(tags.link_faults(tagged)) == []


def _retitle(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Another"


def _suspect(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


def _unlabel(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.PageLabels


def _hide_title(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def _unlink_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].StructParents


def _disorder_tabs(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Tabs = pikepdf.Name.R


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_retitle, "Info says 'Another', XMP says 'План библиотек'"),
        (_suspect, "it does not say that it is tagged, or says that its tags are suspect (ISO 14289-1, 7.1)"),
        (_unlabel, "pages have no labels"),
        (_hide_title, "the title is not shown in the window (ISO 14289-1, 7.1)"),
        (_unlink_page, "a page has no StructParents: 1"),
        (_disorder_tabs, "tabs do not follow the structure (ISO 14289-1, 7.18.3): page 1"),
    ],
)
def test_faults_of_the_catalog_are_found(pdf: pikepdf.Pdf, spoil: Callable[[pikepdf.Pdf], None], message: str) -> None:
    """Planted one by one in a file that a build has made."""
    spoil(pdf)
    assert list(tags.catalog_faults(pdf)) == [message]


def test_faults_of_attachments_are_found(pdf: pikepdf.Pdf) -> None:
    """No relationship, no description, a date of its own."""
    file = pdf.Root.AF[0]
    pdf.Root.AF = pikepdf.Array([file, file])
    del file.Desc
    file.AFRelationship = pikepdf.Name.Unspecified
    file.EF.F.Params.ModDate = pikepdf.String("D:20270101000000Z")
    assert list(tags.attachment_faults(pdf)) == [
        TWICE,
        "doc.md does not say what it is to the document (ISO 19005-3, 6.8)",
        "doc.md has no description",
        "doc.md, ModDate: D:20270101000000Z instead of D:20260115",
    ]
    del file.EF.F.Params.ModDate
    assert "doc.md, ModDate: none instead of D:20260115" in list(tags.attachment_faults(pdf))
    del pdf.docinfo["/ModDate"]
    file.EF.F.Params.ModDate = file.EF.F.Params.CreationDate
    assert not any("instead of" in one for one in tags.attachment_faults(pdf))


def test_faults_of_bookmarks_are_found(output: Site, pdf: pikepdf.Pdf) -> None:
    """None at all, one that is no heading, one out of its order."""
    tagged = Tagged(read_structure(pdf), read_texts(output.root / "ru/doc.pdf"))
    with pdf.open_outline() as outline:
        first = outline.root[0]
        outline.root[:] = [
            pikepdf.OutlineItem("Actions", 1),
            pikepdf.OutlineItem(first.title, 1),
            pikepdf.OutlineItem("?!x", 1),
        ]
    assert list(tags.bookmark_faults(pdf, tagged)) == [
        f"a bookmark stands in another place among the headings: {first.title!r}",
        "a bookmark is missing among the headings: '?!x'",
    ]
    with pdf.open_outline() as outline:
        outline.root.clear()
    assert list(tags.bookmark_faults(pdf, tagged)) == ["there are no bookmarks"]


def test_each_kind_of_fault_is_told_once(tmp_path: Path) -> None:
    """With its number, for every file, and a file that cannot be opened is one."""
    with pikepdf.new() as bare:
        bare.add_blank_page()
        bare.add_blank_page()
        bare.save(tmp_path / "a.pdf")
    (tmp_path / "b.pdf").write_text("nonsense", "utf-8")
    found = [str(one) for one in tags.check(Site(tmp_path), ["a.pdf", "b.pdf"])]
    assert "a.pdf: error: a page has no StructParents: 1 (2 times) [tags]" in found
    assert "a.pdf: error: there are no bookmarks [tags]" in found
    assert found[-1].startswith("b.pdf: error: cannot be opened")
