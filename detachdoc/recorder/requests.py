"""Numbers the requests and jobs of the app, so that loads and uses can be told apart.

Starlette's outermost middleware is called once per request by every Starlette and FastAPI release since 0.13; Celery
announces its tasks by public signals. Other frameworks go unnumbered.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

from detachdoc.recorder.clock import tick
from detachdoc.recorder.context import Request, current_request
from detachdoc.recorder.parts import Part, Replacement

if TYPE_CHECKING:
    from collections.abc import Callable

_requests = Part("requests")
_jobs = Part("jobs")


def starlette_replacements() -> tuple[Replacement, ...]:
    """Return what to put in place once `starlette.middleware.errors` is imported."""
    from starlette import background
    from starlette.middleware import errors

    return (
        Replacement(_requests, errors.ServerErrorMiddleware, "__call__", _call),
        Replacement(_requests, background.BackgroundTask, "__call__", _background),
    )


def follow_celery() -> None:
    """Listen to Celery's signals; listening twice is the same as once."""
    from celery import signals  # type: ignore[import-not-found,unused-ignore]

    signals.task_prerun.connect(_job_starts, weak=False, dispatch_uid="detachdoc")
    signals.task_postrun.connect(_job_ends, weak=False, dispatch_uid="detachdoc")


def leave_celery() -> None:
    """Stop listening to Celery's signals."""
    from celery import signals

    signals.task_prerun.disconnect(dispatch_uid="detachdoc")
    signals.task_postrun.disconnect(dispatch_uid="detachdoc")


def _call(original: Callable[..., Any]) -> Callable[..., Any]:
    def __call__(self: Any, scope: Any, receive: Any, send: Any) -> Any:  # noqa: N807 - takes its place
        coroutine = original(self, scope, receive, send)
        _requests.call(_begin, scope, coroutine)
        return coroutine

    return __call__


def _background(original: Callable[..., Any]) -> Callable[..., Any]:
    def __call__(self: Any) -> Any:  # noqa: N807 - takes its place
        _requests.call(_begin_background)
        return original(self)

    return __call__


def _begin_background() -> None:
    request = current_request.get()
    if request is not None and request.background_at is None:
        request.background_at = tick()


def _begin(scope: Any, coroutine: Any) -> None:
    """Number a new request; a mounted app belongs to the one that is running."""
    outer = current_request.get()
    if scope["type"] in {"http", "websocket"} and (outer is None or not outer.is_running()):
        current_request.set(Request("request", weakref.ref(coroutine)))


def _job_starts(**_signal: Any) -> None:
    _jobs.call(_begin_job)


def _begin_job() -> None:
    job = Request("job")
    job.outer = current_request.get()
    current_request.set(job)


def _job_ends(**_signal: Any) -> None:
    _jobs.call(_end_job)


def _end_job() -> None:
    job = current_request.get()
    if job is not None and job.kind == "job":
        current_request.set(job.outer)
