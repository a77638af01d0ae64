"""The clock, the branches and the places of a simulated process: when and where something happens."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from detachdoc.lifetime.guards import ALWAYS, Guard, arm
from detachdoc.lifetime.history import Event
from detachdoc.lifetime.rows import Entity, Session
from detachdoc.model.lifetime import Gap
from detachdoc.model.place import Place

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from detachdoc.lifetime.activation import Activation
    from detachdoc.lifetime.hits import Hit
    from detachdoc.source import Project

_MAX_GAPS = 40
#: Characters of a line; of a longer one, which no one wrote by hand, places keep the beginning and no columns.
_MAX_LINE = 2_000


class Clock:
    """When and where the simulated program is, and what has happened so far.

    Args:
        project: the user's files.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.stack: list[Activation] = []
        #: The branches taken to get here.
        self.path: Guard = ALWAYS
        self.clock = 0
        self.branches = 0
        #: Activations at the bottom of the stack that stand around what runs, as a middleware does around an endpoint.
        self.around = 0
        #: Branches on which something happened to a session or row; guards name no others.
        self.eventful: set[int] = set()
        #: Number of the request being simulated; 0 is start-up.
        self.request = 0
        #: What is running: handler, dependency, middleware, background, ...
        self.phase = "start-up"
        #: Where the work that is running was handed over.
        self.handed: Place | None = None
        #: Exits of blocks and clean-ups that are running: (`block` or `cleanup`, place).
        self.exits: list[tuple[str, Place | None]] = []
        self.hits: list[Hit] = []
        self.gaps: list[Gap] = []
        self.sessions: list[Session] = []
        #: What ran in a request without being read, and may have given it a session: (request, why).
        self.unread: list[tuple[int, Gap]] = []

    @property
    def here(self) -> Activation:
        """The running activation."""
        return self.stack[-1]

    def tick(self) -> int:
        """The next moment, at which something happens."""
        self.clock += 1
        self.eventful.update(self.path)
        return self.clock

    def branch(self) -> int:
        """Number of a new branch."""
        self.branches += 1
        return self.branches

    @contextmanager
    def on(self, guard: Guard) -> Iterator[None]:
        """Assume more branches for a while."""
        before = self.path
        self.path = guard
        try:
            yield
        finally:
            self.path = before

    def only(self, branch: int, *arms: int) -> Guard:
        """The current path with one branch decided."""
        return arm(self.path, branch, frozenset(arms))

    def unbroken(self) -> Guard:
        """The current path, and that nothing raised so far in the `try` bodies that are running.

        What a body did may not have happened where a handler swallowed the exception.
        """
        branches = [branch for activation in self.stack[self.around :] for branch in activation.tries]
        self.eventful.update(branches)
        guard = self.path
        for branch in branches:
            guard = arm(guard, branch, frozenset({0}))
        return guard

    @contextmanager
    def during(self, phase: str, handed: Place | None = None) -> Iterator[None]:
        """Run a phase of a request."""
        before = self.phase, self.handed
        self.phase, self.handed = phase, handed or self.handed
        try:
            yield
        finally:
            self.phase, self.handed = before

    @contextmanager
    def leaving(self, kind: str, place: Place | None) -> Iterator[None]:
        """Run the exit of a block or a clean-up, which is then what ends the sessions closed in it."""
        self.exits.append((kind, place))
        try:
            yield
        finally:
            self.exits.pop()

    def place(self, node: ast.AST | None, says: str = "") -> Place | None:
        """Where an expression or statement stands."""
        if node is None or not self.stack or not hasattr(node, "lineno"):
            return None
        return self.place_in(self.here.scope.module.path, node, self.here.node, says)

    def place_in(self, path: str, node: ast.AST, function: ast.AST | None = None, says: str = "") -> Place:
        """Where an expression or statement of a given file stands."""
        line: int = getattr(node, "lineno", 1)
        lines = self.project.lines(path)
        text = lines[line - 1] if line <= len(lines) else ""
        if len(text) > _MAX_LINE:
            return Place(path, line, None, _name(function), text[:_MAX_LINE].strip(), says)
        last: int = getattr(node, "end_lineno", None) or line
        end = getattr(node, "end_col_offset", None) if last == line else len(text.rstrip())
        return Place(
            path,
            line,
            last if last > line else None,
            _name(function),
            text.strip(),
            says,
            _column(text, getattr(node, "col_offset", 0)),
            _column(text, end) if last == line else end,
        )

    def gap(self, where: Place | None, says: str) -> None:
        """Note something that could not be followed."""
        gap = Gap(where, says)
        if gap not in self.gaps and len(self.gaps) < _MAX_GAPS:
            self.gaps.append(gap)

    def event(self, kind: str, node: ast.AST | None, name: str = "", session: Session | None = None) -> Event:
        """An event that happens now, here."""
        return Event(self.tick(), kind, self.place(node), self.path, "", name, session, self.request, phase=self.phase)

    def touch(self, entity: Entity, name: str, node: ast.AST | None) -> None:
        """An attribute of a row is read here, and is loaded from now on, unless it failed."""
        entity.events.append(self.event("touch", node, name)._replace(guard=self.unbroken()))

    def end_session(self, session: Session, node: ast.AST | None, by: str = "close") -> None:
        """A session lets go of all it holds; the block or clean-up that is being left is what did it."""
        place, how = self.place(node), "close-call"
        since = next((i for i in range(len(self.exits) - 1, -1, -1) if self.exits[i][0] == "cleanup"), -1)
        block = next((where for _, where in self.exits[since + 1 :] if where is not None), None)
        if since >= 0:
            how = "cleanup"
        elif block is not None or (by != "remove" and not session.handed_out and self.in_wrapper()):
            how = "block"
        session.events.append(Event(self.tick(), "close", block or place, self.path, how, by=by, phase=self.phase))

    def in_wrapper(self) -> bool:
        """Whether what runs is the function a decorator put around another: a block by other means."""
        return False

    def joins(self, entity: Entity, session: Session, place: Place | None) -> None:
        """A row enters a session."""
        entity.session = session
        entity.events.append(Event(self.tick(), "attach", place, self.path, session=session))
        session.members.append(entity)

    def born(self, entity: Entity) -> None:
        """A row comes into being in what is running now."""
        entity.phase, entity.handed = self.phase, self.handed

    def new_session(self, node: ast.AST | None) -> Session:
        """A session made here, now."""
        session = Session(self.place(node), self.request, self.phase, len(self.sessions) + 1)
        self.sessions.append(session)
        if self.stack:
            self.here.sessions.append(session)
        return session


def _name(function: ast.AST | None) -> str | None:
    return getattr(function, "name", "<lambda>") if function is not None else None


def _column(text: str, offset: int | None) -> int | None:
    """A character column from a byte column, which is what `ast` gives."""
    if offset is None or text.isascii():
        return offset
    return len(text.encode("utf-8")[:offset].decode("utf-8", "ignore"))
