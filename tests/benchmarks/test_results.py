"""The file of results has a section a benchmark; one that is measured again takes no other's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import results
from benchmarks.__main__ import ALL, main
from benchmarks.results import RESULTS, read_sections, section, write_sections
from benchmarks.rows import Row

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_section_says_what_it_was_measured_with(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commit, whether files differ from it, the time and how much the machine had to do."""
    said = {"rev-parse": "abc1234\n", "status": " M toolkit/x.py\n"}
    monkeypatch.setattr(results, "_git", lambda command, *_: said[command])
    found = section("watch", [Row("page", 0.2, "s", 0.3)], 12.3, 0.14)
    assert found.startswith("## watch\n\nCommit abc1234 with changes, 20")
    assert "in 12 s; Python 3." in found
    assert found.endswith(
        "load 0.1.\n\n| what | measured | limit | |\n|---|--:|--:|---|\n| page | 0.20 s | 0.3 s |  |\n"
    )


def test_sections_come_back_as_they_were_written(tmp_path: Path) -> None:
    """In the order of the benchmarks, whatever the order in which they were measured."""
    path = tmp_path / "results.md"
    sections = {name: section(name, [Row(name, 1, "s")], 1, 0) for name in ("update", "watch")}
    write_sections(sections, ALL, path)
    assert read_sections(path) == sections
    write_sections({**read_sections(path), "update": section("update", [Row("new", 2, "s")], 1, 0)}, ALL, path)
    again = read_sections(path)
    assert list(again) == ["watch", "update"]
    assert again["watch"] == sections["watch"]
    assert "| new | 2.00 s |" in again["update"]


def test_the_file_has_no_section_of_something_else() -> None:
    """Nor is there any figure outside of them."""
    assert set(read_sections()) <= set(ALL)
    assert "|" not in RESULTS.read_text("utf-8").partition("\n## ")[0]


def test_a_benchmark_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    """A line, and nothing is measured."""
    assert main(["wacth"]) == 2
    assert capsys.readouterr().err == "there is no benchmark wacth; there are: watch\n"
