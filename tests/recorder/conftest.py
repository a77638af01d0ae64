"""The recorder is on for a test that asks for `recorded`, and off again afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detachdoc import recorder
from tests.recorder import tools

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def recorded() -> Iterator[None]:
    recorder.install()
    yield
    recorder.uninstall()


@pytest.fixture
def engine() -> Iterator[tools.Engine]:
    made = tools.database()
    yield made
    made.dispose()
