"""The plan is a pure function: situations on one side, targets with reasons on the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.project.places import edition_path
from toolkit.project.project import Project
from toolkit.publish.groups import group_names
from toolkit.publish.manifest import File
from toolkit.publish.plan import Selection, make_plan

PROJECT = Project(
    root=Path("/nowhere"),
    settings_file="polyedition.toml",
    title="Tiny",
    locales=("en", "ru"),
    formats=("html", "pdf"),
)
PROJECT.__dict__["documents"] = ("plan",)
ALL = Selection(("plan",), ("en", "ru"), ("html", "pdf"))
NOW = {"source": "1", "catalog ru": "2"}
PATH = "ru/plan.html"
FRESH = File(PATH, 10, "00", "html", "ru", "plan", inputs=NOW)


class Inputs:
    """The same inputs for every edition."""

    def edition(self, document: str, locale: str, format: str) -> dict[str, str]:
        return dict(NOW)


SITUATIONS: dict[str, tuple[File | None, int | None, str]] = {
    "fresh": (FRESH, 10, ""),
    "never built": (None, None, "it is not there"),
    "deleted": (FRESH, None, "it is not there"),
    "record lost": (None, 10, "nothing is known of how it was made"),
    "cut off": (FRESH, 9, "it was changed by hand or damaged"),
    "content changed": (FRESH, -1, "it was changed by hand or damaged"),
    "source changed": (FRESH._replace(inputs=NOW | {"source": "0"}), 10, "changed: source"),
    "two inputs changed": (FRESH._replace(inputs={"source": "0"}), 10, "changed: source, catalog ru"),
    "input gone": (FRESH._replace(inputs=NOW | {"catalog uz": "3"}), 10, "changed: catalog uz (gone)"),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_situation(name: str) -> None:
    """A file is made if, and only if, there is a reason, and the plan says it."""
    file, size, reason = SITUATIONS[name]
    recorded = {PATH: file} if file else {}
    sizes = {PATH: size} if size is not None else {}
    plan = make_plan(PROJECT, Selection(("plan",), ("ru",), ("html",)), Inputs(), recorded, sizes, group_names(PROJECT))
    assert [(target.path, target.reason) for target in plan.targets] == ([(PATH, reason)] if reason else [])
    assert plan.unchanged == (() if reason else (PATH,))
    assert plan.removed == ()


def test_selection_limits_targets_but_not_removals() -> None:
    """Editions that were not asked for are neither made nor removed; what has no source any more goes in any case."""
    recorded = {path: FRESH._replace(path=path) for path in (PATH, "kk/plan.html", "ru/old.pdf")}
    recorded["ru/index.html"] = FRESH._replace(path="ru/index.html", group="page ru")
    recorded["kk/index.html"] = FRESH._replace(path="kk/index.html", group="page kk")
    plan = make_plan(PROJECT, Selection(("plan",), ("en",), ("pdf",)), Inputs(), recorded, {}, group_names(PROJECT))
    assert [target.path for target in plan.targets] == ["en/plan.pdf"]
    assert plan.removed == ("kk/index.html", "kk/plan.html", "ru/old.pdf")


def test_targets_come_document_by_document() -> None:
    """The formats of one edition stand together: they are made by one process in one go."""
    plan = make_plan(PROJECT, ALL, Inputs(), {}, {}, group_names(PROJECT))
    assert [target.path for target in plan.targets] == ["en/plan.html", "en/plan.pdf", "ru/plan.html", "ru/plan.pdf"]
    assert all(target.inputs == NOW for target in plan.targets)


def test_paths() -> None:
    """Editions lie in the folder of their locale, beside that locale's page."""
    assert edition_path("plan", "uz-Cyrl", "pdf") == "uz-Cyrl/plan.pdf"
    pages = ["page en", "page ru", "home", "search en", "search ru"]
    assert group_names(PROJECT) == [*pages, "document plan", "fonts", "pictures", "site", "checksums"]
