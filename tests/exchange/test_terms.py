"""Termbases as TBX and CSV: round trips, the schema, other programs' readers, hostile files."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.exchange.schemas import TBX, faults
from tests.exchange.worklists import ROOT, TEXTS
from toolkit.collection.collection import Collection
from toolkit.errors import ToolkitError
from toolkit.exchange.concepts import Concept, Rendering
from toolkit.exchange.tbx import read_tbx, write_tbx
from toolkit.exchange.terms_table import read_terms_table, write_terms
from toolkit.project.project import find_project
from toolkit.revision.termbase import concepts_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONCEPTS = (
    Concept(
        "public library",
        "noun phrase",
        "open to all <b>&</b>",
        renderings={
            "ru": Rendering(
                "публичная библиотека; общедоступная", ("общественная библиотека",), ("библ",), is_draft=True
            ),
            "uz-Cyrl": Rendering("оммавий кутубхона"),
        },
    ),
    Concept("ALMA", "noun", keep=True),
    Concept("IFLA", "noun", name=True, renderings={"ru": Rendering("ИФЛА", ("IFLA",))}),
)
PLAIN = TEXTS.map(lambda text: " ".join(text.replace(";", "").split())).filter(lambda text: text and text.isprintable())
"""One line; a semicolon divides renderings."""


@st.composite
def concepts(draw: st.DrawFn) -> tuple[Concept, ...]:
    """Any termbase."""
    sources = draw(st.lists(PLAIN, unique=True, max_size=4))
    kinds = st.sampled_from([{}, {"keep": True}, {"name": True}])
    renderings = st.dictionaries(
        st.sampled_from(["ru", "kk", "uz-Cyrl"]),
        st.builds(
            Rendering,
            PLAIN,
            st.lists(PLAIN, max_size=2).map(tuple),
            st.lists(PLAIN, max_size=2).map(tuple),
            st.booleans(),
        ),
        max_size=2,
    )
    return tuple(
        Concept(one, draw(st.sampled_from(["noun", "verb", "noun phrase, plural"])), draw(st.one_of(st.just(""), PLAIN)), renderings=draw(renderings), **draw(kinds))
        for one in sources
    )  # fmt: skip


def tbx(found: tuple[Concept, ...], folder: Path, *, new: bool = False) -> tuple[Concept, ...]:
    path = folder / "terms.tbx"
    path.write_bytes(write_tbx(found, "en", "Title", new=new))
    return read_tbx(path, path.name, "en")


def table(found: tuple[Concept, ...], folder: Path) -> tuple[Concept, ...]:
    path = folder / "terms.csv"
    path.write_bytes(write_terms(found))
    return read_terms_table(path, path.name)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=concepts())
def test_what_goes_out_comes_in(found: tuple[Concept, ...], tmp_path: Path) -> None:
    """Through both editions of TBX and through the table."""
    assert tbx(found, tmp_path) == found
    assert tbx(found, tmp_path, new=True) == found
    if found:
        assert table(found, tmp_path) == found


def test_the_project_s_own_termbase(tmp_path: Path) -> None:
    """All terms in all languages."""
    project = find_project(ROOT)
    found = concepts_of(Collection(project), project.locales)
    assert len(found) > 100
    for come in (tbx(found, tmp_path), tbx(found, tmp_path, new=True), table(found, tmp_path)):
        assert [one.source for one in come] == [one.source for one in found]
        for new, old in zip(come, found, strict=True):
            assert (new.definition, new.keep, new.name) == (old.definition, old.keep, old.name)
            assert new.renderings == {tag: replace(one, text="; ".join(p.strip() for p in one.text.split(";"))) for tag, one in old.renderings.items()}  # fmt: skip
    assert faults(write_tbx(found, "en", "Library Recommendations"), TBX) == []


def test_it_obeys_the_schema() -> None:
    """ISO 30042:2008, as the file of OmegaT has it."""
    assert faults(write_tbx(CONCEPTS, "en", "A <title>"), TBX) == []


def test_the_new_edition_names_its_dialect() -> None:
    """ISO 30042:2019, 5: dialect and style stand at the root."""
    data = write_tbx(CONCEPTS, "en", "T", new=True).decode()
    assert 'style="dca" type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2"' in data
    assert "<conceptEntry" in data
    assert "martif" not in data


_BASIC = {
    "partOfSpeech": {"adjective", "noun", "other", "verb", "adverb"},
    "administrativeStatus": {f"{one}Term-admn-sts" for one in ("admitted", "deprecated", "superseded", "preferred")},
}
"""The values of the data categories of terms that we write, in TBX-Basic of 2019 (its modules Min and Basic)."""
_INSIDE = {
    "tbx": r"tbxHeader text",
    "tbxHeader": r"fileDesc",
    "fileDesc": r"titleStmt sourceDesc",
    "titleStmt": r"title",
    "sourceDesc": r"p",
    "text": r"body",
    "body": r"conceptEntry( conceptEntry)*",
    "conceptEntry": r"((descrip|note) )*langSec( langSec)*",
    "langSec": r"((descrip|note) )*termSec( termSec)*",
    "termSec": r"term( termNote)*( note)*",
    **dict.fromkeys(("title", "p", "descrip", "note", "term", "termNote"), ""),
}
"""What may stand in each element, and in which order: the part of the core structure that we write (ISO 30042:2019, 6)."""


def test_the_new_edition_obeys_the_rules_of_its_dialect() -> None:
    """Structure, levels and lists of values, as the schemas of TBX-Basic (RELAX NG and Schematron) ask for them."""
    project = find_project(ROOT)
    for found in (CONCEPTS, concepts_of(Collection(project), project.locales)):
        root = etree.fromstring(write_tbx(found, "en", "A <title>", new=True))
        ids = [one.get("id") for one in root.iter("{*}conceptEntry")]
        assert len(ids) == len(set(ids)) == len(found)
        for one in root.iter():
            name, inside = etree.QName(one).localname, " ".join(etree.QName(part).localname for part in one)
            assert etree.QName(one).namespace == "urn:iso:std:iso:30042:ed-2"
            assert re.fullmatch(_INSIDE[name], inside), (name, inside)
            if name == "termNote":
                assert one.text in _BASIC[one.get("type")]
            if name == "descrip":
                assert one.get("type") == "definition"
            if name == "langSec":
                assert one.get("{http://www.w3.org/XML/1998/namespace}lang")


def test_translate_toolkit_reads_it(tmp_path: Path, require_tool: Callable[[str], str]) -> None:
    """Every term with a translation, in the store that Weblate stands on."""
    require_tool("po2xliff")
    (tmp_path / "terms.tbx").write_bytes(write_tbx(CONCEPTS, "en", "T"))
    script = (
        "from translate.storage.tbx import tbxfile\n"
        "store = tbxfile.parsefile('terms.tbx')\n"
        "print([(unit.source, unit.target) for unit in store.units])\n"
    )
    done = subprocess.run(
        ["/usr/bin/python3", "-c", script], cwd=tmp_path, check=True, timeout=120, capture_output=True, text=True
    )
    assert "('public library', 'публичная библиотека')" in done.stdout


def test_other_programs_files_are_read(tmp_path: Path) -> None:
    """A document type by name, groups, languages in capitals, the DCT style, deprecated terms."""
    path = tmp_path / "a.tbx"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif type="TBX"><text><body><termEntry>'
        '<langSet xml:lang="EN-us"><ntig><termGrp><term>library</term></termGrp></ntig></langSet>'
        '<langSet xml:lang="RU"><tig><term>библиотека</term></tig><tig><term>книгохранилище</term>'
        '<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet></termEntry></body></text></martif>',
        "utf-8",
    )
    (one,) = read_tbx(path, path.name, "en")
    assert (one.source, one.renderings) == ("library", {"ru": Rendering("библиотека", ("книгохранилище",))})
    path.write_text(
        '<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:basic="http://www.tbxinfo.net/ns/basic" '
        'xmlns:min="http://www.tbxinfo.net/ns/min"><text><body><conceptEntry id="c1"><basic:definition>Books.</basic:definition>'
        '<langSec xml:lang="en"><termSec><term>library</term><min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec>'
        '<langSec xml:lang="kk"><termSec><term>кітапхана</term></termSec></langSec></conceptEntry></body></text></tbx>',
        "utf-8",
    )
    (one,) = read_tbx(path, path.name, "en")
    assert (one.part_of_speech, one.definition, one.renderings["kk"].text) == ("noun", "Books.", "кітапхана")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("<a/>", "no TBX"),
        ('<!DOCTYPE martif [<!ENTITY a SYSTEM "file:///etc/passwd">]><martif>&a;</martif>', "document type"),
        ('<!DOCTYPE martif SYSTEM "x" [<!ENTITY a "b">]><martif>&a;</martif>', "document type"),
        ("<martif>", "not well-formed"),
        ("", "not well-formed"),
    ],
)
def test_hostile_files(data: str, message: str, tmp_path: Path) -> None:
    """One line."""
    path = tmp_path / "a.tbx"
    path.write_text(data)
    with pytest.raises(ToolkitError, match=message):
        read_tbx(path, path.name, "en")


def test_a_table_without_terms_is_refused(tmp_path: Path) -> None:
    """Its heads are named; columns may be turned, and others stand between."""
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1;2\n", "utf-8")
    with pytest.raises(ToolkitError, match="no terms"):
        read_terms_table(path, path.name)
    path.write_text("mine;Translation;Language;Term\nx;=библиотека;ru;library\n", "utf-8")
    assert read_terms_table(path, path.name) == (Concept("library", renderings={"ru": Rendering("=библиотека")}),)
