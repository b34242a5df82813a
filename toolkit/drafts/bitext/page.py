"""The pairs side by side as a page to look over, the doubtful ones first: plain HTML without a script."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from toolkit.language.locales import load_locale

if TYPE_CHECKING:
    from collections.abc import Iterable

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border-bottom: 1px solid #767676; padding: .5rem; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
th:first-child, td:first-child { width: 11rem; font-size: .85rem; }
.doubtful { background: #fff3d6; }
p { margin: 0 0 .5rem; }
"""
DOUBTFUL = 0.6
"""A pair of a lesser score is marked."""


@dataclass(frozen=True, slots=True)
class Line:
    """Texts that say the same; one side is empty for what stands alone."""

    place: str
    source: tuple[str, ...]
    """Plain words."""
    target: tuple[str, ...]
    score: float
    remark: str = ""


def page(title: str, language: str, locale: str, file: str, lines: Iterable[Line]) -> str:
    """The page, the least sure pairs first."""
    ordered = sorted(lines, key=lambda one: one.score)
    rows = "".join(_row(one, language, locale) for one in ordered)
    doubtful = sum(one.score < DOUBTFUL for one in ordered)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}: {escape(locale)}</title><style>{_STYLE}</style></head>\n"
        f"<body><main><h1>{escape(title)}</h1>\n<p>{escape(file)}: {len(ordered)} lines, {doubtful} of them doubtful, the most "
        "doubtful first. Correct in the catalog what is wrong; each draft there says how sure it is.</p>\n"
        f'<table><thead><tr><th scope="col">Place</th><th scope="col">{escape(language)}</th>'
        f'<th scope="col">{escape(locale)}</th></tr></thead>\n<tbody>{rows}</tbody></table></main></body></html>\n'
    )


def _row(one: Line, language: str, locale: str) -> str:
    mark = ' class="doubtful"' if one.score < DOUBTFUL else ""
    score = f"{one.score:.2f}" if one.source and one.target else ""
    about = "<br>".join(escape(text) for text in (score, one.remark, one.place) if text)
    return f"<tr{mark}><td>{about}</td>{_cell(one.source, language)}{_cell(one.target, locale)}</tr>\n"


def _cell(texts: tuple[str, ...], tag: str) -> str:
    words = "".join(f"<p>{escape(text)}</p>" for text in texts)
    return f'<td lang="{escape(tag)}" dir="{load_locale(tag).direction}">{words}</td>'
