"""Which old segment a new one continues, and which none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from toolkit.catalog.align.align import SEPARATOR, align
from toolkit.catalog.model import Message
from toolkit.catalog.typography import fold, same_but_typography
from toolkit.sources.document import Kind, Segment

PLAN = (
    "Libraries keep the memory of the world and open it to every reader.",
    "Every town should have a library within walking distance of its schools.",
    "We ask governments to fund school libraries for at least ten years.",
    "Digital collections must remain readable when formats and devices change.",
    "Librarians learn throughout their lives, and their employers pay for it.",
)


def segment(text: str, id: str = "", *, section: str = "Plan", kind: Kind = Kind.PARAGRAPH, **flags: bool) -> Segment:
    """A segment whose proposed id is made of its text unless one is given."""
    return Segment(id or f"{section}/{kind}-{text}", text, kind, (section, kind), 1, **flags)


def message(one: Segment, id: str | None = None) -> Message:
    """The ledger's message of a segment."""
    return Message(one.text, id or one.id, extracted=(SEPARATOR.join(one.where),))


def continued(old: list[Segment], new: list[Segment]) -> list[tuple[str, ...]]:
    """The old ids that each new segment continues, named 0, 1, 2 … by their order."""
    numbers = {one.id: str(number) for number, one in enumerate(old)}
    found = align([message(one) for one in old], new)
    return [tuple(numbers[id] for id in continuation.old) for continuation in found.continuations]


def plan(*texts: str) -> list[Segment]:
    return [segment(text) for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "Libraries kept the memory of the world and open it to every reader.",
        "Libaries keep the memory of the world and open it to every reader.",
        "Libraries open the memory of the world to every reader and keep it.",
        "Libraries keep the memory of the whole wide world and open it to every reader, young or old.",
        "Libraries keep the memory of the world and open it to every reader. They have done so for ages.",
        "Libraries keep the memory of the world.",
    ],
    ids=["inflection", "typo", "order", "insertions", "appended", "shortened"],
)
def test_an_edited_text_goes_on(text: str) -> None:
    """Between its old neighbours a text with most of its own words is the same segment."""
    new = plan(text, *PLAN[1:])
    assert continued(plan(*PLAN), new) == [("0",), ("1",), ("2",), ("3",), ("4",)]


@pytest.mark.parametrize(
    "text",
    [
        "Reading is a skill for life, and it begins at home.",
        "Libraries are for everyone.",
        "Every village should build a theatre within an hour of the coast.",
    ],
)
def test_a_text_that_takes_the_place_of_another_is_new(text: str) -> None:
    """The place alone proves nothing, nor do a few words that stand in others, too."""
    assert continued(plan(*PLAN), plan(text, *PLAN[1:])) == [(), ("1",), ("2",), ("3",), ("4",)]


@pytest.mark.parametrize("left", [1, 2, 5])
def test_list_items_with_one_stem_do_not_inherit_from_each_other(left: int) -> None:
    """«Everyone has the right to …»: the words in common are those of the list."""
    rights = ["education", "clean water", "rest and leisure", "a fair trial", "free movement", "privacy"]
    old = plan(*(f"Everyone has the right to {right}." for right in rights[: left + 1]))
    new = [segment("Everyone has the right to decent housing."), *old[1:]]
    assert continued(old, new)[0] == ()


def test_a_long_stem_is_no_proof_while_another_item_has_it() -> None:
    """One word of twelve differs, but from the item that stays no more than from the one that went."""
    stem = "We need to strengthen the role that public libraries play in supporting"
    old = plan(f"{stem} farmers.", f"{stem} seafarers.", *PLAN)
    assert continued(old, plan(f"{stem} prisoners.", *(one.text for one in old[1:])))[0] == ()
    alone = plan(f"{stem} farmers.", *PLAN)
    assert continued(alone, plan(f"{stem} prisoners.", *PLAN))[0] == ("0",)


@pytest.mark.parametrize(
    ("before", "after", "like"),
    [
        (
            "[How we communicate with you](#how-we-communicate-with-you)",
            "[How we, and others, communicate with you](#how-we-and-others-communicate-with-you)",
            "How we, and others, communicate with you",
        ),
        (
            "To use Argon2 as your default storage algorithm, do the following:",
            "To use Argon2id as your default storage algorithm, do the following:",
            "To use bcrypt as your default storage algorithm, do the following:",
        ),
    ],
)
def test_what_an_old_text_alone_had_tells_it_from_its_likes(before: str, after: str, like: str) -> None:
    """Another text is as near to the new one, but what it lacks of the old one is still there."""
    rest = plan(like, *PLAN)
    assert continued([segment(before), *rest], [segment(after), *rest])[0] == ("0",)


@pytest.mark.parametrize(
    ("before", "after"),
    [("Libraries should rest.", "Libraries must rest now."), ("Tracking", "Tracking and analytics")],
)
def test_a_brief_text_goes_on_between_neighbours_that_stay(before: str, after: str) -> None:
    """Of few words an edit leaves fewer, and those may be common; the place speaks for the pair."""
    verbs = ("read", "write", "lend", "teach", "sing", "build", "share", "save")
    head = plan(*(f"Libraries should {verb} and must {verb} now." for verb in verbs))
    rest = [segment("See the notes."), *plan(*PLAN), segment("See the notes.", "again")]
    found = continued([*head, segment(before), *rest], [*head, segment(after), *rest])
    assert found[len(head)] == (str(len(head)),)


@pytest.mark.parametrize(("old_kind", "new_kind"), [(Kind.ITEM, Kind.HEADING), (Kind.HEADING, Kind.PARAGRAPH)])
def test_the_same_words_go_on_as_another_kind_of_text(old_kind: Kind, new_kind: Kind) -> None:
    """A bold item became a heading: nothing but its marks has changed."""
    rest = plan(*PLAN)
    old = [segment("**Ask every reader**", kind=old_kind), *rest]
    assert continued(old, [segment("Ask every reader", kind=new_kind), *rest])[0] == ("0",)


def test_a_text_that_was_made_a_heading_may_have_been_led_in() -> None:
    """The reverse is another segment: a heading says in brief what a text says."""
    rest = plan(*PLAN)
    old = [segment("Install the idle culler:"), *rest]
    assert continued(old, [segment("Step 1: Install the idle culler", kind=Kind.HEADING), *rest])[0] == ("0",)


def test_a_copy_in_another_section_does_not_take_a_text_out_of_its_place() -> None:
    """Changed on the spot, between its neighbours; the copy was there before."""
    copy = segment("This should return a version number of at least 5.0.", section="Node")
    old = [copy, *plan(*PLAN[:2], "This should return a version number of at least 3.6.", *PLAN[2:])]
    new = [*old[:3], segment("This should return a version number of at least {{python}}."), *old[4:]]
    assert continued(old, new)[3] == ("3",)


def test_what_a_new_text_has_beyond_its_likes_may_be_an_old_ones() -> None:
    """Cut to the sentence that another item has, too, but for the word that was its own."""
    stem = "Implementations that store or copy manifests must not fail when they meet a"
    like = f"{stem} value that they do not know."
    before = f"Portable manifests should use one of these types. {stem} `mediaType` that they do not know."
    old = plan(PLAN[0], before, like, *PLAN[1:])
    assert continued(old, [old[0], segment(f"{stem} `mediaType` that they do not know."), *old[2:]])[1] == ("1",)


def test_a_text_goes_on_in_its_greater_part() -> None:
    """A few words at its head that became a paragraph of their own are what is new."""
    whole = f"But what is it for? {PLAN[0]} {PLAN[1]}"
    parts = ("**But what is it for?**", f"{PLAN[0]} {PLAN[1]}")
    assert continued(plan(whole, *PLAN[2:]), plan(*parts, *PLAN[2:]))[:2] == [(), ("0",)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Recommendations 1 — 3", "Recommendations 1 — 2"),
        ("May 23, 2019", "July 2, 2019"),
        ("Effective date: **May 23, 2019**", "Effective date: **July 2, 2019**"),
        ("3.6 ms", "10.13 ms"),
        ("Recommendations 1 — 3", "Recommendations 6 — 9"),
        ("There are 1,200 libraries in 14 regions.", "There are 900 libraries in 17 regions."),
    ],
)
def test_a_text_whose_numbers_have_changed_goes_on_in_its_place(before: str, after: str) -> None:
    """A new date, a new count: the old sentence, even beside others of its kind."""
    others = [segment("Recommendations 4 — 5"), segment("April 1, 2020"), *plan(*PLAN)]
    assert continued([segment(before), *others], [segment(after), *others])[0] == ("0",)


@pytest.mark.parametrize("kind", [Kind.HEADING, Kind.PARAGRAPH])
def test_a_text_of_numbers_alone_is_another_one(kind: Kind) -> None:
    """Of a list of versions some went and others came: none of them was changed into another."""
    rest = plan(*PLAN)
    old = [segment("v2.5.0", kind=kind), segment("v2.4.1", kind=kind), *rest]
    assert continued(old, [segment("v2.8.2", kind=kind), segment("v2.7.3", kind=kind), *rest])[:2] == [(), ()]


def test_a_heading_never_becomes_a_paragraph_by_likeness() -> None:
    """The same words in another part are another segment."""
    old = [segment("Digital collections and their many readers", kind=Kind.HEADING)]
    assert continued(old, plan("Digital collections and all their many readers")) == [()]


def test_a_heading_over_the_same_text_is_renamed() -> None:
    """Its words may all have changed; the section is the same."""
    old = [segment("Foreword", kind=Kind.HEADING), segment(PLAN[0], section="Foreword")]
    new = [segment("Introduction", kind=Kind.HEADING), segment(PLAN[0], section="Introduction")]
    assert continued(old, new) == [("0",), ("1",)]


def test_a_moved_section_takes_its_edited_text_along() -> None:
    """Anchors need not keep their order for what lies between them to be found."""
    a = [segment(text, section="A") for text in PLAN]
    b = [segment(f"About item {text}", section="B") for text in ("one", "two and a half thousand metres", "three")]
    edited = replace(b[1], text="About item two and a half thousand meters", id="B/new")
    assert continued(a + b, [b[0], edited, b[2], *a])[:3] == [("5",), ("6",), ("7",)]


def test_a_text_moved_and_touched_in_one_go_is_found() -> None:
    """If it is very much alike."""
    new = plan(*PLAN[1:], PLAN[0].replace("every reader", "each reader"))
    assert continued(plan(*PLAN), new) == [("1",), ("2",), ("3",), ("4",), ("0",)]


def test_identical_texts_are_told_apart_by_their_sections_and_order() -> None:
    """One of three is deleted: the others keep what they had."""
    old = [segment("See below.", f"{name}/p", section=name) for name in "ABC"]
    old.insert(2, segment(PLAN[0], section="C"))
    assert continued(old, [old[0], old[2], old[3]]) == [("0",), ("2",), ("3",)]


def test_identical_texts_in_one_section_follow_their_neighbours() -> None:
    """The first of two is deleted; the id that the hash proposes is the first one's, the place is the second's."""
    old = [segment("Thanks.", "s/p"), segment(PLAN[0]), segment("Thanks.", "s/p-2")]
    assert continued(old, [segment(PLAN[0]), segment("Thanks.", "s/p")]) == [("1",), ("2",)]


def test_a_repeated_text_stays_beside_what_it_stood_beside() -> None:
    """Where one was taken away and another written there are as many as before, but not the same ones."""
    old = [segment(text, f"s/{place}") for place, text in enumerate(both for one in PLAN[:3] for both in (one, "So:"))]
    new = plan(PLAN[1], "So:", PLAN[3], "So:", PLAN[2], "So:")
    assert continued(old, new) == [("2",), ("3",), (), ("1",), ("4",), ("5",)]


def test_texts_that_said_the_same_go_on_in_the_one_that_says_it_now() -> None:
    """The first of them does, wherever that stands: a twin is no rival."""
    said = [segment(PLAN[0], f"s/{name}", section=name) for name in "ABC"]
    rest = plan(*PLAN[1:])
    old = [rest[0], said[0], rest[1], said[1], rest[2], said[2], rest[3]]
    now = segment(PLAN[0].replace("every reader", "all readers"), section="D")
    assert continued(old, [*rest, now])[-1] == ("1",)


def test_an_author_who_gives_an_id_is_believed() -> None:
    """The text may be another one entirely, and elsewhere."""
    old = [segment("Old promise.", "promise", given=True), *plan(*PLAN)]
    assert continued(old, [*plan(*PLAN), segment("All is different.", "promise", given=True)])[-1] == ("0",)


def test_a_renumbered_list_moves_its_texts_to_other_ids() -> None:
    """A number is an address: the text decides, also where it was edited."""
    old = [segment(text, f"rec-{n}", numbered=True) for n, text in enumerate(PLAN, start=1)]
    texts = ["Open every library on Sundays and holidays.", PLAN[0], PLAN[1].replace("its", "all its"), *PLAN[2:]]
    new = [segment(text, f"rec-{n}", numbered=True) for n, text in enumerate(texts, start=1)]
    assert continued(old, new) == [(), ("0",), ("1",), ("2",), ("3",), ("4",)]
    assert align([message(one) for one in old], new).ids == tuple(f"rec-{n}" for n in range(1, 7))


def test_a_replaced_item_does_not_inherit_by_its_number() -> None:
    """The seventh recommendation withdrawn, another one in its place."""
    old = [segment(text, f"rec-{n}", numbered=True) for n, text in enumerate(PLAN, start=1)]
    new = [*old[:2], replace(old[2], text="Open every library on Sundays and holidays."), *old[3:]]
    assert continued(old, new)[2] == ()


def test_the_first_part_of_a_divided_text_goes_on() -> None:
    """Though the second is larger: a link goes on leading to where the text began."""
    parts = (PLAN[0], f"{PLAN[1]} {PLAN[2]}")
    old, new = plan(PLAN[3], " ".join(parts), PLAN[4]), plan(PLAN[3], *parts, PLAN[4])
    found = align([message(one) for one in old], new)
    assert continued(old, new) == [("0",), ("1",), (), ("2",)]
    assert [continuation.divided for continuation in found.continuations] == [False, True, False, False]
    assert [continuation.part_of for continuation in found.continuations] == ["", "", old[1].id, ""]


def test_a_further_part_is_found_where_the_first_was_edited_too() -> None:
    """What the continuation of the old text left over of it is most of the new one."""
    whole = f"{PLAN[1]} {PLAN[3]}"
    first = "Every town and every village should have a library within walking distance of its schools."
    old, new = plan(PLAN[0], whole, PLAN[4]), plan(PLAN[0], first, f"{PLAN[3]} We see to it.", PLAN[4])
    found = align([message(one) for one in old], new).continuations
    assert [one.old for one in found] == [(old[0].id,), (old[1].id,), (), (old[2].id,)]
    assert [one.part_of for one in found] == ["", "", old[1].id, ""]


@pytest.mark.parametrize("echo", ["Schools change.", PLAN[3].replace("devices", "machines"), PLAN[2]])
def test_what_the_continuation_still_has_makes_no_further_part(echo: str) -> None:
    """Nor do a few words of the old text, nor a text of its own."""
    whole = f"{PLAN[1]} {PLAN[3]}"
    old, new = plan(PLAN[0], whole, PLAN[4]), plan(PLAN[0], f"{whole} Always.", echo, PLAN[4])
    assert [one.part_of for one in align([message(one) for one in old], new).continuations] == [""] * 4


@pytest.mark.parametrize("count", [2, 3])
def test_a_joined_text_goes_on_for_all_its_parts(count: int) -> None:
    """Under the id of the first; none of the parts counts as gone."""
    old = plan(*PLAN)
    new = plan(" ".join(PLAN[:count]), *PLAN[count:])
    found = align([message(one) for one in old], new)
    assert continued(old, new)[0] == tuple(map(str, range(count)))
    assert found.continuations[0].id == old[0].id
    assert found.gone == ()


def test_texts_joined_under_a_given_id_are_found() -> None:
    """The id settles the first part, the words the second."""
    old = [segment(PLAN[0], "aim", given=True), *plan(*PLAN[1:])]
    new = [segment(f"{PLAN[0]} {PLAN[1]}", "aim", given=True), *plan(*PLAN[2:])]
    assert continued(old, new)[0] == ("0", "1")


def test_ids_are_kept_by_moved_and_edited_segments() -> None:
    """Ids are names, not addresses: what the source room proposes now does not matter."""
    old = [segment(PLAN[0], "a/first"), segment(PLAN[1], "a/second")]
    new = [segment(PLAN[1], "b/x", section="B"), segment(PLAN[0].replace("keep", "guard"), "a/y")]
    assert align([message(one) for one in old], new).ids == ("a/second", "a/first")


def test_new_ids_differ_from_every_id_in_the_ledger() -> None:
    """Also from that of a text that is gone: its translation must not seem to belong to another."""
    old = [segment(PLAN[0], "s/p"), segment(PLAN[1], "s/p-2")]
    new = [segment(PLAN[1], "s/z"), segment(PLAN[2], "s/p"), segment(PLAN[3], "s/p")]
    assert align([message(one) for one in old], new).ids == ("s/p-2", "s/p-3", "s/p-4")


def test_an_id_that_the_source_gives_wins_over_the_ledgers() -> None:
    """A rename: the entry follows. Whoever had that id gets another."""
    old = [segment(PLAN[0], "s/p"), segment(PLAN[1], "rec-1", numbered=True)]
    new = [segment(PLAN[0], "rec-1", numbered=True), segment(PLAN[1], "s/q")]
    found = align([message(one) for one in old], new)
    assert [(one.id, one.old) for one in found.continuations] == [("rec-1", ("s/p",)), ("s/q", ("rec-1",))]


def test_a_wholly_rewritten_document_is_all_new() -> None:
    """And what had been there is gone, in its order."""
    old, new = plan(*PLAN), plan("Buy bread.", "Feed the cat.", "Water those plants.")
    found = align([message(one) for one in old], new)
    assert [one.old for one in found.continuations] == [(), (), ()]
    assert found.gone == tuple(one.id for one in old)


def test_edits_in_a_large_gap_are_found() -> None:
    """Every segment was touched, so that there is no anchor at all."""
    letters = [f"{first}{second}{third}" for first in "bdgk" for second in "aeio" for third in "lmnr"]
    texts = [
        f"The {a} and the {b} of every {a}{b} belong to {b}{a}s." for a, b in zip(letters, letters[7:], strict=False)
    ]
    old = plan(*texts)
    new = plan(*(text.replace("belong", "also belong") for text in texts))
    assert continued(old, new) == [(str(number),) for number in range(len(texts))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("10 years", "10\N{NO-BREAK SPACE}years"),
        ('the "law"', "the «law»"),
        ("it's so", "it\N{RIGHT SINGLE QUOTATION MARK}s so"),
        ("read - or not", "read \N{EM DASH} or not"),
        ("1-3", "1\N{EN DASH}3"),
        ("and so on...", "and so on\N{HORIZONTAL ELLIPSIS}"),
        ("memory", "mem\N{SOFT HYPHEN}ory"),
        ("two  blanks", "two blanks"),
    ],
)
def test_typography_is_not_content(first: str, second: str) -> None:
    """Spaces, quotes, dashes, ellipses and soft hyphens may be changed freely."""
    assert first != second
    assert same_but_typography(first, second)
    assert fold(fold(first)) == fold(first)


@pytest.mark.parametrize(
    ("first", "second"),
    [("Law", "law"), ("**law**", "law"), ("one.", "one!"), ("a\nb", "a b"), ("1", "2"), ("re do", "redo")],
)
def test_content_is_not_typography(first: str, second: str) -> None:
    """Case, markup, punctuation, line breaks, numbers and word limits mean something."""
    assert not same_but_typography(first, second)
