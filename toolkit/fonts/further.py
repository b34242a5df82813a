"""The web fonts of a project beside the built-in ones: for its pages, and for its EPUBs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fonts.chosen import leading, project_faces
from toolkit.fonts.faces import Face, open_face
from toolkit.fonts.web import (
    BOLDEST,
    LIGHTEST,
    MONOSPACED,
    WebFont,
    cached_web_fonts,
    font_key,
    from_cache,
    packed,
    subset,
    web_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from toolkit.project.project import Project

_WHOLE = 3000
"""So many characters a font of an alphabet or a syllabary has at most: its web font keeps them all."""
_TEXTS = frozenset((".md", ".po", ".svg"))
_ALWAYS = frozenset(map(chr, (*range(0x20, 0x7F), *range(0x3000, 0x3100), *range(0xFF00, 0xFFF0)))) | frozenset(
    "年月日時"
)
"""What a web font of a writing with thousands of signs has in any case: punctuation, kana, the signs of dates."""


def further_web_fonts(project: Project, cache: Path, texts: str | None = None) -> tuple[WebFont, ...]:
    """The fonts that pages of the project need beside the built-in ones, made only where `cache` does not have them yet.

    Large fonts have what the project's texts need, or of these `texts` alone. Raises what `project_faces` raises.
    """
    faces = project_faces(project)
    wanted = (
        frozenset(texts) if texts is not None else _characters(project) if any(map(_is_large, faces)) else frozenset()
    )
    return tuple(_web_font(face, weights, wanted, cache) for face in faces for weights in _weights(face))


def book_fonts(project: Project, script: str, texts: str, cache: Path, *, has_code: bool) -> tuple[WebFont, ...]:
    """The fonts that go into a book in a script with these texts: the project's with its letters, then the built-in ones, cut down.

    Those for code come along where there is some.
    """
    first = leading(project_faces(project), script)
    further = tuple(font for font in further_web_fonts(project, cache, texts) if font.family in first) if first else ()
    return (*further, *cached_web_fonts([script], cache, () if has_code else MONOSPACED))


def _is_large(face: Face) -> bool:
    return len(face.codes) > _WHOLE


def _weights(face: Face) -> Iterator[tuple[float, float]]:
    """The ranges of weights, a font file each."""
    if not face.weights:
        yield (face.weight, face.weight)
        return
    lightest, boldest = (min(max(weight, face.weights[0]), face.weights[1]) for weight in (LIGHTEST, BOLDEST))
    if face.compact and lightest != boldest:
        yield from ((lightest, lightest), (boldest, boldest))
    else:
        yield (lightest, boldest)


def _web_font(face: Face, weights: tuple[float, float], wanted: frozenset[str], cache: Path) -> WebFont:
    characters = sorted(map(chr, face.codes & set(map(ord, wanted | _ALWAYS)) if _is_large(face) else face.codes))
    style = "italic" if face.italic else "normal"
    weight = " ".join(dict.fromkeys(f"{one:g}" for one in weights))
    words = f"{face.family} {style} {weight}"

    def named(data: bytes, codes: str) -> WebFont:
        return WebFont(web_name(words, data), data, face.family, style, weight, codes)

    def make() -> WebFont:
        return named(*packed(subset(open_face(face), characters, weights)))

    key = font_key(f"{face.index} {weights} {''.join(characters)}", face.path)
    return from_cache(cache / f"further-{key}.json", make, named)


def _characters(project: Project) -> frozenset[str]:
    """Every character of the project's sources, drawings and catalogs."""
    folders = (project.root / project.sources, project.root / project.i18n)
    files = (
        path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in _TEXTS and path.is_file()
    )
    return frozenset().union(*(path.read_text("utf-8", errors="replace") for path in files))
