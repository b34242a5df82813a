"""The order in which a text's letters are looked for in fonts, where a project has others than the built-in ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fonts.chosen import families, leading, project_faces, scripts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.project.project import Project


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
    for script in sorted(scripts_of(project)):
        if first := leading(faces, script):
            stacks = (f"{_list((*first, latin))}, var(--fonts)" for latin in ("Noto Serif", "Noto Sans"))
            serif, sans = stacks
            rules.append(f".font-{script} {{ --serif: {serif}; --sans: {sans}; font-family: {sans}; }}")
    return "\n".join(rules) + "\n"


def _list(names: Iterable[str]) -> str:
    """Families as CSS lists them; `toolkit.fonts.faces` lets no name pass that a string of CSS cannot hold."""
    return ", ".join(f'"{name}"' for name in names)
