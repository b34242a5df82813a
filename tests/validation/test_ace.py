"""Ace is really asked, its answer is read, and the claims of a package document are weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from validation import ace
from validation.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CERTIFIER = '<meta property="a11y:certifiedBy" xml:lang="en">Polyedition, by automatic checks only</meta>'
VISUAL = '<meta property="schema:accessMode">visual</meta>'
ALTERNATIVES = '<meta property="schema:accessibilityFeature">alternativeText</meta>'
HAZARD = '<meta property="schema:accessibilityHazard">none</meta>'


SOUND = '<item id="clip" href="clip.mp3" media-type="audio/mpeg"/></manifest>'


def messages(site: Site) -> list[str]:
    """What is said of the one publication of a site."""
    return [one.message for one in ace.check(site, ["doc.epub"])]


def test_aces_answer_is_read() -> None:
    """A failed assertion is a finding with its place; one that passed is none."""
    test = {"dct:title": "epub-lang", "earl:impact": "serious"}
    failed = {
        "earl:result": {"earl:outcome": "fail", "dct:description": "No language", "html": "<p>"},
        "earl:test": test,
    }
    passed = {"earl:result": {"earl:outcome": "pass", "dct:description": "Fine"}, "earl:test": test}
    subject = {"earl:testSubject": {"url": "/EPUB/nav.xhtml"}, "assertions": [failed, passed]}
    assert [str(one) for one in ace.read_answer({"assertions": [subject]}, "ru/a.epub")] == [
        "ru/a.epub/EPUB/nav.xhtml: error: No language (epub-lang, serious): '<p>' [ace]"
    ]
    assert [str(one) for one in ace.read_answer({"failure": "no file"}, "a.epub")] == [
        "a.epub: error: Ace failed: no file [ace]"
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (CERTIFIER, "", "it claims to conform (dcterms:conformsTo), and does not say who has evaluated it (a11y:certifiedBy)"),
        (VISUAL, "", "it has pictures, and schema:accessMode does not say visual"),
        (ALTERNATIVES, "", "it says that text is sufficient, and does not say that its pictures have alternatives"),
        ("image/png", "image-png", "it has no pictures, and schema:accessMode says textual, visual"),
        (VISUAL, VISUAL.replace("visual", 'visual</meta><meta property="schema:accessMode">auditory'), "it has no sound, and its metadata say that it has"),
        ("</manifest>", SOUND, "it has sound, and does not say auditory (schema:accessMode) and synchronizedAudioText (schema:accessibilityFeature)"),
    ],
)  # fmt: skip
def test_claims_without_ground_are_found(change: Callable[..., Site], old: str, new: str, message: str) -> None:
    """Conformance that nobody stands for, and pictures that are not spoken of."""
    site = change("ar/doc.epub", {"EPUB/package.opf": (old, new)})
    assert list(ace.claim_faults(site.root / "doc.epub")) == [message]


@pytest.mark.browser
def test_ace_finds_what_is_wrong(require: Callable[[str], None], change: Callable[..., Site]) -> None:
    """In the package document and in the pages."""
    require("ace")
    changes = {
        "EPUB/package.opf": (HAZARD, ""),
        "EPUB/text.xhtml": ('role="doc-colophon"', ""),
    }
    found = messages(change("ru/doc.epub", changes))
    assert [message.partition(": ")[0] for message in found] == [
        "Publications must declare the 'schema:accessibilityHazard' metadata (metadata-accessibilityhazard, serious)",
        "Element has no ARIA role matching its epub:type (epub-type-has-matching-role, moderate)",
    ]


@pytest.mark.browser
def test_ace_finds_nothing_in_sound_publications(require: Callable[[str], None], output: Site) -> None:
    """With a picture, a table, notes, quotations, and texts in a language that runs the other way."""
    require("ace")
    assert list(ace.check(output, output.named(".epub"))) == []


@pytest.mark.browser
def test_what_is_no_publication_is_found(require: Callable[[str], None], tmp_path: Path) -> None:
    """Ace's failure is a finding of the file that it failed at."""
    require("ace")
    (tmp_path / "a.epub").write_text("nonsense", "utf-8")
    (found,) = ace.check(Site(tmp_path), ["a.epub"])
    assert str(found).startswith("a.epub: error: Ace failed")
