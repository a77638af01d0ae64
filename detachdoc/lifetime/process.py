"""What lives as long as the simulated process, and what belongs to the request it runs."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from detachdoc.lifetime.activation import Activation, Stopped
from detachdoc.lifetime.clock import Clock
from detachdoc.lifetime.guards import ALWAYS
from detachdoc.lifetime.scopes import Scope
from detachdoc.lifetime.values import Instance, Mapping

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterator

    from detachdoc.lifetime.guards import Guard
    from detachdoc.lifetime.idioms.background import Task
    from detachdoc.lifetime.idioms.contextvars_ import Variable
    from detachdoc.lifetime.idioms.dependencies import Depends
    from detachdoc.lifetime.idioms.events import Listener
    from detachdoc.lifetime.idioms.webapp import Route, Router
    from detachdoc.lifetime.values import ClassValue, Function, FunctionNode, Value
    from detachdoc.source import Project

#: Expressions and statements evaluated in one diagnosis before it stops and says so.
STEP_LIMIT = 160_000
#: The same for one simulated request, so that one that does not matter cannot use up all.
REQUEST_LIMIT = 16_000
#: The same when the traceback or FastAPI's message names the endpoint.
SINGLE_LIMIT = 60_000
#: Branches on a path, or events of a row's sessions, that cost nothing extra: hand-written code has fewer.
_USUAL = 100
#: So many beyond take as long as one step.
_A_STEP = 4


class Process(Clock):
    """The state of a simulated process besides its modules.

    Args:
        project: the user's files.
    """

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._forget_application()
        self._forget_request()
        self.steps = 0
        self.limit = STEP_LIMIT
        self.depth = 0
        #: Functions by definition, as defined and as decorated.
        self.defined: dict[FunctionNode, Function] = {}
        self.decorated: dict[FunctionNode, Value] = {}
        #: Classes by definition, before what their decorators made of them.
        self.classes: dict[ast.ClassDef, ClassValue] = {}
        #: Collections that were read while nothing was in them: an earlier request may have filled them.
        self.empty_reads: list[Value] = []
        #: Branches of `try` statements whose handlers raise again -> the arms on which nothing was raised.
        self.unraised: Guard = {}
        #: What functions hold: (function, name of an attribute) or (function, `=` and a parameter's name) -> value.
        self.on_functions: dict[tuple[FunctionNode, str], Value] = {}
        #: Context variables; each request starts without their values.
        self.variables: list[Variable] = []
        #: Objects of classes that nobody was seen making, and classes being made up.
        self.assumed_objects: dict[ClassValue, Value] = {}
        self.assuming: list[ClassValue] = []
        #: What functions that were run as handed-over work were given.
        self.work: dict[FunctionNode, list[Value]] = {}
        #: The same by the function's name, also where its code was not read.
        self.work_named: dict[str, list[Value]] = {}
        #: A file to look near to when no frame is in the project.
        self.near = project.files[0] if project.files else ""

    def _forget_application(self) -> None:
        self.apps: list[Router] = []
        self.routes: dict[FunctionNode, Route] = {}
        #: Functions that a call makes endpoints; None until somebody looked.
        self.registered: frozenset[FunctionNode] | None = None
        #: What the lifespan yields: every `request.state` has it.
        self.lifespan_state: dict[object, Value] = {}
        #: SQLAlchemy event listeners, and those that are running.
        self.listeners: list[Listener] = []
        self.firing: list[Value] = []

    def _forget_request(self) -> None:
        #: `""`, `raise` or `close`: how the generator being resumed is resumed.
        self.thrown = ""
        #: Whether an exception leaves the block that is being left.
        self.failing = False
        #: Exceptions raised with values, for exception handlers.
        self.raised: list[Value] = []
        #: The call whose value the running statement throws away.
        self.discarded: ast.AST | None = None
        #: What is being iterated over: a query runs there, not where it was built.
        self.iterated: ast.AST | None = None
        #: Work handed over that has not run yet.
        self.later: list[Task] = []
        #: Results of calls that did nothing, by function and arguments.
        self.results: dict[object, Value] = {}
        #: Resolves a `Depends` in the request that is running.
        self.resolver: Callable[[Depends, Value | None], Value] | None = None
        self.request_value: Instance | None = None
        #: The application that answers it.
        self.serving: Router | None = None
        #: The endpoint that is running, and what it returned where.
        self.endpoint: FunctionNode | None = None
        self.endpoint_returns: list[tuple[Value, Guard, ast.Return]] = []

    def in_wrapper(self) -> bool:
        """Whether what runs is the function a decorator put around another: a block by other means."""
        function = self.here.function
        return function is not None and any(
            value is function and node is not function.node for node, value in self.decorated.items()
        )

    def next_request(self, limit: int = REQUEST_LIMIT) -> None:
        """Begin another request: what belonged to the one before is gone, the process's state stays.

        Args:
            limit: expressions and statements it may take.
        """
        self.request += 1
        self.path = ALWAYS
        self.exits = []
        self.around = 0
        self._forget_request()
        self.limit = min(STEP_LIMIT, self.steps + limit)
        for variable in self.variables:
            variable.value = None

    def spend(self, length: int) -> None:
        """Count going through something long as steps; what is as long as usual is free.

        Raises:
            Stopped: the budget is used up.
        """
        if length > _USUAL:
            self.steps += (length - _USUAL) // _A_STEP
            if self.steps > self.limit:
                raise Stopped

    def branch(self) -> int:
        """Number of a new branch."""
        self.spend(len(self.path))
        return super().branch()

    def context(self) -> dict[Variable, Value | None]:
        """What the context variables hold now."""
        return {variable: variable.value for variable in self.variables}

    @contextmanager
    def in_context(self, context: dict[Variable, Value | None]) -> Iterator[None]:
        """Run something with what context variables held at another moment."""
        before = self.context()
        for variable, value in context.items():
            variable.value = value
        try:
            yield
        finally:
            for variable, value in before.items():
                variable.value = value

    def activation(self, function: Function, bound: dict[str, Value], at: ast.AST | None = None) -> Activation:
        """A call of a function that is about to run."""
        scope = Scope(function.module, function.scope)
        scope.names.update(bound)
        return Activation(function, scope, self.path, at)

    def returned_at(self, value: Value, node: ast.Return) -> None:
        """The endpoint returns a value."""
        if self.endpoint is not None and self.here.node is self.endpoint:
            self.endpoint_returns.append((value, self.path, node))

    def request_object(self) -> Instance:
        """The request that is running."""
        if self.request_value is None:
            self.request_value = Instance(None, "request")
            self.request_value.attributes["state"] = Instance(None, "request-state")
            self.request_value.attributes["scope"] = Mapping()
        return self.request_value

    def request_scope(self) -> Mapping:
        """The ASGI scope of the request that is running."""
        scope = self.request_object().attributes["scope"]
        assert isinstance(scope, Mapping)
        return scope

    def request_state(self) -> Instance:
        """`request.state` of the request that is running."""
        state = self.request_object().attributes["state"]
        assert isinstance(state, Instance)
        return state
