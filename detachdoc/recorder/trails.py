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


#: Ways from the choke point of queries (False) and of ends (True) to the app: the depth at which the last function of
#: SQLAlchemy runs, seen from `capture_again`, its code, the code on the way.
_ways: dict[bool, tuple[tuple[int, CodeType, tuple[CodeType, ...]], ...]] = {False: (), True: ()}
_WAYS = 4
#: `capture_again`, its caller and the replaced function.
_OWN_FRAMES = 2
_getframe = sys._getframe


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
    crossed, last, kind = False, "", 0
    while True:
        if frame is None:
            frame, crossed = None if crossed else _parent(1), True
            if frame is None:
                return (), None, -1, tuple(inner)
        code = frame.f_code
        name = code.co_filename
        if name is not last:
            last, kind = name, KINDS[name] if name in KINDS else kind_of(name)
        if kind == APP:
            # The line is worked out later: asking for it took a third of the time.
            return tuple(inner), code, frame.f_lasti, _outside(frame.f_back, code, made, ends)
        if kind >= OTHER:
            return (), None, -1, _capture_slowly(frame, [*inner])
        inner.append(code)
        frame = frame.f_back


def capture_again(frame: FrameType, made: Trail, *, ends: bool = False) -> Trail:
    """Return the same as `capture`, sooner where the same way through SQLAlchemy was taken before.

    The app's frame is then asked for by its depth, and counts if it called what it called then. That saves a look at
    the frames between, two thirds of the time. To be called by what a replaced function calls, with the frame that
    called the latter.
    """
    for depth, entry, inner in _ways[ends]:
        try:
            reached = _getframe(depth)
        except ValueError:
            # The stack is not so deep: the bottom of a greenlet.
            continue
        if reached.f_code is not entry or (app := reached.f_back) is None:
            continue
        code = app.f_code
        if code is made[1] or KINDS.get(code.co_filename) == APP:
            return inner, code, app.f_lasti, _outside(app.f_back, code, made, ends)
    trail = capture(frame, made, ends=ends)
    way = (len(trail[0]) + _OWN_FRAMES, trail[0][-1], trail[0]) if trail[0] else None
    if way is not None and way not in _ways[ends]:
        # One that is there already began in another greenlet, out of reach.
        _ways[ends] = (way, *_ways[ends][: _WAYS - 1])
    return trail


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


def outward(frame: FrameType | None, *, patiently: bool = False) -> Iterator[FrameType]:
    """Yield `frame` and the frames outside it, then those of the code that waits for this thread or task.

    Args:
        frame: where to begin.
        patiently: as for `waiting_frames`; where an error is raised, there is time.
    """
    level = 0
    for _ in range(_DEEPEST):
        if frame is None:
            level += 1
            frame = _parent(level)
            if frame is None:
                return
        yield frame
        if kind_of(frame.f_code.co_filename) == BOUNDARY and is_boundary(frame):
            yield from waiting_frames(frame, patiently=patiently)
            return
        frame = frame.f_back


def _outside(frame: FrameType | None, code: CodeType, made: Trail, ends: bool) -> Flat:  # noqa: FBT001 - by position, for speed
    """Return what is outside of the app's innermost function, which runs `code` and was called by `frame`."""
    if code is made[1]:
        if ends and ends_for_itself(code):
            return ()
        shared = made[3]
        if len(shared) > 1 and frame is not None and frame.f_code is shared[0] and frame.f_lasti == shared[1]:
            return shared
    return _capture_outside(frame)


def _capture_outside(frame: FrameType | None) -> Flat:
    """Capture the callers of the app's innermost function."""
    trail: list[CodeType | int] = []
    left, last, kind = _APP_FRAMES - 1, "", 0
    while frame is not None:
        code = frame.f_code
        name = code.co_filename
        if name is not last:
            last, kind = name, KINDS[name] if name in KINDS else kind_of(name)
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
