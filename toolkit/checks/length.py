"""A translation far shorter or longer than its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.language.locales.model import Locale
    from toolkit.language.texts import Text

_SHORTEST = 60
"""Of fewer letters nothing can be said."""
_LEAST, _MOST = 0.45, 2.2
"""Measured over the catalogs of Django and others: 99 of 100 translations of such texts lie between."""


_DENSE = {"zh": 3.3, "yue": 3.3, "ja": 2.3, "ko": 2.2}
"""So many letters of an alphabet say what one sign does there, measured over the Universal Declaration of Human Rights."""


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """Texts of some length whose translation has less than half, or more than twice, as many characters."""
    source, target = _length(unit.source, context.source), _length(unit.target, context.target)
    if source >= _SHORTEST and not _LEAST <= target / source <= _MOST:
        share = f"{target / source:.0%} of the source's length"
        yield Finding(f"the translation has {share}", hint="see whether a sentence is missing or stands there twice")


def _length(text: Text, locale: Locale) -> int:
    return round(len(text.plain) * _DENSE.get(locale.tag.partition("-")[0], 1))


CHECK = Check(
    code="length",
    reason="a sentence may be missing, or the text of another message may have slipped in",
    find=find,
    severity=Severity.WARNING,
)
