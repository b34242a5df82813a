"""The site's one script, with the few words that it says in each language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from toolkit.editions.templates import asset, plain_phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.collection.interface import Interface
    from toolkit.project.project import Project

NAME = "site.js"


def render_script(project: Project, interfaces: Mapping[str, Interface]) -> str:
    """The theme's script, ending in the call that offers readers their own language, in that language."""
    words = {
        tag: [plain_phrase(project.theme_path, name, interface) for name in _OFFER]
        for tag, interface in interfaces.items()
    }
    data = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    # Line separators that JSON may have and that a script of old could not.
    data = data.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{asset(project.theme_path, NAME)}\nsuggest({data});\n"


_OFFER = ("suggestion.html", "suggestion_close.html")
