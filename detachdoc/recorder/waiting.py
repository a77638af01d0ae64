"""Follows a stack beyond its thread or asyncio task, into the code that waits for it.

A sync dependency, endpoint or background task runs in a worker thread whose own stack shows none of the code that
called it. The way there is through futures, measured on asyncio of Python 3.11 to 3.13, uvloop and anyio 3 and 4.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

#: `gather()` inside `wait_for()` inside a task group, and one to spare.
_DEEPEST = 5
_LONGEST = 200
#: Seconds. A worker that fails at once is sooner than the task that is about to wait for it, in one run of three.
_PAUSES = (0.001, 0.002, 0.004, 0.008)


#: CO_COROUTINE of `inspect`, which costs too much to import here.
_COROUTINE = 0x80


def is_boundary(frame: FrameType) -> bool:
    """Whether what runs inside `frame` was started here: a worker's loop, an event loop; not a coroutine in between."""
    return not frame.f_code.co_flags & _COROUTINE


def waiting_frames(boundary: FrameType, *, patiently: bool = False) -> Iterator[FrameType]:
    """Yield the frames, innermost first, that wait for what runs inside `boundary`: a worker's loop, an event loop.

    Args:
        boundary: the outermost frame of what runs.
        patiently: in a worker thread, give the task that handed the work over time to begin to wait for it.
    """
    asyncio = sys.modules.get("asyncio")
    if asyncio is None:
        return
    if boundary.f_code.co_name == "run" and "future" in boundary.f_code.co_varnames:
        future = boundary.f_locals.get("future")
    elif boundary.f_code.co_filename.endswith("thread.py"):
        future = getattr(boundary.f_locals.get("self"), "future", None)
    elif asyncio._get_running_loop() is None:
        future = None
    else:
        future = asyncio.current_task()
    task = _waiter(future, asyncio, _DEEPEST)
    for pause in _PAUSES if patiently and task is None and asyncio._get_running_loop() is None else ():
        time.sleep(pause)
        task = _waiter(future, asyncio, _DEEPEST)
        if task is not None:
            break
    if task is not None:
        yield from reversed(list(_frames(task.get_coro())))


def _waiter(future: Any, asyncio: Any, depth: int) -> Any:
    """Return the task that waits for `future`, directly or through others; None when nobody does."""
    if future is None or depth == 0:
        return None
    entries = getattr(future, "_callbacks", None) or getattr(future, "_done_callbacks", None) or ()
    for entry in list(entries):
        callback = entry[0] if isinstance(entry, tuple) else entry
        for held in _held(callback):
            if held is future:
                continue
            if isinstance(held, asyncio.Task):
                return held
            if isinstance(held, asyncio.Future):
                found = _waiter(held, asyncio, depth - 1)
                if found is not None:
                    return found
    return None


def _held(callback: Any) -> Iterator[Any]:
    """What a done-callback will wake: the task it belongs to, the futures in its closure or its arguments."""
    owner = getattr(callback, "__self__", None)
    yield owner
    yield getattr(owner, "_parent_task", None)
    for cell in getattr(callback, "__closure__", None) or ():
        try:
            content = cell.cell_contents
        except ValueError:
            # An empty cell: a local of the enclosing function that is not assigned yet.
            continue
        yield content
        yield getattr(getattr(content, "cancel_scope", None), "_host_task", None)
    yield from getattr(callback, "args", ())


def _frames(coroutine: Any) -> Iterator[FrameType]:
    for _ in range(_LONGEST):
        for kind in ("cr", "gi", "ag"):
            frame = getattr(coroutine, f"{kind}_frame", None)
            if frame is not None:
                yield frame
                break
        else:
            return
        coroutine = getattr(coroutine, {"cr": "cr_await", "gi": "gi_yieldfrom", "ag": "ag_await"}[kind])
