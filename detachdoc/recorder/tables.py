"""What the recorder remembers: places and names, never objects.

What is known about a query or a session rides on the number SQLAlchemy gives it: every object a query loads carries
the query's number, every object of a session the session's, so what is known lives exactly as long as somebody could
ask for it, and costs nothing per object. What is kept per query is a plain tuple, which is the quickest to make;
`Load` and `LetGo` are views for reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detachdoc.recorder.context import Here
from detachdoc.recorder.origins import Origin, origin_of
from detachdoc.recorder.sites import end_of
from detachdoc.recorder.trails import NOWHERE, Trail, spot_in

if TYPE_CHECKING:
    from detachdoc.recorder.sites import End
    from detachdoc.recorder.trails import Spot

#: Full, they hold about 1 MiB (benchmarks/recorder_soak.py).
_COPIES = 4096

#: The trail, what is known without it, the tick, the context of a session's end, and what expired it before.
RawEnd = tuple["Trail", str, int, Here, "Expiry | None"]
#: From a session's first use until it is emptied: nothing while it is in use, then how it ended first and last. The
#: first let the objects go; a later one, of a session that was empty already, only tells who closes it.
Life = list[RawEnd]
RawLoad = tuple["SessionRecord", Life, "Trail", int, Here, bool]
RawLetGo = tuple["Trail", str, "Trail", int, Here, "SessionRecord | None", "Expiry | None"]
#: How an object that is pickled or copied was let go, and by which query it was loaded.
Fate = tuple[RawLetGo, RawLoad | None]


class Run(int):
    """The number of a query, `InstanceState.runid` of all objects it loads."""

    #: What is known about the query; None when it was not recorded.
    load: RawLoad | None = None


class SessionRecord(int):
    """The number of a session, `Session.hash_key`, with what is known about it. The session itself is not held."""

    #: The trail from the constructor outward, the tick, the number of the request, 0 outside any.
    made: tuple[Trail, int, int]
    #: What the objects that are loaded or added now refer to.
    life: Life
    #: The last thing that expired all its objects.
    expiry: Expiry | None = None
    #: Whether every object in it refers to its life or to another's; otherwise some are to be marked when it ends.
    is_followed = True

    @property
    def trail(self) -> Trail:
        """From the constructor outward; empty for a session made before the recorder came."""
        return self.made[0]

    @property
    def made_at(self) -> int:
        """When it was made, in ticks."""
        return self.made[1]

    @property
    def request(self) -> int:
        """Number of the request it was made in, 0 outside any."""
        return self.made[2]

    @property
    def origin(self) -> Origin:
        """Where it was made."""
        return origin_of(self.trail)

    @property
    def ended_by(self) -> str | None:
        """By what it was closed or emptied last; None while it is in use."""
        return end_of(*self.life[-1][:2], self.origin.codes).by if self.life else None

    @property
    def ended_at(self) -> int | None:
        """When that was, in ticks."""
        return self.life[-1][2] if self.life else None

    def current_life(self) -> Life:
        """Return its life, a new one if it ended before and is now used again."""
        if self.life:
            self.life = []
        return self.life


class Load(NamedTuple):
    """A query, or the `add()` of a new object: the view of a `RawLoad`."""

    #: Where the object was loaded or added.
    session: SessionRecord
    #: The session's.
    life: Life
    trail: Trail
    #: Tick, for the order of things.
    at: int
    here: Here
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


class LetGo(NamedTuple):
    """How a batch of objects left its session: the view of a `RawLetGo`."""

    trail: Trail
    #: What is known without the trail, such as `copy`; else empty.
    how: str
    #: A second place, where an object was unpickled.
    via: Trail
    at: int
    here: Here
    session: SessionRecord | None
    expiry: Expiry | None

    @property
    def end(self) -> End:
        """Where it was and by what."""
        end = end_of(self.trail, self.how, self.session.origin.codes if self.session else ())
        return end if self.via is NOWHERE else end._replace(via=spot_in(self.via))


_copies: list[tuple[int, Fate] | None] = [None] * _COPIES


def remember_copy(identity: int, fate: Fate) -> None:
    """Keep where an object with this hash of its identity was pickled or copied."""
    _copies[identity % _COPIES] = (identity, fate)


def copy_of(identity: int) -> Fate | None:
    """Return where an object with this hash was last pickled or copied."""
    entry = _copies[identity % _COPIES]
    return entry[1] if entry is not None and entry[0] == identity else None


def forget() -> None:
    """Empty the table of copies."""
    _copies[:] = [None] * _COPIES
