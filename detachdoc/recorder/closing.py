"""Carries the place of an `async with` to the task that closes the session.

`AsyncSession.__aexit__` closes in a new task, whose stack holds no frame of the app (SQLAlchemy 1.4 to 2.1). The
task inherits context variables, so the place travels in one; it counts only while that `__aexit__` runs.
"""

from __future__ import annotations

import sys
import weakref
from contextvars import ContextVar
from types import CoroutineType
from typing import TYPE_CHECKING, Any, NamedTuple

from detachdoc.recorder.parts import Part, Replacement
from detachdoc.recorder.trails import Trail, capture

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


_blocks = Part("ends of `async with` blocks")


class _Closing(NamedTuple):
    number: int
    trail: Trail
    coroutine: weakref.ref[CoroutineType[Any, Any, Any]]


#: The `async with` block of a session that is being left.
current_closing: ContextVar[_Closing | None] = ContextVar("detachdoc_closing", default=None)


def replacements() -> tuple[Replacement, ...]:
    """Return what to put in place once `sqlalchemy.ext.asyncio.session` is imported."""
    from sqlalchemy.ext.asyncio import session

    return (
        Replacement(_blocks, session.AsyncSession, "__aexit__", _exit_of_session),
        Replacement(_blocks, getattr(session, "_AsyncSessionContextManager", None), "__aexit__", _exit_of_maker),
    )


def pending(number: int) -> Trail | None:
    """Return the trail from the block that is being left, if it is the one of the session with this number."""
    closing = current_closing.get()
    if closing is None or closing.number != number:
        return None
    coroutine = closing.coroutine()
    return closing.trail if coroutine is not None and coroutine.cr_frame is not None else None


def _exit_of_session(original: Callable[..., Any]) -> Callable[..., Any]:
    def __aexit__(self: Any, *error: Any) -> Any:  # noqa: N807 - takes its place
        coroutine = original(self, *error)
        _blocks.call(_note, self.sync_session.hash_key, coroutine, sys._getframe(1))
        return coroutine

    return __aexit__


def _exit_of_maker(original: Callable[..., Any]) -> Callable[..., Any]:
    def __aexit__(self: Any, *error: Any) -> Any:  # noqa: N807 - takes its place
        coroutine = original(self, *error)
        _blocks.call(_note, self.async_session.sync_session.hash_key, coroutine, sys._getframe(1))
        return coroutine

    return __aexit__


def _note(number: int, coroutine: CoroutineType[Any, Any, Any], frame: FrameType) -> None:
    if pending(number) is None:
        current_closing.set(_Closing(number, capture(frame), weakref.ref(coroutine)))
