"""Saved files are built again at once, as long as the watch lasts."""

from __future__ import annotations

import errno
import queue
import threading
from typing import TYPE_CHECKING

import pytest

from toolkit.publish.plan import Selection
from toolkit.publish.watch import watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.errors import ToolkitError
    from toolkit.project.project import Project
    from toolkit.publish.run import Outcome

_SECONDS = 60
"""So long a run may take before the test fails; not what is wanted of it."""


class Watched:
    """A watch in a thread of its own, and what it said."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.said: queue.Queue[Outcome | ToolkitError] = queue.Queue()
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        watch(
            self.project,
            lambda project: Selection(project.documents, project.locales, project.formats),
            built=lambda outcome, _seconds: self.said.put(outcome),
            failed=self.said.put,
            stop=self.stop,
        )

    def built(self) -> list[str]:
        """Paths of what the next run makes."""
        outcome = self.said.get(timeout=_SECONDS)
        assert not isinstance(outcome, Exception)
        return [path for path, _ in outcome.built]

    def end(self) -> None:
        self.stop.set()
        self.thread.join(_SECONDS)
        assert not self.thread.is_alive()


@pytest.fixture
def watched(tiny: Project) -> Iterator[Watched]:
    made = Watched(tiny)
    try:
        assert "ru/plan.html" in made.built()
        yield made
    finally:
        made.end()


def translate(project: Project, text: str) -> None:
    path = project.catalog("plan", "ru")
    before, id, after = path.read_text("utf-8").partition('msgid "Read more books."\nmsgstr "')
    path.write_text(before + id + text + after[after.index('"') :], "utf-8")


def test_a_saved_catalog_is_one_language_of_one_document(watched: Watched) -> None:
    translate(watched.project, "Читайте больше.")
    made = watched.built()
    assert made[0] == "ru/plan.html"
    assert not {"uz/plan.html", "ru/note.html"} & set(made)
    page = (watched.project.output_path / "ru/plan.html").read_text("utf-8")
    assert "Читайте больше." in page.replace("\u00a0", " ")


def test_a_saved_source_is_every_language_of_it(watched: Watched) -> None:
    source = watched.project.source("note")
    source.write_text(source.read_text("utf-8") + "\nAnother word.\n", "utf-8")
    made = watched.built()
    assert {"en/note.html", "ru/note.html", "uz/note.html", "uz-Cyrl/note.html"} <= set(made)
    assert "en/plan.html" not in made


def test_a_fault_is_told_and_the_watch_goes_on(watched: Watched) -> None:
    settings = watched.project.root / "polyedition.toml"
    text = settings.read_text("utf-8")
    settings.write_text("title = [", "utf-8")
    assert isinstance(watched.said.get(timeout=_SECONDS), Exception)
    settings.write_text(text.replace('"Tiny"', '"Small"'), "utf-8")
    assert "index.html" in watched.built()


def test_what_the_machine_refuses_is_told_and_the_watch_goes_on(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is gone when it is read, a disk that is full: the next save may mend it."""
    with monkeypatch.context() as patched:
        patched.setattr("toolkit.publish.watch.build", _refused)
        translate(watched.project, "Читайте.")
        assert "full.po: error: cannot be used: No space left" in str(watched.said.get(timeout=_SECONDS))
    translate(watched.project, "Читайте больше.")
    assert "ru/plan.html" in watched.built()


def _refused(*_given: object, **_options: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", "full.po")


def test_what_an_editor_leaves_beside_a_file_is_nothing(watched: Watched) -> None:
    for name in (".plan.po.swp", "plan.po~"):
        watched.project.catalog("plan", "ru").with_name(name).write_text("x", "utf-8")
    with pytest.raises(queue.Empty):
        watched.said.get(timeout=1)
