"""DataCite records are held against DataCite's schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from validation import datacite
from validation.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SOUND: dict[str, Any] = {
    "schemaVersion": "http://datacite.org/schema/kernel-4",
    "types": {"resourceTypeGeneral": "Report", "resourceType": "Отчёт"},
    "titles": [{"title": "План", "lang": "ru"}, {"title": "The plan", "titleType": "TranslatedTitle", "lang": "en"}],
    "creators": [{"name": "The Library", "nameType": "Organizational"}],
    "publisher": {"name": "The Library"},
    "publicationYear": 2026,
    "language": "ru",
    "dates": [{"date": "2026-01-15", "dateType": "Issued"}],
    "url": "https://example.org/ru/doc.html",
}


@pytest.fixture
def said(tmp_path: Path, require: Callable[[str], None]) -> Callable[..., list[str]]:
    """What is said of a record that differs so from a sound one."""
    require("datacite")

    def ask(**changes: Any) -> list[str]:
        record = {name: value for name, value in {**SOUND, **changes}.items() if value is not None}
        (tmp_path / "a.datacite.json").write_text(json.dumps(record), "utf-8")
        return [one.message for one in datacite.check(Site(tmp_path), ["a.datacite.json"])]

    return ask


def test_a_sound_record_is_accepted(said: Callable[..., list[str]]) -> None:
    """The year as a number or as text."""
    assert said() == said(publicationYear="2026") == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"creators": None}, "the record: 'creators' is a required property"),
        ({"publisher": {}}, "publisher: 'name' is a required property"),
        ({"types": {"resourceTypeGeneral": "Pamphlet", "resourceType": ""}}, "types/resourceTypeGeneral: 'Pamphlet' is not one of"),
        ({"titles": [{"title": "a", "titleType": "Main"}]}, "titles/0/titleType: 'Main' is not one of"),
        ({"dates": [{"date": "yesterday", "dateType": "Issued"}]}, "dates/0/date: 'yesterday' is not valid under any"),
        ({"url": "ru/doc.html"}, "url: 'ru/doc.html' is not a 'uri'"),
        ({"colour": "red"}, "the record: Additional properties are not allowed"),
        ({"language": "rus-x"}, "'rus-x' is no well-formed language tag"),
        ({"titles": [{"title": "a", "lang": "xq"}]}, "'xq': there is no language xq"),
        ({"titles": [{"title": "a"}, {"title": "b"}]}, "titles: one is to be the main title"),
        ({"publicationYear": 2025}, "publicationYear is 2025, and it was issued 2026-01-15"),
    ],
)  # fmt: skip
def test_what_datacite_would_refuse_is_found(
    said: Callable[..., list[str]], changes: dict[str, Any], message: str
) -> None:
    """Mandatory properties, controlled lists, dates, addresses, languages."""
    assert any(one.startswith(message) for one in said(**changes))


def test_what_is_no_json_cannot_be_read(tmp_path: Path, require: Callable[[str], None]) -> None:
    """And a list is no record."""
    require("datacite")
    (tmp_path / "a.datacite.json").write_text("[", "utf-8")
    (tmp_path / "b.datacite.json").write_text("[]", "utf-8")
    found = [one.message for one in datacite.check(Site(tmp_path), ["a.datacite.json", "b.datacite.json"])]
    assert found[0].startswith("cannot be read")
    assert found[1:] == ["the record: [] is not of type 'object'"]


def test_records_of_a_build_are_accepted(output: Site, require: Callable[[str], None]) -> None:
    """In three languages, on a site that has an address."""
    require("datacite")
    files = output.named(datacite.ENDING)
    assert len(files) == 3
    assert list(datacite.check(output, files)) == []
