"""The words of the theme in one language."""

from __future__ import annotations

import pytest

from toolkit.catalog.model import Catalog, Message, State
from toolkit.collection.interface import Interface, plural_form
from toolkit.collection.localize import Link
from toolkit.language.locales import known_locales, load_locale

RUSSIAN = load_locale("ru").plural_forms


def link(locale: str, *messages: Message, minimum: State = State.DRAFT, rule: str = RUSSIAN) -> Link:
    return Link(locale, Catalog(messages, (("Plural-Forms", rule),)), minimum)


def test_a_word_comes_from_the_first_language_that_has_it() -> None:
    """Along the chain; at its end stands English."""
    chain = (link("be", Message("Date", msgstr=("Дата",))), link("ru", Message("Place", msgstr=("Место",))))
    interface = Interface(chain)
    assert [interface.gettext(text) for text in ("Date", "Place", "Event")] == ["Дата", "Место", "Event"]


def test_what_may_not_be_published_is_passed_over() -> None:
    """A draft below the minimum, a translation of an earlier text, an obsolete entry."""
    draft = Message("Date", msgstr=("Дата",), flags=("fuzzy",))
    assert Interface((link("ru", draft),)).gettext("Date") == "Дата"
    assert Interface((link("ru", draft, minimum=State.TRANSLATED),)).gettext("Date") == "Date"
    assert Interface((link("ru", Message("Date", msgstr=("Дата",), obsolete=True)),)).gettext("Date") == "Date"


@pytest.mark.parametrize(("number", "form"), [(1, "книга"), (2, "книги"), (5, "книг"), (11, "книг"), (21, "книга")])
def test_plurals_follow_the_catalogs_rule(number: int, form: str) -> None:
    """The header of the catalog that has the text says which form."""
    message = Message("book", msgid_plural="books", msgstr=("книга", "книги", "книг"))
    assert Interface((link("ru", message),)).ngettext("book", "books", number) == form


def test_english_needs_no_catalog() -> None:
    """One and many."""
    assert [Interface(()).ngettext("book", "books", number) for number in (0, 1, 2)] == ["books", "book", "books"]


def test_a_derived_script_converts() -> None:
    """The interface of uz-Cyrl is that of uz in other letters."""
    chain = (Link("uz", Catalog((Message("Date", msgstr=("Sana",)),)), State.DRAFT, str.upper),)
    assert Interface(chain).gettext("Date") == "SANA"


@pytest.mark.parametrize(
    "rule",
    ["", "nplurals=2;", "plural=__import__('os')", "plural=n%0;", "plural=n-9;", "plural=(((", f"plural={'(' * 500}n"],
)
def test_a_rule_that_cannot_be_used_gives_the_first_form(rule: str) -> None:
    """A broken header costs a form, never the build."""
    assert plural_form(rule, 3) == 0


def test_too_few_forms_give_the_last() -> None:
    """A catalog whose entry has fewer forms than its rule counts."""
    message = Message("book", msgid_plural="books", msgstr=("книга", "книги"))
    assert Interface((link("ru", message),)).ngettext("book", "books", 5) == "книги"


@pytest.mark.parametrize("tag", known_locales())
def test_every_profiles_rule_can_be_used(tag: str) -> None:
    """Its forms are as many as it says, for all numbers up to a thousand."""
    rule = load_locale(tag).plural_forms
    count = int(rule.partition("nplurals=")[2].partition(";")[0])
    assert {plural_form(rule, number) for number in range(1001)} == set(range(count))
