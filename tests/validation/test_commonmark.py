"""The examples of the CommonMark specification as sources: read as it says, or refused with a line; nothing is lost."""

from __future__ import annotations

import os
import re
from collections import Counter

import pytest
from lxml import html as lxml_html

from toolkit.collection.localize import localize
from toolkit.editions.markup import Markup
from toolkit.errors import Severity, ToolkitError
from toolkit.sources.markdown import parse_markdown
from validation.tools import FOLDER

SPECIFICATION = FOLDER / "node_modules" / "commonmark-spec" / "spec.txt"
HEAD = "---\ntitle: T\nlanguage: en\n---\n"
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)
_ALT = re.compile(r'<img[^>]*?alt="([^"]*)"[^>]*>')
_QUOTES = str.maketrans("“”‘’", "\"\"''")
OTHERWISE = {
    "<!-- foo -->*bar*\n*baz*\n": "barbaz",  # a comment does not make HTML of what follows it
    "[](./target.md)\n": "./target.md",  # a link without words has its address
}
"""Texts of examples that we mean to read in another way."""


def examples() -> list[tuple[str, str]]:
    """Markdown and the HTML that it should become."""
    if not SPECIFICATION.is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("the CommonMark specification is not installed")
    found = _EXAMPLE.findall(SPECIFICATION.read_text("utf-8").replace("→", "\t"))
    assert len(found) > 600
    return found


def words(html: str) -> str:
    """All that can be read, without blanks."""
    tree = lxml_html.fragment_fromstring(_ALT.sub(r"\1", html), create_parent="div")
    return re.sub(r"\s+", "", "".join(tree.itertext())).translate(_QUOTES).replace('"', "'")


def test_every_example_is_read_or_refused() -> None:
    """The words of each are those of the specification; of those refused each fault has its line."""
    faults = []
    for markdown, html in examples():
        try:
            document = parse_markdown(HEAD + markdown, "sources/doc.md", "doc")
        except ToolkitError as error:
            faults += error.diagnostics
            continue
        body = Markup(localize(document, "en", ())).body()
        assert words(body) == OTHERWISE.get(markdown, words(html)), markdown
        assert not re.search(r"<(?!/?(?:p|h\d|ul|ol|li|blockquote|pre|code|hr|em|strong|a|br|section|s|span)\b)", body)
    assert all(one.location and one.location.line and one.hint for one in faults)
    errors = Counter(one.code for one in faults if one.severity is Severity.ERROR)
    assert set(errors) <= {"html", "link-target", "picture", "heading", "reference", "comment", "link-in-link"}
    assert errors["html"] > 40
