"""Ace by DAISY: an EPUB is as accessible as its metadata say (EPUB Accessibility 1.1), in Chromium."""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from validation.model import finding
from validation.publication import OPF, package_of
from validation.tools import FOLDER, chromium, run_node

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.errors import Diagnostic
    from validation.site import Site

_RUNNER = Path(__file__).with_name("run_ace.cjs")
_PATIENCE = "60000"
"""Milliseconds in which Chromium must be up; Ace gives it five seconds, which a busy machine may need."""


def check(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:
    """Every violation that Ace reports, and what it does not ask of the claims in the package document."""
    with tempfile.TemporaryDirectory() as folder:
        answers = [Path(folder, f"{number}.json") for number in range(len(files))]
        pairs = zip(files, answers, strict=True)
        arguments = [part for file, answer in pairs for part in ((site.root / file).resolve(), answer)]
        browser = {"PUPPETEER_EXECUTABLE_PATH": chromium() or "", "ACE_TIMEOUT_INITIAL": _PATIENCE, "TMPDIR": folder}
        run_node(_RUNNER, FOLDER, *arguments, environment={**os.environ, **browser})
        for file, answer in zip(files, answers, strict=True):
            if answer.is_file():
                yield from read_answer(json.loads(answer.read_text("utf-8")), file)
            else:
                yield finding("ace", file, "Ace gave no answer")
            yield from (finding("ace", file, message) for message in claim_faults(site.root / file))


def read_answer(answer: dict[str, Any], file: str) -> Iterator[Diagnostic]:
    """The findings in Ace's JSON, one for each place; an answer that tells of a failure is one too."""
    if "failure" in answer:
        yield finding("ace", file, f"Ace failed: {answer['failure']}")
        return
    for document in answer["assertions"]:
        inside = document["earl:testSubject"]["url"].strip("/")
        for assertion in document["assertions"]:
            if assertion["earl:result"]["earl:outcome"] == "fail":
                yield finding("ace", f"{file}/{inside}" if inside else file, _told(assertion))


def _told(assertion: dict[str, Any]) -> str:
    test, result = assertion["earl:test"], assertion["earl:result"]
    where = f": {result['html'][:160]!r}" if "html" in result else ""
    return f"{result['dct:description']} ({test['dct:title']}, {test['earl:impact']}){where}"


def claim_faults(path: Path) -> Iterator[str]:
    """What is missing beside a claim of conformance, and what pictures ask for.

    EPUB Accessibility 1.1: whoever claims conformance names who has evaluated the publication (`a11y:certifiedBy`);
    access modes are those of the content: pictures are visual, and text alone is sufficient only with alternatives.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            package = package_of(archive)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, ElementTree.ParseError):
        return  # Ace and EPUBCheck tell
    metadata: dict[str, set[str]] = {}
    for meta in package.root.iterfind(f".//{OPF}meta[@property]"):
        metadata.setdefault(meta.get("property", ""), set()).add("".join(meta.itertext()).strip())
    if metadata.get("dcterms:conformsTo") and not any(metadata.get("a11y:certifiedBy", ())):
        yield "it claims to conform (dcterms:conformsTo), and does not say who has evaluated it (a11y:certifiedBy)"
    modes, features = metadata.get("schema:accessMode", set()), metadata.get("schema:accessibilityFeature", set())
    if package.pictures and "visual" not in modes:
        yield "it has pictures, and schema:accessMode does not say visual"
    has_sound = any(item.get("media-type", "").startswith("audio/") for item in package.root.iterfind(f".//{OPF}item"))
    if not package.pictures and "visual" in modes:
        yield f"it has no pictures, and schema:accessMode says {', '.join(sorted(modes))}"
    if not has_sound and ("auditory" in modes or "synchronizedAudioText" in features):
        yield "it has no sound, and its metadata say that it has"
    if has_sound and not ("auditory" in modes and "synchronizedAudioText" in features):
        yield "it has sound, and does not say auditory (schema:accessMode) and synchronizedAudioText (schema:accessibilityFeature)"
    sufficient = metadata.get("schema:accessModeSufficient", set())
    if package.pictures and "textual" in sufficient and not features & {"alternativeText", "longDescription"}:
        yield "it says that text is sufficient, and does not say that its pictures have alternatives"
