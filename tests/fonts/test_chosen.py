"""The setting ``fonts``: packages and files, what is refused, what ``check`` and ``doctor`` say, and what editions are set in."""

from __future__ import annotations

import io
import shutil
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from tests.tiny_project import edition, make_project, write_catalog
from toolkit.checks.run import check_project
from toolkit.editions.epub import render_epub
from toolkit.editions.pdf.render import render_pdf
from toolkit.errors import ToolkitError, UsageError
from toolkit.fonts.chosen import families, leading, project_faces
from toolkit.fonts.coverage import remedy
from toolkit.fonts.faces import read_faces
from toolkit.fonts.further import further_web_fonts
from toolkit.fonts.instances import pdf_font_files
from toolkit.fonts.stacks import _rule, font_rules, is_serif
from toolkit.publish.doctor import examine
from toolkit.publish.inputs import Inputs
from toolkit.publish.plan import Selection
from toolkit.publish.run import build

if TYPE_CHECKING:
    from toolkit.collection.collection import Collection
    from toolkit.project.project import Project

pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
CJK = 'fonts = ["manimgx-fonts-cjk"]'
TEXTS = {
    "zh-Hant": ("圖書館應當對所有人**開放**，每週七天。", CJK),
    "zh": ("图书馆应当对所有人**开放**，每周七天。", CJK),
    "ja": ("図書館はすべての人に**開かれて**いる。", CJK),
    "ka": ("ბიბლიოთეკა ყველასთვის **ღიაა**.", ""),
    "hi": ("पुस्तकालय सप्ताह में सात दिन सबके लिए **खुला** है।", ""),
    "am": ("ቤተ መጻሕፍቱ ለሁሉም **ክፍት** ነው።", ""),
}
CHEROKEE = "".join(map(chr, range(0x13A0, 0x13F6)))
"""Letters that no font of ours has."""


def make_font(
    family: str = "Test Cherokee", letters: str = CHEROKEE, *, bold: bool = False, cff: bool = False
) -> TTFont:
    """A font whose letters are boxes."""
    names = [".notdef", *(f"uni{ord(one):04X}" for one in letters)]
    builder = FontBuilder(1000, isTTF=not cff)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(one): f"uni{ord(one):04X}" for one in letters})
    glyphs = {}
    for name in names:
        pen = T2CharStringPen(600, None) if cff else TTGlyphPen(None)
        for move, point in (("moveTo", (50, 0)), ("lineTo", (50, 700)), ("lineTo", (500, 700)), ("lineTo", (500, 0))):
            getattr(pen, move)(point)
        pen.closePath()
        glyphs[name] = pen.getCharString() if cff else pen.glyph()
    if cff:
        builder.setupCFF("Test", {}, glyphs, {})
    else:
        builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Bold" if bold else "Regular"})
    builder.setupOS2(usWeightClass=700 if bold else 400, sTypoAscender=800)
    builder.setupPost()
    return builder.font


def save(path: Path, *fonts: TTFont) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if len(fonts) == 1:
        fonts[0].save(path)
    else:
        collection = TTCollection()
        collection.fonts = list(fonts)
        collection.save(path)


def project_with(root: Path, text: str, locale: str, settings: str = "") -> Collection:
    collection = make_project(root, f"{text}\n", [locale], front=f"title: T\nlanguage: {locale}", settings=settings)
    collection.project.documents  # noqa: B018 - the source is there
    return collection


def said(project: Project) -> list[str]:
    found = check_project(project, project.locales, project.documents)
    return [f"{one.location} {one.message} {one.hint}" for one in found if one.code == "missing-glyph"]


def deva_file() -> Path:
    return Path(find_spec("manimgx_fonts").origin).parent / "NotoSansDevanagari[wght].ttf"


@pytest.mark.parametrize("locale", TEXTS)
def test_pdfs_in_every_script(tmp_path: Path, locale: str) -> None:
    """No glyph is missing, `check` says so before, and the text comes back as it was written."""
    text, settings = TEXTS[locale]
    collection = project_with(tmp_path, text, locale, settings)
    assert said(collection.project) == []
    made = render_pdf(edition(collection, locale))
    assert not made.warnings
    words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.data))
    assert text.replace("*", "").replace(" ", "") in words.replace(" ", "").replace("\r\n", "")


@pytest.mark.parametrize(("locale", "package"), [("zh-Hant", "manimgx-fonts-cjk"), ("ja", "manimgx-fonts-cjk")])
def test_check_names_the_package_before_a_build(tmp_path: Path, locale: str, package: str) -> None:
    """With the line of the source, and once for a catalog that has no font at all."""
    project = project_with(tmp_path, TEXTS[locale][0], locale).project
    found = said(project)
    assert any(line.startswith("sources/doc.md:6 no font has the character") for line in found)
    assert all(package in line for line in found)


def test_a_catalog_without_a_font_is_said_once(tmp_path: Path) -> None:
    collection = make_project(tmp_path, "A\n\nB\n", ["en", "ja"])
    write_catalog(tmp_path, "ja", {("a", "A"): "図書館", ("b", "B"): "開館"})
    (one,) = (line for line in said(collection.project) if "i18n/" in line)
    assert "図" in one
    assert "館" in one
    assert "manimgx-fonts-cjk" in one


def test_projects_without_pdfs_are_not_asked(tmp_path: Path) -> None:
    assert said(project_with(tmp_path, "図書館", "ja", 'formats = ["html"]').project) == []


def test_letters_that_are_drawn_of_two_signs_are_not_missing(tmp_path: Path) -> None:
    assert said(project_with(tmp_path, "Café, e\u0301, \u200bword\ufe0f", "en").project) == []


def test_the_package_is_named_by_what_it_has() -> None:
    assert "manimgx-fonts-cjk" in remedy("語")
    assert 'fonts = ["manimgx-fonts"]' in remedy("ก")
    assert "a font that has it" in remedy("Ꭰ")


@pytest.mark.parametrize("kind", ["ttf", "otf", "ttc", "variable"])
def test_own_files_of_every_kind(tmp_path: Path, kind: str) -> None:
    """Below ``fonts/``, in folders too: web fonts, books and PDFs are set in them."""
    name, text, locale = "sub/own.ttf", CHEROKEE, "chr"
    if kind == "variable":
        name, text, locale = "Own[wght].ttf", TEXTS["hi"][0], "hi"
        (tmp_path / "fonts").mkdir()
        shutil.copy(deva_file(), tmp_path / "fonts" / name)
    elif kind == "ttc":
        name = "own.ttc"
        save(tmp_path / "fonts" / name, make_font(), make_font(bold=True))
    else:
        name = f"sub/own.{kind}"
        save(tmp_path / "fonts" / name, make_font(cff=kind == "otf"))
    collection = project_with(tmp_path, f"**{text}** {text}".replace("****", ""), locale, f'fonts = ["{name}"]')
    project = collection.project
    assert said(project) == []
    family = families(project_faces(project))[0]
    made = render_pdf(edition(collection, locale))
    assert family.replace(" ", "-").encode() in made.data or not made.warnings
    web = [font for font in further_web_fonts(project, tmp_path / "web") if font.family == family]
    assert len(web) == (2 if kind == "ttc" else 1)
    for font in web:
        assert set(TTFont(io.BytesIO(font.data)).getBestCmap()) >= set(map(ord, text)) - {ord(" "), ord("*")}
    book = zipfile.ZipFile(io.BytesIO(render_epub(edition(collection, locale))))
    brought = [name for name in book.namelist() if name.startswith("EPUB/fonts/")]
    assert brought[: len(web)] == [  # the built-in ones come behind
        f"EPUB/fonts/{one.name}" for one in web
    ]
    assert f'font-family: "{family}"' in book.read("EPUB/style.css").decode()
    assert all(f"fonts/{one.name}" in book.read("EPUB/package.opf").decode() for one in web)


def test_a_collection_by_languages_is_one_font() -> None:
    """Its glyphs are chosen by the language of the text; a file for each language would be sixteen megabytes."""
    path = Path(find_spec("manimgx_fonts_cjk").origin).parent / "NotoSansCJK-VF.otf.ttc"
    (face,) = read_faces(path, "cjk")
    assert (face.index, face.weights, face.compact) == (0, (100, 900), True)


def test_large_web_fonts_have_what_the_texts_need(tmp_path: Path) -> None:
    project = project_with(tmp_path, TEXTS["ja"][0], "ja", CJK).project
    regular, bold = further_web_fonts(project, tmp_path / "web")
    assert (regular.weight, bold.weight) == ("400", "700")
    assert len(regular.data) < 200_000
    assert {ord("図"), ord("。"), ord("ん")} <= set(TTFont(io.BytesIO(regular.data)).getBestCmap())
    assert ord("鬱") not in TTFont(io.BytesIO(regular.data)).getBestCmap()


def test_made_again_they_are_the_same(tmp_path: Path) -> None:
    save(tmp_path / "fonts" / "own.ttf", make_font())
    faces = project_faces(project_with(tmp_path, CHEROKEE, "chr", 'fonts = ["own.ttf"]').project)
    first, second = (pdf_font_files("", tmp_path / name, faces)[-1] for name in "ab")
    assert (first.name, first.read_bytes()) == (second.name, second.read_bytes())


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ('["../secret.ttf"]', "no font package and no font file"),
        ('["/etc/a.ttf"]', "no font package and no font file"),
        ('["a\\\\b.ttf"]', "no font package and no font file"),
        ('["sub/folder"]', "no font package and no font file"),
        ('["absent.ttf"]', "which is not in the folder fonts"),
        ('["no-such-package-at-all"]', "not installed: no-such-package-at-all"),
        ('["markupsafe"]', "a package without fonts: markupsafe"),
        ('"own.ttf"', "must be a list of texts"),
    ],
)
def test_names_that_are_none_are_one_line(tmp_path: Path, setting: str, message: str) -> None:
    """With the line of the settings file and a remedy."""
    with pytest.raises(UsageError) as caught:
        project_faces(project_with(tmp_path, "A", "en", f"fonts = {setting}").project)
    (one,) = caught.value.diagnostics
    assert message in one.message
    assert (one.location.line, bool(one.hint)) == (4, True)


def test_a_build_begins_with_the_fonts(tmp_path: Path) -> None:
    """What the settings name is asked for before anything is made."""
    project = project_with(tmp_path, "A", "en", 'fonts = ["absent.ttf"]').project
    with pytest.raises(UsageError, match=r"absent\.ttf"):
        build(project, Selection(project.documents, project.locales, project.formats))
    assert not project.output_path.exists()


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    save(tmp_path / "outside.ttf", make_font())
    (tmp_path / "in" / "fonts").mkdir(parents=True)
    (tmp_path / "in" / "fonts" / "own.ttf").symlink_to(tmp_path / "outside.ttf")
    with pytest.raises(UsageError, match="leads out of the folder fonts"):
        project_faces(project_with(tmp_path / "in", "A", "en", 'fonts = ["own.ttf"]').project)


@pytest.mark.parametrize(
    "data", [b"", b"rubbish", b"ttcf\x00\x01\x00\x00\x00\x00\xff\xff", b"\x00\x01\x00\x00\x00\x09aaaa"]
)
def test_a_broken_font_is_one_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "fonts").mkdir(parents=True)
    (tmp_path / "fonts" / "own.ttf").write_bytes(data)
    project = project_with(tmp_path, "Ꭰ", "en", 'fonts = ["own.ttf"]').project
    with pytest.raises(ToolkitError) as caught:
        project_faces(project)
    (one,) = caught.value.diagnostics
    assert str(one.location) == "fonts/own.ttf"
    assert one.message.startswith("this font cannot be read: ")
    assert "\n" not in one.message
    assert [one.code for one in check_project(project, ["en"], ["doc"])] == ["fonts"]


def test_names_cannot_leave_their_string(tmp_path: Path) -> None:
    """A font's name is taken into style sheets: one that a string of CSS cannot hold is no name."""
    save(tmp_path / "fonts" / "own.ttf", make_font('A"; } </style><script>'))
    with pytest.raises(ToolkitError, match="it has no name"):
        project_faces(project_with(tmp_path, "A", "en", 'fonts = ["own.ttf"]').project)


def test_pages_begin_with_the_fonts_of_their_script(tmp_path: Path) -> None:
    """Those that are chosen go before the built-in ones, but not in Latin, Greek and Cyrillic."""
    project = make_project(tmp_path, "A\n", ["en", "ja", "ru", "hi"], settings=CJK).project
    faces = project_faces(project)
    assert families(faces) == ("Noto Sans CJK JP", "Noto Serif Devanagari", "Noto Sans Devanagari")
    assert leading(faces, "Jpan") == ("Noto Sans CJK JP",)
    assert leading(faces, "Deva") == ("Noto Serif Devanagari", "Noto Sans Devanagari")
    assert leading(faces, "Latn") == leading(faces, "Cyrl") == ()
    assert ".font-Latn" not in font_rules(project)
    assert '.font-Jpan { --serif: "Noto Sans CJK JP", "Noto Serif"' in font_rules(project)


@pytest.mark.parametrize(("script", "plain"), [("Armn", "Noto Sans Armenian"), ("Geor", "Noto Sans Georgian")])
def test_a_font_with_serifs_is_for_the_text(script: str, plain: str) -> None:
    """Headings stay in the built-in font; one without serifs is for both, as before."""
    rule = _rule(script, ("House Serif",))
    assert rule.startswith(f'.font-{script} {{ --serif: "House Serif", "Noto Serif"')
    assert f'--sans: "{plain}", "Noto Sans"' in rule
    assert 'font-family: "House Serif"' in rule
    assert '--sans: "House Sans"' in _rule(script, ("House Serif", "House Sans"))
    assert _rule(script, ("House",)).count('"House"') == 3


SERIF = {
    "en": "Noto Serif",
    "hy": "DejaVu Serif",
    "ka": "DejaVu Serif",
    "fa": "Noto Naskh Arabic",
    "he": "Noto Serif Hebrew",
}


@pytest.mark.parametrize("locale", [*SERIF, "hi", "th"])
@pytest.mark.parametrize("code", ["", " `code`"])
def test_a_book_brings_the_fonts_of_its_script(tmp_path: Path, locale: str, code: str) -> None:
    """One with serifs for the text, others for headings, one for code where there is some; all smaller than one whole font."""
    collection = make_project(tmp_path, f"Text.{code}\n", ("en", locale) if locale != "en" else ("en",))
    with zipfile.ZipFile(io.BytesIO(render_epub(edition(collection, locale)))) as book:
        style = book.read("EPUB/style.css").decode()
        sizes = [one.file_size for one in book.infolist() if one.filename.startswith("EPUB/fonts/")]
    serif = SERIF.get(locale, f"Noto Serif {'Thai' if locale == 'th' else 'Devanagari'}")
    body = style.split("body { font-family: ")[1].split(";")[0]
    assert is_serif(body.split(",")[0])
    assert f'"{serif}"' in body
    assert f'@font-face {{ font-family: "{serif}"' in style
    assert '"Noto Sans' in style.split("h6 { font-family: ")[1].split(";")[0]
    assert (
        ('@font-face { font-family: "Fira Code"' in style)
        == ('pre, code { font-family: "Fira Code"' in style)
        == bool(code)
    )
    assert sum(sizes) < 600_000


SCRIPTS_OF_PDFS = {
    "hy": ("Գրադարանը **բաց** է բոլորի համար։", "DejaVu-Serif"),
    "ka": ("ბიბლიოთეკა ყველასთვის **ღიაა**.", "DejaVu-Serif"),
    "he": ("הספרייה **פתוחה** לכולם.", "Noto-Serif-Hebrew"),
    "hi": ("पुस्तकालय सबके लिए **खुला** है।", "Noto-Serif-Devanagari"),
    "th": ("ห้องสมุด**เปิด**สำหรับทุกคน", "Noto-Serif-Thai"),
    "fa": ("کتابخانه برای همه **باز** است.", "Amiri"),
}


@pytest.mark.parametrize("locale", SCRIPTS_OF_PDFS)
def test_text_of_pdfs_has_serifs_in_every_script(tmp_path: Path, locale: str) -> None:
    """In two weights, like that of Latin and Cyrillic."""
    text, family = SCRIPTS_OF_PDFS[locale]
    made = render_pdf(edition(project_with(tmp_path, text, locale), locale))
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        names = {str(one.FontName) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one}
    assert len([name for name in names if family in name]) >= 2, names


def test_projects_without_further_fonts_have_no_rules(tmp_path: Path) -> None:
    assert font_rules(make_project(tmp_path, "A\n", ["en", "ru", "ka", "fa"]).project) == ""


def test_a_font_file_is_among_the_fingerprints(tmp_path: Path) -> None:
    """Of what is set in it, and of the web fonts; a page of HTML names none."""
    save(tmp_path / "fonts" / "own.ttf", make_font())
    project = project_with(tmp_path, CHEROKEE, "chr", 'fonts = ["own.ttf"]').project
    before = {format: Inputs(project).edition("doc", "chr", format) for format in ("pdf", "epub", "html")}
    save(tmp_path / "fonts" / "own.ttf", make_font(letters=CHEROKEE[:5]))
    after = {format: Inputs(project).edition("doc", "chr", format) for format in before}
    assert [format for format in before if before[format] != after[format]] == ["pdf", "epub"]


def test_doctor_knows_the_fonts_of_the_project(tmp_path: Path) -> None:
    """Those that it has, and the languages that have none, with the package."""
    without, having = (project_with(tmp_path / name, "A", "ja", one).project for name, one in (("a", ""), ("b", CJK)))
    (missing,) = (one for one in examine(without) if one.name == "fonts for ja")
    assert not missing.present
    assert "manimgx-fonts-cjk" in missing.detail
    assert ("project fonts", "Noto Sans CJK JP") in [(one.name, one.detail) for one in examine(having)]
    assert all(one.name != "fonts for ja" for one in examine(having))


SIGNS = "⇒✗★⚠☐☑↵⌘∞◆"


def test_signs_and_code_in_every_script_have_a_font(tmp_path: Path) -> None:
    """In text as in code, and in columns there: nobody has to choose a font for them."""
    code = "იიიი | 1\nშშშშ | 2\nգիրք | 3\nabcd | 4\n"
    made = render_pdf(edition(project_with(tmp_path, f"Signs {SIGNS} and `{SIGNS}`\n\n```\n{code}```", "en"), "en"))
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(made.data)]
    page = next(one for one in pages if SIGNS in one.get_text_range())
    text = page.get_text_range()
    assert text.count(SIGNS) == 2
    places = [page.get_charbox(place)[0] for place in range(len(text)) if text[place] == "|"]
    assert len(places) == 4
    assert max(places) - min(places) < 0.1


def test_code_is_set_in_the_monospaced_fonts_of_the_project(tmp_path: Path) -> None:
    """Those that say that they are, and no others."""
    font = make_font("Own Mono")
    font["post"].isFixedPitch = 1
    save(tmp_path / "fonts" / "mono.ttf", font)
    save(tmp_path / "fonts" / "own.ttf", make_font("Own"))
    rules = font_rules(project_with(tmp_path, "A", "en", 'fonts = ["own.ttf", "mono.ttf"]').project)
    assert ':root { --fonts: "Own", "Own Mono"; }' in rules
    assert ':root { --mono: "Own Mono"; }' in rules
    faces = read_faces(tmp_path / "fonts" / "mono.ttf", "mono.ttf") + read_faces(tmp_path / "fonts" / "own.ttf", "")
    assert leading(faces, "Cher") == ("Own",)
