"""A PO file with some texts of a catalog: what a kit saves. Each says which translation it was handed out with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.catalog.model import FUZZY, Catalog, Message, Previous, State, source_digest
from toolkit.catalog.people import read_person
from toolkit.catalog.po import format_po, read_po
from toolkit.errors import Location
from toolkit.exchange.archive import refuse
from toolkit.exchange.worklist import Return, Returned

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.exchange.worklist import Row, Worklist

_SENT = re.compile(r"#* *handed out: ([0-9a-f]{8})")
_DOMAIN = "Project-Id-Version"


def write_po_patch(worklist: Worklist) -> bytes:
    """The worklist as a PO file for any editor."""
    headers = (
        (_DOMAIN, worklist.document),
        ("Language", worklist.locale),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
    )
    return format_po(Catalog(tuple(map(_message, worklist.rows)), headers)).encode()


def read_po_patch(path: Path, name: str) -> Return:
    """What came back. Raises `ToolkitError` for a file with errors, and for one that is a whole catalog."""
    catalog = read_po(path, name)
    rows = tuple(row for message in catalog.live if (row := _row(message, name)))
    if not rows and any(True for _ in catalog.live):
        raise refuse(name, "this is a catalog, not what a kit has saved", "use `polyedition merge`")
    document = catalog.value(_DOMAIN).split(" ")[0]
    translator = catalog.value("Last-Translator")
    person = translator if read_person(translator) else ""
    return Return(document, catalog.value("Language").replace("_", "-"), rows, person=person)


def _message(row: Row) -> Message:
    fuzzy = row.state in {State.DRAFT, State.OUTDATED}
    return Message(
        row.source,
        row.id,
        msgstr=(row.target,),
        comments=(*row.notes, f"handed out: {row.sent}"),
        extracted=(" › ".join((*row.headings, row.place)), *row.hints),
        flags=(FUZZY,) if fuzzy else (),
        previous=Previous(row.previous) if row.previous and fuzzy else None,
    )


def _row(message: Message, name: str) -> Returned | None:
    sent = next(filter(None, map(_SENT.fullmatch, message.comments)), None)
    if sent is None or message.msgctxt is None:
        return None
    return Returned(
        message.msgctxt,
        source_digest(message.msgid),
        message.msgstr[0],
        Location(name, message.line),
        sent=sent[1],
        source=message.msgid,
        state=State.DRAFT if message.fuzzy else State.TRANSLATED,
        notes=tuple(line for line in message.comments if not _SENT.fullmatch(line)),
    )
