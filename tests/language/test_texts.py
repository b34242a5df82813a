"""Plain words with their places, and what is protected."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.language.texts import Syntax, Text, around
from toolkit.sources.marks import HOLE


def test_markup_code_and_addresses_are_no_words():
    """Their places are holes in the plain text."""
    text = Text("**See** `x` at <https://a.org/1> or [here](https://b.org) {name} 5%-i", Syntax.MARKDOWN)
    assert text.plain == f"See {HOLE} at {HOLE} or here {HOLE} 5%-i"
    assert [word.text for word in text.words] == ["See", "at", "or", "here", "i"]
    assert text.marks.targets == ("https://a.org/1", "https://b.org")
    assert text.marks.codes == ("x",)


def test_an_address_ends_before_the_sentence_does():
    """Full stops and brackets after it are punctuation."""
    text = Text("(see https://a.org/x_y. Or write to a@b.org, please)")
    assert text.addresses == ("https://a.org/x_y", "a@b.org")


def test_placeholders_of_all_kinds_are_known():
    """Braces, names in brackets, bare letters; a percentage is none."""
    text = Text("%(name)s, %s, %d, {page}, {}, 30%-ka va 30%da")
    assert text.placeholders == ("%(name)s", "%s", "%d", "{page}", "{}")


def test_a_word_keeps_its_apostrophes_and_stress_marks():
    """They are inside it, quotation marks are not."""
    text = Text("'oʻzbek' з’яўленне բա՞ց e\u0301t")
    assert [word.text for word in text.words] == ["oʻzbek", "з’яўленне", "բա՞ց", "e\u0301t"]


@pytest.mark.parametrize(
    "text", ["हिन्दी में पुस्तकालय", "বাংলা ভাষায় গ্রন্থাগার", "தமிழில் நூலகம்", "ລາວ ຫ້ອງສະໝຸດ", "ភាសាខ្មែរ បណ្ណាល័យ"]
)
def test_a_word_keeps_the_signs_of_its_vowels(text):
    """They stand above, below or beside its letters; a danda ends a sentence and is no part of a word."""
    assert [word.text for word in Text(f"{text}।").words] == text.split()


def test_references_and_notes_of_the_document_are_resolved():
    """A link by label has its target, a known footnote mark is no text."""
    text = Text("[the guide][g] and a note[^n]", Syntax.MARKDOWN, (("G", "https://a.org"),), ("n",))
    assert text.marks.targets == ("https://a.org",)
    assert text.marks.notes == ("n",)
    assert text.plain == "the guide and a note"


@given(st.text())
def test_words_stand_where_they_say(raw):
    """Each word's offsets give it back, in any text and either syntax."""
    for syntax in Syntax:
        text = Text(raw, syntax)
        for word in text.words:
            assert text.plain[word.start : word.end] == word.text


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_the_surroundings_of_a_place_hold_it(text, start, size):
    """Whatever is around it."""
    end = min(len(text), start + size)
    assert text[start:end].replace(HOLE, "□").replace("\n", " ") in around(text, start, end)
