"""Files with the texts of `tools`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli import tools

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def lazy(tmp_path: Path) -> str:
    """A file with a DetachedInstanceError that text alone does not settle."""
    path = tmp_path / "lazy.txt"
    path.write_text(tools.LAZY, encoding="utf-8")
    return str(path)


@pytest.fixture
def other(tmp_path: Path) -> str:
    """A file with another error."""
    path = tmp_path / "other.txt"
    path.write_text(tools.OTHER, encoding="utf-8")
    return str(path)


@pytest.fixture
def nothing(tmp_path: Path) -> str:
    """A file without an error."""
    path = tmp_path / "nothing.txt"
    path.write_text(tools.NOTHING, encoding="utf-8")
    return str(path)
