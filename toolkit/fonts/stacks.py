"""The order in which a text's letters are looked for in fonts, where a project has others than the built-in ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.fonts.chosen import families, leading, project_faces, scripts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.project.project import Project


_SERIF = re.compile(r"\b(?:serif|naskh)\b", re.IGNORECASE)
"""What families are called that have serifs, or the like of them in Arabic letters."""
_PLAIN = {"Armn": ("Noto Sans Armenian",), "Geor": ("Noto Sans Georgian",), "Hebr": ("Noto Sans Hebrew",)}
"""Built-in families for headings, by scripts."""


def font_rules(project: Project) -> str:
    """CSS: ``--fonts`` are the families of the project, and pages in a script begin with those that have its letters.

    Code is set in those of ``--mono``, the monospaced ones, before all others that are not.
    Nothing for a project that has no further fonts. Raises what `project_faces` raises.
    """
    faces = project_faces(project)
    if not faces:
        return ""
    rules = [f":root {{ --fonts: {_list(families(faces))}; }}"]
    if monospaced := families(tuple(face for face in faces if face.monospaced)):
        rules.append(f":root {{ --mono: {_list(monospaced)}; }}")
    led = ((script, leading(faces, script)) for script in sorted(scripts_of(project)))
    rules += (_rule(script, first) for script, first in led if first)
    return "\n".join(rules) + "\n"


def is_serif(family: str) -> bool:
    """Whether a family is for the text, by its name."""
    return bool(_SERIF.search(family))


def _rule(script: str, first: tuple[str, ...]) -> str:
    """The rule for pages in a script with these families: one with serifs is for the text, others are for headings."""
    serifs = tuple(name for name in first if is_serif(name))
    plain = tuple(name for name in first if name not in serifs) or _PLAIN.get(script, ())
    serif = f"{_list((*(serifs or first), 'Noto Serif'))}, var(--fonts)"
    sans = f"{_list((*(plain or first), 'Noto Sans'))}, var(--fonts)"
    return f".font-{script} {{ --serif: {serif}; --sans: {sans}; font-family: {serif if serifs else sans}; }}"


def _list(names: Iterable[str]) -> str:
    """Families as CSS lists them; `toolkit.fonts.faces` lets no name pass that a string of CSS cannot hold."""
    return ", ".join(f'"{name}"' for name in names)
