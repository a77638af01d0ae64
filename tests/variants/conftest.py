import pytest

from tests.variants.tools import ForkServer


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """Runs scripts, each in an empty folder of its own; one for the whole session."""
    with ForkServer(tmp_path_factory.mktemp("scripts")) as running:
        yield running
