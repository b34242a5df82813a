"""All recommendations as data: JSON, CSV, and SKOS as JSON-LD."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.project import Project
    from toolkit.recommendations import Recommendation

_COLUMNS = ("document", "id", "number", "wording", "track", "locale", "language", "state", "track_text", "text", "url")


def recommendations_json(project: Project, found: Sequence[Recommendation]) -> str:
    """An array with an object a recommendation, its texts by locale."""
    return _dump(
        [
            {
                "document": one.document,
                "id": one.id,
                "number": one.number,
                "track": one.track,
                "wording": one.wording,
                "texts": {
                    locale: {
                        "text": text.text,
                        "language": text.language,
                        "state": text.state,
                        "track": one.tracks[locale],
                        "url": _url(project, one, locale),
                    }
                    for locale, text in one.texts.items()
                },
            }
            for one in found
        ]
    )


def recommendations_csv(project: Project, found: Sequence[Recommendation]) -> str:
    """A row a recommendation and language (RFC 4180, UTF-8)."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for one in found:
        for locale, text in one.texts.items():
            row = (one.document, one.id, one.number, one.wording, one.track, locale, text.language, text.state)
            cells = (*row, one.tracks[locale], text.text, _url(project, one, locale))
            writer.writerow([_harmless(cell) for cell in cells])
    return target.getvalue()


def recommendations_skos(project: Project, found: Sequence[Recommendation]) -> str:
    """A SKOS concept a recommendation, in a concept scheme a document, as JSON-LD."""
    documents = dict.fromkeys(one.document for one in found)
    schemes = [{"@id": project.address(f"data/{name}"), "@type": "skos:ConceptScheme"} for name in documents]
    concepts = [_concept(project, one) for one in found]
    context = {"skos": "http://www.w3.org/2004/02/skos/core#"}
    return _dump({"@context": context, "@graph": [*schemes, *concepts]})


def _concept(project: Project, one: Recommendation) -> dict[str, object]:
    labels = [
        {"@language": locale, "@value": text.text} for locale, text in one.texts.items() if text.language == locale
    ]
    return {
        "@id": project.address(f"recommendations/{one.document}/{one.id}.html"),
        "@type": "skos:Concept",
        "skos:inScheme": {"@id": project.address(f"data/{one.document}")},
        "skos:notation": one.id,
        "skos:prefLabel": labels,
    }


def _url(project: Project, one: Recommendation, locale: str) -> str:
    return project.address(f"{locale}/{one.document}.html#{one.id}")


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _dump(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
