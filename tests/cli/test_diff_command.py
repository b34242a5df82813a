"""`update --cosmetic`, `update --explain` and `diff`: which texts have changed, and why they continue what they do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from tests.revision.test_merge_git import Repository
from tests.tiny_project import make_project
from toolkit.catalog.model import State
from toolkit.catalog.po import read_po, write_po
from toolkit.cli import polyedition
from toolkit.errors import UsageError
from toolkit.revision.changes import text_changes
from toolkit.revision.revise import update_project
from toolkit.revision.since import revisions_between

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.project.project import Project

SOURCE = """# Aims

Libaries should lend books to every reader.

Libraries should open on Sundays, and on holidays.
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, require_tool: Callable[[str], str]) -> Project:
    """A project with all texts translated, committed."""
    from dataclasses import replace

    require_tool("git")
    made = make_project(tmp_path, SOURCE).project
    update_project(made, made.locales)
    path = made.catalog("doc", "ru")
    catalog = read_po(path)
    write_po(replace(catalog, messages=tuple(replace(one, msgstr=("Да.",)) for one in catalog.messages)), path)
    Repository(tmp_path).commit()
    monkeypatch.chdir(tmp_path)
    source = made.source("doc")
    text = source.read_text("utf-8").replace("Libaries", "Libraries").replace("should open", "shall open")
    source.write_text(text, "utf-8")
    return made


def call(*words: str) -> Result:
    """The command within this process."""
    return CliRunner().invoke(polyedition, words, standalone_mode=False)


def test_cosmetic_refuses_a_change_of_meaning_and_says_why(project: Project) -> None:
    """The misprint is mended, the recommendation that became a duty is outdated."""
    done = call("update", "--cosmetic")
    states = {
        one.msgid.split()[2]: one.state for one in read_po(project.catalog("doc", "ru")).live if "ibraries" in one.msgid
    }
    assert states == {"lend": State.TRANSLATED, "open": State.OUTDATED}
    assert "not cosmetic" in done.stdout
    assert "a negation or a modal verb differs: should → shall" in done.stdout
    assert "lend books" not in done.stdout


def test_explain_shows_old_and_new_and_why(project: Project) -> None:
    """The words that differ are marked."""
    done = call("update", "--explain")
    assert "- Libraries [-should-] open on Sundays" in done.stdout
    assert "+ Libraries {+shall+} open on Sundays" in done.stdout
    assert "alike)" in done.stdout
    assert call("update", "--explain").stdout == "nothing to do: all catalogs are up to date\n"


def test_explain_says_of_what_a_new_text_is_a_further_part(project: Project) -> None:
    """With the old text beside it."""
    source = project.source("doc")
    head, two = (
        source.read_text("utf-8"),
        ("They lend books and tools to everybody.", "Their rooms belong to the whole town."),
    )
    for between in (" ", "\n\n"):
        source.write_text(f"{head}\n{between.join(two)}\n", "utf-8")
        said = call("update", "--explain").stdout
    assert "is a further part of " in said
    assert "- [-They lend books and tools to everybody.-] Their rooms belong to the whole town." in said


def test_diff_shows_the_same_between_states_of_the_repository(project: Project) -> None:
    """From the last commit, from a named revision to another, from a day; with translations where asked."""
    assert "{+shall+}" in call("diff").stdout
    call("update")
    Repository(project.root).commit()
    assert call("diff").stdout == "no text has changed\n"
    for since in ("HEAD~1", "HEAD~1..HEAD"):
        assert "{+shall+}" in call("diff", since).stdout
    assert "= Да. (outdated)" in call("diff", "HEAD~1", "-l", "ru").stdout
    assert call("diff", "2037-01-01").stdout == "no text has changed\n"


def test_diff_shows_what_a_text_has_now_rather_than_what_it_was(project: Project) -> None:
    """A text that was rewritten stays in the catalog as it was, too, obsolete under the same id."""
    source = project.source("doc")
    source.write_text(
        source.read_text("utf-8").replace("shall open on Sundays, and on holidays", "should open on Sundays at noon"),
        "utf-8",
    )
    call("update")
    assert any(one.obsolete and "on holidays" in one.msgid for one in read_po(project.catalog("doc", "ru")).messages)
    shown = call("diff", "-l", "ru").stdout
    assert "(outdated)" in shown
    assert "(obsolete)" not in shown


@pytest.mark.parametrize("since", ["nowhere", "1999-01-01", "--all", "HEAD..nowhere"])
def test_an_unknown_state_is_one_line(project: Project, since: str) -> None:
    """With what to name instead."""
    done = call("diff", "--", since)
    assert isinstance(done.exception, UsageError)
    assert "there is no revision" in done.exception.diagnostics[0].message


def test_a_document_that_was_gone_between_two_states(project: Project) -> None:
    """All its texts are gone, whatever it is now."""
    Repository(project.root)("rm", "-qf", "sources/doc.md")
    Repository(project.root)("commit", "-qm", "x")
    before = list(revisions_between(project, "HEAD~1", "HEAD"))
    gone = [change for revision in before for change in text_changes(revision)]
    assert [one.old for one in gone if one.id.startswith("meta")] == ["Title"]
    assert {one.new for one in gone} == {None}


def test_a_template_that_is_a_link_to_itself(project: Project) -> None:
    """It is called as it is there."""
    link = project.catalog("doc", "kk")
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(link.name)
    assert project.name(link) == "i18n/kk/doc.po"
