"""Coverage-guided damage: Atheris looks for inputs that lead the PO reader and the Markdown reader into new lines of code.

``python -m tests.deep po|markdown MINUTES``, or both with ``make fuzz DEEP=1``. A traceback, a lost message or an input that
takes ten seconds ends it, with the input in a file.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["toolkit.catalog", "toolkit.sources"]):
    from tests.test_fuzz import outcome, show
    from toolkit.catalog.po import format_po, parse_po
    from toolkit.errors import ToolkitError
    from toolkit.sources.markdown import read_markdown

ROOT = Path(__file__).parents[1]
FRONT = b"---\ntitle: T\nlanguage: en\n---\n\n"
_LONGEST = 2_000
"""Bytes of an input: what is wrong shows in short ones."""
_PATIENCE = 10
"""Seconds that one input may take."""


def read_catalog(data: bytes) -> None:
    """What is read is refused, or comes back whole when it is written and read again."""
    found = outcome(lambda: parse_po(data, "ru.po"))
    if isinstance(found, ToolkitError):
        assert all(one.location for one in found.diagnostics)
        return
    again = parse_po(format_po(found).encode(), "ru.po")
    assert [(one.key, one.msgstr) for one in again.messages] == [(one.key, one.msgstr) for one in found.messages]


def read_source(data: bytes) -> None:
    """A source is refused with its lines, or becomes a harmless page."""
    document = outcome(lambda: read_markdown(FRONT + data, "sources/x.md", "x"))
    if isinstance(document, ToolkitError):
        assert all(one.location and one.location.line for one in document.diagnostics)
        return
    show(document, None)


TARGETS = {"po": (read_catalog, "i18n/*/*.po", b"\n\n"), "markdown": (read_source, "sources/*.md", b"\n\n")}


def main() -> None:
    """Begins with pieces of the project's own files."""
    name, minutes = sys.argv[1:]
    target, files, between = TARGETS[name]
    with tempfile.TemporaryDirectory() as corpus:
        pieces = {piece for path in ROOT.glob(files) for piece in path.read_bytes().split(between)}
        for number, piece in enumerate(sorted(pieces)):
            Path(corpus, str(number)).write_bytes(piece[:_LONGEST])
        limits = (
            f"-max_total_time={60 * float(minutes):.0f}",
            f"-max_len={_LONGEST}",
            f"-timeout={_PATIENCE}",
            "-print_final_stats=1",
        )
        atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={ROOT}/.polyedition/deep-{name}-", corpus], target)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
