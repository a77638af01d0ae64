"""Listens to what expires objects, commit, rollback and `expire()`, and to what copies them, pickle and `deepcopy`.

Public events and methods only; each comes once per call, or once per object that is copied.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from detachdoc.recorder import fates, tables
from detachdoc.recorder.clock import tick
from detachdoc.recorder.context import here
from detachdoc.recorder.orm import expired, record_of
from detachdoc.recorder.parts import Part, Replacement
from detachdoc.recorder.tables import Expiry, LetGo
from detachdoc.recorder.trails import NOWHERE, capture, steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from detachdoc.recorder.trails import Trail

#: Attribute of an InstanceState: the last `expire()` of this object alone.
EXPIRY = "_detachdoc_expiry"

_expiries = Part("expired objects")
_copies = Part("copied objects")


def replacements() -> tuple[Replacement, ...]:
    """Return what to put in place once `sqlalchemy.orm` is imported."""
    from sqlalchemy.orm import Session

    return (
        Replacement(_expiries, Session, "expire", _expire),
        Replacement(_expiries, Session, "expire_all", _expire_all),
    )


def listeners() -> tuple[tuple[Any, str, Callable[..., None], dict[str, bool]], ...]:
    """Return target, event, listener and options of the public events."""
    from sqlalchemy.orm import Mapper, Session

    return (
        (Session, "after_commit", _after_commit, {}),
        (Session, "after_soft_rollback", _after_rollback, {}),
        (Mapper, "pickle", _on_pickle, {"raw": True}),
        (Mapper, "unpickle", _on_unpickle, {"raw": True}),
    )


def _expire(original: Callable[..., Any]) -> Callable[..., Any]:
    def expire(self: Any, instance: Any, *arguments: Any, **options: Any) -> Any:
        _expiries.call(_record_expiry_of, instance, sys._getframe(1))
        return original(self, instance, *arguments, **options)

    return expire


def _record_expiry_of(instance: Any, frame: FrameType) -> None:
    state = getattr(instance, "_sa_instance_state", None)
    if state is not None:
        state.__dict__[EXPIRY] = Expiry("expire", capture(frame), tick())


def _expire_all(original: Callable[..., Any]) -> Callable[..., Any]:
    def expire_all(self: Any) -> Any:
        _expiries.call(expired, self, "expire", sys._getframe(1))
        return original(self)

    return expire_all


def _after_commit(session: Any) -> None:
    if session.expire_on_commit and not session.in_nested_transaction():
        _expiries.call(expired, session, "commit", sys._getframe(1))


def _after_rollback(session: Any, _transaction: Any) -> None:
    _expiries.call(expired, session, "rollback", sys._getframe(1))


def _on_pickle(state: Any, _state_dict: Any) -> None:
    _copies.call(_record_pickle, state, sys._getframe(1))


def _record_pickle(state: Any, frame: FrameType) -> None:
    if state.key is None:
        return
    trail = capture(frame)
    how = _copier(trail)
    session = state.session
    record = None if session is None else record_of(session)
    let_go = LetGo(trail, how, NOWHERE, tick(), here(), record, _expiry_of(state, record))
    tables.remember_copy(hash((state.key, how)), (let_go, fates.load_of(state)))


def _expiry_of(state: Any, record: tables.SessionRecord | None) -> Expiry | None:
    if record is not None:
        return record.expiry
    let_go = fates.let_go_of(state)
    return None if let_go is None else let_go.expiry


def _on_unpickle(state: Any, _state_dict: Any) -> None:
    _copies.call(_record_unpickle, state, sys._getframe(1))


def _record_unpickle(state: Any, frame: FrameType) -> None:
    if state.key is None:
        return
    trail = capture(frame)
    how = _copier(trail)
    known = tables.copy_of(hash((state.key, how)))
    if known is None:
        fates.leave(state, LetGo(trail, how, NOWHERE, tick(), here(), None, None), None)
    else:
        fates.leave(state, LetGo._make(known[0])._replace(via=trail), known[1])


def _copier(trail: Trail) -> str:
    files = (step.code.co_filename.replace("\\", "/") for step in steps(trail))
    return "copy" if any(file.endswith("/copy.py") for file in files) else "unpickled"
