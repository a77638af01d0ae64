"""Scripts are run in a process and a folder of their own."""

from __future__ import annotations

import os

import pytest

from detachdoc.demo import running
from detachdoc.errors import DetachdocError


@pytest.fixture
def script(tmp_path):
    def write(text):
        path = tmp_path / "before.py"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_log_and_exit_code(script):
    ran = running.run(script("import sys; print('reply'); print('log', file=sys.stderr); sys.exit(3)"))
    assert (ran.name, ran.exit_code, ran.raised) == ("before.py", 3, False)
    assert sorted(ran.log.split()) == ["log", "reply"]


def test_the_error_is_seen(script):
    assert running.run(script("raise RuntimeError('DetachedInstanceError')")).raised


def test_nothing_can_be_read_from_stdin(script):
    assert running.run(script("import sys; print(repr(sys.stdin.read()))")).log == "''\n"


def test_a_copy_runs_alone_in_a_folder_that_is_gone_afterwards(script):
    ran = running.run(script("import os; print(os.listdir()); print(__file__)"))
    assert ran.log == f"['before.py']\n{ran.folder}/before.py\n"
    assert not os.path.exists(ran.folder)


def test_any_character_arrives(script):
    assert running.run(script("print('\\u2192 \\u00e9')")).log == "→ é\n"


def test_a_script_that_hangs_is_stopped(script, monkeypatch):
    monkeypatch.setattr(running, "_LIMIT", 0.5)
    with pytest.raises(DetachdocError, match=r"before\.py has not ended after 0\.5 seconds"):
        running.run(script("import threading; threading.Event().wait()"))
