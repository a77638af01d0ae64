"""How does one request run? Dependencies, endpoint, serialisation, sending, clean-up, and work left behind."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import (
    binding,
    classes,
    expressions,
    generators,
    iterating,
    models,
    responding,
    routing,
    truth,
    watching,
)
from detachdoc.lifetime.alternatives import options
from detachdoc.lifetime.guards import ALWAYS
from detachdoc.lifetime.idioms import dependencies, injectors, parameters, providers
from detachdoc.lifetime.idioms.background import TaskList, left_over, perform
from detachdoc.lifetime.idioms.serialising import Response
from detachdoc.lifetime.layers import Layers
from detachdoc.lifetime.values import (
    Args,
    Bound,
    ClassValue,
    Function,
    Generator,
    Instance,
    Library,
    Partial,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from detachdoc.lifetime.idioms.dependencies import Depends
    from detachdoc.lifetime.idioms.webapp import Route
    from detachdoc.lifetime.machine import Machine
    from detachdoc.lifetime.teardown import Order

#: Pieces of work of a `BackgroundTasks` that are run.
_MAX_TASKS = 30
_MAX_DEPENDENCIES = 25


class Request:
    """One simulated request.

    Args:
        m: the machine.
        route: the endpoint.
        order: when clean-ups run.
        raising: whether the endpoint ends with the exceptions it raises, for exception handlers.
    """

    def __init__(self, m: Machine, route: Route, order: Order, *, raising: bool = False) -> None:
        self._m = m
        self._route = route
        self._order = order
        self._thrown = "raise" if raising else ""
        self._cache: dict[object, Value] = {}
        self._open: list[tuple[Generator, str]] = []
        self._background = TaskList()
        self._response: Value = Unknown("a response")
        self._pending: list[Callable[[], None]] = []
        self._depth = 0

    def run(self) -> None:
        """Run it, through the application's middleware, and then the work it left behind."""
        m = self._m
        m.resolver = self._injected
        m.request_value = None
        m.raised = []
        m.boot()
        m.request_object()
        apps = routing.applications(m, self._route.router)
        m.serving = apps[-1] if apps else None
        layers = Layers(m, apps, self._core, self._finish)
        m.with_stack(layers.run)
        self._finish()
        if self._thrown:
            m.with_stack(self._exception_handlers)
        left_over(m)
        m.resolver = None

    # -- the request itself -----------------------------------------------------------------------------------

    def _core(self, inside_dispatch: bool) -> Value:  # noqa: FBT001 - called by Layers, by position
        m = self._m
        for extra in routing.dependencies(m, self._route):
            self._depend(extra)
        endpoint = self._route.endpoint
        function = m.underlying(endpoint)
        m.endpoint = function.node if function is not None else None
        m.endpoint_returns = []
        arguments = self._arguments(endpoint)
        m.around = len(m.stack)
        with m.during("handler"):
            value = m.call(endpoint, Args(self._receiver(function, endpoint), arguments))
            self._response = expressions.awaited(m, value, None)
        m.around = 0
        m.endpoint = None
        self._serialise(function)
        self._clean_up("function")
        if self._order.sending_first:
            self._pending.extend((self._send, self._clean_all))
        else:
            self._clean_all()
            self._pending.append(self._send)
        if not inside_dispatch:  # else the body is sent once the dispatch function has returned
            self._finish()
        return self._response

    def _receiver(self, function: Function | None, endpoint: Value) -> list[Value]:
        """The object of a class-based view."""
        if function is None or function.owner is None or not isinstance(endpoint, Function):
            return []
        return [Instance(function.owner)] if "staticmethod" not in function.marks else []

    def _clean_all(self) -> None:
        self._clean_up("request")

    def _finish(self) -> None:
        while self._pending:
            self._pending.pop(0)()

    def _depend(self, value: Value) -> None:
        found = dependencies.depends_in(value)
        if found is not None:
            self.resolve(*found)
            providers.not_read(self._m, found[0].provider, found[0].where)

    def _injected(self, depends: Depends, annotated: Value | None, name: str = "") -> Value:
        """What a `Depends` gives to a parameter or attribute, or a session that stands for what was not read."""
        return providers.injected(self._m, self.resolve(depends, annotated), depends, annotated, name)

    def resolve(self, depends: Depends, annotated: Value | None) -> Value:
        """What a `Depends` gives in this request."""
        m = self._m
        injected = injectors.marked(m, depends)
        if injected is not None:
            return injected
        provider = depends.provider if depends.provider is not None else annotated
        if provider is None or self._depth > _MAX_DEPENDENCIES:
            return Unknown("a dependency without a provider", depends.where)
        if m.serving is not None:
            provider = m.serving.overrides.entries.get(truth.key_of(provider), provider)
        key = _key(provider)
        if depends.cached and key in self._cache:
            return self._cache[key]
        self._depth += 1
        with m.during("dependency"):
            value = self._provide(provider, depends, own=key in self._cache)
        self._depth -= 1
        # FastAPI keeps the first value, also one that was asked for with use_cache=False.
        self._cache.setdefault(key, value)
        return value

    def _provide(self, provider: Value, depends: Depends, *, own: bool) -> Value:
        m = self._m
        arguments = self._arguments(provider)
        made = expressions.awaited(m, m.call(provider, Args([], arguments)), None)
        value = made
        for option, _ in options(made):
            if isinstance(option, Generator):
                self._open.append((option, depends.scope))
                value = generators.advance(m, option) or Unknown("a dependency that yields nothing")
        watching.hand_out(value)
        if own and self._depth > 1:  # a second session, of that dependency's own and not the request's
            for session in watching.sessions(value):
                session.handed_out = False
        return value

    def _arguments(self, callee: Value) -> dict[str, Value]:
        """The arguments FastAPI passes to an endpoint or dependency."""
        signature = self._signature(callee)
        if signature is None:
            return {}
        if isinstance(signature, ClassValue):
            return self._fields(signature)
        providers.decorators(self._m, signature)
        wanted = binding.parameters(signature)
        if isinstance(callee, Partial):  # FastAPI asks for what is not given yet
            wanted = [one for one in wanted[len(callee.args.positional) :] if one.arg not in callee.args.named]
        return {one.arg: self._argument(signature, one) for one in wanted}

    def _signature(self, callee: Value) -> Function | ClassValue | None:
        m = self._m
        if isinstance(callee, ClassValue):
            init = classes.class_attribute(m, callee, "__init__")
            return init if isinstance(init, Function) else callee
        if isinstance(callee, Instance):
            call = classes.class_attribute(m, callee.cls, "__call__") if callee.cls else None
            return call if isinstance(call, Function) else None
        return m.underlying(callee)

    def _fields(self, cls: ClassValue) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for each in models.linearised(cls):
            for statement in each.node.body:
                if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                    annotation = each.module.evaluate(statement.annotation, each.scope)
                    default = classes.own_attribute(self._m, each, statement.target.id)
                    depends = dependencies.depends_in(annotation) or dependencies.depends_in(default)
                    if depends is not None:
                        name = statement.target.id
                        found[name] = self._injected(depends[0], depends[1] or annotation, name)
        return found

    def _argument(self, function: Function, parameter: ast.arg) -> Value:
        m = self._m
        annotation = dependencies.annotation(m, function, parameter.annotation)
        default = binding.default_of(function, parameter)
        given = None
        if default is not None:
            given = m.at_module_level(default, function.scope or m.scope_of(function))
        depends = dependencies.depends_in(given) or dependencies.depends_in(annotation)
        if depends is not None:
            return self._injected(depends[0], depends[1] or annotation, parameter.arg)
        special = self._special(annotation)
        if special is not None:
            return special
        if isinstance(given, injectors.Provider):
            return injectors.resolve(m, given)
        if providers.is_session(m, annotation, parameter.arg):
            return providers.stand_in(m)
        if isinstance(annotation, ClassValue):
            return _body(annotation) or parameters.guess(m, function, parameter)
        return Unknown(f"the request's {parameter.arg}")

    def _special(self, annotation: Value | None) -> Value | None:
        if isinstance(annotation, dependencies.Annotated):
            annotation = annotation.type
        if not isinstance(annotation, Library):
            return None
        if annotation.last == "BackgroundTasks":
            return self._background
        return self._m.request_object() if annotation.last in ("Request", "WebSocket", "HTTPConnection") else None

    # -- what comes after the endpoint ------------------------------------------------------------------------

    def _serialise(self, function: Function | None) -> None:
        """The response model reads what the endpoint returned, before any clean-up, in every version."""
        m = self._m
        if m.trail.watch is not None or function is None:
            return
        reads = responding.names(function)
        for value, guard, node in m.endpoint_returns:
            with m.on(guard), m.during("serialisation"), m.standing_in(function):
                for entity, inner in watching.rows(value):
                    watching.note_serialised(m, entity, inner, node, reads)

    def _send(self) -> None:
        m = self._m
        if self._thrown:
            return
        for response, _ in options(self._response):
            if isinstance(response, Response) and response.streams:
                with m.during("streaming"):
                    iterating.elements(m, response.content)
            elif isinstance(response, Generator):
                with m.during("streaming"):
                    iterating.elements(m, response)
            if isinstance(response, Response) and isinstance(response.background, TaskList):
                self._background.tasks.extend(response.background.tasks)
        for task in self._background.tasks[:_MAX_TASKS]:
            perform(m, task)

    def _clean_up(self, scope: str) -> None:
        """Resume the dependencies of a scope, the one entered last first."""
        m = self._m
        remaining = []
        for generator, own in reversed(self._open):
            if own == "function" or scope == "request":
                with m.on(ALWAYS), m.during("dependency-teardown"), m.leaving("cleanup", None):
                    generators.finish(m, generator, self._thrown)
            else:
                remaining.append((generator, own))
        self._open = list(reversed(remaining))

    def _exception_handlers(self) -> None:
        m = self._m
        watched = {step.node for step in m.trail.steps}
        for app in m.apps:
            for _, handler in app.handlers:
                function = m.underlying(handler)
                if function is None or function.node not in watched:
                    continue
                for raised in m.raised[-8:] or [Unknown("an exception")]:
                    with m.on(ALWAYS), m.during("exception-handler"):
                        expressions.awaited(m, m.call(handler, Args([m.request_object(), raised])), None)


def _key(provider: Value) -> object:
    if isinstance(provider, Bound):
        return (provider.function.node, provider.receiver)
    return provider.node if isinstance(provider, Function) else provider


def _body(annotation: Value | None) -> Value | None:
    """A request body: an object of the client's, without rows."""
    return Instance(annotation, "body") if isinstance(annotation, ClassValue) else None
