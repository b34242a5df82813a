"""Letters of one script that look like letters of another (after Unicode's confusables, UTS 39; only what happens)."""

from __future__ import annotations

_CYRILLIC_OF_LATIN = dict(
    zip(
        "ABCEHKMOPTXYaceopxykmëË",
        "АВСЕНКМОРТХУасеорхукмёЁ",
        strict=True,
    )
)
_LATIN_OF_CYRILLIC = dict(
    zip(
        "АВСЕНКМОРТХУІЈЅасеорхуіјѕһ",
        "ABCEHKMOPTXYIJSaceopxyijsh",
        strict=True,
    )
)
_ARMENIAN_OF_LATIN = dict(zip("OSULouhqgjnp", "ՕՏՍԼօսհզցյոք", strict=True))

LOOKALIKES = {"Cyrl": _CYRILLIC_OF_LATIN, "Latn": _LATIN_OF_CYRILLIC, "Armn": _ARMENIAN_OF_LATIN}
"""By the script of the word: the foreign letter and the letter that was meant."""
