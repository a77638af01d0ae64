"""The simulated program: runs its code, loads its modules, and finds what a call means."""

from __future__ import annotations

import ast
from contextlib import contextmanager
from typing import TYPE_CHECKING

from detachdoc.lifetime import (
    application,
    calls,
    classes,
    expressions,
    finding,
    importing,
    members,
    routing,
    statements,
    watching,
)
from detachdoc.lifetime.activation import Activation, Stopped
from detachdoc.lifetime.guards import ALWAYS
from detachdoc.lifetime.history import Event
from detachdoc.lifetime.idioms import parameters
from detachdoc.lifetime.idioms.webapp import Router
from detachdoc.lifetime.process import Process
from detachdoc.lifetime.scopes import Modules, ModuleScope, Scope
from detachdoc.lifetime.values import Args, ClassValue, Const, Function, Library, ModuleValue, Package, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detachdoc.lifetime.frames import Trail
    from detachdoc.lifetime.functions import Definition
    from detachdoc.lifetime.idioms import Idioms
    from detachdoc.lifetime.values import Bound, Instance, Value
    from detachdoc.source import Project

_MAX_DEPTH = 700


class Machine(Process):
    """One simulated process.

    Args:
        project: the user's files.
        idioms: what library calls mean.
        trail: the traceback's frames, mapped to functions; decides calls nothing else decides.
    """

    def __init__(self, project: Project, idioms: Idioms, trail: Trail) -> None:
        super().__init__(project)
        self.idioms = idioms
        self.trail = trail
        self.modules = Modules(self)
        self.unknown_router = Router(is_app=False)
        self._booted = False
        self._started = False
        self._registered: set[str] = set()
        self._filled: set[tuple[str, str]] = set()
        self._imported: set[str] = set()

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

    def awaited(self, value: Value, node: ast.AST | None = None) -> Value:
        """What awaiting a value gives."""
        return expressions.awaited(self, value, node)

    def attribute(self, value: Value, name: str, node: ast.AST | None = None) -> Value:
        """Read an attribute of a value."""
        return members.read(self, value, name, node)

    def run_function(self, function: Function, args: Args, node: ast.AST | None) -> Value:
        """Run a function's body now, also when it is asynchronous."""
        return calls.run_now(self, function, args, node)

    def release(self, activation: Activation, value: Value) -> None:
        """A call ended: sessions nobody holds any more are collected, others pass to the caller."""
        returned = watching.sessions(value)
        caller = self.stack[-1] if self.stack else None
        for session in activation.sessions:
            if session in returned or session.kept or caller is None:
                if caller is not None:
                    caller.sessions.append(session)
            else:
                session.events.append(
                    Event(self.tick(), "collected", session.origin, self.path, "collected", phase=self.phase)
                )

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
        return finding.library_base(cls)

    def method(self, value: Value, name: str) -> Bound | None:
        """A method of an object, when the project defines it."""
        return finding.method(self, value, name)

    def assumed(self, cls: ClassValue) -> Value:
        """An object of a class that is not seen being made."""
        return parameters.assumed(self, cls)

    def run_apart(self, function: Function) -> None:
        """Run a function for the definitions in it."""
        finding.run_apart(self, function)

    def boot(self) -> None:
        """Put the application together, once."""
        if not self._booted:
            self._booted = True
            with self.apart():
                application.assemble(self)
                routing.complete(self)

    def start_up(self) -> None:
        """Run start-up handlers and lifespans, once."""
        self.boot()
        if not self._started:
            self._started = True
            with self.apart():
                application.start(self)

    def found_empty(self, container: Value) -> None:
        """Something that outlives requests is empty when one reads it: start-up may fill it, else another request."""
        if self.request:
            self.start_up()
        self.empty_reads.append(container)

    def fill(self, module: ModuleScope, name: str) -> None:
        """A module's name is None to begin with: run what sets it, `global name` in a function, once."""
        held = module.names.get(name)
        if (module.path, name) not in self._filled and isinstance(held, Const) and held.value is None:
            self._filled.add((module.path, name))
            finding.run_setter(self, module, name)

    def register(self) -> None:
        """Something was found empty: run what fills registries when modules are imported, once a module."""
        importing.load_effects(self, self._imported)
        for module in self.modules.loaded():
            if module.path not in self._registered:
                self._registered.add(module.path)
                with self.apart():
                    application.register(self, module)

    def register_listeners(self) -> None:
        """Let the modules that were read register their event listeners."""
        if self.request:
            self.boot()
        importing.load_effects(self, self._imported)
        for module in self.modules.loaded():
            if module.path not in self._registered and "listen" in self.project.text(module.path):
                self.register()
                return

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
        return classes.own_attribute(self, cls, name)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Run something outside any request, from an empty stack."""
        before, self.stack = self.stack, []
        near = self.trail.steps[-1].file if self.trail.steps else self.near
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
        made = scope.names.get(name)
        if made is not None:
            self.idioms.bound(self, module, name, made)
        return made

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
            found = None if package.module.is_finding(name) else package.module.find(name)  # from . import name
            found = found if found is not None else self.modules.submodule(package.module, name)
            return found if found is not None else self._made_by_module(package, name)
        if isinstance(package, Package):
            return self.modules.submodule(package.folder, name)
        return Library(f"{package.name}.{name}") if isinstance(package, Library) else package

    def _made_by_module(self, package: ModuleValue, name: str) -> Value | None:
        """What a module's own `__getattr__` gives for a name it does not bind."""
        maker = package.module.find("__getattr__") if package.module.binds("__getattr__") else None
        return self.call(maker, Args([Const(name)])) if isinstance(maker, Function) else None

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
