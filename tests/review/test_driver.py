"""Real git merges and rebases catalogs with the driver: by segment id and by field."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.catalog.conflict import conflicts_of
from toolkit.catalog.model import State
from toolkit.catalog.po import read_po, write_po
from toolkit.project.project import find_project
from toolkit.review.driver import install_driver
from toolkit.revision.revise import update_project

CATALOG = "i18n/ru/plan.po"


class Repository:
    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *arguments: str, code: int | None = 0) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.root, capture_output=True, text=True, check=False)
        assert code is None or done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def commit(self, branch: str = "") -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", branch or "change")

    def on(self, branch: str) -> None:
        self.git("checkout", "-q", branch)

    @property
    def catalog(self):
        return read_po(self.root / CATALOG)

    def message(self, id: str):
        return next(one for one in self.catalog.messages if one.msgctxt == id)

    def change(self, id: str, **fields) -> None:
        catalog = self.catalog
        messages = tuple(replace(one, **fields) if one.msgctxt == id else one for one in catalog.messages)
        write_po(replace(catalog, messages=messages), self.root / CATALOG)

    def stamp(self, id: str, name: str) -> None:
        one = self.message(id)
        self.change(id, comments=(*one.comments, f"reviewed: {name}, 2026-11-21, {one.digest}"))

    def header(self, name: str, value: str) -> None:
        write_po(self.catalog.with_value(name, value), self.root / CATALOG)

    def update(self) -> None:
        project = find_project(self.root)
        update_project(project, project.locales)

    def edit_source(self, before: str, after: str) -> None:
        path = self.root / "sources" / "plan.md"
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after), "utf-8")
        self.update()


@pytest.fixture
def repository(tmp_path, make_tiny, require_tool, monkeypatch):
    require_tool("git")
    program = Path(sys.executable).parent / "polyedition"
    monkeypatch.setattr(sys, "argv", [str(program)])
    for name, value in (("AUTHOR", "A"), ("COMMITTER", "C")):
        monkeypatch.setenv(f"GIT_{name}_NAME", value)
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "a@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    project = make_tiny(tmp_path / "a project")
    repository = Repository(project.root)
    repository.git("init", "-q", "-b", "main")
    (project.root / ".gitignore").write_text(".polyedition/\noutput/\n", "utf-8")
    for id, text in (("rec-1", "Откройте двери."), ("rec-2", "Держите их открытыми.")):
        repository.change(id, msgstr=(text,))
    assert install_driver(project)[0] == ".gitattributes"
    assert install_driver(project) == ["merge.polyedition.driver in .git/config"]
    repository.commit()
    repository.git("branch", "other")
    return repository


def both(repository, mine, other, code=0, how="merge"):
    """One change on main, one on the branch, brought together."""
    mine()
    repository.commit("mine")
    repository.on("other")
    other()
    repository.commit("other")
    if how == "merge":
        repository.on("main")
        return repository.git("merge", "-q", "--no-edit", "other", code=code)
    return repository.git("rebase", "main", code=code)


@pytest.mark.parametrize("how", ["merge", "rebase"])
def test_two_translators_who_work_on_neighbours(repository, how):
    both(
        repository,
        lambda: repository.change("rec-1", msgstr=("Двери настежь.",)),
        lambda: repository.change("rec-2", msgstr=("И не закрывайте.",)),
        how=how,
    )
    assert [repository.message(id).msgstr[0] for id in ("rec-1", "rec-2")] == ["Двери настежь.", "И не закрывайте."]


@pytest.mark.parametrize("how", ["merge", "rebase"])
def test_two_translators_of_one_text_leave_a_valid_catalog_and_a_conflict(repository, how):
    said = both(
        repository,
        lambda: repository.change("rec-1", msgstr=("Двери настежь.",)),
        lambda: repository.change("rec-1", msgstr=("Распахните двери.",)),
        code=1,
        how=how,
    )
    one = repository.message("rec-1")
    assert one.fuzzy
    assert {one.msgstr[0], *conflicts_of(one)} == {"Двери настежь.", "Распахните двери."}
    assert "UU" in repository.git("status", "--porcelain")
    assert "rec-1: conflict" in said


@pytest.mark.parametrize("how", ["merge", "rebase"])
def test_a_reviewer_beside_a_translator(repository, how):
    both(
        repository,
        lambda: repository.stamp("rec-1", "Vera"),
        lambda: repository.change("rec-2", msgstr=("И не закрывайте.",)),
        how=how,
    )
    assert [repository.message(id).state for id in ("rec-1", "rec-2")] == [State.REVIEWED, State.TRANSLATED]


@pytest.mark.parametrize("how", ["merge", "rebase"])
def test_a_stamp_beside_an_edit_is_void_and_said_so(repository, how):
    said = both(
        repository,
        lambda: repository.stamp("rec-1", "Vera"),
        lambda: repository.change("rec-1", msgstr=("Двери настежь.",)),
        how=how,
    )
    one = repository.message("rec-1")
    assert (one.msgstr, one.state) == (("Двери настежь.",), State.TRANSLATED)
    assert "the review by Vera is void" in said


def test_a_withdrawn_stamp_does_not_come_back(repository):
    repository.stamp("rec-1", "Vera")
    repository.commit()
    repository.git("branch", "-f", "other")
    both(
        repository,
        lambda: repository.change("rec-1", comments=()),
        lambda: repository.change("rec-2", msgstr=("И не закрывайте.",)),
    )
    assert repository.message("rec-1").state is State.TRANSLATED


@pytest.mark.parametrize("how", ["merge", "rebase"])
def test_update_beside_an_edit(repository, how):
    both(
        repository,
        lambda: repository.edit_source("Open the doors.", "Open all the doors."),
        lambda: repository.change("rec-1", msgstr=("Двери настежь.",)),
        how=how,
    )
    one = repository.message("rec-1")
    assert (one.msgid, one.msgstr[0], one.state) == ("Open all the doors.", "Двери настежь.", State.OUTDATED)
    assert one.previous.msgid == "Open the doors."
    repository.update()
    assert not repository.git("status", "--porcelain")


@pytest.mark.parametrize("how", ["merge", "rebase"])
def test_a_new_text_behind_the_last_one_beside_an_edit_of_it(repository, how):
    """Without the driver git takes two changes of neighbouring lines for a conflict, and editors keep no line between."""
    last = list(repository.catalog.live)[-1]
    source = repository.root / "sources/plan.md"
    both(
        repository,
        lambda: (
            source.write_text(f"{source.read_text('utf-8')}\nOne more at the end.\n", "utf-8"),
            repository.update(),
        ),
        lambda: repository.change(last.msgctxt, msgstr=("Последнее.",)),
        how=how,
    )
    texts = [(one.msgid, one.msgstr[0]) for one in list(repository.catalog.live)[-2:]]
    assert texts == [(last.msgid, "Последнее."), ("One more at the end.", "")]


def test_both_sides_changed_a_date_in_the_header(repository):
    both(
        repository,
        lambda: repository.header("PO-Revision-Date", "2026-11-21 10:00+0000"),
        lambda: repository.header("PO-Revision-Date", "2026-11-22 10:00+0000"),
    )
    assert repository.catalog.value("PO-Revision-Date") == "2026-11-22 10:00+0000"


@pytest.mark.parametrize("how", ["merge", "rebase"])
def test_a_section_is_renamed_beside_an_edit_in_it(repository, how):
    both(
        repository,
        lambda: repository.edit_source("## Aims", "## Goals of the plan"),
        lambda: repository.change("rec-1", msgstr=("Двери настежь.",)),
        how=how,
    )
    one = repository.message("rec-1")
    assert one.msgstr == ("Двери настежь.",)
    assert one.extracted[0].startswith("Goals of the plan")
    repository.update()
    assert not repository.git("status", "--porcelain")


def test_both_sides_add_to_the_source(repository):
    both(
        repository,
        lambda: repository.edit_source("Read more books.", "First of all.\n\nRead more books."),
        lambda: repository.edit_source("Lend more books.", "Lend more books.\n\nMore than ever."),
    )
    repository.update()
    texts = [one.msgid for one in repository.catalog.live]
    assert texts.index("First of all.") < texts.index("More than ever.")
    assert {one.msgstr[0] for one in repository.catalog.live} >= {"Откройте двери.", "Держите их открытыми."}


def test_a_version_that_is_no_catalog_is_left_to_git(repository):
    def spoil():
        path = repository.root / CATALOG
        path.write_text(path.read_text("utf-8") + 'msgid "half\n', "utf-8")

    said = both(repository, lambda: repository.change("rec-1", msgstr=("Двери настежь.",)), spoil, code=1)
    assert "unterminated-string" in said
    assert "Двери настежь." in (repository.root / CATALOG).read_text("utf-8")
