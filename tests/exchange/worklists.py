"""Worklists for the tests of exchange: of the project's own catalogs, and of any texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from toolkit.catalog.model import State
from toolkit.catalog.po import read_po
from toolkit.exchange.worklist import Row, Worklist

if TYPE_CHECKING:
    from toolkit.exchange.worklist import Return

ROOT = Path(__file__).parents[2]
CATALOGS = sorted(
    path
    for path in (ROOT / "i18n").glob("*/*.po")
    if path.stem not in {"interface", "workbench", "terms"} and path.parent.name != "en"
)


@cache
def of_catalog(path: Path) -> Worklist:
    """What would be handed out of a catalog."""
    rows = []
    for message in read_po(path).live:
        *headings, place = " ".join(message.extracted).split(" › ")
        rows.append(
            Row(
                message.msgctxt or "",
                message.msgid,
                message.msgstr[0],
                message.state,
                tuple(headings),
                place,
                notes=("A note.",),
            )
        )
    return Worklist(path.stem, "The title", "en", path.parent.name, "ltr", tuple(rows))


TEXTS = st.text(
    st.one_of(st.sampled_from("ab =+-@'\"*_[]()`\\<>&|%;,\t#^~ёўһՀ𝔸\u00a0\u2011\u00ad"), st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"))),
    max_size=40,
).map(lambda text: text.strip(" \n\t")).filter(lambda text: not text.endswith("\\"))  # fmt: skip
"""Any text that a message can hold on one line."""


@st.composite
def worklists(draw: st.DrawFn) -> Worklist:
    """Worklists with any texts in any state."""
    ids = draw(
        st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,8}(/[a-z0-9-]{1,70})?", fullmatch=True), unique=True, max_size=5)
    )
    rows = tuple(
        Row(id, draw(TEXTS.filter(bool)), draw(TEXTS), draw(st.sampled_from(list(State))), (draw(TEXTS),), "paragraph 1", draw(TEXTS), (draw(TEXTS),), (draw(TEXTS),))
        for id in ids
    )  # fmt: skip
    return Worklist("doc", draw(TEXTS), "en", draw(st.sampled_from(["ru", "uz-Cyrl", "ar"])), "ltr", rows)


def targets(found: Return) -> dict[str, str]:
    """Translations by id."""
    return {row.id: row.target for row in found.rows}
