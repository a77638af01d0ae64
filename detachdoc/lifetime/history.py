"""What has happened to a row so far? Replays the events of its session and its own, as SQLAlchemy would.

The rules (close detaches but does not expire, commit expires unless told otherwise, rollback always does,
a merge leaves its argument alone, ...) were measured on SQLAlchemy 1.4, 2.0 and 2.1.
"""

from __future__ import annotations

from typing import NamedTuple

from detachdoc.lifetime.guards import Guard, both, compatible, implied
from detachdoc.lifetime.models import Shape, linearised, loads_with_base, shape_of
from detachdoc.lifetime.rows import UNREAD, Entity, Session
from detachdoc.model.place import Place

#: Events of a session that detach everything it holds.
_SESSION_DETACHES = frozenset({"close", "expunge-all", "collected"})
#: Events of a row that detach just that row.
ROW_DETACHES = frozenset({"expunge", "copy", "pickle", "send"})


class Event(NamedTuple):
    """Something that happened to a session or a row."""

    time: int
    #: close, collected, expunge-all, commit, rollback, expire; attach, expunge, make-transient, make-detached, copy,
    #: pickle, send, refresh, touch, assign, delete, merge-ignored, merge-used.
    kind: str
    place: Place | None
    guard: Guard
    #: For a close: `cleanup`, `close-call`, `block` or `collected`.
    how: str = ""
    #: The attribute touched, assigned or refreshed; empty for all.
    name: str = ""
    #: For an attach: the session.
    session: Session | None = None
    #: Number of the simulated request it happened in.
    request: int = 0
    #: For a close: the method that did it, e.g. `remove`.
    by: str = "close"
    #: What was running.
    phase: str = ""


class Use(NamedTuple):
    """A read: in which simulated request, and at which file and line."""

    request: int
    ref: str


class State(NamedTuple):
    """A row at one moment."""

    #: The session it is in; None when detached.
    session: Session | None
    #: The session it was in last.
    last: Session | None
    detached: Event | None
    expired: Event | None
    #: Attributes loaded by being read or assigned.
    loaded: frozenset[str]
    #: Whether what the query loaded eagerly is still there.
    eager_holds: bool
    deleted: bool
    merged: Event | None
    #: Made transient: reading gives None or an empty list, and never raises.
    transient: bool = False


def state_at(entity: Entity, guard: Guard, *, certain: bool, until: int | None = None, use: Use | None = None) -> State:
    """Replay what happened to a row.

    Args:
        entity: the row.
        guard: the branches taken to get here.
        certain: count only what must have happened on these branches; otherwise also what may have.
        until: the moment; None for now.
        use: leave out what other requests read, unless the one that loaded it did so elsewhere: nobody knows which
            of them came before, or whether one came to the line that failed.
    """
    state = State(None, None, None, None, frozenset(), eager_holds=True, deleted=False, merged=None)
    born = next((event.guard for event in entity.events if event.kind == "attach"), guard)
    guard = both(guard, born) or guard
    for owner, event in _events(entity):
        if until is not None and event.time > until:
            break
        if use is not None and event.kind == "touch" and not _certainly_read(event, entity, use):
            continue
        counts = implied(event.guard, guard) if certain else compatible(event.guard, guard)
        if counts and (owner is None or owner is state.session):
            state = _after(state, event, entity)
    return state


def _certainly_read(event: Event, entity: Entity, use: Use) -> bool:
    if event.request == use.request:
        return True
    return event.request == entity.request and (event.place is None or event.place.ref != use.ref)


def length(entity: Entity) -> int:
    """How many events replaying a row's history looks at."""
    sessions = {event.session for event in entity.events if event.session is not None}
    return len(entity.events) + sum(len(session.events) for session in sessions)


def _events(entity: Entity) -> list[tuple[Session | None, Event]]:
    sessions = {id(event.session): event.session for event in entity.events if event.session is not None}
    merged: list[tuple[Session | None, Event]] = [(None, event) for event in entity.events]
    for session in sessions.values():
        merged.extend((session, event) for event in session.events)
    merged.sort(key=lambda pair: pair[1].time)
    return merged


def _after(state: State, event: Event, entity: Entity) -> State:
    kind = event.kind
    if kind == "attach":
        return state._replace(session=event.session, last=event.session, detached=None, transient=False)
    if kind == "make-transient":
        return state._replace(session=None, detached=state.detached or event, transient=True)
    if kind == "make-detached":
        return _expired(state, event)._replace(transient=False, detached=state.detached or event)
    if kind in _SESSION_DETACHES or kind in ROW_DETACHES:
        return state._replace(session=None, detached=state.detached or event)
    if kind in ("commit", "rollback", "expire"):
        return _expired(state, event)
    if kind == "refresh":
        return _refreshed(state, event.name)
    if kind in ("touch", "assign"):
        return _touched(state, event, entity)
    if kind == "delete":
        return state._replace(deleted=True)
    return state._replace(merged=event) if kind.startswith("merge") else state


def _expired(state: State, event: Event) -> State:
    if event.kind == "commit" and state.deleted:
        return state._replace(session=None, detached=event._replace(kind="delete"))
    keeps = event.kind == "commit" and state.session is not None and state.session.expires is False
    if keeps:
        return state
    if event.name:
        return state._replace(loaded=state.loaded - {event.name}, expired=event)
    return state._replace(expired=event, loaded=frozenset(), eager_holds=False)


def _refreshed(state: State, name: str) -> State:
    """`refresh(row)` loads columns and what is eager, and drops what was read lazily; with names it adds just those."""
    if name:
        return state._replace(loaded=state.loaded | {name})
    return state._replace(expired=None, loaded=frozenset({""}), eager_holds=True)


def _touched(state: State, event: Event, entity: Entity) -> State:
    if event.kind == "touch" and state.session is None and (state.last is not None or state.detached is not None):
        return state
    shape = shape_of(entity.cls, event.name)
    expired = None if event.kind == "touch" and shape.kind == "column" else state.expired
    return state._replace(loaded=state.loaded | {event.name}, expired=expired)


class Missing(NamedTuple):
    """Whether reading an attribute needs SQL."""

    #: None: nobody can tell.
    needed: bool | None
    #: `lazy-load`, `refresh`, `deferred` or empty.
    kind: str
    why: str


def missing(entity: Entity, state: State, name: str | None) -> Missing:
    """Whether an attribute of a row was not loaded at a moment.

    Args:
        entity: the row.
        state: the moment.
        name: the attribute; None when the message does not name it, which means an expired column.
    """
    if name is None:
        return _column_missing(state, Shape("column"), "")
    shape = shape_of(entity.cls, name)
    if shape.kind == "relationship":
        return _relationship_missing(entity, state, name, shape)
    if _of_subclass(entity, shape) and not state.loaded & {name, ""}:
        return Missing(needed=True, kind="refresh", why=f"{name} is a column of the subclass, which was not asked for")
    if shape.kind == "unknown":
        if name in state.loaded:
            return Missing(needed=False, kind="", why=f"{name} had been read or set before")
        if state.eager_holds and any(path[0] == name for path in entity.eager):
            return Missing(needed=False, kind="lazy-load", why=f"{name} was loaded eagerly")
        return Missing(None, "", f"{name} is not in the model that was found")
    return _column_missing(state, _with_options(entity, name, shape), name)


def _of_subclass(entity: Entity, shape: Shape) -> bool:
    """Whether a query of the base class leaves a column to be loaded when it is read."""
    if entity.loaded_as is None or shape.kind != "column" or shape.owner is None:
        return False
    if entity.eager & {("+", "*"), ("+", shape.owner.name)}:
        return False
    return shape.owner not in linearised(entity.loaded_as) and not loads_with_base(shape.owner, entity.loaded_as)


def _with_options(entity: Entity, name: str, shape: Shape) -> Shape:
    asked = entity.undeferred.get((name,), entity.undeferred.get(("*",)))
    return shape if asked is None else shape._replace(deferred=not asked)


def _column_missing(state: State, shape: Shape, name: str) -> Missing:
    if state.expired is not None and not (name and name in state.loaded):
        return Missing(needed=True, kind="refresh", why=f"{state.expired.kind} expired it")
    if shape.deferred and name not in state.loaded:
        return Missing(needed=True, kind="deferred", why=f"{name} is deferred")
    return Missing(needed=False, kind="refresh", why="its columns were loaded with it")


def _relationship_missing(entity: Entity, state: State, name: str, shape: Shape) -> Missing:
    if name in state.loaded:
        return Missing(needed=False, kind="lazy-load", why=f"{name} had been read or set before")
    if state.eager_holds and _eager(entity, name, shape):
        return Missing(needed=False, kind="lazy-load", why=f"{name} was loaded eagerly")
    if state.eager_holds and any(path[0] == UNREAD for path in entity.eager):
        return Missing(needed=None, kind="lazy-load", why=f"whether {name} was loaded eagerly could not be read")
    if not entity.persistent and state.expired is None:
        return Missing(needed=None, kind="lazy-load", why=f"{name} of a new object")
    return Missing(needed=True, kind="lazy-load", why=f"{name} is loaded lazily and had not been read")


def _eager(entity: Entity, name: str, shape: Shape) -> bool:
    if any(path[0] in (name, "*") for path in entity.eager):
        return True
    return shape.eager and ("!", name) not in entity.eager and _reached(entity, name, shape)


def _reached(entity: Entity, name: str, shape: Shape) -> bool:
    """Whether eager loading by the model gets this far down a self-referential relationship."""
    if entity.cls is None or all(each.name != shape.target for each in linearised(entity.cls)):
        return True
    level, above = 0, entity.parent
    while above is not None and above[1] == name:
        level, above = level + 1, above[0].parent
    return level < shape.levels
