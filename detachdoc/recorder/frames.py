"""Walks the running stack outward, through the greenlets SQLAlchemy's asyncio layer puts between an app and a session.

Every walk is bounded and returns frames only to its caller, so that nothing is kept alive.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.recorder.files import APP, FRAMEWORK, OTHER, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

#: Deep enough for any stack that is not runaway recursion.
_DEEPEST = 400
#: CO_GENERATOR | CO_ASYNC_GENERATOR of `inspect`, which costs too much to import here.
_GENERATOR = 0x20 | 0x200


#: File and name of a function.
Key = tuple[str, str]


class Spot(NamedTuple):
    """A line of somebody's code, as the interpreter names it."""

    file: str
    line: int
    function: str


def spot_of(frame: FrameType) -> Spot:
    """Return the line `frame` is at."""
    code = frame.f_code
    return Spot(code.co_filename, frame.f_lineno or code.co_firstlineno, code.co_name)


def key_of(frame: FrameType) -> Key:
    """Return the function `frame` runs."""
    return frame.f_code.co_filename, frame.f_code.co_name


def is_generator(frame: FrameType) -> bool:
    """Whether `frame` runs a generator or an async generator."""
    return bool(frame.f_code.co_flags & _GENERATOR)


def nearest(frame: FrameType | None) -> FrameType | None:
    """Return the innermost frame of the app, `frame` or outside it; None when there is none.

    An app that is installed into site-packages looks like a library; its innermost frame is taken when
    a framework's frame comes before any frame of a project folder.
    """
    candidate: FrameType | None = None
    for outer in outward(frame):
        kind = kind_of(outer.f_code.co_filename)
        if kind == APP:
            return outer
        if kind == OTHER:
            candidate = candidate or outer
        elif kind == FRAMEWORK and candidate is not None:
            return candidate
    return candidate


def outward(frame: FrameType | None) -> Iterator[FrameType]:
    """Yield `frame` and the frames outside it, and go on in the parent where a greenlet's stack ends."""
    level = 0
    for _ in range(_DEEPEST):
        if frame is None:
            level += 1
            frame = _parent(level)
            if frame is None:
                return
        yield frame
        frame = frame.f_back


def _parent(level: int) -> FrameType | None:
    """Return the frame in which the `level`-th parent of the running greenlet waits."""
    greenlets = sys.modules.get("greenlet")
    if greenlets is None:
        return None
    greenlet = greenlets.getcurrent()
    for _ in range(level):
        greenlet = greenlet.parent
        if greenlet is None:
            return None
    found: FrameType | None = greenlet.gr_frame
    return found
