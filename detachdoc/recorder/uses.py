"""Looks at the running stack of a failing use: which part of the app's life is it?

Only called when the error is raised, so it may take its time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detachdoc.recorder.context import Request, current_request, here
from detachdoc.recorder.files import BOUNDARY, kind_of, package_of
from detachdoc.recorder.trails import Spot, capture, outward, spot_in
from detachdoc.recorder.waiting import is_boundary

if TYPE_CHECKING:
    from types import FrameType


#: Library file and function (None: any) -> `access-site` value.
_SITES = (
    ("starlette/background.py", None, "background"),
    ("starlette/responses.py", "stream_response", "streaming"),
    ("fastapi/routing.py", "serialize_response", "serialisation"),
    ("celery/app/trace.py", None, "queue"),
    ("multiprocessing/process.py", "_bootstrap", "process"),
)
_QUEUES = frozenset({"arq", "celery", "dramatiq", "huey", "rq", "taskiq"})
_TESTS = frozenset({"_pytest", "pytest", "pytest_asyncio"})
#: Frameworks that serve requests; the rest of FRAMEWORK runs inside or outside of them.
_SERVERS = frozenset({"django", "fastapi", "flask", "litestar", "quart", "sanic", "starlette", "tornado", "werkzeug"})


class Use(NamedTuple):
    """A use that failed."""

    spot: Spot | None
    #: The running request, also when it is over.
    request: Request | None
    #: Name of the asyncio task.
    task: str | None
    thread: int
    #: An `access-site` value, or `request` for any other place inside one.
    site: str


def use_at(frame: FrameType | None) -> Use:
    """Return what is known about the use, `frame` being where the error is raised."""
    _, task, thread = here()
    return Use(spot_in(capture(frame)), current_request.get(), task, thread, _site(frame))


def _site(frame: FrameType | None) -> str:
    """The first telling frame outward; a task or thread only tells when nobody who waits for it does."""
    started = "script"
    for outer in outward(frame, patiently=True):
        name = outer.f_code.co_filename.replace("\\", "/")
        package = package_of(name)
        site = _listed(name, outer.f_code.co_name) or ("queue" if package in _QUEUES else None)
        if site is not None:
            return site
        if package in _SERVERS:
            started = "request"
        elif package in _TESTS:
            return started if started == "request" else "test"
        elif started == "script":
            started = _start(outer, name) or started
    return started


def _start(frame: FrameType, name: str) -> str | None:
    """What began at this frame, when it is where a thread or a task begins."""
    if name.endswith("/threading.py") and frame.f_code.co_name == "_bootstrap_inner":
        return "thread"
    if kind_of(frame.f_code.co_filename) != BOUNDARY or not is_boundary(frame):
        return None
    if name.endswith(("/concurrent/futures/thread.py", "/anyio/_backends/_asyncio.py")):
        return "thread"
    return "task" if here()[1] else None


def _listed(name: str, function: str) -> str | None:
    for tail, only, site in _SITES:
        if name.endswith("/" + tail) and only in {None, function}:
            return site
    return None
