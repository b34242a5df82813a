"""The benchmark of the search: its queries come by chance, the same each time, and none is without an answer."""

from __future__ import annotations

from benchmarks.search import _corpus, _queries
from tests.conftest import ROOT
from toolkit.collection.collection import Collection
from toolkit.project.project import find_project


def test_fifty_queries_each_with_an_answer() -> None:
    corpus = _corpus(Collection(find_project(ROOT)), "tg")
    queries = list(_queries(corpus))
    assert len(queries) == 50
    assert queries == list(_queries(corpus))
    assert {kind: sum(one.kind == kind for one in queries) for kind in ("word", "mistyped", "number", "id")} == {
        "word": 10,
        "mistyped": 10,
        "number": 5,
        "id": 5,
    }
    for one in queries:
        assert one.wanted
        assert one.wanted <= set(corpus.passages)
        if one.kind.endswith("form"):  # the passage sought does not have what is asked for
            assert all(one.text not in corpus.passages[place] for place in one.wanted)
