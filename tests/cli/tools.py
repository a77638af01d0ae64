"""Runs the command line as a program, and holds the texts the tests feed it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from detachdoc import __main__ as entry
from detachdoc.cli.failures import guarded
from tests.ask.tools import environment

LAZY = """\
Traceback (most recent call last):
  File "/srv/shop/api/orders.py", line 44, in list_orders
    for order in user.orders:
  File "/usr/lib/python3.11/site-packages/sqlalchemy/orm/attributes.py", line 566, in __get__
    return self.impl.get(state, dict_)
  File "/usr/lib/python3.11/site-packages/sqlalchemy/orm/strategies.py", line 900, in _load_for_state
    raise orm_exc.DetachedInstanceError(
sqlalchemy.orm.exc.DetachedInstanceError: Parent instance <User at 0x7f1> is not bound to a Session; lazy load \
operation of attribute 'orders' cannot proceed (Background on this error at: https://sqlalche.me/e/20/bhk3)
"""
OTHER = """\
Traceback (most recent call last):
  File "/srv/shop/api/orders.py", line 12, in total
    return price / count
ZeroDivisionError: division by zero
"""
CHAINED = f"""{OTHER}
During handling of the above exception, another exception occurred:

{LAZY}"""
NOTHING = "GET /orders 200 OK\nGET /health 200 OK\n"
#: Settles `LAZY`, whatever the traceback says.
SETTLED = "journey=taken-out"


def run(
    *words: str, stdin: str | bytes | None = None, env: dict[str, str] | None = None, cwd: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `detachdoc` without any terminal.

    Args:
        words: its arguments.
        stdin: what is piped in; None for nothing at all.
        env: variables added to the environment.
        cwd: folder to run in.
    """
    given = (stdin.encode() if isinstance(stdin, str) else stdin) or b""
    result = subprocess.run(
        [sys.executable, "-m", "detachdoc", *words],
        input=given,
        capture_output=True,
        env=environment(**(env or {})),
        timeout=60,
        check=False,
        cwd=cwd,
        start_new_session=True,
    )
    output, remarks = result.stdout.decode(), result.stderr.decode()
    return subprocess.CompletedProcess(result.args, result.returncode, output, remarks)


def run_here(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run `detachdoc` in this process, which is faster. Gives its exit code, stdout and stderr."""
    arguments = list(words)
    code = guarded(arguments, lambda: entry._run(arguments))
    return code, *capfd.readouterr()


def shell(script: str, *words: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a shell script in which `$detachdoc` is the command line. `words` are `$1`, `$2`, …"""
    variables = environment(detachdoc=f"{sys.executable} -m detachdoc", **(env or {}))
    return subprocess.run(
        ["bash", "-c", script, "bash", *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=variables,
        timeout=60,
        check=False,
        start_new_session=True,
    )


def one_line(text: str) -> str:
    """The only line of a text; fails when there are more, or a Python traceback."""
    lines = text.splitlines()
    assert len(lines) == 1, text
    return lines[0]


def needs_permissions() -> pytest.MarkDecorator:
    """Skips where nothing is forbidden: root reads everything."""
    return pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
