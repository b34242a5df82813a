"""`polyedition merge`: a file that came back is known by its head, merged, and told about."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace

import pytest

from tests.commands import say
from toolkit.catalog.po import format_po, read_po, write_po

PATH = "i18n/ru/plan.po"


@pytest.fixture
def project(tmp_path, make_tiny):
    return make_tiny(tmp_path / "p")


@pytest.fixture
def run(capsys, monkeypatch):
    """`polyedition merge` in a project."""

    def merge(project, *words):
        monkeypatch.chdir(project.root)
        return say(capsys, monkeypatch, "merge", *map(str, words))

    return merge


def fill(catalog, texts):
    return replace(
        catalog,
        messages=tuple(
            replace(one, msgstr=(texts.get(one.msgctxt, one.msgstr[0]),), flags=()) for one in catalog.messages
        ),
    )


@pytest.fixture
def back(project, tmp_path):
    def make(texts, name="back.po", **headers):
        catalog = fill(read_po(project.root / PATH), texts)
        for header, value in headers.items():
            catalog = catalog.with_value(header, value)
        write_po(catalog, tmp_path / name)
        return tmp_path / name

    return make


def text_of(project, id):
    return next(one for one in read_po(project.root / PATH).messages if one.msgctxt == id)


def test_a_file_finds_its_catalog_by_its_head(project, back, run):
    code, out, _ = run(project, back({"rec-1": "Откройте двери."}))
    assert code == 0
    assert f"{PATH}: written" in out
    assert text_of(project, "rec-1").msgstr == ("Откройте двери.",)
    code, out, _ = run(project, back({"rec-1": "Откройте двери."}))
    assert f"{PATH}: nothing to change" in out


def test_a_dry_run_writes_nothing(project, back, run):
    before = (project.root / PATH).read_bytes()
    code, out, _ = run(project, back({"rec-1": "Откройте двери."}), "--dry-run")
    assert (code, (project.root / PATH).read_bytes()) == (0, before)
    assert "would be written" in out


def test_conflicts_are_listed_at_the_end_and_the_catalog_stays_whole(project, back, run):
    run(project, back({"rec-1": "Откройте двери."}))
    code, out, _ = run(project, back({"rec-1": "Двери настежь!", "rec-2": "Держите."}))
    assert code == 1
    assert "conflict: rec-1" in out
    assert text_of(project, "rec-2").msgstr == ("Держите.",)
    assert text_of(project, "rec-1").fuzzy
    assert "conflict: Двери настежь!" in text_of(project, "rec-1").comments


def test_a_check_finds_the_conflict_until_it_is_settled(project, back, run):
    run(project, back({"rec-1": "Откройте двери."}))
    run(project, back({"rec-1": "Двери настежь!"}))
    from toolkit.checks.run import check_project

    assert "conflict" in {one.code for one in check_project(project, ["ru"], ["plan"])}


def test_json(project, back, run):
    code, out, _ = run(project, back({"rec-1": "Откройте двери."}), "--json")
    data = json.loads(out)
    assert (code, data["changed"], data["locale"], data["document"]) == (0, True, "ru", "plan")
    assert [(one["outcome"], one["id"]) for one in data["decisions"]] == [("taken", "rec-1")]


def test_a_base_tells_a_correction_from_a_conflict(project, back, run):
    sent = back({"rec-1": "Откройте двери."}, name="sent.po")
    run(project, sent)
    code, _, _ = run(project, back({"rec-1": "Двери настежь!"}), "--base", sent)
    assert code == 0
    assert text_of(project, "rec-1").msgstr == ("Двери настежь!",)


@pytest.mark.parametrize(
    ("headers", "words", "code", "said"),
    [
        ({"Language": "uz"}, ("-l", "ru"), 2, "it is in uz, not in ru"),
        ({"Language": "fr"}, (), 2, "which this project has not"),
        ({}, ("-l", "xx"), 2, "no locale xx"),
        ({}, ("-d", "nothing"), 2, "no document nothing"),
        ({}, ("--base", "nowhere"), 2, "no version 'nowhere'"),
    ],
)
def test_a_wrong_call_is_one_line_and_writes_nothing(project, back, headers, words, code, said, run):
    before = (project.root / PATH).read_bytes()
    got, _, err = run(project, back({"rec-1": "x"}, **headers), *words)
    assert (got, (project.root / PATH).read_bytes()) == (code, before)
    assert said in err


def test_a_file_that_is_no_catalog_writes_nothing(project, tmp_path, run):
    (tmp_path / "bad.po").write_text('msgid "a', "utf-8")
    before = (project.root / PATH).read_bytes()
    code, _, err = run(project, tmp_path / "bad.po")
    assert code == 1
    assert "bad.po:1" in err
    assert run(project, tmp_path / "none.po")[0] == 1
    assert (project.root / PATH).read_bytes() == before


def test_a_name_tells_what_the_head_does_not(project, back, tmp_path, run):
    catalog = fill(read_po(project.root / PATH), {"rec-1": "Откройте двери."})
    bare = replace(catalog, headers=(("Content-Type", "text/plain; charset=UTF-8"),))
    (tmp_path / "plan.ru.po").write_text(format_po(bare), "utf-8")
    assert run(project, tmp_path / "plan.ru.po")[0] == 0
    assert text_of(project, "rec-1").msgstr == ("Откройте двери.",)


def committed(project, texts=None, comments=(), day="2026-11-01"):
    """The catalog with these texts as a commit of that day."""
    catalog = read_po(project.root / PATH)
    if texts:
        catalog = replace(
            catalog,
            messages=tuple(
                replace(one, msgstr=(texts[one.msgctxt],), flags=(), comments=(*one.comments, *comments))
                if one.msgctxt in texts
                else one
                for one in catalog.messages
            ),
        )
        write_po(catalog, project.root / PATH)
    environment = {**os.environ, "GIT_COMMITTER_DATE": f"{day}T12:00:00", "GIT_AUTHOR_DATE": f"{day}T12:00:00"}
    person = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), ("add", "-A"), (*person, "commit", "-q", "--allow-empty", "-m", day)):
        subprocess.run(["git", *words], cwd=project.root, check=True, env=environment)
    return catalog


def sent_back(catalog, texts, path):
    """What somebody has made of the catalog that was sent out, by a tool that drops comments."""
    made = fill(catalog, texts)
    write_po(replace(made, messages=tuple(replace(one, comments=()) for one in made.messages)), path)
    return path


def ids(project):
    return [one.msgctxt for one in read_po(project.root / PATH).live]


def test_a_correction_of_a_finished_text_is_none_of_our_business_to_refuse(project, tmp_path, run):
    """What was sent out is in git: only the other side has changed it."""
    first, second = ids(project)[:2]
    sent = committed(project, {first: "Старый заголовок.", second: "Второй."})
    committed(project, {second: "Второй, у нас исправленный."}, day="2026-11-05")
    file = sent_back(sent, {first: "Новый заголовок."}, tmp_path / "back.po")
    code, out, _ = run(project, file)
    assert code == 0, out
    assert "compared with" in out
    assert text_of(project, first).msgstr == ("Новый заголовок.",)
    assert text_of(project, second).msgstr == ("Второй, у нас исправленный.",)


def test_what_both_have_changed_is_a_conflict_still(project, tmp_path, run):
    first, second = ids(project)[:2]
    sent = committed(project, {first: "Старый заголовок.", second: "Второй."})
    committed(project, {first: "Наш заголовок."}, day="2026-11-05")
    code, out, _ = run(project, sent_back(sent, {first: "Их заголовок."}, tmp_path / "back.po"))
    assert code == 1
    assert f"conflict: {first}" in out
    assert {*text_of(project, first).msgstr} == {"Наш заголовок."}


def test_a_version_that_may_not_have_been_seen_is_no_base(project, tmp_path, run):
    """Both commits are as like the file as the other: whoever sent it may know the older one only."""
    (first,) = ids(project)[:1]
    committed(project, {first: "Старый заголовок."})
    later = committed(project, {first: "Наш заголовок."}, day="2026-11-05")
    code, _, _ = run(project, sent_back(later, {first: "Их заголовок."}, tmp_path / "back.po"))
    assert code == 1


def test_what_is_not_committed_yet_is_ours(project, tmp_path, run):
    (first,) = ids(project)[:1]
    sent = committed(project, {first: "Старый заголовок."})
    catalog = fill(read_po(project.root / PATH), {first: "Наш, ещё не в git."})
    write_po(catalog, project.root / PATH)
    code, _, _ = run(project, sent_back(sent, {first: "Их заголовок."}, tmp_path / "back.po"))
    assert code == 1


def test_a_stamp_tells_which_text_was_corrected(project, tmp_path, run):
    """Without git: the stamp that came back was written for our text, so the correction was made of that; it is void."""
    (first,) = ids(project)[:1]
    stamped = fill(read_po(project.root / PATH), {first: "Старый заголовок."})
    with_stamp = tuple(
        replace(one, comments=(*one.comments, f"reviewed: Vera Ivanova, 2026-11-21, {one.digest}"))
        if one.msgctxt == first
        else one
        for one in stamped.messages
    )
    write_po(replace(stamped, messages=with_stamp), project.root / PATH)
    theirs = tuple(replace(one, msgstr=("Новый заголовок.",)) if one.msgctxt == first else one for one in with_stamp)
    write_po(replace(stamped, messages=theirs), tmp_path / "back.po")
    code, out, _ = run(project, tmp_path / "back.po")
    assert code == 0, out
    assert "corrected there" in out
    assert "the review by Vera Ivanova is void" in out
    assert text_of(project, first).msgstr == ("Новый заголовок.",)
    write_po(replace(stamped, messages=with_stamp), tmp_path / "old.po")
    code, out, _ = run(project, tmp_path / "old.po")
    assert (code, text_of(project, first).msgstr) == (0, ("Новый заголовок.",))
    assert "it is the earlier text there" in out


def test_a_stamp_that_nobody_has_sealed_yet_is_for_our_text(project, tmp_path, run):
    """It came back beside another text, which its reviewer has never seen."""
    (first,) = ids(project)[:1]
    typed = tuple(
        replace(one, msgstr=("Старый заголовок.",), flags=(), comments=("reviewed: Vera Ivanova, 2026-11-21",))
        if one.msgctxt == first
        else one
        for one in read_po(project.root / PATH).messages
    )
    ours = replace(read_po(project.root / PATH), messages=typed)
    write_po(ours, project.root / PATH)
    write_po(fill(ours, {first: "Новый заголовок."}), tmp_path / "back.po")
    code, _, _ = run(project, tmp_path / "back.po")
    merged = text_of(project, first)
    assert (code, merged.msgstr, str(merged.state)) == (0, ("Новый заголовок.",), "translated")
