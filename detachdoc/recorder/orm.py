"""Listens to SQLAlchemy's ORM: loads, sessions, what ends them, what expires their objects.

Private choke points where a public event would come once per object: `orm.loading.instances` and
`InstanceState._detach_states` (4 % at 50 rows against 40 %, measured). What is captured is understood later.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from detachdoc.recorder import fates
from detachdoc.recorder.clock import tick
from detachdoc.recorder.closing import current_closing, pending
from detachdoc.recorder.context import current_request, here
from detachdoc.recorder.parts import Part, Replacement
from detachdoc.recorder.tables import Expiry, LetGo, Load, Run, SessionRecord
from detachdoc.recorder.trails import NOWHERE, capture, capture_again, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from types import FrameType

    from detachdoc.recorder.tables import RawEnd, RawLoad
    from detachdoc.recorder.trails import Trail

_closing = current_closing.get
_current_request = current_request.get
_getframe = sys._getframe
_loads = Part("loads")
_sessions = Part("sessions")
_ends = Part("detached objects")


def replacements() -> tuple[Replacement, ...]:
    """Return what to put in place once `sqlalchemy.orm` is imported."""
    from sqlalchemy.orm import loading, session
    from sqlalchemy.orm.state import InstanceState

    return (
        Replacement(_loads, loading, "_new_runid", _new_runid),
        Replacement(_loads, loading, "instances", _instances),
        Replacement(_sessions, session, "_new_sessionid", _new_sessionid),
        Replacement(_ends, InstanceState, "_detach_states", _detach_states),
        Replacement(_ends, InstanceState, "_expire_attributes", _expire_attributes),
    )


def listeners() -> tuple[tuple[Any, str, Callable[..., None], dict[str, bool]], ...]:
    """Return target, event, listener and options of the public events."""
    from sqlalchemy.orm import Session

    return (
        (Session, "transient_to_pending", _after_add, {}),
        (Session, "detached_to_persistent", _after_attach, {}),
    )


def record_of(session: Any) -> SessionRecord:
    """Return what is known about `session`; it may have been made before the recorder came."""
    record = session.hash_key
    return record if type(record) is SessionRecord else _adopted(session)


def leave_sessions() -> None:
    """Objects that open sessions load from now on do not refer to their lives; remember that."""
    for session in list(getattr(sys.modules["sqlalchemy.orm.session"], "_sessions", {}).values()):
        record_of(session).is_followed = False


def _adopted(session: Any) -> SessionRecord:
    record: SessionRecord | None = getattr(session, "_detachdoc", None)
    if record is None:
        record = SessionRecord(session.hash_key)
        record.made, record.life = (NOWHERE, tick(), here()[0]), []
        record.is_followed = False
        # Not through `__dict__`: asking for that makes every later attribute of the session slower.
        session._detachdoc = record
    return record


def _instances(original: Callable[..., Any]) -> Callable[..., Any]:
    def instances(cursor: Any, context: Any) -> Any:
        result = original(cursor, context)
        if _loads.is_on:
            try:
                _record_load(context, _getframe(1))
            except Exception as error:  # noqa: BLE001 - see Part
                _loads.fail(error)
        return result

    return instances


def _record_load(context: Any, frame: FrameType) -> None:
    run = context.runid
    if type(run) is not Run:
        # The query began before the recorder came.
        return
    record = context.session.hash_key
    if type(record) is not SessionRecord:
        record = _adopted(context.session)
    life = record.life
    if life:
        life = record.current_life()
    trail = capture_again(frame, record.made[0])
    first = None if context.refresh_state is None else _first_load(context.refresh_state, trail)
    if first is None:
        run.load = (record, life, trail, tick(), here(), False)
    else:
        run.load = (record, life, *first[2:])


def _first_load(state: Any, trail: Trail) -> RawLoad | None:
    """The query that loaded an object which is being refreshed; `refresh()` of a new object counts as its load."""
    load = fates.load_of(state)
    if load is not None and Load._make(load).is_new and any(step.name == "refresh" for step in steps(trail)):
        return None
    return load


def _new_runid(original: Callable[..., Any]) -> Callable[..., Any]:
    def _new_runid() -> Any:
        return Run(original())

    return _new_runid


def _new_sessionid(original: Callable[..., Any]) -> Callable[..., Any]:
    def _new_sessionid() -> Any:
        number = original()
        if _sessions.is_on:
            try:
                return _record_session(number, _getframe(1))
            except Exception as error:  # noqa: BLE001 - see Part
                _sessions.fail(error)
        return number

    return _new_sessionid


def _record_session(number: int, frame: FrameType) -> SessionRecord:
    record = SessionRecord(number)
    request = _current_request()
    record.made = (capture(frame), tick(), 0 if request is None else request.number)
    record.life = []
    if request is not None:
        request.add(record)
    return record


def _detach_states(original: Callable[..., Any]) -> Callable[..., Any]:
    def _detach_states(cls: Any, states: Any, session: Any, to_transient: bool = False) -> Any:  # noqa: FBT001, FBT002 - SQLAlchemy's
        if type(states) is not list:
            states = list(states)
        if _ends.is_on:
            try:
                _record_end(states, session, to_transient, _getframe(1))
            except Exception as error:  # noqa: BLE001 - see Part
                _ends.fail(error)
        return original(cls, states, session, to_transient)

    return _detach_states


def _record_end(states: Collection[Any], session: Any, to_transient: bool, frame: FrameType) -> None:  # noqa: FBT001 - by position, for speed
    is_whole = frame.f_code.co_name == "expunge_all"
    if not states and not is_whole:
        # A commit or a flush that deleted nothing.
        return
    record = session.hash_key
    if type(record) is not SessionRecord:
        record = _adopted(session)
    trail, how = None if _closing() is None else pending(record), "block-exit"
    if trail is None:
        trail, how = capture_again(frame, record.made[0], ends=True), "rollback-new" if to_transient else ""
    end = (trail, how, tick(), here(), record.expiry)
    if is_whole:
        record.life[1:] = (end,)
    if not is_whole or not record.is_followed or not _loads.is_on:
        _mark(states, record, end)


def _mark(states: Collection[Any], record: SessionRecord, end: RawEnd) -> None:
    """Leave on each object's state how it left the session."""
    trail, how, at, when, expiry = end
    let_go = LetGo(trail, how, NOWHERE, at, when, record, expiry)
    for state in states:
        fates.leave(state, let_go, fates.load_of(state))


def _expire_attributes(original: Callable[..., Any]) -> Callable[..., Any]:
    def _expire_attributes(self: Any, *arguments: Any, **options: Any) -> Any:
        if self.session_id is None:
            _ends.call(_record_made_detached, self, _getframe(1))
        return original(self, *arguments, **options)

    return _expire_attributes


def _record_made_detached(state: Any, frame: FrameType) -> None:
    if frame.f_code.co_name == "make_transient_to_detached":
        let_go = LetGo(capture(frame), "make-transient", NOWHERE, tick(), here(), None, None)
        fates.leave(state, let_go, fates.load_of(state))


def _after_add(session: Any, instance: Any) -> None:
    _loads.call(_record_new, session, instance._sa_instance_state, _getframe(1))


def _record_new(session: Any, state: Any, frame: FrameType) -> None:
    record = record_of(session)
    fates.enter(state, record)
    fates.add(state, (record, record.life, capture(frame, record.trail), tick(), here(), True))


def _after_attach(session: Any, instance: Any) -> None:
    _loads.call(_record_attached, session, instance._sa_instance_state)


def _record_attached(session: Any, state: Any) -> None:
    fates.enter(state, record_of(session))


def expired(session: Any, by: str, frame: FrameType) -> None:
    """Remember that `session` expires all its objects."""
    trail = pending(session.hash_key) or capture(frame)
    record_of(session).expiry = Expiry(by, trail, tick())
