"""Texts, stamps and notes that a tool has dropped are named by `update` and `check`."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace

import pytest

from toolkit.catalog.model import Catalog, Message
from toolkit.catalog.po import read_po, write_po
from toolkit.review import losses as module
from toolkit.review.git import blobs, changed_files
from toolkit.review.losses import Remembered, losses

FULL = Message("Read.", "a", msgstr=("Читать.",), comments=("a note", "reviewed: Vera, 2026-11-01, 01234567"))


def lost(before, *after):
    return [(one.what, one.id) for one in losses(Catalog((before,)), Catalog(after))]


def test_what_is_gone_is_named():
    assert lost(FULL, FULL) == []
    assert lost(FULL, replace(FULL, msgstr=("",))) == [("text", "a")]
    assert lost(FULL, replace(FULL, comments=())) == [("note", "a"), ("stamp", "a")]
    assert lost(FULL) == [("text", "a"), ("note", "a"), ("stamp", "a")]


def test_an_edit_is_no_loss():
    assert lost(FULL, replace(FULL, msgstr=("Читайте.",), comments=("a note",))) == []
    assert lost(FULL, replace(FULL, obsolete=True)) == []
    assert lost(FULL, replace(FULL, msgid="Read on.")) == []
    for id in (None, "sources/plan.md:a"):
        assert lost(FULL, replace(FULL, msgid="Read on.", msgctxt=id)) == [], "as xliff2po leaves it"
    assert lost(FULL, replace(FULL, comments=tuple(f"# {line}" for line in FULL.comments))) == []
    assert lost(replace(FULL, obsolete=True)) == []


def test_what_was_remembered_and_is_removed_is_remembered_again(tmp_path, make_tiny):
    project = make_tiny(tmp_path)
    Remembered(project, ["ru"], ["plan"]).keep()
    (copy,) = (project.cache_path / "catalogs").rglob("plan.po")
    whole = copy.read_bytes()
    shutil.rmtree(project.cache_path / "catalogs")
    Remembered(project, ["ru"], ["plan"]).keep()
    assert copy.read_bytes() == whole


@pytest.mark.parametrize("with_git", [False, True])
def test_a_tool_that_empties_texts_is_found_out(tmp_path, make_tiny, with_git, require_tool):
    project = make_tiny(tmp_path)
    path = project.catalog("plan", "ru")
    catalog = read_po(path)
    full = replace(catalog, messages=tuple(replace(one, msgstr=("Читать.",)) for one in catalog.messages))
    write_po(full, path)
    if with_git:
        git = [require_tool("git"), "-c", "user.name=A", "-c", "user.email=a@example.org"]
        for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "first"]):
            subprocess.run([*git, *words], cwd=project.root, check=True)
    Remembered(project, ["ru"], ["plan"]).keep()
    assert Remembered(project, ["ru"], ["plan"]).losses() == []
    write_po(catalog, path)
    found = Remembered(project, ["ru"], ["plan"]).losses()
    assert len(found) == len(catalog.messages)
    assert all(one.code == "lost" and one.location.path == "i18n/ru/plan.po" for one in found)
    assert Remembered(project, ["ru"], ["plan"]).losses() == found, "as it was kept, in a repository"
    path.unlink()
    assert [one.message for one in Remembered(project, ["ru"], ["plan"]).losses()] == ["the catalog is gone"]


@pytest.fixture
def emptied(tmp_path, make_tiny, require_tool):
    """A project whose last commit has texts that its catalog has no more, and git with a name to commit by."""
    project = make_tiny(tmp_path)
    path = project.catalog("plan", "ru")
    catalog = read_po(path)
    write_po(replace(catalog, messages=tuple(replace(one, msgstr=("Читать.",)) for one in catalog.messages)), path)

    def git(*words):
        names = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run([require_tool("git"), *names, *words], cwd=project.root, check=True)

    (project.root / ".gitignore").write_text(".polyedition\n", "utf-8")
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "first"]):
        git(*words)
    write_po(catalog, path)
    return project, git


def test_what_differs_from_the_commit_is_read_once(emptied, monkeypatch):
    project, git = emptied
    read = []
    monkeypatch.setattr(module, "blobs", lambda root, hashes: read.append(len(hashes)) or blobs(root, hashes))
    found = Remembered(project, ["ru"], ["plan"]).losses()
    assert found != []
    assert Remembered(project, ["ru"], ["plan"]).losses() == found
    assert read == [1]
    path = project.catalog("plan", "ru")
    path.write_text(path.read_text("utf-8") + "\n# A note.\n", "utf-8")
    assert Remembered(project, ["ru"], ["plan"]).losses() == found
    assert read == [1, 1]
    git("commit", "-q", "-a", "-m", "second")
    assert Remembered(project, ["ru"], ["plan"]).losses() == []


def test_what_git_does_not_give_is_asked_for_again(emptied, monkeypatch):
    project, _ = emptied
    with monkeypatch.context() as patched:
        patched.setattr(module, "blobs", lambda *_: {})
        assert Remembered(project, ["ru"], ["plan"]).losses() == []
    assert Remembered(project, ["ru"], ["plan"]).losses() != []


@pytest.mark.parametrize("damage", [b"", b"x", b"\xff" * 80, "folder", "pipe", "link"])
def test_damage_of_what_was_kept_is_no_answer(emptied, damage):
    project, _ = emptied
    found = Remembered(project, ["ru"], ["plan"]).losses()
    path = project.cache_path / "results" / "losses"
    if isinstance(damage, bytes):
        path.write_bytes(damage)
    else:
        path.unlink()
        {"folder": path.mkdir, "pipe": lambda: os.mkfifo(path), "link": lambda: path.symlink_to(path.name)}[damage]()
    for _ in range(2):
        assert Remembered(project, ["ru"], ["plan"]).losses() == found


def test_git_names_what_each_changed_file_was(emptied):
    project, git = emptied
    (project.root / "i18n/ru/new.po").write_text("new\n", "utf-8")
    git("add", "-A")
    git("mv", "i18n/templates/plan.pot", "i18n/templates/plans.pot")
    changed = changed_files(project.root, "i18n")
    assert changed.keys() == {"i18n/templates/plans.pot", "i18n/ru/new.po", "i18n/ru/plan.po"}
    assert changed["i18n/templates/plans.pot"] == changed["i18n/ru/new.po"] == ""
    before = changed["i18n/ru/plan.po"]
    texts = blobs(project.root, [before, "0" * 40, before])
    assert texts.keys() == {before}
    assert "Читать." in texts[before].decode()
    assert changed_files(project.root, "nowhere") == {}
