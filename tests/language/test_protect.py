"""What must stay travels as tokens and comes back as it was."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.collection.collection import Collection
from toolkit.language.protect import BRACKETS, HTML, MARKS, XML, LostError, protect
from toolkit.project.project import find_project

NOTATIONS = {"brackets": BRACKETS, "xml": XML, "html": HTML, "marks": MARKS}
ROOT = Path(__file__).parents[2]
PIECES = st.sampled_from(
    [
        "word", "слово", " ", " ", ". ", "*", "**", "~~", "~", "_", "`", "``", "[", "](https://a.example)", "]", "![", "[^1]", "\\",
        "\\*", "<https://a.example/b>", "https://a.example/c.", "a@b.example", "&amp;", "&", "<", ">", "<b>", "2023", "25 %",
        "1,234.5", "IFLA", "(RSLYA)", "{name}", "%(count)s", "%s", "[X1X]", "⟦1⟧", '<x id="1">', "</x>", "\n", "  \n", "«", "»",
        '<span id="x1">', "</span>", "\u00a0", "'", '"', "X", "1",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=20).map("".join) | st.text(max_size=40)


@cache
def real_texts() -> tuple[str, ...]:
    project = find_project(ROOT)
    collection = Collection(project)
    texts = [segment.text for name in project.documents for segment in collection.source(name).segments]
    for locale in ("ru", "kk", "hy"):
        for name in (*project.documents, "interface"):
            catalog = collection.catalog(name, locale)
            texts += [text for message in catalog.live for text in (message.msgid, *message.msgstr)] if catalog else []
    return tuple(texts)


@pytest.mark.parametrize("notation", NOTATIONS)
def test_every_segment_of_the_real_sources_comes_back(notation: str) -> None:
    """Protecting and restoring is the identity."""
    for text in real_texts():
        for markdown in (True, False):
            protected = protect(text, markdown=markdown)
            assert protected.restored(protected.written(NOTATIONS[notation]), NOTATIONS[notation]) == text


@settings(deadline=None)
@given(TEXTS, st.booleans(), st.sampled_from(sorted(NOTATIONS)))
def test_any_text_comes_back(text: str, markdown: bool, name: str) -> None:
    """Protecting and restoring is the identity, whatever the text looks like."""
    notation = NOTATIONS[name]
    protected = protect(text, markdown=markdown, glossary={"word": "word", "слово word": "слово word"})
    assert protected.text == text
    assert protected.restored(protected.written(notation), notation) == text


@settings(deadline=None)
@given(TEXTS, st.sampled_from(sorted(NOTATIONS)), st.data())
def test_a_lost_or_doubled_token_is_seen(text: str, name: str, data: st.DataObject) -> None:
    """No answer passes that has a token not exactly once."""
    notation = NOTATIONS[name]
    protected = protect(text, markdown=True)
    written = protected.written(notation)
    tokens = [match[0] for match in notation.pattern.finditer(written)]
    if tokens:
        token = data.draw(st.sampled_from(tokens))
        for spoiled in (written.replace(token, ""), written.replace(token, token + token)):
            with pytest.raises(LostError):
                protected.restored(spoiled, notation)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("**Bold** words", "[X1X]Bold[X2X] words"),
        ("a [link](https://a.example/b_(c) 'Title')", "a [X1X]link[X2X]"),
        ("see <https://a.example> and www.b.example/c.", "see [X1X] and [X2X]."),
        ("`code` and a note[^1]", "[X1X] and a note[X2X]"),
        ("on 20 April 2023, 30% of 1,234.5", "on [X1X] April [X2X], [X3X] of [X4X]"),
        ("April 20th stays a word", "April 20th stays a word"),
        ("IFLA and the RLA (RSLYA)", "[X1X] and the [X2X] ([X3X])"),
        ("GROUP WORK RESULTS", "GROUP WORK RESULTS"),
        ("{count} of %(total)s texts", "[X1X] of [X2X] texts"),
        ("snake_case stays", "snake_case stays"),
        ("100 % of № 5", "[X1X] of [X2X]"),
    ],
)
def test_what_stays(text: str, sent: str) -> None:
    """Markup, addresses, code, notes, numbers, acronyms and placeholders are tokens; words are words."""
    assert protect(text, markdown=True).written(BRACKETS) == sent


def test_plain_texts_have_no_markup() -> None:
    """In the interface an asterisk is an asterisk."""
    assert protect("*not* [markup] {name}", markdown=False).written(BRACKETS) == "*not* [markup] [X1X]"


def test_names_get_their_established_rendering() -> None:
    """A name of the termbase is restored as the termbase has it, the longest first."""
    glossary = {"IFLA": "ИФЛА", "IFLA Trend Report": "Доклад ИФЛА", "ALMA": "ALMA"}
    protected = protect("The IFLA Trend Report by IFLA for ALMA", markdown=True, glossary=glossary)
    assert protected.written(BRACKETS) == "The [X1X] by [X2X] for [X3X]"
    assert protected.restored("[X2X]: [X1X] ([X3X])", BRACKETS) == "ИФЛА: Доклад ИФЛА (ALMA)"


@pytest.mark.parametrize(
    ("text", "answer", "restored"),
    [
        ("**Bold** word", "[X1X] Жирное [X2X] слово", "**Жирное** слово"),
        ("one **two** three", "один[X1X]два[X2X]три", "один **два** три"),
        ("word[^1]", "слово [ X 1 X ]", "слово[^1]"),
        ("of [the list](#a) here", "здесь [x1x] список [x2x]", "здесь [список](#a)"),
        ("one word", "одно\n\n  слово", "одно слово"),
        ("in 2023 and 2024", "в [Х2Х] и [Х1Х]", "в 2024 и 2023"),
    ],
)
def test_what_providers_do_to_blanks_and_brackets_is_mended(text: str, answer: str, restored: str) -> None:
    """Blanks beside markup are as in the source; the order may change; a Cyrillic Х for X is understood."""
    assert protect(text, markdown=True).restored(answer, BRACKETS) == restored


def test_markup_must_not_be_turned_round() -> None:
    """An end before its beginning is refused."""
    with pytest.raises(LostError, match="turned round"):
        protect("a [list](#a)", markdown=True).restored("[X2X]список[X1X]", BRACKETS)


@pytest.mark.parametrize(("text", "has"), [("2023", False), ("IFLA (2023)", False), ("**—**", False), ("Word", True)])
def test_what_has_no_words_is_known(text: str, has: bool) -> None:
    """A text of tokens and signs has nothing to translate."""
    assert protect(text, markdown=True, glossary={"IFLA": "IFLA"}).has_words is has
