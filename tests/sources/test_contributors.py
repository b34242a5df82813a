"""People, numbers and the licence in the front matter; every fault with its line."""

from __future__ import annotations

import pytest

from tests.sources.test_frontmatter import faults, parse

PEOPLE = """\
title: Title
language: en
authors:
  - Anna Petrova
  - name: Ivanov, Ivan
    organisation: National Library
    orcid: https://orcid.org/0000-0002-1825-0097
editors: [Maria Sidorova]
contributors:
  - name: Jan Novak
    role: Illustrator
  - name: Eva Black
    role: keeper of the minutes
    viaf: 102333412
isbn:
  en: 978-3-16-148410-0
  ru: 0-8044-2957-X
issn: 0317-8471
doi: https://doi.org/10.5072/plan
licence: cc-by-4.0
series: Reports, 7
edition: 2nd, revised
abstract: What it is about.
logo: one.png
cover: cover.jpg"""


def test_people_are_typed_and_translated() -> None:
    """Names, roles and organisations are texts for translators, each where it stands; numbers are not."""
    document = parse(PEOPLE)
    found = {segment.id: (segment.text, segment.line, " › ".join(segment.where)) for segment in document.front}
    assert found["meta/author-2"] == ("Ivanov, Ivan", 6, "title page › author 2 of 2")
    assert found["meta/author-2-organisation"] == ("National Library", 6, "title page › author 2 of 2 › organisation")
    assert found["meta/contributor-2-role"][0] == "keeper of the minutes"
    assert {"meta/editor-1", "meta/series", "meta/edition", "meta/abstract"} <= found.keys()
    assert not any("0317" in text for text, _, _ in found.values())
    meta = document.meta
    assert [(one.name, one.relator, one.orcid) for one in meta.authors] == [
        ("Anna Petrova", "aut", ""),
        ("Ivanov, Ivan", "aut", "0000-0002-1825-0097"),
    ]
    assert [one.relator for one in meta.contributors] == ["ill", "ctb"]
    assert meta.contributors[1].addresses == ("https://viaf.org/viaf/102333412",)
    assert meta.licence
    assert meta.licence.name == "CC BY 4.0"
    assert (meta.logo, meta.cover) == (("one.png",), "cover.jpg")


def test_an_edition_has_its_own_number() -> None:
    """A translation has the number that was given to it, never the original's."""
    meta = parse(PEOPLE).meta
    assert [meta.number(meta.isbn, tag) for tag in ("en", "ru", "kk")] == ["9783161484100", "080442957X", ""]
    assert [meta.number(meta.doi, tag) for tag in ("en", "ru")] == ["10.5072/plan", ""]


@pytest.mark.parametrize(
    ("front", "fault"),
    [
        ("authors: Anna", (4, "authors must be a list")),
        ("authors:\n  - role: x", (5, "an item of authors has an unknown line: role")),
        ("contributors:\n  - role: x", (5, "an item of contributors has no name")),
        ("editors:\n  - name: A\n    name: B", (6, "name is given twice")),
        ("editors:\n  - name: [A]", (5, "name of an item of editors must be a text")),
        ("authors:\n  - name: A\n    orcid: 0000-0002-1825-0098", (6, "orcid is mistyped: '0000-0002-1825-0098'")),
        ("isbn: 978-3-16-148410-1", (4, "isbn is mistyped: '978-3-16-148410-1'")),
        ("isbn:\n  russian: 978-3-16-148410-0", (5, "a language of isbn is not a language tag: 'russian'")),
        ("doi: 11.1/x", (4, "doi is mistyped: '11.1/x'")),
        ("issn: [0317-8471]", (4, "issn must be a text")),
        ("licence: All rights reserved", (4, "licence is not known: 'All rights reserved'")),
    ],
)
def test_every_fault_has_its_line(front: str, fault: tuple[int, str]) -> None:
    """And none ends in a traceback."""
    assert fault in faults(front)
