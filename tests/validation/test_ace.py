"""Ace is really asked, its answer is read, and the claims of a package document are weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.validation.conftest import copy_sound, write_changed
from validation import ace
from validation.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable

CERTIFIER = '<meta property="a11y:certifiedBy" xml:lang="en">Polyedition, by automatic checks only</meta>'
VISUAL = '<meta property="schema:accessMode">visual</meta>'
ALTERNATIVES = '<meta property="schema:accessibilityFeature">alternativeText</meta>'
HAZARD = '<meta property="schema:accessibilityHazard">none</meta>'


SOUND = '<item id="clip" href="clip.mp3" media-type="audio/mpeg"/></manifest>'


@pytest.fixture(scope="module")
def said(
    require: Callable[[str], None], output: Site, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """What Ace says of each publication; it is started once."""
    require("ace")
    root = tmp_path_factory.mktemp("publications")
    changes = {"EPUB/package.opf": (HAZARD, ""), "EPUB/text.xhtml": ('role="doc-colophon"', "")}
    write_changed(output.root / "ru/doc.epub", root / "faulty.epub", changes)
    (root / "nonsense.epub").write_text("nonsense", "utf-8")
    said: dict[str, list[str]] = {"nonsense.epub": [], "faulty.epub": []}
    said |= {name: [] for name in copy_sound(output, root)}
    for one in ace.check(Site(root), list(said)):
        assert one.location
        said[one.location.path.partition("/")[0]].append(one.message)
    return said


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
def test_ace_finds_what_is_wrong(said: dict[str, list[str]]) -> None:
    """In the package document and in the pages."""
    assert [message.partition(": ")[0] for message in said["faulty.epub"]] == [
        "Publications must declare the 'schema:accessibilityHazard' metadata (metadata-accessibilityhazard, serious)",
        "Element has no ARIA role matching its epub:type (epub-type-has-matching-role, moderate)",
    ]


@pytest.mark.browser
def test_ace_finds_nothing_in_sound_publications(said: dict[str, list[str]]) -> None:
    """With a picture, a table, notes, quotations, and texts in a language that runs the other way."""
    assert [found for name, found in said.items() if name.startswith("sound-")] == [[]] * 3


@pytest.mark.browser
def test_what_is_no_publication_is_found(said: dict[str, list[str]]) -> None:
    """Ace's failure is a finding of the file that it failed at, and the next one is read all the same."""
    (found,) = said["nonsense.epub"]
    assert found.startswith("Ace failed")
