"""Listens to SQLAlchemy's ORM: loads, sessions, what ends them, what expires their objects, copies.

Public events where they come once per action; the private choke points `orm.loading.instances` and
`InstanceState._detach_states` where an event would come once per object (40 % at 50 rows against 4 %, measured).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from detachdoc.recorder import closing, tables
from detachdoc.recorder.context import current_request, here, tick
from detachdoc.recorder.files import SQLALCHEMY, kind_of
from detachdoc.recorder.frames import nearest, outward, spot_of
from detachdoc.recorder.origins import is_within, origin_at
from detachdoc.recorder.parts import Part, Replacement
from detachdoc.recorder.sites import End, end_at

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from types import FrameType

    from detachdoc.recorder.frames import Spot

_loads = Part("loads")
_sessions = Part("sessions")
_ends = Part("detached objects")
_expiries = Part("expired objects")
_copies = Part("copied objects")

#: Attribute of a Session: its SessionRecord.
_RECORD = "_detachdoc"


def replacements() -> tuple[Replacement, ...]:
    """Return what to put in place once `sqlalchemy.orm` is imported."""
    from sqlalchemy.orm import Session, loading
    from sqlalchemy.orm.state import InstanceState

    return (
        Replacement(_loads, loading, "instances", _instances),
        Replacement(_sessions, Session, "__init__", _init),
        Replacement(_ends, InstanceState, "_detach_states", _detach_states),
        Replacement(_ends, InstanceState, "_expire_attributes", _expire_attributes),
        Replacement(_expiries, Session, "expire", _expire),
        Replacement(_expiries, Session, "expire_all", _expire_all),
    )


def listeners() -> tuple[tuple[Any, str, Callable[..., None], dict[str, bool]], ...]:
    """Return target, event, listener and options of the public events."""
    from sqlalchemy.orm import Mapper, Session

    return (
        (Session, "after_commit", _after_commit, {}),
        (Session, "after_soft_rollback", _after_rollback, {}),
        (Session, "transient_to_pending", _after_add, {}),
        (Mapper, "pickle", _on_pickle, {"raw": True}),
        (Mapper, "unpickle", _on_unpickle, {"raw": True}),
    )


def record_of(session: Any) -> tables.SessionRecord:  # noqa: ANN401 - a Session
    """Return what is known about `session`; it may have been made before the recorder came."""
    record: tables.SessionRecord | None = getattr(session, _RECORD, None)
    if record is None:
        record = tables.SessionRecord(session.hash_key, tables.Origin(), here())
        setattr(session, _RECORD, record)
    return record


def _instances(original: Callable[..., Any]) -> Callable[..., Any]:
    def instances(cursor: Any, context: Any) -> Any:
        result = original(cursor, context)
        _loads.call(_record_load, context, sys._getframe(1))
        return result

    return instances


def _record_load(context: Any, frame: FrameType) -> None:
    record = getattr(context.session, _RECORD, None)
    if record is not None:
        record.end = None
    found = nearest(frame)
    by_maker = record is not None and record.origin.role == "middleware" and is_within(found, record.origin)
    load = tables.Load(_spot(found), tick(), here(), by_maker=by_maker)
    state = context.refresh_state
    if state is not None:
        load = _first_load(state, frame, found) or load
    tables.remember_load(context.runid, load)


def _first_load(state: Any, frame: FrameType, found: FrameType | None) -> tables.Load | None:
    """The query that loaded an object which is being refreshed; `refresh()` of a new object counts as its load."""
    load = load_of_state(state)
    if load is not None and load.is_new and "refresh" in _functions(frame, found):
        return None
    return load


def load_of_state(state: Any) -> tables.Load | None:
    """Return the query or the `add()` the object came from."""
    load = tables.load_of(state.runid)
    if load is None:
        carried = vars(state).get("_detachdoc")
        load = vars(state).get("_detachdoc_new") or (carried.load if carried is not None else None)
    return load


def _functions(frame: FrameType, until: FrameType | None) -> set[str]:
    names = set()
    for outer in outward(frame):
        if outer is until:
            break
        if kind_of(outer.f_code.co_filename) == SQLALCHEMY:
            names.add(outer.f_code.co_name)
    return names


def _init(original: Callable[..., Any]) -> Callable[..., Any]:
    def __init__(self: Any, *arguments: Any, **options: Any) -> None:
        original(self, *arguments, **options)
        _sessions.call(_record_session, self, sys._getframe(1))

    return __init__


def _record_session(session: Any, frame: FrameType) -> None:
    record = tables.SessionRecord(session.hash_key, origin_at(frame), here())
    setattr(session, _RECORD, record)
    tables.remember_session(record)
    request = current_request.get()
    if request is not None:
        request.add(record)


def _detach_states(original: Callable[..., Any]) -> Callable[..., Any]:
    def _detach_states(cls: Any, states: Any, session: Any, to_transient: bool = False) -> Any:
        if not isinstance(states, (list, tuple, set)):
            states = list(states)
        _ends.call(_record_end, states, session, to_transient, sys._getframe(1))
        return original(cls, states, session, to_transient)

    return _detach_states


def _record_end(states: Collection[Any], session: Any, to_transient: bool, frame: FrameType) -> None:
    is_whole = frame.f_code.co_name == "expunge_all"
    if not states and not is_whole:
        return
    record = record_of(session)
    end = closing.pending(session.hash_key) or end_at(frame, record.origin.chain, to_transient=to_transient)
    let_go = tables.LetGo(end, here(), tick(), record, record.expiry)
    if is_whole and end.by != "expunge-all":
        record.end, record.ended_at = end, let_go.at
    _mark(states, let_go)


def _mark(states: Collection[Any], let_go: tables.LetGo) -> None:
    """Leave the fate on each object's state. Objects of one query share one tuple."""
    runid: int | None = None
    fate = tables.Fate(let_go, None)
    for state in states:
        if state.runid is None or state.runid != runid:
            runid = state.runid
            fate = tables.Fate(let_go, load_of_state(state))
        state._detachdoc = fate


def _expire_attributes(original: Callable[..., Any]) -> Callable[..., Any]:
    def _expire_attributes(self: Any, *arguments: Any, **options: Any) -> Any:
        if self.session_id is None:
            _ends.call(_record_made_detached, self, sys._getframe(1))
        return original(self, *arguments, **options)

    return _expire_attributes


def _record_made_detached(state: Any, frame: FrameType) -> None:
    if frame.f_code.co_name == "make_transient_to_detached":
        end = End(_spot(nearest(frame)), "make-transient")
        state._detachdoc = tables.Fate(tables.LetGo(end, here(), tick(), None, None), load_of_state(state))


def _expire(original: Callable[..., Any]) -> Callable[..., Any]:
    def expire(self: Any, instance: Any, *arguments: Any, **options: Any) -> Any:
        _expiries.call(_record_expiry_of, instance, sys._getframe(1))
        return original(self, instance, *arguments, **options)

    return expire


def _record_expiry_of(instance: Any, frame: FrameType) -> None:
    state = getattr(instance, "_sa_instance_state", None)
    if state is not None:
        state._detachdoc_expiry = tables.Expiry("expire", _spot(nearest(frame)), tick())


def _expire_all(original: Callable[..., Any]) -> Callable[..., Any]:
    def expire_all(self: Any) -> Any:
        _expiries.call(_record_expiry, self, "expire", sys._getframe(1))
        return original(self)

    return expire_all


def _after_commit(session: Any) -> None:
    if session.expire_on_commit and not session.in_nested_transaction():
        _expiries.call(_record_expiry, session, "commit", sys._getframe(1))


def _after_rollback(session: Any, _transaction: Any) -> None:
    _expiries.call(_record_expiry, session, "rollback", sys._getframe(1))


def _record_expiry(session: Any, by: str, frame: FrameType) -> None:
    pending = closing.pending(session.hash_key)
    spot = pending.spot if pending else _spot(nearest(frame))
    record_of(session).expiry = tables.Expiry(by, spot, tick())


def _after_add(_session: Any, instance: Any) -> None:
    _loads.call(_record_new, instance._sa_instance_state, sys._getframe(1))


def _record_new(state: Any, frame: FrameType) -> None:
    state._detachdoc_new = tables.Load(_spot(nearest(frame)), tick(), here(), is_new=True)


def _on_pickle(state: Any, _state_dict: Any) -> None:
    _copies.call(_record_pickle, state, sys._getframe(1))


def _record_pickle(state: Any, frame: FrameType) -> None:
    if state.key is None:
        return
    session = state.session
    record = None if session is None else record_of(session)
    end = End(_spot(nearest(frame)), _copier(frame))
    let_go = tables.LetGo(end, here(), tick(), record, record.expiry if record else None)
    carried = vars(state).get("_detachdoc")
    if record is None and carried is not None:
        let_go = let_go._replace(expiry=carried.let_go.expiry)
    tables.remember_copy(hash((state.key, end.by)), tables.Fate(let_go, load_of_state(state)))


def _on_unpickle(state: Any, _state_dict: Any) -> None:
    _copies.call(_record_unpickle, state, sys._getframe(1))


def _record_unpickle(state: Any, frame: FrameType) -> None:
    if state.key is None:
        return
    end = End(_spot(nearest(frame)), _copier(frame))
    fate = tables.copy_of(hash((state.key, end.by)))
    if fate is None:
        fate = tables.Fate(tables.LetGo(end, here(), tick(), None, None), None)
    else:
        fate = fate._replace(let_go=fate.let_go._replace(end=fate.let_go.end._replace(via=end.spot)))
    state._detachdoc = fate


def _copier(frame: FrameType) -> str:
    found = nearest(frame)
    for outer in outward(frame):
        if outer is found:
            return "unpickled"
        if outer.f_code.co_filename.replace("\\", "/").endswith("/copy.py"):
            return "copy"
    return "unpickled"


def _spot(frame: FrameType | None) -> Spot | None:
    return None if frame is None else spot_of(frame)
