"""A translation that is no running text: marks of blocks, empty lines, HTML, nothing at all."""

import pytest

from tests.checks.reading import diagnostics, errors
from toolkit.language.texts import Syntax

SENTENCE = "Libraries should open on 1 May."


@pytest.mark.parametrize(
    "target",
    [
        "# Библиотеки открываются 1 мая.",
        "1. Библиотеки открываются 1 мая. 2",
        "7) Библиотеки открываются 1 мая.",
        "- Библиотеки открываются 1 мая.",
        "* Библиотеки открываются 1 мая.",
        "> Библиотеки открываются 1 мая.",
        "Библиотеки\n# открываются 1 мая.",
        "Библиотеки открываются 1 мая.\n---",
        "```\nБиблиотеки открываются 1 мая.",
        "Библиотеки.\n\nОткрываются 1 мая.",
        "Библиотеки.\n \t\nОткрываются 1 мая.",
    ],
)
def test_a_translation_is_one_block(target):
    """Its place in the document is the source's; a mark of another block is printed, paragraphs run together."""
    assert "block" in errors("Libraries should open in May.", target, "ru")
    assert "block" not in errors("Libraries should open in May.", target, "ru", syntax=Syntax.PLAIN)


@pytest.mark.parametrize(
    ("source", "target", "locale"),
    [
        (SENTENCE, "1. Mai ist der Tag, an dem Bibliotheken öffnen.", "de"),
        ("1. Libraries", "1. Библиотеки", "ru"),
        ("Libraries open", "#библиотеки открываются", "ru"),
        ("Libraries open", "— Библиотеки открываются", "ru"),
        ("Libraries\nopen", "Библиотеки\nоткрываются", "ru"),
        ("Libraries open", "-5 градусов в библиотеке", "ru"),
        ("Libraries open", "Библиотеки открываются\n", "ru"),
    ],
)
def test_running_text_may_begin_with_a_sign(source, target, locale):
    """An ordinal, a dash, what the source begins with too."""
    assert "block" not in errors(source, target, locale)


@pytest.mark.parametrize("target", ["Библиотека<br>открыта", "Библиотека <b>открыта</b>", "<BR/>Библиотека открыта"])
def test_html_is_an_error(target):
    """It is printed as it stands, in documents and in the interface."""
    assert "html" in errors("The library is open", target, "ru")
    assert "html" in errors("The library is open", target, "ru", syntax=Syntax.PLAIN)


def test_html_of_the_source_is_none():
    """Tags that the source has too, code, and addresses between the same signs."""
    assert "html" not in errors("Press <b>here</b>", "Нажмите <b>здесь</b>", "ru", syntax=Syntax.PLAIN)
    assert "html" not in errors("Write `<br>`", "Пишите `<br>`", "ru")
    assert "html" not in errors("See <https://a.org>", "См. <https://a.org>", "ru")


@pytest.mark.parametrize("target", [" ", "\t\n", "\u00a0", "\u200b", "\ufeff \u2060"])
def test_nothing_but_blanks_is_an_error(target):
    """Said once: there is no more to say of such a text."""
    found = diagnostics("The library is open", target, "ru")
    assert [one.message for one in found if one.code in ("blanks", "block")] == ["nothing but white space"]
