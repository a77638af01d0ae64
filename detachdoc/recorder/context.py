"""Tells in which request, task and thread the recorder is called.

A request is an ASGI call of Starlette or FastAPI, or a Celery task; both are told by a context variable, which
follows the work into worker threads and child tasks.
"""

from __future__ import annotations

import itertools
import sys
import threading
from contextvars import ContextVar
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import weakref
    from collections.abc import Callable
    from types import CoroutineType
    from typing import Any

    from detachdoc.recorder.tables import SessionRecord

#: Sessions remembered per request; a request that opens more loses the oldest closed ones.
_SESSIONS = 32

_numbers = itertools.count(1)
#: Orders what happens in this process: requests, loads, sessions made and ended.
tick: Callable[[], int] = itertools.count(1).__next__


class Request:
    """One unit of work. Holds no object of the app: the coroutine is referred to weakly."""

    __slots__ = ("_coroutine", "kind", "number", "outer", "sessions", "started")

    def __init__(
        self, kind: Literal["request", "job"], coroutine: weakref.ref[CoroutineType[Any, Any, Any]] | None = None
    ) -> None:
        self.kind = kind
        self.number = next(_numbers)
        self.started = tick()
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
            self.sessions[:] = [kept for kept in self.sessions if kept.counts_always()][-_SESSIONS // 2 :]
        self.sessions.append(record)


class Context(NamedTuple):
    """Where in the app's concurrency something happened."""

    #: Number of the request; 0 outside any.
    request: int
    #: Name of the asyncio task, None outside any.
    task: str | None
    #: `threading.get_ident()`.
    thread: int


#: The request the running code belongs to.
current_request: ContextVar[Request | None] = ContextVar("detachdoc_request", default=None)


def here() -> Context:
    """Return the context of the running code."""
    request = current_request.get()
    return Context(0 if request is None else request.number, _task(), threading.get_ident())


def thread_name(ident: int) -> str:
    """Return the name of a live thread, or `ended`."""
    return next((thread.name for thread in threading.enumerate() if thread.ident == ident), "ended")


def _task() -> str | None:
    asyncio = sys.modules.get("asyncio")
    if asyncio is None or asyncio._get_running_loop() is None:  # noqa: SLF001 - exported by asyncio.events; get_running_loop raises
        return None
    task = asyncio.current_task()
    name: str | None = None if task is None else task.get_name()
    return name
