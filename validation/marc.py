"""MARCXML: a record is as its schema (MARC21slim 1.1) and the MARC 21 format for bibliographic data say."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

NAMESPACE = "http://www.loc.gov/MARC21/slim"
_ORDER = ("leader", "controlfield", "datafield")
_LEADER = re.compile(r"[\d ]{5}[\dA-Za-z ][\dA-Za-z][\dA-Za-z ]{3}[2 ]{2}[\d ]{5}[\dA-Za-z ]{3}(4500|    )")
_CONTROL_TAG = re.compile(r"00[1-9A-Za-z]")
_DATA_TAG = re.compile(r"(0([1-9A-Z][0-9A-Z]|[1-9a-z][0-9a-z])|[1-9A-Z][0-9A-Z]{2}|[1-9a-z][0-9a-z]{2})")
_INDICATOR = re.compile(r"[\da-z ]")
_CODE = re.compile(r"[\dA-Za-z!\"#$%&'()*+,\-./:;<=>?{}_^`~\[\]\\]")
"""The patterns of the schema."""
_FIXED = re.compile(
    r"\d{6}[bcdeikmnpqrstu|]([\du ]{4}|\|{4})([\du ]{4}|\|{4})([a-z]{2}[a-z ]|\|{3}).{17}([a-z]{3}|\|{3}|   )[dorsx |][cdu |]"
)
"""008, all materials: date entered, type of date, two dates, place, 17 positions of the material, language, modified, source."""
_REQUIRED = {"008": "", "041": "a", "245": "a", "264": "bc", "546": "a", "856": "uf"}
"""Fields without which nobody would find, identify or open an edition, and the subfields of which each has one at least."""
_UNIFORM_TITLES = ("240", "130")
"""With a main entry for a name, and without one."""
_ONCE = {"001", "003", "005", "008", "010", "100", "110", "111", "130", "240", "243", "245"}
_INDICATORS = {
    "041": (" 01", " 7"), "110": ("012", " "), "240": ("01", "0123456789"), "245": ("01", "0123456789"),
    "250": (" 23", " "), "264": (" 23", "01234"), "500": (" ", " "), "520": (" 012348", " "), "540": ("0 1", " "),
    "546": (" ", " "), "650": (" 012", "01234567"), "700": ("013", " 2"), "710": ("012", " 2"), "765": ("01", " 8"),
    "787": ("01", " 8"), "856": (" 012347", " 01234 8"),
}  # fmt: skip
"""The defined values of both indicators, as the format has them."""


def faults(root: Element) -> Iterator[str]:
    """What is wrong with a record, or with the records of a collection."""
    records = [root] if root.tag == _name("record") else root.findall(_name("record"))
    if not records:
        yield "there is no record"
    for record in records:
        yield from _schema_faults(record)
        yield from _format_faults(record)


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _schema_faults(record: Element) -> Iterator[str]:
    kinds = [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in record]
    if unknown := sorted(set(kinds) - set(_ORDER)):
        yield f"{', '.join(unknown)} has no place in a record"
        return
    if kinds != sorted(kinds, key=_ORDER.index):
        yield "leader, control fields and data fields stand in another order"
    if kinds.count("leader") != 1:
        yield f"there are {kinds.count('leader')} leaders"
    for child in record:
        yield from _element_faults(child, child.tag.removeprefix(f"{{{NAMESPACE}}}"))


def _element_faults(child: Element, kind: str) -> Iterator[str]:
    tag, text = child.get("tag", ""), child.text or ""
    match kind:
        case "leader" if not _LEADER.fullmatch(text):
            yield f"the leader {text!r} is not as the schema says"
        case "controlfield" if not _CONTROL_TAG.fullmatch(tag):
            yield f"no control field is called {tag!r}"
        case "datafield":
            if not _DATA_TAG.fullmatch(tag):
                yield f"no data field is called {tag!r}"
            yield from _datafield_faults(child, tag)


def _datafield_faults(field: Element, tag: str) -> Iterator[str]:
    for name in ("ind1", "ind2"):
        if not _INDICATOR.fullmatch(field.get(name, "")):
            yield f"{tag} has {name} {field.get(name)!r}"
    if not len(field):
        yield f"{tag} is empty"
    for subfield in field:
        if not _CODE.fullmatch(subfield.get("code", "")):
            yield f"{tag} has a subfield {subfield.get('code')!r}"
        if not (subfield.text or "").strip():
            yield f"{tag} ${subfield.get('code')} is empty"


def _format_faults(record: Element) -> Iterator[str]:
    fields = [child for child in record if child.get("tag")]
    counts = Counter(field.get("tag", "") for field in fields)
    yield from (f"{tag} stands {count} times" for tag, count in counts.items() if tag in _ONCE and count > 1)
    yield from _missing(fields, _REQUIRED)
    for field in fields:
        yield from _indicator_faults(field)
    yield from _fixed_faults(fields)
    if _values(fields, "041", "h") or {"130", "240", "765"} & set(counts):
        yield from _translation_faults(fields)
    added = any(tag.startswith("1") for tag in counts)
    if any(field.get("ind1") != str(int(added)) for field in fields if field.get("tag") == "245"):
        yield f"245 ind1 is to be {int(added)}: there is {'a' if added else 'no'} main entry (1XX)"
    for address in _values(fields, "856", "u"):
        if not urlsplit(address).scheme:
            yield f"856 $u {address!r} is no absolute address"


def _missing(fields: Iterable[Element], wanted: dict[str, str]) -> Iterator[str]:
    present = list(fields)
    for tag, codes in wanted.items():
        found = [field for field in present if field.get("tag") == tag]
        if not found:
            yield f"there is no {tag}"
        elif codes and not any(subfield.get("code", "-") in codes for field in found for subfield in field):
            yield f"{tag} has no {' and no '.join(f'${code}' for code in codes)}"


def _indicator_faults(field: Element) -> Iterator[str]:
    tag = field.get("tag", "")
    for name, values in zip(("ind1", "ind2"), _INDICATORS.get(tag, ()), strict=False):
        if field.get(name, "") not in values:
            yield f"{tag} {name} has no value {field.get(name)!r}"
    if tag in {"041", "650"} and field.get("ind2") == "7" and not _values([field], tag, "2"):
        yield f"{tag} names its source in no $2"


def _fixed_faults(fields: Iterable[Element]) -> Iterator[str]:
    present = list(fields)
    for field in present:
        if field.get("tag") != "008":
            continue
        text = field.text or ""
        if len(text) != 40:
            yield f"008 has {len(text)} characters instead of 40"
        elif not _FIXED.fullmatch(text):
            yield f"008 {text!r} has a value that is not defined"
        elif (languages := _values(present, "041", "a")) and text[35:38] != languages[0][:3]:
            yield f"008 says {text[35:38]}, 041 $a says {languages[0]}"


def _translation_faults(fields: Iterable[Element]) -> Iterator[str]:
    present = list(fields)
    title = next((tag for tag in _UNIFORM_TITLES if _values(present, tag, "a")), _UNIFORM_TITLES[0])
    wanted = {title: "l", "765": "t"}  # uniform title with the language, and the original itself
    yield from (f"{message}, and this is a translation" for message in _missing(present, wanted))
    if not _values(present, "041", "h"):
        yield "041 has no $h for the language of the original, and this is a translation"
    if any(field.get("ind1") != "1" for field in present if field.get("tag") == "041"):
        yield "041 ind1 is to be 1, for this is a translation"


def _values(fields: Iterable[Element], tag: str, code: str) -> list[str]:
    return [
        subfield.text or ""
        for field in fields
        if field.get("tag") == tag
        for subfield in field
        if subfield.get("code") == code
    ]
