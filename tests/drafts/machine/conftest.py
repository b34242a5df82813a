"""A server for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.drafts.machine.services import Services, services

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[Services]:
    with services() as state:
        yield state
