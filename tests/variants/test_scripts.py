"""`python before.py` and `python after.py` as a person types them, in a new interpreter."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.variants.tools import variants

#: One example per cause that raises here; the others run in forked processes (test_runs.py).
FIRST = {v.folder.parent.name: v for v in reversed(variants()) if v.runs_here() and v.raises_here()}


def run(script, folder):
    command = [sys.executable, str(script)]
    environment = {**os.environ, "TMPDIR": str(folder)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("cause", sorted(FIRST))
def test_before_logs_a_traceback_and_exits_1(cause, tmp_path):
    ended = run(FIRST[cause].script("before"), tmp_path)
    assert ended.returncode == 1
    assert "Traceback (most recent call last):" in ended.stderr
    assert "DetachedInstanceError" in ended.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("cause", sorted(FIRST))
def test_after_is_silent_and_exits_0(cause, tmp_path):
    ended = run(FIRST[cause].script("after"), tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []
