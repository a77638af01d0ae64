"""Runs one script of an example in a Python of its own and keeps what it logged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from typing import NamedTuple

from detachdoc.errors import DetachdocError

#: Seconds. The examples wait for nothing; this only ends a machine that is stuck.
_LIMIT = 120


class Ran(NamedTuple):
    """How a script ended."""

    #: `before.py`, `after.py` or `popular.py`.
    name: str
    exit_code: int
    #: What it printed: the log and the reply.
    log: str
    #: Where its copy ran; gone by now, but the log names it.
    folder: str

    @property
    def raised(self) -> bool:
        """Whether the error is in the log."""
        return "DetachedInstanceError" in self.log


def run(script: str) -> Ran:
    """Run a copy of a script in a temporary folder of its own.

    Where detachdoc is installed, the examples lie among the libraries, and their frames would be taken for a
    library's. The copy is what a user has: code of their own.

    Args:
        script: its path.

    Raises:
        DetachdocError: it did not end.
    """
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        with tempfile.TemporaryDirectory() as folder:
            copied = shutil.copy(script, folder)
            ended = subprocess.run(
                [sys.executable, copied], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=_LIMIT, check=False,
            )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise DetachdocError(f"{script} has not ended after {_LIMIT} seconds and was stopped.") from None
    log = ended.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
    return Ran(os.path.basename(script), ended.returncode, log, folder)
