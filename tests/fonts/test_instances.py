"""Static fonts for the PDFs: which weights are made, what they have, and that they are the same whenever they are made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from toolkit.fonts.instances import pdf_font_files
from toolkit.fonts.packages import font_files, made_fonts, write_font_configuration


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("static")


def weights_of(files: tuple[Path, ...], stem: str) -> list[int]:
    return [int(found[1]) for file in files if (found := re.fullmatch(rf"{stem}-(\d+)-\w+\.ttf", file.name))]


def test_each_weight_that_the_sheet_asks_for_is_a_font(folder: Path) -> None:
    """Beside regular, bold and bold within bold."""
    files = pdf_font_files("h1 { font-weight: 600; } p { font: italic 500 10.5pt/1.5 serif; margin: 300px }", folder)
    assert weights_of(files, "NotoSerif") == [400, 500, 600, 700, 900]
    assert all(file.is_file() for file in files)


def test_a_static_font_has_its_weight_and_every_letter_of_the_variable_one(folder: Path) -> None:
    variable = next(file for file in font_files() if file.name.startswith("NotoSerif["))
    bold = next(file for file in pdf_font_files("", folder) if file.name.startswith("NotoSerif-700"))
    font = TTFont(bold)
    assert "fvar" not in font
    assert font["OS/2"].usWeightClass == 700
    assert font.getBestCmap().keys() == TTFont(variable).getBestCmap().keys()


def test_a_font_keeps_the_nearest_weight_that_it_has(folder: Path) -> None:
    armenian = [file for file in pdf_font_files("", folder) if file.name.startswith("NotoSansArmenian-900")]
    assert [TTFont(file)["OS/2"].usWeightClass for file in armenian] == [700]


def test_made_again_they_are_the_same(folder: Path, tmp_path: Path) -> None:
    first, second = (pdf_font_files("", place) for place in (folder, tmp_path))
    assert [file.name for file in first] == [file.name for file in second]
    assert all(one.read_bytes() == other.read_bytes() for one, other in zip(first, second, strict=True))


@pytest.mark.parametrize("style", ["p { font-stretch: 80% }", "p { font: condensed 12pt serif }"])
def test_a_sheet_that_asks_for_other_widths_gets_the_variable_fonts(style: str, tmp_path: Path) -> None:
    assert pdf_font_files(style, tmp_path) == font_files()


def test_projects_may_share_the_fonts_that_are_made(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POLYEDITION_FONTS")
    assert made_fonts(tmp_path) == tmp_path / "fonts"
    monkeypatch.setenv("POLYEDITION_FONTS", str(folder))
    assert made_fonts(tmp_path) == folder
    configuration = write_font_configuration(tmp_path, font_files())
    assert configuration.parent == tmp_path
    assert f"<cachedir>{folder / 'fontconfig'}</cachedir>" in configuration.read_text("utf-8")


@pytest.mark.parametrize("damage", [b"", b"half", b"other", None])
def test_a_damaged_font_is_made_anew(damage: bytes | None, tmp_path: Path) -> None:
    """Cut off, empty, of other bytes, or of unknown descent."""
    files = [file for file in pdf_font_files("", tmp_path) if file.parent == tmp_path][:2]
    whole = [file.read_bytes() for file in files]
    for file, data in zip(files, whole, strict=True):
        if damage is None:
            file.with_name(f"{file.name}.sha256").unlink()
        file.write_bytes(
            {b"half": data[: len(data) // 2], b"other": data[:-1] + b"!"}.get(damage or b"", damage or b"")
        )
    pdf_font_files("", tmp_path)
    assert [file.read_bytes() for file in files] == whole
