"""What the front end sends, with every value of the kind that is expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, UsageError
from toolkit.workbench.edit import Edit, clean

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 100_000
"""Characters of one text."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request's values by name. Methods raise `UsageError` for a value of another kind."""

    values: Mapping[str, object]

    def text(self, name: str, default: str = "") -> str:
        """A text, without what no catalog can hold."""
        value = self.values.get(name, default)
        if not isinstance(value, str) or len(value) > _LONGEST:
            raise _wrong(name)
        return clean(value)

    def flag(self, name: str) -> bool:
        """Whether something is so; it is not where nothing is said."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise _wrong(name)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Several texts."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and len(one) <= _LONGEST for one in value):
            raise _wrong(name)
        return tuple(map(clean, value))

    def by_name(self, name: str) -> dict[str, str]:
        """Texts by names."""
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            raise _wrong(name)
        inner = Asked(value)
        return {clean(key): inner.text(key) for key in value if isinstance(key, str)}

    def edits(self) -> list[Edit]:
        """The edits under ``edits``."""
        value = self.values.get("edits", [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise _wrong("edits")
        return [_edit(Asked(one)) for one in value]


def _edit(one: Asked) -> Edit:
    done = one.values.get("done")
    if done is not None and not isinstance(done, bool):
        raise _wrong("done")
    return Edit(
        one.text("id"),
        one.text("source"),
        one.texts("base"),
        one.texts("texts"),
        done,
        settles=one.flag("settles"),
        origin=one.text("origin"),
    )


def _wrong(name: str) -> UsageError:
    return UsageError(Diagnostic("request", f"{name} is not what is expected here", hint="load the page again"))
