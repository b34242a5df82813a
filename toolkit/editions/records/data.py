"""All recommendations as data: JSON, CSV, and SKOS as JSON-LD."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

from toolkit.editions.recommendations import DISCUSSED, OFFICIAL, Recommendation, Recommendations, Text, Track
from toolkit.system.indented import indented

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from toolkit.project.project import Project

FOLDER = "data"
"""Where the files lie in the output."""
_COLUMNS = (
    "document", "id", "number", "wording", "track", "locale", "language", "state", "track_text", "text", "title", "url",
)  # fmt: skip
_FORMULA = re.compile("[\\s\ufeff\u200b-\u200f\u2060]*[=+\\-@＝＋－＠]|[\t\r\n]")
"""Begins what a spreadsheet takes for a formula; blanks before it and signs that nobody sees are passed over by some."""
_CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
}
_WORDINGS = {DISCUSSED: "As discussed in the document", OFFICIAL: "As officially worded, in an appendix"}
"""The collections of SKOS that say which wording a recommendation has."""


def recommendations_json(project: Project, found: Sequence[Recommendations]) -> str:
    """An object with the documents, their tracks, and all recommendations with their texts by locale."""
    return _dump(
        {
            "documents": [_document(one) for one in found],
            "recommendations": [_item(project, one, item) for one in found for item in one.items],
        }
    )


def read_recommendations(text: str) -> tuple[Recommendations, ...]:
    """What `recommendations_json` has written."""
    data: dict[str, Any] = json.loads(text)
    return tuple(_read_document(one, data["recommendations"]) for one in data["documents"])


def recommendations_csv(project: Project, found: Sequence[Recommendations]) -> str:
    """A row a recommendation and language (RFC 4180, UTF-8)."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for one in found:
        for item in one.items:
            writer.writerows([_harmless(cell) for cell in row] for row in _rows(project, one, item))
    return target.getvalue()


def recommendations_skos(project: Project, found: Sequence[Recommendations]) -> str:
    """A concept scheme a document, with its tracks as top concepts and its recommendations below them (JSON-LD).

    A label stands in each language that there is a translation in. A collection names the recommendations of each
    wording; a ``skos:editorialNote`` a language tells the state of its text: ``ru: draft``.
    """
    return _dump({"@context": _CONTEXT, "@graph": [node for one in found for node in _scheme(project, one)]})


def _document(one: Recommendations) -> dict[str, object]:
    return {
        "id": one.document,
        "language": one.language,
        "titles": _texts(one.titles),
        "tracks": [{"id": track.id, "texts": _texts(track.texts)} for track in one.tracks],
    }


def _item(project: Project, one: Recommendations, item: Recommendation) -> dict[str, object]:
    return {
        "document": one.document,
        "id": item.id,
        "number": item.number,
        "track": item.track.id if item.track else None,
        "wording": item.wording,
        "url": project.address(_page(one, item)),
        "original": _text(item.original),
        "texts": {
            locale: {
                **_text(text),
                "track": item.track.texts[locale].text if item.track else None,
                "url": project.address(f"{locale}/{one.document}.html#{item.id}"),
            }
            for locale, text in item.texts.items()
        },
    }


def _text(text: Text) -> dict[str, str]:
    return {"text": text.text, "language": text.language, "state": text.state}


def _texts(texts: Mapping[str, Text]) -> dict[str, dict[str, str]]:
    return {locale: _text(text) for locale, text in texts.items()}


def _read_document(data: Mapping[str, Any], items: Iterable[Mapping[str, Any]]) -> Recommendations:
    tracks = {one["id"]: Track(one["id"], _read_texts(one["texts"])) for one in data["tracks"]}
    found = [
        Recommendation(
            item["id"],
            item["number"],
            tracks.get(item["track"]),
            item["wording"],
            _read_text(item["original"]),
            _read_texts(item["texts"]),
        )
        for item in items
        if item["document"] == data["id"]
    ]
    return Recommendations(data["id"], data["language"], _read_texts(data["titles"]), tuple(found))


def _read_texts(data: Mapping[str, Mapping[str, str]]) -> dict[str, Text]:
    return {locale: _read_text(one) for locale, one in data.items()}


def _read_text(data: Mapping[str, str]) -> Text:
    return Text(data["text"], data["language"], data["state"])


def _rows(project: Project, one: Recommendations, item: Recommendation) -> Iterator[tuple[str, ...]]:
    for locale, text in item.texts.items():
        yield (
            one.document,
            item.id,
            item.number,
            item.wording,
            item.track.id if item.track else "",
            locale,
            text.language,
            text.state,
            item.track.texts[locale].text if item.track else "",
            text.text,
            one.titles[locale].text,
            project.address(f"{locale}/{one.document}.html#{item.id}"),
        )


def _scheme(project: Project, one: Recommendations) -> Iterator[dict[str, object]]:
    """The scheme of a document, then its concepts; what stands under no heading is a top concept itself."""
    scheme = _seen(project, f"{FOLDER}/{one.document}.jsonld")
    free = [_seen(project, _page(one, item)) for item in one.items if not item.track]
    top = [*(_track_address(project, one, track) for track in one.tracks), *free]
    yield {
        "@id": scheme,
        "@type": "skos:ConceptScheme",
        "skos:prefLabel": _labels(one.titles),
        "skos:hasTopConcept": _references(top),
    }
    for track in one.tracks:
        below = [_seen(project, _page(one, item)) for item in one.items if item.track and item.track.id == track.id]
        yield {
            "@id": _track_address(project, one, track),
            "@type": "skos:Concept",
            "skos:topConceptOf": {"@id": scheme},
            "skos:inScheme": {"@id": scheme},
            "skos:notation": track.id,
            "skos:prefLabel": _labels(track.texts),
            "skos:editorialNote": _states(track.texts),
            "skos:narrower": _references(below),
        }
    for item in one.items:
        yield _concept(project, one, item, scheme)
    for wording, words in _WORDINGS.items():
        members = [_seen(project, _page(one, item)) for item in one.items if item.wording == wording]
        if members:
            yield {
                "@id": f"{scheme}#wording:{wording}",
                "@type": "skos:Collection",
                "skos:prefLabel": [{"@language": "en", "@value": words}],
                "skos:member": _references(members),
            }


def _concept(project: Project, one: Recommendations, item: Recommendation, scheme: str) -> dict[str, object]:
    place: dict[str, object] = {"skos:topConceptOf": {"@id": scheme}}
    if item.track:
        place = {"skos:broader": {"@id": _track_address(project, one, item.track)}}
    return {
        "@id": _seen(project, _page(one, item)),
        "@type": "skos:Concept",
        "skos:inScheme": {"@id": scheme},
        **place,
        "skos:notation": item.id,
        "skos:prefLabel": _labels({one.language: item.original, **item.texts}),
        "skos:editorialNote": _states(item.texts),
        "dct:isPartOf": _references(_seen(project, f"{tag}/{one.document}.html") for tag in item.texts),
    }


def _labels(texts: Mapping[str, Text]) -> list[dict[str, str]]:
    """At most one label a language (SKOS, integrity condition S14); a text in another language is no translation."""
    return [{"@language": locale, "@value": text.text} for locale, text in texts.items() if text.language == locale]


def _states(texts: Mapping[str, Text]) -> list[dict[str, str]]:
    return [{"@language": "en", "@value": f"{locale}: {text.state}"} for locale, text in texts.items()]


def _references(addresses: Iterable[str]) -> list[dict[str, str]]:
    return [{"@id": address} for address in addresses]


def _page(one: Recommendations, item: Recommendation) -> str:
    return f"recommendations/{one.document}/{item.id}.html"


def _track_address(project: Project, one: Recommendations, track: Track) -> str:
    return _seen(project, f"{FOLDER}/{one.document}.jsonld#{track.id}")


def _seen(project: Project, path: str) -> str:
    """The address of a file of the site: in full, or as seen from the data where the site has no address."""
    return project.address(path) if project.site_url else f"../{path}"


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _dump(data: object) -> str:
    return indented(data)
