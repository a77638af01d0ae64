"""Library frames are folded; everything else of the log stays."""

from __future__ import annotations

from detachdoc.demo.folding import folded

LOG = """\
Exception in ASGI application
Traceback (most recent call last):
  File "/venv/lib/starlette/routing.py", line 1, in app
    await self.app()
  File "/venv/lib/fastapi/routing.py", line 2, in run
    return call()
           ^^^^^^
  File "/k/example/before.py", line 3, in handler
    user.orders
    ^^^^^^^^^^^
  File "/venv/lib/sqlalchemy/orm/attributes.py", line 4, in __get__
    return 1
sqlalchemy.orm.exc.DetachedInstanceError: Parent instance <User>
500 Internal Server Error
"""


def test_runs_of_library_frames_become_one_line():
    assert list(folded(LOG, "/k/example")) == [
        "Exception in ASGI application",
        "Traceback (most recent call last):",
        "  ... 2 frames of libraries ...",
        '  File "before.py", line 3, in handler',
        "    user.orders",
        "    ^^^^^^^^^^^",
        "  ... 1 frame of libraries ...",
        "sqlalchemy.orm.exc.DetachedInstanceError: Parent instance <User>",
        "500 Internal Server Error",
    ]


def test_a_log_without_frames_is_left_alone():
    assert list(folded("200 ok\n\nsent\n", "/k/example")) == ["200 ok", "", "sent"]


def test_an_empty_log():
    assert list(folded("", "/k/example")) == []


def test_a_log_that_ends_in_library_frames_says_so():
    cut = LOG[: LOG.index("sqlalchemy.orm.exc")]
    assert list(folded(cut, "/k/example"))[-1] == "  ... 1 frame of libraries ..."
