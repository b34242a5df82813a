"""Tags and the profiles that they find."""

from __future__ import annotations

import subprocess
import sys

import pytest

from toolkit.errors import UsageError
from toolkit.language.locales import canonical_tag, known_locales, load_locale


def test_known_locales_are_sorted() -> None:
    """The list is in one order everywhere."""
    assert list(known_locales()) == sorted(known_locales())


@pytest.mark.parametrize("tag", ["kk_KZ", "uz_Cyrl", "uz-cyrl", "RU", "ru-kz"])
def test_tags_in_another_writing_are_refused(tag: str) -> None:
    """A tag with an underscore or in the wrong case is an error whose hint is the right one."""
    with pytest.raises(UsageError, match=f"write {canonical_tag(tag)}"):
        load_locale(tag)


@pytest.mark.parametrize("tag", ["", "xx", "kk-Latn", "zz-Zzzz", "../en", "en.toml", "x-klingon", "русский"])
def test_unknown_tags_are_refused(tag: str) -> None:
    """A language or script that nobody knows is an error that names the known ones."""
    with pytest.raises(UsageError, match="known are ar, az, be, en"):
        load_locale(tag)


def test_a_region_takes_its_language() -> None:
    """A tag with a region has its language's profile and falls back to it."""
    locale = load_locale("ru-KZ")
    assert (locale.tag, locale.gettext, locale.fallback) == ("ru-KZ", "ru_KZ", ("ru",))
    assert locale.months == load_locale("ru").months


def test_canonical_tag() -> None:
    """Language small, script titled, region in capitals, joined by hyphens."""
    assert canonical_tag("UZ_cyrl_uz") == "uz-Cyrl-UZ"


def test_loading_is_cached() -> None:
    """One profile is one value."""
    assert load_locale("kk") is load_locale("kk")


def test_profiles_need_no_heavy_library() -> None:
    """Reading every profile imports neither Babel nor pyphen nor WeasyPrint."""
    script = (
        "import sys; from toolkit.language.locales import known_locales, load_locale; [*map(load_locale, known_locales())];"
        "print(*{'babel', 'pyphen', 'weasyprint'} & set(sys.modules))"
    )
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip() == ""
    )
