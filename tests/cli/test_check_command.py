"""``polyedition check`` as a person or a program meets it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from toolkit.checks.built_in import CHECKS
from toolkit.checks.sources import SOURCE_CHECKS
from toolkit.cli import polyedition
from toolkit.cli.check_command import annotation
from toolkit.errors import Diagnostic, Location, Severity, UsageError


def call(*words):
    """Exit code, output and error output."""
    result = CliRunner().invoke(polyedition, ["check", *words], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.return_value, result.stdout, result.stderr


@pytest.fixture
def faulty(tiny, monkeypatch):
    """The tiny project with one error and one warning in the Russian plan."""
    path = tiny.catalog("plan", "ru")
    text = path.read_text("utf-8")
    for source, target in (
        ("Read more books.", "Читайте больше книг. "),
        ("Lend more books.", "Выдавайте больше книг"),
    ):
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    path.write_text(text, "utf-8")
    monkeypatch.chdir(tiny.root)
    return tiny


def test_a_project_without_mistakes_is_fine(tiny, monkeypatch):
    """Exit code 0, one line."""
    monkeypatch.chdir(tiny.root)
    assert call() == (0, "no mistakes found\n", "")


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ('fonts = ["absent-fonts"]', "fonts names a package that is not installed: absent-fonts"),
        ('[print]\nprofile = "absent.icc"', "print.profile names no file of the project: absent.icc"),
    ],
)
def test_settings_that_a_build_would_refuse_are_refused(tiny, monkeypatch, setting, words):
    """What names a font or a profile that is not there is told before a build is."""
    monkeypatch.chdir(tiny.root)
    path = tiny.root / "polyedition.toml"
    before = path.read_text("utf-8")
    path.write_text(f"{setting}\n{before}" if setting.startswith("fonts") else f"{before}\n{setting}\n", "utf-8")
    with pytest.raises(UsageError, match=words):
        call()


def test_errors_give_exit_code_1(faulty):
    """Findings go to the error output, their number to the output."""
    code, output, errors = call()
    assert code == 1
    assert output == "1 error, 1 warning\n"
    assert "i18n/ru/plan.po:" in errors
    assert "[blanks]" in errors
    assert "[ending]" in errors


def test_warnings_alone_give_exit_code_0(faulty):
    """They ask for a second look only."""
    code, output, _ = call("--ignore", "blanks")
    assert (code, output) == (0, "1 warning\n")


def test_locales_and_documents_can_be_chosen(faulty):
    """Only what is named is looked at."""
    assert call("uz")[0] == 0
    assert call("ru", "-d", "note", "-d", "interface")[0] == 0
    assert call("ru", "-d", "plan")[0] == 1


def test_json_holds_every_finding(faulty):
    """For programs."""
    code, output, errors = call("--json")
    found = json.loads(output)
    assert code == 1
    assert errors == ""
    assert {one["code"] for one in found} == {"blanks", "ending"}
    assert all(one["path"] == "i18n/ru/plan.po" and one["line"] for one in found)


def test_github_annotations_name_file_and_line(faulty):
    """One workflow command a finding, and nothing else."""
    code, output, _ = call("--github", "--ignore", "ending")
    assert code == 1
    (line,) = output.splitlines()
    assert line.startswith("::error file=i18n/ru/plan.po,line=")
    assert "title=blanks::white space at the end" in line


def test_an_annotation_stays_on_one_line():
    """Line breaks and percent signs are escaped, in properties colons and commas too."""
    found = Diagnostic("number", "30% lost", Location("i18n/a,b:c.po", 3), Severity.WARNING, "one\ntwo")
    assert annotation(found) == "::warning file=i18n/a%2Cb%3Ac.po,line=3,title=number::30%25 lost%0Aone%0Atwo"


def test_the_list_shows_every_check():
    """With its severity and reason, in a table or as JSON; no project is needed."""
    _, output, _ = call("--list")
    codes = [*(check.code for check in SOURCE_CHECKS), "witnesses", *(check.code for check in CHECKS)]
    assert [line.split()[0] for line in output.splitlines()[1:]] == codes
    assert [one["code"] for one in json.loads(call("--list", "--json")[1])] == codes


@pytest.mark.parametrize("words", [("--ignore", "numbr"), ("--json", "--github"), ("kk",), ("-d", "nothing")])
def test_a_wrong_call_is_a_usage_error(tiny, monkeypatch, words):
    """Unknown checks, locales and documents, and two formats at once."""
    monkeypatch.chdir(tiny.root)
    with pytest.raises(UsageError):
        call(*words)
