"""How an edition or a recommendation is cited: what programs read back is what was said."""

from __future__ import annotations

import datetime
import json
import re
from typing import TYPE_CHECKING, Any

from pybtex.database import BibliographyData, parse_string

from tests.described import FRONT, described, hostile
from tests.tiny_project import edition
from toolkit.editions.foreign import told, unmarked
from toolkit.editions.records.citation import Citation, bibtex, citation_line, cite, csl, plain, ris
from toolkit.editions.records.datacite import render_datacite
from toolkit.editions.records.marc import render_marc

if TYPE_CHECKING:
    from pathlib import Path

CSL_VARIABLES = {
    "id", "type", "title", "container-title", "chapter-number", "genre", "author", "publisher", "publisher-place",
    "language", "version", "number", "keyword", "translator", "DOI", "URL", "issued",
}  # fmt: skip
"""Of the variables of CSL 1.0.2 those that are used here."""
RIS_LINE = re.compile(r"([A-Z][A-Z0-9])  - (.*)")


def entry(citation: Citation) -> Any:
    """The one entry of a BibTeX file, read by another program in its strict mode."""
    data: BibliographyData = parse_string(bibtex(citation), "bibtex")
    ((key, found),) = data.entries.items()
    assert key == citation.key
    return found


def rows(citation: Citation) -> list[tuple[str, str]]:
    text = ris(citation)
    assert text.replace("\r\n", "").isprintable()
    return [match.groups() for line in text.removesuffix("\r\n").split("\r\n") if (match := RIS_LINE.fullmatch(line))]  # type: ignore[misc]


def test_a_report_in_bibtex(tmp_path: Path) -> None:
    """Bodies are not taken apart as names of persons are; classic BibTeX gets year and month, biblatex the day."""
    found = entry(cite(edition(described(tmp_path), "ru")))
    assert found.type == "techreport"
    assert [str(person) for person in found.persons["author"]] == ["{Библиотека наук}", "{Union of Readers}"]
    assert found.fields["translator"] == "Anna Petrova and Ivan Ivanov"
    assert {name: found.fields[name] for name in ("title", "institution", "year", "month", "date", "language")} == {
        "title": "{План библиотек}",
        "institution": "{Библиотека наук} and {Union of Readers}",
        "year": "2024",
        "month": "February",
        "date": "2024-02-09",
        "language": "ru",
    }
    assert found.fields["url"] == "https://lib.example.org/e/ru/doc.html"


def test_a_part_in_bibtex(tmp_path: Path) -> None:
    """A recommendation stands in its document."""
    found = entry(cite(edition(described(tmp_path), "en"), "rec-2", "Recommendation 2", "2"))
    assert found.type == "incollection"
    assert found.fields["title"] == "{Recommendation 2}"
    assert found.fields["booktitle"] == "{The plan of the libraries}"
    assert (found.fields["chapter"], found.fields["doi"]) == ("2", "10.5072/plan_1")
    assert found.fields["url"].endswith("/en/doc.html#rec-2")


def test_hostile_texts_do_not_leave_their_fields(tmp_path: Path) -> None:
    """Braces, backslashes, line ends: there is one entry, and TeX prints the signs instead of obeying them."""
    citation = cite(edition(hostile(tmp_path), "ru"), "rec-1", "Part", "1")
    found = entry(citation)
    title = found.fields["booktitle"]
    assert title.count("{") == title.count("}")
    bare = title.replace(r"{\textbackslash}", "").replace(r"{\textbraceleft}", "").replace(r"{\textbraceright}", "")
    assert not re.search(r"\\[^%#&$_{t]|(?<!\\)[%#&$_~^]", bare)
    assert len(found.persons["author"]) == 2
    assert found.fields["translator"].startswith("{=1+1")
    assert [tag for tag, _ in rows(citation)].count("TY") == 1
    assert "\u2028" not in citation.title


def test_ris(tmp_path: Path) -> None:
    """Type first, end last, each value in the tag that the format has for it."""
    found = rows(cite(edition(described(tmp_path), "ru")))
    assert found[0] == ("TY", "RPRT")
    assert found[-1] == ("ER", "")
    assert [value for tag, value in found if tag == "AU"] == ["Библиотека наук", "Union of Readers"]
    assert [value for tag, value in found if tag == "A4"] == ["Anna Petrova", "Ivan Ivanov"]
    once = {tag: value for tag, value in found if tag in {"TI", "LA", "PY", "DA", "UR", "M3"}}
    assert once == {
        "TI": "План библиотек",
        "LA": "ru",
        "PY": "2024",
        "DA": "2024/02/09",
        "M3": "Plan",
        "UR": "https://lib.example.org/e/ru/doc.html",
    }
    part = dict(rows(cite(edition(described(tmp_path), "en"), "rec-2", "Recommendation 2", "2")))
    assert (part["TY"], part["TI"], part["T2"], part["SE"]) == (
        "CHAP",
        "Recommendation 2",
        "The plan of the libraries",
        "2",
    )


def test_csl(tmp_path: Path) -> None:
    """Only variables that CSL knows; names as literals; the date in numbers."""
    collection = described(tmp_path)
    whole = csl(cite(edition(collection, "ru")))
    part = csl(cite(edition(collection, "en"), "rec-2", "Recommendation 2", "2"))
    assert set(whole) | set(part) == CSL_VARIABLES - {"number"}
    assert (whole["type"], part["type"], part["title"]) == ("report", "chapter", "Recommendation 2")
    assert whole["author"] == [{"literal": "Библиотека наук"}, {"literal": "Union of Readers"}]
    assert whole["issued"] == {"date-parts": [[2024, 2, 9]]}
    assert json.loads(json.dumps(whole)) == whole


def test_who_else_made_it_and_its_licence_stand_where_programs_look_for_them(tmp_path: Path) -> None:
    """CSL 1.0.2 has contributors and no licence; reference managers read and write a licence as BibTeX's ``copyright``."""
    front = FRONT + "licence: CC-BY-SA-4.0\ncontributors: [{name: Rosa Lee, role: illustrator}]\n"
    whole = cite(edition(described(tmp_path, front=front), "en"))
    assert entry(whole).fields["copyright"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert csl(whole)["contributor"] == [{"literal": "Rosa Lee"}]


def test_an_identifier_is_that_of_the_original(tmp_path: Path) -> None:
    """Whoever cites a translation must not be led to another text."""
    collection = described(tmp_path, front=FRONT.replace("10.5072/plan_1", "ISBN 978-3-16-148410-0"))
    assert csl(cite(edition(collection, "en")))["ISBN"] == "9783161484100"
    assert "ISBN" not in csl(cite(edition(collection, "ru")))


def test_in_words(tmp_path: Path) -> None:
    """With the date as the language writes it, no full stop twice, and the part where there is one."""
    collection = described(tmp_path)
    line = citation_line(edition(collection, "ru"))
    assert told(line).startswith(
        'Библиотека наук, <span lang="en" dir="ltr">Union of Readers</span>. План библиотек. <'
    )
    assert unmarked(line) == (
        "Библиотека наук, Union of Readers. План библиотек. Moscow, 9\u00a0февраля 2024\u00a0г. "
        "https://lib.example.org/e/ru/doc.html"
    )
    assert plain(cite(edition(collection, "en"), "rec-2", "Recommendation 2", "2")) == (
        "Library of Sciences, Union of Readers. The plan of the libraries. Recommendation 2. Moscow, 9\u00a0February 2024. "
        "https://doi.org/10.5072/plan_1. https://lib.example.org/e/en/doc.html#rec-2"
    )


def test_a_site_without_an_address_has_none_to_give(tmp_path: Path) -> None:
    """A path within it would lead nobody anywhere."""
    citation = cite(edition(described(tmp_path, settings=""), "ru"))
    assert citation.address == ""
    assert not re.search(r"url|UR  -|URL|\.html", bibtex(citation) + ris(citation) + json.dumps(csl(citation)))


def test_records_have_an_address_that_every_program_can_follow(tmp_path: Path) -> None:
    """A host in Cyrillic is ASCII in a URI (RFC 5890); people read it as it is."""
    one = edition(described(tmp_path, settings='[site]\nurl = "https://библиотека.рф/план"\n'), "en")
    uri = "https://xn--80abaqnbpf2a4b.xn--p1ai/%D0%BF%D0%BB%D0%B0%D0%BD/en/doc.html"
    whole = cite(one)
    assert {entry(whole).fields["url"], dict(rows(whole))["UR"], csl(whole)["URL"]} == {uri}
    assert json.loads(render_datacite(one))["url"] == uri
    assert f'<subfield code="u">{uri}<' in render_marc(one, [one]).decode()
    assert plain(whole).endswith("https://библиотека.рф/план/en/doc.html")


def test_a_document_that_says_nothing_of_itself(tmp_path: Path) -> None:
    """No empty fields."""
    citation = cite(edition(described(tmp_path, settings="", front="title: T\nlanguage: en\n"), "en"))
    assert "= {}," not in bibtex(citation)
    assert entry(citation).fields["title"] == "{T}"
    assert entry(citation).type == "misc"
    part = entry(
        cite(edition(described(tmp_path, settings="", front="title: T\nlanguage: en\n"), "en"), "a", "Part 1", "1")
    )
    assert (part.type, part.fields["title"], part.fields["howpublished"]) == ("misc", "{Part 1}", "{T}")
    assert all(value for tag, value in rows(citation) if tag != "ER")
    assert isinstance(citation.date, datetime.date) is False


def test_keys_are_ascii_and_tell_documents_apart(tmp_path: Path) -> None:
    """Names of documents may be in any letters."""
    collection = described(tmp_path)
    for name in ("план", "пряд"):
        (tmp_path / "sources" / f"{name}.md").write_text("---\ntitle: T\nlanguage: en\n---\n\nText.\n", "utf-8")
    keys = set()
    for name in ("план", "пряд"):
        found = edition(collection, "en")
        document = collection.localized(name, "en")
        keys.add(cite(type(found)(found.project, document, found.interface)).key)
    assert len(keys) == 2
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", key) for key in keys)
