"""Captures the running stack cheaply, to be understood later: only when an error is raised.

A trail goes from SQLAlchemy outward to the first framework, through greenlets, worker threads and tasks where it must
to find the app's code. It holds code objects and offsets of running instructions; no frame is kept, so no object of the
app is.
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
#: Methods that are the end of a `with` block.
EXITS = frozenset({"__exit__", "__aexit__"})
#: CO_GENERATOR | CO_ASYNC_GENERATOR of `inspect`.
GENERATOR = 0x20 | 0x200
#: Deep enough for any stack that is not runaway recursion.
_DEEPEST = 400

#: Code objects, innermost first, each followed by the offset of its running instruction where it may be the app's.
Flat = tuple["CodeType | int", ...]
#: The libraries' code from the choke point outward, the app's code they were called from with its offset, and what is
#: outside of that. In parts, so that trails can share the last. Without the app's code, all is in the last.
Trail = tuple[tuple["CodeType", ...], "CodeType | None", int, Flat]
NOWHERE: Trail = ((), None, -1, ())
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


def capture(frame: FrameType | None, made: Trail = NOWHERE, *, ends: bool = False) -> Trail:
    """Return the trail from `frame` outward.

    Written as flat loops: they run for every query and session, and a call per frame would double their time.

    Args:
        frame: where to begin.
        made: another trail; if the app's innermost function is the same, and called from the same place, what is
            outside is taken from there.
        ends: leave out what is outside of the function of `made`, where `ends_for_itself`.
    """
    inner: list[CodeType] = []
    crossed = False
    while True:
        if frame is None:
            frame, crossed = None if crossed else _parent(1), True
            if frame is None:
                return (), None, -1, tuple(inner)
        code = frame.f_code
        name = code.co_filename
        kind = KINDS[name] if name in KINDS else kind_of(name)
        if kind == APP:
            break
        if kind >= OTHER:
            return (), None, -1, _capture_slowly(frame, [*inner])
        inner.append(code)
        frame = frame.f_back
    # The line is worked out later: asking for it took a third of the time.
    offset, outside = frame.f_lasti, frame.f_back
    if code is made[1]:
        if ends:
            return tuple(inner), code, offset, () if ends_for_itself(code) else _capture_outside(outside)
        shared = made[3]
        if len(shared) > 1 and outside is not None and outside.f_code is shared[0] and outside.f_lasti == shared[1]:
            return tuple(inner), code, offset, shared
    return tuple(inner), code, offset, _capture_outside(outside)


def ends_for_itself(code: CodeType) -> bool:
    """Whether a function that made a session and closes it is to blame, and not the block whose exit it may be.

    What `sites.end_of` makes of a trail then does not depend on the callers of the function.
    """
    return not code.co_flags & GENERATOR and code.co_name not in EXITS


def steps(trail: Trail) -> list[Step]:
    """Return the frames of `trail`, innermost first."""
    inner, maker, offset, outside = trail
    found = [Step(code, -1, kind_of(code.co_filename)) for code in inner]
    app: Flat = () if maker is None else (maker, offset)
    for item in app + outside:
        if isinstance(item, int):
            found[-1] = found[-1]._replace(offset=item)
        else:
            found.append(Step(item, -1, kind_of(item.co_filename)))
    return found


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


def _capture_outside(frame: FrameType | None) -> Flat:
    """Capture the callers of the app's innermost function."""
    trail: list[CodeType | int] = []
    left = _APP_FRAMES - 1
    while frame is not None:
        code = frame.f_code
        name = code.co_filename
        kind = KINDS[name] if name in KINDS else kind_of(name)
        if kind == APP:
            trail.append(code)
            trail.append(frame.f_lasti)
            left -= 1
            if not left:
                break
        elif kind == OTHER:
            return _capture_slowly(frame, trail)
        else:
            trail.append(code)
            if kind > OTHER:
                break
        frame = frame.f_back
    return tuple(trail)


def _capture_slowly(frame: FrameType, trail: list[CodeType | int]) -> Flat:
    """Go on where the app's code is hard to find: it is installed as a package, or waits in another thread."""
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
