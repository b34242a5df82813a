"""The whole program, called in the process of the test."""

from __future__ import annotations

import sys

import pytest

from toolkit.cli import main


def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str, str]:
    """Exit code, output and error output."""
    monkeypatch.setattr(sys, "argv", ["polyedition", *words])
    with pytest.raises(SystemExit) as end:
        main()
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    assert isinstance(end.value.code, int)
    return end.value.code, captured.out, captured.err
