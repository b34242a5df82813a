"""veraPDF: a PDF is what an archive keeps (PDF/A-3a) and what a screen reader reads (PDF/UA-1)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from validation.model import finding
from validation.tools import VERAPDF, run_java

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.errors import Diagnostic
    from validation.site import Site

_CLASS = "org.verapdf.apps.GreenfieldCliWrapper"


def check_archive(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:
    """What is not as ISO 19005-3 says, level A."""
    yield from _check(site, files, "3a", "pdf/a-3a")


def check_access(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:
    """What is not as ISO 14289-1 says."""
    yield from _check(site, files, "ua1", "pdf/ua-1")


def _check(site: Site, files: Sequence[str], flavour: str, name: str) -> Iterator[Diagnostic]:
    paths = [site.root.resolve() / file for file in files]
    answer = run_java("-cp", f"{VERAPDF}/*", _CLASS, "--format", "xml", "--flavour", flavour, *paths)
    found = read_answer(answer, site.root, name)
    yield from (diagnostic for _, diagnostics in found for diagnostic in diagnostics)
    told = {file for file, _ in found}
    yield from (finding(name, file, "veraPDF gave no answer") for file in files if file not in told)


def read_answer(answer: str, root: Path, name: str) -> list[tuple[str, list[Diagnostic]]]:
    """Each file that veraPDF's XML tells of, with one finding for each rule that it breaks."""
    found = []
    for job in ElementTree.fromstring(answer).iter("job"):  # noqa: S314 - veraPDF's own answer
        path = Path(job.findtext("item/name", ""))
        file = path.relative_to(root.resolve()).as_posix() if path.is_relative_to(root.resolve()) else str(path)
        found.append((file, [finding(name, file, message) for message in _messages(job)]))
    return found


def _messages(job: ElementTree.Element) -> Iterator[str]:
    report = job.find("validationReport")
    if report is None:
        yield job.findtext("taskException/exceptionMessage", "it could not be read")
        return
    rules = report.findall("details/rule")
    for rule in rules:
        where = f"{rule.get('specification')} {rule.get('clause')}, test {rule.get('testNumber')}"
        why = rule.findtext("check/errorMessage") or rule.findtext("description", "")
        yield f"{why} ({where}, {rule.get('failedChecks')} times)"
    if not rules and report.get("isCompliant") != "true":
        yield "it does not comply, and veraPDF does not say why"
