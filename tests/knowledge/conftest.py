import pytest

from tests.knowledge.tools import write_valid


@pytest.fixture
def folder(tmp_path):
    """A knowledge folder without mistakes."""
    return write_valid(str(tmp_path / "knowledge"))
