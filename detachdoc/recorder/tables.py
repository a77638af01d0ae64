"""What the recorder remembers, in tables of fixed size that hold places and names, never objects.

`InstanceState.runid` links an object to the query that loaded it, `Session.hash_key` to its session; both are
running numbers, so a ring indexed by them forgets the oldest by itself. What is kept per query is a plain tuple:
the garbage collector stops looking at those, unlike at named tuples. `Load` and `LetGo` are views for reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detachdoc.recorder.clock import tick
from detachdoc.recorder.origins import Origin, origin_of
from detachdoc.recorder.sites import end_of
from detachdoc.recorder.trails import Trail, innermost, spot_in

if TYPE_CHECKING:
    from detachdoc.recorder.sites import End
    from detachdoc.recorder.trails import Spot

#: Full, they hold about 3 MiB (benchmarks/recorder_soak.py).
_LOADS = 4096
_SESSIONS = 2048
_COPIES = 4096

RawLoad = tuple[int, "Trail", int, int, str | None, int, bool]
RawLetGo = tuple["Trail", str, "Trail", int, int, str | None, int, "SessionRecord | None", "Expiry | None"]
#: The trail, what is known without it, and the tick of a `RawLetGo`; not all of it, for that refers to the record.
RawEnd = tuple["Trail", str, int]
#: What an object carries on its state: how it was let go, and by which query it was loaded.
Fate = tuple[RawLetGo, RawLoad | None]


class Load(NamedTuple):
    """A query, or the `add()` of a new object: the view of a `RawLoad`."""

    runid: int
    trail: Trail
    #: Tick, for the order of things.
    at: int
    #: Number of the request, 0 outside any.
    request: int
    #: Name of the asyncio task.
    task: str | None
    #: `threading.get_ident()`.
    thread: int
    is_new: bool

    @property
    def spot(self) -> Spot | None:
        """The app's line."""
        return spot_in(self.trail)


class Expiry(NamedTuple):
    """A commit, rollback or `expire()`."""

    by: str
    trail: Trail
    at: int

    @property
    def spot(self) -> Spot | None:
        """The app's line."""
        return spot_in(self.trail)


class SessionRecord:
    """What is known about one session. The session itself is not held."""

    __slots__ = ("callers", "end", "expiry", "made_at", "maker", "number", "request", "trail")

    def __init__(self, number: int, request: int, trail: Trail = ()) -> None:
        self.number = number
        self.request = request
        #: From the constructor outward; empty for a session made before the recorder came.
        self.trail = trail
        #: What of `trail` a query or an end in the same function need not capture again, see `capture`.
        self.maker, self.callers = innermost(trail)
        self.made_at = tick()
        #: How it was closed or emptied last, None while it is in use.
        self.end: RawEnd | None = None
        self.expiry: Expiry | None = None

    @property
    def origin(self) -> Origin:
        """Where it was made."""
        return origin_of(self.trail)

    @property
    def ended_by(self) -> str | None:
        """By what it was closed or emptied last; None while it is in use."""
        return None if self.end is None else end_of(*self.end[:2], self.origin.codes).by

    @property
    def ended_at(self) -> int | None:
        """When that was, in ticks."""
        return None if self.end is None else self.end[2]


class LetGo(NamedTuple):
    """How a batch of objects left its session: the view of a `RawLetGo`."""

    trail: Trail
    #: What is known without the trail, such as `copy`; else empty.
    how: str
    #: A second place, where an object was unpickled.
    via: Trail
    at: int
    request: int
    task: str | None
    thread: int
    session: SessionRecord | None
    expiry: Expiry | None

    @property
    def end(self) -> End:
        """Where it was and by what."""
        end = end_of(self.trail, self.how, self.session.origin.codes if self.session else ())
        return end._replace(via=spot_in(self.via)) if self.via else end


_loads: list[RawLoad | None] = [None] * _LOADS
_sessions: list[SessionRecord | None] = [None] * _SESSIONS
_copies: list[tuple[int, Fate] | None] = [None] * _COPIES


def remember_load(load: RawLoad) -> None:
    """Keep `load` for the objects that will carry its number."""
    _loads[load[0] % _LOADS] = load


def load_of(runid: int | None) -> RawLoad | None:
    """Return the query with this number; None when it is unknown or forgotten."""
    if runid is None:
        return None
    load = _loads[runid % _LOADS]
    return load if load is not None and load[0] == runid else None


def remember_session(record: SessionRecord) -> None:
    """Keep `record` until its session is used first, and for objects whose session is collected."""
    _sessions[record.number % _SESSIONS] = record


def session_of(number: int) -> SessionRecord | None:
    """Return the session with this number; None when it is unknown or forgotten."""
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
