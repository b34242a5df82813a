"""One rendering of each norm word in the recommendations of a catalog."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.checks.reading import context
from toolkit.catalog.model import Catalog, Message
from toolkit.catalog.po import read_po
from toolkit.catalog.terms import Term, Termbase, read_terms
from toolkit.checks.norm_word import renderings
from toolkit.checks.run import check_catalog
from toolkit.language.locales import load_locale


def found(locale, *pairs, word="should"):
    """The numbers of the recommendations that are named."""
    messages = tuple(
        Message(f"Libraries {word} do thing {number}.", f"rec-{number}", msgstr=(text,), line=number)
        for number, text in enumerate(pairs, 1)
    )
    return [
        one.location.line
        for one in check_catalog(Catalog(messages), context(locale))
        if one.code == "norm-word" and one.location
    ]


@pytest.mark.parametrize(
    ("locale", "usual", "other"),
    [
        ("ru", "Библиотекам следует делать {}.", "Библиотеки должны делать {}."),
        ("kk", "Кітапханалар {} жасауы тиіс.", "Кітапханалар {} жасауы керек."),
        ("az", "Kitabxanalar {} etməlidir.", "Kitabxanalar {} etmək lazımdır."),
        ("ro", "Bibliotecile trebuie să facă {}.", "Bibliotecile sunt obligate să facă {}."),
    ],
)
def test_the_odd_rendering_is_named(locale, usual, other):
    """Where more recommendations have another one, or as many and earlier."""
    texts = [usual.format(number) for number in (1, 2, 3)]
    assert found(locale, *texts, other.format(4)) == [4]
    assert found(locale, *texts) == []
    assert found(locale, texts[0], texts[1], other.format(3), other.format(4)) == [3, 4]


def test_other_texts_and_words_do_not_count():
    """Recommendations only; each norm word by itself."""
    usual, other = "Библиотекам следует делать {}.", "Библиотеки должны делать {}."
    messages = [Message(f"They should {n}.", f"rec-{n}", msgstr=(usual.format(n),)) for n in (1, 2, 3)]
    messages += [
        Message("They should 4.", "intro", msgstr=(other.format(4),)),
        Message("They must 5.", "rec-5", msgstr=(other.format(5),)),
    ]
    assert not [one for one in check_catalog(Catalog(tuple(messages)), context("ru")) if one.code == "norm-word"]


@pytest.mark.parametrize(
    ("source", "text", "usual", "other"),
    [
        ("ru", "Библиотекам следует делать {}.", "Libraries should do {}.", "Libraries must do {}."),
        ("fa", "کتابخانه‌ها باید {} کنند.", "Libraries must do {}.", "Libraries are recommended to do {}."),
        ("kk", "Кітапханалар {} жасауы тиіс.", "Kitabxanalar {} etməlidir.", "Kitabxanalar {} etmək lazımdır."),
    ],
)
def test_sources_in_other_languages_have_norm_words(source, text, usual, other):
    """By the words that norms are rendered by in them."""
    target = "az" if source == "kk" else "en"
    pairs = [*(usual.format(number) for number in (1, 2, 3)), other.format(4)]
    messages = tuple(
        Message(text.format(number), f"rec-{number}", msgstr=(pair,), line=number)
        for number, pair in enumerate(pairs, 1)
    )
    about = replace(context(target), source=load_locale(source))
    lines = [one.location.line for one in check_catalog(Catalog(messages), about) if one.code == "norm-word"]
    assert lines == [4]


def test_the_termbase_decides():
    """What it has for a norm word is asked for, however often another stands; in another form of it too."""
    usual, agreed = "Библиотекам следует делать {}.", "Библиотеки должны делать {}."
    messages = tuple(
        Message(f"Libraries must do {n}.", f"rec-{n}", msgstr=(text.format(n),), line=n)
        for n, text in enumerate((usual, usual, agreed), 1)
    )
    terms = Termbase((Term("must", "должен", "verb, modal"),))
    found = check_catalog(Catalog(messages), replace(context("ru"), terms=terms))
    assert [(one.location.line, one.detail) for one in found if one.code == "norm-word" and one.location] == [
        (1, "the termbase has должен"),
        (2, "the termbase has должен"),
    ]


@pytest.mark.parametrize("tag", ["ru", "az", "hy", "be", "kk", "ky", "tg", "uz", "ro", "tk"])
def test_the_project_has_one_rendering_a_norm_word(tag):
    """Each norm word is in its termbase, in a rendering that the check can tell, and none is rendered like another of them."""
    base = read_terms(read_po(Path(f"i18n/{tag}/terms.po"), f"i18n/{tag}/terms.po"))
    agreed = {term.source: term.translation for term in base.terms if term.part_of_speech == "verb, modal"}
    assert sorted(agreed) == ["must", "need to", "shall", "should"]
    assert len(set(agreed.values())) == len(agreed)
    told = renderings([Message(f"They {word} go.", "rec-1", msgstr=(text,)) for word, text in agreed.items()], tag)
    assert sorted(told) == sorted(agreed)
