"""The catalogue record, read back by pymarc and held to MARC 21."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from pymarc import parse_xml_to_array

from tests.described import FRONT, HOSTILE, SITE, described, editions_of, hostile
from toolkit.collection.collection import Collection
from toolkit.editions.records.marc import _language, _skipped, render_marc
from toolkit.project.project import find_project

if TYPE_CHECKING:
    from pathlib import Path


def record(collection: Collection, locale: str) -> Any:
    editions = editions_of(collection)
    (found,) = parse_xml_to_array(io.BytesIO(render_marc(editions[locale], tuple(editions.values()))))
    return found


def subfields(found: Any, tag: str) -> list[list[tuple[str, str]]]:
    return [[(one.code, one.value) for one in field.subfields] for field in found.get_fields(tag)]


def indicators(found: Any, tag: str) -> list[str]:
    return ["".join(field.indicators) for field in found.get_fields(tag)]


def test_fixed_fields(tmp_path: Path) -> None:
    """Every position that the format counts is there."""
    found = record(described(tmp_path), "ru")
    assert str(found.leader) == "00000nam a22000007i 4500"
    fixed = found["008"].data
    assert len(fixed) == 40
    assert (fixed[:6], fixed[6:15], fixed[15:18], fixed[23], fixed[35:38]) == ("240209", "s2024    ", "xx ", "o", "rus")
    assert len(found["006"].data) == 18
    assert found["007"].data.startswith("cr")


def test_a_translation(tmp_path: Path) -> None:
    """Says from which language and of what, and who has translated it."""
    found = record(described(tmp_path), "ru")
    assert (indicators(found, "041"), subfields(found, "041")) == (["1 "], [[("a", "rus"), ("h", "eng")]])
    assert indicators(found, "240") == ["14"]  # The
    assert subfields(found, "240") == [[("a", "The plan of the libraries."), ("l", "Russian.")]]
    assert subfields(found, "765") == [
        [
            ("a", "Library of Sciences"),
            ("t", "The plan of the libraries"),
            ("o", "https://lib.example.org/e/en/doc.html"),
        ]
    ]
    assert [dict(one)["n"] for one in subfields(found, "775")] == ["In French", "In Georgian", "In Portuguese"]
    assert [dict(one)["e"] for one in subfields(found, "775")] == ["fre", "geo", "por"]
    assert subfields(found, "700")[0] == [
        ("a", "Anna Petrova,"),
        ("e", "translator."),
        ("u", "National Library"),
        ("4", "trl"),
    ]
    assert subfields(found, "546") == [
        [("a", "In Russian (Русский); translated from English ;"), ("b", "Cyrillic script.")]
    ]
    assert not found.get_fields("024", "767")


def test_the_original(tmp_path: Path) -> None:
    """Has no uniform title and is a translation of nothing; it names its translations and its own identifier."""
    found = record(described(tmp_path), "en")
    assert (indicators(found, "041"), subfields(found, "041")) == (["0 "], [[("a", "eng")]])
    assert not found.get_fields("130", "240", "765", "775")
    assert [dict(one)["n"] for one in subfields(found, "767")] == [
        "In Russian",
        "In French",
        "In Georgian",
        "In Portuguese",
    ]
    assert (indicators(found, "024"), subfields(found, "024")) == (["7 "], [[("a", "10.5072/plan_1"), ("2", "doi")]])


def test_description_has_the_punctuation_of_isbd(tmp_path: Path) -> None:
    """As the leader says: before each subfield the sign that leads to it, and a full stop at the end."""
    found = record(described(tmp_path), "en")
    assert indicators(found, "245") == ["14"]
    assert subfields(found, "245") == [
        [
            ("a", "The plan of the libraries :"),
            ("b", "A draft for all /"),
            ("c", "Library of Sciences, Union of Readers."),
        ]
    ]
    assert subfields(found, "264") == [
        [("a", "Moscow :"), ("b", "Library of Sciences :"), ("b", "Union of Readers,"), ("c", "2024.")]
    ]
    assert subfields(found, "110") == [[("a", "Library of Sciences,"), ("e", "issuing body."), ("4", "isb")]]
    assert subfields(found, "710") == [[("a", "Union of Readers,"), ("e", "issuing body."), ("4", "isb")]]
    assert (indicators(found, "650"), subfields(found, "650")) == (
        [" 4"] * 2,
        [[("a", "libraries.")], [("a", "reading.")]],
    )
    assert subfields(found, "520") == [[("a", "A draft for all.")]]
    assert subfields(found, "505") == [[("a", "Aims -- Appendix -- As they were published.")]]


def test_without_a_subtitle_the_summary_is_the_opening(tmp_path: Path) -> None:
    """As a quotation, and not longer than a summary is."""
    front = FRONT.replace("subtitle: A draft for all\n", "")
    found = record(described(tmp_path / "a", front=front), "en")
    assert subfields(found, "520") == [[("a", "“First words of all.”")]]
    found = record(described(tmp_path / "b", front=front, source="word " * 300), "en")
    ((_, summary),) = subfields(found, "520")[0]
    assert summary.endswith("word …”")
    assert len(summary) < 510
    assert not record(described(tmp_path / "c", front=front, source="## Head\n"), "en").get_fields("520")


def test_states_are_told(tmp_path: Path) -> None:
    """In numbers, with the revision of the original."""
    found = record(described(tmp_path), "ru")
    notes = [field.value() for field in found.get_fields("500")]
    assert "State of the texts: translated 4, untranslated 13." in notes
    assert re.fullmatch(r"Edition of the text of version 1\.0, revision [0-9a-f]{12}\.", found["588"].value())


def test_addresses_are_those_of_the_web(tmp_path: Path) -> None:
    """With their media types; where the site has no address the name of the file stands in its place."""
    found = record(described(tmp_path / "a"), "ru")
    assert indicators(found, "856") == ["40"] * 3
    assert subfields(found, "856")[1] == [
        ("3", "PDF"),
        ("u", "https://lib.example.org/e/ru/doc.pdf"),
        ("q", "application/pdf"),
    ]
    assert [dict(one)["i"] for one in subfields(found, "776")] == ["Issued also as PDF:", "Issued also as EPUB:"]
    without = record(described(tmp_path / "b", settings=""), "ru")
    assert indicators(without, "856") == [" 0"] * 3
    assert subfields(without, "856")[1] == [("3", "PDF"), ("f", "doc.pdf"), ("q", "application/pdf")]
    assert "/doc." not in str(without)


def test_a_document_without_bodies_has_its_title_in_the_first_place(tmp_path: Path) -> None:
    """130 and not 240, which needs a name before it; no date, no place."""
    collection = described(tmp_path, front="title: The plan\nlanguage: en\n")
    translated, original = record(collection, "ru"), record(collection, "en")
    assert (indicators(translated, "130"), indicators(translated, "245")) == (["4 "], ["14"])
    assert not translated.get_fields("110", "240", "264", "710")
    assert indicators(original, "245") == ["04"]
    assert original["008"].data[6:15] == "nuuuuuuuu"
    assert len(original["008"].data) == 40


@pytest.mark.parametrize(
    ("tag", "marc", "iso"),
    [
        ("fr", "fre", "fra"),
        ("ka", "geo", "kat"),
        ("pt", "por", "por"),
        ("hy", "arm", "hye"),
        ("kk", "kaz", "kaz"),
        ("uz-Cyrl", "uzb", "uzb"),
        ("ro", "rum", "ron"),
        ("zh-Hant", "chi", "zho"),
        ("fa", "per", "fas"),
        ("yue", "chi", "yue"),
        ("ckb", "kur", "ckb"),
        ("vun", "", "vun"),
        ("ast", "ast", "ast"),
    ],
)
def test_language_codes(tag: str, marc: str, iso: str) -> None:
    """ISO 639-2/B; where a language has no code of its own there, that of its macrolanguage, if any."""
    found = _language(tag)
    assert (found.marc, found.iso) == (marc, iso)


def test_a_language_that_marc_does_not_know_has_its_iso_code(tmp_path: Path) -> None:
    """With the source of the codes named; the fixed field says that the language is undetermined."""
    described(tmp_path)
    path = tmp_path / "polyedition.toml"
    path.write_text(path.read_text("utf-8").replace('"pt"', '"vun"'), "utf-8")
    found = record(Collection(find_project(tmp_path)), "vun")
    assert indicators(found, "041") == ["17"]
    assert subfields(found, "041") == [[("a", "vun"), ("h", "eng"), ("2", "iso639-3")]]
    assert found["008"].data[35:38] == "und"


@pytest.mark.parametrize(
    ("title", "language", "skipped"),
    [
        ("The plan", "en", 4),
        ("A plan", "en", 2),
        ("A", "en", 0),
        ("“The plan”", "en", 5),
        ("“Plan”", "en", 0),
        ("Theory", "en", 0),
        ("L’avenir", "fr", 2),
        ("L'avenir", "fr", 2),
        ("Les bibliothèques", "fr", 4),
        ("A plan", "ru", 0),
        ("The plan", "uz-Cyrl", 0),
        ("…", "en", 0),
    ],
)
def test_articles_are_passed_over_in_filing(title: str, language: str, skipped: int) -> None:
    """With the quotation mark before them, in the languages that have them."""
    assert _skipped(title, language) == skipped


def test_a_fallback_title_is_filed_by_its_own_language(tmp_path: Path) -> None:
    """The Portuguese edition still has the English title."""
    found = record(described(tmp_path), "pt")
    assert indicators(found, "245") == ["14"]
    assert indicators(record(described(tmp_path), "fr"), "245") == ["12"]


@pytest.mark.parametrize("settings", ["", SITE])
def test_hostile_texts_are_values(tmp_path: Path, settings: str) -> None:
    """Whatever a catalog says comes back as one subfield of one record."""
    found = record(hostile(tmp_path, settings), "ru")
    ((title, *_),) = subfields(found, "245")
    assert title[1].replace("«", '"').replace("»", '"').removesuffix(" :") == " ".join(HOSTILE.split())
    assert found["700"]["a"].startswith("=1+1 {b}")
