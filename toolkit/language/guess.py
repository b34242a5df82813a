"""Which language a whole text is in: by its script, then by its groups of letters."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from toolkit.errors import UsageError
from toolkit.language.languages import other_language
from toolkit.language.letters import script_of
from toolkit.language.locales import load_locale

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_OF_SCRIPT = {
    "Latn": "en", "Cyrl": "ru", "Armn": "hy", "Arab": "ar", "Hani": "zh", "Hira": "ja", "Kana": "ja", "Hang": "ko", "Geor": "ka",
    "Grek": "el", "Hebr": "he", "Deva": "hi", "Thai": "th",
}  # fmt: skip
"""The language to begin from where nothing is said."""
_ENOUGH = 4000


def language_of(words: Sequence[str], said: str = "", known: Collection[str] = ()) -> str:
    """The BCP 47 tag of the language that the words are in; `said` is believed unless the words are plainly another one.

    Of the `known` tags that one is taken which is the same language: ``en`` for ``en-GB``.
    """
    tag = said if said and _script(said) else "en"
    scripts = Counter(script_of(word[0]) for word in words[:_ENOUGH])
    scripts.pop("", None)
    if scripts:
        most = (
            "Hira"
            if scripts["Hira"] + scripts["Kana"] > len(words) // 20
            else max(scripts, key=lambda one: scripts[one])
        )
        if most in _OF_SCRIPT and not _is_of(most, tag):
            tag = _OF_SCRIPT[most]
    found = other_language(words[:_ENOUGH], tag) or tag
    if found in known:
        return found
    same = [one for one in known if one.partition("-")[0] == found.partition("-")[0] and _script(one) == _script(found)]
    return same[0] if same else found.partition("-")[0] if _script(found.partition("-")[0]) == _script(found) else found


def _script(tag: str) -> str:
    try:
        return load_locale(tag).script
    except UsageError:
        return ""


def _is_of(script: str, tag: str) -> bool:
    own = _script(tag)
    east = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Hani", "Kore": "Hang"}
    return script == east.get(own, own) or (own == "Jpan" and script in {"Hira", "Kana", "Hani"})
