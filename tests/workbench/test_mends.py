"""A mend is offered where it is certain, and then the check is content."""

from __future__ import annotations

import pytest

from toolkit.catalog.model import Message
from toolkit.catalog.terms import Termbase
from toolkit.checks.model import Context
from toolkit.checks.run import check_message
from toolkit.language.locales import load_locale
from toolkit.language.texts import Syntax
from toolkit.workbench.mends import mend


def context(locale):
    return Context(load_locale("en"), load_locale(locale), Termbase(), Syntax.MARKDOWN)


@pytest.mark.parametrize(
    ("locale", "code", "source", "text", "wanted"),
    [
        ("ru", "quotes", "The book “Red” is here.", "Книга “Красная” здесь.", "Книга «Красная» здесь."),
        ("ru", "double-blank", "One two.", "Раз  два.", "Раз два."),
        ("ru", "blanks", "One.", " Раз. ", "Раз."),
        ("ru", "mixed-script", "The library.", "Библиoтека.", "Библиотека."),
        ("be", "mixed-script", "The library.", "Бiблiятэка.", "Бібліятэка."),
        ("ro", "wrong-letter", "In the city.", "În oraşul.", "În orașul."),
        ("tg", "wrong-letter", "The library.", "Китобхонаҳои мактабў.", None),
    ],
)
def test_a_certain_mend(locale, code, source, text, wanted):
    message = Message(source, "a", msgstr=(text,))
    found = mend(message, 0, code, context(locale))
    if wanted is None:
        assert found is None or code not in {
            one.code for one in check_message(Message(source, "a", msgstr=(found,)), context(locale))
        }
    else:
        assert found == wanted


@pytest.mark.parametrize("code", ["link-target", "number", "length", "no-such-check"])
def test_what_nobody_can_be_certain_of_is_not_offered(code):
    assert mend(Message("See 5.", "a", msgstr=("См. 6.",)), 0, code, context("ru")) is None


def test_foreign_words_stay():
    message = Message("IFLA and ALMA.", "a", msgstr=("ИФЛА и ALMA  вместе.",))
    assert mend(message, 0, "double-blank", context("ru")) == "ИФЛА и ALMA вместе."
