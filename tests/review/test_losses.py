"""Texts, stamps and notes that a tool has dropped are named by `update` and `check`."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pytest

from toolkit.catalog.model import Catalog, Message
from toolkit.catalog.po import read_po, write_po
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
    path.unlink()
    assert [one.message for one in Remembered(project, ["ru"], ["plan"]).losses()] == ["the catalog is gone"]
