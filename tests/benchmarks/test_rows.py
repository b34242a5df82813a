"""A row that cannot be measured says why, and ends no run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.rows import Row, markdown, measured, most_memory

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


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


@pytest.mark.skipif(sys.platform != "linux", reason="memory is asked of Linux")
def test_a_process_is_not_charged_with_the_memory_of_the_one_that_began_it() -> None:
    """Which a benchmark's own process would be, after others of the run."""
    large = bytearray(b"x") * 200_000_000
    script = "from benchmarks.rows import most_memory; print(most_memory())"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert 1 < float(done.stdout) < 100
    assert most_memory() > 200
    assert len(large) == 200_000_000
