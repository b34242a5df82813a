"""The house: no two modules import each other, however far around, not even within a room."""

from __future__ import annotations

import grimp


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
