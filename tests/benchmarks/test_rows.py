"""A row that cannot be measured says why, and ends no run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.rows import Row, markdown, measured

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


def test_a_failure_ends_no_run(capsys: pytest.CaptureFixture[str]) -> None:
    """What was measured before it stays; it counts as missed."""

    def rows() -> Iterator[Row]:
        yield Row("first", 1.0, "s", 2.0)
        raise ValueError("no\nsuch thing")

    first, failed = measured("both", rows)
    assert first.is_met
    assert not failed.is_met
    assert failed.failed == "failed: ValueError"
    assert capsys.readouterr().err == "both failed: ValueError: no such thing\n"


def test_what_is_skipped_is_not_missed() -> None:
    """It stands in the table with its reason, beside what is over its limit."""
    skipped = Row("floor", skipped="not on this machine: pandoc")
    late = Row("build", 3.0, "s", 2.0)
    assert skipped.is_met
    assert not late.is_met
    assert markdown([skipped, late]).splitlines()[2:] == [
        "| floor |  |  | not on this machine: pandoc |",
        "| build | 3.00 s | 2 s | missed |",
    ]
