"""One rendering of each norm word in the recommendations of a catalog."""

import pytest

from tests.checks.reading import context
from toolkit.catalog.model import Catalog, Message
from toolkit.checks.run import check_catalog


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
