"""The bare floor: WeasyPrint alone, in one process, with plain HTML of the same texts and four lines of CSS, nothing else.

What anybody would get from a few lines of Python with the same engine: ``python -m benchmarks.bare_floor PROJECT [DOCUMENT …]``.
"""

from __future__ import annotations

import re
import resource
import sys
import time
from pathlib import Path

import polib
from markdown_it import MarkdownIt

CSS = (
    "@page{size:A4;margin:2cm;@bottom-center{content:counter(page)}}"
    'body{font-family:"Noto Serif","Noto Sans Armenian";hyphens:auto}'
)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_ATTRIBUTES = re.compile(r"^\{[#.][^}]*\}\n", re.MULTILINE)


def plain(source: str) -> str:
    """The Markdown of a source without what other programs do not know: front matter, and lines of ids and roles."""
    return _ATTRIBUTES.sub("", _FRONT_MATTER.sub("", source))


def pages(project: Path, names: list[str]) -> list[str]:
    """Each document in each language as plain HTML."""
    parser = MarkdownIt()
    found = []
    for name in names or sorted(path.stem for path in (project / "sources").glob("*.md") if path.stem != "README"):
        source = plain((project / f"sources/{name}.md").read_text("utf-8"))
        for catalog in sorted((project / "i18n").glob(f"*/{name}.po")):
            texts = {one.msgid: one.msgstr for one in polib.pofile(str(catalog)) if not one.obsolete}
            tokens = parser.parse(source)
            for token in tokens:
                if token.type == "inline":
                    token.children = parser.parseInline(texts.get(token.content) or token.content)[0].children
            body = parser.renderer.render(tokens, parser.options, {})
            head = f"<title>{name}</title><style>{CSS}</style>"
            found.append(
                f"<!doctype html><html lang={catalog.parent.name}><head>{head}</head><body>{body}</body></html>"
            )
    return found


def main() -> None:
    """Prints documents, pages, seconds of the clock and of the processor, and the most working memory."""
    project, *names = sys.argv[1:]
    begin = time.perf_counter()
    made = pages(Path(project), names)
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts, number = FontConfiguration(), 0
    for html in made:
        document = HTML(string=html).render(font_config=fonts)
        document.write_pdf()
        number += len(document.pages)
    seconds, processor = time.perf_counter() - begin, time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(made)} documents, {number} pages: {seconds:.2f} s, {processor:.2f} s of the processor, {memory:.0f} MB"
    )


if __name__ == "__main__":
    main()
