"""Where the places of a recording lie in a project, and when it is better not to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detachdoc.model.place import Place
from detachdoc.model.report import Frame, RecorderNote
from detachdoc.source import open_project
from detachdoc.source.recorded import mapped

if TYPE_CHECKING:
    from pathlib import Path

SECURITY = "import db\n\n\nclass Keys:\n    def user(self):\n        return db.first()\n\n\ndef other():\n    pass\n"
MAIN = "def handler(user):\n    return user.teams\n"
USE = Frame("/srv/app/api/main.py", 2, "handler", "return user.teams", is_app=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "backend/api").mkdir(parents=True)
    (tmp_path / "backend/api/main.py").write_text(MAIN, encoding="utf-8")
    (tmp_path / "backend/api/security.py").write_text(SECURITY, encoding="utf-8")
    return tmp_path


def _loaded(folder: Path, place: Place, *frames: Frame) -> Place | None:
    return mapped(RecorderNote(loaded=place), frames, open_project(str(folder))).loaded


@pytest.mark.parametrize("function", ["user", "Keys.user", "<listcomp>", None])
def test_a_file_beside_those_of_the_traceback_is_the_projects(folder: Path, function: str | None) -> None:
    place = Place("/srv/app/api/security.py", 6, function=function)
    assert _loaded(folder, place, USE) == Place(
        "backend/api/security.py", 6, function=function, code="return db.first()"
    )


def test_the_very_file_needs_no_traceback(folder: Path) -> None:
    here = str(folder / "backend/api/security.py")
    found = _loaded(folder, Place(here, 6, function="user"))
    assert found == Place("backend/api/security.py", 6, function="user", code="return db.first()")


@pytest.mark.parametrize(
    ("place", "frames"),
    [
        (Place("/srv/app/api/security.py", 6, function="user"), ()),
        (Place("/opt/lib/api/security.py", 6, function="user"), (USE,)),
        (Place("/srv/app/api/gone.py", 6, function="user"), (USE,)),
        (Place("/srv/app/api/security.py", 10, function="user"), (USE,)),
        (Place("/srv/app/api/security.py", 99), (USE,)),
        (Place("/srv/app/api/security.py", None), (USE,)),
        (Place("/srv/app/api/security.py", 6, function="user"), (USE._replace(code="return user.orders"),)),
        (Place("../../../etc/passwd", 1), (USE,)),
    ],
    ids=["no frame", "elsewhere", "gone", "another function", "no such line", "no line", "changed", "outside"],
)
def test_what_is_not_certain_stays_as_it_was_recorded(folder: Path, place: Place, frames: tuple[Frame, ...]) -> None:
    assert _loaded(folder, place, *frames) == place


def test_all_places_of_a_note_are_looked_for(folder: Path) -> None:
    place = Place("/srv/app/api/security.py", 6)
    note = RecorderNote(*[place] * 2, "close", place, "commit", (("load-request", "1"),), *[place] * 4)
    found = mapped(note, (USE,), open_project(str(folder)))
    here = place._replace(file="backend/api/security.py", code="return db.first()")
    assert found == RecorderNote(*[here] * 2, "close", here, "commit", (("load-request", "1"),), *[here] * 4)
