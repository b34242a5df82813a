"""JSON with a line a value, as `json.dumps(…, ensure_ascii=False, indent=1)` writes it, in little more than half the time.

Python's own encoder is written in C only where nothing is indented.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring as _text
from typing import Any

_scalar = json.JSONEncoder(ensure_ascii=False).encode


def indented(data: Any, *, sort_keys: bool = False) -> str:
    """The data as JSON with a line break at the end. Raises `TypeError` for what is no JSON, and for keys that are no texts."""
    return _written(data, "\n", sort_keys) + "\n"


def _written(one: Any, line: str, sort_keys: bool) -> str:
    below = f"{line} "
    if isinstance(one, dict):
        parts = [
            f"{_text(key)}: {_text(value) if type(value) is str else _written(value, below, sort_keys)}"
            for key, value in (sorted(one.items()) if sort_keys else one.items())
        ]
        return f"{{{below}{f',{below}'.join(parts)}{line}}}" if parts else "{}"
    if isinstance(one, list | tuple):
        parts = [_text(value) if type(value) is str else _written(value, below, sort_keys) for value in one]
        return f"[{below}{f',{below}'.join(parts)}{line}]" if parts else "[]"
    return _scalar(one)
