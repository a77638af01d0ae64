"""How are two commands compared on a busy machine? In turn, many times, by their medians, next to the noise."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

#: Long enough for stable medians, short enough to be run at all.
ROUNDS = 30

TRACEBACK = """\
Traceback (most recent call last):
  File "/srv/shop/app/api/orders.py", line 44, in list_orders
    for order in user.orders:
                 ^^^^^^^^^^^
  File "/venv/lib/python3.12/site-packages/sqlalchemy/orm/attributes.py", line 566, in __get__
    return self.impl.get(state, dict_)
  File "/venv/lib/python3.12/site-packages/sqlalchemy/orm/strategies.py", line 922, in _load_for_state
    raise orm_exc.DetachedInstanceError(
sqlalchemy.orm.exc.DetachedInstanceError: Parent instance <User at 0x7f> is not bound to a Session; lazy load \
operation of attribute 'orders' cannot proceed (Background on this error at: https://sqlalche.me/e/20/bhk3)
"""


class Row(NamedTuple):
    """One line of the result."""

    what: str
    value: float
    unit: str
    #: Largest value that is good enough; None for numbers to watch.
    goal: float | None = None

    def __str__(self) -> str:
        goal = "" if self.goal is None else f"goal {self.goal:g}: {'met' if self.value <= self.goal else 'MISSED'}"
        return f"{self.what:<58}{self.value:>9.2f} {self.unit:<4}{goal}".rstrip()


def in_turn(measures: Mapping[str, Callable[[], float]], rounds: int = ROUNDS) -> dict[str, float]:
    """Take each measure once a round, so that a slow moment hits all alike. Returns the medians.

    The first round only warms up: Python and detachdoc keep what they compiled.
    """
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for number in range(rounds + 1):
        for name, measure in measures.items():
            value = measure()
            if number:
                taken[name].append(value)
    return {name: statistics.median(values) for name, values in taken.items()}


def duration(command: Sequence[str], folder: str) -> float:
    """Milliseconds from starting a process to its end. It must end with 0 or 1."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, check=False)
    taken = (time.perf_counter() - started) * 1000
    if done.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr.decode(errors='replace')}")
    return taken


def environment() -> dict[str, str]:
    """This process's environment as a user's terminal has it, with nothing kept from being compiled once."""
    unwanted = {"CI", "NO_COLOR", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    return {key: value for key, value in os.environ.items() if key not in unwanted} | {"TERM": "xterm-256color"}


def detachdoc() -> list[str]:
    """The command a user types, of this Python."""
    script = os.path.join(os.path.dirname(sys.executable), "detachdoc")
    return [script] if os.path.exists(script) else [sys.executable, "-m", "detachdoc"]


def report(rows: Sequence[Row]) -> None:
    """Print the lines of a result."""
    for row in rows:
        print(row, flush=True)
