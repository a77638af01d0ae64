"""Models, a database, and ways to get at the note of an error."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, declarative_base, deferred, relationship
from sqlalchemy.orm.exc import DetachedInstanceError
from sqlalchemy.pool import StaticPool

from detachdoc.cli.run import with_recorder
from detachdoc.report.recorder_note import extract

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from detachdoc.model.place import Place
    from detachdoc.model.report import RecorderNote

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
Base = declarative_base()


class Boat(Base):
    __tablename__ = "boat"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    log = deferred(Column(String))
    crew = relationship("Sailor", lazy="select")
    watches = relationship("Watch", lazy="dynamic")


class Sailor(Base):
    __tablename__ = "sailor"
    id = Column(Integer, primary_key=True)
    boat_id = Column(ForeignKey("boat.id"))


class Watch(Base):
    __tablename__ = "watch"
    id = Column(Integer, primary_key=True)
    boat_id = Column(ForeignKey("boat.id"))


def database() -> Engine:
    """An empty database in memory with one boat, number 1."""
    engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Boat(id=1, name="Ariel"))
        session.commit()
    return engine


def error_of(use: Callable[[], Any]) -> str:
    """The message of the DetachedInstanceError that `use` raises."""
    try:
        use()
    except DetachedInstanceError as error:
        return str(error)
    raise AssertionError("no DetachedInstanceError")


def note_of(use: Callable[[], Any]) -> RecorderNote:
    """What the recorder wrote into the DetachedInstanceError that `use` raises."""
    note = extract(error_of(use))[1]
    assert note is not None
    return note


def line(place: Place | None) -> str:
    """The source line a place is at, without indentation and comment."""
    assert place is not None
    assert place.line is not None
    with open(place.file, encoding="utf-8") as file:
        return file.read().splitlines()[place.line - 1].split("#")[0].strip()


def run(code: str, folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `code` as `app.py` in a Python that `detachdoc run` would start."""
    (folder / "app.py").write_text(textwrap.dedent(code), encoding="utf-8")
    return python([str(folder / "app.py"), *arguments], folder, **environment)


def python(words: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the recorder on."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=with_recorder({**os.environ, "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1", **environment}),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
