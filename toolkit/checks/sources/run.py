"""The checks over one source, as `check`, `update` and `build` ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.sources import SOURCE_CHECKS, anchor, document_link, picture
from toolkit.checks.sources.model import SourceContext
from toolkit.errors import Diagnostic, Location, ToolkitError, raise_if_errors
from toolkit.sources.anchors import anchors_of
from toolkit.sources.document import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolkit.checks.sources.model import SourceCheck, SourceFinding
    from toolkit.collection.collection import Collection
    from toolkit.sources.document import Document


_OF_TARGETS = (picture.CHECK, document_link.CHECK, anchor.CHECK)
_SOUND = "sound-pictures"


def check_source(
    collection: Collection, name: str, missing_glyphs: Callable[[str], list[str]] | None = None
) -> list[Diagnostic]:
    """Everything that is found in a document's source, by line. Raises `ToolkitError` for one that cannot be read.

    Of one with faults it tells besides where links and pictures lead, so that all can be mended at once. `missing_glyphs` gives
    the characters of a text that no font has.
    """
    try:
        document = collection.settled(name)
    except SourceError as faulty:
        raise ToolkitError(*_findings(faulty.in_part, collection, _OF_TARGETS)) from None
    return _findings(document, collection, missing_glyphs=missing_glyphs)


def require_sound(document: Document, collection: Collection, *, believe_pictures: bool = False) -> None:
    """Raises `ToolkitError` with what is found in a document whose ids are settled, if there is an error.

    With `believe_pictures` those that were found good, and are as they were, are not unpacked again: a photograph takes its time.
    """
    raise_if_errors(_findings(document, collection, believe_pictures=believe_pictures))


def _findings(
    document: Document,
    collection: Collection,
    checks: Sequence[SourceCheck] = SOURCE_CHECKS,
    *,
    believe_pictures: bool = False,
    missing_glyphs: Callable[[str], list[str]] | None = None,
) -> list[Diagnostic]:
    project = collection.project
    context = SourceContext(
        document,
        documents=project.documents,
        anchors=lambda name: anchors_of(document) if name == document.name else collection.anchors(name),
        folder=project.root / project.sources,
        folder_name=project.sources,
        base=collection.base(document),
        sound_pictures=project.cache_path / _SOUND if believe_pictures else None,
        text=lambda: project.source(document.name).read_text("utf-8-sig", errors="replace"),
        missing_glyphs=missing_glyphs,
    )
    found = list(document.warnings)
    for check in checks:
        if check.find:
            found += (_diagnostic(check, one, document.path) for one in check.find(context))
    return sorted(dict.fromkeys(found), key=_line)


def _diagnostic(check: SourceCheck, found: SourceFinding, path: str) -> Diagnostic:
    return Diagnostic(check.code, found.message, Location(path, found.line), check.severity, hint=found.hint)


def _line(one: Diagnostic) -> int:
    return (one.location.line or 0) if one.location else 0
