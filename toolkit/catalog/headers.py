"""The header of our catalogs: which lines it has, in which order, and when one of them changes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.catalog.model import CREATED, REVISED, Catalog

if TYPE_CHECKING:
    import datetime

GENERATOR = "polyedition"
PLURAL_FORMS = "Plural-Forms"
CONTENT_TYPE = "Content-Type"
NEVER_REVISED = "YEAR-MO-DA HO:MI+ZONE"

_ORDER = (
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
    CREATED,
    REVISED,
    "Last-Translator",
    "Language-Team",
    "Language",
    "MIME-Version",
    CONTENT_TYPE,
    "Content-Transfer-Encoding",
    PLURAL_FORMS,
    "X-Accelerator-Marker",
    "X-Generator",
    "X-Merge-On",
)
"""As Poedit and translate-toolkit, and so Weblate, write them: their saves leave the lines where they are."""
_RANK = {name.lower(): rank for rank, name in enumerate(_ORDER)}
_FORMS = re.compile(r"nplurals\s*=\s*([0-9]{1,4})(?![0-9])")
_MOST_FORMS = 10
"""No language of CLDR has more than six; a catalog that promises thousands is damaged, or means harm."""


def template_headers(now: datetime.datetime) -> dict[str, str]:
    """The lines that every template has, as they are in a new one."""
    return {
        "Project-Id-Version": "",
        "Report-Msgid-Bugs-To": "",
        CREATED: time_text(now),
        REVISED: NEVER_REVISED,
        "Last-Translator": "",
        "Language-Team": "",
        "Language": "",
        "MIME-Version": "1.0",
        CONTENT_TYPE: "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Generator": GENERATOR,
    }


def in_order(catalog: Catalog) -> Catalog:
    """The catalog with the usual lines in their usual order, and all others behind them in their own."""
    headers = tuple(sorted(catalog.headers, key=lambda pair: _RANK.get(pair[0].lower(), len(_RANK))))
    return catalog if headers == catalog.headers else replace(catalog, headers=headers)


def revised_headers(catalog: Catalog, plural_forms: str = "") -> Catalog:
    """The catalog of a locale with the header that an update leaves it: every line a translator's own, in order.

    `plural_forms` replaces a Plural-Forms that says nothing, such as the placeholder that tools write. Nothing else changes, the date
    of the template least of all: it stands beside the lines that each save of an editor changes, so that two branches,
    one with an update and one with a translator's work, could not be merged. The template itself carries the date.
    """
    if plural_forms and not promised_forms(catalog):
        catalog = catalog.with_value(PLURAL_FORMS, plural_forms)
    return in_order(catalog)


def with_whole_header(catalog: Catalog, new: Catalog) -> Catalog:
    """The catalog with the header lines that it lacks, and the head comment if it has none, from a new one's head."""
    for name, value in new.headers:
        if not has_header(catalog, name):
            catalog = catalog.with_value(name, value)
    comments = catalog.header.comments or new.header.comments
    return in_order(replace(catalog, header=replace(catalog.header, msgstr=("",), comments=comments)))


def has_header(catalog: Catalog, name: str) -> bool:
    """Whether the header has a line of this name, without regard to case."""
    return any(key.lower() == name.lower() for key, _ in catalog.headers)


def forms_of(catalog: Catalog) -> int:
    """How many plural forms the catalog's language has, as its header says; 2 where it does not."""
    return promised_forms(catalog) or 2


def promised_forms(catalog: Catalog) -> int:
    """How many plural forms the header promises; 0 where it does not say it, or says what cannot be."""
    match = _FORMS.search(catalog.value(PLURAL_FORMS))
    number = int(match[1]) if match else 0
    return number if number <= _MOST_FORMS else 0


def time_text(now: datetime.datetime) -> str:
    """A time as the header of a catalog writes it."""
    return now.strftime("%Y-%m-%d %H:%M%z")
