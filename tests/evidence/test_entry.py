"""Whether a task can have loaded the object itself."""

from __future__ import annotations

import pytest

from detachdoc.evidence import entry
from detachdoc.evidence.scene import Scene
from detachdoc.model.report import Block, Frame
from tests.tools import an_error

FUTURE = "future: <Task finished name='Task-3' coro=<Mailer.{name}() done, defined at {file}:{line}> exception=DetachedInstanceError('x')>"


def _found(line: int, name: str = "send", file: str = "/srv/mail.py", used: int = 14) -> list[str]:
    block = Block("DetachedInstanceError", "", (Frame("/srv/mail.py", used, "send", is_app=True),))
    error = an_error(
        blocks=(block,), headers=("Task exception was never retrieved", FUTURE.format(name=name, file=file, line=line))
    )
    return [fact.value for fact in entry.detect(Scene(error, None, {}))]


@pytest.mark.parametrize("begins", [12, 13])
def test_the_failing_line_follows_at_once(begins: int) -> None:
    assert _found(begins) == ["no-room"]


@pytest.mark.parametrize("begins", [1, 11, 14, 15])
def test_there_is_room_for_a_query_or_the_file_has_changed(begins: int) -> None:
    assert _found(begins) == []


def test_the_object_was_used_in_another_function_than_the_task_began_in() -> None:
    assert _found(12, name="run") == []
    assert _found(12, file="/srv/other.py") == []
