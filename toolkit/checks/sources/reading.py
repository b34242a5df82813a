"""What the reader of the sources names by itself, for the list of all checks."""

from __future__ import annotations

from toolkit.checks.sources.model import SourceCheck
from toolkit.errors import Severity

READING = (
    SourceCheck("front-matter", "what the front matter says goes into every page and record"),
    SourceCheck("encoding", "a source that is not UTF-8 shows wrong letters"),
    SourceCheck("control-character", "signs that cannot be seen break pages, feeds and books, or turn texts round"),
    SourceCheck("html", "raw HTML would be printed, and translators could break it"),
    SourceCheck("comment", "a comment without an end would hide the rest of the source, or be printed"),
    SourceCheck("attributes", "an id or a role that reaches no block would be printed"),
    SourceCheck("id", "an id must be an anchor in every format"),
    SourceCheck("duplicate-id", "an anchor that is there twice leads to the wrong place"),
    SourceCheck("role", "what a block means must be known"),
    SourceCheck("heading", "an empty heading breaks the outline"),
    SourceCheck("nesting", "what lies deeper than the parser reads would be lost"),
    SourceCheck("table", "a cell too many would be lost"),
    SourceCheck("link-target", "links lead to the web, to mailboxes and to places in the documents"),
    SourceCheck("link-in-link", "no link and no note's mark stands among the words of a link"),
    SourceCheck("reference", "a reference without its address would be printed with its brackets"),
    SourceCheck("footnote", "a footnote's mark and its text need each other"),
    SourceCheck("task-list", "a box to tick would be printed as brackets"),
    SourceCheck("heading-level", "a level that is left out breaks the outline of PDFs", Severity.WARNING),
    SourceCheck("unfinished-link", "a link without words, an end or https:// leads nobody anywhere", Severity.WARNING),
    SourceCheck("markup", "stars, strokes and back quotes that mark nothing are printed", Severity.WARNING),
    SourceCheck("admonition", "boxes of other dialects are printed as they stand", Severity.WARNING),
    SourceCheck("maths", "formulas are printed as they stand", Severity.WARNING),
)
"""In the order of their weight; no check runs for them."""
