"""HTML in a translation."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.language.texts import Text

_TAG = re.compile(r"<(/?[A-Za-z][A-Za-z0-9]*)(?=[\s/>])")
_INSTEAD = {
    "br": "end the line with a backslash, if the source does",
    "b": "write **bold**, if the source does",
    "strong": "write **bold**, if the source does",
    "i": "write *italics*, if the source does",
    "em": "write *italics*, if the source does",
    "a": "write [words](address), if the source does",
    "code": "write `code`, if the source does",
}


def find(unit: Unit, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - the signature is the protocol
    """Tags that the source has not, or not so often; said once a text."""
    tags = _tags(unit.target)
    for tag in Counter(tags) - Counter(_tags(unit.source)) if tags else ():
        name = tag.strip("/")
        yield Finding(f"HTML: <{tag}>", unit.target.raw, _INSTEAD.get(name, "remove it"))
        return


def _tags(text: Text) -> list[str]:
    return [match[1].lower() for one in text.protected if (match := _TAG.match(one))]


CHECK = Check(
    code="html",
    reason="tags are no markup here: they are printed as they stand",
    find=find,
)
