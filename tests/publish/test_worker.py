"""A process that makes edition after edition."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

from tests.conftest import SETTINGS
from toolkit.collection.collection import Collection
from toolkit.editions.rendered import Rendered
from toolkit.publish import worker
from toolkit.publish.job import Job
from toolkit.publish.plan import Target

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from toolkit.project.project import Project


class _Circle:
    """Something that refers to itself."""

    def __init__(self) -> None:
        self.me = self


def test_a_job_leaves_nothing_behind(
    tmp_path: Path, make_tiny: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Circles of references that a job has made are given back before the next, though few objects were made since."""
    project = make_tiny(tmp_path, SETTINGS)
    left = []

    def render(*_: object) -> Rendered:
        left.append(weakref.ref(_Circle()))
        return Rendered(b"")

    monkeypatch.setattr(worker, "render", render)
    name, locale = project.documents[0], project.locales[0]
    job = Job(name, locale, (Target("a.html", name, locale, "html", {}, "new"),))
    before = gc.get_threshold()
    try:
        worker.produce(Collection(project), job)
        worker.produce(Collection(project), job)
        assert left[0]() is None
    finally:
        gc.set_threshold(*before)
