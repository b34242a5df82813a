"""`[theme]` of the settings: colours that can be read, a logo that is there, a footer, a contact."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.editions.theme import BUILT_IN
from toolkit.errors import UsageError
from toolkit.project.colours import DARK_PANEL, PANEL, READABLE, contrast, mixed, readable_on, whole_colour
from toolkit.project.look import TRACKS, Look
from toolkit.project.project import Project, find_project


def project(root: Path, theme: str) -> Project:
    (root / "sources").mkdir(exist_ok=True)
    (root / "sources/doc.md").write_text("---\ntitle: A\nlanguage: en\n---\n\nText.\n", "utf-8")
    (root / "polyedition.toml").write_text(f'locales = ["en"]\n{theme}', "utf-8")
    return find_project(root)


def test_a_look_is_read(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    theme = (
        '[theme]\nfolder = "skin"\naccent = "#7A1"\nhighlight = "#fff"\ntracks = ["#000000", "#333333"]\n'
        'logo = "logo.svg"\nfooter = "Free to all."\ncontact = "library@example.org"\n'
    ).replace("#7A1", "#471")
    found = project(tmp_path, theme)
    assert found.theme == "skin"
    assert found.look == Look(
        "#447711", "#ffffff", ("#000000", "#333333"), "logo.svg", "Free to all.", "library@example.org"
    )
    assert found.look.contact_address == "mailto:library@example.org"
    assert found.look.track_colours == ("#000000", "#333333") * 3


def test_theme_is_a_folder_too(tmp_path: Path) -> None:
    found = project(tmp_path, 'theme = "skin"\n')
    assert (found.theme, found.look) == ("skin", Look())
    assert (project(tmp_path, "").theme, found.look) == ("theme", Look())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            'accent = "#ffcc00"',
            "theme.accent #ffcc00 is too pale for text: contrast 1.4 to 1, WCAG 2.2 AA asks for 4.5",
        ),
        ('tracks = ["#000", "#888"]', "theme.tracks #888 is too pale for text"),
        ('accent = "teal"', "theme.accent is no colour: 'teal'"),
        ('highlight = "#12"', "theme.highlight is no colour: '#12'"),
        ('logo = "../secret.png"', "theme.logo names no picture: '../secret.png'"),
        ('contact = "javascript:alert(1)"', "theme.contact is neither a web address nor a mail address"),
        ('colour = "#000"', "unknown setting theme.colour"),
        ("footer = 3", "footer must be a text"),
    ],
)
def test_faults_are_one_line_each(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(UsageError, match="settings") as caught:
        project(tmp_path, f"[theme]\n{line}\n")
    (found,) = caught.value.diagnostics
    assert found.message.startswith(message)
    assert found.location is not None
    assert found.location.line == 3
    assert found.hint


def test_contrast_is_that_of_the_guidelines() -> None:
    """The extremes, and the greys that the guidelines' own examples name."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", "#ffffff") < READABLE
    assert contrast("#ff0000", "#ff0000") == 1


@pytest.mark.parametrize("colour", ["#ffcc00", "#ff0000", "#777777", "#ffffff", "#000000", "#1c5d6b"])
def test_a_readable_colour_can_be_found_for_each(colour: str) -> None:
    for ground in (PANEL, DARK_PANEL):
        found = readable_on(ground, colour)
        assert contrast(found, ground) >= READABLE
        assert readable_on(ground, found) == found


def test_colours_are_written_whole() -> None:
    assert whole_colour("#Ab0") == "#aabb00"
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"


def test_built_in_style_sheets_have_the_built_in_colours() -> None:
    """What the settings say nothing of is said by the style sheets, in the same colours."""
    assert Look().rules(on_screen=True) == ""
    for name in ("print.css", "screen.css"):
        sheet = (BUILT_IN / name).read_text("utf-8")
        assert f"--accent: {TRACKS[0]};" in sheet
        assert f"--highlight: {Look().highlight};" in sheet
        for number, one in enumerate(TRACKS[1:], 2):
            assert f"--track-{number}: {one};" in sheet
            assert contrast(one, PANEL) >= READABLE


def test_a_colour_is_made_lighter_in_the_dark() -> None:
    light, dark = Look(accent="#7a1f3d").rules(on_screen=True).splitlines()
    assert "--accent: #7a1f3d;" in light
    shown = dark.partition("--accent: ")[2][:7]
    assert contrast(shown, DARK_PANEL) >= READABLE
    assert "dark" not in Look(accent="#7a1f3d").rules(on_screen=False)
