"""Right-to-left texts as readers copy, search and hear them: whole words, in their order, by two programs that read PDFs."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from tests.commands import require_program
from tests.tiny_project import edition, make_project
from toolkit.editions.pdf.render import render_pdf
from validation.structure import read_texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
TEXTS = {
    "ar": "تعمل المكتبات العامة على خدمة المجتمع، وتوفر الوصول إلى المعرفة لجميع الناس. لا إله إلا الله، والسلام عليكم في IFLA.",
    "fa": "کتابخانه‌های عمومی در خدمت جامعه‌اند و می‌کوشند تا دانش برای همه در دسترس باشد؛ پژوهش و گفت‌وگو در سال ۱۴۰۳.",
    "he": "הספריות הציבוריות פועלות למען הקהילה ומספקות גישה לידע לכל, בשנת 2024 ועם IFLA.",
    "hi": "पुस्तकालय सप्ताह में सात दिन सबके लिए खुला है, और IFLA की नीति किताबें देती है।",
    "th": "ห้องสมุด เปิดให้บริการ แก่ทุกคน โดยไม่เสียค่าใช้จ่าย ตามนโยบาย",
    "ur": "کتب خانے سب کے لیے ہیں، اور ٹھیک سے چلتے ہیں۔",
}


def by_pdfium(data: bytes, path: Path) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def by_poppler(data: bytes, path: Path) -> str:
    path.write_bytes(data)
    return subprocess.run([require_program("pdftotext"), path, "-"], check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def pdf_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], bytes]:
    """Gives the PDF of a source in a language, made once for all who read it."""

    @cache
    def made(source: str, locale: str) -> bytes:
        root = tmp_path_factory.mktemp(locale)
        project = make_project(root, source, [locale], front=f"title: T\nlanguage: {locale}")
        return render_pdf(edition(project, locale)).data

    return made


@pytest.mark.parametrize("read", [by_pdfium, by_poppler])
@pytest.mark.parametrize("locale", sorted(TEXTS))
def test_words_come_back(pdf_of: Callable[[str, str], bytes], tmp_path: Path, locale: str, read: object) -> None:
    """In a paragraph, a heading, a list, a table, in bold, in a link and in a note: each word as it was written."""
    text = TEXTS[locale]
    source = f"## {text}\n\n{text}\n\n- **{text}**\n\n| {text} | 1 |\n|---|---|\n| [{text}](https://example.org/a) | 2 |\n\nA[^1].\n\n[^1]: {text}\n"
    made = pdf_of(source, locale)
    found = re.sub("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", "", read(made, tmp_path / "a.pdf"))
    counted = re.findall(r"[^\W\d_][\w\u200c]*", found)
    for word in re.findall(r"[^\W\d_][\w\u200c]*", text):
        assert counted.count(word) >= 6 * text.split().count(word), word


@pytest.mark.parametrize("read", [by_pdfium, by_poppler])
@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("ar", "المكتبة (العامة) في «القاهرة» وغيرها"),
        ("fa", "کتابخانه (عمومی) در «تهران» و [دیگر] شهرها"),
        ("he", "הספרייה (הציבורית) ב«ירושלים» ועוד"),
    ],
)
def test_brackets_come_back(
    pdf_of: Callable[[str, str], bytes], tmp_path: Path, locale: str, text: str, read: object
) -> None:
    """Brackets and quotation marks that are mirrored on the page are copied as they were written, beside their words."""
    made = pdf_of(f"{text}\n", locale)
    found = " ".join(re.sub("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", "", read(made, tmp_path / "a.pdf")).split())
    assert text in found


MIXED = {
    "he": (
        "ספר IFLA ועוד",
        "עם IFLA [2024] ועוד",
        "ראו IFLA (2024), ועוד",
        "שנת 2024 ועוד 45% כאן, ובשנים 2023–2024 גם כן",
        "הספר New York Times ועוד",
        "הקול של (IFLA) ועוד",
        "ראו [IFLA 2024] ועוד",
        "דוח C++ ו-C# כאן",
        "IFLA (עברית כאן) ועוד",
        "סוף IFLA [2024]",
        "A **שפה עבודה פיתוח** a ספרייה",
        "לפי IFLA and UNESCO (2022): all of it, ועוד",
    ),
    "fa": ("زبان با IFLA [۲۰۲۴] پایان", "سال ۱۴۰۳ و IFLA پایان", "(۲۰۲۴) در تهران"),
    "ar": ("مع IFLA [2024] انتهى", "سنة 2024 وسنة ٢٠٢٤ انتهى", "الإصدار 2.0 من IFLA Library Map (2023) متاح"),
}


@pytest.mark.parametrize("locale", sorted(MIXED))
def test_lines_of_both_directions_come_back_in_their_order(tmp_path: Path, locale: str) -> None:
    """Words, numbers, brackets and the blanks between them; marks of direction, which nobody sees, stand among them."""
    source = "".join(f"{text}\n\n" for text in MIXED[locale])
    made = render_pdf(edition(make_project(tmp_path, source, [locale], front=f"title: T\nlanguage: {locale}"), locale))
    for read in (by_pdfium, by_poppler):
        found = re.sub("[\u200b\u202a-\u202e\u2066-\u2069\u200e\u200f]", "", read(made.data, tmp_path / "a.pdf"))
        assert [text for text in MIXED[locale] if text.replace("**", "") not in found] == [], read


def test_a_line_of_both_directions_is_heard_in_its_order(tmp_path: Path) -> None:
    """Its parts stand in the tags as in the text, not from left to right."""
    source = "A הספרייה של B והקהילה של C\n"
    made = render_pdf(edition(make_project(tmp_path, source, ["he"], front="title: T\nlanguage: he"), "he"))
    (tmp_path / "a.pdf").write_bytes(made.data)
    heard = [text for text in read_texts(tmp_path / "a.pdf").values() if "והקהילה" in text]
    assert [sign for text in heard for sign in re.findall(r"[ABC]|הספרייה|והקהילה", text)] == [
        "A",
        "הספרייה",
        "B",
        "והקהילה",
        "C",
    ]


VOWELLED = {
    "ar": (
        "إِنَّ الْمَكْتَبَاتِ تُسَاعِدُ النَّاسَ عَلَى الْوُصُولِ إِلَى الْمَعْرِفَةِ، وَتَحْفَظُ التُّرَاثَ الثَّقَافِيَّ.",
        "بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ",
        "قَالَ: «مَرْحَبًا»، ثُمَّ ذَهَبَ (إِلَى الْبَيْتِ).",
        "في مُجْتَمَعٍ نَجَحَ مُحَمَّدٌ وحجم المجتمع المحلي.",
        "لِكُلِّ مُؤَسَّسَةٍ مَسْؤُولِيَّةٌ فِي ٢٠٢٤ وَ2025 عَنْ حُقُوقِ IFLA.",
    ),
    "fa": ("مُحَمَّد کِتابی را خوانْد؛ عُلَما گُفتند: «بَلِه»، نَه.", "سَرزَمینِ مَن، کُجا می‌رَوی؟"),
    "he": (
        "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ.",
        "הַסִּפְרִיּוֹת עוֹזְרוֹת לַצִּבּוּר „לָדַעַת”, וְכָךְ (גַּם) בִּשְׁנַת 2024.",
        "בצ’כיה אמר “שלום” ו”ביי”, ואז ‘כן’ לבסוף.",
    ),
    "ru": ("Ударение: москва́ и за́мок, замо́к.", "И\u0306огурт и е\u0308лка, записанные по частям."),
    "ur": ("اُردُو زَبان میں اِعراب کا اِستِعمال۔",),
}
WITHIN = {
    "ru": (
        "Он сказал «مَرْحَبًا بِكُمْ»، а потом כְּנֶסֶת и ушёл (السَّلَامُ عَلَيْكُمْ), 2024.",
        "В законе написано: الحق في المعرفة (2019), далее «کتابخانه‌ها», конец.",
        "Текст: العام 2019 г. и القانون رقم 12 لسنة 2020 «о культуре» принят.",
        "Слово مكتبة в тексте.",
        "Слова המילה הזאת (2020) и ещё.",
        "مرحبا يا عالم это привет",
    ),
    "en": ("He said مرحبا and left (the الحق في المعرفة 2019 law).", "See ספר, ספרייה and IFLA."),
}


@pytest.mark.parametrize("read", [by_pdfium, by_poppler])
@pytest.mark.parametrize(("locale", "texts"), [*VOWELLED.items(), *WITHIN.items()])
def test_signs_over_letters_and_words_within_lines_are_copied(
    tmp_path: Path, locale: str, texts: tuple[str, ...], read: object
) -> None:
    """Words with vowel signs or stress, and those from right to left among others, without blanks that nobody has written."""
    source = "".join(f"{text}\n\n" for text in texts)
    made = render_pdf(edition(make_project(tmp_path, source, [locale], front=f"title: T\nlanguage: {locale}"), locale))
    found = re.sub("[\u200b\u202a-\u202e\u2066-\u2069\u200e\u200f]", "", read(made.data, tmp_path / "a.pdf"))
    flat = " ".join(found.split())
    assert [text for text in texts if text not in flat] == []


def test_signs_over_letters_are_drawn_where_they_stand(tmp_path: Path) -> None:
    """As shapes, which look like the letters that they were."""
    text = "قَالَ مُحَمَّدٌ"
    made = render_pdf(edition(make_project(tmp_path, f"{text}\n", ["ar"], front="title: T\nlanguage: ar"), "ar"))
    page = next(page for page in pypdfium2.PdfDocument(made.data) if "قَالَ" in page.get_textpage().get_text_range())
    kinds = Counter(thing.type for thing in page.get_objects())
    assert kinds[pypdfium2.raw.FPDF_PAGEOBJ_PATH] >= 7


def test_words_with_signs_are_heard_as_they_are_written(tmp_path: Path) -> None:
    """What stands for them to a screen reader is in the order of the text."""
    text = "قَالَ مُحَمَّدٌ"
    made = render_pdf(edition(make_project(tmp_path, f"{text}\n", ["ar"], front="title: T\nlanguage: ar"), "ar"))
    with pikepdf.open(BytesIO(made.data)) as pdf:
        spans = [
            str(one.operands[1]["/ActualText"])
            for page in pdf.pages
            for one in pikepdf.parse_content_stream(page)
            if str(one.operator) == "BDC" and one.operands[0] == "/Heard"
        ]
    assert {"قَالَ", "مُحَمَّدٌ"} <= set(spans)


def test_raised_letters_are_heard_in_their_order(tmp_path: Path) -> None:
    """Those that some fonts set higher before others, and what stands beside them is not raised with them."""
    text = "حجم المجتمع المحلي نجح محمد"
    made = render_pdf(edition(make_project(tmp_path, f"{text}\n", ["ar"], front="title: T\nlanguage: ar"), "ar"))
    (tmp_path / "a.pdf").write_bytes(made.data)
    assert any(text in one for one in read_texts(tmp_path / "a.pdf").values())
    page = next(page for page in pypdfium2.PdfDocument(made.data) if text in page.get_textpage().get_text_range())
    reader = page.get_textpage()
    start = reader.get_text_range().index(text)
    places = [reader.get_charbox(start + place, loose=True)[1] for place in range(len(text))]
    assert Counter(round(one) for one in places).most_common(1)[0][1] > len(text) / 2
