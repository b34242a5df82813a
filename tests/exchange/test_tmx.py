"""TMX: writing and reading are inverse, other tools' files are understood, hostile ones are refused with their line."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.commands import needs
from toolkit.catalog.model import State
from toolkit.errors import ToolkitError
from toolkit.exchange import tmx
from toolkit.exchange.tmx import Unit, read_tmx, write_tmx

HEAD = '<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header srclang="en"/><body>\n'
END = "</body></tmx>"

TEXTS = st.text(st.sampled_from("aZ <>&\"'\n\t\r]жӯəԱʻ\u00a0\u0085\u2028é𝔸\ufffd"), min_size=1, max_size=12)
TAGS = st.sampled_from(("en", "ru", "kk", "uz-Cyrl", "ru-KZ", "zh-Hant-TW"))
UNITS = st.lists(
    st.builds(
        Unit,
        source=TEXTS | st.sampled_from(("same", "other")),
        target=TEXTS,
        locale=TAGS,
        language=st.sampled_from(("en", "ru")),
        document=st.just("") | TEXTS,
        context=st.none() | st.just("") | TEXTS,
        state=st.sampled_from((State.DRAFT, State.TRANSLATED, State.REVIEWED)),
    ),
    max_size=6,
)


def read(data: str | bytes) -> list[Unit]:
    """The units of a file with the content."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.tmx")
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return list(read_tmx(path, "a.tmx"))


def fault(data: str | bytes) -> str:
    """The first line of what is said about a file."""
    with pytest.raises(ToolkitError) as caught:
        read(data)
    return str(caught.value).splitlines()[0]


@given(UNITS)
def test_read_is_the_inverse_of_write(units: list[Unit]) -> None:
    """What was written comes back, every unit in its place, with all that it says."""
    assert read("".join(write_tmx(units))) == units


def test_translations_of_one_text_stand_together() -> None:
    """One source in one place makes one entry with all its languages."""
    units = [Unit("Library", "Библиотека", "ru", document="a"), Unit("Library", "Кітапхана", "kk", document="a")]
    written = "".join(write_tmx(units))
    assert written.count("<tu>") == 1
    assert written.count("<tuv ") == 3


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    """A control character in a catalog does not make the whole export unreadable."""
    (unit,) = read("".join(write_tmx([Unit("a\bb\ufffe", "в\x00г", "ru", document="d\x1f")])))
    assert (unit.source, unit.target, unit.document) == ("ab", "вг", "d")


@needs("xmllint")
def test_another_parser_reads_it() -> None:
    """What is written is well-formed for libxml2 too."""
    written = "".join(write_tmx([Unit('a<b&"c"', "]]>", "ru", document='"', context="<")]))
    subprocess.run(["xmllint", "--noout", "--nonet", "-"], input=written.encode(), check=True)


def test_inline_elements_are_read_as_their_text() -> None:
    """What other tools mark up inside a segment stays as text, whatever the nesting."""
    seg = 'See <bpt i="1">&lt;b></bpt>this <hi>one</hi><ept i="1">&lt;/b></ept><ph>{0}<sub>tip</sub></ph>.'
    data = f'{HEAD}<tu><tuv xml:lang="en"><seg>{seg}</seg></tuv><tuv xml:lang="ru"><seg>Да</seg></tuv></tu>{END}'
    assert read(data) == [Unit("See <b>this one</b>{0}tip.", "Да", "ru")]


def test_tags_become_canonical_and_a_region_does_not_hide_the_source() -> None:
    """``EN_us`` is the source where the header says ``en``; the old attribute ``lang`` counts."""
    data = f'{HEAD}<tu><tuv lang="RU-ru"><seg>Да</seg></tuv><tuv xml:lang="EN_us"><seg>Yes</seg></tuv></tu>{END}'
    assert read(data) == [Unit("Yes", "Да", "ru-RU", "en-US")]


def test_an_entry_without_its_source_language_or_without_text_gives_nothing() -> None:
    """Half an entry is no unit and no error: memories of other tools have such."""
    entries = (
        '<tu><tuv xml:lang="de"><seg>Ja</seg></tuv><tuv xml:lang="ru"><seg>Да</seg></tuv></tu>'
        '<tu><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="ru"><seg/></tuv></tu>'
        "<tu><note>empty</note></tu>"
    )
    assert read(HEAD + entries + END) == []


def test_any_language_may_be_the_source() -> None:
    """With ``*all*`` the first variant is the source."""
    entry = '<tu srclang="*all*"><tuv xml:lang="de"><seg>Ja</seg></tuv><tuv xml:lang="ru"><seg>Да</seg></tuv></tu>'
    assert read(HEAD + entry + END) == [Unit("Ja", "Да", "ru", "de")]


def test_states_of_other_tools_count_as_translated() -> None:
    """Only our own word for a draft makes one."""
    entry = (
        '<tu><prop type="x-state">outdated</prop><tuv xml:lang="en"><seg>Yes</seg></tuv>'
        '<tuv xml:lang="ru"><seg>Да</seg></tuv>'
        '<tuv xml:lang="be"><prop type="x-state">draft</prop><seg>Так</seg></tuv></tu>'
    )
    assert [unit.state for unit in read(HEAD + entry + END)] == [State.TRANSLATED, State.DRAFT]


@pytest.mark.parametrize("encoding", ["utf-16", "koi8-r", "utf-8-sig"])
def test_reads_other_encodings(encoding: str) -> None:
    """What the XML declaration says is believed."""
    data = HEAD.replace("?>", f' encoding="{encoding.removesuffix("-sig")}"?>', 1)
    data += '<tu><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="ru"><seg>Да</seg></tuv></tu>' + END
    assert read(data.encode(encoding)) == [Unit("Yes", "Да", "ru")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "a.tmx:1: error: not well-formed XML: no element found [tmx]"),
        ("<html/>", "a.tmx:1: error: this is no TMX file: its root is <html> [tmx]"),
        (f"{HEAD}<tu>\n</tuv>", "a.tmx:5: error: not well-formed XML: mismatched tag [tmx]"),
        (f"{HEAD}<tu>\n<tuv><seg/></tuv></tu>{END}", "a.tmx:5: error: a <tuv> does not say its language [tmx]"),
        (f'{HEAD}<tu>\n<tuv xml:lang="r?">', "a.tmx:5: error: xml:lang is no language tag: 'r?' [tmx]"),
        (f'{HEAD}<tu srclang="">', "a.tmx:4: error: srclang is no language tag: '' [tmx]"),
        ("<?xml version='1.0' encoding='big5'?><tmx/>", "a.tmx:1: error: its encoding is not known [tmx]"),
        (b"<tmx>\n\xff</tmx>", "a.tmx:2: error: not well-formed XML: not well-formed (invalid token) [tmx]"),
    ],
)
def test_says_what_is_wrong_and_where(data: str | bytes, said: str) -> None:
    """Each fault is one line with the file and its line."""
    assert fault(data) == said


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "aaaa">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://127.0.0.1/a.dtd"> %a;',
    ],
)
def test_refuses_entities(declaration: str) -> None:
    """No bomb of entities is expanded, and nothing is fetched: the declaration alone is refused."""
    data = f"<!DOCTYPE tmx [\n{declaration}]>\n<tmx>&a;</tmx>"
    assert fault(data) == "a.tmx:2: error: the file declares an entity: a [tmx]"


def test_refuses_what_would_be_lost() -> None:
    """An entity that only the external definition could explain is no empty text."""
    data = f'{HEAD}<tu><tuv xml:lang="en"><seg>a&nbsp;b</seg></tuv></tu>{END}'
    assert fault(data) == "a.tmx:4: error: an entity that nothing declares: &nbsp; [tmx]"


def test_sizes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file, a text and a tag may each be only so large."""
    assert "a text is longer than" in fault(f'{HEAD}<tu><tuv xml:lang="en"><seg>{"a" * 1_100_000}</seg>')
    assert "a tag or comment does not end" in fault(f'{HEAD}<tu a="{"a" * 5_000_000}')
    monkeypatch.setattr(tmx, "MOST_BYTES", 1 << 20)
    assert fault(HEAD + " " * (1 << 20)) == "a.tmx: error: the file is larger than 1 MiB [tmx]"


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    """A file that is not there is a diagnostic."""
    with pytest.raises(ToolkitError, match=r"^a\.tmx: error: the file cannot be read: No such file"):
        list(read_tmx(tmp_path / "a.tmx", "a.tmx"))
