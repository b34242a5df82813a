"""The people in the front matter: authors, editors and other contributors."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import yaml

from toolkit.sources.document import Contributor
from toolkit.sources.identifiers import isni, orcid, viaf

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.sources.frontmatter import Reader

RELATORS = {
    "author of introduction": "aui", "author": "aut", "compiler": "com", "consultant": "csl", "contributor": "ctb",
    "cover designer": "cov", "data contributor": "dtc", "designer": "dsr", "editor": "edt", "funder": "fnd",
    "host": "hst", "illustrator": "ill", "interviewee": "ive", "interviewer": "ivr", "moderator": "mod",
    "organizer": "orm", "photographer": "pht", "project director": "pdr", "proofreader": "pfr", "publisher": "pbl",
    "researcher": "res", "reviewer": "rev", "speaker": "spk", "sponsor": "spn", "translator": "trl",
    "typographer": "tyg", "writer of preface": "wpr",
}  # fmt: skip
"""Roles by the terms of the MARC Code List for Relators, with its codes."""
_IDENTIFIERS: dict[str, tuple[Callable[[str], str], str]] = {
    "orcid": (orcid, "0000-0002-1825-0097"),
    "isni": (isni, "0000 0001 2281 955X"),
    "viaf": (viaf, "102333412"),
}
_ROLE_OF = {"authors": "aut", "editors": "edt"}


def read_contributors(reader: Reader, key: str, node: yaml.Node) -> tuple[Contributor, ...]:
    """The people of a list, each a name or lines ``name: …``, ``organisation: …``; faults go to the reader."""
    if not isinstance(node, yaml.SequenceNode):
        reader.error(reader.line(node), f"{key} must be a list", f"write {key}: and below it one line `  - …` a person")
        return ()
    reader.item_lines[key] = [reader.line(item) for item in node.value]
    return tuple(_contributor(reader, key, item) for item in node.value)


def _contributor(reader: Reader, key: str, node: yaml.Node) -> Contributor:
    role = _ROLE_OF.get(key, "ctb")
    if not isinstance(node, yaml.MappingNode):
        return Contributor(reader.text(f"an item of {key}", node), role)
    values: dict[str, str] = {}
    known = ("name", "organisation", *(() if key in _ROLE_OF else ("role",)), *_IDENTIFIERS)
    for name_node, value_node in node.value:
        name = str(name_node.value) if isinstance(name_node, yaml.ScalarNode) else ""
        if name in values or name not in known:
            problem = (
                f"{name} is given twice" if name in values else f"an item of {key} has an unknown line: {name or '?'}"
            )
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {close[0]}?" if close and name not in values else f"known: {', '.join(known)}"
            reader.error(reader.line(name_node), problem, hint)
            continue
        values[name] = reader.text(f"{name} of an item of {key}", value_node)
        if name in _IDENTIFIERS:
            values[name] = _number(reader, name, value_node, values[name])
    if "name" not in values:
        reader.error(reader.line(node), f"an item of {key} has no name", "write `- name: …`, the rest below it")
    words = values.get("role", "")
    return Contributor(
        name=values.get("name", ""),
        relator=RELATORS.get(words.lower(), role),
        role=words,
        organisation=values.get("organisation", ""),
        orcid=values.get("orcid", ""),
        isni=values.get("isni", ""),
        viaf=values.get("viaf", ""),
    )


def _number(reader: Reader, name: str, node: yaml.Node, text: str) -> str:
    read, example = _IDENTIFIERS[name]
    number = read(text)
    if text and not number:
        reader.error(
            reader.line(node), f"{name} is mistyped: {text!r}", f"copy it from its page, for instance {example}"
        )
    return number
