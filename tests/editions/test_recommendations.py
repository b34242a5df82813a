"""The recommendations of a document: number, track, wording, and text in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.described import described, editions_of
from toolkit.editions.recommendations import DISCUSSED, OFFICIAL, Recommendations, Text, recommendations

if TYPE_CHECKING:
    from pathlib import Path


def found_in(root: Path, source: str | None = None) -> Recommendations:
    collection = described(root, source=source) if source else described(root)
    return recommendations([one.localized for one in editions_of(collection).values()])


def test_each_has_its_texts_with_their_states(tmp_path: Path) -> None:
    """What is not translated stands in the original language and says so."""
    first, second, _ = found_in(tmp_path).items
    assert first.original == Text("Open the doors.", "en", "source")
    assert first.texts["ru"] == Text("Откройте двери.", "ru", "translated")
    assert second.texts["ru"] == Text("Keep them open.", "en", "untranslated")
    assert list(first.texts) == ["en", "ru", "fr", "ka", "pt"]


def test_marks_of_notes_are_no_words(tmp_path: Path) -> None:
    """Neither in what is translated nor in what is not, nor in the name of the track."""
    source = "## Aims[^a]\n\n{#rec .recommendations}\n1. Open[^a] *the* doors[^1].\n\n[^a]: Note.\n\n[^1]: Other.\n"
    (one,) = found_in(tmp_path, source).items
    assert (one.original.text, one.texts["ru"].text) == ("Open the doors.", "Open the doors.")
    assert one.track
    assert one.track.texts["en"].text == "Aims"


def test_the_track_is_the_nearest_heading(tmp_path: Path) -> None:
    """One object for all that stand under it, with its words in every language."""
    found = found_in(tmp_path)
    assert [track.id for track in found.tracks] == ["aims", "words"]
    assert found.items[0].track is found.items[1].track
    assert found.tracks[0].texts["ru"].text == "Цели"


def test_what_stands_anywhere_in_an_appendix_is_worded_by_others(tmp_path: Path) -> None:
    """Under a heading of its own, too; the next section of the document is its own again."""
    source = "{#appendix-1}\n## A\n\n### B\n\n{#x .recommendations}\n1. One.\n\n## C\n\n{.recommendations}\n1. Two.\n"
    assert [one.wording for one in found_in(tmp_path / "a", source).items] == [OFFICIAL, DISCUSSED]
    assert [one.wording for one in found_in(tmp_path / "b").items] == [DISCUSSED, DISCUSSED, OFFICIAL]


def test_neighbours_are_of_the_same_wording(tmp_path: Path) -> None:
    """The first has none before it, and the last discussed one is not followed by an official one."""
    found = found_in(tmp_path)
    first, second, official = found.items
    assert [found.neighbours(place) for place in range(3)] == [(None, second), (first, None), (None, None)]
    assert official.number == "1"


def test_a_list_without_a_heading_has_no_track(tmp_path: Path) -> None:
    """And is no error."""
    found = found_in(tmp_path, "{.recommendations}\n3. One.\n")
    assert [(one.id, one.number, one.track) for one in found.items] == [("rec-3", "3", None)]
    assert found.tracks == ()
