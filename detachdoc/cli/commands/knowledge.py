"""`detachdoc knowledge check`: every mistake in a knowledge folder, for contributors."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from detachdoc.cli import manual

app = typer.Typer(help=manual.KNOWLEDGE)

#: Exit code when the folder has mistakes.
WRONG = 1


@app.callback(help=manual.KNOWLEDGE)
def start() -> None:
    """Make `check` a command of its own, although it is the only one."""


@app.command(help=manual.CHECK)
def check(
    path: Annotated[str | None, typer.Argument(help="The folder. Default: the one detachdoc uses.")] = None,
) -> int:
    """Check and print. Returns the exit code."""
    from detachdoc import knowledge
    from detachdoc.cli.streams import emit, remark
    from detachdoc.errors import InputError

    folder = path or knowledge.data_folder()
    if not os.path.isdir(folder):
        raise InputError(f"{folder} is not a folder. Name one that holds tree.yaml.")
    problems = knowledge.check(folder)
    if problems:
        emit("".join(f"{problem}\n" for problem in problems))
        remark(f"detachdoc: {len(problems)} mistake{'s' * (len(problems) > 1)} in {folder}.")
        return WRONG
    emit(f"{folder}: no mistakes.\n")
    return 0
