"""Two languages side by side: the page, and the HTML that the PDF is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.editions.covers import cover_words, sheet_of
from toolkit.editions.edition import languages
from toolkit.editions.notes import WORDS, NoteLinks
from toolkit.editions.pairs import pair, usual_state
from toolkit.editions.pdf.tables import fitted_table
from toolkit.editions.records.citation import citation_line
from toolkit.editions.records.metadata import parallel_tags
from toolkit.editions.records.schema_org import parallel_data
from toolkit.editions.rendered import Rendered
from toolkit.editions.templates import phrase, render, word
from toolkit.project.places import MANY_LANGUAGES, edition_path, pair_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markupsafe import Markup as Safe

    from toolkit.editions.contents import Entry
    from toolkit.editions.edition import Edition
    from toolkit.editions.markup import Markup
    from toolkit.sources.inline import PictureOf

_NOTES = (WORDS, f"{WORDS}-2")
"""The ids of the elements that name the links to letters, in each language."""


@dataclass(frozen=True, slots=True)
class PairedEntry:
    """A line of the table of contents in both languages, and those below it."""

    id: str
    texts: tuple[Entry, Entry]
    children: tuple[PairedEntry, ...]


def make_parallel_page(first: Edition, second: Edition) -> Rendered:
    """The web page of a document in two languages."""
    return Rendered(render_parallel(first, second).encode())


def make_parallel_pdf(first: Edition, second: Edition) -> Rendered:
    """The PDF of a document in two languages. Raises what `toolkit.editions.pdf.render.make_pdf` raises."""
    from toolkit.editions.pdf.render import make_pdf

    return make_pdf(render_parallel_print(first, second), first, second)


def render_parallel(first: Edition, second: Edition) -> str:
    """The page of a document in two languages; texts in pairs, with the state of each half."""
    pictures = [one.pictures.on_page("../../") for one in (first, second)]
    return _render("parallel.html", first, second, "../../", pictures)


def render_parallel_print(first: Edition, second: Edition) -> str:
    """The HTML of the PDF of a document in two languages."""
    return _render("print_parallel.html", first, second, "", [one.pictures.on_paper for one in (first, second)])


def _render(template: str, first: Edition, second: Edition, root: str, pictures: Sequence[PictureOf]) -> str:
    """A template filled in; `root` leads from the page to the site, nothing does from paper. `pictures` are each side's."""
    editions = (first, second)
    sides = [one.markup(picture=picture, apart=not root) for one, picture in zip(editions, pictures, strict=True)]
    if root and first.project.feedback:
        sides = [_with_notes(side, first.project.feedback, words) for side, words in zip(sides, _NOTES, strict=True)]
    states = (_states(first), _states(second))
    title = " / ".join(dict.fromkeys(edition.title_text for edition in editions))
    return render(
        first.project.theme_path,
        template,
        first.interface,
        edition=first,
        editions=editions,
        locale=first.locale,
        root=root,
        further_style="",
        **({} if root else cover_words(first, sheet_of(first.project))),
        home=f"{root}{first.locale.tag}/",
        named_languages=languages(first.project, None, _named(first, second)),
        title=title,
        description="",
        path=edition_path(first.name, pair_name(one.localized.locale for one in editions), "html"),
        meta_tags=parallel_tags(first, second, title),
        schema_org=parallel_data(first, second, title),
        title_sides=[_side("parallel_title.html", edition, first, root) for edition in editions],
        colophon_sides=[_side("parallel_colophon.html", edition, first, root) for edition in editions],
        contents_words=_in_both("Contents", editions),
        overview_words=_in_both("Recommendations", editions),
        entries=tuple(_entries(first.contents, second.contents)),
        body=pair(sides[0], sides[1], states, str if root else fitted_table).body(),
    )


def _in_both(text: str, editions: Sequence[Edition]) -> tuple[Safe, ...]:
    """A word of the theme in the languages of both, with that in which it is found; once, where both have the same."""
    return tuple(dict.fromkeys(word(text, edition.interface, editions[0].locale.tag) for edition in editions))


def _with_notes(side: Markup, address: str, words: str) -> Markup:
    links = NoteLinks(side.localized, address, words)
    return replace(side, after=links.after, beside=links.beside)


def _named(first: Edition, second: Edition) -> tuple[str, ...]:
    """The languages that the page names: all, or both."""
    project = first.project
    both = {one.localized.locale for one in (first, second)}
    return tuple(one for one in project.locales if len(project.locales) <= MANY_LANGUAGES or one in both)


def _entries(first: Sequence[Entry], second: Sequence[Entry]) -> Iterator[PairedEntry]:
    for one, other in zip(first, second, strict=True):
        yield PairedEntry(one.id, (one, other), tuple(_entries(one.children, other.children)))


def _side(template: str, edition: Edition, first: Edition, root: str) -> Safe:
    """What a template says of one of the editions, in its own language; only the first has headings."""
    return phrase(
        edition.project.theme_path,
        template,
        edition.interface,
        edition=edition,
        locale=edition.locale,
        is_first=edition is first,
        notes=_NOTES[edition is not first] if root and first.project.feedback else "",
        usual=usual_state(edition.localized),
        root=root,
        citation=citation_line,
    )


def _states(edition: Edition) -> Callable[[str], str]:
    return lambda state: edition.phrase("state.html", state=state)
