"""Texts of another language, and copies of the source."""

import pytest

from tests.checks.reading import errors
from toolkit.catalog.terms import Term
from toolkit.language.texts import Syntax

RUSSIAN = "Библиотеки должны поддерживать молодых специалистов и развивать международное сотрудничество"
BELARUSIAN = "Бібліятэкі павінны падтрымліваць маладых спецыялістаў і развіваць міжнароднае супрацоўніцтва"
KAZAKH = "Кітапханалар жас мамандарды қолдап, халықаралық ынтымақтастықты дамытуы керек"
UZBEK = "Kutubxonalar yosh mutaxassislarni qoʻllab-quvvatlashi va xalqaro hamkorlikni rivojlantirishi kerak"
AZERBAIJANI = "Kitabxanalar gənc mütəxəssisləri dəstəkləməli və beynəlxalq əməkdaşlığı inkişaf etdirməlidir"
ARMENIAN = "Գրադարանները պետք է աջակցեն երիտասարդ մասնագետներին և զարգացնեն միջազգային համագործակցությունը"
ENGLISH = "Libraries should support young specialists and develop international cooperation"
TEXTS = {"ru": RUSSIAN, "be": BELARUSIAN, "kk": KAZAKH, "uz": UZBEK, "az": AZERBAIJANI, "hy": ARMENIAN}


@pytest.mark.parametrize("locale", TEXTS)
@pytest.mark.parametrize("language", TEXTS)
def test_a_text_in_another_language_is_an_error(locale, language):
    """Each text passes in its own catalog and in no other."""
    assert ("language" in errors(ENGLISH, TEXTS[language], locale)) == (language != locale)


@pytest.mark.parametrize("locale", ["ky", "tg"])
def test_russian_is_found_where_the_alphabet_cannot_tell(locale):
    """Kyrgyz and Tajik have nearly all letters of Russian."""
    assert "language" in errors(ENGLISH, RUSSIAN, locale)


def test_a_short_text_may_be_in_any_language():
    """Of a few letters nothing is said."""
    assert errors("Moscow", "Москва", "kk") == set()


@pytest.mark.parametrize(
    ("locale", "source"),
    [
        ("ru", ENGLISH),
        ("ru", "Conclusion"),
        ("ru", "GROUP WORK RESULTS"),
        ("ro", ENGLISH),
        ("uz", "the library of the future"),
        ("hy", "Web-links"),
    ],
)
def test_a_copy_of_ordinary_words_is_an_error(locale, source):
    """In another script one ordinary word is enough, in the same script it takes a phrase."""
    assert "copy" in errors(source, source, locale)


@pytest.mark.parametrize(
    ("locale", "source"),
    [
        ("ru", "ALMA"),
        ("ru", "XXI"),
        ("ru", "2019–2023"),
        ("ru", "<https://www.ifla.org>"),
        ("ru", "`make check`"),
        ("ru", "config.toml"),
        ("ru", "PDF, EPUB"),
        ("ro", "Internet"),
        ("ro", "Maria Ionescu"),
        ("az", "{page} / {pages}"),
    ],
)
def test_names_numbers_and_codes_may_be_copied(locale, source):
    """What has no ordinary word needs no translation."""
    assert errors(source, source, locale) == set()


def test_a_kept_term_may_be_copied():
    """The termbase says what stays."""
    assert errors("Wikidata", "Wikidata", "ru", Term("Wikidata", "", keep=True), syntax=Syntax.PLAIN) == set()
