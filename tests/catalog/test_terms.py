"""The termbase: what catalogs of the domain ``terms`` say, and where a text uses it."""

from hypothesis import given
from hypothesis import strategies as st

from toolkit.catalog.model import Catalog, Message, State
from toolkit.catalog.terms import Term, Termbase, read_terms

MESSAGE = Message(
    "library association",
    msgstr=("кітапхана қауымдастығы",),
    comments=("origin: draft", "forbidden: СНГ", "forbidden: одақ "),
    extracted=("noun phrase · a body that unites libraries · and librarians", "name"),
    flags=("fuzzy",),
    line=12,
)


def used(text, *sources):
    """The source words of the terms that a text uses."""
    base = Termbase(tuple(Term(source, "") for source in sources))
    return [(term.source, text[start:end]) for term, start, end in base.used_in(text)]


def test_a_message_becomes_a_typed_term():
    """Comments and extracted comments give what PO has no field for."""
    (term,) = read_terms(Catalog((MESSAGE,))).terms
    assert term == Term(
        source="library association",
        translation="кітапхана қауымдастығы",
        part_of_speech="noun phrase",
        definition="a body that unites libraries · and librarians",
        name=True,
        forbidden=("СНГ", "одақ"),
        state=State.DRAFT,
        line=12,
    )


def test_a_kept_term_is_marked_on_a_line_of_its_own():
    """“keep” inside a definition is a word."""
    kept = Message("ALMA", extracted=("noun · an acronym", "keep"))
    other = Message("store", extracted=("verb · to keep",))
    assert [term.source for term in read_terms(Catalog((kept, other))).kept] == ["ALMA"]


def test_obsolete_terms_are_no_terms():
    """They are kept in the catalog only for history."""
    assert read_terms(Catalog((Message("old", obsolete=True),))).terms == ()


def test_whole_words_and_plurals_are_found_whatever_their_case():
    """The longest term that fits wins, and none overlaps."""
    assert used("Library associations and libraries", "library", "library association", "association") == [
        ("library association", "Library associations"),
        ("library", "libraries"),
    ]
    assert used("librarian", "library") == []
    assert used("shelves of collectives", "shelf", "collective") == [
        ("shelf", "shelves"),
        ("collective", "collectives"),
    ]
    assert used("children’s libraries", "children's library") == [("children's library", "children’s libraries")]


def test_acronyms_are_found_in_capitals_only():
    """SET is a section, set is a word."""
    assert used("SET and set", "SET") == [("SET", "SET")]


def test_an_empty_termbase_finds_nothing():
    """No pattern matches."""
    assert used("anything") == []


@given(st.text(), st.lists(st.text(min_size=1), max_size=4))
def test_places_are_in_order_and_apart(text, sources):
    """Whatever the terms, what is found are places of the text, one after the other."""
    base = Termbase(tuple(Term(source, "") for source in sources))
    end = 0
    for _, start, stop in base.used_in(text):
        assert end <= start < stop <= len(text)
        end = stop
