"""Carries the place of an `async with` to the task that closes the session.

`AsyncSession.__aexit__` closes in a new task, whose stack holds no frame of the app (SQLAlchemy 1.4 to 2.1). The
task inherits context variables, so the place travels in one; it counts only while that `__aexit__` runs.
"""

from __future__ import annotations

import sys
import weakref
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NamedTuple

from detachdoc.recorder.parts import Part, Replacement
from detachdoc.recorder.sites import End, end_of_block

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CoroutineType, FrameType

_blocks = Part("ends of `async with` blocks")


class _Closing(NamedTuple):
    number: int
    end: End
    coroutine: weakref.ref[CoroutineType[Any, Any, Any]]


_closing: ContextVar[_Closing | None] = ContextVar("detachdoc_closing", default=None)


def replacements() -> tuple[Replacement, ...]:
    """Return what to put in place once `sqlalchemy.ext.asyncio.session` is imported."""
    from sqlalchemy.ext.asyncio import session

    manager = getattr(session, "_AsyncSessionContextManager", None)
    return (
        Replacement(_blocks, session.AsyncSession, "__aexit__", _exit_of_session),
        Replacement(_blocks, manager, "__aexit__", _exit_of_maker),
    )


def pending(number: int) -> End | None:
    """Return the block that is being left, if it is the one of the session with this number."""
    closing = _closing.get()
    if closing is None or closing.number != number:
        return None
    coroutine = closing.coroutine()
    return closing.end if coroutine is not None and coroutine.cr_frame is not None else None


def _exit_of_session(original: Callable[..., Any]) -> Callable[..., Any]:
    def __aexit__(self: Any, *error: Any) -> Any:
        coroutine = original(self, *error)
        _blocks.call(_note, self.sync_session, coroutine, sys._getframe(1))
        return coroutine

    return __aexit__


def _exit_of_maker(original: Callable[..., Any]) -> Callable[..., Any]:
    def __aexit__(self: Any, *error: Any) -> Any:
        coroutine = original(self, *error)
        _blocks.call(_note, self.async_session.sync_session, coroutine, sys._getframe(1))
        return coroutine

    return __aexit__


def _note(session: Any, coroutine: CoroutineType[Any, Any, Any], frame: FrameType) -> None:
    if pending(session.hash_key) is not None:
        return
    record = getattr(session, "_detachdoc", None)
    end = end_of_block(frame, record.origin.chain if record else ())
    _closing.set(_Closing(session.hash_key, end, weakref.ref(coroutine)))
