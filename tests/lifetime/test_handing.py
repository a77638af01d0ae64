"""Where no load was found: did the source show that the object was handed over?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detachdoc.lifetime import trace
from detachdoc.model.report import Block, ErrorReport, Frame
from detachdoc.source import open_project
from tests.lifetime.tools import SHARED

if TYPE_CHECKING:
    from pathlib import Path

HANDED = {
    "an argument": ("def work(user):\n    user.orders\n", [(2, "work")]),
    "rows of an argument": ("def work(users):\n    for user in users:\n        user.orders\n", [(3, "work")]),
    "an item of an argument": ("def work(event):\n    event['user'].orders\n", [(2, "work")]),
    "passed on": (
        "def work(user):\n    show(user)\n\ndef show(one):\n    return [o for o in one.orders]\n",
        [(2, "work"), (5, "show")],
    ),
}
NOT_SHOWN = {
    "loaded by what cannot be seen": ("def work(key):\n    user = find(key)\n    user.orders\n", [(3, "work")]),
    "loaded on the line itself": ("def work(key):\n    find(key).orders\n", [(2, "work")]),
    "nothing was passed": ("def work():\n    user.orders\n", [(2, "work")]),
    "an attribute of the receiver": (
        "class Job:\n    def work(self):\n        self.user.orders\n",
        [(3, "work")],
    ),
    "only the last function was given it": (
        "def work(key):\n    user = find(key)\n    show(user)\n\ndef show(one):\n    one.orders\n",
        [(3, "work"), (6, "show")],
    ),
}


def untraced(folder: Path, code: str, frames: list[tuple[int, str]]) -> bool:
    (folder / "jobs.py").write_text(code, encoding="utf-8")
    lines = code.splitlines()
    trail = tuple(Frame("/srv/jobs.py", line, name, lines[line - 1].strip(), is_app=True) for line, name in frames)
    block = Block("sqlalchemy.orm.exc.DetachedInstanceError", "", trail)
    error = ErrorReport(True, block.type, None, "lazy-load", "User", "orders", "", "20", (block,), 0)
    return trace(error, open_project(str(folder)), fastapi_version=None).untraced


@pytest.mark.parametrize("what", HANDED)
def test_handed_over(what: str, tmp_path: Path) -> None:
    assert not untraced(tmp_path, *HANDED[what])


@pytest.mark.parametrize("what", NOT_SHOWN)
def test_neither_load_nor_hand_over_is_shown(what: str, tmp_path: Path) -> None:
    assert untraced(tmp_path, *NOT_SHOWN[what])


def test_frames_outside_the_source_leave_the_text_its_say(tmp_path: Path) -> None:
    (tmp_path / "jobs.py").write_text("", encoding="utf-8")
    block = Block("sqlalchemy.orm.exc.DetachedInstanceError", "", (Frame("/srv/other.py", 3, "work", "x.orders"),))
    error = ErrorReport(True, block.type, None, "lazy-load", "User", "orders", "", "20", (block,), 0)
    assert not trace(error, open_project(str(tmp_path)), fastapi_version=None).untraced


APP = """\
from fastapi import BackgroundTasks, FastAPI
from db import Db
from jobs import {name}
from models import User

app = FastAPI()


@app.post("/{{pk}}")
def notify(pk: int, tasks: BackgroundTasks, db: Db):
    user = db.get(User, pk)
    tasks.add_task({name}, {given})
"""
JOBS = "def work(user):\n    len(user.orders)\n\n\ndef greet(text):\n    print(text)\n"
#: What the request hands over -> whether that leaves the text, which shows background work, unsupported.
STARTED = {
    "another function, and this one is called by nothing": (APP.format(name="greet", given="user.name"), True),
    "a plain value": (APP.format(name="work", given="[user.name, 3]"), True),
    "something unknown": (APP.format(name="work", given="elsewhere(user)"), False),
    "another function, and this one is named elsewhere": (
        APP.format(name="greet", given="user.name") + "\n\nJOBS = ['jobs.work']\n",
        False,
    ),
}


@pytest.mark.parametrize("what", STARTED)
def test_what_the_run_hands_over(what: str, tmp_path: Path) -> None:
    app, wanted = STARTED[what]
    for path, code in {**SHARED, "app.py": app}.items():
        (tmp_path / path).write_text(code, encoding="utf-8")
    assert untraced(tmp_path, JOBS, [(2, "work")]) is wanted
