"""Values of a settings file that are more than a text: addresses, fonts, pairs, what is said of single languages.

Each function takes its key out of the settings, and raises `UsageError` with the key's line for a value that is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from toolkit.catalog.model import State
from toolkit.errors import UsageError
from toolkit.language.locales import known_locales, load_locale
from toolkit.sources.addresses import is_base

if TYPE_CHECKING:
    from toolkit.project.settings import Settings

FONTS = "fonts"
"""The folder of a project's own fonts."""
PUBLISHABLE = tuple(str(state) for state in State if state is not State.UNTRANSLATED)
_WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>?#/]+(?:/[^\s\"'<>?#]*)?")
_FONT_NAME = re.compile(r"[A-Za-z0-9][\w.-]*|.+\.(?:otc|otf|ttc|ttf)", re.IGNORECASE)
"""A package by the packaging specifications (names and normalization), or a file by its ending."""
_MAIL_ADDRESS = re.compile(r"[^\s@<>\"',;:()]+@[^\s@<>\"',;:()]+\.[^\s@<>\"',;:().]+")


@dataclass(frozen=True, slots=True)
class LocaleSettings:
    """What a project says about one of its locales: ``[locales.<tag>]``."""

    fallback: tuple[str, ...] = ()
    """Locales whose text is shown where this one has none, before the source text."""
    minimum: State | None = None
    """The least state that is published; None: the project's."""
    team: str = ""
    """For the header ``Language-Team``."""


def web_address(settings: Settings, key: str, example: str) -> str:
    """An address that paths are put behind: without a slash at the end, a query or a fragment."""
    address = settings.text(key, "").rstrip("/")
    hint = f'write {key} = "{example}"'
    if address and not is_web_address(address):
        raise settings.fail(key, f"{key} is no web address: {address!r}", hint)
    try:
        (urlsplit(address).hostname or "").encode("idna")
    except ValueError:
        raise settings.fail(key, f"{key} has no sound host name: {address!r}", hint) from None
    return address


def is_web_address(text: str) -> bool:
    """Whether a text is an address of the web, without a query or a fragment."""
    return bool(_WEB_ADDRESS.fullmatch(text))


def is_mail_address(text: str) -> bool:
    """Whether a text is a mail address."""
    return bool(_MAIL_ADDRESS.fullmatch(text))


def base(settings: Settings) -> str:
    """The address that relative links begin from; empty where nothing is said."""
    key = "base"
    address = settings.text(key, "")
    if address and not is_base(address):
        raise settings.fail(key, f"{key} is no web address: {address!r}", 'write base = "https://example.org/"')
    return address


def fonts(settings: Settings) -> tuple[str, ...]:
    """The font packages and files, by their names."""
    key = "fonts"
    names = settings.texts(key)
    for name in names:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or not _FONT_NAME.fullmatch(name):
            hint = f'write {key} = ["…", "….ttf"]: names of packages, or of files in the folder {FONTS}/'
            raise settings.fail(key, f"{key} names no font package and no font file: {name!r}", hint)
    return names


def email(settings: Settings) -> str:
    """A mail address; empty where nothing is said."""
    key = "email"
    address = settings.text(key, "")
    if address and not is_mail_address(address):
        raise settings.fail(key, f"{key} is no mail address: {address!r}", f'write {key} = "library@example.org"')
    return address


def parallel(settings: Settings, locales: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The pairs of languages that are set side by side."""
    key = "parallel"
    settings.known.add(key)
    value = settings.table.get(key, [])
    found = []
    for pair in value if isinstance(value, list) else [value]:
        if not isinstance(pair, list) or len(pair) != 2 or pair[0] == pair[1]:
            raise settings.fail(key, f"{key} must be a list of pairs of languages", f'write {key} = [["ru", "kk"]]')
        for tag in pair:
            if tag not in locales:
                raise settings.fail(key, f"{key} names a locale that is not published: {tag}", "add it to locales")
        found.append((pair[0], pair[1]))
    if len(set(found)) < len(found):
        raise settings.fail(key, f"{key} names something twice", "name each once")
    return tuple(found)


def locale_settings(settings: Settings, locales: tuple[str, ...]) -> dict[str, LocaleSettings]:
    """What is said of single languages, by their tags."""
    found = {}
    for tag in settings.table:
        if tag not in locales:
            raise settings.fail(tag, f"settings for a locale that is not published: {tag}", "add it to locales")
        one = settings.below(tag)
        fallback = one.texts("fallback")
        for other in fallback:
            require_locale(one, "fallback", other)
        minimum = one.choice("minimum", "", ("", *PUBLISHABLE))
        found[tag] = LocaleSettings(fallback, State(minimum) if minimum else None, one.text("team", ""))
        one.reject_unknown(f"locale.{tag}.")
    return found


def require_locale(settings: Settings, key: str, tag: str) -> None:
    """Raises `UsageError` where a key names a language that nobody knows, with the tag that is likely meant."""
    try:
        load_locale(tag)
    except UsageError as error:
        (found,) = error.diagnostics
        import difflib

        close = [] if found.hint.startswith("write ") else difflib.get_close_matches(tag, known_locales(), n=1)
        raise settings.fail(key, found.message, f"did you mean {close[0]}?" if close else found.hint) from None
