"""What a revision did to the texts of a document: each change with its words, what it continues, and why."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from typing import TYPE_CHECKING

from toolkit.catalog.align.align import Alignment, Continuation, Why
from toolkit.catalog.typography import same_but_typography
from toolkit.language.locales import load_locale
from toolkit.language.meaning import meaning_changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolkit.catalog.model import Catalog, Message

_MOST_WORDS = 4_000
"""Of both texts: the words of longer ones are not told apart, which would take long."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One document: its new template, and how that goes on from the old one."""

    name: str
    path: str
    """Of the source."""
    template: Catalog
    alignment: Alignment


@dataclass(frozen=True, slots=True)
class TextChange:
    """One text that is new, has changed or is gone."""

    id: str
    old: str | None
    new: str | None
    why: str
    """What it continues, and what speaks for that."""


def judge(template: Catalog) -> Callable[[str, str], str]:
    """Names, for an old and a new text of the template's language, what may be a change of meaning."""
    language = template.value("X-Source-Language") or "en"
    return partial(meaning_changed, language=language, months=load_locale(language).months)


def text_changes(revision: Revision) -> Iterator[TextChange]:
    """All changes in reading order, and after them what is gone."""
    texts = revision.alignment.texts
    for message, continuation in zip(revision.template.live, revision.alignment.continuations, strict=True):
        came_from = continuation.old or ((continuation.part_of,) if continuation.part_of else ())
        old = " ".join(texts[id] for id in came_from) if came_from else None
        if old != message.msgid:
            yield TextChange(continuation.id, old, message.msgid, _why(continuation, old, message))
    for id in revision.alignment.gone:
        yield TextChange(id, texts[id], None, "nothing goes on from it; its translations are kept, obsolete")


def refusals(revision: Revision) -> Iterator[TextChange]:
    """The changes that are not cosmetic, whatever the author says, and the reason of each."""
    reason_of = judge(revision.template)
    for change in text_changes(revision):
        if change.old is None or change.new is None or same_but_typography(change.old, change.new):
            continue
        if reason := reason_of(change.old, change.new):
            yield TextChange(change.id, change.old, change.new, reason)


def marked(old: str, new: str) -> tuple[str, str]:
    """Both texts, with ``[-…-]`` around the words that went and ``{+…+}`` around those that came."""
    one, two = old.split(), new.split()
    if len(one) + len(two) > _MOST_WORDS:
        return old, new
    before, after = [], []
    for kind, from_one, to_one, from_two, to_two in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        gone, come = " ".join(one[from_one:to_one]), " ".join(two[from_two:to_two])
        if gone:
            before.append(gone if kind == "equal" else f"[-{gone}-]")
        if come:
            after.append(come if kind == "equal" else f"{{+{come}+}}")
    return " ".join(before), " ".join(after)


def _why(continuation: Continuation, old: str | None, message: Message) -> str:
    if old is None:
        return f"continues {Why.NEW}"
    if continuation.part_of:
        return f"is a further part of {continuation.part_of}, which another text continues"
    if same_but_typography(old, message.msgid):
        return f"continues {continuation.old[0]}: the change is one of typography"
    measure = f" ({continuation.likeness:.0%} alike)" if continuation.likeness < 1 else ""
    return f"continues {', '.join(continuation.old)}: {continuation.why}{measure}"
