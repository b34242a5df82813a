"""The fonts of the web pages: those of the PDFs, cut down to what each script needs, as WOFF2.

What a font keeps are the letters of every known language of its script, not those of the present text: the files change
when the fonts do, and hardly ever else. The same packages give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from dataclasses import asdict, dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.fonts.packages import font_files
from toolkit.language.locales import known_locales, load_locale
from toolkit.system.fingerprints import installed
from toolkit.system.whole import read_whole, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence
    from pathlib import Path

    import uharfbuzz as hb


@dataclass(frozen=True, slots=True)
class WebFont:
    """A font file for web pages, and what CSS has to know of it."""

    name: str
    """Of the file; it ends in a hash of the content: a file of that name never changes, and may be kept for ever."""
    data: bytes
    """WOFF2."""
    family: str
    style: str
    """``normal`` or ``italic``."""
    weight: str
    """The range of weights, as ``font-weight`` takes it."""
    unicode_range: str
    """The characters that it has, as ``unicode-range`` takes them."""


LIGHTEST, BOLDEST = 400, 700


class _Face(NamedTuple):
    file: str
    """The font's file name, from its beginning to the axes."""
    family: str
    style: str
    scripts: tuple[str, ...]
    weights: tuple[int, int] = (LIGHTEST, BOLDEST)


_FACES = (
    _Face("NotoSerif", "Noto Serif", "normal", ("Latn", "Cyrl")),
    _Face("NotoSerif-Italic", "Noto Serif", "italic", ("Latn", "Cyrl")),
    _Face("NotoSans", "Noto Sans", "normal", ("Latn", "Cyrl")),
    _Face("DejaVuSerif", "DejaVu Serif", "normal", ("Armn", "Geor"), (400, 400)),
    _Face("DejaVuSerif-Bold", "DejaVu Serif", "normal", ("Armn", "Geor"), (700, 700)),
    _Face("NotoNaskhArabic-Variable", "Noto Naskh Arabic", "normal", ("Arab",)),
    _Face("NotoSerifHebrew-Variable", "Noto Serif Hebrew", "normal", ("Hebr",)),
    _Face("NotoSansArmenian", "Noto Sans Armenian", "normal", ("Armn",)),
    _Face("NotoSansArabic", "Noto Sans Arabic", "normal", ("Arab",)),
    _Face("NotoSansGeorgian", "Noto Sans Georgian", "normal", ("Geor",)),
    _Face("NotoSansHebrew", "Noto Sans Hebrew", "normal", ("Hebr",)),
    _Face("FiraCode", "Fira Code", "normal", ("Latn", "Cyrl")),
    _Face("DejaVuSansMono", "DejaVu Sans Mono", "normal", ("Armn", "Geor"), (400, 400)),
)
MONOSPACED = frozenset(("Fira Code", "DejaVu Sans Mono"))
"""The families for code."""
FOR_BOOKS = frozenset(("Fira Code",))
"""Families that only books bring along: whoever reads pages has one for code in Latin and Cyrillic letters."""
_MAGIC = b"wOF2"
_QUALITY = 10
"""Of Brotli's packing: half the time of 11, the most, for a font that is a hundredth larger."""
_CODES = re.compile(r"U\+[0-9A-F]+(?:-[0-9A-F]+)?(?:,U\+[0-9A-F]+(?:-[0-9A-F]+)?)*")
_LATIN = "Latn"
"""Its fonts come with every script: they have the digits, the blanks and the punctuation that scripts share."""
_FEATURES = ["ccmp", "fina", "init", "isol", "kern", "liga", "locl", "mark", "medi", "mkmk", "rlig"]
_LEGAL_NAMES = [0, 1, 2, 5, 13, 14]
"""Copyright, names, version and licence (OpenType, table ``name``): the licence asks to keep them."""
_SHARED = " !\"#$%&'()*+,-./0123456789:;<=>?@[\\]^_`{|}~\u00a0§©«\u00ad®°±¶·»×÷\u2010\u2011–—‘’‚“”„†•…‰′″‹›€₽₸₼№™−◌"
_MARKS = "\u0300\u0301\u0302\u0304\u0306\u0308\u030a\u030c"
"""Stress marks, and what decomposed letters are made with."""
_BLOCKS = {
    # First and last code point of what a script has beyond the alphabets that are known, for names and quotations.
    "Latn": ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x17F), (0x2000, 0x200D), (0x202F, 0x202F), (0x2060, 0x2060)),
    "Cyrl": ((0x400, 0x45F), (0x490, 0x491)),
    "Armn": ((0x531, 0x556), (0x559, 0x55F), (0x561, 0x587), (0x589, 0x58A), (0x58F, 0x58F)),
    "Arab": ((0x60C, 0x60C), (0x61B, 0x61B), (0x61F, 0x66D), (0x6F0, 0x6F9), (0x200C, 0x200F)),
    "Geor": ((0x10D0, 0x10FF),),
    "Hebr": ((0x5B0, 0x5C7), (0x5D0, 0x5EA), (0x5F0, 0x5F4)),
}


def web_fonts(scripts: Iterable[str]) -> tuple[WebFont, ...]:
    """The fonts that pages in these scripts (ISO 15924) need; the digits' and punctuation's among them.

    A script that no font of ours has is left to the reader's machine. Raises `ToolkitError` where fonts are not installed.
    """
    return tuple(_make(face, script, path) for face, script, path in _wanted(scripts))


def cached_web_fonts(scripts: Iterable[str], cache: Path, without: Container[str] = ()) -> tuple[WebFont, ...]:
    """The same but for those of the families `without`, made only where the folder `cache` does not have them yet."""
    return tuple(
        from_cache(
            cache / f"{face.file}-{script}-{_key(face, script, path)}.json",
            lambda face=face, script=script, path=path: _make(face, script, path),  # type: ignore[misc]
            partial(_web_font, face, script),
        )
        for face, script, path in _wanted(scripts)
        if face.family not in without
    )


def font_css(fonts: Sequence[WebFont], folder: str) -> str:
    """The ``@font-face`` rules: a page loads of the files in `folder` only those that have characters of its text."""
    return "".join(
        f'@font-face {{ font-family: "{font.family}"; font-style: {font.style}; font-weight: {font.weight}; '
        f'font-display: swap; src: url("{folder}/{font.name}") format("woff2"); unicode-range: {font.unicode_range}; }}\n'
        for font in fonts
    )


def _wanted(scripts: Iterable[str]) -> Iterator[tuple[_Face, str, Path]]:
    """Every face in every script asked for, in a fixed order."""
    chosen = {_LATIN, *scripts}
    files = {path.stem.partition("[")[0]: path for path in font_files()}
    for face in _FACES:
        for script in face.scripts:
            if script in chosen:
                yield face, script, files[face.file]


@cache
def characters(script: str) -> frozenset[str]:
    """What a font has to have for a script: its languages' letters and signs, and the blocks that they are from."""
    found = {chr(code) for first, last in _BLOCKS[script] for code in range(first, last + 1)}
    for locale in map(load_locale, known_locales()):
        if locale.script == script:
            found |= locale.alphabet | locale.auxiliary | set(locale.word_marks) | set(locale.sentence_end)
    if script == _LATIN:
        return frozenset(found | set(_SHARED) | set(_MARKS))
    # A mark comes from the font of its letter.
    return frozenset((found - characters(_LATIN)) | (set(_MARKS) if script == "Cyrl" else set()))


def _make(face: _Face, script: str, path: Path) -> WebFont:
    import uharfbuzz as hb

    data = subset(hb.Face(hb.Blob.from_file_path(str(path))), characters(script), face.weights, _FEATURES)
    return _web_font(face, script, *packed(data))


def packed(data: bytes) -> tuple[bytes, str]:
    """A font as WOFF2, and the characters that it has as ``unicode-range`` takes them."""
    import uharfbuzz as hb

    return _woff2(data), unicode_range(sorted(set(hb.Face(data).unicodes)))


def _web_font(face: _Face, script: str, data: bytes, codes: str) -> WebFont:
    """The font under a name that comes from what it is, whatever a cache says."""
    name = web_name(f"{face.family} {'italic ' if face.style == 'italic' else ''}{script}", data)
    return WebFont(name, data, face.family, face.style, " ".join(dict.fromkeys(map(str, face.weights))), codes)


def web_name(words: str, data: bytes) -> str:
    """What a font's file is called: words and a hash of its bytes."""
    stem = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
    return f"{stem}-{hashlib.sha256(data).hexdigest()[:8]}.woff2"


def subset(
    face: hb.Face, wanted: Iterable[str], weights: tuple[float, float], features: Sequence[str] | None = None
) -> bytes:
    """The part of a font with these characters and, if it is variable, these weights; with these features, or what scripts need."""
    import uharfbuzz as hb

    recipe = hb.SubsetInput()
    recipe.flags |= hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.SET_OVERLAPS_FLAG
    recipe.flags |= hb.SubsetFlags.DOWNGRADE_CFF2
    parts = [(recipe.unicode_set, map(ord, wanted)), (recipe.name_id_set, _LEGAL_NAMES)]
    parts += [(recipe.layout_feature_tag_set, map(_tag, features))] if features is not None else []
    for kept, values in parts:
        kept.clear()
        kept.update(values)
    recipe.pin_all_axes_to_default(face)
    for axis in face.axis_infos:
        if axis.tag == "wght":
            first, last = (min(max(weight, axis.min_value), axis.max_value) for weight in weights)
            if first == last:
                recipe.pin_axis_location(face, axis.tag, first)
            else:
                recipe.set_axis_range(face, axis.tag, first, last)
    return bytes(hb.subset(face, recipe).blob.data)


def _tag(name: str) -> int:
    """A feature's name as a number (OpenType: four bytes, the first the highest)."""
    return int.from_bytes(name.encode(), "big")


class _Packer:
    """Brotli, one step less eager: half the time for a font that is a hundredth larger."""

    def __init__(self, brotli: Any) -> None:
        self._brotli = brotli

    def __getattr__(self, name: str) -> Any:
        return getattr(self._brotli, name)

    def compress(self, data: bytes, **options: Any) -> Any:
        """The data, packed."""
        return self._brotli.compress(data, **{**options, "quality": _QUALITY})


def _woff2(data: bytes) -> bytes:
    from fontTools.ttLib import sfnt, woff2  # type: ignore[import-untyped]

    # Table by table: `TTFont.save` imports whatever reads any of them.
    font = sfnt.SFNTReader(io.BytesIO(data))
    target = io.BytesIO()
    brotli, woff2.brotli = woff2.brotli, _Packer(woff2.brotli)
    try:
        writer = woff2.WOFF2Writer(target, len(font.tables), font.sfntVersion)
        for tag in font.tables:
            writer[tag] = font[tag]
        writer.close()
    finally:
        woff2.brotli = brotli
    return target.getvalue()


def unicode_range(codes: Iterable[int]) -> str:
    """Ascending code points as CSS writes them (CSS Fonts 4, 4.5): ``U+20-7E,U+A0``."""
    runs: list[list[int]] = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


def from_cache(entry: Path, make: Callable[[], WebFont], named: Callable[[bytes, str], WebFont]) -> WebFont:
    """The font that a file of the cache has, under the name that its bytes and its characters give; made if it has none."""
    try:
        stored = json.loads(read_whole(entry) or b"")
        data, codes = base64.b64decode(stored["data"]), stored["unicode_range"]
        is_sound = data.startswith(_MAGIC) and _CODES.fullmatch(codes)
    except (ValueError, KeyError, TypeError, RecursionError):
        is_sound = None
    if is_sound:
        return named(data, codes)
    font = make()
    stored = {**asdict(font), "data": base64.b64encode(font.data).decode()}
    write_whole(entry, json.dumps(stored).encode())
    return font


def _key(face: _Face, script: str, path: Path) -> str:
    """A hash of all that a font is made from: the file, the characters, the recipe and the libraries."""
    recipe = (face, script, sorted(characters(script)), _FEATURES, _LEGAL_NAMES)
    return font_key(repr(recipe), path)


def font_key(recipe: str, path: Path) -> str:
    """A hash of what is asked for, of the font file and of the libraries."""
    return hashlib.sha256(f"{recipe} {_QUALITY} {_digest(path)} {_libraries()}".encode()).hexdigest()[:16]


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def _libraries() -> str:
    return " ".join(installed()[name] for name in ("brotli", "fonttools", "uharfbuzz"))
