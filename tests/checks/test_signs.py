"""White space, unseen characters, placeholders, plural forms, and the marks that only warn."""

import pytest

from tests.checks.reading import errors, warnings
from toolkit.language.texts import Syntax


@pytest.mark.parametrize("target", [" книга", "книга ", "книга\u00a0", "книга\n"])
def test_white_space_outside_is_an_error(target):
    """Whatever kind it is, if the source has none there."""
    assert errors("book", target, "ru", syntax=Syntax.PLAIN) == {"blanks"}


def test_white_space_of_the_source_may_stay():
    """A text that begins with a blank is translated with it."""
    assert errors(" book", " книга", "ru", syntax=Syntax.PLAIN) == set()


@pytest.mark.parametrize("char", ["\u200b", "\u00ad", "\u0007", "\ufeff", "\u202e", "\ufffd", "\u2028", "\t", "\ue000"])
def test_unseen_characters_are_errors(char):
    """Control, invisible, private and replacement characters."""
    assert errors("a book", f"одна{char}книга", "ru") == {"control"}


@pytest.mark.parametrize(
    ("locale", "target"), [("ru", "одна\u00a0книга"), ("ru", "одна\u202fкнига"), ("fa", "می\u200cخواهم")]
)
def test_seen_blanks_and_needed_joiners_pass(locale, target):
    """No-break spaces, and the non-joiner of Persian."""
    assert errors("a book", target, locale) == set()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Page {page} of {pages}", "Страница {page}"),
        ("Page {page}", "Страница {pagе}"),
        ("Page", "Страница {page}"),
        ("%(name)s is open", "%(nam)s открыто"),
        ("%d of %s", "%d из s"),
    ],
)
def test_placeholders_lost_or_added_are_errors(source, target):
    """The page could not be put together."""
    assert "placeholder" in errors(source, target, "ru", syntax=Syntax.PLAIN)


def test_a_placeholder_may_move_and_take_a_suffix():
    """The order is free, and a suffix belongs to the word."""
    assert errors("{page} of {pages}", "Из {pages}-го: {page}", "ru", syntax=Syntax.PLAIN) == set()
    assert errors("Change %s", "%sни ўзгартириш", "uz-Cyrl", syntax=Syntax.PLAIN) == set()


def test_the_form_for_one_may_drop_the_number():
    """Only the form for one."""
    forms = ("текст", "{n} текста", "{n} текстов")
    assert errors("{n} text", forms, "ru", syntax=Syntax.PLAIN, msgid_plural="{n} texts") == set()
    forms = ("{n} текст", "тексты", "{n} текстов")
    assert errors("{n} text", forms, "ru", syntax=Syntax.PLAIN, msgid_plural="{n} texts") == {"placeholder"}


@pytest.mark.parametrize("forms", [("текст", "", "текстов"), ("текст", "тексты")])
def test_empty_and_missing_plural_forms_are_errors(forms):
    """Russian needs three."""
    assert errors("text", forms, "ru", syntax=Syntax.PLAIN, msgid_plural="texts") == {"plural-forms"}


@pytest.mark.parametrize(
    ("locale", "source", "target", "code"),
    [
        ("ru", "Is the library open today?", "Библиотека сегодня открыта.", "ending"),
        ("ru", "The library is open today.", "Библиотека сегодня открыта", "ending"),
        ("hy", "Is the library open today?", "Գրադարանն այսօր բաց է։", "ending"),
        ("hy", "The library is open.", "Գրադարանը բաց է:", "punctuation"),
        ("hy", "The library is open!", "Գրադարանը բաց է:", "punctuation"),
        ("el", "The library is open today.", "Είναι ανοιχτή σήμερα η βιβλιοθήκη;", "ending"),
        (
            "ru",
            "The library (the main one) is open: see (below).",
            "Библиотека (главная) открыта: см. (ниже)",
            "ending",
        ),
        ("de", "These libraries are open:", "Diese Bibliotheken sind offen.", "ending"),
        ("ru", "the “Library” magazine", 'журнал "Библиотека"', "quotes"),
        ("ro", "the “Library” magazine", "revista «Biblioteca“", "quotes"),
        ("ru", "one book", "одна  книга", "double-blank"),
        ("ru", "a long text that goes on and on without any end in sight, for hours", "длинный текст", "length"),
    ],
)
def test_marks_and_length_only_warn(locale, source, target, code):
    """They ask for a second look and are no errors."""
    assert warnings(source, target, locale) == {code}
    assert errors(source, target, locale) == set()
