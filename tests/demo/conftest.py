from __future__ import annotations

import pytest

from detachdoc import knowledge
from detachdoc.demo.examples import examples
from detachdoc.demo.installed import Installed
from tests.variants.conftest import server  # noqa: F401 - a fixture


@pytest.fixture(scope="session")
def known():
    return knowledge.load()


@pytest.fixture(scope="session")
def every(known):
    return examples(known, knowledge.data_folder())


@pytest.fixture
def newest():
    return Installed({"python": "3.13.0", "fastapi": "0.165.0", "sqlalchemy": "2.1.9"})


@pytest.fixture
def older():
    return Installed({"python": "3.11.7", "fastapi": "0.115.12", "sqlalchemy": "1.4.54"})
