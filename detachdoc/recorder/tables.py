"""What the recorder remembers, in tables of fixed size that hold places and names, never objects.

`InstanceState.runid` links an object to the query that loaded it, `Session.hash_key` to its session; both are
running numbers, so a ring indexed by them forgets the oldest by itself.
"""

from __future__ import annotations

from typing import NamedTuple

from detachdoc.recorder.context import Context, tick
from detachdoc.recorder.frames import Spot
from detachdoc.recorder.origins import Origin
from detachdoc.recorder.sites import End

_LOADS = 8192
_SESSIONS = 4096
_COPIES = 4096


class Load(NamedTuple):
    """A query, or the `add()` of a new object."""

    spot: Spot | None
    at: int
    context: Context
    is_new: bool = False
    #: Whether the code that made the session, or something it called, made the query, not the app inside a middleware.
    by_maker: bool = False


class Expiry(NamedTuple):
    """A commit, rollback or `expire()`."""

    by: str
    spot: Spot | None
    at: int


class SessionRecord:
    """What is known about one session. The session itself is not held."""

    __slots__ = ("context", "end", "ended_at", "expiry", "made_at", "number", "origin")

    def __init__(self, number: int, origin: Origin, context: Context) -> None:
        self.number = number
        self.origin = origin
        self.context = context
        self.made_at = tick()
        self.end: End | None = None
        self.ended_at = 0
        self.expiry: Expiry | None = None

    def counts_always(self) -> bool:
        """Whether a later object of the same request may need to know about it."""
        return self.end is None or self.origin.role != "function"


class LetGo(NamedTuple):
    """How a batch of objects left its session."""

    end: End
    context: Context
    at: int
    session: SessionRecord | None
    expiry: Expiry | None


class Fate(NamedTuple):
    """What one object carries on its state: how it was let go, and by which query it was loaded."""

    let_go: LetGo
    load: Load | None


_loads: list[tuple[int, Load] | None] = [None] * _LOADS
_sessions: list[SessionRecord | None] = [None] * _SESSIONS
_copies: list[tuple[int, Fate] | None] = [None] * _COPIES


def remember_load(runid: int, load: Load) -> None:
    """Keep `load` for the objects that will carry `runid`."""
    _loads[runid % _LOADS] = (runid, load)


def load_of(runid: int | None) -> Load | None:
    """Return the query with this number; None when it is unknown or forgotten."""
    if runid is None:
        return None
    entry = _loads[runid % _LOADS]
    return entry[1] if entry is not None and entry[0] == runid else None


def remember_session(record: SessionRecord) -> None:
    """Keep `record` for objects whose session is collected."""
    _sessions[record.number % _SESSIONS] = record


def session_of(number: int | None) -> SessionRecord | None:
    """Return the session with this number; None when it is unknown or forgotten."""
    if number is None:
        return None
    record = _sessions[number % _SESSIONS]
    return record if record is not None and record.number == number else None


def remember_copy(identity: int, fate: Fate) -> None:
    """Keep where an object with this hash of its identity was pickled or copied."""
    _copies[identity % _COPIES] = (identity, fate)


def copy_of(identity: int) -> Fate | None:
    """Return where an object with this hash was last pickled or copied."""
    entry = _copies[identity % _COPIES]
    return entry[1] if entry is not None and entry[0] == identity else None


def forget() -> None:
    """Empty all tables."""
    _loads[:] = [None] * _LOADS
    _sessions[:] = [None] * _SESSIONS
    _copies[:] = [None] * _COPIES
