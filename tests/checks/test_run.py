"""The runner: which messages are checked for what, what excuses one, and where findings are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.reading import context, errors
from toolkit.catalog.model import Catalog, Message, Previous
from toolkit.catalog.terms import Term
from toolkit.checks.built_in import CHECKS
from toolkit.checks.run import check_catalog, check_message, check_project
from toolkit.errors import Severity
from toolkit.language.texts import Syntax
from toolkit.project.project import Project

SOURCE = "25 books"
WRONG = Message(SOURCE, msgctxt="a", msgstr=("26 книг ",), line=7)


def codes(message, locale="ru"):
    """What is found in a message of a document."""
    return [one.code for one in check_message(message, context(locale))]


def test_every_check_has_a_code_and_a_reason_of_its_own():
    """Codes are short kebab case; reasons are one line."""
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    for check in CHECKS:
        assert check.code.replace("-", "").isalpha()
        assert check.code.islower()
        assert check.reason
        assert "\n" not in check.reason


def test_all_findings_of_a_message_are_collected():
    """With the catalog's path and the message's line."""
    catalog = Catalog((WRONG,), path="i18n/ru/a.po")
    found = check_catalog(catalog, context("ru"))
    assert [one.code for one in found] == ["number", "blanks"]
    assert {str(one.location) for one in found} == {"i18n/ru/a.po:7"}


@pytest.mark.parametrize("comment", ["ignore: number, blanks", "ignore: number blanks", " ignore:  blanks,number "])
def test_a_comment_excuses_codes_of_one_message(comment):
    """Several are separated by commas or blanks."""
    assert codes(Message(SOURCE, msgstr=("26 книг ",), comments=(comment,))) == []


def test_other_codes_are_not_excused():
    """Only what is named."""
    assert codes(Message(SOURCE, msgstr=("26 книг ",), comments=("ignore: number",))) == ["blanks"]


def test_an_unknown_code_in_the_comment_warns():
    """A misspelt excuse excuses nothing and is said."""
    found = check_message(Message(SOURCE, msgstr=("26 книг",), comments=("ignore: numbr",)), context("ru"))
    assert [(one.code, one.severity) for one in found] == [("ignore", Severity.WARNING), ("number", Severity.ERROR)]


def test_untranslated_and_obsolete_messages_are_not_checked():
    """There is nothing to find, or nobody to read it."""
    catalog = Catalog((Message(SOURCE, msgstr=("",)), Message(SOURCE, "b", msgstr=("26 ",), obsolete=True)))
    assert check_catalog(catalog, context("ru")) == []


def test_a_draft_is_checked():
    """Drafts are published as well."""
    assert codes(Message(SOURCE, msgstr=("26 книг",), flags=("fuzzy",))) == ["number"]


def test_an_outdated_translation_is_checked_for_itself_alone():
    """Its source has changed, so numbers may differ; letters may not."""
    outdated = Message(SOURCE, msgstr=("26 книг Coimbra b",), flags=("fuzzy",), previous=Previous("26 books, Coimbra"))
    assert codes(outdated) == []
    assert codes(Message(SOURCE, msgstr=("26 книг ",), flags=("fuzzy",), previous=Previous("26 books"))) == ["blanks"]


def test_the_same_source_translated_in_two_ways_warns():
    """Unless the two differ in typography or the case of letters only."""
    first, second = Message("library", "a", msgstr=("библиотека",)), Message("library", "b", msgstr=("книжница",))
    found = check_catalog(Catalog((first, second)), context("ru"))
    assert [one.code for one in found] == ["inconsistent", "inconsistent"]
    same = Message("library", "b", msgstr=("Библиотека",))
    assert check_catalog(Catalog((first, same)), context("ru")) == []


def test_the_catalogs_header_says_how_many_plural_forms_there_are():
    """A catalog that other tools made may count otherwise than the profile."""
    message = Message("text", msgid_plural="texts", msgstr=("a",) * 4)
    header = (("Plural-Forms", "nplurals=4; plural=0;"),)
    plain = context("ru", syntax=Syntax.PLAIN)
    assert "plural-forms" not in [one.code for one in check_catalog(Catalog((message,), header), plain)]
    assert "plural-forms" in [one.code for one in check_catalog(Catalog((message,)), plain)]


def test_an_error_of_letters_needs_a_profile():
    """Nothing is said about the letters of a language without one."""
    assert errors("the book", "la librō жж", "eo", syntax=Syntax.PLAIN) == set()


ANYTHING = st.text(st.sampled_from("aбəօ1 IX%{}[]()*_`<>.,:«»“\"'ʻ\n\u200b№²٣@/#^!-") | st.characters(), max_size=40)


@settings(deadline=None)  # the tables of rare scripts are read at the first of their letters
@given(
    source=ANYTHING,
    target=ANYTHING,
    plural=st.none() | ANYTHING,
    locale=st.sampled_from(("ru", "uz", "hy", "fa", "eo")),
)
def test_no_text_can_break_a_check(source, target, plural, locale):
    """Whatever stands in a catalog, there are findings or none, of Markdown and of plain text."""
    for syntax in Syntax:
        message = Message(source, msgid_plural=plural, msgstr=(target, target))
        found = check_message(message, context(locale, Term(source[:5] or "a", target[:5]), syntax=syntax))
        assert all(one.code and one.message for one in found)


PO = """msgid ""
msgstr "Language: {locale}\\nContent-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

#: sources/a.md
msgctxt "{id}"
msgid "{source}"
msgstr "{target}"
"""
MARKDOWN = """---
title: Guide
language: en
---

{#one}
## A library of 25 books
"""


def project(folder, **catalogs):
    """A project with one document, and catalogs by locale: the translation of its heading."""
    (folder / "sources").mkdir()
    (folder / "sources" / "a.md").write_text(MARKDOWN, "utf-8")
    for locale, target in catalogs.items():
        path = folder / "i18n" / locale / "a.po"
        path.parent.mkdir(parents=True)
        text = PO.format(locale=locale, id="one", source="A library of 25 books", target=target)
        path.write_text(text, "utf-8")
    return Project(folder, "polyedition.toml", "T", ("en", "ru", "uz", "uz-Cyrl"))


def test_a_project_is_checked_in_the_order_of_files_and_lines(tmp_path):
    """Every catalog of every locale and domain that is asked for."""
    found = check_project(
        project(tmp_path, uz="26 ta kitobli kutubxona", ru="Библиотека в 24 книги "), ("uz", "ru"), ("a", "terms")
    )
    assert [(str(one.location), one.code) for one in found] == [
        ("i18n/ru/a.po:4", "number"),
        ("i18n/ru/a.po:4", "blanks"),
        ("i18n/uz/a.po:4", "number"),
    ]


def test_checks_can_be_left_out(tmp_path):
    """By code."""
    assert check_project(project(tmp_path, ru="Библиотека в 24 книги"), ("ru",), ("a",), ("number",)) == []


def test_a_catalog_that_cannot_be_read_does_not_stop_the_others(tmp_path):
    """Its faults are findings like others."""
    made = project(tmp_path, uz="26 ta kitobli kutubxona", ru="x")
    (tmp_path / "i18n" / "ru" / "a.po").write_text("msgid", "utf-8")
    found = check_project(made, ("ru", "uz"), ("a",))
    assert [one.location.path for one in found] == ["i18n/ru/a.po", "i18n/uz/a.po"]


def test_converted_texts_are_checked_for_their_letters(tmp_path):
    """What conversion cannot turn into Cyrillic is found at its place in the Latin catalog."""
    made = project(tmp_path, uz="25 ta kitobli kutubxonaß")
    (found,) = check_project(made, ("uz-Cyrl",), ("a",))
    assert str(found.location) == "i18n/uz/a.po:4"
    assert "converted to Uzbek (Cyrillic)" in found.detail
