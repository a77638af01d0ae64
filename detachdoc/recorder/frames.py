"""Walks the running stack outward, through greenlets, worker threads and tasks, to the app's code.

SQLAlchemy's asyncio layer puts a greenlet between an app and a session; Starlette puts a thread around sync code.

Every walk is bounded and returns frames only to its caller, so that nothing is kept alive.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.recorder.files import APP, BOUNDARY, FRAMEWORK, OTHER, kind_of
from detachdoc.recorder.waiting import waiting_frames

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

#: Deep enough for any stack that is not runaway recursion.
_DEEPEST = 400
#: CO_GENERATOR | CO_ASYNC_GENERATOR of `inspect`, which costs too much to import here.
_GENERATOR = 0x20 | 0x200
#: CO_COROUTINE of `inspect`.
_COROUTINE = 0x80


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
    """Return the innermost frame of the app, `frame` or outside it; None when a framework's comes first.

    An app that is installed into site-packages looks like a library; its innermost frame is taken when
    there is no frame of a project folder.
    """
    candidate: FrameType | None = None
    for outer in outward(frame):
        kind = kind_of(outer.f_code.co_filename)
        if kind == APP:
            return outer
        if kind == OTHER:
            candidate = candidate or outer
        elif kind == FRAMEWORK:
            break
    return candidate


def outward(frame: FrameType | None) -> Iterator[FrameType]:
    """Yield `frame` and the frames outside it, then those of the code that waits for this thread or task."""
    level = 0
    for _ in range(_DEEPEST):
        if frame is None:
            level += 1
            frame = _parent(level)
            if frame is None:
                return
        yield frame
        if kind_of(frame.f_code.co_filename) == BOUNDARY and is_boundary(frame):
            yield from waiting_frames(frame)
            return
        frame = frame.f_back


def is_boundary(frame: FrameType) -> bool:
    """Whether what runs inside `frame` was started here: a worker's loop, an event loop; not a coroutine in between."""
    return not frame.f_code.co_flags & _COROUTINE


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
