"""Does `pytest --detachdoc` explain the error under the failing test, and keep silent unless asked?"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.recorder.tools import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TESTS = """
import pytest
from sqlalchemy import Column, ForeignKey, Integer, create_engine
from sqlalchemy.orm import Session, declarative_base, relationship

Base = declarative_base()
class Boat(Base):
    __tablename__ = "boat"
    id = Column(Integer, primary_key=True)
    crew = relationship("Sailor")
class Sailor(Base):
    __tablename__ = "sailor"
    id = Column(Integer, primary_key=True)
    boat_id = Column(ForeignKey("boat.id"))

engine = create_engine("sqlite://")

@pytest.fixture(scope="module", autouse=True)
def tables():
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Boat(id=1))
        session.commit()
    yield
    engine.dispose()

def find():
    with Session(engine) as session:
        return session.get(Boat, 1)

@pytest.fixture
def boat():
    session = Session(engine)
    boat = session.get(Boat, 1)
    session.close()
    return boat

def test_right():
    assert find().id == 1

def test_other():
    assert 1 == 2

def test_crew():
    assert find().crew == []
"""


def run(folder: Path, *options: str) -> str:
    (folder / "test_boats.py").write_text(TESTS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "detachdoc.cli.pytest_plugin", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ROOT, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert "2 failed, 1 passed" in done.stdout, done.stdout + done.stderr
    return done.stdout


def test_diagnosis_stands_under_the_failing_test(tmp_path: Path) -> None:
    out = run(tmp_path, "--detachdoc")

    assert out.count("- detachdoc -") == 1
    assert "[detachdoc: " in out
    diagnosis = out.split("- detachdoc -")[1]
    assert "test_boats.py:29" in diagnosis
    assert "The context block" in diagnosis or "block" in diagnosis


def test_silent_unless_asked(tmp_path: Path) -> None:
    out = run(tmp_path)
    assert "[detachdoc: " not in out
    assert "of 6" not in out


@pytest.mark.parametrize("options", [["--detachdoc"], []])
def test_results_are_the_same(tmp_path: Path, options: list[str]) -> None:
    assert "test_boats.py .FF" in run(tmp_path, *options)


def test_plugin_imports_nothing_unless_asked() -> None:
    code = "import sys, pytest, detachdoc.cli.pytest_plugin; print('detachdoc.recorder.switch' in sys.modules, 'sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)

    assert done.stdout.split()[1] == "False"
