"""All recommendations as data, read back by other programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SKOS

from tests.described import HOSTILE, described, editions_of, hostile
from tests.tiny_project import make_project, write_catalog
from toolkit.collection.collection import Collection
from toolkit.editions.recommendations import Recommendations, recommendations
from toolkit.editions.records.data import (
    read_recommendations,
    recommendations_csv,
    recommendations_json,
    recommendations_skos,
)
from toolkit.project.project import find_project

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own
SITE = "https://lib.example.org/e"


def found_in(collection: Collection) -> Recommendations:
    return recommendations([one.localized for one in editions_of(collection).values()])


def graph(collection: Collection) -> Graph:
    text = recommendations_skos(collection.project, [found_in(collection)])
    return Graph().parse(data=text, format="json-ld", publicID="https://elsewhere.example.org/data/doc.jsonld")


def test_json_has_everything_of_each(tmp_path: Path) -> None:
    """Track, wording, original, and text with language and state in every language."""
    collection = described(tmp_path)
    data = json.loads(recommendations_json(collection.project, [found_in(collection)]))
    (document,) = data["documents"]
    assert document["titles"]["ru"] == {"text": "План библиотек", "language": "ru", "state": "translated"}
    assert [track["id"] for track in document["tracks"]] == ["aims", "words"]
    first, second, official = data["recommendations"]
    assert (first["number"], first["track"], first["wording"]) == ("1", "aims", "discussed")
    assert official["wording"] == "official"
    assert first["texts"]["ru"] == {
        "text": "Откройте двери.",
        "language": "ru",
        "state": "translated",
        "track": "Цели",
        "url": f"{SITE}/ru/doc.html#rec-1",
    }
    assert second["texts"]["ru"]["language"] == "en"
    assert first["url"] == f"{SITE}/recommendations/doc/rec-1.html"


@pytest.mark.parametrize("make", [described, hostile])
def test_what_is_written_is_read_again(tmp_path: Path, make: object) -> None:
    """Whatever the texts are: the data of the whole site are made from those of its documents."""
    assert callable(make)
    collection = make(tmp_path)
    found = found_in(collection)
    assert read_recommendations(recommendations_json(collection.project, [found])) == (found,)


def test_csv_has_a_row_a_language(tmp_path: Path) -> None:
    """With CR LF, and as many cells as columns."""
    collection = described(tmp_path)
    text = recommendations_csv(collection.project, [found_in(collection)])
    assert text.count("\r\n") == text.count("\n") == 1 + 3 * 5
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    russian = next(row for row in rows if (row["id"], row["locale"]) == ("rec-1", "ru"))
    assert russian == {
        "document": "doc", "id": "rec-1", "number": "1", "wording": "discussed", "track": "aims", "locale": "ru",
        "language": "ru", "state": "translated", "track_text": "Цели", "text": "Откройте двери.",
        "title": "План библиотек", "url": f"{SITE}/ru/doc.html#rec-1",
    }  # fmt: skip


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """A spreadsheet shows the text of a catalog and computes nothing."""
    collection = hostile(tmp_path)
    text = recommendations_csv(collection.project, [found_in(collection)])
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if "ru" in row]
    assert len(rows) == 3
    cells = [cell for row in rows for cell in row]
    assert sum(cell.startswith("'=1+1") for cell in cells) == 9
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


@pytest.mark.parametrize("before", ["", " ", "  ", "\u00a0", "\ufeff", "\ufeff ", "\u200b", "\u2060", "\u3000"])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝"])
def test_no_cell_is_a_formula_behind_blanks(tmp_path: Path, before: str, sign: str) -> None:
    """Spreadsheets pass over what stands before the sign."""
    make_project(tmp_path, "{.recommendations}\n1. One.\n", ("en", "ru"))
    write_catalog(tmp_path, "ru", {("meta/title", "Title"): f"{before}{sign}1+1"})
    collection = Collection(find_project(tmp_path))
    text = recommendations_csv(collection.project, [found_in(collection)])
    (row,) = [row for row in csv.DictReader(io.StringIO(text, newline="")) if row["locale"] == "ru"]
    assert row["title"].startswith("'")


def test_skos_is_a_scheme_of_tracks_and_recommendations(tmp_path: Path) -> None:
    """Both ways of every relation are stated, and labels stand in the languages that there are."""
    found = graph(described(tmp_path))
    scheme, aims = URIRef(f"{SITE}/data/doc.jsonld"), URIRef(f"{SITE}/data/doc.jsonld#aims")
    first = URIRef(f"{SITE}/recommendations/doc/rec-1.html")
    assert (scheme, RDF.type, SKOS.ConceptScheme) in found
    assert set(found.objects(scheme, SKOS.prefLabel)) == {
        Literal("The plan of the libraries", "en"),
        Literal("План библиотек", "ru"),
        Literal("L’avenir des bibliothèques", "fr"),
    }
    assert set(found.objects(scheme, SKOS.hasTopConcept)) == set(found.subjects(SKOS.topConceptOf, scheme))
    assert set(found.objects(aims, SKOS.narrower)) == set(found.subjects(SKOS.broader, aims))
    assert (first, SKOS.broader, aims) in found
    assert set(found.objects(first, SKOS.prefLabel)) == {
        Literal("Open the doors.", "en"),
        Literal("Откройте двери.", "ru"),
    }
    assert Literal("ru: translated", "en") in set(found.objects(first, SKOS.editorialNote))
    official = URIRef(f"{SITE}/data/doc.jsonld#wording:official")
    assert list(found.objects(official, SKOS.member)) == [URIRef(f"{SITE}/recommendations/doc/official-1.html")]
    assert not set(found.predicates()) & {SKOS.exactMatch, SKOS.relatedMatch, SKOS.closeMatch, SKOS.broadMatch}


@pytest.mark.parametrize("settings", ["", None])
def test_skos_keeps_its_own_conditions(tmp_path: Path, settings: str | None) -> None:
    """The integrity conditions of the reference: S9, S13, S14, S27, S37; every concept is in the scheme."""
    found = graph(described(tmp_path) if settings is None else described(tmp_path, settings=settings))
    concepts = set(found.subjects(RDF.type, SKOS.Concept))
    schemes = set(found.subjects(RDF.type, SKOS.ConceptScheme))
    collections = set(found.subjects(RDF.type, SKOS.Collection))
    assert len(concepts) == 5
    assert not concepts & schemes
    assert not concepts & collections
    for one in concepts | schemes | collections:
        languages = [label.language for label in found.objects(one, SKOS.prefLabel) if isinstance(label, Literal)]
        assert languages
        assert len(set(languages)) == len(languages)
    for one in concepts:
        assert set(found.objects(one, SKOS.inScheme)) == schemes
        assert found.value(one, SKOS.notation) is not None
    assert not list(found.triples((None, SKOS.related, None)))
    referred = {*found.objects(None, SKOS.broader), *found.objects(None, SKOS.member)}
    assert referred <= concepts


def test_addresses_are_seen_from_the_data(tmp_path: Path) -> None:
    """Where the site has no address, its files name each other."""
    found = graph(described(tmp_path, settings=""))
    assert URIRef("https://elsewhere.example.org/recommendations/doc/rec-1.html") in set(found.subjects())


def test_hostile_labels_are_literals(tmp_path: Path) -> None:
    """They add no triple."""
    plain, attacked = graph(described(tmp_path / "a")), graph(hostile(tmp_path / "b"))
    assert set(plain.predicates()) == set(attacked.predicates())
    labels = [str(label) for label in attacked.objects(None, SKOS.prefLabel)]
    assert HOSTILE.replace('"q"', "«q»") in labels


def test_a_list_under_no_heading_is_at_the_top(tmp_path: Path) -> None:
    """Its recommendations are top concepts of the scheme, and nothing is above them."""
    found = graph(described(tmp_path, source="{.recommendations}\n1. One.\n"))
    (only,) = set(found.subjects(RDF.type, SKOS.Concept))
    assert (only, SKOS.topConceptOf, URIRef(f"{SITE}/data/doc.jsonld")) in found
    assert found.value(only, SKOS.broader) is None
