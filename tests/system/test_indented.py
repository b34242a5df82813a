"""JSON with a line a value is what Python writes, byte for byte."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from toolkit.errors import Severity
from toolkit.system.indented import indented

SCALARS = some.none() | some.booleans() | some.integers() | some.floats() | some.text() | some.sampled_from(Severity)
DATA = some.recursive(
    SCALARS,
    lambda inner: some.lists(inner) | some.tuples(inner, inner) | some.dictionaries(some.text(), inner),
    max_leaves=30,
)


@given(DATA, some.booleans())
def test_it_is_what_python_writes(data: object, sort_keys: bool) -> None:
    """With keys sorted, or in their order."""
    expected = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=sort_keys) + "\n"
    assert indented(data, sort_keys=sort_keys) == expected


@pytest.mark.parametrize("data", [{1: 2}, {"a": {1}}, [b"a"]])
def test_what_is_no_json(data: object) -> None:
    """Is never written as something else."""
    with pytest.raises(TypeError):
        indented(data)
