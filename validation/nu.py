"""The Nu HTML checker: what the HTML standard says about the pages, warnings included."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from toolkit.errors import Severity
from validation.model import finding
from validation.tools import NU_JAR, run_java

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.errors import Diagnostic
    from validation.site import Site


_MISTAKEN = re.compile(r"appears to be written in .*“lang=\"tk\"”")
"""The checker guesses the language of a page among those that it knows; it does not know Turkmen and says Turkish."""


def check(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:
    """Every error and every warning of the checker."""
    paths = [site.root.resolve() / file for file in files]
    yield from read_answer(run_java("-Xss8m", "-jar", NU_JAR, "--format", "json", "--stdout", *paths), site.root)


def read_answer(answer: str, root: Path) -> Iterator[Diagnostic]:
    """The findings in the checker's JSON; notes that are no warnings are left out."""
    for message in json.loads(answer)["messages"]:
        if message["type"] == "info" and message.get("subType") != "warning":
            continue
        if _MISTAKEN.search(message["message"]):
            continue
        path = Path(unquote(urlsplit(message.get("url", "")).path))
        file = path.relative_to(root.resolve()).as_posix() if path.is_relative_to(root.resolve()) else str(path)
        severity = Severity.WARNING if message["type"] == "info" else Severity.ERROR
        extract = message.get("extract", "")
        text = f"{message['message']} {extract!r}" if extract else message["message"]
        yield finding("nu", file, text, message.get("lastLine"), severity)
