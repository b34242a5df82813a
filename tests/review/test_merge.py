"""A catalog that came back is merged by id and by field; versions of one are merged for git."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.catalog.conflict import conflicts_of
from toolkit.catalog.model import END, Catalog, Message, Previous, State
from toolkit.catalog.po import format_po, parse_po
from toolkit.review.merge.catalogs import merge_versions, take_in
from toolkit.review.merge.result import Outcome


def message(text="Читать.", *, id="a", source="Read.", fuzzy=False, comments=(), previous=None):
    return Message(
        source,
        id,
        msgstr=(text,),
        flags=("fuzzy",) if fuzzy else (),
        comments=tuple(comments),
        previous=Previous(previous) if previous else None,
    )


def stamped(one, name="Vera", date="2026-11-01"):
    return replace(one, comments=(*one.comments, f"reviewed: {name}, {date}, {one.digest}"))


def catalog(*messages, **headers):
    return Catalog(tuple(messages), tuple((name.replace("_", "-"), value) for name, value in headers.items()))


def taken(ours, theirs, base=None, **options):
    merged = take_in(catalog(ours), catalog(theirs), catalog(base) if base else None, **options)
    return merged.catalog.messages[0], merged.decisions


def three(base, ours, theirs):
    merged = merge_versions(catalog(base), catalog(ours), catalog(theirs))
    return merged.catalog.messages[0], [one.outcome for one in merged.decisions]


# What came back


def test_full_beats_empty():
    assert taken(message(""), message("Читать."))[0].msgstr == ("Читать.",)
    kept, decisions = taken(stamped(message()), message(""))
    assert kept == stamped(message())
    assert [one.outcome for one in decisions] == [Outcome.KEPT]


def test_a_draft_that_lost_its_mark_stays_a_draft():
    draft = message(fuzzy=True, comments=["origin: draft"])
    kept, decisions = taken(draft, message())
    assert kept == draft
    assert "draft" in decisions[0].reason


def test_a_draft_that_was_changed_is_somebodys_translation():
    draft = message(fuzzy=True, comments=["origin: draft"])
    one, decisions = taken(draft, message("Читайте."))
    assert (one.state, one.msgstr, one.origin) == (State.TRANSLATED, ("Читайте.",), None)
    assert decisions[0].outcome is Outcome.TAKEN


def test_a_draft_comes_back_reviewed():
    draft = message(fuzzy=True, comments=["origin: draft"])
    one, _ = taken(draft, stamped(message()))
    assert one.state is State.REVIEWED
    assert one.origin is None


def test_trusted_marks_are_taken():
    one, _ = taken(message(fuzzy=True), message(), message(fuzzy=True), trusted=True)
    assert one.state is State.TRANSLATED


def test_stamps_notes_and_previous_texts_survive_tools_that_drop_them():
    ours = replace(stamped(message()), comments=("a note", f"reviewed: Vera, 2026-11-01, {message().digest}"))
    assert taken(ours, message())[0] == ours
    outdated = message(fuzzy=True, previous="Read!")
    assert taken(outdated, message(fuzzy=True))[0] == outdated


def test_a_translation_of_an_older_source_becomes_outdated():
    one, decisions = taken(message("", source="Read on."), message("Читать."))
    assert one.state is State.OUTDATED
    assert one.previous == Previous("Read.")
    assert one.msgid == "Read on."
    assert "changed since" in decisions[0].reason


def test_a_copy_of_the_source_is_no_translation():
    ours = message("")
    assert taken(ours, message("Read."))[0] == ours
    assert taken(ours, message("Read."), ours, trusted=True)[0].msgstr == ("Read.",)


def test_two_texts_for_one_message_are_a_conflict_that_is_a_valid_catalog():
    ours, theirs = stamped(message()), message("Читай!\nТы.")
    merged = take_in(catalog(ours), catalog(theirs))
    (one,) = merged.catalog.messages
    assert one.state is State.DRAFT
    assert one.msgstr == ours.msgstr
    assert conflicts_of(one) == ("Читай!\\nТы.",)
    assert merged.having(Outcome.CONFLICT)[0].id == "a"
    text = format_po(merged.catalog)
    assert format_po(parse_po(text.encode(), "x.po")) == text
    assert take_in(merged.catalog, catalog(theirs)).catalog == merged.catalog


def test_the_base_tells_whose_change_it_is():
    old, new = message("Чтение."), message("Читать.")
    assert taken(old, new, old)[0].msgstr == ("Читать.",)
    assert taken(new, old, old)[0].msgstr == ("Читать.",)


def test_what_cannot_be_placed_is_refused_by_name():
    merged = take_in(catalog(message()), catalog(message(), message(id="z", source="Else.")))
    assert [(one.outcome, one.id) for one in merged.decisions] == [(Outcome.REFUSED, "z")]


def test_the_last_entry_of_a_file_that_po2csv_took_for_a_text_is_none():
    merged = take_in(catalog(message("")), catalog(message(), replace(END, msgctxt=None, obsolete=False)))
    assert [one.outcome for one in merged.decisions] == [Outcome.TAKEN]
    assert [one.msgstr for one in merged.catalog.messages] == [("Читать.",)]


def test_a_tool_that_drops_ids_is_understood_where_texts_are_unique():
    ours = catalog(message(""), message("", id="b", source="Lend."), message("", id="c", source="Lend."))
    theirs = catalog(
        Message("Read.", msgstr=("Читать.",)),
        Message("Lend.", msgstr=("Выдавать.",)),
    )
    merged = take_in(ours, theirs)
    assert [one.msgstr[0] for one in merged.catalog.messages] == ["Читать.", "", ""]
    assert [one.id for one in merged.having(Outcome.REFUSED)] == ["Lend."]


def test_other_numbers_of_plural_forms_are_refused():
    ours = replace(message(), msgid_plural="Reads.", msgstr=("а", "б", "в"))
    one, decisions = taken(ours, replace(ours, msgstr=("а", "б")))
    assert one == ours
    assert decisions[0].outcome is Outcome.REFUSED


def test_the_translator_comes_with_the_work():
    ours = catalog(message(""), PO_Revision_Date="2026-01-01 00:00+0000", Last_Translator="Automatically generated")
    theirs = catalog(message(), PO_Revision_Date="2026-02-01 00:00+0000", Last_Translator="Anna Petrova <a@b.org>")
    merged = take_in(ours, theirs).catalog
    assert merged.value("Last-Translator") == "Anna Petrova <a@b.org>"
    assert merged.value("PO-Revision-Date") == "2026-02-01 00:00+0000"
    assert take_in(theirs, ours).catalog == theirs


# Versions


def test_two_translators_of_different_messages():
    base = catalog(message(""), message("", id="b", source="Lend."))
    ours = catalog(message(), message("", id="b", source="Lend."))
    theirs = catalog(message(""), message("Выдавать.", id="b", source="Lend."))
    merged = merge_versions(base, ours, theirs)
    assert [one.msgstr[0] for one in merged.catalog.messages] == ["Читать.", "Выдавать."]
    assert not merged.having(Outcome.CONFLICT)


def test_two_translators_of_one_message():
    one, outcomes = three(message(""), message("Читать."), message("Читай."))
    assert outcomes == [Outcome.CONFLICT]
    assert one.fuzzy
    assert {one.msgstr[0], *conflicts_of(one)} == {"Читать.", "Читай."}


def test_a_reviewer_beside_a_translator():
    base, other = message(), message("", id="b", source="Lend.")
    done = message("Выдавать.", id="b", source="Lend.")
    merged = merge_versions(catalog(base, other), catalog(stamped(base), other), catalog(base, done)).catalog
    assert [one.state for one in merged.messages] == [State.REVIEWED, State.TRANSLATED]


@pytest.mark.parametrize("swap", [False, True])
def test_a_stamp_beside_an_edit_of_the_same_text_is_void_and_said_so(swap):
    sides = [stamped(message()), message("Читайте.")]
    base = catalog(message())
    ours, theirs = map(catalog, reversed(sides) if swap else sides)
    merged = merge_versions(base, ours, theirs)
    (one,) = merged.catalog.messages
    assert (one.state, one.msgstr) == (State.TRANSLATED, ("Читайте.",))
    assert any("void" in decision.reason and "Vera" in decision.reason for decision in merged.decisions)


def test_a_withdrawn_stamp_does_not_come_back():
    base = stamped(message())
    one, _ = three(base, message(), replace(base, comments=("a note", *base.comments)))
    assert one.comments == ("a note",)


@pytest.mark.parametrize("swap", [False, True])
def test_an_update_beside_an_edit(swap):
    base, updated = message(), message(source="Read on.", fuzzy=True, previous="Read.")
    edited = message("Читайте.")
    one, outcomes = three(base, *((edited, updated) if swap else (updated, edited)))
    assert (one.msgid, one.msgstr, one.state) == ("Read on.", ("Читайте.",), State.OUTDATED)
    assert one.previous == Previous("Read.")
    assert Outcome.CONFLICT not in outcomes


def test_a_cosmetic_update_beside_an_edit_leaves_it_valid():
    one, _ = three(message(), message(source="Read!"), message("Читайте."))
    assert (one.msgid, one.state) == ("Read!", State.TRANSLATED)


def test_both_sides_changed_a_date_in_the_header():
    def side(day, name):
        return catalog(PO_Revision_Date=f"2026-11-{day} 10:00+0000", Last_Translator=name)

    merged = merge_versions(side("01", "A"), side("02", "B"), side("03", "C"))
    assert merged.catalog.value("PO-Revision-Date").startswith("2026-11-03")
    assert merged.catalog.value("Last-Translator") == "C"
    assert not merged.decisions


def test_a_section_that_was_renamed():
    base = [replace(message(id=id), extracted=("Aims › paragraph",)) for id in ("a", "b")]
    ours = [replace(one, extracted=("Goals › paragraph",)) for one in base]
    theirs = [base[0], replace(base[1], msgstr=("Читайте.",))]
    merged = merge_versions(catalog(*base), catalog(*ours), catalog(*theirs)).catalog
    assert [(one.extracted[0], one.msgstr[0]) for one in merged.messages] == [
        ("Goals › paragraph", "Читать."),
        ("Goals › paragraph", "Читайте."),
    ]


def test_new_messages_of_both_sides_stand_where_they_stood():
    def of(names):
        return catalog(*(message(id=name, source=name) for name in names))

    merged = merge_versions(of("abc"), of("axbc"), of("abyc")).catalog
    assert "".join(one.msgctxt or "" for one in merged.messages) == "axbyc"
    moved = merge_versions(of("abc"), of("abcx"), of("cab")).catalog
    assert "".join(one.msgctxt or "" for one in moved.messages) == "cxab"


def test_work_on_a_message_that_the_other_side_removed_is_kept():
    base = message("")
    merged = merge_versions(catalog(base), catalog(), catalog(message()))
    assert [(one.msgstr, one.obsolete) for one in merged.catalog.messages] == [(("Читать.",), True)]
    assert merge_versions(catalog(base), catalog(), catalog(base)).catalog.messages == ()


# Laws

TEXTS = st.sampled_from(["", "Читать.", "Читайте.", "Чтение"])
SIDES = st.builds(
    message,
    TEXTS,
    source=st.sampled_from(["Read.", "Read on."]),
    fuzzy=st.booleans(),
    comments=st.lists(st.sampled_from(["a note", "origin: draft", "another"]), unique=True, max_size=2),
).filter(lambda one: one.translated or not one.fuzzy)


def sorted_comments(one):
    return replace(one, comments=tuple(sorted(one.comments)))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SIDES, SIDES)
def test_nothing_of_one_side_alone_is_lost_or_changed(base, ours):
    merged, same = three(base, ours, base)[0], three(base, ours, ours)[0]
    assert sorted_comments(merged) == sorted_comments(three(base, base, ours)[0])
    assert sorted_comments(merged) == sorted_comments(same) or not any(ours.msgstr)
    assert any(merged.msgstr) == (any(base.msgstr) or any(ours.msgstr))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SIDES, SIDES, SIDES)
def test_no_text_disappears_in_either_way(base, ours, theirs):
    merged, _ = three(base, ours, theirs)
    shown = {*merged.msgstr, *conflicts_of(merged)}
    if ours.msgstr != base.msgstr and any(ours.msgstr) and not (ours.fuzzy or theirs.fuzzy):
        assert ours.msgstr[0] in shown
    back, _ = taken(ours, theirs)
    if any(ours.msgstr) and not ours.fuzzy:
        assert ours.msgstr[0] in {*back.msgstr, *conflicts_of(back)}
    assert any(back.msgstr) == (any(ours.msgstr) or any(theirs.msgstr))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SIDES, SIDES)
def test_merging_again_changes_nothing(ours, theirs):
    once = take_in(catalog(ours), catalog(theirs)).catalog
    assert take_in(once, catalog(theirs)).catalog == once
