"""How wide is the screen of the person who reads this? Also when the output goes through a pager."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Longer lines are hard to read; wider screens leave the rest free.
WIDEST: Final = 110
STDIN, STDOUT, STDERR = 0, 1, 2
#: A larger number in COLUMNS is a mistake.
_BELIEVED = 10_000


def screen_columns(env: Mapping[str, str], *descriptors: int) -> int | None:
    """Columns of the screen; None when there is none.

    Args:
        env: environment variables; `COLUMNS` wins, as it does in other programs.
        descriptors: file descriptors to look at, the likeliest terminal first.
    """
    told = env.get("COLUMNS", "")
    if told.isdecimal() and 0 < int(told) < _BELIEVED:
        return int(told)
    return next(filter(None, map(_of_terminal, descriptors)), None)


def _of_terminal(descriptor: int) -> int:
    try:
        return os.get_terminal_size(descriptor).columns
    except (OSError, ValueError):
        # A file, a pipe, or closed.
        return 0
