"""The simulated program: its modules, its call stack, its clock, and what was seen at the watched line."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.lifetime import application, calls, expressions, finding, members, statements, watching
from detachdoc.lifetime.guards import ALWAYS, Guard, arm
from detachdoc.lifetime.history import Event
from detachdoc.lifetime.idioms import parameters
from detachdoc.lifetime.idioms.webapp import Route, Router
from detachdoc.lifetime.scopes import Modules, ModuleScope, Scope
from detachdoc.lifetime.values import (
    Alternative,
    Args,
    Bound,
    ClassValue,
    Entity,
    Function,
    FunctionNode,
    Generator,
    Instance,
    Library,
    ModuleValue,
    Package,
    Session,
    Unknown,
    Value,
)
from detachdoc.model.lifetime import Gap
from detachdoc.model.place import Place

if TYPE_CHECKING:
    from detachdoc.lifetime.idioms import Idioms
    from detachdoc.lifetime.frames import Trail
    from detachdoc.lifetime.functions import Definition
    from detachdoc.lifetime.idioms.background import Task
    from detachdoc.lifetime.idioms.contextvars_ import Variable
    from detachdoc.lifetime.idioms.dependencies import Depends
    from detachdoc.source import Project

#: Expressions and statements evaluated in one diagnosis before it stops and says so.
STEP_LIMIT = 80_000
#: The same for one simulated request, so that one that does not matter cannot use up all.
REQUEST_LIMIT = 16_000
_MAX_DEPTH = 700
_MAX_GAPS = 40


class Stopped(Exception):  # noqa: N818 - a signal of the simulation, not an error
    """The step budget is used up."""


class Activation:
    """One call of a function that is running."""

    __slots__ = ("at", "entry", "function", "generator", "open", "returns", "scope", "sessions", "tries")

    def __init__(self, function: Function | None, scope: Scope, entry: Guard, at: ast.AST | None) -> None:
        self.function = function
        self.scope = scope
        #: The branches taken when it was called.
        self.entry = entry
        #: The call it was made by.
        self.at = at
        self.returns: list[Alternative] = []
        #: `try` statements whose body is running.
        self.tries: tuple[int, ...] = ()
        self.generator: Generator | None = None
        #: Context managers held open, by their `with` item.
        self.open: dict[ast.withitem, Value] = {}
        #: Sessions made in it, or by calls it made, that nobody else holds.
        self.sessions: list[Session] = []

    @property
    def node(self) -> FunctionNode | None:
        """The function's definition; None at module level."""
        return self.function.node if self.function else None


class Hit(NamedTuple):
    """The watched line read a row."""

    entity: Entity
    #: The attribute read there, None when a library read the row.
    name: str | None
    place: Place
    guard: Guard
    time: int
    request: int
    #: What was running: handler, dependency, serialisation, streaming, background, task, ...
    phase: str
    #: Functions on the stack, outermost first.
    stack: tuple[FunctionNode, ...]
    #: Whether the expression on the line itself named the attribute.
    exact: bool
    #: Where the work running it was handed over, for background work.
    handed: Place | None


class Machine:
    """One simulated process.

    Args:
        project: the user's files.
        idioms: what library calls mean.
        trail: the traceback's frames, mapped to functions; decides calls nothing else decides.
    """

    def __init__(self, project: Project, idioms: Idioms, trail: Trail) -> None:
        self.project = project
        self.idioms = idioms
        self.trail = trail
        self.modules = Modules(self)
        self.stack: list[Activation] = []
        self.path: Guard = ALWAYS
        self.clock = 0
        self.steps = 0
        self.limit = STEP_LIMIT
        #: Branches on which something happened to a session or row; guards name no others.
        self.eventful: set[int] = set()
        #: Results of calls that did nothing, by function and arguments; for the running request.
        self.results: dict[object, tuple[Value, Args]] = {}
        self.depth = 0
        self.branches = 0
        #: Number of the request being simulated; 0 is start-up.
        self.request = 0
        self.phase = "start-up"
        self.handed: Place | None = None
        #: Exits of blocks and clean-ups that are running: (`block` or `cleanup`, place).
        self.exits: list[tuple[str, Place | None]] = []
        self.hits: list[Hit] = []
        self.gaps: list[Gap] = []
        self.sessions: list[Session] = []
        #: Functions by definition, as defined and as decorated.
        self.defined: dict[FunctionNode, Function] = {}
        self.decorated: dict[FunctionNode, Value] = {}
        #: `""`, `raise` or `close`: how the generator being resumed is resumed.
        self.thrown = ""
        #: Exceptions raised with values, for exception handlers.
        self.raised: list[Value] = []
        #: The call whose value the running statement throws away.
        self.discarded: ast.AST | None = None
        #: What is being iterated over: a query runs there, not where it was built.
        self.iterated: ast.AST | None = None
        #: Work handed over that has not run yet.
        self.later: list[Task] = []
        #: Resolves a `Depends` in the request that is running.
        self.resolver: Callable[[Depends, Value | None], Value] | None = None
        self.apps: list[Router] = []
        self.routes: dict[FunctionNode, Route] = {}
        self.unknown_router = Router(is_app=False)
        #: Collections that were read while nothing was in them: an earlier request may have filled them.
        self.empty_reads: list[Value] = []
        self.empty_names: list[str] = []
        #: Context variables; each request starts without their values.
        self.variables: list[Variable] = []
        self.assumed_objects: dict[ClassValue, Value] = {}
        self.assuming: list[ClassValue] = []
        self.request_value: Instance | None = None
        #: The endpoint that is running, and what it returned where.
        self.endpoint: FunctionNode | None = None
        #: A file to look near to when no frame is in the project.
        self.near = project.files[0] if project.files else ""
        self.endpoint_returns: list[tuple[Value, Guard, ast.Return]] = []
        #: SQLAlchemy event listeners: (event, function), and those that are running.
        self.listeners: list[tuple[str, Value]] = []
        self.firing: list[Value] = []
        self._booted = False
        self._registered: set[str] = set()
        self._started = False

    # -- running ------------------------------------------------------------------------------------------

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

    def evaluate(self, node: ast.expr | None) -> Value:
        """The value of an expression in the running activation."""
        if node is None:
            return Unknown()
        self._step()
        if self.depth > _MAX_DEPTH:
            return Unknown("nested too deeply to follow", self.place(node))
        self.depth += 1
        try:
            return expressions.evaluate(self, node)
        finally:
            self.depth -= 1

    def execute(self, body: list[ast.stmt], resume: ast.AST | None = None) -> bool:
        """Run statements; False when control cannot reach their end."""
        self._step()
        if self.depth > _MAX_DEPTH:
            return True
        self.depth += 1
        try:
            return statements.block(self, body, resume)
        finally:
            self.depth -= 1

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self.limit:
            raise Stopped

    def call(self, callee: Value, args: Args, node: ast.AST | None = None) -> Value:
        """Call a value."""
        return calls.call(self, callee, args, node)

    def attribute(self, value: Value, name: str, node: ast.AST | None = None) -> Value:
        """Read an attribute of a value."""
        return members.read(self, value, name, node)

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

    def activation(self, function: Function, bound: dict[str, Value], at: ast.AST | None = None) -> Activation:
        """A call of a function that is about to run."""
        scope = Scope(function.module, function.scope)
        scope.names.update(bound)
        return Activation(function, scope, self.path, at)

    def run_function(self, function: Function, args: Args, node: ast.AST | None) -> Value:
        """Run a function's body now, also when it is asynchronous."""
        return calls.run_now(self, function, args, node)

    def next_request(self) -> None:
        """Begin another request: what belonged to the one before is gone, the process's state stays."""
        self.request += 1
        self.path = ALWAYS
        self.exits, self.later, self.thrown = [], [], ""
        self.results = {}
        self.limit = min(STEP_LIMIT, self.steps + REQUEST_LIMIT)
        for variable in self.variables:
            variable.value = None

    def release(self, activation: Activation, value: Value) -> None:
        """A call ended: sessions nobody holds any more are collected, others pass to the caller."""
        returned = watching.sessions(value)
        caller = self.stack[-1] if self.stack else None
        for session in activation.sessions:
            if session in returned or session.kept or caller is None:
                if caller is not None:
                    caller.sessions.append(session)
            else:
                session.events.append(Event(self.tick(), "collected", session.origin, self.path, "collected"))

    def returned_at(self, value: Value, node: ast.Return) -> None:
        """The endpoint returns a value."""
        if self.endpoint is not None and self.here.node is self.endpoint:
            self.endpoint_returns.append((value, self.path, node))

    # -- looking up -----------------------------------------------------------------------------------------

    def function_of(self, path: str, definition: Definition) -> Function | None:
        """The function value of a definition."""
        return finding.function_of(self, path, definition)

    def find_function(self, name: str) -> Function | None:
        """A function of the project by its name alone."""
        return finding.named_function(self, name)

    def underlying(self, value: Value) -> Function | None:
        """The function, as written, that a callable ends in."""
        return finding.underlying(self, value)

    def implementation(self, receiver: Instance, function: Function) -> Function:
        """The only implementation of an abstract method."""
        return finding.implementation(self, receiver, function)

    def library_base(self, cls: ClassValue) -> Library | None:
        """The library class a class derives from."""
        return finding.library_base(self, cls)

    def method(self, value: Value, name: str) -> Bound | None:
        """A method of an object, when the project defines it."""
        return finding.method(self, value, name)

    def assumed(self, cls: ClassValue) -> Value:
        """An object of a class that is not seen being made."""
        return parameters.assumed(self, cls)

    def run_apart(self, function: Function) -> None:
        """Run a function for the definitions in it."""
        finding.run_apart(self, function)

    def request_object(self) -> Instance:
        """The request that is running."""
        if self.request_value is None:
            self.request_value = Instance(None, "request")
            self.request_value.attributes["state"] = Instance(None, "request-state")
        return self.request_value

    def request_state(self) -> Instance:
        """`request.state` of the request that is running."""
        state = self.request_object().attributes["state"]
        assert isinstance(state, Instance)
        return state

    def boot(self) -> None:
        """Put the application together, once."""
        if not self._booted:
            self._booted = True
            with self.apart():
                application.assemble(self)

    def start_up(self) -> None:
        """Run start-up handlers and lifespans, once."""
        self.boot()
        if not self._started:
            self._started = True
            with self.apart():
                application.start(self)

    def register(self) -> None:
        """Something was found empty: run what fills registries when modules are imported, once a module."""
        for module in self.modules.loaded():
            if module.path not in self._registered:
                self._registered.add(module.path)
                with self.apart():
                    application.register(self, module)

    def register_listeners(self) -> None:
        """Let the modules that were read register their event listeners."""
        for module in self.modules.loaded():
            if module.path not in self._registered and "event" in self.project.text(module.path):
                self.register()
                return

    # -- modules ------------------------------------------------------------------------------------------

    def at_module_level(self, node: ast.expr, scope: Scope) -> Value:
        """Evaluate an expression outside any function."""
        with self._outside(scope):
            return self.evaluate(node)

    def at_class_level(self, cls: ClassValue, make: Callable[[], Value]) -> Value:
        """Do something in the scope of a class body."""
        with self._outside(cls.scope or Scope(cls.module)):
            return make()

    def class_member(self, cls: ClassValue, name: str) -> Value | None:
        """A name a class body binds."""
        return members.own_attribute(self, cls, name)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Run something outside any request, from an empty stack."""
        before, self.stack = self.stack, []
        near = self.trail.steps[-1].file if self.trail.steps else ""
        scope = before[-1].scope.module if before else self.modules.any(near)
        try:
            with self._outside(Scope(scope)):
                yield
        finally:
            self.stack = before

    def with_stack(self, run: Callable[[], object]) -> None:
        """Run something with a module-level activation of the failing file at the bottom of the stack."""
        near = self.trail.steps[0].file if self.trail.steps else self.near
        self.stack.append(Activation(None, Scope(self.modules.any(near)), ALWAYS, None))
        try:
            run()
        finally:
            self.stack.pop()

    @contextmanager
    def standing_in(self, function: Function) -> Iterator[None]:
        """Note places as if a function were running."""
        self.stack.append(self.activation(function, {}))
        try:
            yield
        finally:
            self.stack.pop()

    def scope_of(self, function: Function) -> Scope:
        """The module-level scope of a function."""
        return Scope(function.module)

    def module_binding(self, module: ModuleScope, statement: ast.stmt, name: str) -> Value | None:
        """Run the module-level statement that binds a name, and return what it bound."""
        scope = Scope(module)
        with self._outside(scope):
            statements.block(self, [statement], None)
        for key, value in scope.names.items():
            watching.lasts(value)
            module.names.setdefault(key, value)
        return scope.names.get(name)

    @contextmanager
    def _outside(self, scope: Scope) -> Iterator[None]:
        before = self.path, self.phase, self.exits, self.request
        self.path, self.phase, self.exits, self.request = ALWAYS, "start-up", [], 0
        self.stack.append(Activation(None, scope, ALWAYS, None))
        try:
            yield
        finally:
            self.stack.pop()
            self.path, self.phase, self.exits, self.request = before

    def module(self, dotted: str, near: str) -> Value:
        """The module of an absolute import."""
        return self.modules.named(dotted, near)

    def relative_module(self, level: int, dotted: str, near: str) -> Value:
        """The module of a relative import."""
        return self.modules.relative(level, dotted, near)

    def member(self, package: Value, name: str) -> Value | None:
        """A name inside a module or package."""
        if isinstance(package, ModuleValue):
            found = package.module.find(name)
            return found if found is not None else self.modules.submodule(package.module, name)
        if isinstance(package, Package):
            return self.modules.submodule(package.folder, name)
        return Library(f"{package.name}.{name}") if isinstance(package, Library) else package

    # -- noting -------------------------------------------------------------------------------------------

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
        last: int = getattr(node, "end_lineno", None) or line
        end = getattr(node, "end_col_offset", None) if last == line else len(text.rstrip())
        return Place(
            path,
            line,
            last if last > line else None,
            getattr(function, "name", "<lambda>") if function is not None else None,
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
        return Event(self.tick(), kind, self.place(node), self.path, "", name, session, self.request)

    def end_session(self, session: Session, kind: str, node: ast.AST | None) -> None:
        """A session lets go of all it holds; the block or clean-up that is being left is what did it."""
        place, how = self.place(node), "close-call"
        since = next((i for i in range(len(self.exits) - 1, -1, -1) if self.exits[i][0] == "cleanup"), -1)
        block = next((where for _, where in self.exits[since + 1 :] if where is not None), None)
        if since >= 0:
            how = "cleanup"
        elif block is not None:
            how = "block"
        session.events.append(Event(self.tick(), kind, block or place, self.path, how))

    def born(self, entity: Entity) -> None:
        """A row comes into being in what is running now."""
        entity.phase, entity.handed = self.phase, self.handed

    def joins(self, entity: Entity, session: Session, place: Place | None) -> None:
        """A row enters a session."""
        entity.session = session
        entity.events.append(Event(self.tick(), "attach", place, self.path, session=session))
        session.members.append(entity)

    def new_session(self, node: ast.AST | None) -> Session:
        """A session made here, now."""
        session = Session(self.place(node), self.request, self.phase, len(self.sessions) + 1)
        self.sessions.append(session)
        if self.stack:
            self.here.sessions.append(session)
        return session

    def find_class(self, name: str, near: str) -> ClassValue | None:
        """A class of the project by its name alone."""
        if not name:
            return None
        for path in self.project.mentions(name, near):
            module = self.modules.at(path)
            if module and isinstance(module.binds(name), ast.ClassDef):
                value = module.find(name)
                if isinstance(value, ClassValue):
                    return value
        return None


def _column(text: str, offset: int | None) -> int | None:
    """A character column from a byte column, which is what `ast` gives."""
    if offset is None or text.isascii():
        return offset
    return len(text.encode("utf-8")[:offset].decode("utf-8", "ignore"))
