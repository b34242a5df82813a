"""`polyedition merge`: a file that came back is known by its head, merged, and told about."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from toolkit.catalog.po import format_po, read_po, write_po

PATH = "i18n/ru/plan.po"


@pytest.fixture
def project(tmp_path, make_tiny):
    return make_tiny(tmp_path / "p")


def run(project, *words):
    done = subprocess.run(
        [sys.executable, "-c", "from toolkit.cli import main; main()", "merge", *map(str, words)],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


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


def test_a_file_finds_its_catalog_by_its_head(project, back):
    code, out, _ = run(project, back({"rec-1": "Откройте двери."}))
    assert code == 0
    assert f"{PATH}: written" in out
    assert text_of(project, "rec-1").msgstr == ("Откройте двери.",)
    code, out, _ = run(project, back({"rec-1": "Откройте двери."}))
    assert f"{PATH}: nothing to change" in out


def test_a_dry_run_writes_nothing(project, back):
    before = (project.root / PATH).read_bytes()
    code, out, _ = run(project, back({"rec-1": "Откройте двери."}), "--dry-run")
    assert (code, (project.root / PATH).read_bytes()) == (0, before)
    assert "would be written" in out


def test_conflicts_are_listed_at_the_end_and_the_catalog_stays_whole(project, back):
    run(project, back({"rec-1": "Откройте двери."}))
    code, out, _ = run(project, back({"rec-1": "Двери настежь!", "rec-2": "Держите."}))
    assert code == 1
    assert "conflict: rec-1" in out
    assert text_of(project, "rec-2").msgstr == ("Держите.",)
    assert text_of(project, "rec-1").fuzzy
    assert "conflict: Двери настежь!" in text_of(project, "rec-1").comments


def test_a_check_finds_the_conflict_until_it_is_settled(project, back):
    run(project, back({"rec-1": "Откройте двери."}))
    run(project, back({"rec-1": "Двери настежь!"}))
    from toolkit.checks.run import check_project

    assert "conflict" in {one.code for one in check_project(project, ["ru"], ["plan"])}


def test_json(project, back):
    code, out, _ = run(project, back({"rec-1": "Откройте двери."}), "--json")
    data = json.loads(out)
    assert (code, data["changed"], data["locale"], data["document"]) == (0, True, "ru", "plan")
    assert [(one["outcome"], one["id"]) for one in data["decisions"]] == [("taken", "rec-1")]


def test_a_base_tells_a_correction_from_a_conflict(project, back):
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
def test_a_wrong_call_is_one_line_and_writes_nothing(project, back, headers, words, code, said):
    before = (project.root / PATH).read_bytes()
    got, _, err = run(project, back({"rec-1": "x"}, **headers), *words)
    assert (got, (project.root / PATH).read_bytes()) == (code, before)
    assert said in err


def test_a_file_that_is_no_catalog_writes_nothing(project, tmp_path):
    (tmp_path / "bad.po").write_text('msgid "a', "utf-8")
    before = (project.root / PATH).read_bytes()
    code, _, err = run(project, tmp_path / "bad.po")
    assert code == 1
    assert "bad.po:1" in err
    assert run(project, tmp_path / "none.po")[0] == 1
    assert (project.root / PATH).read_bytes() == before


def test_a_name_tells_what_the_head_does_not(project, back, tmp_path):
    catalog = fill(read_po(project.root / PATH), {"rec-1": "Откройте двери."})
    bare = replace(catalog, headers=(("Content-Type", "text/plain; charset=UTF-8"),))
    (tmp_path / "plan.ru.po").write_text(format_po(bare), "utf-8")
    assert run(project, tmp_path / "plan.ru.po")[0] == 0
    assert text_of(project, "rec-1").msgstr == ("Откройте двери.",)
