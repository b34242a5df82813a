"""How a collection looks, as its settings say: ``[theme]``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.project.colours import DARK_PANEL, PANEL, READABLE, contrast, is_colour, readable_on, whole_colour
from toolkit.project.values import is_mail_address, is_web_address

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.project.settings import Settings

TRACKS = ("#1c5d6b", "#8a4b12", "#4a5f1f", "#7a2f4e", "#3f4d8c", "#5e4a86")
"""The colours of tracks in their order, by the built-in style sheets; the first is the accent."""
HIGHLIGHT = "#e8bd68"
_FOLDER = "theme"
_IN_THE_DARK = 7.0
"""Contrast of what is made lighter for dark screens: they dazzle less with clear colours (WCAG 2.2, 1.4.6)."""


@dataclass(frozen=True, slots=True)
class Look:
    """What ``[theme]`` says; colours as ``#rrggbb``."""

    accent: str = TRACKS[0]
    """Of covers, links and numbers."""
    highlight: str = HIGHLIGHT
    """Of single lines on covers."""
    tracks: tuple[str, ...] = ()
    """Of the headings that recommendations stand under; empty: the built-in ones, of which the first is the accent."""
    logo: str = ""
    """A picture below the folder of the sources."""
    footer: str = ""
    """Stands at the foot of every page; translated in the catalogs of the domain ``interface``."""
    contact: str = ""
    """A web address or a mail address."""

    @property
    def contact_address(self) -> str:
        """Where a link to the contact leads."""
        return self.contact if is_web_address(self.contact) or not self.contact else f"mailto:{self.contact}"

    @property
    def track_colours(self) -> tuple[str, ...]:
        """The colours of tracks, as many as the style sheets have."""
        own = self.tracks or (self.accent, *TRACKS[1:])
        return tuple(own[place % len(own)] for place in range(len(TRACKS)))

    @property
    def has_colours(self) -> bool:
        """Whether any colour is another than the built-in one."""
        return bool(self.tracks) or (self.accent, self.highlight) != (TRACKS[0], HIGHLIGHT)

    def rules(self, *, on_screen: bool) -> str:
        """CSS: the variables of the style sheets that the settings change; nothing where they say nothing of colours.

        Screens have a dark scheme as well: there each colour is made light enough to be read.
        """
        if not self.has_colours:
            return ""
        colours = {"accent": self.accent, "highlight": self.highlight}
        colours |= {f"track-{number}": one for number, one in enumerate(self.track_colours, 1)}
        rules = f":root {{ {_variables(colours)} }}\n"
        if on_screen:
            dark = {name: readable_on(DARK_PANEL, one, _IN_THE_DARK) for name, one in colours.items()}
            rules += f"@media (prefers-color-scheme: dark) {{ :root {{ {_variables(dark)} }} }}\n"
        return rules


def _variables(colours: dict[str, str]) -> str:
    return " ".join(f"--{name}: {one};" for name, one in colours.items())


def read_look(settings: Settings, sources: Path) -> tuple[str, Look]:
    """The folder of the project's own theme files, and its look; `sources` is the folder of the pictures.

    ``theme = "folder"`` is a short way to say ``theme.folder``. Raises `UsageError` with the line of what is wrong: a
    colour that text cannot be read in on paper among it.
    """
    if isinstance(settings.table.get(_FOLDER), str):
        return settings.folder(_FOLDER, _FOLDER), Look()
    theme = settings.below(_FOLDER)
    built_in = Look()
    found = Look(
        accent=_readable(theme, "accent", theme.text("accent", built_in.accent)),
        highlight=_colour(theme, "highlight", theme.text("highlight", built_in.highlight)),
        tracks=tuple(_readable(theme, "tracks", one) for one in theme.texts("tracks")),
        logo=_logo(theme, sources),
        footer=theme.text("footer", ""),
        contact=_contact(theme),
    )
    folder = theme.folder("folder", _FOLDER)
    theme.reject_unknown(f"{_FOLDER}.")
    return folder, found


def _colour(theme: Settings, key: str, value: str) -> str:
    if not is_colour(value):
        raise theme.fail(key, f"theme.{key} is no colour: {value!r}", f'write it as "{TRACKS[0]}"')
    return whole_colour(value)


def _readable(theme: Settings, key: str, value: str) -> str:
    """A colour that text has on paper and on panels, and that white text stands on."""
    colour = _colour(theme, key, value)
    found = contrast(colour, PANEL)
    if found < READABLE:
        message = (
            f"theme.{key} {value} is too pale for text: contrast {found:.1f} to 1, WCAG 2.2 AA asks for {READABLE:g}"
        )
        raise theme.fail(key, message, f"the nearest of its hue is {readable_on(PANEL, colour)}")
    return colour


def _logo(theme: Settings, sources: Path) -> str:
    source = theme.text("logo", "")
    if not source:
        return ""
    from toolkit.sources.pictures import find_picture

    if find_picture(source, sources) is None:
        hint = f"put the picture into {sources.name}/, and write its name"
        raise theme.fail("logo", f"theme.logo names no picture: {source!r}", hint)
    return source


def _contact(theme: Settings) -> str:
    value = theme.text("contact", "")
    if value and not is_web_address(value) and not is_mail_address(value):
        hint = 'write contact = "library@example.org"'
        raise theme.fail("contact", f"theme.contact is neither a web address nor a mail address: {value!r}", hint)
    return value
