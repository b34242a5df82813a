"""What a project asks of a translation before it is published, reviewed and released."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.catalog.model import State

if TYPE_CHECKING:
    from toolkit.project.settings import Settings

_RELEASABLE = (str(State.TRANSLATED), str(State.REVIEWED))


@dataclass(frozen=True, slots=True)
class ReviewRules:
    """``[review]``: whose approval counts."""

    separate: bool = False
    """A translator cannot review the own translation."""
    two: tuple[str, ...] = ()
    """Kinds of documents (``kind`` in the front matter) that need two reviewers."""

    def needed(self, kind: str) -> int:
        """How many different reviewers a text of a document of that kind needs."""
        return 2 if kind.casefold() in {one.casefold() for one in self.two} else 1


@dataclass(frozen=True, slots=True)
class ReleaseRules:
    """``[release]``: what the gate asks for. By default IFLA's conditions for translations of its texts."""

    state: State = State.REVIEWED
    """The least state of every text."""
    checks: bool = True
    """No check finds an error."""
    translator: bool = True
    """A translator is named, with an organisation."""
    notice: bool = True
    """The notice that the original prevails stands in the language itself."""
    validate: str = ""
    """A command that must end well, run in the project's folder: ``make validate``; empty for the validators of the machine."""
    changes: bool = False
    """The PDF ends with the changes since the edition before."""


@dataclass(frozen=True, slots=True)
class Workflow:
    """The way of a translation from draft to release."""

    complete: float = 50.0
    """The least share of texts, in per cent, that a language must have to get editions at all."""
    status_pages: bool = False
    """Pages for coordinators in ``status/`` of the output."""
    review: ReviewRules = field(default_factory=ReviewRules)
    release: ReleaseRules = field(default_factory=ReleaseRules)


def read_workflow(settings: Settings, publish: Settings) -> Workflow:
    """What the tables ``[review]``, ``[release]``, ``[status]`` and ``[publish]`` say. Raises `UsageError` for a wrong value."""
    review, release, status = (settings.below(name) for name in ("review", "release", "status"))
    found = Workflow(
        complete=publish.number("complete", 50.0, 0.0, 100.0),
        status_pages=status.flag("pages", default=False),
        review=ReviewRules(review.flag("separate", default=False), review.texts("two")),
        release=ReleaseRules(
            state=State(release.choice("state", str(State.REVIEWED), _RELEASABLE)),
            checks=release.flag("checks", default=True),
            translator=release.flag("translator", default=True),
            notice=release.flag("notice", default=True),
            validate=release.text("validate", ""),
            changes=release.flag("changes", default=False),
        ),
    )
    for name, table in (("review", review), ("release", release), ("status", status)):
        table.reject_unknown(f"{name}.")
    return found
