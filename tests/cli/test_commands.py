"""The command as a person or a program meets it: help, exit codes, plain words instead of tracebacks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from tests import zygote
from tests.commands import say
from toolkit import __version__
from toolkit.catalog.po import format_po, read_po
from toolkit.cli import COMMANDS, polyedition
from toolkit.project import locks
from toolkit.project.project import find_project
from toolkit.system.held import exclusive

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.project.project import Project

EXECUTABLE = Path(sys.executable).with_name("polyedition.exe" if os.name == "nt" else "polyedition")


def call(*words: str) -> Result:
    """The command within this process; `Result.exit_code` is that of click, faults come as exceptions."""
    return CliRunner().invoke(polyedition, words, standalone_mode=False)


@pytest.fixture
def polyed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """Runs the program in this process."""
    return lambda *words: say(capsys, monkeypatch, *words)


@pytest.fixture
def inside(tiny: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The tiny project, standing in its folder."""
    monkeypatch.chdir(tiny.root)
    return tiny


def execute(
    *words: str, cwd: Path, program: Path | str = EXECUTABLE, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The installed executable, or another program, in a process of its own, its output in a pipe."""
    return subprocess.run(
        [program, *words],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_help(command: str) -> None:
    """Every command says what it does, with an example that begins as one would type it."""
    result = call(command, "--help")
    assert result.exit_code == 0
    assert f"Usage: polyedition {command}" in result.output
    assert f"\n    polyedition {command}" in result.output


def test_help_of_all(polyed: Callable[..., tuple[int, str, str]]) -> None:
    """The help lists every command; without any word the help comes as well."""
    code, out, _ = polyed("--help")
    assert code == 0
    assert all(f"\n  {command} " in out for command in COMMANDS)
    assert polyed("-h")[1] == out
    code, out, err = polyed()
    assert code == 2
    assert "Examples:" in out + err


def test_version(tmp_path: Path) -> None:
    """The version on one line, from the real executable."""
    ran = execute("--version", cwd=tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"polyedition, version {__version__}\n", "")


WRONG = {
    "command": (["buidl"], "There is no command buidl. Did you mean build?"),
    "command far off": (["xyz"], "The commands are: init, update"),
    "option": (["build", "--quick"], "No such option"),
    "format": (["build", "-f", "docx"], "'docx' is no format"),
    "empty format": (["build", "-f", ""], "'' is no format"),
    "jobs": (["build", "-j", "0"], "0 is not in the range"),
    "locale": (["build", "-l", "xx"], "this project has no locale xx"),
    "locale of update": (["update", "xx"], "this project has no locale xx"),
    "document": (["build", "-d", "xx"], "this project has no document xx"),
    "format that is not built": (["build", "-f", "pdf"], "this project has no format pdf"),
    "file": (["format", "nowhere.po"], "does not exist"),
    "folder as file": (["format", "i18n"], "is a directory"),
    "init without folder": (["init"], "Missing argument"),
    "init into a file": (["init", "polyedition.toml"], "is a file"),
    "init into a project": (["init", "."], "the folder is not empty"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_call(case: str, inside: Project, polyed: Callable[..., tuple[int, str, str]]) -> None:
    """A wrong call is told in words, with exit code 2."""
    words, message = WRONG[case]
    code, _, err = polyed(*words)
    assert code == 2
    assert message in err


@pytest.mark.parametrize("words", [["update"], ["status"], ["format"], ["build"], ["build", "--json"]])
def test_outside_a_project(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, polyed: Callable[..., tuple[int, str, str]]
) -> None:
    """Outside a project: what to do, and exit code 2."""
    monkeypatch.chdir(tmp_path)
    code, out, err = polyed(*words)
    assert (code, out) == (2, "")
    assert "no project in" in err
    assert "polyedition init DIR" in err


@pytest.mark.parametrize("words", [["update"], ["status"], ["status", "--json"], ["build"], ["build", "-j2", "--json"]])
def test_content_errors(words: list[str], inside: Project, polyed: Callable[..., tuple[int, str, str]]) -> None:
    """A broken catalog and a broken source: both with their lines, exit code 1."""
    inside.catalog("plan", "ru").write_text('msgid "a"\nmsgstr "open\n', "utf-8")
    inside.source("note").write_text("---\ntitle: x\nlanguage: en\ncolour: red\n---\n\nText.\n", "utf-8")
    code, _, err = polyed(*words)
    assert code == 1
    assert "i18n/ru/plan.po:2: error:" in err
    assert "sources/note.md:4: error:" in err
    assert err.count("sources/note.md:4") == 1


def test_settings_error(inside: Project, polyed: Callable[..., tuple[int, str, str]]) -> None:
    """The settings file is named as one would type it, with the line."""
    (inside.root / "polyedition.toml").write_text("title = 5\n", "utf-8")
    code, _, err = polyed("status")
    assert code == 2
    assert err == 'polyedition.toml:1: error: title must be a text [settings]\n  hint: write title = "…"\n'


def test_init_builds_at_once(tmp_path: Path) -> None:
    """A new project in a new folder: updated, formatted and ready to build, from a folder below, too."""
    folder = tmp_path / "new" / "project"
    made = execute("init", str(folder), cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    assert "wrote polyedition.toml" in made.stdout
    assert (folder / ".gitignore").is_file()
    further = partial(execute, program=zygote.polyedition())
    assert further("update", cwd=folder).stdout == "nothing to do: all catalogs are up to date\n"
    assert further("format", "--check", cwd=folder).returncode == 0
    built = execute("build", cwd=folder / "sources")
    assert (built.returncode, built.stderr) == (0, "")
    assert "built en/welcome.html" in built.stdout.splitlines()
    assert (folder / "output" / "kk" / "welcome.pdf").is_file()
    again = json.loads(further("build", "--json", cwd=folder).stdout)
    assert (again["built"], again["removed"], again["diagnostics"]) == ([], [], [])
    other = further("init", str(folder), cwd=tmp_path)
    assert other.returncode == 2
    assert "the folder is not empty" in other.stderr


def test_init_goes_on_after_a_kill(tmp_path: Path, polyed: Callable[..., tuple[int, str, str]]) -> None:
    """What a killed run has begun is finished by the next, and nothing that is there is overwritten."""
    polyed("init", str(tmp_path / "whole"))
    begun = tmp_path / "begun"
    (begun / ".polyedition").mkdir(parents=True)
    (begun / ".polyedition" / "init").touch()
    (begun / f".{'0af1' * 4}.tmp").write_text("x", "utf-8")
    (begun / "polyedition.toml").write_bytes((tmp_path / "whole" / "polyedition.toml").read_bytes())
    assert polyed("init", str(begun))[0] == 0
    names = [{path.relative_to(tmp_path / one) for path in (tmp_path / one).rglob("*")} for one in ("whole", "begun")]
    assert names[0] == names[1]
    assert polyed("init", str(begun))[0] == 2


def test_format_waits_for_whoever_writes(
    inside: Project, polyed: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else drafts that are written meanwhile would be lost; a check needs no lock."""
    monkeypatch.setattr(locks, "PATIENCE", 0.1)
    path = inside.catalog("plan", "ru")
    path.write_bytes(path.read_bytes() + b"\n\n")
    with exclusive(inside.cache_path / "update.lock", ""):
        code, _, err = polyed("format")
        assert (code, "locked" in err) == (2, True)
        assert polyed("format", str(path))[0] == 2
        assert polyed("format", "--check")[0] == 1
    assert polyed("format")[0] == 0


@pytest.mark.parametrize(
    "call",
    ["status", "check", "update", "build", "verify", "format", "translate ru", "memory stats", "memory search x -l ru"],
)
def test_every_command_misses_the_sources(
    call: str, inside: Project, polyed: Callable[..., tuple[int, str, str]]
) -> None:
    """One line that names the setting's line, and nothing is done."""
    (inside.root / "sources").rename(inside.root / "texts")
    code, out, err = polyed(*call.split())
    assert (code, out) == (2, "")
    assert err.startswith("polyedition.toml:1: error: the folder sources is not there")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are POSIX's")
@pytest.mark.parametrize("name", ["sources/plan.md", "i18n/ru/plan.po", "i18n/templates/plan.pot", "i18n/memory/a.tmx"])
def test_pipes_in_place_of_files(name: str, inside: Project, polyed: Callable[..., tuple[int, str, str]]) -> None:
    """No command waits for somebody to write into one: each names it before it begins."""
    path = inside.root / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    calls = ("update", "check", "status", "build -j1", "memory search -l ru books")
    for code, out, error in (polyed(*call.split()) for call in calls):
        assert (code, out) == (2, "")
        assert error.startswith(f"{name}: error: this is no file, but a pipe or a device")


def test_init_into_an_empty_folder(tmp_path: Path, polyed: Callable[..., tuple[int, str, str]]) -> None:
    """A folder that is there and empty is taken."""
    assert polyed("init", str(tmp_path))[0] == 0
    assert find_project(tmp_path).locales == ("en", "ru", "kk")


def test_init_in_a_repository_names_the_driver(tmp_path: Path) -> None:
    """Settings of a repository that is there already are changed by `install-driver` alone, and by `--git`."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    for folder, words, is_said in (("a", (), True), ("b", ("--git",), False)):
        result = CliRunner().invoke(polyedition, ["init", str(tmp_path / folder), *words])
        assert ("polyedition install-driver" in result.output) is is_said
        assert (tmp_path / folder / ".gitattributes").exists() is not is_said


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_init_where_nothing_can_be_written(tmp_path: Path, polyed: Callable[..., tuple[int, str, str]]) -> None:
    """A place without permission is an error, not a traceback."""
    tmp_path.chmod(0o500)
    code, _, err = polyed("init", str(tmp_path / "x"))
    assert code == 1
    assert "cannot be written" in err


def test_update_says_what_changed(inside: Project, polyed: Callable[..., tuple[int, str, str]]) -> None:
    """A line a file with what it means, then nothing to do."""
    source = inside.source("plan")
    source.write_text(source.read_text("utf-8") + "\nA last word.\n", "utf-8")
    code, out, _ = polyed("update", "ru")
    assert (code, out.splitlines()) == (
        0,
        ["i18n/ru/plan.po: +1 untranslated", "i18n/templates/plan.pot: +1 untranslated"],
    )
    assert polyed("update", "ru")[1] == "nothing to do: all catalogs are up to date\n"


def test_status_as_json(inside: Project, polyed: Callable[..., tuple[int, str, str]]) -> None:
    """A list with an entry for each locale and catalog, every state named, the sum right."""
    code, out, _ = polyed("status", "--json")
    rows = json.loads(out)
    assert code == 0
    assert [(row["locale"], row["domain"]) for row in rows] == [
        (locale, domain) for locale in inside.locales for domain in ("note", "plan", "interface")
    ]
    for row in rows:
        assert set(row["states"]) == {"untranslated", "outdated", "draft", "translated", "reviewed"}
        assert row["total"] == sum(row["states"].values()) > 0
    english = next(row for row in rows if (row["locale"], row["domain"]) == ("en", "plan"))
    assert english["states"]["translated"] == english["total"]


def test_status_as_table(inside: Project, polyed: Callable[..., tuple[int, str, str]]) -> None:
    """Aligned columns under a head."""
    code, out, _ = polyed("status")
    head, *rows = out.splitlines()
    assert code == 0
    assert head.split() == [
        "locale",
        "catalog",
        "texts",
        *["reviewed", "translated", "draft", "outdated", "untranslated", "words-left", "%translated", "%reviewed"],
    ]
    assert len(rows) == 12
    assert {len(row) for row in (head, *rows)} == {len(head)}


def test_status_before_the_first_update(
    tmp_path: Path,
    make_tiny: Callable[..., Project],
    monkeypatch: pytest.MonkeyPatch,
    polyed: Callable[..., tuple[int, str, str]],
) -> None:
    """A project without catalogs has its numbers, too: everything untranslated but in the source's language."""
    monkeypatch.chdir(make_tiny(tmp_path / "tiny", update=False).root)
    code, out, _ = polyed("status", "--json")
    states = {(row["locale"], row["domain"]): row["states"] for row in json.loads(out)}
    assert code == 0
    assert states["ru", "note"]["untranslated"] == 2
    assert states["en", "note"]["translated"] == 2


def test_format(inside: Project, polyed: Callable[..., tuple[int, str, str]]) -> None:
    """--check tells and writes nothing; without it the file is written; then there is nothing to tell."""
    path = inside.catalog("plan", "ru")
    canonical = path.read_bytes()
    loose = canonical.replace(b"\n\n", b"\n\n\n").replace(b"\n", b"\r\n")
    path.write_bytes(loose)
    for words in (["format", "--check"], ["format", "--check", "i18n/ru/plan.po"]):
        code, out, _ = polyed(*words)
        assert code == 1
        assert out == "i18n/ru/plan.po: not in the canonical form; run `polyedition format i18n/ru/plan.po`\n"
        assert path.read_bytes() == loose
    assert polyed("format") == (0, "i18n/ru/plan.po: formatted\n", "")
    assert path.read_bytes() == canonical == format_po(read_po(path)).encode()
    assert polyed("format") == (0, "", "")
    assert polyed("format", "--check") == (0, "", "")


@pytest.mark.parametrize("flags", [[], ["--check"]])
def test_format_of_unreadable_files(
    flags: list[str], inside: Project, polyed: Callable[..., tuple[int, str, str]]
) -> None:
    """Each unreadable file is told with its line and left alone; the others are formatted all the same."""
    broken = inside.catalog("note", "ru")
    broken.write_bytes(broken.read_bytes() + b'\nmsgid "open\n')
    damaged = broken.read_bytes()
    binary = inside.catalog("note", "uz")
    binary.write_bytes(b"\x00\xff\xfe" * 50)
    code, _, err = polyed("format", *flags)
    assert code == 1
    line = damaged.split(b"\n").index(b'msgid "open') + 1
    assert f"i18n/ru/note.po:{line}: error:" in err
    assert "i18n/uz/note.po" in err
    assert broken.read_bytes() == damaged


def test_build_in_a_pipe(inside: Project, polyed: Callable[..., tuple[int, str, str]]) -> None:
    """Plain lines: a file each, then a summary; nothing that moves."""
    code, out, err = polyed("build", "-l", "ru", "-d", "note", "-f", "html")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "built ru/note.html"
    assert lines[-1].startswith(f"{len(lines) - 1} files built, 0 editions unchanged, in ")
    assert "\x1b" not in out
    assert "\r" not in out


def test_build_explains(inside: Project, polyed: Callable[..., tuple[int, str, str]]) -> None:
    """--explain says of each file why; pages that lead to editions are explained as well."""
    polyed("build")
    path = inside.catalog("note", "ru")
    path.write_text(
        path.read_text("utf-8")
        .replace('msgstr ""\n', 'msgstr "x"\n')
        .replace('msgid ""\nmsgstr "x"', 'msgid ""\nmsgstr ""'),
        "utf-8",
    )
    code, out, _ = polyed("build", "--explain")
    assert code == 0
    assert "built ru/note.html (changed: catalog ru)" in out
    assert "built ru/index.html (changed: editions)" in out


def test_build_as_json(inside: Project, polyed: Callable[..., tuple[int, str, str]]) -> None:
    """What was built and why, what was removed, and every diagnostic: one JSON document and nothing else."""
    source = inside.source("plan")
    source.write_text(source.read_text("utf-8") + "\nA last word.\n", "utf-8")
    code, out, err = polyed("build", "--json")
    data = json.loads(out)
    assert code == 0
    assert set(data) == {"built", "removed", "unchanged", "held", "diagnostics", "seconds"}
    assert data["built"][0] == {"path": "en/note.html", "reason": "it is not there"}
    assert [one["code"] for one in data["diagnostics"]] == ["stale-template"]
    assert data["diagnostics"][0]["path"] == "sources/plan.md"
    assert "warning" in err
    again = json.loads(polyed("build", "--json")[1])
    assert (again["built"], again["unchanged"]) == ([], 8)


def test_build_while_another_one_runs(inside: Project, polyed: Callable[..., tuple[int, str, str]]) -> None:
    """One sentence and what to do; exit code 2."""
    with exclusive(inside.cache_path / "build.lock", ""):
        assert polyed("build") == (
            2,
            "",
            "error: another build of this project is running [locked]\n  hint: wait until it has ended\n",
        )


def test_build_says_what_it_removed(inside: Project, polyed: Callable[..., tuple[int, str, str]]) -> None:
    """A document that is gone: its files are named."""
    polyed("build")
    inside.source("note").unlink()
    code, out, _ = polyed("build")
    assert code == 0
    assert "removed ru/note.html\n" in out


def test_console_without_cyrillic(tmp_path: Path, make_tiny: Callable[..., Project]) -> None:
    """Names that the console cannot show are escaped; the work is done."""
    project = make_tiny(tmp_path / "tiny", 'title = "T"\nlocales = ["en"]\nformats = ["html"]\n', update=False)
    project.source("note").rename(project.source("план"))
    ran = execute("update", cwd=project.root, PYTHONIOENCODING="cp1252")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "\\u043f\\u043b\\u0430\\u043d" in ran.stdout


def test_reader_of_the_output_that_leaves(inside: Project) -> None:
    """`polyedition … | head` ends quietly."""
    with subprocess.Popen(
        [EXECUTABLE, "status", "--json"], cwd=inside.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout
        child.stdout.close()
        assert child.stderr
        assert b"Traceback" not in child.stderr.read()


def test_a_device_among_the_files(inside: Project, polyed: Callable[..., tuple[int, str, str]]) -> None:
    """A catalog that never ends, as a link of a repository can make one: no command begins to read it."""
    catalog = inside.catalog("plan", "ru")
    catalog.unlink()
    catalog.symlink_to("/dev/zero")
    inside.catalog("note", "uz").with_name("nowhere.po").symlink_to("nowhere.po")
    for words in (("update",), ("check",), ("build",), ("status",), ("serve",)):
        code, output, errors = polyed(*words)
        assert (code, output) == (2, "")
        assert errors.startswith("i18n/ru/plan.po: error: this is no file, but a pipe or a device: reading it might")


@pytest.mark.parametrize("command", ["memory", "terms"])
def test_no_export_is_written_over_a_catalog(
    command: str, inside: Project, polyed: Callable[..., tuple[int, str, str]]
) -> None:
    """Nor over a source, the settings or a device; over what was exported before it is."""
    before = inside.catalog("plan", "ru").read_bytes()
    code, _, errors = polyed(command, "export", "i18n/ru/plan.po")
    assert code == 2
    assert errors.startswith("i18n/ru/plan.po: error: this is there already, and is none of .")
    assert inside.catalog("plan", "ru").read_bytes() == before
    name = {"memory": "all.tmx", "terms": "all.tbx"}[command]
    assert polyed(command, "export", name)[0] == polyed(command, "export", name)[0] == 0


def test_folder_that_was_deleted(tmp_path: Path, require_tool: Callable[[str], str]) -> None:
    """Standing in a folder that is gone is told in words."""
    gone = tmp_path / "gone"
    gone.mkdir()
    shell = require_tool("sh")
    ran = subprocess.run(
        [shell, "-c", f'rmdir "{gone}"; exec "{EXECUTABLE}" status'],
        cwd=gone,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode in {1, 2}
    assert "Traceback" not in ran.stderr
    assert "error:" in ran.stderr


def on_terminal(*words: str, cwd: Path) -> bytes:
    """What a person sees while the program runs on a terminal; it must succeed and give the cursor back."""
    import pty

    main_end, other_end = pty.openpty()
    with subprocess.Popen([EXECUTABLE, *words], cwd=cwd, stdout=other_end, stderr=other_end) as child:
        os.close(other_end)
        shown = b""
        while True:
            try:
                data = os.read(main_end, 65536)
            except OSError:  # Linux's way to say that the other end is closed
                break
            if not data:
                break
            shown += data
    os.close(main_end)
    assert child.returncode == 0
    assert b"100%" in shown
    assert shown.rfind(b"\x1b[?25h") > shown.rfind(b"\x1b[?25l")
    return shown


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX's")
def test_bars_on_a_terminal(inside: Project) -> None:
    """A person sees a bar while catalogs are updated and editions are built, and the sum at the end."""
    shown = on_terminal("build", cwd=inside.root)
    assert b"building" in shown
    assert b"built ru/plan.html" not in shown
    assert re.search(rb"\d\d files built, 0 editions unchanged", shown)
    shown = on_terminal("update", cwd=inside.root)
    assert b"updating" in shown
    assert b"nothing to do" in shown


def test_the_end_is_not_searched() -> None:
    """A process that ends gives all back at once: Python need not find out before what nobody refers to."""
    program = (
        "import atexit, gc, sys\n"
        "atexit.register(lambda: print(gc.get_freeze_count()))\n"  # called after what the program has registered
        "from toolkit.cli import main\n"
        "sys.argv = ['polyedition', '--version']\n"
        "main()\n"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, encoding="utf-8")
    assert int(said.stdout.split()[-1]) > 0
