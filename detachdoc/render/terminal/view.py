"""What does the user want to see, and what may be read to show it?"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from detachdoc.render.excerpt import Lines

#: The absolute local path of a file named in a place; None when it is not here.
Locate = Callable[[str], str | None]


class View(NamedTuple):
    """The user's wishes for one run."""

    #: For experts: the verdict, the places and the change in a handful of lines.
    brief: bool = False
    #: Of a brief view: the places with their code.
    code: bool = False
    #: How the object travelled from load to use.
    trace: bool = False
    #: How each question was answered.
    why: bool = False
    #: The command without answers that was typed; `--answer` words are added to it for the replay. Empty: no replay.
    command: tuple[str, ...] = ("detachdoc", "diagnose")
    #: Reads the user's source, so that frames show neighbouring lines; None: only what the input printed.
    lines: Lines | None = None
    #: Which of how many errors is drawn. What can be answered and replayed is about the first.
    number: int = 1
    total: int = 1
    #: Finds local files, so that references can be clicked.
    locate: Locate | None = None
