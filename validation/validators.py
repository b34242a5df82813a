"""All validators, in one explicit tuple, in the order of the table."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from validation import (
    ace,
    axe,
    datacite,
    epubcheck,
    languages,
    links,
    nu,
    reader,
    records,
    reflow,
    tags,
    verapdf,
    weight,
    wholeness,
)
from validation.model import Row, Validator, finding
from validation.tools import (
    ACE_TOOL,
    AXE_TOOL,
    CHROMIUM_TOOL,
    DATACITE_TOOL,
    EPUBCHECK_TOOL,
    EPUBJS_TOOL,
    JAVA,
    JAVA_COMPILER,
    NODE,
    NU_TOOL,
    VERAPDF_TOOL,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from validation.site import Site

_AT_ONCE = 2
"""Validators at work at the same time: most are programs of their own."""


def _pages(site: Site) -> Sequence[str]:
    return site.named(".html")


def _pdfs(site: Site) -> Sequence[str]:
    return site.named(".pdf")


def _epubs(site: Site) -> Sequence[str]:
    return site.named(".epub")


def _linked(site: Site) -> Sequence[str]:
    return site.named(".html", ".epub", ".pdf", ".css", ".xml")


VALIDATORS = (
    Validator("pdf/a-3a", "archival PDF, by veraPDF", _pdfs, verapdf.check_archive, (JAVA, VERAPDF_TOOL)),
    Validator("pdf/ua-1", "accessible PDF, by veraPDF", _pdfs, verapdf.check_access, (JAVA, VERAPDF_TOOL)),
    Validator("tags", "PDF tags that say what the page says", _pdfs, tags.check),
    Validator("epubcheck", "EPUB 3.3, by EPUBCheck", _epubs, epubcheck.check, (JAVA_COMPILER, EPUBCHECK_TOOL)),
    Validator("ace", "EPUB Accessibility 1.1, by Ace", _epubs, ace.check, (NODE, CHROMIUM_TOOL, ACE_TOOL)),
    Validator("reader", "EPUBs open, show all and turn", _epubs, reader.check, (CHROMIUM_TOOL, EPUBJS_TOOL)),
    Validator("nu", "HTML, by the Nu checker", _pages, nu.check, (JAVA, NU_TOOL)),
    Validator("axe", "WCAG 2.2 AA in both colour schemes", _pages, axe.check, (CHROMIUM_TOOL, AXE_TOOL)),
    Validator("reflow", "320 pixels, 200 % text, wide spacing", _pages, reflow.check, (CHROMIUM_TOOL,)),
    Validator("links", "every link leads somewhere", _linked, links.check),
    Validator("hreflang", "pages know their other languages", _pages, languages.check_alternates),
    Validator("lang", "language tags exist", lambda site: site.named(".html", ".epub", ".pdf"), languages.check_tags),
    Validator("weight", "a first load of 200 kB at most, fonts included", _pages, weight.check),
    Validator("ids", "ids are unique", lambda site: site.named(".html", ".epub"), wholeness.check_ids),
    Validator(
        "requests",
        "nothing is fetched from elsewhere",
        lambda site: site.named(".html", ".epub", ".css"),
        wholeness.check_requests,
    ),
    Validator(
        "data",
        "data can be read",
        lambda site: site.named(".json", ".jsonld", ".xml", ".csv", ".svg", ".webmanifest"),
        wholeness.check_data,
    ),
    Validator(
        "datacite",
        "DataCite records, by their schema",
        lambda site: site.named(datacite.ENDING),
        datacite.check,
        (DATACITE_TOOL,),
    ),
    Validator("records", "data as their standards say", lambda site: site.named(*records.ENDINGS), records.check),
)


def run(site: Site, validators: Iterable[Validator] = VALIDATORS) -> list[Row]:
    """What came of each, in their order."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(lambda one: run_one(site, one), validators))


def run_one(site: Site, validator: Validator) -> Row:
    """What came of a validator; one that breaks down is a finding, not a traceback."""
    missing = [tool for tool in validator.tools if not tool.present()]
    if missing:
        remedies = dict.fromkeys(tool.remedy for tool in missing)
        return Row(
            validator.name, missing=f"needs {' and '.join(tool.name for tool in missing)}: {'; '.join(remedies)}"
        )
    start = time.perf_counter()
    files = validator.files(site)
    try:
        findings = tuple(validator.check(site, files)) if files else ()
    except Exception as error:  # noqa: BLE001 - whatever it is, the other validators go on
        findings = (finding(validator.name, str(site.root), f"the validator failed: {error!r}"),)
    return Row(validator.name, len(files), findings, seconds=time.perf_counter() - start)
