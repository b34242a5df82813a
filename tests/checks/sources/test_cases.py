"""Each folder of ``cases/source`` is a project's sources, and what `check` says of them, line by line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.pictures import PICTURE
from toolkit.checks.run import check_project
from toolkit.collection.collection import Collection
from toolkit.errors import Severity, ToolkitError
from toolkit.project.project import Project, find_project
from toolkit.publish.job import Job
from toolkit.publish.worker import make
from toolkit.revision.revise import update_project

CASES = Path(__file__).parents[2] / "cases" / "source"


def project(case: str, folder: Path) -> Project:
    """The case's sources as a project, with one good picture, ``plain.png``, and one that is none, ``broken.png``."""
    shutil.copytree(CASES / case, folder / "sources", ignore=shutil.ignore_patterns("expected.txt"))
    (folder / "sources" / "plain.png").write_bytes(PICTURE)
    (folder / "sources" / "broken.png").write_bytes(PICTURE[:40])
    (folder / "polyedition.toml").write_text('locales = ["en"]\n', "utf-8")
    return find_project(folder)


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_what_check_says(case: str, tmp_path: Path) -> None:
    """Every finding with its file, line and remedy; errors are refused by `update` and `build`, too."""
    made = project(case, tmp_path)
    found = check_project(made, made.locales, made.documents)
    assert "".join(f"{one}\n" for one in found) == (CASES / case / "expected.txt").read_text("utf-8")
    errors = {one for one in found if one.severity is Severity.ERROR}
    if errors:
        with pytest.raises(ToolkitError) as refused:
            update_project(made, made.locales)
        assert errors & set(refused.value.diagnostics)
        names = {Path(one.location.path).stem for one in errors if one.location}
        for name in names:
            job = Job(name, "en", ())
            assert errors & set(make(Collection(made), job).diagnostics)
    else:
        update_project(made, made.locales)


def test_links_from_beside_the_source_lead_to_documents_or_begin_from_the_base(tmp_path: Path) -> None:
    """``./name.md`` is the project's document where it has one of that name, and else an address."""
    collection = Collection(project("relative-links", tmp_path))
    assert collection.document("with-base").destinations == {
        "/rules": "https://example.org/rules",
        "./hours.html": "https://example.org/policy/hours.html",
        "../map?x=1#y": "https://example.org/map?x=1#y",
        "./fees.md#late": "https://example.org/policy/fees.md#late",
        "./doc.md": "doc.md",
    }
