"""EPUBCheck: the standard of EPUB 3.3, warnings included."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import Severity
from validation.model import finding
from validation.tools import EPUBCHECK, run_java

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.errors import Diagnostic
    from validation.site import Site

_RUNNER = Path(__file__).with_name("CheckEpubs.java")
_WEIGHTS = {"FATAL": Severity.ERROR, "ERROR": Severity.ERROR, "WARNING": Severity.WARNING}


def check(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:
    """Every error and warning, from one virtual machine: starting one costs more than checking a publication."""
    with tempfile.TemporaryDirectory() as folder:
        answers = [Path(folder, f"{number}.json") for number in range(len(files))]
        pairs = zip(files, answers, strict=True)
        arguments = [part for file, answer in pairs for part in (site.root / file, answer)]
        run_java("-cp", f"{EPUBCHECK}/*", _RUNNER, *arguments)
        for file, answer in zip(files, answers, strict=True):
            if answer.is_file():
                yield from read_answer(json.loads(answer.read_text("utf-8")), file)
            else:
                yield finding("epubcheck", file, "EPUBCheck gave no answer")


def read_answer(answer: dict[str, Any], file: str) -> Iterator[Diagnostic]:
    """The findings in EPUBCheck's JSON, one for each place; usage notes are left out."""
    for message in answer["messages"]:
        severity = _WEIGHTS.get(message["severity"])
        if severity is None:
            continue
        for place in message["locations"] or [{"path": "", "line": -1}]:
            inside = place["path"] if "/" in place["path"] and not place["path"].startswith(("/", "./")) else ""
            name = f"{file}/{inside}" if inside else file
            line = place["line"] if place["line"] > 0 else None
            yield finding("epubcheck", name, f"{message['message']} ({message['ID']})", line, severity)
