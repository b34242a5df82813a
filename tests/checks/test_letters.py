"""Letters: mixed scripts, look-alikes of the same script, letters from outside the alphabet."""

import pytest

from tests.checks.reading import diagnostics, errors
from toolkit.catalog.terms import Term
from toolkit.language.texts import Syntax


@pytest.mark.parametrize(
    ("locale", "target"),
    [
        ("ru", "библиотекa открыта"),
        ("ru", "книга c картинками"),
        ("kk", "кiтапхана ашық"),
        ("ky", "китепкана aчык"),
        ("be", "бiблiятэка адкрыта"),
        ("az", "kitabxanaçılәr və oxucular"),
        ("hy", "գրադարաuն բաց է"),
        ("uz", "kutubxonа ochiq"),
    ],
)
def test_a_word_of_two_scripts_is_an_error(locale, target):
    """A look-alike of another script inside a word, or alone in place of a short word."""
    assert errors("the library is open", target, locale) == {"mixed-script"}


@pytest.mark.parametrize(
    ("locale", "source", "target"),
    [
        ("ky", "the PDF file", "PDFти ачуу"),
        ("kk", "the URLs", "URLдер"),
        ("ru", "an HTML page", "HTML-страница"),
        ("ru", "class c and class p", "класс c и класс p"),
    ],
)
def test_a_foreign_word_of_the_source_may_take_a_suffix(locale, source, target):
    """A native suffix on a word that the source has is no mixture."""
    assert errors(source, target, locale) == set()


@pytest.mark.parametrize(
    ("locale", "target", "code"),
    [
        ("ro", "bibliotecile şi cititorii", "wrong-letter"),
        ("tg", "китобхонаҳои кўҳна", "wrong-letter"),
        ("uz", "kutubxona o'quvchilari", "wrong-letter"),
        ("uz", "kutubxona o‘quvchilari", "wrong-letter"),
        ("uz", "bu bog' katta", "wrong-letter"),
        ("uz", "ma'lum kutubxona", "wrong-letter"),
        ("be", "бібліятэки адкрыты", "wrong-letter"),
        ("ru", "бібліотека", "alphabet"),
        ("ky", "китепкана ђ", "alphabet"),
        ("ro", "bibliotecą deschisă", "alphabet"),
        ("ru", "библиотека library", "alphabet"),
        ("az", "kitabxana библиотека", "alphabet"),
    ],
)
def test_a_letter_that_the_language_has_not_is_an_error(locale, target, code):
    """A known mistake is `wrong-letter`, anything else outside the alphabet is `alphabet`."""
    assert code in errors("the readers meet", target, locale, syntax=Syntax.PLAIN)


@pytest.mark.parametrize(
    ("locale", "source", "target"),
    [
        ("ru", "the library of Coimbra", "библиотека Coimbra"),
        ("ru", "cookies of the page", "cookie страницы"),
        ("ru", "an email", "письмо по e-mail"),
        ("ru", "century XXI", "XXI век"),
        ("ru", "letters", "буквы a–z"),
        ("hy", "the form of և", "եւ և և"),
        ("be", "the interview of all", "інтэрв'ю ўсіх"),
        ("ro", "the house of José", "casa lui José"),
        ("uz", "“the house” is open", "‘uy’ ochiq, 'bino' ham"),
        ("ru", "a stress", "за́мок"),
    ],
)
def test_what_is_rightly_foreign_passes(locale, source, target):
    """Words of the source in any form, Roman numerals, single Latin letters, curly for straight, stress marks."""
    assert errors(source, target, locale) == set()


def test_the_hint_names_the_right_letter():
    """The finding shows the code points of the wrong letter and of the right one."""
    (found,) = diagnostics("the library", "кiтапхана", "kk")
    assert "i (U+0069)" in found.message
    assert found.hint == "write і (U+0456) for i"


@pytest.mark.parametrize(
    ("locale", "target"),
    [
        ("zh-Hant", "請參閱IFLA的文件。"),
        ("ja", "IFLAを参照してください。"),
        ("th", "ดูIFLAที่นี่"),
        ("ko", "IFLA를 參照하십시오."),
    ],
)
def test_a_foreign_word_in_a_text_without_blanks_is_no_mixture(locale, target):
    """Chinese, Japanese and Thai set no blanks round an acronym; nor is such a text in a wrong script."""
    assert errors("See IFLA.", target, locale, Term("IFLA", "IFLA", keep=True)) == set()
    assert errors("See IFLA. " * 9, target * 9, locale) == set()


def test_letters_of_two_foreign_scripts_are_a_mixture_there_too():
    """A Latin word with a Cyrillic letter in it."""
    assert "mixed-script" in errors("See IFLA.", "請參閱IFLА。", "zh-Hant")


@pytest.mark.parametrize(
    ("source", "target", "locale"),
    [
        ("IFLA published the text", "IFLA发表了文本", "zh-Hans"),
        ("The library has WiFi", "図書館にはWiFiがあります", "ja"),
        ("The IFLA text", "IFLA는 발표했다", "ko"),
        ("The IFLA text", "ข้อความIFLAนี้", "th"),
    ],
)
def test_foreign_words_in_scripts_without_blanks_are_no_mixture(source, target, locale):
    """Chinese, Japanese, Korean and Thai set none around them."""
    assert "mixed-script" not in errors(source, target, locale)
