"""Runs the `demo` command: chooses the example, prints each step as it happens, and returns the exit code."""

from __future__ import annotations

import io
import itertools
import os
from typing import TYPE_CHECKING

from detachdoc import __version__, knowledge
from detachdoc.cli.streams import emit, open_stdout
from detachdoc.demo import document
from detachdoc.demo.examples import choose, examples
from detachdoc.demo.installed import check_can_run, installed
from detachdoc.demo.performing import perform
from detachdoc.errors import Interrupted
from detachdoc.render import json_v1

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detachdoc.demo.examples import Example
    from detachdoc.demo.installed import Installed
    from detachdoc.demo.running import Ran
    from detachdoc.demo.verdict import Verdict
    from detachdoc.render.color import ColorFlag
    from detachdoc.render.terminal import Look, View
    from detachdoc.render.terminal.page import Page

#: Exit code when a script or the verdict is not what the knowledge says.
UNEXPECTED = 1


def list_examples(*, json: bool) -> int:
    """Print all examples; return the exit code."""
    here = installed(to_run=False)
    every = examples(knowledge.load(), knowledge.data_folder())
    if json:
        emit(json_v1.dumps(document.of_list(every, here, version=__version__)) + "\n")
        return 0
    emit(listing(every, here))
    return 0


def show(wanted: str, *, json: bool, color: ColorFlag, plain: bool) -> int:
    """Run one example and print what happens.

    Args:
        wanted: `ID` or `ID/VARIANT`.
        json: one document at the end instead of text on the way.
        color: `--color`.
        plain: no drawings.

    Returns:
        The exit code.

    Raises:
        UsageError: there is no such example, or it cannot run on what is installed.
        DetachdocError: a script does not end, or stdout is closed; Interrupted on Ctrl-C.
    """
    try:
        return _show(wanted, json=json, color=color, plain=plain)
    except KeyboardInterrupt:
        raise Interrupted("cancelled") from None


def _show(wanted: str, *, json: bool, color: ColorFlag, plain: bool) -> int:
    known = knowledge.load()
    every = examples(known, knowledge.data_folder())
    # A name that is wrong is wrong without FastAPI too.
    choose(wanted, every, installed(to_run=False))
    here = installed()
    example = choose(wanted, every, here)
    check_can_run(example.variant, here)
    if json:
        done = perform(example, known, here, on_run=_nothing, on_verdict=_nothing)
        emit(json_v1.dumps(document.of_demo(done, here, version=__version__)) + "\n")
    else:
        from detachdoc.render import terminal

        stage = _Stage(example, terminal.look_at(open_stdout(), os.environ, color=color, plain=plain))
        stage.open(here)
        done = perform(example, known, here, on_run=stage.ran, on_verdict=stage.judged)
    return 0 if done.as_expected(here) else UNEXPECTED


def _nothing(_: object) -> None:
    """Told of a step, prints nothing."""


def listing(every: Sequence[Example], here: Installed) -> str:
    """Return all examples as lines, grouped by cause, with a mark on those that do not raise here."""
    width = max(len(example.variant.id) for example in every)
    lines = []
    for cause, of_cause in itertools.groupby(every, key=lambda example: example.cause):
        lines += ["", f"{cause.number}  {cause.id}"]
        lines += [f"   {_mark(one, here)} {one.variant.id:{width}}  {one.variant.title}" for one in of_cause]
    lines += ["", _on(here)]
    return "\n".join(lines[1:]) + "\n"


def _on(here: Installed) -> str:
    if not here.complete:
        return "x cannot run: the examples need FastAPI and a few more: pip install 'detachdoc[demo]'"
    versions = f"FastAPI {here.versions['fastapi']} and SQLAlchemy {here.versions['sqlalchemy']}"
    return f"Installed: {versions}. On these, o does not raise, and x cannot run."


def _mark(example: Example, here: Installed) -> str:
    if not here.can_run(example.variant):
        return "x"
    return " " if here.must_raise(example.variant) else "o"


class _Stage:
    """Prints the steps of a demo, each as soon as it is over.

    Args:
        example: the one that runs.
        look: what stdout can show.
    """

    def __init__(self, example: Example, look: Look) -> None:
        self._example = example
        self._look = look

    def open(self, here: Installed) -> None:
        from detachdoc.demo.drawing import draw_opening

        self._print(lambda page: draw_opening(page, self._example, here))

    def ran(self, ran: Ran) -> None:
        from detachdoc.demo.drawing import draw_fix, draw_popular, draw_run

        if ran.name == "after.py":
            self._print(lambda page: draw_fix(page, self._example))
        if ran.name == "popular.py":
            self._print(lambda page: draw_popular(page, ran, self._example))
        else:
            self._print(lambda page: draw_run(page, ran))

    def judged(self, verdict: Verdict) -> None:
        from detachdoc.demo.drawing import draw_verdict_closing, draw_verdict_opening
        from detachdoc.render import terminal

        self._print(lambda page: draw_verdict_opening(page, verdict))
        told = io.StringIO()
        terminal.show([verdict.diagnosis], stream=told, look=self._look, view=self._view())
        emit(told.getvalue() + "\n")
        self._print(lambda page: draw_verdict_closing(page, verdict, self._example))

    def _view(self) -> View:
        from detachdoc.render.terminal import View

        # The log that was diagnosed is gone, so no command can repeat it.
        return View(brief=True, command=())

    def _print(self, draw: Callable[[Page], None]) -> None:
        from detachdoc.render.terminal.output import write
        from detachdoc.render.terminal.page import Page

        page, text = Page(self._look), io.StringIO()
        draw(page)
        write(page, text)
        emit(text.getvalue() + "\n" if page.lines else "")
