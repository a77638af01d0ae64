"""Sessions and mapped objects of the simulated program, and what has happened to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime.values import Unknown, Value

if TYPE_CHECKING:
    from detachdoc.lifetime.history import Event
    from detachdoc.lifetime.values import ClassValue
    from detachdoc.model.place import Place


#: In a path of eagerly loaded relationships: the relationship before it once more, at every level.
AGAIN = "..."
#: In a path of eager loading: a relationship whose name could not be read.
UNREAD = "?"


class Column(Unknown):
    """What a column of a row holds: not known, but no row."""

    __slots__ = ()


class Session(Value):
    """A session of the simulated program."""

    __slots__ = (
        "asynchronous", "cls", "events", "expires", "handed_out", "info", "kept", "maker", "members", "origin", "phase",
        "request", "scoped", "serial",
    )  # fmt: skip

    def __init__(self, origin: Place | None, request: int, phase: str, serial: int) -> None:
        #: Where it was made.
        self.origin = origin
        #: Number of the simulated request it belongs to.
        self.request = request
        #: What was running when it was made: dependency, handler, middleware, task, ...
        self.phase = phase
        self.serial = serial
        #: The project's own session class it is of.
        self.cls: ClassValue | None = None
        #: The `sessionmaker` it was made by.
        self.maker: Value | None = None
        self.asynchronous = False
        #: `expire_on_commit`; None when the option could not be read.
        self.expires: bool | None = True
        #: Whether the request provides it to its handlers (a dependency, middleware, registry).
        self.handed_out = False
        self.scoped = False
        #: Whether something outlives the call that made it and holds it.
        self.kept = False
        self.events: list[Event] = []
        #: What the project hangs on it, and its `info`.
        self.info: dict[str, Value] = {}
        #: Rows that entered it.
        self.members: list[Entity] = []


class Entity(Value):
    """A mapped object of the simulated program; one stands for all rows of one load."""

    __slots__ = (
        "cls", "eager", "events", "handed", "held", "load", "loaded_as", "origin", "parent", "persistent", "phase",
        "queued", "request",
        "session", "stored", "summary", "undeferred",
    )  # fmt: skip

    def __init__(self, cls: ClassValue | None, load: Place | None, session: Session | None, request: int) -> None:
        self.cls = cls
        #: Where it was loaded; for a new object where it was made or added.
        self.load = load
        #: The class the query named, when the row turned out to be of a subclass.
        self.loaded_as: ClassValue | None = None
        self.session = session
        #: Number of the simulated request it was loaded in.
        self.request = request
        #: Paths of relationships loaded with it, e.g. `("orders", "items")`.
        self.eager: frozenset[tuple[str, ...]] = frozenset()
        #: Columns the query left out (`load_only`, `defer`), and those it asked for (`undefer`), behind the names of
        #: the relationships that lead to them; `*` for all others.
        self.undeferred: dict[tuple[str, ...], bool] = {}
        #: Whether it was loaded, rather than constructed.
        self.persistent = session is not None
        self.held: dict[str, Value] = {}
        self.parent: tuple[Entity, str] | None = None
        self.events: list[Event] = []
        #: `loaded`, `made`, `merged`, `copied`, `unpickled`.
        self.origin = "loaded"
        #: Where it was put to outlive its request.
        self.stored: Place | None = None
        #: What was running when it was loaded, and for handed-over work, where that was handed over.
        self.phase = ""
        self.handed: Place | None = None
        self.summary = True
        #: Whether it was taken out of a queue.
        self.queued = False

    @property
    def class_name(self) -> str | None:
        """The mapped class's name."""
        return self.cls.name if self.cls else None

    def undeferred_below(self, name: str) -> dict[tuple[str, ...], bool]:
        """Columns the query left out or asked for on the other side of a relationship."""
        return {path[1:]: loaded for path, loaded in self.undeferred.items() if path[0] == name and len(path) > 1}

    def eager_below(self, name: str) -> frozenset[tuple[str, ...]]:
        """Paths of what was loaded with the rows on the other side of a relationship."""
        below = {path[1:] for path in self.eager if path[0] == name and len(path) > 1}
        return frozenset((name, AGAIN) if path == (AGAIN,) else path for path in below)
