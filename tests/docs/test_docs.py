"""The documentation says what is so: the reference is the code's own, links lead somewhere, and every command block runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from docs import generate
from docs.generate import DESCRIPTIONS, REFERENCE, commands, settings
from tests.zygote import polyedition
from toolkit.checks.built_in import CHECKS
from toolkit.checks.sources import SOURCE_CHECKS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(
    [
        *(path for path in DOCS.rglob("*.md") if path.parent != REFERENCE),
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "examples/plugin/README.md")),
    ]
)
FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
PROJECT = re.compile(r"<!-- project: (?P<name>\w+) -->")
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
REASONS = {
    "needs a network": "it takes something from another machine",
    "needs Windows": "its commands are those of Windows",
    "needs macOS": "its commands are those of macOS",
    "needs root": "it installs into the system",
    "needs a published package": "it takes Polyedition from a package index",
    "needs the checkout": "it works on this repository itself, and takes minutes",
    "needs an editor": "it opens a program with windows",
    "needs a browser": "it opens a page and serves it until somebody ends it",
    "needs a certificate": "it serves other machines",
}
"""Why a block is not run: the words behind `sh` in its first line, and what they mean."""
LANGUAGES = {"sh", "text", "markdown", "toml", "yaml", "po", "html", "nginx", "python", "css", "powershell", "json"}


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    language: str
    reason: str
    """Why it is not run; empty if it is."""
    body: str


def blocks(path: Path) -> list[Block]:
    found = []
    for match in FENCE.finditer(path.read_text("utf-8")):
        language, _, reason = match["info"].strip().partition(" ")
        indent = match["indent"]
        body = "".join(line.removeprefix(indent) for line in match["body"].splitlines(keepends=True))
        found.append(Block(language, reason.strip(), body))
    return found


@cache
def pages() -> dict[str, str]:
    """The pages of the reference, as the code has them."""
    return generate.pages()


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


RUN = [path for path in PAGES if any(one.language == "sh" and not one.reason for one in blocks(path))]


def test_the_reference_is_made_from_the_code() -> None:
    """Nothing is undocumented, and nothing documented is gone."""
    made = pages()
    there = {path.name: path.read_text("utf-8") for path in REFERENCE.glob("*.md")}
    stale = sorted(page for page in made.keys() | there.keys() if made.get(page) != there.get(page))
    assert not stale, f"docs/reference/{', '.join(stale)}: not what the code says; run: make docs"


def test_every_setting_command_and_check_is_in_the_reference() -> None:
    """By its name, as people look for it."""
    made = pages()
    assert all(f"| `{key}` |" in made["settings.md"] for key in settings())
    assert all(f"## {command}\n" in made["commands.md"] for command, _ in commands())
    assert all(f"| `{one.code}` |" in made["checks.md"] for one in (*CHECKS, *SOURCE_CHECKS))


def test_descriptions_are_of_something() -> None:
    """A sentence about what is gone goes as well."""
    import tomllib

    said = tomllib.loads(DESCRIPTIONS.read_text("utf-8"))
    text = "".join(pages().values()).replace("\\|", "|")
    gone = [one for table, of in said.items() if table != "pages" for one, says in of.items() if says not in text]
    assert not gone, f"docs/descriptions.toml describes what is not there: {', '.join(gone)}"


@pytest.mark.parametrize("path", [*PAGES, *sorted(REFERENCE.glob("*.md"))], ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    """Every link within the repository leads to a file, and to a heading if it names one."""
    text = re.sub(r"`[^`\n]+`(?!\])", "", FENCE.sub("", path.read_text("utf-8")))
    for match in LINK.finditer(text):
        target, _, anchor = unquote(match["target"]).partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        file = (path.parent / target).resolve() if target else path
        assert file.exists(), f"{name(path)}: {match[0]} leads nowhere"
        if anchor:
            assert anchor in anchors(file), f"{name(path)}: there is no heading for {match[0]}"


def anchors(path: Path) -> set[str]:
    """The anchors that GitHub gives to headings."""
    headings = re.findall(r"^#+ (.*)$", FENCE.sub("", path.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_block_says_what_it_is(path: Path) -> None:
    """A block has a language, and one that is not run a reason that is known."""
    for one in blocks(path):
        assert one.language in LANGUAGES, f"{name(path)}: a block is called {one.language!r}"
        assert not one.reason or one.reason in REASONS, f"{name(path)}: {one.reason!r} is no reason"


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `polyedition init` makes, HTML only, built once: the project that most pages begin in."""
    folder = tmp_path_factory.mktemp("docs") / "recommendations"
    run(folder.parent, "polyedition init recommendations")
    settings_file = folder / "polyedition.toml"
    text = settings_file.read_text("utf-8").replace("\nlocales =", '\nformats = ["html"]\nlocales =', 1)
    settings_file.write_text(text, "utf-8")
    run(folder, "polyedition build")
    return folder


def run(folder: Path, script: str) -> None:
    """Runs a script of the shell, which stops at the first command that fails."""
    programs = (Path(polyedition()).parent, Path(sys.executable).parent)
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([*map(str, programs), os.environ["PATH"]]),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
        "HOME": str(folder),
    }
    done = subprocess.run(
        ["bash", "-eu", "-o", "pipefail", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"


@pytest.mark.skipif(os.name == "nt", reason="the blocks are written for a POSIX shell")
@pytest.mark.parametrize("path", RUN, ids=name)
def test_command_blocks_run(path: Path, starter: Path, tmp_path: Path) -> None:
    """All of a page's blocks, one after the other, in the project that the page asks for; files that it shows are there."""
    text = path.read_text("utf-8")
    wanted = PROJECT.search(text)
    folder = tmp_path / "work"
    if wanted and wanted["name"] == "none":
        folder.mkdir()
    else:
        shutil.copytree(starter, folder)
    shutil.copytree(ROOT / "examples" / "plugin", folder / "plugin")
    run(folder, "\n".join(one.body for one in blocks(path) if one.language == "sh" and not one.reason))


@pytest.mark.parametrize("body", [one.body for path in PAGES for one in blocks(path) if one.language == "toml"])
def test_settings_that_pages_show_are_read(body: str, tmp_path: Path) -> None:
    """Every block of settings is one that the program takes."""
    from toolkit.project.project import find_project

    if "entry-points" in body:
        assert all(
            f'"{group}"' in (ROOT / "examples/plugin/pyproject.toml").read_text("utf-8")
            for group in re.findall(r'"(polyedition\.\w+)"', body)
        )
        return
    (tmp_path / "polyedition.toml").write_text(body, "utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    assert find_project(tmp_path).settings_file == "polyedition.toml"


def test_sources_that_the_page_shows_are_right(tmp_path: Path) -> None:
    """The blocks of Markdown make one source, without a mistake, with all that the page speaks of."""
    from PIL import Image

    from toolkit.checks.sources.run import check_source
    from toolkit.collection.collection import Collection
    from toolkit.project.project import find_project
    from toolkit.sources.document import Kind, Role

    shown = [one.body for one in blocks(DOCS / "coordinator" / "write-sources.md") if one.language == "markdown"]
    (tmp_path / "polyedition.toml").write_text('title = "T"\n', "utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "doc.md").write_text("\n".join(shown), "utf-8")
    Image.new("RGB", (2, 2)).save(tmp_path / "sources" / "visits.png")
    collection = Collection(find_project(tmp_path))
    assert check_source(collection, "doc") == []
    document = collection.document("doc")
    blocks_there = list(document.walk())
    assert {Kind.TABLE, Kind.FOOTNOTE, Kind.HEADING} <= {one.kind for one in blocks_there}
    assert {Role.RECOMMENDATIONS, Role.NOTE} <= {one.role for one in blocks_there}
    assert {"do", "rec-1", "rec-2"} <= {segment.id for segment in document.segments}
    assert document.meta.authors
    assert any("lending" in comment for segment in document.segments for comment in segment.comments)
    assert any("visits.png" in segment.text for segment in document.segments)


@pytest.mark.parametrize(
    "path", [path for path in PAGES if any(one.language == "yaml" for one in blocks(path))], ids=name
)
def test_yaml_blocks_are_yaml(path: Path) -> None:
    """The templates for servers can be read, and call commands that exist."""
    import yaml

    known = {command for command, _ in commands()}
    for one in blocks(path):
        if one.language == "yaml":
            assert isinstance(yaml.safe_load(one.body), dict)
            for command in re.findall(r"polyedition [a-z-]+", one.body):
                assert command in known


def test_python_blocks_are_what_the_groups_ask_for(tmp_path: Path) -> None:
    """The examples for developers run, and give objects of the right kinds."""
    from toolkit.checks.model import Check
    from toolkit.drafts.machine.model import Provider
    from toolkit.exchange.formats import ExchangeFormat
    from toolkit.exchange.worklist import Row, Worklist
    from toolkit.project.formats import Format

    made: dict[str, object] = {"__file__": __file__}
    for one in blocks(DOCS / "developer" / "extend.md"):
        if one.language == "python":
            exec(compile(one.body, "extend.md", "exec"), made)  # noqa: S102 - our own page
    assert isinstance(made["CHECK"], Check)
    assert isinstance(made["PROVIDER"], Provider)
    assert isinstance(made["FORMAT"], Format)
    assert isinstance(made["TATAR"], Path)
    exchange = made["EXCHANGE"]
    assert isinstance(exchange, ExchangeFormat)
    row = Row("rec-1", "Open the doors.", "Откройте двери.")
    path = tmp_path / "doc.lines"
    path.write_bytes(exchange.write(Worklist("doc", "Title", "en", "ru", "ltr", (row,))))
    back = exchange.read(path, path.name)
    assert (back.document, back.locale) == ("doc", "ru")
    assert [(one.id, one.digest, one.target) for one in back.rows] == [(row.id, row.digest, row.target)]
