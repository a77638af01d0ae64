"""Captures the running stack cheaply, to be understood later: only when an error is raised.

A trail goes from SQLAlchemy outward to the first framework, through greenlets, worker threads and tasks where it must
to find the app's code. It is a flat tuple of code objects, each followed by the offset of its running instruction
where it may be the app's; no frame is kept, so no object of the app is.
"""

from __future__ import annotations

import sys
from types import CodeType
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.recorder.files import APP, BOUNDARY, FRAMEWORK, KINDS, OTHER, kind_of
from detachdoc.recorder.waiting import is_boundary, waiting_frames

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

#: Frames of the app per trail; what is further out decides nothing.
_APP_FRAMES = 6
#: How many are left after the first of them.
_INNERMOST = _APP_FRAMES - 1
#: Deep enough for any stack that is not runaway recursion.
_DEEPEST = 400

Trail = tuple["CodeType | int", ...]
#: File, line and function, as the interpreter names them.
Spot = tuple[str, int, str]


class Step(NamedTuple):
    """One frame of a trail."""

    code: CodeType
    #: Of the running instruction; -1 for a library's.
    offset: int
    #: One of the constants of `files`.
    kind: int

    @property
    def spot(self) -> Spot:
        """The line it was at."""
        lines = (line for start, end, line in self.code.co_lines() if start <= self.offset < end)
        return self.code.co_filename, next(lines, None) or self.code.co_firstlineno, self.code.co_name

    @property
    def name(self) -> str:
        """The function's name."""
        return self.code.co_name


def capture(frame: FrameType | None, maker: CodeType | None = None, callers: Trail = ()) -> Trail:
    """Return the trail from `frame` outward.

    Written as one flat loop: it runs for every query and session, and a call per frame would double its time.

    Args:
        frame: where to begin.
        maker: when the app's innermost frame runs this code, all that is further out is taken from `callers`.
        callers: the trail outside of `maker`, used if it begins with the running caller; `()` to end at `maker`.
    """
    trail: list[CodeType | int] = []
    left, crossed, last, kind = _APP_FRAMES, False, "", 0
    while frame is not None:
        code = frame.f_code
        trail.append(code)
        if code.co_filename is not last:
            last = code.co_filename
            kind = KINDS[last]
        if kind == APP:
            # The line is worked out later: asking for it took a third of the time.
            trail.append(frame.f_lasti)
            left -= 1
            if code is maker and left == _INNERMOST and _is_called_by(frame.f_back, callers):
                return (*trail, *callers)
            if not left:
                break
        elif kind >= OTHER:
            if kind != OTHER and left < _APP_FRAMES:
                break
            return _capture_slowly(frame, trail)
        frame = frame.f_back
        if frame is None and left == _APP_FRAMES and not crossed:
            frame, crossed = _parent(1), True
    return tuple(trail)


def steps(trail: Trail) -> list[Step]:
    """Return the frames of `trail`, innermost first."""
    found: list[Step] = []
    for item in trail:
        if isinstance(item, int):
            found[-1] = found[-1]._replace(offset=item)
        else:
            found.append(Step(item, -1, kind_of(item.co_filename)))
    return found


def innermost(trail: Trail) -> tuple[CodeType | None, Trail]:
    """Return the code of the app's innermost frame, and the trail outside it if that is the app's too, else `()`."""
    maker: CodeType | None = None
    for position, item in enumerate(trail, 1):
        if isinstance(item, int):
            callers = trail[position:]
            return maker, callers if len(callers) > 1 and isinstance(callers[1], int) else ()
        maker = item
    return None, ()


def app_position(found: list[Step]) -> int | None:
    """Return the index of the innermost frame of the app; None when a framework comes first.

    An app that is installed into site-packages looks like a library; its innermost frame is taken when
    there is no frame of a project folder.
    """
    candidate = None
    for position, step in enumerate(found):
        if step.kind == APP:
            return position
        if step.kind == OTHER and candidate is None:
            candidate = position
        if step.kind == FRAMEWORK:
            break
    return candidate


def spot_in(trail: Trail) -> Spot | None:
    """Return the innermost line of the app."""
    found = steps(trail)
    position = app_position(found)
    return None if position is None else found[position].spot


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


def _is_called_by(outer: FrameType | None, callers: Trail) -> bool:
    """Whether the running caller is the first of `callers`, at the same instruction; true if they do not matter."""
    return not callers or (outer is not None and outer.f_code is callers[0] and outer.f_lasti == callers[1])


def _capture_slowly(frame: FrameType, trail: list[CodeType | int]) -> Trail:
    """Go on where the app's code is hard to find: it is installed as a package, or waits in another thread."""
    del trail[-1]
    left = _APP_FRAMES
    for outer in outward(frame):
        kind = kind_of(outer.f_code.co_filename)
        trail.append(outer.f_code)
        if kind in {APP, OTHER}:
            trail.append(outer.f_lasti)
            left -= 1
        if kind == FRAMEWORK or not left:
            break
    return tuple(trail)


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
