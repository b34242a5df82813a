"""What builds are compared with does the same work: a peer that translates nothing is no peer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polib
import pytest

from benchmarks import build
from benchmarks.build import _require_translated, _without_contexts

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.project.project import Project

CATALOG = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "rec-1"
msgid "Read more books."
msgstr "Читайте больше книг."

msgctxt "rec-2"
msgid "Read more books."
msgstr "Читайте больше книг."

msgctxt "rec-3"
msgid "Untranslated."
msgstr ""
"""


def test_peers_translate(tmp_path: Path) -> None:
    """Their catalogs tell texts by the words alone, each once; what they leave in the original is no measure."""
    (tmp_path / "plan.po").write_text(CATALOG, "utf-8")
    texts = _without_contexts(tmp_path / "plan.po", tmp_path / "plain.po")
    assert texts == ["Читайте больше книг.", "Untranslated."]
    found = [(one.msgctxt, one.msgid, one.msgstr) for one in polib.pofile(str(tmp_path / "plain.po"))]
    assert found == [(None, "Read more books.", "Читайте больше книг."), (None, "Untranslated.", "")]
    text = tmp_path / "plan.md"
    text.write_text("Читайте больше\nкниг.\n\nUntranslated.\n", "utf-8")
    _require_translated(text, texts)
    text.write_text("Read more books.\n\nUntranslated.\n", "utf-8")
    with pytest.raises(RuntimeError, match=r"plan\.md has only 25% of the words"):
        _require_translated(text, texts)


def test_a_missing_program_is_named_with_how_to_get_it(tiny: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "_program", lambda _: "")
    assert [row.skipped for row in build._peers(tiny, tiny.root / "peers")] == [
        "not on this machine: po4a-translate (apt-get install po4a), pandoc (`make bench` installs it)",
        "not on this machine: po2md (`make bench` installs it), pandoc (`make bench` installs it)",
    ]
