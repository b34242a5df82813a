"""Terms added, taken in, found and learned: in a small project with its own termbase."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from toolkit.catalog.model import State
from toolkit.catalog.po import format_po, parse_po, read_po
from toolkit.catalog.review import stamp
from toolkit.catalog.terms import read_terms
from toolkit.cli import polyedition
from toolkit.collection.collection import Collection
from toolkit.exchange.concepts import Concept, Rendering
from toolkit.exchange.tbx import read_tbx
from toolkit.project.project import find_project
from toolkit.revision.candidates import find_candidates
from toolkit.revision.forms import learn_forms
from toolkit.revision.termbase import take_in

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path, make_tiny, monkeypatch):
    make_tiny(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*words):
    return CliRunner().invoke(polyedition, ["terms", *words], standalone_mode=False)


def term(root: Path, locale: str, source: str):
    return next(one for one in read_terms(read_po(root / f"i18n/{locale}/terms.po")).terms if one.source == source)


def test_the_first_term_makes_the_termbase(root):
    """Template and a catalog for each language, all of them canonical."""
    done = call("add", "shelf", "-t", "ru=полка", "--forbid", "ru=стеллаж", "--definition", "for books", "--keep")
    assert done.return_value == 0, done.output
    added = term(root, "ru", "shelf")
    assert (added.translation, added.forbidden, added.definition, added.keep) == (
        "полка",
        ("стеллаж",),
        "for books",
        True,
    )
    assert added.state is State.TRANSLATED
    assert term(root, "uz", "shelf").translation == ""
    for path in (root / "i18n").glob("*/terms.po*"):
        assert format_po(parse_po(path.read_bytes(), path.name)).encode() == path.read_bytes()
    assert "sources/note.md" in (root / "i18n/templates/terms.pot").read_text("utf-8")  # “shelves” is a form of it


def test_terms_stand_in_the_order_of_the_alphabet(root):
    """Wherever they were added; a second time changes nothing."""
    for one in ("shelf", "Book", "aim"):
        call("add", one)
    template = read_po(root / "i18n/templates/terms.pot")
    assert [message.msgid for message in template.live] == ["aim", "Book", "shelf"]
    before = {path: path.read_bytes() for path in (root / "i18n").glob("*/terms.po*")}
    assert "nothing new" in call("add", "aim").output
    assert before == {path: path.read_bytes() for path in before}


def test_ours_stays_where_another_rendering_comes(root):
    """And the conflict is said; forbidden renderings and forms are added to what is there."""
    call("add", "shelf", "-t", "ru=полка")
    done = call("add", "shelf", "-t", "ru=стеллаж", "--form", "ru=полочек")
    assert done.return_value == 1
    found = term(root, "ru", "shelf")
    assert (found.translation, found.forms) == ("полка", ("полочек",))


@pytest.mark.parametrize(
    "words",
    [("a\nb\x07c",), ("x" * 600,), ("  ",), ("shelf", "-t", "ru"), ("shelf", "-t", "xx=a"), ("shelf", "-t", "ru=")],
)
def test_what_no_term_can_be_is_refused(words, root):
    """In one line, and nothing is written."""
    done = call("add", *words)
    assert done.exception is not None or done.return_value == 1 or words == ("a\nb\x07c",)
    written = (
        (root / "i18n/templates/terms.pot").read_text("utf-8") if (root / "i18n/templates/terms.pot").exists() else ""
    )
    assert "x" * 600 not in written
    assert "\x07" not in written


def test_a_dry_run_writes_nothing(root):
    """It says what it would do."""
    done = call("add", "shelf", "-t", "ru=полка", "-n")
    assert "new: shelf" in done.output
    assert not (root / "i18n/templates/terms.pot").exists()


def test_terms_go_out_and_come_back(root, tmp_path_factory):
    """To another project, whose own renderings stay; with their origin."""
    call("add", "shelf", "-t", "ru=полка", "-t", "uz=javon")
    call("add", "book", "-t", "ru=книга", "--draft")
    for name in ("a.tbx", "a.csv", "b.tbx"):
        assert call("export", name, *(["-f", "tbx-3"] if name == "b.tbx" else [])).return_value == 0
        found = call("import", name)
        assert "nothing new" in found.output
        assert found.return_value == 0
    assert [one.source for one in read_tbx(root / "a.tbx", "a", "en")] == ["book", "shelf"]
    path = root / "i18n/ru/terms.po"
    path.write_text(path.read_text("utf-8").replace('msgstr "полка"', 'msgstr ""'), "utf-8")
    call("import", "a.tbx", "--by", "National Library")
    text = path.read_text("utf-8")
    assert "# origin: tbx/National Library, " in text
    assert "Last-Translator: National Library" in text
    assert term(root, "ru", "book").state is State.DRAFT
    (root / "c.csv").write_text("term;language;translation\nshelf;ru;стеллаж\nshelf;fr;étagère\n", "utf-8")
    found = call("import", "c.csv")
    assert found.return_value == 1
    assert "fr (1)" in found.output
    assert term(root, "ru", "shelf").translation == "полка"


def test_lists_are_filtered(root):
    """By words, state and kind; as JSON and CSV."""
    call("add", "shelf", "-t", "ru=полка", "--name")
    call("add", "book", "--keep")
    assert "book" not in call("list", "полк").output
    assert "shelf" not in call("list", "-l", "ru", "--only", "missing").output
    assert "shelf" not in call("list", "--kind", "keep").output
    assert '"term": "shelf"' in call("list", "--json").output
    assert call("list", "--csv").output.startswith('\ufeff"term"')


def test_candidates_are_phrases_with_their_renderings(tmp_path, make_tiny):
    """Forms count as one; what the termbase has is left out; the catalogs propose what it is called."""
    make_tiny(tmp_path, update=False)
    lines = "\n\n".join(f"Reading rooms {verb} people." if n % 2 else f"A reading room {verb} work." for n, verb in enumerate(("help", "join", "teach", "move")))  # fmt: skip
    (tmp_path / "sources/note.md").write_text(f"---\ntitle: Rooms\nlanguage: en\n---\n\n{lines}\n", "utf-8")
    from toolkit.revision.revise import update_project

    update_project(find_project(tmp_path), ("ru",))
    path = tmp_path / "i18n/ru/note.po"
    text = path.read_text("utf-8")
    for n, verb in enumerate(("help", "join", "teach", "move")):
        source = f"Reading rooms {verb} people." if n % 2 else f"A reading room {verb} work."
        text = text.replace(
            f'msgid "{source}"\nmsgstr ""',
            f'msgid "{source}"\nmsgstr "Это {"читальные залы" if n % 2 else "в читальном зале"} {n}."',
        )
    path.write_text(text, "utf-8")
    collection = Collection(find_project(tmp_path))
    found = find_candidates(collection, ("note",), ("ru",), least=2, most=9)
    first = found[0]
    assert first.text.lower() in {"reading room", "reading rooms"}
    assert first.uses == 4
    assert first.renderings["ru"].split()[0].startswith("читальн")
    take_in(find_project(tmp_path), [Concept("reading room")], origin="")
    again = find_candidates(Collection(find_project(tmp_path)), ("note",), (), least=2, most=9)
    assert first.text not in [one.text for one in again]


def test_forms_are_learned_from_reviewed_texts(tmp_path, make_tiny):
    """Only from those; only what no ending explains; check then takes them for right."""
    make_tiny(tmp_path)
    take_in(find_project(tmp_path), [Concept("books", renderings={"ru": Rendering("книга")})], origin="")
    path = tmp_path / "i18n/ru/plan.po"
    catalog = read_po(path)
    message = next(one for one in catalog.live if one.msgid == "Read more books.")
    text = path.read_text("utf-8").replace(
        'msgid "Read more books."\nmsgstr ""', 'msgid "Read more books."\nmsgstr "Читайте книжки."'
    )
    path.write_text(text, "utf-8")
    assert learn_forms(find_project(tmp_path), ("ru",)) == {}
    done = next(one for one in read_po(path).live if one.msgid == message.msgid)
    line = stamp("Anna", datetime.date(2026, 11, 28), done)
    path.write_text(
        path.read_text("utf-8").replace("#. Aims › paragraph 1\n", f"# {line}\n#. Aims › paragraph 1\n"),
        "utf-8",
    )
    assert next(one for one in read_po(path).live if one.msgid == message.msgid).state is State.REVIEWED
    assert learn_forms(find_project(tmp_path), ("ru",)) == {"ru": {"books": ["книжки"]}}
    assert term(tmp_path, "ru", "books").forms == ("книжки",)
    assert learn_forms(find_project(tmp_path), ("ru",)) == {}


def test_export_and_import_know_terms_and_memories_too(root):
    """`export --format tbx` and `tmx`; `import` of a TBX file is that of terms."""
    call("add", "shelf", "-t", "ru=полка")
    run = CliRunner()
    for format, name in (("tbx", "terms.ru.tbx"), ("tmx", "plan.ru.tmx")):
        done = run.invoke(polyedition, ["export", "ru", "--format", format], standalone_mode=False)
        assert done.return_value == 0, done.output
        assert (root / name).is_file()
    path = root / "i18n/ru/terms.po"
    path.write_text(path.read_text("utf-8").replace('msgstr "полка"', 'msgstr ""'), "utf-8")
    run.invoke(polyedition, ["import", "terms.ru.tbx"], standalone_mode=False)
    assert term(root, "ru", "shelf").translation == "полка"
