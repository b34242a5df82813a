"""The web fonts: what is in them, that they stay the same, and that a page loads few of them."""

from __future__ import annotations

import io
import json
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from toolkit.fonts import web
from toolkit.fonts.stacks import is_serif
from toolkit.fonts.web import MONOSPACED, WebFont, cached_web_fonts, characters, font_css, unicode_range, web_fonts
from toolkit.language.locales import known_locales, load_locale
from toolkit.system.whole import read_whole, write_whole

if TYPE_CHECKING:
    from pathlib import Path

CUT_ONCE = cache(web._make)
SCRIPTS = ("Latn", "Cyrl", "Armn", "Arab", "Geor", "Hebr")
BUDGET = 200_000
"""Bytes that a document page may transfer at first, fonts included."""


@pytest.fixture(scope="module")
def fonts() -> tuple[WebFont, ...]:
    """All that can be made."""
    return web_fonts(SCRIPTS)


@pytest.fixture
def made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each font is cut once: what is made anew is found again."""
    monkeypatch.setattr("toolkit.fonts.web._make", CUT_ONCE)


def of_script(fonts: tuple[WebFont, ...], script: str) -> list[WebFont]:
    """Those that `web_fonts` gives for a script: its own, and the Latin ones."""
    return [font for font in fonts if {"latn", script.lower()} & set(font.name.split("-"))]


def codes(font: WebFont) -> set[int]:
    """What `unicode-range` says."""
    found: set[int] = set()
    for part in font.unicode_range.replace("U+", "").split(","):
        first, _, last = part.partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def test_every_letter_of_every_language_is_there(fonts: tuple[WebFont, ...]) -> None:
    """What the alphabets of the locales hold, some font of the script has, or the Latin one that comes along."""
    for script in SCRIPTS:
        upright = set().union(*(codes(font) for font in of_script(fonts, script) if font.style == "normal"))
        for locale in map(load_locale, known_locales()):
            if locale.script == script:
                assert set(map(ord, "".join(locale.alphabet))) <= upright, locale.tag
                assert set(map(ord, "".join((*locale.quotes, *locale.inner_quotes, "– № § 0…")))) <= upright


def test_the_files_are_what_css_is_told(fonts: tuple[WebFont, ...]) -> None:
    """Each is WOFF2, variable in its weight alone or static, and has the characters that it claims."""
    for font in fonts:
        assert font.data[:4] == b"wOF2"
        read = TTFont(io.BytesIO(font.data))
        assert set(read.getBestCmap()) == codes(font)
        if "fvar" in read:
            ((tag, lightest, boldest),) = [(axis.axisTag, axis.minValue, axis.maxValue) for axis in read["fvar"].axes]
            assert (tag, f"{lightest:.0f} {boldest:.0f}") == ("wght", font.weight)
        else:
            assert str(read["OS/2"].usWeightClass) == font.weight
        assert "fpgm" not in read


def test_the_licence_stays_in(fonts: tuple[WebFont, ...]) -> None:
    """The SIL Open Font License and that of Bitstream Vera ask that their notice goes with every copy."""
    for font in fonts:
        wanted = "Bitstream Vera" if font.family.startswith("DejaVu") else "Open Font License"
        assert wanted in str(TTFont(io.BytesIO(font.data))["name"].getDebugName(13))


@pytest.mark.parametrize("script", SCRIPTS)
def test_text_has_serifs_in_every_script(fonts: tuple[WebFont, ...], script: str) -> None:
    """In two weights: the same voice for all languages."""
    letters = {ord(sign) for sign in characters(script) if sign.isalpha()}
    own = [font for font in of_script(fonts, script) if is_serif(font.family) and letters & codes(font)]
    assert {weight for font in own for weight in font.weight.split()} == {"400", "700"}


@pytest.mark.parametrize("script", ["Latn", "Cyrl", "Armn", "Geor"])
def test_code_stands_in_columns(fonts: tuple[WebFont, ...], script: str) -> None:
    """Every letter of the script's languages is as wide as the next one."""
    own = next(font for font in of_script(fonts, script) if font.family in MONOSPACED and script.lower() in font.name)
    read = TTFont(io.BytesIO(own.data))
    letters = [name for code, name in read.getBestCmap().items() if chr(code).isalpha()]
    assert len({read["hmtx"][name][0] for name in letters}) == 1


def test_the_same_bytes_each_time(fonts: tuple[WebFont, ...]) -> None:
    """No time of the day, no order of scripts is in them; the Latin ones always come along."""
    assert list(web_fonts(["Armn"])) == of_script(fonts, "Armn")


def test_names_tell_the_content(fonts: tuple[WebFont, ...]) -> None:
    """A name ends in a hash; no two are alike."""
    assert all(re.fullmatch(r"(?:noto|dejavu|fira)-[a-z-]+-[0-9a-f]{8}\.woff2", font.name) for font in fonts)
    assert len({font.name for font in fonts}) == len(fonts)


@pytest.mark.parametrize("script", SCRIPTS)
def test_all_fonts_of_a_script_leave_room_for_the_page(fonts: tuple[WebFont, ...], script: str) -> None:
    """Even a page that uses every face stays below what a document page may transfer."""
    assert sum(len(font.data) for font in of_script(fonts, script)) < BUDGET * 5 // 6


def test_the_cache_gives_what_was_made(
    fonts: tuple[WebFont, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fonts are made once, for whatever scripts; of one that has none, only the shared signs."""
    made = cached_web_fonts(["Armn"], tmp_path)
    assert list(made) == of_script(fonts, "Armn")
    monkeypatch.setattr("toolkit.fonts.web._make", None)
    assert cached_web_fonts(["Armn"], tmp_path) == made
    assert list(cached_web_fonts(["Hans"], tmp_path)) == of_script(fonts, "Latn")


def test_a_broken_cache_is_made_anew(
    fonts: tuple[WebFont, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a file, or another one, is no font."""
    monkeypatch.setattr("toolkit.fonts.web._make", lambda *_: fonts[0])
    made = cached_web_fonts([], tmp_path)
    for path, text in zip(sorted(tmp_path.iterdir()), ("", "{}", '{"data": 1}'), strict=False):
        path.write_text(text)
    assert cached_web_fonts([], tmp_path) == made


@pytest.mark.usefixtures("made_once")
def test_names_in_the_cache_are_not_believed(tmp_path: Path) -> None:
    """They are made from what the font is."""
    made = cached_web_fonts([], tmp_path)
    for path in tmp_path.iterdir():
        entry = json.loads(read_whole(path) or b"") | {"name": "../../evil.txt", "family": "x } evil"}
        write_whole(path, json.dumps(entry).encode())
    assert cached_web_fonts([], tmp_path) == made


@pytest.mark.usefixtures("made_once")
def test_a_damaged_font_is_made_anew(tmp_path: Path) -> None:
    """Though it begins as one."""
    made = cached_web_fonts([], tmp_path)
    for path in tmp_path.iterdir():
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    assert cached_web_fonts([], tmp_path) == made


def test_css_names_every_file(fonts: tuple[WebFont, ...]) -> None:
    """One rule a file; text is shown before its font is there."""
    css = font_css(fonts, "../fonts")
    assert css.count("@font-face") == css.count("font-display: swap") == len(fonts)
    assert all(f'url("../fonts/{font.name}")' in css for font in fonts)
    assert "<" not in css


def test_scripts_share_only_marks() -> None:
    """A character is in the fonts of one script, but for the marks that go with their letters."""
    assert all(
        sign in "\u0300\u0301\u0302\u0304\u0306\u0308\u030a\u030c" for sign in characters("Cyrl") & characters("Latn")
    )
    assert not characters("Armn") & characters("Latn")


@given(st.sets(st.integers(0, 0x10FFFF)))
def test_a_range_says_what_was_put_in(found: set[int]) -> None:
    """Reading a `unicode-range` gives the code points that it was made of."""
    text = unicode_range(sorted(found))
    if found:
        assert codes(WebFont("", b"", "", "", "", text)) == found
    else:
        assert text == ""
