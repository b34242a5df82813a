"""Terms that stay, names, and renderings that are ruled out."""

from dataclasses import replace

import pytest

from tests.checks.reading import context, diagnostics, errors, warnings
from toolkit.catalog.model import Message
from toolkit.catalog.terms import Term
from toolkit.checks.run import check_message
from toolkit.language.locales import load_locale
from toolkit.language.texts import Syntax

ALMA = Term("ALMA", "ALMA", keep=True)
IFLA = Term("IFLA", "ИФЛА", name=True)
FACILITATOR = Term("facilitator", "fasilitator", forbidden=("moderator",))
MODERATOR = Term("moderator", "moderator")
ADVOCACY = Term("advocacy", "адвокация", forbidden=("адвокатура", "СНГ"))


def test_a_kept_term_must_be_there():
    """In its own letters, a suffix may follow."""
    assert errors("the ALMA programme", "программа АЛМА", "ru", ALMA) == {"term"}
    assert errors("the ALMA programme", "ALMAның бағдарламасы", "kk", ALMA) == set()
    assert errors("an alma mater", "альма-матер", "ru", ALMA) == set()


def test_the_acronym_of_a_name_must_be_there():
    """As the termbase has it, or as the source."""
    assert errors("a section of IFLA", "секция", "ru", IFLA) == {"term"}
    assert errors("a section of IFLA", "ИФЛА-ның секциясы", "kk", IFLA) == set()
    assert errors("a section of IFLA", "IFLA бөлүмү", "ky", IFLA) == set()


def test_a_forbidden_rendering_warns():
    """Whole words with their endings, where the source uses the term."""
    assert "forbidden-term" in warnings("library advocacy", "библиотечную адвокатуру", "ru", ADVOCACY)
    assert "forbidden-term" in warnings("library advocacy", "библиотечная адвокатура", "ru", ADVOCACY)
    assert warnings("library advocacy", "адвокацией библиотек", "ru", ADVOCACY) == set()
    assert warnings("law", "адвокатура", "ru", ADVOCACY) == set()
    assert warnings("advocacy on the web", "адвокация на https://адвокатура.рф/адвокатура", "ru", ADVOCACY) == set()


def test_what_one_term_forbids_another_may_need():
    """“moderator” is wrong for a facilitator, unless the source speaks of a moderator as well."""
    terms = (FACILITATOR, MODERATOR)
    assert "forbidden-term" in warnings("the facilitator", "moderator keldi", "uz", *terms)
    assert warnings("the moderator and the facilitator", "moderator va fasilitator", "uz", *terms) == set()


def test_a_preferred_rendering_is_found_in_any_form():
    """Inflected, in another order or case, with words between, inside markup and links; else it warns."""
    term = Term("public library", "публичная библиотека")
    for right in ("в Публичных библиотеках", "**публичной** [библиотеки](https://a.example)", "библиотека публичная",
                  "публичных и школьных библиотек", "ПУБЛИЧНАЯ БИБЛИОТЕКА"):  # fmt: skip
        assert warnings(
            "a public library", right, "ru", term, syntax=Syntax.PLAIN if "[" not in right else Syntax.MARKDOWN
        ) <= {"length"}, right
    assert "preferred-term" in warnings("a public library", "общественная библиотека", "ru", term)
    assert "preferred-term" in warnings("a public library", "публичный дом", "ru", term)


@pytest.mark.parametrize(
    ("locale", "term", "right", "wrong"),
    [
        ("az", "kütləvi kitabxana", "kütləvi kitabxanalarımızda", "ictimai kitabxanalarda"),
        ("be", "публічная бібліятэка", "у публічнай бібліятэцы", "у грамадскай бібліятэцы"),
        ("en", "public library", "public libraries' halls", "state libraries"),
        ("hy", "հանրային գրադարան", "հանրային գրադարաններից", "պետական գրադարաններից"),
        ("kk", "көпшілік кітапханасы", "көпшілік кітапханаларының", "мектеп кітапханаларының"),
        ("ky", "коомдук китепкана", "коомдук китепканаларыбызда", "мектеп китепканасында"),
        ("ro", "bibliotecă publică", "bibliotecilor publice", "bibliotecilor școlare"),
        ("tg", "китобхонаи оммавӣ", "китобхонаҳои оммавиро", "китобхонаҳои давлатиро"),
        ("tk", "jemagat kitaphanasy", "jemagat kitaphanalarynda", "mekdep kitaphanalarynda"),
        ("tr", "halk kütüphanesi", "halk kütüphanelerinde", "okul kütüphanelerinde"),
        ("uz", "ommaviy kutubxona", "ommaviy kutubxonalarimizdan", "maktab kutubxonalaridan"),
        ("uz-Cyrl", "оммавий кутубхона", "оммавий кутубхоналардан", "мактаб кутубхоналаридан"),
    ],
)  # fmt: skip
def test_every_language_has_its_forms(locale, term, right, wrong):
    """Plural, possessive and case, one behind the other."""
    base = Term("public library", term)
    assert "preferred-term" not in warnings("public libraries", right, locale, base)
    assert "preferred-term" in warnings("public libraries", wrong, locale, base)


def test_acronyms_are_looked_for_as_they_are():
    """No stem is taken of one; an ending may follow it."""
    term = Term("ICT", "ИКТ")
    assert "preferred-term" not in warnings("use of ICT", "ИКТ-ны қолдану", "kk", term)
    assert "preferred-term" in warnings("use of ICT", "ик қолдану", "kk", term)


def test_alternatives_and_forms_count():
    """A rendering of several, and a form that nobody can derive; each plural form is looked at."""
    term = Term("person", "адам; кісі", forms=("жұрт",))
    assert "preferred-term" not in warnings("persons", "кісілермен", "kk", term)
    assert "preferred-term" not in warnings("persons", "жұртқа", "kk", term)
    found = diagnostics("%d person", ("%d адам", "%d бала"), "kk", term, msgid_plural="%d persons")
    assert [one.code for one in found].count("preferred-term") == 1


def test_a_verb_is_a_name_only_by_itself():
    """Sentences say verbs in many ways."""
    term = Term("engage", "вовлекать", part_of_speech="verb")
    assert "preferred-term" not in warnings("to engage readers", "привлечь читателей", "ru", term)
    assert "preferred-term" in warnings("ENGAGE", "ПРИВЛЕЧЬ", "ru", term)
    assert "preferred-term" not in warnings("ENGAGE", "ВОВЛЕЧЬ", "ru", term)


def test_a_source_in_another_language_uses_terms_in_any_form():
    """A Russian document that is translated into English."""
    term = Term("публичная библиотека", "public library", forbidden=("community library",))
    russian = replace(context("en", term), source=load_locale("ru"))

    def codes(target):
        message = Message("в публичных библиотеках", msgstr=(target,))
        return {one.code for one in check_message(message, russian)}

    assert "preferred-term" not in codes("in public libraries")
    assert {"preferred-term", "forbidden-term"} <= codes("in community libraries")
