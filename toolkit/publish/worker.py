"""Makes one edition in all its formats; runs in a process of its own, which keeps what it has read for the next."""

from __future__ import annotations

import gc
import hashlib
import importlib
import os
import signal
import threading
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

from toolkit.checks.sources.run import require_sound
from toolkit.collection.collection import Collection
from toolkit.editions.edition import make_edition
from toolkit.editions.pdf.progress import told_progress
from toolkit.editions.rendered import Rendered
from toolkit.errors import Diagnostic, Location, Severity, ToolkitError
from toolkit.project.formats import FORMATS, known_format
from toolkit.project.places import languages_in
from toolkit.publish.job import Job, Made
from toolkit.publish.manifest import File
from toolkit.system.files import write_below
from toolkit.system.plugins import FailedError, Group, held, plugin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from toolkit.editions.edition import Edition
    from toolkit.project.project import Project
    from toolkit.publish.heard import Tell
    from toolkit.publish.plan import Target
    from toolkit.system.plugins import Plugin


_SELDOM = 20
_RARELY = (500_000, _SELDOM, _SELDOM)
"""After so many new objects Python looks for rubbish: more than a document of some pages has, for it needs them until it is done."""


def make(collection: Collection, job: Job, tell: Tell | None = None) -> Made:
    """Makes the files of a job and writes them; what goes wrong comes back as diagnostics. `tell` hears how far a file is."""
    return stored(collection.project, produce(collection, job, tell))


def produce(collection: Collection, job: Job, tell: Tell | None = None) -> Made:
    """The files of a job, made and not yet written: nothing but what goes into them decides what they are."""
    look_rarely()
    _tidy()
    try:
        require_sound(collection.settled(job.document), collection)
        editions = tuple(make_edition(collection, job.document, tag) for tag in languages_in(job.locale))
        diagnostics = list(_stale_template(collection, job.document))
    except ToolkitError as error:
        return Made(diagnostics=error.diagnostics)
    files, data = [], []
    for target in job.targets:
        try:
            with _told(tell, target.path):
                made = render(editions, target.format)
        except ToolkitError as error:
            diagnostics += error.diagnostics
            continue
        diagnostics += (*made.warnings, *(note for one in editions for note in one.pictures.notes))
        files.append(_file(editions, target, made.data, made.pages))
        data.append(made.data)
    return Made(tuple(files), tuple(dict.fromkeys(diagnostics)), tuple(data))


def look_rarely() -> None:
    """Has Python look for rubbish seldom from now on: `produce` looks between jobs."""
    gc.set_threshold(*_RARELY)


def _tidy() -> None:
    """Gives back what the last job has left, in circles of references; now and then what others before it have left since."""
    gc.collect(1 if gc.get_count()[1] >= _SELDOM else 0)


def stored(project: Project, made: Made) -> Made:
    """The same with its files in their places; one that cannot be written is a diagnostic instead."""
    files, diagnostics = [], list(made.diagnostics)
    for file, data in zip(made.files, made.data, strict=True):
        try:
            write_below(project.output_path, file.path, data)
            files.append(file)
        except ToolkitError as error:
            diagnostics += error.diagnostics
    return Made(tuple(files), tuple(diagnostics))


def _told(tell: Tell | None, path: str) -> AbstractContextManager[None]:
    return told_progress(partial(tell, path)) if tell else nullcontext()


def render(editions: Sequence[Edition], format: str) -> Rendered:
    """A file in a format. Raises `ToolkitError`, also for whatever a format of a package raises."""
    one = known_format(format)
    maker = one.maker if len(editions) == 1 else one.pair_maker
    by = None if format in FORMATS else plugin(Group.FORMATS, format)

    def made() -> object:
        module, _, function = maker.partition(":")
        return getattr(importlib.import_module(module), function)(*editions)

    try:
        rendered: object = held(made, ToolkitError) if by else made()
    except FailedError as error:
        assert by
        raise _failure(by, str(error), editions) from error
    if not (isinstance(rendered, Rendered) and isinstance(rendered.data, bytes)):
        assert by
        raise _failure(by, f"{maker} gave a {type(rendered).__name__}, no Rendered with bytes", editions)
    return rendered


def _failure(by: Plugin, reason: str, editions: Sequence[Edition]) -> ToolkitError:
    place = Location(editions[0].localized.document.path)
    hint = "take the format out of the settings, or ask who has made it"
    return ToolkitError(Diagnostic("plug-in", f"{by} fails: {reason}", place, hint=hint))


def _file(editions: Sequence[Edition], target: Target, data: bytes, pages: int | None) -> File:
    edition = editions[0]
    localized = edition.localized
    meta = localized.document.meta
    return File(
        path=target.path,
        bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        format=target.format,
        locale=target.locale,
        document=target.document,
        revision=localized.document.revision,
        states=_states(editions),
        title=edition.title_text,
        title_language=localized.renditions["meta/title"].locale,
        subtitle=edition.plain("subtitle"),
        date=meta.date.isoformat() if meta.date else "",
        pages=pages,
        pictures=sorted({name for one in editions for name in one.pictures.shown}),
        inputs=dict(target.inputs),
    )


def _states(editions: Sequence[Edition]) -> dict[str, int]:
    """How many segments are in each state; of a pair by language and state."""
    if len(editions) == 1:
        return editions[0].localized.counts
    both = (one.localized for one in editions)
    return {f"{one.locale} {state}": count for one in both for state, count in one.counts.items()}


def _stale_template(collection: Collection, name: str) -> list[Diagnostic]:
    """A warning where the source has changed since the last update."""
    document = collection.document(name)
    ledger = collection.ledger(name)
    known = [(message.msgctxt, message.msgid) for message in ledger.live] if ledger else []
    if known == [(segment.id, segment.text) for segment in document.segments]:
        return []
    place = Location(document.path)
    message = "the source has changed since the last update"
    return [Diagnostic("stale-template", message, place, Severity.WARNING, hint="run `polyedition update`")]


_collection: Collection | None = None
_tell: Tell | None = None


def start(project: Project, tell: Tell | None) -> None:
    """Prepares this process for jobs of a project."""
    global _collection, _tell
    _collection, _tell = Collection(project), tell
    # Control-C reaches the whole group of processes: the one that began the build decides, and tells of it once.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Ends this process when the one that began the build is gone: an orphan would keep the lock for ever."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def work(job: Job) -> Made:
    """`make` in a process that was prepared with `start`."""
    return make(prepared(), job, _tell)


def prepared() -> Collection:
    """What this process reads the project's files from."""
    assert _collection is not None
    return _collection
