"""An existing translation brought in: aligned with the source, its texts as drafts in the catalog, a page to look it over."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.catalog.model import FUZZY, REVISED
from toolkit.catalog.po import read_po, write_po
from toolkit.collection.collection import Collection
from toolkit.drafts.bitext.align import align_passages
from toolkit.drafts.bitext.divide import divided
from toolkit.drafts.bitext.page import DOUBTFUL, Line, page
from toolkit.drafts.bitext.passages import Passage, passage_of
from toolkit.drafts.bitext.reading import read_texts, texts_of
from toolkit.errors import Diagnostic, Location, ToolkitError, UsageError
from toolkit.language.locales import load_locale
from toolkit.project.locks import catalogs_held, required_catalog
from toolkit.sources.document import Kind
from toolkit.sources.marks import read_marks
from toolkit.system.whole import keep

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from toolkit.catalog.model import Catalog, Message
    from toolkit.drafts.bitext.pairs import Pair
    from toolkit.drafts.bitext.reading import Reading
    from toolkit.language.locales.model import Locale
    from toolkit.project.project import Project
    from toolkit.sources.document import Document, Segment

FOLDER = "aligned"
"""Of the pages to look over, in the project's cache."""
_FRONT_SCORE = 0.9
_MOST_KNOWN = 600
_NO_NAME = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True)
class AlignedFile:
    """What became of a translation."""

    path: str
    """Of the catalog."""
    page: str
    """Of the page with the pairs side by side."""
    drafts: int
    kept: int
    """Texts that have a translation already."""
    doubtful: int
    missing: int
    """Texts of the source that the translation does not have."""
    unused: int
    """Texts of the translation that the source does not have."""


@dataclass(frozen=True, slots=True)
class _Draft:
    id: str
    text: str
    score: float


def align_file(
    project: Project,
    file: Path,
    locale: str,
    document: str | None,
    *,
    now: str,
    force: bool = False,
    dry_run: bool = False,
) -> AlignedFile:
    """Aligns a translation with its source, and writes drafts where the catalog has nothing yet.

    `now` goes into the catalog's header. Raises `ToolkitError` where the file cannot be read or is plainly in another language
    (which `force` allows), `UsageError` where nobody knows which catalog it is; then nothing is written.
    """
    (locale,) = project.select_locales((locale,))
    name = _document(project, file, document)
    collection = Collection(project)
    source = collection.document(name)
    path = project.catalog(name, locale)
    reading = read_texts(file, project.locales)
    _require_language(file, reading, locale, force=force)
    with catalogs_held(project):
        ours = required_catalog(project, path, "import into")
        texts = texts_of(source)
        pairs = _aligned(source, texts, reading, locale, _known(project, name, locale))
        drafts = list(_drafts(texts, reading, pairs))
        drafts += [
            _Draft(one.id, reading.front[one.id], _FRONT_SCORE) for one in source.front if one.id in reading.front
        ]
        catalog, taken = _filled(ours, drafts, _NO_NAME.sub("-", file.name))
        shown = project.cache_path / FOLDER / f"{name}.{locale}.html"
        if not dry_run:
            if taken:
                write_po(catalog.with_value(REVISED, now), path)
            lines = _lines(texts, reading, pairs, {one.id: one for one in drafts}, taken)
            keep(shown, page(source.meta.title, source.meta.language, locale, file.name, lines).encode())
    used = {place for pair in pairs for place in pair.target}
    return AlignedFile(
        project.name(path),
        project.name(shown),
        len(taken),
        len(drafts) - len(taken),
        sum(one.score < DOUBTFUL for one in drafts if one.id in taken),
        len(texts) - len({place for pair in pairs for place in pair.source}),
        len(reading.segments) - len(used),
    )


def _document(project: Project, file: Path, wanted: str | None) -> str:
    """The document that a translation is of: named, the only one, or the one that the file is called after."""
    if wanted:
        return project.select_documents((wanted,))[0]
    if len(project.documents) == 1:
        return project.documents[0]
    stem = file.stem.lower()
    found = [one for one in project.documents if re.match(rf"{re.escape(one.lower())}(?![^\W_])", stem)]
    if len(found) != 1:
        hint = f"name it with -d DOC, one of: {', '.join(project.documents)}"
        raise UsageError(
            Diagnostic("document", "the file does not say its document", Location(file.as_posix()), hint=hint)
        )
    return found[0]


def _require_language(file: Path, reading: Reading, locale: str, *, force: bool) -> None:
    same = reading.language.partition("-")[0] == locale.partition("-")[0]
    other = load_locale(reading.language).script == load_locale(locale).script
    if not reading.segments:
        raise ToolkitError(
            Diagnostic("empty", "the file has no text", Location(file.as_posix()), hint="name the translation")
        )
    if not same and not force and (_is_counted(locale) or not other):
        message = f"the file is in {reading.language} by its words, not in {locale}"
        hint = f"use --align {reading.language}, or --force if it is in {locale} all the same"
        raise ToolkitError(Diagnostic("language", message, Location(file.as_posix()), hint=hint))


def _is_counted(locale: str) -> bool:
    """Whether the language of a text can be told from others of its script."""
    from toolkit.language.languages import is_known

    return is_known(locale)


def _known(project: Project, document: str, locale: str) -> list[tuple[Passage, Passage]]:
    """Texts of the project that are translated already: their words teach which go together."""
    own = load_locale(locale)
    found: list[tuple[Passage, Passage]] = []
    for name in (document, *(one for one in project.documents if one != document)):
        path = project.catalog(name, locale)
        if path.is_file():
            catalog = read_po(path, project.name(path))
            language = load_locale(catalog.value("X-Source-Language") or "en")
            found += [
                (Passage(one.msgid, Kind.PARAGRAPH, language), Passage(one.msgstr[0], Kind.PARAGRAPH, own))
                for one in catalog.live
                if one.translated and (one.state.rank > 1)
            ]
    return found[:_MOST_KNOWN]


def _aligned(
    source: Document, texts: Sequence[Segment], reading: Reading, locale: str, known: list[tuple[Passage, Passage]]
) -> list[Pair]:
    ours, theirs = load_locale(source.meta.language), load_locale(locale)
    return align_passages(_passages(texts, ours), _passages(reading.segments, theirs), known)


def _passages(texts: Sequence[Segment], locale: Locale) -> list[Passage]:
    return [passage_of(one, locale) for one in texts]


def _drafts(texts: Sequence[Segment], reading: Reading, pairs: Sequence[Pair]) -> Iterator[_Draft]:
    """A draft for each text that has a translation; of one that was joined with its neighbours its part."""
    for pair in pairs:
        found = " ".join(reading.segments[place].text for place in pair.target)
        parts: tuple[str, ...] | None = (found,)
        if len(pair.source) == len(pair.target):
            parts = tuple(reading.segments[place].text for place in pair.target)
        elif len(pair.source) > 1:
            parts = divided(found, tuple(len(texts[place].text) for place in pair.source))
        score = pair.score * (1.0 if len(pair.source) == 1 else 0.8)
        for place, text in zip(pair.source, parts or (found,), strict=False):
            yield _Draft(texts[place].id, _with_own_parts(texts[place].text, text), score if parts else score / 2)


def _with_own_parts(source: str, text: str) -> str:
    """The translation with the pictures and footnotes of the source, which have other names in its own file."""
    for pattern in (
        re.compile(r"(?<=\]\()[^()\s]+\.(?:png|jpe?g|gif|webp|avif|svg)(?=[\s)])"),
        re.compile(r"(?<=\[\^)[^\]\s]+(?=\])"),
    ):
        own = pattern.findall(source)
        there = pattern.findall(text)
        if own and len(own) == len(there):
            names = iter(own)
            text = pattern.sub(lambda match, names=names: next(names, match[0]), text)  # type: ignore[misc]
    return text


def _filled(ours: Catalog, drafts: Sequence[_Draft], file: str) -> tuple[Catalog, set[str]]:
    """The catalog with drafts where it has nothing, and the ids of these."""
    by_id: dict[str, _Draft] = {}
    for one in drafts:
        by_id.setdefault(one.id, one)
    messages: list[Message] = []
    taken: set[str] = set()
    for message in ours.messages:
        draft = by_id.get(message.msgctxt or "")
        if draft is None or message.obsolete or any(message.msgstr) or message.msgid_plural or not draft.text:
            messages.append(message)
            continue
        flags = (FUZZY, *(flag for flag in message.flags if flag != FUZZY))
        kept = tuple(line for line in message.comments if not line.startswith(("origin:", "outdated:")))
        made = replace(message, msgstr=(draft.text,), flags=flags, previous=None)
        origin = f"origin: aligned/{file} {draft.score:.2f}, {made.digest}"
        messages.append(replace(made, comments=(*kept, origin)))
        taken.add(draft.id)
    return replace(ours, messages=tuple(messages)), taken


def _lines(
    texts: Sequence[Segment], reading: Reading, pairs: Sequence[Pair], drafts: dict[str, _Draft], taken: set[str]
) -> Iterator[Line]:
    """What the page shows: pairs, then what is alone on either side."""
    for pair in pairs:
        sources = [texts[place] for place in pair.source]
        targets = [reading.segments[place].text for place in pair.target]
        remark = "moved" if pair.moved else ""
        if len(sources) != len(targets):
            remark = f"{len(sources)} : {len(targets)}"
        if not any(one.id in taken for one in sources):
            remark = ", ".join(filter(None, (remark, "kept")))
        where = " › ".join(sources[0].where)
        score = min((drafts[one.id].score for one in sources if one.id in drafts), default=pair.score)
        yield Line(where, tuple(map(_plain, (one.text for one in sources))), tuple(map(_plain, targets)), score, remark)
    paired = {place for pair in pairs for place in pair.source}
    for place, one in enumerate(texts):
        if place not in paired:
            yield Line(" › ".join(one.where), (_plain(one.text),), (), 0.0, "not in the translation")
    used = {place for pair in pairs for place in pair.target}
    for place, one in enumerate(reading.segments):
        if place not in used:
            yield Line("", (), (_plain(one.text),), 0.0, "not in the source")


def _plain(text: str) -> str:
    return read_marks(text).plain
