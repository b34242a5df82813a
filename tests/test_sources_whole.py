"""The two sources are whole: every word of the originals once, in order, and nothing that a scan left behind.

The originals are not in the repository, so the expected counts and digests were taken from them after the repairs
that ``sources/README.md`` lists. A deliberate change of a source's words changes its digest here and its list there.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
import yaml

SOURCES = Path(__file__).parent.parent / "sources"
NAMES = ("cis-2023", "alma-2019")
TRACKS = ("inspire", "engage", "enable", "connect")


def split(name: str) -> tuple[dict[str, object], str]:
    """The front matter and the body of a source."""
    text = (SOURCES / f"{name}.md").read_text(encoding="utf-8")
    front, body = text.removeprefix("---\n").split("\n---\n", 1)
    return yaml.safe_load(front), body


def words(body: str) -> list[str]:
    """The words and numbers of a body in lower case, without Markdown's marks: attributes, headings, list markers."""
    plain = re.sub(r"(?m)^\{[^}\n]*\}$|^\s*(?:#+|-|\d+\.)\s+", "", body)
    return re.findall(r"[^\W_]+", plain.lower())


def section(name: str, identifier: str) -> str:
    """The text from the heading with this id to the next heading of its level or above."""
    _, body = split(name)
    heading = re.search(rf"(?m)^\{{#{identifier}[ }}].*\n(#+) ", body)
    assert heading, f"{name} has no section {identifier}"
    rest = body[heading.end() :]
    end = re.search(rf"(?m)^\{{[^}}\n]*\}}\n#{{2,{len(heading[1])}}} ", rest)
    return heading[0] + rest[: end.start() if end else None]


def numbers(text: str) -> list[int]:
    """The numbers of the items of all ordered lists in a text."""
    return [int(number) for number in re.findall(r"(?m)^(\d+)\. ", text)]


@pytest.mark.parametrize(
    ("name", "count", "digest"),
    [
        ("cis-2023", 1916, "6f71307874d63e11aac648c5b493db8122e8875922842224c5fe757826f70875"),
        ("alma-2019", 709, "f249313bfecf9ebec8e20d3ab6bbd417fe8352270c82a59fa55d9a2e44658bf5"),
    ],
)
def test_every_word_stands_once_and_in_order(name: str, count: int, digest: str) -> None:
    """The body's words are those of the original."""
    found = words(split(name)[1])
    assert len(found) == count
    assert hashlib.sha256(" ".join(found).encode()).hexdigest() == digest


def test_first_lines_of_alma_are_its_front_matter() -> None:
    """Title, theme, date and place, which the body does not repeat, are kept word for word."""
    front, _ = split("alma-2019")
    assert front["title"] == "ALMA 2019 Final Document"
    assert front["subtitle"] == "Theme: Strong Professional Association – Strong Libraries – Strong Communities"
    assert str(front["date"]) == "2019-04-25"
    assert front["place"] == "M.I. Rudomino All-Russia State Library for Foreign Literature in Moscow"


def test_report_is_dated_by_its_preparation() -> None:
    """The report of 2023 bears the day it was prepared, and its event the day of the forum."""
    front, body = split("cis-2023")
    assert str(front["date"]) == "2023-05-05"
    assert "on May 5, 2023" in body
    assert "20 April 2023" in str(front["event"])
    assert "April 20th, 2023" in body


def test_body_has_eleven_recommendations_in_four_tracks() -> None:
    """The tracks hold recommendations 1 to 11 as 3, 2, 4 and 2."""
    found = [numbers(section("cis-2023", track)) for track in TRACKS]
    assert found == [[1, 2, 3], [4, 5], [6, 7, 8, 9], [10, 11]]


def test_appendix_has_its_own_eleven_recommendations() -> None:
    """Appendix 1 counts from 1 to 11 again, under its own prefix."""
    appendix = section("cis-2023", "appendix-1")
    assert numbers(appendix) == list(range(1, 12))
    assert "\n{#app-rec .recommendations}\n1. " in appendix


@pytest.mark.parametrize(
    ("body", "appendix"),
    [
        ("a wide variety of activity areas", "a wide variety of policy areas"),
        ("intensify and make more effective our own advocacy efforts", "intensify and improve our own advocacy"),
        ("feel that we can shape the future", "feel a sense of agency in the face of the future"),
    ],
)
def test_body_and_appendix_keep_their_own_wording(body: str, appendix: str) -> None:
    """Where Appendix 1 words a recommendation differently, both wordings stay, each in its place."""
    text = split("cis-2023")[1]
    assert text.count(body) == 1
    assert text.count(appendix) == 1
    assert body not in section("cis-2023", "appendix-1")
    assert appendix in section("cis-2023", "appendix-1")


@pytest.mark.parametrize(
    ("track", "actions", "additional"), [("inspire", 4, 3), ("engage", 3, 5), ("enable", 5, 2), ("connect", 3, 4)]
)
def test_every_track_answers_the_three_questions(track: str, actions: int, additional: int) -> None:
    """A track asks three questions; its actions and additional recommendations are lists."""
    text = section("cis-2023", track)
    asked = re.findall(rf"(?m)^\{{#{track}-(\w+) \.question\}}\n#### ", text)
    assert asked == ["relevance", "actions", "additional"]
    before, after = text.split(f"{{#{track}-additional .question}}")
    assert len(re.findall(r"(?m)^- ", before)) == actions
    assert len(re.findall(r"(?m)^- ", after)) == additional


def test_questions_are_the_same_wherever_they_are_asked() -> None:
    """The three key questions of the introduction are repeated word for word in each track."""
    _, body = split("cis-2023")
    questions = re.findall(r"(?m)^\d\. (.+\?.*)$", section("cis-2023", "introduction"))
    assert len(questions) == 3
    assert [body.count(question) for question in questions] == [5, 5, 5]


def test_introduction_names_everyone_with_an_office() -> None:
    """Moderator, facilitators and the moderators of the tracks are all there."""
    introduction = section("cis-2023", "introduction")
    for person in (
        "Svetlana Gorokhova, Adviser to Director General",
        "Albina Krymskaya, PhD, Associate Professor",
        "Svetlana Tarasova, Director",
        "Irina Mikhnova, Director",
        "Oksana Knizhnikova, Director General",
        "Maria Belokolenko, Deputy Director General",
        "Lyubov Kazachenkova, General Director",
        "Maria Ponomarenko, Head of the Center",
        "Daria Belyakova, Head, Center for Library Science",
    ):
        assert introduction.count(person) == 1, person


def test_alma_has_six_directions_with_every_item() -> None:
    """The six directions hold 5, 5, 6, 4, 4 and 3 numbered items, each citable under its direction."""
    for number, count in enumerate((5, 5, 6, 4, 4, 3), start=1):
        text = section("alma-2019", f"direction-{number}")
        assert numbers(text) == list(range(1, count + 1))
        assert f"\n{{#d{number} .recommendations}}\n1. " in text


def test_roles_of_the_association_carry_their_explanations() -> None:
    """Each of the four roles in direction V is followed by its explanation within the item; the third by its link."""
    items = re.split(r"(?m)^\d\. ", section("alma-2019", "direction-5"))[1:]
    assert [item.split("\n", 1)[0].rsplit(" as ", 1)[1] for item in items] == [
        "Visionary",
        "Marketing Analyst",
        "Technologist",
        "Analyst",
    ]
    assert all(re.search(r"\n\n   \*RLA [^*]+\.\*\n", item) for item in items)
    assert [item.count("<https://www.ifla.org/") for item in items] == [0, 0, 1, 0]


@pytest.mark.parametrize(
    "line",
    [
        "- Interview of Christine Mackenzie <https://www.youtube.com/watch?v=AXS5f9MqN1Y&t=4s>",
        "- Interview of Loida Garcia-Febo <https://www.youtube.com/watch?v=45Dk_xQO3L4>",
    ],
)
def test_interviews_keep_their_addresses(line: str) -> None:
    """Both interviews are linked, each address as published."""
    assert line in section("alma-2019", "web-links").splitlines()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "damage",
    [
        r"\|",
        r"ENGAGEy",
        r"M\.l\.",
        r"\\_",
        r"(?m)^\s*(?:-\s+|\d+\.\s+)?[«»eo*] ",
        r"[\uE000-\uF8FF\uFFFD\u00AD\u0000-\u0009\u000B-\u001F]",
        r"(?m)-$|\w- \w",
        r"(?m)[ \t]+$",
        r" [,;?!]| \.(?![a-z])",
        r"\S {2,}\S",
        r"(?m)\w/$",
    ],
    ids=ascii,
)
def test_no_damage_of_the_scan_is_left(name: str, damage: str) -> None:
    """Nothing remains of misread letters, bullets, broken words and stray blanks."""
    _, body = split(name)
    found = re.search(damage, body)
    assert found is None, f"{name}: {found and found.group()!r} at {found and found.start()}"


@pytest.mark.parametrize("name", NAMES)
def test_every_heading_has_an_id_of_its_own(name: str) -> None:
    """Each heading is named in the line above it, in lower-case ASCII, and no id is given twice."""
    _, body = split(name)
    headings = re.findall(r"(?m)^#{2,6} ", body)
    named = re.findall(r"(?m)^\n\{#[a-z0-9-]+(?: \.question)?\}\n#{2,6} ", body)
    assert len(named) == len(headings)
    ids = re.findall(r"(?m)^\{#([^ }]+)", body)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", NAMES)
def test_front_matter_has_known_keys_only(name: str) -> None:
    """The front matter is English, and has no key that the format does not know."""
    front, _ = split(name)
    assert front["language"] == "en"
    assert set(front) <= {
        *("title", "subtitle", "date", "place", "event", "publishers", "language"),
        *("kind", "version", "identifier", "rights", "keywords"),
    }
