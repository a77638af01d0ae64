"""Reads and writes what an object's own `InstanceState` says about its loading and its end.

Most objects carry nothing but SQLAlchemy's numbers: how they were let go is then how the life of their session ended.
Attributes are added for those that leave a session alone, or come into one without a query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detachdoc.recorder.tables import LetGo, Run, SessionRecord
from detachdoc.recorder.trails import NOWHERE

if TYPE_CHECKING:
    from detachdoc.recorder.tables import Fate, Life, RawLetGo, RawLoad

#: How the object was let go, and by which query it was loaded; or, once it is in a session again, that session.
_FATE = "_detachdoc"
#: The `add()` of a new object.
_NEW = "_detachdoc_new"


def leave(state: Any, let_go: RawLetGo, load: RawLoad | None) -> None:
    """Remember how an object was let go, and by which query it was loaded."""
    state.__dict__[_FATE] = (let_go, load)


def enter(state: Any, record: SessionRecord) -> None:
    """Remember that an object, which no query loaded into it, is now in a session."""
    state.__dict__[_FATE] = (record, record.current_life(), load_of(state))


def add(state: Any, load: RawLoad) -> None:
    """Remember where a new object was added."""
    state.__dict__[_NEW] = load


def load_of(state: Any) -> RawLoad | None:
    """Return the query or the `add()` the object came from."""
    run = state.runid
    if type(run) is Run and run.load is not None:
        return run.load
    new: RawLoad | None = state.__dict__.get(_NEW)
    return new or state.__dict__.get(_FATE, (None,))[-1]


def let_go_of(state: Any) -> LetGo | None:
    """Return how the object left its session; a session that died without a word still has its number on the state."""
    number = state.session_id
    if number is not None:
        return _collected(number) if isinstance(number, SessionRecord) else None
    fate: Fate | tuple[SessionRecord, Life, RawLoad | None] | None = state.__dict__.get(_FATE)
    if fate is None:
        load = load_of(state)
        return None if load is None else _ended(load[0], load[1])
    return LetGo._make(fate[0]) if len(fate) == 2 else _ended(fate[0], fate[1])


def _ended(record: SessionRecord, life: Life) -> LetGo | None:
    if not life:
        return None
    trail, how, at, here, expiry = life[0]
    return LetGo(trail, how, NOWHERE, at, here, record, expiry)


def _collected(record: SessionRecord) -> LetGo:
    trail, at, request = record.made
    return LetGo(trail, "collected", NOWHERE, at, (request, None, 0), record, record.expiry)
