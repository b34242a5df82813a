"""Markup lost, added or left open; link targets."""

import pytest

from tests.checks.reading import diagnostics, errors
from toolkit.language.texts import Syntax


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("a **bold** word", "полужирное слово"),
        ("a bold word", "**полужирное** слово"),
        ("a **bold** word", "**полужирное слово"),
        ("a **bold** word", "**полужирное ** слово"),
        ("an *italic* word", "**курсивное** слово"),
        ("a [link](https://a.org) here", "ссылка (https://a.org) здесь"),
        ("a [link](https://a.org) here", "[ссылка] (https://a.org) здесь"),
        ("run `make` now", "запустите make сейчас"),
        ("run `make` now", "запустите `сделать` сейчас"),
        ("run `make` now", "запустите `make сейчас"),
        ("a ![picture](a.png) of it", "изображение"),
        ("one  \ntwo", "один два"),
    ],
)
def test_damaged_markup_is_an_error(source, target):
    """Each kind of markup must be there as often as in the source, and closed."""
    assert "markup" in errors(source, target, "ru")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("**a bold** and *an italic* word", "*курсивное* и **полужирное** слово"),
        ("2 * 3 * 4", "дважды три на четыре: 2 * 3 * 4"),
        ("snake_case_name stays", "имя snake_case_name остаётся"),
        ("see [the guide](https://a.org)", "см. [руководство](https://a.org)"),
    ],
)
def test_markup_may_stand_elsewhere(source, target):
    """The order of marked words is free, and signs that mark nothing are text."""
    assert "markup" not in errors(source, target, "ru")


def test_footnote_marks_are_counted():
    """A lost footnote mark is lost markup."""
    from tests.checks.reading import context
    from toolkit.catalog.model import Message
    from toolkit.checks.run import check_message

    noted = context("ru", notes=("a",))
    assert not check_message(Message("word[^a]", msgstr=("слово[^a]",)), noted)
    assert [one.code for one in check_message(Message("word[^a]", msgstr=("слово",)), noted)] == ["markup"]


def test_markup_is_text_in_the_interface():
    """Asterisks in a word of the interface mark nothing."""
    assert errors("*required*", "обязательно", "ru", syntax=Syntax.PLAIN) == set()


def test_a_changed_target_is_an_error_that_shows_both():
    """The finding names the source's address and the translation's."""
    (found,) = diagnostics(
        "see [the guide](https://www.ifla.org/a_1)", "см. [руководство](https://ww.ifla.org/a_1)", "ru"
    )
    assert found.code == "link-target"
    assert "https://www.ifla.org/a_1" in found.detail
    assert "https://ww.ifla.org/a_1" in found.detail


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("see https://a.org/x.", "см. https://a.org/y."),
        ("see <https://a.org/x>", "см. <https://a.org/>"),
        ("see https://a.org/x", "см. там"),
        ("look there", "см. https://a.org/x"),
        ("write to a@b.org", "пишите на a@c.org"),
    ],
)
def test_addresses_in_the_text_count_as_targets(source, target):
    """A bare address may be neither changed nor lost nor added."""
    assert "link-target" in errors(source, target, "ru")


def test_targets_may_change_places():
    """Links in another order are the same links."""
    source = "[one](https://a.org/1) and [two](https://a.org/2)"
    assert errors(source, "[два](https://a.org/2) и [один](https://a.org/1)", "ru") == set()


@pytest.mark.parametrize(
    ("target", "wrong"), [("visits.fa.png", False), ("visits.ru.png", True), ("other.fa.png", True)]
)
def test_a_picture_may_be_the_languages_own(target, wrong):
    """A version of the source's for the language is right; another picture is not."""
    found = errors("a ![picture](visits.png) here", f"یک ![تصویر]({target}) اینجا", "fa")
    assert ("link-target" in found) == wrong
