"""Two branches of a real git repository: a revision on one, a translator's save on the other."""

from __future__ import annotations

import datetime
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.tiny_project import make_project
from toolkit.catalog.model import Catalog, State
from toolkit.catalog.po import format_po, read_po, write_po
from toolkit.catalog.update import build_template, new_catalog, update_catalog
from toolkit.revision.revise import update_project
from toolkit.sources.markdown import parse_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolkit.catalog.align.align import Alignment

HEAD = '---\ntitle: T\ndate: 2020-01-01\nlanguage: en\nkind: Policy\nversion: "1"\npublishers:\n  - X\n---\n\n'
NOW = datetime.datetime(2026, 11, 21, tzinfo=datetime.UTC)
FORMS = "nplurals=1; plural=0;"

TEXTS = [f"The {name} of the library is open to every reader." for name in ("hall", "roof", "attic", "yard", "door")]
SOURCE = "# Rooms\n\n" + "\n\n".join(TEXTS) + "\n\n# Rules\n\n1. Read.\n2. Listen.\n3. Write.\n"
REVISIONS = {
    "a new text": ("The attic of", "A cellar is new here.\n\nThe attic of"),
    "a changed text": ("The roof of the library", "The roof of the old library"),
    "a text that is gone": (f"{TEXTS[1]}\n\n", ""),
    "a new item": ("1. Read.", "1. Rest.\n1. Read."),
}


class Repository:
    """A git repository with nothing of the user's own settings."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self("init", "-q", "-b", "main")

    def __call__(self, *words: str) -> str:
        names = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(["git", *names, *words], cwd=self.root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def commit(self) -> None:
        self("add", "-A")
        self("commit", "-qm", "x")


def saved(catalog: Catalog, number: int) -> Catalog:
    """The catalog after a translator has finished one message in Poedit."""
    message = replace(catalog.messages[number], msgstr=("Готово.",), flags=(), previous=None)
    messages = (*catalog.messages[:number], message, *catalog.messages[number + 1 :])
    catalog = replace(catalog, messages=messages)
    for name, value in (
        ("PO-Revision-Date", "2026-12-01 09:00+0300"),
        ("Last-Translator", "Anna <anna@example.org>"),
        ("X-Generator", "Poedit 3.4.2"),
    ):
        catalog = catalog.with_value(name, value)
    return catalog


@pytest.mark.parametrize("revision", REVISIONS)
@pytest.mark.parametrize("text", [TEXTS[0], TEXTS[4], "Write."])
def test_a_revision_and_a_translators_save_merge(
    tmp_path: Path, require_tool: Callable[[str], str], revision: str, text: str
) -> None:
    """Neither branch touches a line of the other, in the header or in the entries."""
    require_tool("git")
    project = make_project(tmp_path, SOURCE).project
    git = Repository(tmp_path)
    update_project(project, project.locales)
    path = project.catalog("doc", "ru")
    drafts = tuple(replace(one, msgstr=("Набросок.",), flags=("fuzzy",)) for one in read_po(path).messages)
    write_po(replace(read_po(path), messages=drafts), path)
    git.commit()

    git("checkout", "-qb", "translator")
    catalog = read_po(path)
    write_po(saved(catalog, [one.msgid for one in catalog.messages].index(text)), path)
    git.commit()

    git("checkout", "-q", "main")
    old, new = REVISIONS[revision]
    source = project.source("doc")
    assert old in source.read_text("utf-8")
    source.write_text(source.read_text("utf-8").replace(old, new), "utf-8")
    update_project(project, project.locales)
    git.commit()

    git("merge", "-q", "--no-edit", "translator")
    merged = read_po(path)
    assert merged.value("Last-Translator") == "Anna <anna@example.org>"
    (done,) = (one for one in merged.live if one.msgid == text)
    assert (done.state, done.msgstr) == (State.TRANSLATED, ("Готово.",))
    assert update_project(project, project.locales) == []


BLOCKS = [f"The {name} of the library is open to every {name} reader." for name in ("hall", "roof", "attic")]
BLOCKS[1:1] = ["# Rooms"]


def revisions(blocks: list[str]) -> Iterator[list[str]]:
    """The document with a block put in at each place, taken out of each, two of them, and changed at each."""
    for place in range(len(blocks) + 1):
        yield [*blocks[:place], "Here something quite different was put lately.", *blocks[place:]]
    for place, block in enumerate(blocks):
        yield [*blocks[:place], *blocks[place + 1 :]]
        yield [*blocks[:place], *blocks[place + 2 :]]
        yield [*blocks[:place], f"{block} Gladly", *blocks[place + 1 :]]


def test_wherever_a_text_is_saved_and_another_comes_goes_or_changes_git_merges_both(
    tmp_path: Path, require_tool: Callable[[str], str]
) -> None:
    """At every place, the first and the last included, in both directions, with git alone: as on GitHub and in Weblate."""
    require_tool("git")
    git = Repository(tmp_path)
    made: list[bytes] = []

    def commit(catalog: Catalog, parent: int = 0) -> int:
        data, number = format_po(catalog).encode(), len(made) + 1
        origin = f"from :{parent}\n" if parent else ""
        head = f"commit refs/heads/b{number}\nmark :{number}\ncommitter A <a@b.org> 0 +0000\ndata 1\nx\n{origin}"
        made.append(head.encode() + b"M 100644 inline doc.po\ndata %d\n%b\n" % (len(data), data))
        return number

    def template(blocks: list[str], ledger: Catalog | None = None) -> tuple[Catalog, Alignment]:
        document = parse_markdown(f"{HEAD}{chr(10).join(f'{one}{chr(10)}' for one in blocks)}", "sources/doc.md", "doc")
        return build_template(document, ledger, now=NOW)

    ledger, _ = template(BLOCKS)
    catalog = new_catalog(ledger, locale="ru", language="Russian", plural_forms=FORMS, team="", now=NOW)
    texts = tuple(
        replace(one, msgstr=("Текст.",), flags=("fuzzy",) * (number % 4 // 2)) if number % 2 else one
        for number, one in enumerate(catalog.messages)
    )
    catalog = replace(catalog, messages=texts)
    base = commit(catalog)
    saves = [(one.msgid, commit(saved(catalog, number), base)) for number, one in enumerate(texts)]
    pairs = []
    for blocks in revisions(BLOCKS):
        changed, alignment = template(blocks, ledger)
        revision = commit(update_catalog(catalog, changed, alignment), base)
        stay = {one.msgid for one in changed.live}
        pairs += [(revision, save) for msgid, save in saves if msgid in stay]
    subprocess.run(["git", "fast-import", "--quiet"], cwd=tmp_path, input=b"".join(made), check=True)
    assert len(pairs) > 80
    for revision, save in pairs:
        git("merge-tree", "--write-tree", f"b{revision}", f"b{save}")
        git("merge-tree", "--write-tree", f"b{save}", f"b{revision}")


def test_what_editors_leave_is_ignored(tmp_path: Path, require_tool: Callable[[str], str]) -> None:
    """From `init` on: compiled catalogs and backups, but no catalog."""
    from toolkit.revision.starter import make_project as make_new_project

    require_tool("git")
    make_new_project(tmp_path / "new")
    git = Repository(tmp_path / "new")
    git.commit()
    for name in ("ru.mo", "welcome.po~", "welcome.po.bak", ".welcome.po.swp", "#welcome.po#", ".#welcome.po"):
        (tmp_path / "new" / "i18n" / "ru" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "new" / "i18n" / "ru" / name).write_text("x", "utf-8")
    assert git("status", "--porcelain") == ""
    assert git("ls-files", "i18n/*.po").count(".po\n") >= 2
