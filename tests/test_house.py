"""The house: few rooms; no two modules import each other, however far around, not even within a room."""

from __future__ import annotations

import tomllib
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]


def circles(graph: grimp.ImportGraph) -> list[list[str]]:
    """The groups of modules that import one another, imports within functions included (Tarjan's components)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    found = []

    def visit(module: str) -> None:
        number[module] = lowest[module] = len(number)
        path.append(module)
        for other in graph.find_modules_directly_imported_by(module):
            if other not in number:
                visit(other)
            if other in path:
                lowest[module] = min(lowest[module], lowest[other])
        if lowest[module] == number[module]:
            start = path.index(module)
            found.append(sorted(path[start:]))
            del path[start:]

    for module in sorted(graph.modules):
        if module not in number:
            visit(module)
    return [group for group in found if len(group) > 1]


def test_no_circle_of_imports() -> None:
    graph = grimp.build_graph("toolkit", exclude_type_checking_imports=True, cache_dir=None)
    assert len(graph.modules) > 300
    assert circles(graph) == []


def test_a_circle_would_be_found() -> None:
    graph = grimp.ImportGraph()
    for importer, imported in (("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")):
        graph.add_import(importer=importer, imported=imported)
    assert circles(graph) == [["a", "b", "c"]]


def test_the_rooms_are_few_and_named_by_what_they_are() -> None:
    """At most eighteen, each on a floor of `lint-imports` and once in ARCHITECTURE.md; no name says nothing."""
    rooms = {path.parent.name for path in (ROOT / "toolkit").glob("*/__init__.py")}
    assert 10 < len(rooms) <= 18
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    floors = " | ".join(next(one["layers"] for one in contracts if one["type"] == "layers")).split(" | ")
    assert {f"toolkit.{room}" for room in rooms} == set(floors) - {"toolkit.errors"}
    described = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    assert [room for room in rooms if described.count(f"| `{room}/` |") != 1] == []
    names = {part for path in (ROOT / "toolkit").rglob("*.py") for part in path.relative_to(ROOT).with_suffix("").parts}
    assert names & {"build", "util", "utils", "common", "helpers", "manager"} == set()
