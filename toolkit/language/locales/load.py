"""Tag → `Locale`: the reader of the profiles in ``data/``."""

from __future__ import annotations

import dataclasses
import functools
import re
from pathlib import Path
from typing import Any

from toolkit.errors import Diagnostic, UsageError
from toolkit.language.locales.lookalikes import LOOKALIKES
from toolkit.language.locales.model import Locale

PROFILES = tuple(
    Path(__file__).parent / "data" / f"{tag}.toml"
    for tag in ("ar", "az", "be", "en", "fa", "hy", "kk", "ky", "ro", "ru", "tg", "tk", "uz", "uz-Cyrl")
)
"""The built-in profiles, one file a locale, named by its tag. A package adds one as the `Path` of such a file."""
_BUILT_IN = {path.stem: path for path in PROFILES}

_OWN_READERS = ("conversion", "syllables")
"""Tables of a profile that only their own modules read: `toolkit.language.locales.script` and `toolkit.language.locales.hyphenation`."""
_MODIFIERS = {"arabic": "Arab", "cyrillic": "Cyrl", "devanagari": "Deva", "latin": "Latn"}
"""Scripts by what gettext calls them behind a language (``sr@latin``)."""
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-(?:[A-Z]{2}|[0-9]{3}))?")


@functools.cache
def load_locale(tag: str) -> Locale:
    """The profile of a locale by its BCP 47 tag (``kk``, ``uz-Cyrl``, ``ru-KZ``).

    A tag with a region takes its language's profile. A language without a profile here gets one made from CLDR.
    Raises `UsageError` when the tag is not written canonically or nobody knows the language.
    """
    _require_canonical(tag)
    if path := profile_path(tag):
        return read_profile(path)
    parent, _, last = tag.rpartition("-")
    if parent and len(last) < len("Cyrl") and profile_path(parent):
        return _regional(load_locale(parent), tag)
    from toolkit.language.locales import cldr

    locale = cldr.default_profile(tag)
    if locale is None:
        raise _unknown(tag)
    return locale


@functools.cache
def known_locales() -> tuple[str, ...]:
    """The tags that have a built-in profile, sorted."""
    return tuple(sorted(_BUILT_IN))


def is_built_in(tag: str) -> bool:
    """Whether the tag, its region apart, has a built-in profile."""
    return tag in _BUILT_IN or (tag.rpartition("-")[0] in _BUILT_IN and "-" in tag)


@functools.cache
def profile_path(tag: str) -> Path | None:
    """The profile of exactly this tag: a built-in file, or that of an installed package; None if there is none."""
    if tag in _BUILT_IN:
        return _BUILT_IN[tag]
    from toolkit.system.plugins import FailedError, Group, give_up, held, load, plugin

    by = plugin(Group.LOCALES, tag)
    path = load(by, Path) if by else None
    if by is None or path is None:
        return None
    from toolkit.language.locales.sound import require_sound

    def read() -> None:
        require_sound(path, tag, _OWN_READERS)
        read_profile(path)

    try:
        held(read)
    except FailedError as error:  # whatever a stranger's file may hold
        give_up(by, str(error))
        return None
    return path


def profile_table(tag: str, name: str) -> dict[str, Any] | None:
    """A table of a profile that only its own module reads; None if the profile has none, or there is no profile."""
    import tomllib

    path = profile_path(tag)
    table: dict[str, Any] | None = tomllib.loads(path.read_text(encoding="utf-8")).get(name) if path else None
    return table


def canonical_tag(tag: str) -> str:
    """The tag with hyphens and in the case of RFC 5646, 2.1.1: ``uz-Cyrl`` for ``UZ_cyrl`` and ``uz@cyrillic``."""
    name, _, modifier = tag.partition("@")
    first, *rest = name.replace("_", "-").split("-")
    script = _MODIFIERS.get(modifier.lower(), modifier)
    return "-".join([first.lower(), *map(_subtag, filter(None, (script, *rest)))])


def read_profile(path: Path) -> Locale:
    """The `Locale` that a profile file describes; its tag is the file's name."""
    import tomllib

    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    data = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    for table in _OWN_READERS:
        data.pop(table, None)
    capitals = data.get("capitals", {})
    for name in ("alphabet", "auxiliary"):
        data[name] = _both_cases(data.get(name, ""), capitals)
    data["confusable"] = _foreign(data["script"], data["alphabet"]) | data.get("confusable", {})
    data.setdefault("font", data["script"])
    return Locale(tag=path.stem, **data)


def _both_cases(letters: str, capitals: dict[str, str]) -> frozenset[str]:
    upper = (capitals.get(letter, letter.upper()) for letter in letters)
    return frozenset(letters) | frozenset(letter for text in upper for letter in text)


def _foreign(script: str, alphabet: frozenset[str]) -> dict[str, str]:
    return {seen: meant for seen, meant in LOOKALIKES.get(script, {}).items() if meant in alphabet}


def _regional(parent: Locale, tag: str) -> Locale:
    region = tag.rpartition("-")[2]
    return dataclasses.replace(
        parent,
        tag=tag,
        autonym=f"{parent.autonym} ({region})",
        name=f"{parent.name} ({region})",
        gettext=tag.replace("-", "_"),
        fallback=(parent.tag, *parent.fallback),
    )


def _subtag(subtag: str) -> str:
    if len(subtag) == len("Cyrl") and subtag.isalpha():
        return subtag.title()
    return subtag.upper() if len(subtag) == len("KZ") else subtag.lower()


def _require_canonical(tag: str) -> None:
    if _TAG.fullmatch(tag):
        return
    wanted = canonical_tag(tag)
    if not _TAG.fullmatch(wanted):
        raise _unknown(tag)
    message = f"the locale “{tag}” is not written as a BCP 47 tag"
    raise UsageError(Diagnostic("locale", message, hint=f"write {wanted}"))


def _unknown(tag: str) -> UsageError:
    hint = f"known are {', '.join(known_locales())}, and every language of CLDR by its BCP 47 tag"
    return UsageError(Diagnostic("locale", f"there is no locale “{tag}”", hint=hint))
