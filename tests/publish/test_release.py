"""The shipped ALMA document in Russian: refused as a draft, released after stamps, frozen, revised, compared, withdrawn."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from tests.commands import require_program
from tests.conftest import ROOT
from toolkit.catalog.po import read_po, write_po
from toolkit.cli import polyedition
from toolkit.collection.collection import Collection
from toolkit.errors import ToolkitError, UsageError
from toolkit.project.project import find_project
from toolkit.project.releases import read_releases, write_releases
from toolkit.publish import releasing
from toolkit.publish.plan import Selection
from toolkit.publish.releasing import ask, rebuild_releases, release_editions, withdraw_edition
from toolkit.publish.run import build
from toolkit.publish.sound.programs import PROGRAMS
from toolkit.review.release.gate import reasons
from toolkit.review.release.standing import standings
from toolkit.review.stamping import review_project, reviewer
from toolkit.revision.revise import update_project

DAY = datetime.date(2026, 11, 28)
SETTINGS = 'title = "Recommendations"\nlocales = ["en", "ru"]\ndocuments = ["alma-2019"]\nformats = ["html"]\n'
NAME = "alma-2019"


class Copy:
    """A copy of the shipped project, in a repository of its own."""

    def __init__(self, root):
        self.root = root

    @property
    def project(self):
        return find_project(self.root)

    def git(self, *words):
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words]
        return subprocess.run(command, cwd=self.root, check=True, capture_output=True, text=True).stdout

    def commit(self):
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "change")

    def build(self):
        project = self.project
        outcome = build(project, Selection(project.documents, project.locales, project.formats), workers=1)
        assert not [one for one in outcome.diagnostics if one.severity == "error"]
        return outcome

    def finish(self):
        """Everything reviewed, a translator named."""
        project = self.project
        update_project(project, project.locales)
        path = project.catalog(NAME, "ru")
        write_po(read_po(path).with_value("Last-Translator", "Anna Petrova (National Library) <a@b.org>"), path)
        self.stamp()

    def stamp(self):
        review_project(self.project, "ru", [NAME], (), reviewer("Vera Ivanova", "RLA", DAY))
        self.commit()

    def release(self, edition, day=DAY):
        found = release_editions(self.project, NAME, ["ru"], edition, day)
        self.commit()
        return found

    def page(self, path):
        return (self.root / "output" / path).read_text("utf-8")

    def revise(self):
        """A recommendation goes before the fourth of the first direction, another is reworded."""
        source = self.project.source(NAME)
        text = source.read_text("utf-8")
        old = next(one.msgid for one in read_po(self.project.template(NAME)).live if one.msgctxt == "d2-2")
        assert old in text
        source.write_text(text.replace(old, old.rstrip(".") + ", year after year."), "utf-8")
        update_project(self.project, self.project.locales)
        path = self.project.catalog(NAME, "ru")
        catalog = read_po(path)
        changed = [
            replace(one, msgstr=(one.msgstr[0].rstrip(".") + " из года в год.",), flags=(), previous=None)
            if one.msgctxt == "d2-2"
            else replace(one, msgstr=(one.msgstr[0].replace(" ", "  ", 1),))
            if one.msgctxt == "d1-1"
            else one
            for one in catalog.messages
        ]
        write_po(replace(catalog, messages=tuple(changed)), path)
        self.commit()


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The copy with edition 1.0 out."""
    require_program("git")
    root = tmp_path_factory.mktemp("alma")
    for name in ("sources", "i18n"):
        shutil.copytree(ROOT / name, root / name)
    (root / "polyedition.toml").write_text(SETTINGS, "utf-8")
    (root / ".gitignore").write_text(".polyedition/\noutput/\n", "utf-8")
    copy = Copy(root)
    copy.git("init", "-q")
    copy.commit()
    copy.refused = [str(one) for one in reasons(Collection(copy.project), NAME, "ru", "1.0")]
    with pytest.raises(ToolkitError, match="draft"):
        release_editions(copy.project, NAME, ["ru"], "1.0", DAY)
    assert not (root / "releases.toml").exists()
    copy.finish()
    (copy.record,) = copy.release("1.0")
    copy.build()
    return copy


@pytest.fixture
def copy(released, tmp_path):
    """One to change."""
    shutil.copytree(released.root, tmp_path / "copy", symlinks=True)
    found = Copy(tmp_path / "copy")
    found.record = released.record
    return found


def test_a_draft_is_refused_with_all_reasons_and_their_remedies(released):
    text = "\n".join(released.refused)
    assert "texts of the title page are not reviewed: 12 draft" in text
    assert "no translator is named" in text
    assert all("hint: " in one for one in released.refused)


def test_what_is_released_is_recorded(released):
    (record,) = read_releases(released.root)
    assert record == released.record
    assert record.revision in released.git("log", "--format=%H")
    assert "ru/alma-2019/1.0/alma-2019.html" in record.files
    assert "ru/alma-2019/1.0/d1-4.html" in record.files


def test_it_has_an_address_of_its_own_whose_links_lead_somewhere(released):
    html = released.page("ru/alma-2019/1.0/alma-2019.html")
    folder = released.root / "output/ru/alma-2019/1.0"
    import re

    for tag in re.findall(r"<[a-z][^<>]*>", html):
        for target in re.findall(r'\b(?:href|src)="(?![a-z]+:|#)([^"#]+)', tag):
            assert (folder / target).exists(), target
    assert "1.0" in released.page("ru/alma-2019.html")
    assert "ru/alma-2019/1.0/alma-2019.html" in released.page("ru/alma-2019.html")


def test_the_page_of_the_language_lists_it_with_its_date(released):
    html = released.page("ru/index.html").replace("\N{NO-BREAK SPACE}", " ")
    assert '<a href="../ru/alma-2019/1.0/alma-2019.html">1.0</a>, 28 ноября 2026' in html
    assert "alma-2019/1.0" not in released.page("en/index.html")


def test_it_is_made_again_byte_for_byte(copy):
    before = {path: (copy.root / "output" / path).read_bytes() for path in copy.record.files}
    shutil.rmtree(copy.root / "output" / "ru" / "alma-2019")
    copy.revise()
    number, wrong = rebuild_releases(copy.project)
    assert (number, wrong) == (len(before), [])
    assert before == {path: (copy.root / "output" / path).read_bytes() for path in copy.record.files}
    assert copy.build().built
    assert copy.build().built == []


def test_a_build_that_would_differ_is_refused(copy):
    forged = replace(copy.record, files={**copy.record.files, copy.record.page: "0" * 64})
    write_releases(copy.root, [forged])
    _, wrong = rebuild_releases(copy.project)
    assert [one.code for one in wrong] == ["release-differs"]


def test_the_living_edition_says_how_far_it_has_gone_on(copy):
    copy.revise()
    copy.build()
    html = copy.page("ru/alma-2019/changes.html")
    assert "<ins>" in html
    assert "из года в год" in html
    assert "1.0" in html
    assert "alma-2019/changes.html" in copy.page("ru/alma-2019.html")
    assert "1.0" in copy.page("ru/feed.xml")
    assert "из года в год" not in copy.page("ru/alma-2019/1.0/d2-2.html")


def test_a_second_edition_tells_what_has_changed_in_it(copy):
    copy.revise()
    with pytest.raises(ToolkitError, match="released before"):
        copy.release("1.0")
    copy.stamp()
    (second,) = copy.release("1.1", datetime.date(2026, 12, 1))
    copy.build()
    assert "ru/alma-2019/1.1/changes.html" in second.files
    html = copy.page("ru/alma-2019/1.1/changes.html")
    assert "из года в год" in html
    assert 'href="alma-2019.html#d2-2"' in html
    assert "ru/alma-2019/1.1/changes.html" in copy.page("ru/feed.xml")
    assert rebuild_releases(copy.project)[1] == []


def test_what_is_withdrawn_while_the_gate_is_asked_stays_withdrawn(copy, monkeypatch):
    """The record is read again before it is written."""
    stale = copy.project
    copy.stamp()
    monkeypatch.setattr(releasing, "ask", lambda *given: releasing.Asked((), ()))
    withdraw_edition(copy.project, NAME, ["ru"], "1.0", "A wrong\x1b number\udcff", DAY)
    assert stale.releases[0].withdrawn is None
    release_editions(stale, NAME, ["ru"], "1.1", DAY)
    assert [(one.withdrawn, one.reason) for one in read_releases(copy.root)] == [(DAY, "A wrong number")]


def test_a_wrong_name_is_refused_before_anything_is_made(copy, monkeypatch):
    monkeypatch.setattr(releasing, "edition_files", None)
    assert "cannot be called" in str(ask(copy.project, NAME, ["ru"], "\udcff", DAY).found[0])


def test_a_withdrawn_edition_leaves_a_page_that_leads_on(copy):
    withdraw_edition(copy.project, NAME, ["ru"], "1.0", "A wrong <number>", datetime.date(2026, 12, 1))
    copy.build()
    html = copy.page("ru/alma-2019/1.0/alma-2019.html")
    assert "A wrong &lt;number&gt;" in html
    assert 'href="../../alma-2019.html"' in html
    assert not (copy.root / "output/ru/alma-2019/1.0/d1-1.html").exists()
    assert "Это издание отозвано" in copy.page("ru/index.html")
    with pytest.raises(UsageError, match=r"no edition 1\.0"):
        withdraw_edition(copy.project, NAME, ["ru"], "1.0", "", DAY)


def test_uncommitted_files_are_refused(copy):
    source = copy.project.source(NAME)
    source.write_text(source.read_text("utf-8") + "\nOne more.\n", "utf-8")
    assert any("not committed" in one.message for one in reasons(Collection(copy.project), NAME, "ru", "2.0"))


def test_the_gate_runs_the_validators_of_the_settings(copy):
    settings = copy.root / "polyedition.toml"
    settings.write_text(SETTINGS + 'release.validate = "false"\n', "utf-8")
    copy.commit()
    assert [one.message for one in reasons(Collection(copy.project), NAME, "ru", "2.0")] == [
        "the validators have found something: false"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "release = 1\n",
        "[[release]]\n",
        "not toml",
        (
            '[[release]]\ndocument = "../x"\nlocale = "ru"\nedition = "1"\nrevision = "x"\nprogram = ""\nsource = ""\n'
            'catalog = ""\ndate = 2026-01-01\n'
        ),
    ],
)
def test_a_damaged_record_is_one_line(tmp_path, text):
    (tmp_path / "releases.toml").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"releases\.toml:\d"):
        read_releases(tmp_path)


WHOLE = """\
[[release]]
document = "plan"
locale = "ru"
edition = "1"
date = 2026-01-01
revision = "0000000000000000000000000000000000000000"
program = "1"
source = ""
catalog = ""

[release.files]
"ru/plan/1/plan.html" = "ab"
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("2026-01-01", "2026-01-01T10:00:00", 5, "date of release 1 is not"),
        ("2026-01-01", "2026-13-01", 5, "not TOML"),
        ('locale = "ru"', "locale = 3", 3, "locale of release 1"),
        ('edition = "1"', 'edition = "../1"', 4, "edition of release 1"),
        ("program", "programme", 7, "unknown key programme"),
        ('catalog = ""\n', "", 1, "release 1 has no catalog"),
        ('"ru/plan/1/plan.html"', '"ru/plan/1/../../../x"', 12, "is no file of release 1"),
        ('"ru/plan/1/plan.html"', '"/etc/passwd"', 12, "is no file of release 1"),
        ('= "ab"', "= 9" + "9" * 5000, 12, "a number is too long"),
        ('= "ab"', "= " + "[" * 3000, 12, "it is nested too deeply"),
        ('= "ab"', "= 3", 11, "files of release 1"),
        ("[[release]]", "x = 1\n[[release]]", 1, "unknown key x"),
        ("[[release]]", WHOLE + "[[release]]\nreason = true", 14, "reason of release 2"),
    ],
)  # fmt: skip
def test_each_fault_of_the_record_names_line_and_key(tmp_path, old, new, line, says):
    (tmp_path / "releases.toml").write_text(WHOLE, "utf-8")
    assert len(read_releases(tmp_path)) == 1
    (tmp_path / "releases.toml").write_text(WHOLE.replace(old, new, 1), "utf-8")
    with pytest.raises(UsageError) as error:
        read_releases(tmp_path)
    (found,) = error.value.diagnostics
    assert found.location.line == line
    assert says in found.message


def test_a_record_that_is_no_utf_8_names_the_line(tmp_path):
    (tmp_path / "releases.toml").write_bytes(WHOLE.replace("ru/plan", "ru/é").encode("latin-1"))
    with pytest.raises(UsageError, match=r"releases\.toml:12: error: cannot be read: not UTF-8"):
        read_releases(tmp_path)


def inserted(copy):
    """A new recommendation before the fourth of the first direction, not translated yet."""
    source = copy.project.source(NAME)
    text = source.read_text("utf-8")
    text = text.replace("4. Increasing", "4. A wholly new recommendation\n5. Increasing").replace("5. Diss", "6. Diss")
    source.write_text(text, "utf-8")
    update_project(copy.project, copy.project.locales)
    copy.commit()


def test_after_an_insertion_recommendations_are_told_apart_by_what_they_say(copy):
    """One is new; the others have another number, and say so; the released pages are what they were."""
    frozen = copy.root / "output/ru/alma-2019/1.0/d1-4.html"
    before = frozen.read_bytes()
    inserted(copy)
    copy.build()
    assert frozen.read_bytes() == before
    (standing,) = standings(Collection(copy.project), NAME, "ru")
    assert str(standing).startswith("100 % of edition 1.0, 98 % of today's text, 1 behind, 1 of them recommendations")
    html = copy.page("ru/alma-2019/changes.html")
    assert '<ins lang="en" class="untranslated">A wholly new recommendation</ins>' in html
    found = BeautifulSoup(html, "html.parser").select("dl.changes > dt")
    names = [" ".join(one.get_text().split()) for one in found]
    assert names == [
        "Рекомендация 4",
        "Рекомендация 5 (1.0: Рекомендация 4)",
        "Рекомендация 6 (1.0: Рекомендация 5)",
    ]
    assert html.count("<ins") == 1
    assert "<del" not in html


def test_diff_compares_releases(copy, monkeypatch):
    """By their names, in both directions of time, and with translations; a language's own release is meant."""
    inserted(copy)
    review_project(copy.project, "ru", [NAME], (), reviewer("Vera Ivanova", "RLA", DAY))
    path = copy.project.catalog(NAME, "ru")
    catalog = read_po(path)
    full = [one if any(one.msgstr) else replace(one, msgstr=("Совсем новая",)) for one in catalog.messages]
    write_po(replace(catalog, messages=tuple(full)), path)
    copy.stamp()
    copy.release("1.1")
    monkeypatch.chdir(copy.root)

    def diff(*words):
        return CliRunner().invoke(polyedition, ["diff", *words], standalone_mode=False)

    done = diff("1.0..1.1", "-l", "ru")
    assert "+ A wholly new recommendation" in done.output
    assert "Совсем новая" in done.output
    assert "- A wholly new recommendation" in diff("1.1..1.0").output
    assert "no text has changed" in diff("1.1").output
    with pytest.raises(UsageError, match=r"no revision '2\.0'"):
        polyedition(["diff", "2.0"], standalone_mode=False)


def test_without_the_history_every_command_says_so_in_a_line(copy, tmp_path, monkeypatch):
    """A shallow clone, and an unpacked archive; pages of changes need no history."""
    inserted(copy)
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{copy.root}", tmp_path / "shallow"], check=True)
    shutil.copytree(copy.root, tmp_path / "bare", ignore=shutil.ignore_patterns(".git", "output", ".polyedition"))
    for name, said in (("shallow", "git fetch --unshallow"), ("bare", "clone")):
        monkeypatch.chdir(tmp_path / name)
        other = Copy(tmp_path / name)
        number, found = rebuild_releases(other.project)
        assert number == 0
        assert [one.code for one in found] == ["release"]
        assert "edition 1.0 of alma-2019 in ru cannot be made" in found[0].message
        assert said in str(found[0].hint)
        with pytest.raises(UsageError) as refused:
            polyedition(["diff", "1.0"], standalone_mode=False)
        assert len(refused.value.diagnostics) == 1
        assert said in str(refused.value)
        outcome = build(other.project, Selection((NAME,), other.project.locales, ("html",)), workers=1)
        assert [one.message for one in outcome.diagnostics if one.severity == "error"] == [found[0].message]
        assert "A wholly new recommendation" in other.page("ru/alma-2019/changes.html")


def test_faults_of_the_files_are_reasons_and_missing_validators_are_told(copy, monkeypatch):
    """All in the one list; validators are asked where nothing else is missing."""
    bare = replace(PROGRAMS[2], command=lambda _folder: None)
    monkeypatch.setattr("toolkit.publish.sound.edition.PROGRAMS", (bare,))
    told = []
    release_editions(copy.project, NAME, ["en"], "1.0", DAY, tell=told.extend)
    assert [str(one.severity) for one in told] == ["warning"]
    assert "HTML: not validated, the Nu HTML checker is not on this machine" in str(told[0])
    copy.commit()
    theme = copy.root / "theme"
    theme.mkdir()
    page = (ROOT / "toolkit/theme/article.html").read_text("utf-8")
    assert "</article>" in page
    (theme / "article.html").write_text(page.replace("</article>", "</div>"), "utf-8")
    copy.commit()
    asked = ask(copy.project, NAME, ["en"], "2.0", DAY)
    assert not asked.is_open
    said = [str(one).split("\n")[0] for one in asked.found]
    assert "en/alma-2019/2.0/alma-2019.html: error: </div> closes nothing [release]" in said
    assert "warning: the validators are asked when nothing else is missing [validators]" in said
    (theme / "article.html").unlink()
    asked = ask(copy.project, NAME, ["en"], "2.0", DAY)
    assert "files are not committed: theme/article.html" in str(asked.found[0])
    assert asked.made == ()
