"""Listens to SQLAlchemy's ORM: loads, sessions, what ends them, what expires their objects.

Private choke points where a public event would come once per object: `orm.loading.instances` and
`InstanceState._detach_states` (4 % at 50 rows against 40 %, measured). What is captured is understood later.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from detachdoc.recorder import closing, tables
from detachdoc.recorder.clock import tick
from detachdoc.recorder.context import current_request, here
from detachdoc.recorder.parts import Part, Replacement
from detachdoc.recorder.sites import ends_for_itself
from detachdoc.recorder.tables import Expiry, LetGo, Load, SessionRecord
from detachdoc.recorder.trails import capture, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from types import FrameType

    from detachdoc.recorder.tables import Fate, RawLetGo, RawLoad
    from detachdoc.recorder.trails import Trail

_loads = Part("loads")
_sessions = Part("sessions")
_ends = Part("detached objects")

#: Attribute of a Session: its SessionRecord.
_RECORD = "_detachdoc"
#: Attributes of an InstanceState: how it was let go, the `add()` of a new object.
FATE = "_detachdoc"
_NEW = "_detachdoc_new"


def replacements() -> tuple[Replacement, ...]:
    """Return what to put in place once `sqlalchemy.orm` is imported."""
    from sqlalchemy.orm import loading, session
    from sqlalchemy.orm.state import InstanceState

    return (
        Replacement(_loads, loading, "instances", _instances),
        Replacement(_sessions, session, "_new_sessionid", _new_sessionid),
        Replacement(_ends, InstanceState, "_detach_states", _detach_states),
        Replacement(_ends, InstanceState, "_expire_attributes", _expire_attributes),
    )


def listeners() -> tuple[tuple[Any, str, Callable[..., None], dict[str, bool]], ...]:
    """Return target, event, listener and options of the public events."""
    from sqlalchemy.orm import Session

    return ((Session, "transient_to_pending", _after_add, {}),)


def record_of(session: Any) -> SessionRecord:
    """Return what is known about `session`; it may have been made before the recorder came."""
    record: SessionRecord | None = getattr(session, _RECORD, None)
    if record is None:
        number = session.hash_key
        record = tables.session_of(number) or SessionRecord(number, here()[0])
        # Not through `__dict__`: asking for that makes every later attribute of the session slower.
        session._detachdoc = record
    return record


def load_of_state(state: Any) -> RawLoad | None:
    """Return the query or the `add()` the object came from."""
    load = tables.load_of(state.runid)
    if load is not None:
        return load
    new: RawLoad | None = state.__dict__.get(_NEW)
    carried: Fate | None = state.__dict__.get(FATE)
    return new or (None if carried is None else carried[1])


def leave(state: Any, let_go: RawLetGo, load: RawLoad | None) -> None:
    """Leave its fate on the object's state."""
    state.__dict__[FATE] = (let_go, load)


def _instances(original: Callable[..., Any]) -> Callable[..., Any]:
    def instances(cursor: Any, context: Any) -> Any:
        result = original(cursor, context)
        if _loads.is_on:
            try:
                _record_load(context, sys._getframe(1))
            except Exception as error:  # noqa: BLE001 - see Part
                _loads.fail(error)
        return result

    return instances


def _record_load(context: Any, frame: FrameType) -> None:
    record = record_of(context.session)
    # It may have been closed before, and is used again.
    record.end = None
    trail = capture(frame, record.maker, record.callers) if record.callers else capture(frame)
    first = None if context.refresh_state is None else _first_load(context.refresh_state, trail)
    if first is None:
        request, task, thread = here()
        tables.remember_load((context.runid, trail, tick(), request, task, thread, False))
    else:
        tables.remember_load((context.runid, *first[1:]))


def _first_load(state: Any, trail: Trail) -> RawLoad | None:
    """The query that loaded an object which is being refreshed; `refresh()` of a new object counts as its load."""
    load = load_of_state(state)
    if load is not None and Load._make(load).is_new and any(step.name == "refresh" for step in steps(trail)):
        return None
    return load


def _new_sessionid(original: Callable[..., Any]) -> Callable[..., Any]:
    def _new_sessionid() -> Any:
        number = original()
        if _sessions.is_on:
            try:
                _record_session(number, sys._getframe(1))
            except Exception as error:  # noqa: BLE001 - see Part
                _sessions.fail(error)
        return number

    return _new_sessionid


def _record_session(number: int, frame: FrameType) -> None:
    request = current_request.get()
    record = SessionRecord(number, 0 if request is None else request.number, capture(frame))
    tables.remember_session(record)
    if request is not None:
        request.add(record)


def _detach_states(original: Callable[..., Any]) -> Callable[..., Any]:
    def _detach_states(cls: Any, states: Any, session: Any, to_transient: bool = False) -> Any:  # noqa: FBT001, FBT002 - SQLAlchemy's
        if not isinstance(states, (list, tuple, set)):
            states = list(states)
        if _ends.is_on:
            try:
                _record_end(states, session, to_transient, sys._getframe(1))
            except Exception as error:  # noqa: BLE001 - see Part
                _ends.fail(error)
        return original(cls, states, session, to_transient)

    return _detach_states


def _record_end(states: Collection[Any], session: Any, to_transient: bool, frame: FrameType) -> None:  # noqa: FBT001 - by position, for speed
    is_whole = frame.f_code.co_name == "expunge_all"
    if not states and not is_whole:
        # A commit or a flush that deleted nothing.
        return
    record = record_of(session)
    trail, how = closing.pending(session.hash_key), "block-exit"
    if trail is None:
        # The line that closes decides, where it is in the function that made the session and not in a block's exit.
        maker = record.maker
        trail = capture(frame, maker if maker is not None and ends_for_itself(maker) else None)
        how = "rollback-new" if to_transient else ""
    at = tick()
    if is_whole:
        record.end = (trail, how, at)
    if states:
        _mark(states, (trail, how, (), at, *here(), record, record.expiry))


def _mark(states: Collection[Any], let_go: RawLetGo) -> None:
    """Leave the fate on each object's state. Objects of one query share one tuple."""
    last: int | None = None
    fate: Fate | None = None
    for state in states:
        runid = state.runid
        if fate is None or runid is None or runid != last:
            last = runid
            fate = (let_go, load_of_state(state))
        state._detachdoc = fate


def _expire_attributes(original: Callable[..., Any]) -> Callable[..., Any]:
    def _expire_attributes(self: Any, *arguments: Any, **options: Any) -> Any:
        if self.session_id is None:
            _ends.call(_record_made_detached, self, sys._getframe(1))
        return original(self, *arguments, **options)

    return _expire_attributes


def _record_made_detached(state: Any, frame: FrameType) -> None:
    if frame.f_code.co_name == "make_transient_to_detached":
        let_go = LetGo(capture(frame), "make-transient", (), tick(), *here(), None, None)
        leave(state, let_go, load_of_state(state))


def _after_add(_session: Any, instance: Any) -> None:
    _loads.call(_record_new, instance._sa_instance_state, sys._getframe(1))


def _record_new(state: Any, frame: FrameType) -> None:
    state.__dict__[_NEW] = (0, capture(frame), tick(), *here(), True)


def expired(session: Any, by: str, frame: FrameType) -> None:
    """Remember that `session` expires all its objects."""
    trail = closing.pending(session.hash_key) or capture(frame)
    record_of(session).expiry = Expiry(by, trail, tick())
