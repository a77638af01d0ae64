"""Tells in which request, task and thread the recorder is called.

A request is an ASGI call of Starlette or FastAPI, or a Celery task; both are told by a context variable, which
follows the work into worker threads and child tasks.
"""

from __future__ import annotations

import asyncio
import itertools
import threading
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Literal

from detachdoc.recorder.clock import tick

if TYPE_CHECKING:
    import weakref
    from types import CoroutineType

    from detachdoc.recorder.tables import SessionRecord

#: Sessions remembered per request; a request that opens more loses the oldest closed ones.
_SESSIONS = 32

#: asyncio exports it; the public name raises where this one returns None.
_running_loop = asyncio._get_running_loop
_ident = threading.get_ident
_numbers = itertools.count(1)

#: Number of the request, 0 outside any; name of the asyncio task; `threading.get_ident()`.
Here = tuple[int, str | None, int]


class Request:
    """One unit of work. Holds no object of the app: the coroutine is referred to weakly."""

    __slots__ = ("_coroutine", "background_at", "kind", "number", "outer", "sessions", "started")

    def __init__(
        self, kind: Literal["request", "job"], coroutine: weakref.ref[CoroutineType[Any, Any, Any]] | None = None
    ) -> None:
        self.kind = kind
        #: A running number; negative for a job, so that the number alone tells which it was.
        self.number = next(_numbers) if kind == "request" else -next(_numbers)
        self.started = tick()
        #: When its background tasks began, in ticks.
        self.background_at: int | None = None
        #: Records of the sessions made in it, in order.
        self.sessions: list[SessionRecord] = []
        #: The request a job runs in, when it runs eagerly.
        self.outer: Request | None = None
        self._coroutine = coroutine

    def is_running(self) -> bool:
        """Whether the request has not been answered yet; a job runs until the next one starts."""
        if self._coroutine is None:
            return True
        coroutine = self._coroutine()
        return coroutine is not None and coroutine.cr_frame is not None

    def add(self, record: SessionRecord) -> None:
        """Remember a session made in this request."""
        if len(self.sessions) >= _SESSIONS:
            kept = [old for old in self.sessions if not old.life or old.origin.role != "function"]
            self.sessions[:] = kept[: _SESSIONS - 1]
        self.sessions.append(record)


#: The request the running code belongs to.
current_request: ContextVar[Request | None] = ContextVar("detachdoc_request", default=None)
_current = current_request.get


def here() -> Here:
    """Return what the running code belongs to."""
    request = _current()
    number = 0 if request is None else request.number
    if _running_loop() is None:
        return number, None, _ident()
    task = asyncio.current_task()
    return number, None if task is None else task.get_name(), _ident()


def thread_name(ident: int) -> str:
    """Return the name of a live thread, or `ended`."""
    return next((thread.name for thread in threading.enumerate() if thread.ident == ident), "ended")
