"""Runs the scripts of an example in order and judges the log of the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detachdoc.demo.examples import Example
from detachdoc.demo.running import Ran, run
from detachdoc.demo.verdict import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Callable

    from detachdoc.demo.installed import Installed
    from detachdoc.model.knowledge import Knowledge

_SCRIPTS = ("before.py", "popular.py", "after.py")


class Demo(NamedTuple):
    """What happened."""

    example: Example
    #: before.py, popular.py where there is one, after.py.
    runs: tuple[Ran, ...]
    #: None when before.py did not raise.
    verdict: Verdict | None

    def as_expected(self, here: Installed) -> bool:
        """Whether every script ended, and detachdoc judged, as the knowledge says for these versions."""
        raising = here.must_raise(self.example.variant)
        ends = all(_ended_well(ran, raises=raising and ran.name != "after.py") for ran in self.runs)
        return ends and (self.verdict.is_right if self.verdict else not raising)


def perform(
    example: Example,
    known: Knowledge,
    here: Installed,
    *,
    on_run: Callable[[Ran], None],
    on_verdict: Callable[[Verdict], None],
) -> Demo:
    """Run the example.

    Args:
        example: which one.
        known: the knowledge.
        here: what is installed.
        on_run: told about each script as soon as it has ended.
        on_verdict: told what detachdoc says about the log of before.py, when that raised.

    Raises:
        DetachdocError: a script does not end.
    """
    runs, verdict = [], None
    for script in filter(None, map(example.script, _SCRIPTS)):
        ran = run(script)
        runs.append(ran)
        on_run(ran)
        if ran.name == "before.py" and ran.raised:
            verdict = judge(ran.log, example, known, here.versions["fastapi"])
            on_verdict(verdict)
    return Demo(example, tuple(runs), verdict)


def _ended_well(ran: Ran, *, raises: bool) -> bool:
    return (ran.exit_code, ran.raised) == ((1, True) if raises else (0, False))
