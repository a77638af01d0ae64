"""What do pytest's fixtures and unittest's `setUp` give a test? Fixtures are found by name, as pytest does."""

from __future__ import annotations

import ast
import posixpath
from typing import TYPE_CHECKING

from detachdoc.lifetime import binding, expressions, generators
from detachdoc.lifetime.functions import Definition, definitions
from detachdoc.lifetime.values import Args, ClassValue, Function, FunctionNode, Generator, Unknown, Value
from detachdoc.lifetime.written import last_name
from detachdoc.source.project import upwards

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine

_SET_UP = ("setUpClass", "setup_class", "setUp", "asyncSetUp", "setup_method")
#: Fixtures that fixtures ask for.
_MAX_DEPTH = 12


def is_test(path: str, definition: Definition) -> bool:
    """Whether a test runner collects a function, by its name and its file's."""
    parts = path.removesuffix(".py").split("/")
    own_file = any(part.startswith("test") or part.endswith(("_test", "_tests")) for part in parts)
    return own_file and definition.name.startswith("test")


def is_fixture(node: FunctionNode) -> bool:
    """Whether a function's decorators make it a fixture."""
    return _marking(node) is not None


def _marking(node: FunctionNode) -> ast.expr | None:
    for decorator in getattr(node, "decorator_list", []):
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = last_name(called)
        if name == "fixture":
            return decorator if isinstance(decorator, ast.expr) else None
    return None


def _name(node: FunctionNode) -> str:
    """What tests call a fixture: its `name=`, else the function's name."""
    marking = _marking(node)
    for keyword in marking.keywords if isinstance(marking, ast.Call) else ():
        if keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
            return str(keyword.value.value)
    return getattr(node, "name", "")


class Fixtures:
    """The fixtures of one test.

    Args:
        m: the machine.
    """

    def __init__(self, m: Machine) -> None:
        self._m = m
        self._values: dict[FunctionNode, Value] = {}
        self._running: list[FunctionNode] = []
        self._open: list[Generator] = []

    def arguments(self, function: Function, path: str) -> dict[str, Value]:
        """The values of a test's or fixture's parameters that name fixtures.

        Args:
            function: the test or fixture.
            path: the test's file, where the search starts.
        """
        found: dict[str, Value] = {}
        for parameter in binding.parameters(function):
            fixture = self._find(parameter.arg, path)
            if fixture is not None:
                found[parameter.arg] = self._value(fixture, path)
        return found

    def set_up(self, cls: ClassValue, receiver: Value) -> None:
        """Run what a test class prepares before each test."""
        m = self._m
        for name in _SET_UP:
            method = m.method(receiver, name)
            if method is not None:
                with m.during("fixture"):
                    expressions.awaited(m, m.call(method, Args()), None)
        for definition in definitions(cls.module):
            if definition.owner is cls.node and is_fixture(definition.node):
                function = m.function_of(cls.module.path, definition)
                if function is not None:
                    self._value(function, cls.module.path)

    def tear_down(self) -> None:
        """Resume the fixtures that yielded, the last one first."""
        with self._m.during("fixture"):
            for generator in reversed(self._open):
                generators.finish(self._m, generator)

    def _find(self, name: str, path: str) -> Function | None:
        """A fixture in the test's file, else in the nearest `conftest.py` above it."""
        folder = posixpath.dirname(path)
        places = [path, *(posixpath.join(each, "conftest.py") for each in upwards(folder))]
        for place in places:
            function = self._in_file(name, place)
            if function is not None and function.node not in self._running:
                return function
        return None

    def _in_file(self, name: str, path: str) -> Function | None:
        m = self._m
        module = m.modules.at(path) if path in m.project.file_set else None
        if module is None:
            return None
        for definition in definitions(module):
            if is_fixture(definition.node) and _name(definition.node) == name:
                return m.function_of(path, definition)
        bound = module.find(name) if isinstance(module.binds(name), ast.ImportFrom) else None
        imported = m.underlying(bound) if bound is not None else None
        return imported if imported is not None and is_fixture(imported.node) else None

    def _value(self, function: Function, path: str) -> Value:
        """What a fixture gives; it runs once."""
        node = function.node
        if node in self._values or len(self._running) > _MAX_DEPTH:
            return self._values.get(node, Unknown("a fixture that needs too many others"))
        self._running.append(node)
        with self._m.during("fixture"):
            value = self._run(function, path)
        self._running.pop()
        self._values[node] = value
        return value

    def _run(self, function: Function, path: str) -> Value:
        m = self._m
        receiver: list[Value] = [m.assumed(function.owner)] if function.owner is not None else []
        args = Args(receiver, self.arguments(function, path))
        made = expressions.awaited(m, m.call(function, args), None)
        if not isinstance(made, Generator):
            return made
        self._open.append(made)
        return generators.advance(m, made) or Unknown("a fixture that yields nothing")
