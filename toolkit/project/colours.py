"""Colours: how they are written, how well one is read on another, and the nearest that is read well enough."""

from __future__ import annotations

import colorsys
import re

PAPER, PANEL = "#ffffff", "#f3f3ee"
"""What text stands on: the page, and boxes on it, by the built-in style sheets."""
DARK_PANEL = "#1f2327"
"""The same in the dark: the lighter of the two that text stands on there."""
READABLE = 4.5
"""Least contrast of text, to one (WCAG 2.2, 1.4.3, level AA)."""
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_STEPS = 200


def is_colour(text: str) -> bool:
    """Whether a text is a colour as settings write it: ``#rgb`` or ``#rrggbb``."""
    return bool(_COLOUR.fullmatch(text))


def whole_colour(text: str) -> str:
    """A colour with two digits for each of red, green and blue."""
    digits = text[1:].lower()
    return "#" + ("".join(2 * digit for digit in digits) if len(digits) == 3 else digits)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(ground: str, colour: str, least: float = READABLE) -> str:
    """The colour itself, or the nearest of its hue that is read on the ground: darker on a light one, lighter on a dark."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    end = 0.0 if _luminance(ground) > 0.5 else 1.0
    for step in range(_STEPS + 1):
        found = _written(hue, lightness + (end - lightness) * step / _STEPS, saturation)
        if contrast(found, ground) >= least:
            return colour if step == 0 else found
    return "#000000" if end == 0 else "#ffffff"


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two: `share` of the second."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return _hex(*(a + (b - a) * share for a, b in pairs))


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _written(hue: float, lightness: float, saturation: float) -> str:
    return _hex(*colorsys.hls_to_rgb(hue, lightness, saturation))


def _hex(*channels: float) -> str:
    return "#" + "".join(f"{round(255 * one):02x}" for one in channels)


def _luminance(colour: str) -> float:
    """Relative luminance, from 0 to 1 (WCAG 2.2, relative luminance)."""
    linear = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in _channels(colour))
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
