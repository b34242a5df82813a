"""DataCite records: the JSON schema of DataCite's metadata, as its Python client ships it, and what it leaves open."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from validation.languages import tag_fault
from validation.model import finding
from validation.tools import DATACITE_SCHEMA, PYTHON

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.errors import Diagnostic
    from validation.site import Site

ENDING = ".datacite.json"
_DAY = r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?"
_FORMATS = {
    "year": r"\d{4}", "yearmonth": r"\d{4}-\d\d", "date": r"\d{4}-\d\d-\d\d", "datetime": _DAY,
    "year-range": r"\d{4}/\d{4}", "yearmonth-range": r"\d{4}-\d\d/\d{4}-\d\d", "date-range": f"({_DAY})?/({_DAY})?",
    "datetime-range": f"({_DAY})?/({_DAY})?",
}  # fmt: skip
"""The forms of dates that the schema names and leaves to the validator (RKMS-ISO8601)."""


def check(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:
    """What DataCite would refuse."""
    validator = _validator()
    for file in files:
        try:
            record = json.loads((site.root / file).read_bytes())
        except ValueError as error:
            yield finding("datacite", file, f"cannot be read: {error}")
            continue
        for fault in validator.iter_errors(_with_written_year(record)):
            place = "/".join(map(str, fault.absolute_path)) or "the record"
            yield finding("datacite", file, f"{place}: {fault.message[:200]}")
        yield from (finding("datacite", file, message) for message in faults(record))


def _with_written_year(record: Any) -> Any:
    """The schema wants the year as text; DataCite's own interface gives and takes a number as well."""
    if isinstance(record, dict) and type(record.get("publicationYear")) is int:
        return {**record, "publicationYear": str(record["publicationYear"])}
    return record


def _validator() -> Any:
    if str(PYTHON) not in sys.path:
        sys.path.append(str(PYTHON))
    from jsonschema import Draft201909Validator, FormatChecker

    formats = FormatChecker(formats=())
    for name, pattern in _FORMATS.items():
        formats.checks(name)(lambda value, pattern=pattern: bool(re.fullmatch(pattern, str(value))))
    formats.checks("uri")(lambda value: bool(urlsplit(str(value)).scheme))
    return Draft201909Validator(json.loads(DATACITE_SCHEMA.read_bytes()), format_checker=formats)


def faults(record: Any) -> Iterator[str]:
    """What the schema leaves open: language tags (property 9 and every `lang`), one main title, the year of issue."""
    if not isinstance(record, dict):
        return
    for tag in sorted(set(_languages(record))):
        if fault := tag_fault(tag):
            yield fault
    titles = [one for one in record.get("titles", []) if isinstance(one, dict)]
    if sum("titleType" not in one for one in titles) != 1:
        yield "titles: one is to be the main title, without a titleType"
    for one in record.get("dates", []):
        issued = str(one.get("date", "")) if isinstance(one, dict) and one.get("dateType") == "Issued" else ""
        if issued and issued[:4] != str(record.get("publicationYear")):
            yield f"publicationYear is {record.get('publicationYear')}, and it was issued {issued}"


def _languages(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (str(value[name]) for name in ("language", "lang") if name in value)
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _languages(one)
