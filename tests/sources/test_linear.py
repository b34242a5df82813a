"""The reader needs time in proportion to its source, whatever is in it."""

from __future__ import annotations

import contextlib
import time

import pytest

from toolkit.errors import ToolkitError
from toolkit.sources.inline import InlineRenderer
from toolkit.sources.markdown import parse_markdown

HEAD = "---\ntitle: T\nlanguage: en\n---\n"
SMALL, TIMES = 4000, 8
SLOPE = 4.0
"""So many times as long as in proportion may the larger one take: a machine is never idle. A square would be 8 times."""
LEAST = 0.02
"""Seconds: what takes less for the smaller text cannot be told from noise."""
UNITS = (
    "> ", "_", "__", "* ", "**", "\\ ", "\t", "\u2028", "`", "` ", "[", "![", "[a](", "<", "<!--", "<!-- x -->", "<b>",
    "{#a}\n", "|", "| a |\n|--|\n", "[^a]", "[^a]: b\n\n", "~~a", "https://", "https://a.b/(", "$a_", "- a\n", "# a\n\n",
    "a\n: b\n\n", "&", "\\\n", "<!--\n", "> <!--\n", "a **b ", "*a_ ", "no-", "\u00a0", '"', "[a][b]", "<br>", "x\n<!-- a\n",
    "**規", "規**。**", "a*规*", "{#", "]", "<?", "<![CDATA[",
)  # fmt: skip


def seconds(text: str) -> float:
    begin = time.process_time()
    with contextlib.suppress(ToolkitError):
        parse_markdown(HEAD + text, "sources/doc.md", "doc")
    return time.process_time() - begin


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_run_is_read_in_proportion(unit: str) -> None:
    """Of any sign or construct: at two sizes."""
    large = seconds(unit * (SMALL * TIMES // len(unit)) + "\n")
    if large >= LEAST * TIMES * SLOPE:
        small = min(seconds(unit * (SMALL // len(unit)) + "\n") for _ in range(3))
        assert large < small * TIMES * SLOPE


def test_many_footnotes_are_written_in_proportion() -> None:
    """Nothing is copied for each of them."""

    def written(count: int) -> float:
        renderer = InlineRenderer(notes=[str(number) for number in range(count)])
        begin = time.process_time()
        for number in range(count):
            renderer.html(f"a[^{number}]")
            renderer.plain(f"a[^{number}]")
            assert renderer.refers_to(str(number))
        return time.process_time() - begin

    written(10)
    assert written(3200) < max(written(400), LEAST) * 8 * SLOPE
