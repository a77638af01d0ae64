"""How long does a person wait until the first question can be answered?"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time

import pexpect

from benchmarks.measuring import TRACEBACK, Row, detachdoc, environment, in_turn, report

#: Each round starts two processes in a terminal of their own.
_ROUNDS = 10


def rows() -> list[Row]:
    """Time from the start of the process to the first answer on the screen, in a pseudo-terminal."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "tb.txt"), "w", encoding="utf-8") as stream:
            stream.write(TRACEBACK)
        answer = _first_answer(folder)
        command = [*detachdoc(), "diagnose", "tb.txt", "--no-source"]
        medians = in_turn({
            "bare": lambda: _until("ready", [sys.executable, "-c", "print('ready')"], folder),
            "prompt": lambda: _until(answer, command, folder),
        }, _ROUNDS)  # fmt: skip
    return [
        Row("first prompt: python -c \"print('ready')\" in a terminal", medians["bare"], "ms"),
        Row("first prompt: diagnose tb.txt --no-source", medians["prompt"], "ms", 300),
    ]


def _first_answer(folder: str) -> str:
    """The first words of the first answer that will be offered; the rest may be wrapped."""
    words = ["diagnose", "tb.txt", "--no-source", "--json"]
    told = subprocess.run([*detachdoc(), *words], cwd=folder, env=environment(), capture_output=True, check=False)
    answers = json.loads(told.stdout)["diagnoses"][0]["questions"][0]["answers"]
    return re.escape(" ".join(answers[0]["label"].split()[:4]))


def _until(pattern: str, command: list[str], folder: str) -> float:
    started = time.perf_counter()
    child = pexpect.spawn(
        command[0], command[1:], cwd=folder, env=environment(), dimensions=(40, 100), timeout=20, encoding="utf-8"
    )
    child.expect(pattern)
    taken = (time.perf_counter() - started) * 1000
    child.close(force=True)
    return taken


if __name__ == "__main__":
    report(rows())
