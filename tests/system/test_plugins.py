"""What installed packages add, and what becomes of those that are broken."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests import commands
from toolkit.checks.built_in import CHECKS, all_checks
from toolkit.drafts.machine import PROVIDERS, all_providers
from toolkit.exchange.formats import all_exchange_formats
from toolkit.language.locales.load import load_locale, profile_path
from toolkit.project.formats import all_formats
from toolkit.publish.inputs import package_of
from toolkit.system import plugins
from toolkit.system.plugins import Group, Plugin, plugin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from toolkit.project.project import Project

CACHES = (
    plugins._installed,
    all_checks,
    all_providers,
    all_formats,
    all_exchange_formats,
    load_locale,
    profile_path,
    package_of,
)
CHECK = """\
from toolkit.checks.model import Check, Finding

def find(unit, context):
    {body}

CHECK = Check({code!r}, "it matters", find)
"""
FORMAT = """\
from toolkit.editions.rendered import Rendered
from toolkit.project.formats import Format

def make(edition):
    return Rendered(f"{edition.title_text}\\n".encode())

FORMAT = Format("words", ".txt", "text/plain", "words_plugin:make")
"""


def forget() -> None:
    for cached in CACHES:
        cached.cache_clear()
    plugins.troubles.clear()
    plugins._broken.clear()
    for name in [name for name in sys.modules if name.endswith("_plugin")]:
        del sys.modules[name]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Installs a package of one module, whose entry points are given as group and lines."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("PYTHONPATH", str(folder))

    def add(package: str, code: str, group: str, *lines: str, version: str = "1.0") -> None:
        forget()
        for old in folder.glob(f"{package}-*.dist-info"):
            old.rename(folder / f"{old.name}.old")
        record = folder / f"{package}-{version}.dist-info"
        record.mkdir()
        (record / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n", "utf-8")
        (record / "entry_points.txt").write_text(f"[{group}]\n" + "\n".join(lines), "utf-8")
        (folder / f"{package}_plugin.py").write_text(code, "utf-8")

    forget()
    yield add
    forget()


Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """Exit code, output and error output of the whole program, in a folder."""

    def call(folder: Path, *words: str) -> tuple[int, str, str]:
        monkeypatch.chdir(folder)
        return commands.say(capsys, monkeypatch, *words)

    return call


def said() -> list[str]:
    return [str(one) for one in plugins.troubles]


def test_without_a_plug_in_there_is_what_is_built_in(install: Callable[..., None]) -> None:
    """The registries are the explicit tuples."""
    assert all_checks() == CHECKS
    assert all_providers() == PROVIDERS


def test_nothing_is_searched_where_all_is_built_in(say: Say, make_tiny: Callable[..., Project], tmp_path: Path) -> None:
    """A build that has nothing to do never looks for packages, nor imports what would."""
    project = make_tiny(tmp_path / "tiny")
    assert say(project.root, "build")[0] == 0
    program = (
        "import sys; from toolkit.cli import main; sys.argv = ['polyedition', 'build']\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code\n"
        "print('toolkit.system.plugins' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=project.root, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_a_check_of_a_package(install: Callable[..., None]) -> None:
    """It stands behind the built-in ones."""
    install("mild", CHECK.format(code="mild", body="yield Finding('mild')"), Group.CHECKS, "mild = mild_plugin:CHECK")
    assert [check.code for check in all_checks()] == [*(check.code for check in CHECKS), "mild"]
    assert plugin(Group.CHECKS, "mild") == Plugin(Group.CHECKS, "mild", "mild_plugin:CHECK", "mild", "1.0")
    assert said() == []


@pytest.mark.parametrize(
    ("code", "line", "reason"),
    [
        ("import nothing_of_this_name", "bad = bad_plugin:CHECK", "ModuleNotFoundError: No module named"),
        ("1 / 0", "bad = bad_plugin:CHECK", "ZeroDivisionError: division by zero"),
        ("raise Exception('two\\nlines')", "bad = bad_plugin:CHECK", "Exception: two lines"),
        ("raise SystemExit(0)", "bad = bad_plugin:CHECK", "SystemExit: 0"),
        ("CHECK = 1", "bad = bad_plugin:CHECK", "bad_plugin:CHECK is no Check"),
        ("", "bad = bad_plugin:CHECK", "AttributeError: module 'bad_plugin' has no attribute 'CHECK'"),
        ("", "bad =", "ValueError: Empty module name"),
        (CHECK.format(code="good", body="yield"), "bad = bad_plugin:CHECK", "it calls itself good"),
        (
            CHECK.format(code="quotes", body="yield"),
            "quotes = bad_plugin:CHECK",
            "that name is taken by what is built in",
        ),
        ("", "../bad = bad_plugin:CHECK", "its name is not made of letters and digits"),
    ],
)
def test_a_broken_plug_in_is_one_line(install: Callable[..., None], code: str, line: str, reason: str) -> None:
    """The line names the plug-in and its package; everything else is as without it."""
    install("bad", code, Group.CHECKS, line)
    assert all_checks() == CHECKS
    assert len(said()) == 1
    name = line.partition(" =")[0]
    assert said()[0].startswith(f"warning: the check {name} of the package bad 1.0 is left out: {reason}")
    assert "\n" not in said()[0]


def test_two_of_one_name(install: Callable[..., None]) -> None:
    """The first one found stays, and the other is named."""
    install("aa", CHECK.format(code="twin", body="yield"), Group.CHECKS, "twin = aa_plugin:CHECK")
    install("bb", CHECK.format(code="twin", body="yield"), Group.CHECKS, "twin = bb_plugin:CHECK")
    assert [check.code for check in all_checks()][-1] == "twin"
    assert said() == [
        "warning: the check twin of the package bb 1.0 is left out: the check twin of the package aa 1.0 has the same name [plug-in]"
    ]


@pytest.mark.parametrize("body", [
        "raise RuntimeError('oh')", "yield 3", "return 5", "yield from [][1]", "import sys; sys.exit(0)",
        "print('noise'); yield 3", "from toolkit.checks.model import Finding; yield Finding(b'x')",
    ],
)  # fmt: skip
def test_a_check_that_fails_ends_nothing(
    install: Callable[..., None], say: Say, make_tiny: Callable[..., Project], tmp_path: Path, body: str
) -> None:
    """The others are run all the same; it is named once, whatever the number of texts, and JSON stays JSON."""
    project = make_tiny(tmp_path / "tiny")
    catalog = project.catalog("plan", "ru")
    catalog.write_text(
        catalog.read_text("utf-8").replace('msgid "Aims"\nmsgstr ""', 'msgid "Aims"\nmsgstr "  Цели"'), "utf-8"
    )
    install("sad", CHECK.format(code="sad", body=body), Group.CHECKS, "sad = sad_plugin:CHECK")
    code, output, errors = say(project.root, "check", "--json")
    assert [one["code"] for one in json.loads(output)] == ["blanks"]
    assert code == 1
    assert errors.count("the check sad of the package sad 1.0 is left out") == 1


def test_a_format_of_a_package(
    install: Callable[..., None], say: Say, make_tiny: Callable[..., Project], tmp_path: Path
) -> None:
    """Its files are made beside the others, and again when its version or its code is another."""
    install("words", FORMAT, Group.FORMATS, "words = words_plugin:FORMAT")
    project = make_tiny(tmp_path / "tiny", 'title = "T"\nlocales = ["en", "ru"]\nformats = ["html", "words"]\n')
    code, output, errors = say(project.root, "build")
    assert code == 0, output + errors
    made = project.output_path / "en" / "plan.txt"
    assert made.read_text("utf-8") == "The plan\n"
    assert 'href="plan.txt"' in (project.output_path / "en" / "plan.html").read_text("utf-8")
    assert "plan.txt" not in say(project.root, "build", "--explain")[1]
    install("words", FORMAT, Group.FORMATS, "words = words_plugin:FORMAT", version="1.1")
    output = say(project.root, "build", "--explain")[1]
    assert "en/plan.txt" in output
    assert "changed: package words" in output
    install("words", FORMAT.replace("}\\n", "}!\\n"), Group.FORMATS, "words = words_plugin:FORMAT", version="1.2")
    assert say(project.root, "build")[0] == 0
    assert made.read_text("utf-8") == "The plan!\n"


@pytest.mark.parametrize(
    "body",
    ["raise KeyError('lost')", "return b'text'", "raise SystemExit(0)", "print('noise'); return Rendered('text')"],
)
def test_a_format_that_fails_leaves_the_others(
    install: Callable[..., None], say: Say, make_tiny: Callable[..., Project], tmp_path: Path, body: str
) -> None:
    """The pages are made; each of its files is an error that names it and its package."""
    broken = FORMAT.replace('return Rendered(f"{edition.title_text}\\n".encode())', body)
    assert body in broken
    install("words", broken, Group.FORMATS, "words = words_plugin:FORMAT")
    project = make_tiny(tmp_path / "tiny", 'title = "T"\nlocales = ["en", "ru"]\nformats = ["html", "words"]\n')
    code, _, errors = say(project.root, "build")
    assert code == 1
    assert "sources/plan.md: error: the format words of the package words 1.0 fails: " in errors
    assert (project.output_path / "en" / "plan.html").is_file()


@pytest.mark.parametrize("ending", [".html", ".marc.xml", "/../../evil.txt", "", ".a b", None])
def test_a_format_takes_no_file_of_another(install: Callable[..., None], ending: str | None) -> None:
    """Its files would be written over those, or elsewhere."""
    install("words", FORMAT.replace('".txt"', repr(ending)), Group.FORMATS, "words = words_plugin:FORMAT")
    assert "words" not in all_formats()
    assert [one.partition("left out: ")[2] for one in said()] == [
        f"{ending!r} is no ending of files, or another format has it [plug-in]"
    ]


def test_a_broken_format_is_named_beside_the_unknown_setting(
    install: Callable[..., None], say: Say, make_tiny: Callable[..., Project], tmp_path: Path
) -> None:
    """The project wants it, so the run cannot go on: one error for the setting, one line for the package."""
    project = make_tiny(tmp_path / "tiny")
    (project.root / "polyedition.toml").write_text('locales = ["en"]\nformats = ["html", "words"]\n', "utf-8")
    install("words", "import lost_module", Group.FORMATS, "words = words_plugin:FORMAT")
    code, _, errors = say(project.root, "build")
    assert code == 2
    assert "unknown format words" in errors
    assert "the format words of the package words 1.0 is left out: ModuleNotFoundError" in errors


@pytest.mark.parametrize(
    ("profile", "reason"),
    [
        ("autonym = ", "ValueError: tt.toml:1: not TOML"),
        ("autonym = 'Tatar'", "ValueError: tt.toml:1: name is missing"),
        (None, "FileNotFoundError"),
    ],
)
def test_a_broken_profile_gives_way_to_the_default(
    install: Callable[..., None], tmp_path: Path, profile: str | None, reason: str
) -> None:
    """The language is there as without the package, made from CLDR."""
    if profile is not None:
        (tmp_path / "site" / "tt.toml").write_text(profile, "utf-8")
    code = "from pathlib import Path\nTATAR = Path(__file__).parent / 'tt.toml'"
    install("tatar", code, Group.LOCALES, "tt = tatar_plugin:TATAR")
    assert load_locale("tt").quotes == ("“", "”")
    assert len(said()) == 1
    assert said()[0].startswith(f"warning: the locale tt of the package tatar 1.0 is left out: {reason}")


def test_a_profile_of_wrong_values_is_refused(install: Callable[..., None], tmp_path: Path) -> None:
    """Eleven months would end a build much later."""
    good = profile_path("kk")
    assert good
    text = good.read_text("utf-8").replace('"желтоқсан"]', "]")
    (tmp_path / "site" / "tt.toml").write_text(text, "utf-8")
    code = "from pathlib import Path\nTATAR = Path(__file__).parent / 'tt.toml'"
    install("tatar", code, Group.LOCALES, "tt = tatar_plugin:TATAR")
    assert load_locale("tt").name == "Tatar"
    line = text[: text.index("\nmonths =")].count("\n") + 2
    assert [one.partition("left out: ")[2] for one in said()] == [
        f"ValueError: tt.toml:{line}: months must be a list of 12 texts [plug-in]"
    ]


def test_a_provider_that_fails_ends_its_run_in_words(
    install: Callable[..., None], say: Say, make_tiny: Callable[..., Project], tmp_path: Path
) -> None:
    """Whatever it raises is said with its name and package; the catalogs stay as they are."""
    code = """\
from toolkit.drafts.machine.model import Plain, Provider

class Engine(Plain):
    def __init__(self, connection):
        super().__init__()
    def supports(self, source, target):
        return True
    def translate(self, texts, source, target):
        raise LookupError("no model")

PROVIDER = Provider("poor", "nobody", Engine, frozenset(("en", "ru")))
"""
    project = make_tiny(tmp_path / "tiny")
    before = project.catalog("plan", "ru").read_bytes()
    install("poor", code, Group.PROVIDERS, "poor = poor_plugin:PROVIDER")
    _, output, errors = say(project.root, "translate", "ru", "--provider", "poor")
    assert "the provider poor of the package poor 1.0 fails: LookupError: no model" in output + errors
    assert project.catalog("plan", "ru").read_bytes() == before
    install("poor", code.replace("super().__init__()", "1 / 0"), Group.PROVIDERS, "poor = poor_plugin:PROVIDER")
    end, _, errors = say(project.root, "translate", "ru", "--provider", "poor")
    assert end == 2
    assert "the provider poor of the package poor 1.0 fails: ZeroDivisionError" in errors


def test_a_project_folder_is_no_place_for_plug_ins(
    install: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in the folder that a command is called in is content, and never code."""
    record = tmp_path / "evil-1.0.dist-info"
    record.mkdir()
    (record / "entry_points.txt").write_text("[polyedition.checks]\nevil = evil_plugin:CHECK\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    forget()
    assert plugin(Group.CHECKS, "evil") is None


def test_a_format_of_exchange_of_a_package(
    install: Callable[..., None], say: Say, make_tiny: Callable[..., Project], tmp_path: Path
) -> None:
    """It writes what goes out; one that fails is an error that names it and its package."""
    code = """\
from toolkit.exchange.formats import ExchangeFormat

def write(worklist):
    return "".join(f"{row.id}\\n" for row in worklist.rows).encode()

def read(path, name):
    raise IndexError("no rows")

FORMAT = ExchangeFormat("ids", ".ids", "ids alone", write, read)
"""
    project = make_tiny(tmp_path / "tiny")
    install("ids", code, Group.EXCHANGE, "ids = ids_plugin:FORMAT")
    end, output, errors = say(project.root, "export", "ru", "-d", "plan", "--format", "ids")
    assert end == 0, output + errors
    (made,) = project.root.rglob("*.ids")
    assert "rec-1" in made.read_text("utf-8").splitlines()
    end, _, errors = say(project.root, "import", str(made))
    assert end == 1
    assert "the exchange format ids of the package ids 1.0 fails: IndexError: no rows" in errors
    install("ids", code.replace('raise IndexError("no rows")', "return 5"), Group.EXCHANGE, "ids = ids_plugin:FORMAT")
    assert "ids 1.0 fails: it gave a int, no Return" in say(project.root, "import", str(made))[2]


def test_doctor_lists_what_packages_add(install: Callable[..., None], say: Say, tmp_path: Path) -> None:
    """Each kind with its package; what is broken by one line, which is not said again; both leave the exit code alone."""
    install("mild", CHECK.format(code="mild", body="yield Finding('mild')"), Group.CHECKS, "mild = mild_plugin:CHECK")
    install("wordy", FORMAT, Group.FORMATS, "words = wordy_plugin:FORMAT")
    install("bad", "1 / 0", Group.PROVIDERS, "bad = bad_plugin:PROVIDER")
    install("lost", "PATH = 1", Group.LOCALES, "xx = lost_plugin:PATH")
    code, out, err = say(tmp_path, "doctor")
    assert (code, err) == (0, "")
    lines = [line.split(maxsplit=2) for line in out.splitlines() if " plug-in " in line]
    left_out = "of the package {} 1.0 is left out: {}"
    assert lines == [
        ["ok", "plug-in", "the check mild of the package mild 1.0"],
        ["ok", "plug-in", "the format words of the package wordy 1.0"],
        ["absent", "plug-in", "the provider bad " + left_out.format("bad", "ZeroDivisionError: division by zero")],
        ["absent", "plug-in", "the locale xx " + left_out.format("lost", "lost_plugin:PATH is no Path")],
    ]
    assert out.endswith("to mend it: update the package of the plug-in, or remove it\n")
