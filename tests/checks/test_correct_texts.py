"""Correct translations of every language, with all that may look wrong in them."""

import pytest

from tests.checks.reading import errors, warnings

CASES = [
    ("hy", "Is the **door** open?", "**Դուռը** բա՞ց է։"),
    ("hy", "Is the “window” open? Yes.", "«Պատուհանը» բա՞ց է։ Այո։"),
    ("hy", "Moscow, 20 April 2023", "Մոսկվա, 20 ապրիլի, 2023 թ."),
    ("hy", "On April 25, 2019, the library hosted a session.", "2019 թվականի ապրիլի 25-ին գրադարանում անցկացվեց նստաշրջան։"),
    ("ru", "He said: “Read the “Guide” first”.", "Он сказал: «Сначала прочтите „Руководство“»."),
    ("ru", "1,234.5 copies, 25% of all", "1\u00a0234,5 экземпляра, 25\u00a0% всех"),
    ("ru", "30% of the participants were under 35", "Моложе 35 лет были 30 процентов участников"),
    ("ru", "April 20th, 2023", "20.04.2023"),
    ("ru", "Recommendations 1 — 3", "Рекомендации 1–3"),
    ("ru", "Awards for 3 libraries and two schools", "Премии для трёх библиотек и 2 школ"),
    ("ru", "a Python3 script and an HTML file", "Python3-скрипт и HTML-файл"),
    ("be", "The 2nd interview of the members", "2-е інтэрв’ю ўдзельнікаў"),
    ("kk", "On 20 April 2023 see <https://www.ifla.org/x_1?a=2>.", "<https://www.ifla.org/x_1?a=2> қараңыз: 2023 жылғы 20 сәуірде, «ИФЛА»."),
    ("kk", "Ask the [library](https://example.org/a) first", "Алдымен [кітапханадан](https://example.org/a) сұраңыз"),
    ("ky", "Moscow, 20 April 2023, 30% of all", "Москва, 2023-жылдын 20-апрели, бардыгынын 30%ы"),
    ("tg", "Moscow, 20 April 2023", "Маскав, 20 апрели соли 2023"),
    ("uz", "He reads 1,500 books by 20 April", "U 20-aprelgacha 1 500 ta kitob oʻqiydi, maʼlum"),
    ("uz", "VI International Forum of the XXI century", "21-asrning VI xalqaro forumi"),
    ("uz", "PDF and EPUB files of the report", "Hisobotning PDFdagi va EPUBdagi fayllari"),
    ("ky", "the PDF of the report", "отчеттун PDFи"),
    ("az", "In 2019 the 3rd session took place", "2019-cu ildə 3-cü sessiya keçirildi"),
    ("az", "1,234.5 pages", "1.234,5 səhifə"),
    ("ro", "The price is 1,234.5 lei, 25% more", "Prețul este de 1.234,5 lei, cu 25\u00a0% mai mult"),
    ("ro", "Read “War and Peace” in the library", "Citiți „Război și pace” în bibliotecă"),
    ("tk", "100,000 readers in the XX century", "XX asyrda 100\u00a0000 okyjy"),
    ("ro", "Write it under CC BY 4.0 and WCAG 2.1.", "Scrieți sub licența CC BY 4.0 și WCAG 2.1."),
    ("de", "ISO 639.2 and PDF 1.7 are meant.", "Gemeint sind ISO 639.2 und PDF 1.7."),
    ("hy", "They gave $10,000,000 in all.", "Նրանք տվել են ընդհանուր առմամբ $10,000,000։"),
    ("el", "Is the library open today?", "Είναι ανοιχτή σήμερα η βιβλιοθήκη;"),
    ("ru", "Please ask the librarian.", "Спросите библиотекаря!"),
    ("hy", "Three libraries give these books:", "Երեք գրադարան տալիս է այս գրքերը."),
    ("hy", "We show how libraries help readers.", "Ցույց ենք տալիս, թե ինչպե՞ս են գրադարանները օգնում ընթերցողներին։"),
    ("ja", "We work in these three areas:", "私たちは次の三つの分野で活動しています。"),
    ("ru", 'The theme is "What will you read?"', "Тема — «Что вы прочтёте?»."),
    ("zh", "Take what you like (books, maps, etc.)", "请随意取用（书籍、地图等）"),
    ("ar", "It runs on Linux and ChromeOS.", "يعمل على Linux وChromeOS."),
    ("be", "Thanks to Nina Paley, Kellee Maize, Peter Rudenko and Chris Zabriskie.", "Дзякуй: Nina Paley, Kellee Maize, Peter Rudenko, Chris Zabriskie."),
    ("kk", "V. LIS education", "V. Кітапхана ісі бойынша білім беру"),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "source", "target"), CASES)
def test_a_correct_translation_passes(locale, source, target):
    """No check reports an error, and no warning either."""
    assert errors(source, target, locale) == set()
    assert warnings(source, target, locale) == set()
