"""Translations of a shipped document are found again, whatever has become of their paragraphs."""

from __future__ import annotations

import random

import pytest

from benchmarks.bitext import DEEDS, f1, measure, shipped
from toolkit.drafts.bitext.align import align_passages
from toolkit.drafts.bitext.divide import divided
from toolkit.drafts.bitext.evidence import prior_ratio
from toolkit.drafts.bitext.leftover import _assigned
from toolkit.drafts.bitext.passages import Passage
from toolkit.drafts.bitext.romanize import skeleton
from toolkit.language.locales import load_locale
from toolkit.sources.document import Kind

LEAST = {"as_it_is": 0.99, "missing": 0.95, "merged": 0.95, "divided": 0.95, "moved": 0.95, "all_at_once": 0.80}


@pytest.mark.parametrize("deed", DEEDS, ids=lambda one: one.__name__)
def test_pairs_are_found_again(deed: object) -> None:
    """In a language with letters of its own; the benchmark measures all of them."""
    texts = shipped("alma-2019", "hy")
    assert f1(measure(*texts, deed, 7)) >= LEAST[deed.__name__]  # type: ignore[arg-type, attr-defined]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Rudomino", "Рудомино"), ("Kazakhstan", "Ղազախստան"), ("Moscow", "Мәскеу"), ("Federation", "Федерация")],
)
def test_cognates_share_their_consonants(one: str, other: str) -> None:
    """Not always all of them, but the first ones of most."""
    assert skeleton(one)[1:3] == skeleton(other)[1:3]


def test_nothing_and_something() -> None:
    """A side that is empty has no pairs; a text of one passage has one."""
    one = Passage("Read books.", Kind.PARAGRAPH, load_locale("en"))
    other = Passage("Читайте книги.", Kind.PARAGRAPH, load_locale("ru"))
    assert align_passages([], [other]) == []
    assert align_passages([one], []) == []
    assert [(pair.source, pair.target) for pair in align_passages([one], [other])] == [((0,), (0,))]


def test_every_passage_is_in_one_pair_at_most() -> None:
    """Whatever is given."""
    chance = random.Random(1)  # noqa: S311 - the same each time
    words = ["books", "readers", "rooms", "doors", "12", "2019", "IFLA", "towns."]
    for _ in range(20):
        sides = [
            [
                Passage(" ".join(chance.choices(words, k=chance.randint(1, 30))), Kind.PARAGRAPH, load_locale(tag))
                for _ in range(count)
            ]
            for tag, count in (("en", chance.randint(1, 12)), ("ru", chance.randint(1, 12)))
        ]
        pairs = align_passages(*sides)
        for side in ("source", "target"):
            used = [place for pair in pairs for place in getattr(pair, side)]
            assert len(used) == len(set(used))
        assert all(len(pair.source) <= 3 and len(pair.target) <= 3 and 0 <= pair.score <= 1 for pair in pairs)


def test_a_joined_translation_is_divided_between_sentences() -> None:
    """In proportion to the source; not at all where it has too few sentences."""
    assert divided("One two three. Four. Five six.", (14, 16)) == ("One two three.", "Four. Five six.")
    assert divided("甲。乙。", (5, 5)) == ("甲。", "乙。")
    assert divided("Only one sentence", (5, 5)) is None


def test_the_best_of_all_pairs_is_what_is_worth_most_together() -> None:
    """Not what is best one by one."""
    assert _assigned({(0, 0): 5.0, (0, 1): 4.0, (1, 0): 4.5, (1, 1): 0.1}) == [(0, 1), (1, 0)]
    assert _assigned({(0, 0): 5.0, (0, 1): 1.0, (1, 0): 1.0}) == [(0, 0)]
    assert _assigned({}) == []


def test_a_text_in_syllables_is_expected_to_be_short() -> None:
    """A sign of Korean stands for two or three letters."""
    one = Passage("Everyone has the right to rest and leisure. " * 5, Kind.PARAGRAPH, load_locale("en"))
    other = Passage("모든 사람은 휴식과 여가의 권리를 가진다. " * 5, Kind.PARAGRAPH, load_locale("ko"))
    assert prior_ratio([one], [other]) < 0.6
