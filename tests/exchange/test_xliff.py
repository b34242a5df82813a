"""XLIFF: what agencies' programs make of it, and what is refused."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from lxml import etree

from tests.exchange.schemas import XLIFF, XLIFF_2, faults
from tests.exchange.worklists import CATALOGS, of_catalog, targets, worklists
from toolkit.catalog.model import State
from toolkit.errors import ToolkitError
from toolkit.exchange.worklist import Row, Worklist
from toolkit.exchange.xliff import read_xliff, write_xliff, write_xliff_2

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROWS = (
    Row("rec-1", "Read **books** in [the library](https://a.example).", "", State.UNTRANSLATED, ("Aims",), "item 1"),
    Row("rec-2", "Open.", "Откройте.", State.OUTDATED, ("Aims",), "item 2", previous="Close."),
    Row("rec-3", "Open.", "Открыть.", State.REVIEWED, ("Aims",), "item 3", notes=("Ask Anna.",), hints=("≈ 80 %: Да",)),
    Row("rec-4", "Go.", "Иди.", State.DRAFT),
)
WORKLIST = Worklist("plan", "The plan", "en", "ru", "ltr", ROWS)
OLD, NEW = "{urn:oasis:names:tc:xliff:document:1.2}", "{urn:oasis:names:tc:xliff:document:2.0}"


def read(data: bytes, folder: Path) -> dict[str, str]:
    path = folder / "plan.xlf"
    path.write_bytes(data)
    return targets(read_xliff(path, path.name))


@pytest.mark.parametrize("write", [write_xliff, write_xliff_2])
def test_states_come_back(write: Callable[[Worklist], bytes], tmp_path: Path) -> None:
    """As far as each version has a word for them; repeated texts stay apart."""
    path = tmp_path / "plan.xlf"
    path.write_bytes(write(WORKLIST))
    found = read_xliff(path, path.name)
    assert [row.id for row in found.rows] == ["rec-1", "rec-2", "rec-3", "rec-4"]
    assert [row.state for row in found.rows][2:] == [State.REVIEWED, State.DRAFT]
    assert found.rows[1].state is not State.TRANSLATED
    assert [row.sent for row in found.rows] == [row.sent for row in ROWS]


def test_codes_hold_the_markup() -> None:
    """A translation's code has the number of the source's; the earlier source stands beside an outdated text."""
    rows = (Row("a", "**One** and **two**", "**Раз** и **два**"),)
    root = etree.fromstring(write_xliff(Worklist("plan", "", "en", "ru", "ltr", rows)))
    numbers = [
        [one.get("id") for one in part.iter(f"{OLD}ph")]
        for part in (root.find(f".//{OLD}source"), root.find(f".//{OLD}target"))
        if part is not None
    ]
    assert numbers == [["1", "2", "3", "4"], ["1", "2", "3", "4"]]
    before = etree.fromstring(write_xliff(WORKLIST)).findall(
        f".//{OLD}alt-trans[@alttranstype='previous-version']/{OLD}source"
    )
    assert ["".join(map(str, one.itertext())) for one in before] == ["Close."]


def test_a_program_that_moves_and_empties_codes(tmp_path: Path) -> None:
    """Codes without their content get it back by their number; marks of terms are read as their words."""
    root = etree.fromstring(write_xliff(WORKLIST))
    target = root.find(f".//{OLD}target")
    assert target is not None
    target.attrib["state"] = "translated"
    target.text = "В "
    for number, tail in (("3", "библиотеке"), ("4", " читайте "), ("1", "книги"), ("2", ".")):
        code = etree.SubElement(target, f"{OLD}x", {"id": number})
        code.tail = tail
    mark = etree.SubElement(target, f"{OLD}mrk", {"mtype": "term"})
    mark.text = "!"
    found = read(etree.tostring(root), tmp_path)
    assert found["rec-1"] == "В [библиотеке](https://a.example) читайте **книги**.!"


def test_a_program_that_divides_segments(tmp_path: Path) -> None:
    """XLIFF 2: a unit in several segments, with codes around words, is one text again."""
    data = f"""<xliff version="2.1" xmlns="{NEW[1:-1]}" srcLang="en" trgLang="ru"><file id="f" original="plan">
    <unit id="u1" name="rec-1"><originalData><data id="d1">**</data></originalData>
    <segment state="translated"><source>Read. </source><target>Читайте. </target></segment><ignorable><source> </source></ignorable>
    <segment state="initial"><source><pc id="1" dataRefStart="d1" dataRefEnd="d1">Go</pc>.</source><target><pc id="1" dataRefStart="d1" dataRefEnd="d1">Иди</pc>.</target></segment>
    </unit></file></xliff>"""
    path = tmp_path / "plan.xliff"
    path.write_text(data, "utf-8")
    (row,) = read_xliff(path, path.name).rows
    assert (row.target, row.source, row.state) == ("Читайте.  **Иди**.", "Read.  **Go**.", State.DRAFT)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("<a/>", "no XLIFF"),
        ('<xliff xmlns="urn:oasis:names:tc:xliff:document:1.1" version="1.1"/>', "XLIFF 1.1, which is not read"),
        ('<xliff xmlns="urn:example"/>', "no XLIFF"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><xliff>&b;</xliff>', "document type"),
        ("<xliff", "not well-formed"),
        ("", "not well-formed"),
    ],
)
def test_hostile_files(data: str, message: str, tmp_path: Path) -> None:
    """One line, and nothing is fetched."""
    with pytest.raises(ToolkitError, match=message):
        read(data.encode(), tmp_path)


def test_the_same_unit_twice_is_refused(tmp_path: Path) -> None:
    """By name; the first one comes in."""
    path = tmp_path / "plan.xlf"
    path.write_bytes(write_xliff(Worklist("plan", "", "en", "ru", "ltr", (ROWS[3], ROWS[3]))))
    found = read_xliff(path, path.name)
    assert [one.message for one in found.refused] == ["the id rec-4 stands in an earlier unit too"]


def test_translate_toolkit_reads_and_writes_it(tmp_path: Path, require_tool: Callable[[str], str]) -> None:
    """The store that Weblate and Virtaal stand on: every unit, and one text changed."""
    require_tool("po2xliff")
    path = tmp_path / "plan.xlf"
    path.write_bytes(write_xliff(WORKLIST))
    script = (
        "from translate.storage.xliff import xlifffile\n"
        "store = xlifffile.parsefile('plan.xlf')\n"
        "units = [unit for unit in store.units if unit.istranslatable()]\n"
        "assert len(units) == 4, len(units)\n"
        "units[3].target = 'Идите.'\n"
        "store.savefile('plan.xlf')\n"
    )
    subprocess.run(["/usr/bin/python3", "-c", script], cwd=tmp_path, check=True, timeout=120)
    found = targets(read_xliff(path, path.name))
    assert found == {"rec-1": "", "rec-2": "Откройте.", "rec-3": "Открыть.", "rec-4": "Идите."}


@pytest.mark.parametrize("catalog", CATALOGS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_both_versions_obey_their_schemas(catalog: Path) -> None:
    """Every catalog of the project, strictly."""
    worklist = of_catalog(catalog)
    assert faults(write_xliff(worklist), XLIFF) == []
    assert faults(write_xliff_2(worklist), XLIFF_2) == []


@settings(max_examples=40, deadline=None)
@given(worklist=worklists())
def test_any_texts_obey_the_schemas(worklist: Worklist) -> None:
    """Previous sources, hints, markup and signs of all kinds."""
    if worklist.rows:
        assert faults(write_xliff(worklist), XLIFF) == []
        assert faults(write_xliff_2(worklist), XLIFF_2) == []


def test_omegat_translates_it(tmp_path: Path, require_tool: Callable[[str], str]) -> None:
    """Console mode: every unit comes back, with its id; repeated texts stay apart, nothing is lost."""
    for program in ("omegat", "java"):
        require_tool(program)
    project = tmp_path / "p"
    for name in ("source", "target", "omegat", "glossary", "dictionary", "tm"):
        (project / name).mkdir(parents=True)
    (project / "source" / "plan.xlf").write_bytes(write_xliff(WORKLIST))
    places = "".join(
        f"<{name}>__DEFAULT__</{name}>"
        for name in ("source_dir", "target_dir", "tm_dir", "glossary_dir", "glossary_file", "dictionary_dir")
    )
    (project / "omegat.project").write_text(
        f'<?xml version="1.0"?><omegat><project version="1.0">{places}<source_lang>EN</source_lang>'
        "<target_lang>RU</target_lang><sentence_seg>false</sentence_seg></project></omegat>",
        "utf-8",
    )
    subprocess.run(
        ["omegat", "p", "--mode=console-translate", "--config-dir=config"],
        cwd=tmp_path,
        check=True,
        timeout=300,
        capture_output=True,
    )
    found = read_xliff(project / "target" / "plan.xlf", "plan.xlf")
    assert [(row.id, row.digest) for row in found.rows] == [(row.id, row.digest) for row in ROWS]
    assert found.refused == ()
    kept = targets(found)
    assert kept["rec-3"] in {"Открыть.", ROWS[2].source}
