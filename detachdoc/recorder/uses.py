"""Looks at the running stack of a failing use: which part of the app's life is it?

Only called when the error is raised, so it may take its time.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from detachdoc.recorder.context import Context, Request, current_request, here
from detachdoc.recorder.files import FRAMEWORK, kind_of, package_of
from detachdoc.recorder.frames import Spot, nearest, outward, spot_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FrameType

#: Library file and function -> `access-site` value, tried from the innermost frame outward.
_SITES = (
    ("starlette/background.py", None, "background"),
    ("fastapi/background.py", None, "background"),
    ("starlette/responses.py", "stream_response", "streaming"),
    ("fastapi/routing.py", "serialize_response", "serialisation"),
    ("celery/app/trace.py", None, "queue"),
    ("multiprocessing/process.py", "_bootstrap", "process"),
    ("concurrent/futures/thread.py", "run", "thread"),
    ("threading.py", "_bootstrap_inner", "thread"),
    ("asyncio/events.py", "_run", "task"),
)
_QUEUES = frozenset({"arq", "celery", "dramatiq", "huey", "rq", "taskiq"})
_TESTS = frozenset({"_pytest", "pytest", "pytest_asyncio"})


class Use(NamedTuple):
    """A use that failed."""

    spot: Spot | None
    context: Context
    request: Request | None
    #: An `access-site` value, or `request` for any place inside one.
    site: str
    #: Whether the code that started this task or thread waits for it.
    is_awaited: bool


def use_at(frame: FrameType | None) -> Use:
    """Return what is known about the use, `frame` being where the error is raised."""
    found = nearest(frame)
    request = current_request.get()
    site, where = _site(frame)
    awaited = site in {"task", "thread"} and _is_awaited(site, where)
    return Use(None if found is None else spot_of(found), here(), request, site, awaited)


def _site(frame: FrameType | None) -> tuple[str, FrameType | None]:
    for outer in outward(frame):
        name = outer.f_code.co_filename
        package = package_of(name)
        if package in _TESTS:
            return "test", outer
        if package in _QUEUES:
            return "queue", outer
        site = _listed(name.replace("\\", "/"), outer.f_code.co_name)
        if site is not None:
            return site, outer
        if kind_of(name) == FRAMEWORK and package != "httpx":
            return "request", outer
    return "script", None


def _listed(name: str, function: str) -> str | None:
    for tail, only, site in _SITES:
        if name.endswith("/" + tail) and only in {None, function}:
            return site
    return None


def _is_awaited(site: str, frame: FrameType | None) -> bool:
    """Whether somebody waits for the running task, or for the executor's job at `frame`."""
    asyncio = sys.modules.get("asyncio")
    if asyncio is None:
        return False
    if site == "task":
        return _has_waiter(asyncio.current_task())
    item = None if frame is None else frame.f_locals.get("self")
    future = getattr(item, "future", None)
    return any(
        _has_waiter(cell.cell_contents)
        for callback in getattr(future, "_done_callbacks", ())
        for cell in getattr(callback, "__closure__", None) or ()
        if isinstance(cell.cell_contents, asyncio.Future)
    )


def _has_waiter(future: Any) -> bool:  # noqa: ANN401 - a Future or a Task, by C or by Python
    callbacks: Iterable[Any] = getattr(future, "_callbacks", None) or ()
    return any(_belongs_to_asyncio(entry[0]) for entry in callbacks)


def _belongs_to_asyncio(callback: Any) -> bool:  # noqa: ANN401 - any callable
    """Whether a task's callback is asyncio's own: an `await`, `gather`, `wait`, `wait_for` or a `TaskGroup`."""
    module = getattr(callback, "__module__", None) or type(callback).__module__
    return module.startswith(("asyncio", "_asyncio")) or type(callback).__name__ == "TaskWakeupMethWrapper"
