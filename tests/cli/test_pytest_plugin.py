"""Does `pytest --detachdoc` explain the error under the failing test, and keep silent unless asked?"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from detachdoc import api
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


def run(folder: Path, *options: str, columns: int = 200, tests: str = TESTS, result: str = "2 failed, 1 passed") -> str:
    (folder / "test_boats.py").write_text(tests, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "detachdoc.cli.pytest_plugin", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ROOT, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "COLUMNS": str(columns)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert result in done.stdout, done.stdout + done.stderr
    return done.stdout


def test_diagnosis_stands_under_the_failing_test(tmp_path: Path) -> None:
    out = run(tmp_path, "--detachdoc")

    assert out.count("- detachdoc -") == 1
    assert "[detachdoc: " in out
    diagnosis = out.split("- detachdoc -")[1]
    assert "test_boats.py:29" in diagnosis
    assert "Cause 3 of 6" in diagnosis
    for word in ("loaded ", "let go ", "used ", "Fix: ", "detachdoc explain 3", "detachdoc diagnose FILE"):
        assert word in diagnosis
    assert "│     return session.get(Boat, 1)" in diagnosis
    assert "│ with Session(engine) as session:" in diagnosis


def test_it_is_short_plain_text_that_fits(tmp_path: Path) -> None:
    lines = (
        run(tmp_path, "--detachdoc", columns=80).split("- detachdoc -")[1].split("short test summary")[0].splitlines()
    )
    assert 15 <= len(lines[1:-1]) <= 30
    assert max(map(len, lines)) <= 80
    assert not [line for line in lines if line.startswith(("#", "|", "```")) or "**" in line or "&lt;" in line]


def test_an_error_with_the_same_reason_is_explained_once(tmp_path: Path) -> None:
    again = "\ndef test_crew_again():\n    boat = find()\n    assert boat.crew == []\n"
    out = run(tmp_path, "--detachdoc", tests=TESTS + again, result="3 failed, 1 passed")
    _, first, second = out.split("- detachdoc -")
    assert "Fix: " in first
    assert "Fix: " not in second
    last = len((TESTS + again).splitlines())
    assert f"The same as under test_boats.py::test_crew, used at test_boats.py:{last}." in second


def test_another_reason_is_explained_too(tmp_path: Path) -> None:
    another = "\ndef test_taken_out(boat):\n    assert boat.crew == []\n"
    out = run(tmp_path, "--detachdoc", tests=TESTS + another, result="3 failed, 1 passed")
    assert out.count("  Fix: ") == 2
    assert "The same as" not in out


def test_what_pytest_printed_can_be_diagnosed(tmp_path: Path) -> None:
    out = run(tmp_path, "--detachdoc")
    [found] = [one for one in api.diagnose(api.read_text(out), source=str(tmp_path)) if one.error.is_detached]
    assert found.cause is not None
    assert found.cause.number == 3
    assert found.load is not None
    assert found.load.ref == "test_boats.py:29"


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
