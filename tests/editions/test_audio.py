"""Editions that can be listened to: recordings, a program that speaks, the book and the page, and what goes wrong."""

from __future__ import annotations

import io
import shutil
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from lxml import etree

from tests.commands import needs
from tests.tiny_project import edition, make_project, write_catalog
from toolkit.cli import polyedition
from toolkit.collection.collection import Collection
from toolkit.editions.epub import render_epub
from toolkit.editions.parallel import make_parallel_page
from toolkit.errors import ToolkitError, UsageError
from toolkit.project.project import find_project
from toolkit.publish.inputs import Inputs
from toolkit.publish.listen import listen_files
from toolkit.workbench.page import Frame, live_page

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.editions.edition import Edition

SOURCE = "{#aims}\n## Aims\n\n{#p1}\nRead **more** books; --help.\n\n{.recommendations}\n1. Open the doors.\n"
FRAME = b"\xff\xfb\x90\x00" + b"\x00" * 413
"""One frame of MPEG-1 layer III: 128 kbit/s, 44.1 kHz, 1152 samples of silence."""
FAKE = f"""\
import pathlib, sys
file, language = sys.argv[1:]
text = sys.stdin.buffer.read().decode()
pathlib.Path("said.txt").open("a", encoding="utf-8").write(f"{{language}}: {{text}}\\n")
pathlib.Path(file).write_bytes({FRAME!r} * (20 + len(text)))
"""
OPF = {"opf": "http://www.idpf.org/2007/opf"}
SMIL = {"smil": "http://www.w3.org/ns/SMIL"}


def made(root: Path, program: str = FAKE, locale: str = "ru", more: str = "") -> Edition:
    """An edition that a fake program speaks."""
    root.mkdir(exist_ok=True)
    (root / "speak.py").write_text(program, "utf-8")
    engine = [sys.executable, str(root / "speak.py"), "{file}", "{language}"]
    make_project(root, SOURCE, settings=f"audio.engine = {engine!r}\n{more}")
    write_catalog(root, "ru", {("aims", "Aims"): "Цели"})
    return edition(Collection(find_project(root)), locale)


def book(found: Edition) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(render_epub(found))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_text_is_spoken_in_its_language_once(tmp_path: Path) -> None:
    """Words without markup, never as an option; a second build says nothing again."""
    render_epub(made(tmp_path))
    said = (tmp_path / "said.txt").read_text("utf-8").splitlines()
    assert said == ["ru: Цели", "en: Read more books; --help.", "en: Open the doors."]
    render_epub(made(tmp_path))
    assert (tmp_path / "said.txt").read_text("utf-8").splitlines() == said


def test_a_book_says_what_is_heard_when(tmp_path: Path) -> None:
    files = book(made(tmp_path))
    overlay = etree.fromstring(files["EPUB/text.smil"])
    ids = set(BeautifulSoup(files["EPUB/text.xhtml"], "xml").find_all(id=True))
    known = {one["id"] for one in ids}
    texts = [str(one.get("src")).partition("#")[2] for one in overlay.iterfind(".//smil:text", SMIL)]
    assert texts == ["aims", "p1", "rec-1"]
    assert set(texts) <= known
    sounds = [str(one.get("src")) for one in overlay.iterfind(".//smil:audio", SMIL)]
    assert all(f"EPUB/{one}" in files for one in sounds)
    package = etree.fromstring(files["EPUB/package.opf"])
    (text,) = package.iterfind(".//opf:item[@id='text']", OPF)
    assert text.get("media-overlay") == "overlay"
    whole = [one.text for one in package.iterfind(".//opf:meta[@property='media:duration']", OPF)]
    ends = (str(one.get("clipEnd")) for one in overlay.iterfind(".//smil:audio", SMIL))
    assert whole == [f"{sum(float(one[:-1]) for one in ends):.3f}s"] * 2
    (narrator,) = package.iterfind(".//opf:meta[@property='media:narrator']", OPF)
    assert narrator.text == "Spoken by a machine"


def test_the_same_texts_give_the_same_book(tmp_path: Path) -> None:
    assert render_epub(made(tmp_path / "a")) == render_epub(made(tmp_path / "b"))


def test_a_recording_goes_before_the_program_and_is_not_called_a_machine(tmp_path: Path) -> None:
    folder = tmp_path / "recordings" / "ru" / "doc"
    folder.mkdir(parents=True)
    for name in ("aims", "p1", "rec-1"):
        (folder / f"{name}.mp3").write_bytes(FRAME * 50)
    found = made(tmp_path, more='audio.recordings = "recordings"\n')
    assert found.voice is not None
    # A recording of a text that stands in another language by now is not heard: nobody has recorded that.
    assert [one.is_synthetic for one in found.voice.clips] == [False, True, True]
    english = tmp_path / "recordings" / "en" / "doc"
    shutil.copytree(folder, english)
    voice = edition(Collection(find_project(tmp_path)), "en").voice
    assert voice is not None
    assert not voice.is_synthetic
    assert voice.clips[0].seconds == pytest.approx(50 * 1152 / 44100, abs=0.01)
    assert b"media:narrator" not in book(edition(Collection(find_project(tmp_path)), "en"))["EPUB/package.opf"]


def test_the_page_has_each_text_with_its_clip_and_says_who_speaks(tmp_path: Path) -> None:
    page, *clips = listen_files(made(tmp_path))
    html = BeautifulSoup(page.data.decode(), "lxml")
    assert [one.get_text() for one in html.select(".listen p")] == [
        "Цели",
        "Read more books; --help.",
        "Open the doors.",
    ]
    assert [one.get("lang") for one in html.select(".listen li")] == [None, "en", "en"]
    assert {f"ru/doc/{one['src']}" for one in html.select("audio")} == {one.path for one in clips}
    assert "Spoken by a machine" in html.get_text()


def test_nobody_speaks_by_default(tmp_path: Path) -> None:
    found = edition(make_project(tmp_path, SOURCE), "en")
    assert found.voice is None
    assert "EPUB/text.smil" not in book(found)


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("raise SystemExit(3)", "fails: exit code 3"),
        ("pass", "it has written no sound"),
        ("import sys; open(sys.argv[1], 'w').write('no sound')", "it is no sound that can be read"),
    ],
)
def test_a_program_that_fails_is_one_line(tmp_path: Path, program: str, said: str) -> None:
    with pytest.raises(ToolkitError) as error:
        render_epub(made(tmp_path, program))
    assert said in str(error.value)
    assert len(str(error.value).splitlines()) <= 2


def test_a_recording_that_is_none_is_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "recordings" / "en" / "doc"
    folder.mkdir(parents=True)
    (folder / "aims.mp3").write_bytes(b"<html>" * 100)
    make_project(tmp_path, SOURCE, settings='audio.recordings = "recordings"\n')
    with pytest.raises(ToolkitError, match=r"recordings/en/doc/aims.mp3: error: it is no sound"):
        render_epub(edition(Collection(find_project(tmp_path)), "en"))


def test_a_program_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    make_project(tmp_path, SOURCE, settings='audio.engine = ["no-such-program", "{file}"]\n')
    with pytest.raises(ToolkitError, match="the program no-such-program is not installed"):
        render_epub(edition(Collection(find_project(tmp_path)), "en"))


def test_a_build_without_what_speaks_is_not_one_with_nothing_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_project(tmp_path, SOURCE, settings='formats = ["html"]\naudio.engine = ["no-such-program", "{file}"]\n')
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        done = CliRunner().invoke(polyedition, ["build", "-j1"], standalone_mode=False)
        assert done.return_value == 1
        assert "the program no-such-program is not installed" in done.output
        assert "nothing to do" not in done.output


def test_a_command_must_say_where_its_sound_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"audio\.engine does not say where"):
        make_project(tmp_path, SOURCE, settings='audio.engine = ["say"]\n')


def test_a_new_recording_makes_the_edition_out_of_date(tmp_path: Path) -> None:
    project = make_project(tmp_path, SOURCE, settings='audio.recordings = "recordings"\n').project
    before = Inputs(project).edition("doc", "en", "epub")
    (tmp_path / "recordings" / "en" / "doc").mkdir(parents=True)
    (tmp_path / "recordings" / "en" / "doc" / "aims.mp3").write_bytes(FRAME * 50)
    assert Inputs(project).edition("doc", "en", "epub") != before


@needs("espeak-ng", "lame")
def test_espeak_speaks_what_it_knows_and_leaves_out_what_it_does_not(tmp_path: Path) -> None:
    make_project(tmp_path, SOURCE, ("en", "ru", "tg", "uz-Cyrl"), settings='audio.engine = "espeak-ng"\n')
    for locale in ("ru", "tg", "uz-Cyrl"):
        write_catalog(tmp_path, locale, {("aims", "Aims"): "Цели", ("p1", "Read **more** books; --help."): "Читать"})
    collection = Collection(find_project(tmp_path))
    heard = {tag: edition(collection, tag).voice for tag in ("ru", "tg", "uz-Cyrl")}
    assert {tag: [one.id for one in voice.clips] for tag, voice in heard.items() if voice} == {
        "ru": ["aims", "p1", "rec-1"],
        "tg": ["rec-1"],
        "uz-Cyrl": ["rec-1"],
    }


def test_nobody_speaks_while_a_text_is_worked_on(tmp_path: Path) -> None:
    """The page of the workbench is the edition's, and opens at once."""
    project = made(tmp_path).project
    html = live_page(Collection(project), "doc", "ru", Frame("../", ""))
    assert "listen.html" not in html
    assert not (tmp_path / "said.txt").exists()


def test_the_colophon_leads_to_the_page_from_wherever_it_stands(tmp_path: Path) -> None:
    first = made(tmp_path)
    second = edition(Collection(first.project), "en")
    html = make_parallel_page(first, second).data.decode()
    assert {str(one["href"]) for one in BeautifulSoup(html, "lxml").select("a[href$='listen.html']")} == {
        "../../ru/doc/listen.html",
        "../../en/doc/listen.html",
    }
