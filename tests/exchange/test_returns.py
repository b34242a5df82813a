"""Whatever comes back: any rows in any order, files that were damaged on their way."""

from __future__ import annotations

import io
import random
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.test_round_trips import FORMATS, there_and_back
from tests.exchange.worklists import CATALOGS, of_catalog, targets
from toolkit.errors import ToolkitError

if TYPE_CHECKING:
    from pathlib import Path

QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=12, deadline=None, suppress_health_check=QUIET)
@given(catalog=st.sampled_from(CATALOGS), seed=st.integers(0, 2**32), share=st.floats(0.02, 1))
def test_any_rows_in_any_order(format: str, catalog: Path, seed: int, share: float, tmp_path: Path) -> None:
    """Of every catalog that is shipped: what is there comes back, and nothing else."""
    worklist = of_catalog(catalog)
    chance = random.Random(seed)  # noqa: S311
    rows = chance.sample(worklist.rows, max(1, round(share * len(worklist.rows))))
    found = there_and_back(replace(worklist, rows=tuple(rows)), format, tmp_path)
    assert found.refused == ()
    assert targets(found) == {row.id: row.target for row in rows}
    assert {row.id: (row.digest, row.sent) for row in found.rows} == {row.id: (row.digest, row.sent) for row in rows}


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=40, deadline=None, suppress_health_check=QUIET)
@given(seed=st.integers(0, 2**32))
def test_damaged_files_are_refused_or_read(format: str, seed: int, tmp_path: Path) -> None:
    """Cut, with bytes changed, within their parts too: one line, or rows; never anything else."""
    chance = random.Random(seed)  # noqa: S311
    worklist = of_catalog(chance.choice(CATALOGS))
    write, read = FORMATS[format]
    data = write(replace(worklist, rows=worklist.rows[:6]))
    data = damaged_part(data, chance) if format in {"docx", "xlsx"} and chance.random() < 0.7 else damaged(data, chance)
    path = tmp_path / f"file.{format}"
    path.write_bytes(data)
    try:
        found = read(path, path.name)
    except ToolkitError:
        return  # one line says why
    assert len({row.id for row in found.rows}) == len(found.rows)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few changed, taken out, doubled, or cut off."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(made))
        match chance.randrange(4):
            case 0:
                made[at] = chance.randrange(256)
            case 1:
                del made[at : at + chance.randint(1, 40)]
            case 2:
                made[at:at] = made[at : at + chance.randint(1, 40)]
            case _:
                del made[at:]
        made = made or bytearray(b"x")
    return bytes(made)


def damaged_part(data: bytes, chance: random.Random) -> bytes:
    """The archive with one part damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = damaged(parts[name], chance) if parts[name] else b"x"
    if chance.random() < 0.2:
        del parts[chance.choice(sorted(parts))]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for one, content in parts.items():
            archive.writestr(one, content)
    return target.getvalue()
