"""The manifest says the same again when it is read, survives killed builds, and believes nothing that is not possible."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import ToolkitError
from toolkit.project.places import JOURNAL
from toolkit.project.places import MANIFEST as NAME
from toolkit.publish.manifest import File, begin_journal, fold_journal, read_manifest, record, write_manifest

FILE = File(
    path="ru/plan.pdf",
    bytes=12,
    sha256="ab",
    format="pdf",
    locale="ru",
    document="plan",
    revision="0a",
    states={"draft": 2},
    title="План\u2028и\u0085дело",
    title_language="ru",
    date="2026-01-15",
    pages=3,
    inputs={"source": "1"},
)
HOME = File("index.html", 5, "cd", "html", group="home")


def test_round_trip(tmp_path: Path) -> None:
    """What is written is read again; the files are sorted, so their order says nothing."""
    assert write_manifest(tmp_path, [FILE, HOME])
    assert read_manifest(tmp_path) == {"index.html": HOME, "ru/plan.pdf": FILE}
    assert not write_manifest(tmp_path, [HOME, FILE])
    entries = json.loads((tmp_path / NAME).read_text("utf-8"))["files"]
    assert entries[0] == {"path": "index.html", "bytes": 5, "sha256": "cd", "format": "html", "group": "home"}


def test_what_went_into_a_group_is_said_once(tmp_path: Path) -> None:
    """Its files are many."""
    files = [File(f"en/{name}.bib", 5, "cd", "bibtex", group="document plan", inputs={"theme": "1"}) for name in "ab"]
    write_manifest(tmp_path, [HOME, *files])
    data = json.loads((tmp_path / NAME).read_text("utf-8"))
    assert data["groups"] == {"document plan": {"theme": "1"}, "home": {}}
    assert ["inputs" in entry for entry in data["files"]] == [False] * 3
    assert list(read_manifest(tmp_path).values()) == [*files, HOME]


@pytest.mark.parametrize(
    "groups", [5, [], {"site": 5}, {"site": []}, {"site": {"theme": 1}}, {"site": {"theme": "\ud800"}}]
)
def test_impossible_groups(groups: object, tmp_path: Path) -> None:
    """Then nothing is known."""
    entry = ENTRY | {"group": "site"}
    (tmp_path / NAME).write_text(json.dumps({"files": [entry], "groups": groups}), "utf-8")
    assert read_manifest(tmp_path) == {}


names = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
counts = st.dictionaries(names, st.integers(0, 9), max_size=3)


texts = st.text(st.characters(codec="utf-8"))


@given(
    st.builds(
        File,
        names,
        st.integers(0, 10**9),
        st.just("ab"),
        names,
        group=names,
        title=texts,
        states=counts,
        subtitle=texts,
    )
)
def test_every_file_survives_the_journal(tmp_path_factory: pytest.TempPathFactory, file: File) -> None:
    """Titles may hold any character, line separators of Unicode included."""
    folder = tmp_path_factory.mktemp("journal")
    record(folder, file)
    assert read_manifest(folder) == {file.path: file}


def test_journal_of_a_killed_build(tmp_path: Path) -> None:
    """What was finished is known, newer than the manifest; the line that was being written is not."""
    write_manifest(tmp_path, [HOME])
    newer = File("index.html", 7, "ef", "html", group="home")
    record(tmp_path, newer)
    record(tmp_path, FILE)
    with (tmp_path / JOURNAL).open("a", encoding="utf-8") as journal:
        journal.write('{"path": "kk/pl')
    assert read_manifest(tmp_path) == {"index.html": newer, "ru/plan.pdf": FILE}


def test_second_kill_after_a_torn_line(tmp_path: Path) -> None:
    """A build begins by folding the journal into the manifest: nothing is written behind a torn line."""
    record(tmp_path, HOME)
    with (tmp_path / JOURNAL).open("a", encoding="utf-8") as journal:
        journal.write('{"path": "kk/pl')
    fold_journal(tmp_path, read_manifest(tmp_path).values())
    assert not (tmp_path / JOURNAL).exists()
    record(tmp_path, FILE)
    assert read_manifest(tmp_path) == {"index.html": HOME, "ru/plan.pdf": FILE}


@pytest.mark.parametrize("kind", ["pipe", "link", "dangling"])
@pytest.mark.parametrize("name", [NAME, JOURNAL])
def test_what_stands_in_their_place(name: str, kind: str, tmp_path: Path) -> None:
    """A pipe holds nobody up, a link is not followed; both go."""
    output, outside = tmp_path / "output", tmp_path / "outside"
    output.mkdir()
    outside.mkdir()
    (outside / "mine").write_text("mine", "utf-8")
    if kind == "pipe":
        os.mkfifo(output / name)
    else:
        (output / name).symlink_to(outside / ("mine" if kind == "link" else "new"))
    assert read_manifest(output) == {}
    fold_journal(output, [])
    begin_journal(output)
    record(output, FILE)
    write_manifest(output, [FILE])
    assert read_manifest(output) == {"ru/plan.pdf": FILE}
    assert [path.read_text("utf-8") for path in outside.iterdir()] == ["mine"]


@pytest.mark.parametrize("name", [NAME, JOURNAL])
def test_a_folder_in_their_place_is_one_line(name: str, tmp_path: Path) -> None:
    """In the output it may be anybody's: it stays."""
    (tmp_path / name / "x").mkdir(parents=True)
    with pytest.raises(ToolkitError, match="cannot be written"):
        write_manifest(tmp_path, [FILE])
    assert (tmp_path / name / "x").exists()


def test_no_journal_no_manifest_is_made(tmp_path: Path) -> None:
    """Folding a journal that is not there writes nothing."""
    fold_journal(tmp_path, [HOME])
    assert list(tmp_path.iterdir()) == []


UNREADABLE = ["", "{", "[]", "5", "null", '{"files": 5}', '{"files": [5]}', '{"files": [{"path": "x"}]}', "[" * 9999]


@pytest.mark.parametrize("text", UNREADABLE)
def test_unreadable_manifest(text: str, tmp_path: Path) -> None:
    """Then nothing is known, and everything will be built again."""
    (tmp_path / NAME).write_text(text, "utf-8")
    (tmp_path / JOURNAL).write_text(text, "utf-8")
    assert read_manifest(tmp_path) == {}


ENTRY = {"path": "ru/a.html", "bytes": 1, "sha256": "", "format": "html", "locale": "ru", "document": "a"}
WRONG = [
    {"path": "../a.html"},
    {"path": "/etc/passwd"},
    {"path": "C:/a"},
    {"path": "ru/../../a"},
    {"path": "ru\\..\\a"},
    {"path": "a\0b"},
    {"path": ""},
    {"path": 5},
    {"bytes": "1"},
    {"inputs": []},
    {"group": 5},
    {"group": []},
    {"path": "ru/./a"},
    {"path": "ru//a"},
    {"path": "ru/"},
    {"states": 5},
    {"unknown": 1},
    {"date": "yesterday"},
    {"date": "2026-13-01"},
    {"states": {"lost": 1}},
    {"states": {"draft": "1"}},
    {"states": {"draft": -1}},
    {"states": {"draft": True}},
    {"pages": "3"},
    {"pages": 1.5},
    {"locale": "zz"},
    {"locale": 5},
    {"document": None},
    {"format": "doc"},
    {"format": "pdf"},
    {"title": "\ud800"},
    {"path": "ru/\ud800.html", "document": "\ud800"},
    {"inputs": {"theme": 5}},
    {"sha256": "x\n"},
    {"pictures": "a"},
    {"pictures": [5]},
    {"bytes": -1},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_impossible_entry(wrong: dict[str, object], tmp_path: Path) -> None:
    """Recorded files may be removed: an entry that leads out of the folder, or is no entry, makes the manifest unreadable."""
    (tmp_path / NAME).write_text(json.dumps({"files": [ENTRY]}), "utf-8")
    assert list(read_manifest(tmp_path)) == ["ru/a.html"]
    (tmp_path / NAME).write_text(json.dumps({"files": [ENTRY | wrong]}), "utf-8")
    assert read_manifest(tmp_path) == {}
