"""Asks the idioms, in order, what a library call or value means."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from detachdoc.lifetime.idioms import contexts, dependencies, dispatching, enums, parameters, queries, sessions
from detachdoc.lifetime.values import (
    Args,
    ClassValue,
    Function,
    Instance,
    Library,
    LibraryObject,
    Method,
    Partial,
    Unknown,
    Value,
)
from detachdoc.lifetime.written import last_name

if TYPE_CHECKING:
    from collections.abc import Sequence as Several

    from detachdoc.lifetime.idioms.idiom import Handler, Idiom, Reader
    from detachdoc.lifetime.machine import Machine
    from detachdoc.lifetime.rows import Entity
    from detachdoc.lifetime.scopes import ModuleScope


class Idioms:
    """The tables of all families, merged.

    Args:
        families: in the order they are asked; the first that answers wins.
    """

    def __init__(self, families: Several[Idiom]) -> None:
        self._families = families
        self._library: dict[str, list[Handler]] = {}
        self._methods: dict[tuple[type, str], list[Handler]] = {}
        self._unknown: dict[str, list[Handler]] = {}
        self._attributes: dict[type, list[Reader]] = {}
        for family in families:
            for kind, reader in family.attributes.items():
                self._attributes.setdefault(kind, []).append(reader)
            for name, handler in family.library.items():
                self._library.setdefault(name, []).append(handler)
            for key, handler in family.methods.items():
                self._methods.setdefault(key, []).append(handler)
            for name, handler in family.unknown.items():
                self._unknown.setdefault(name, []).append(handler)

    def defining(self, name: str, libraries: Several[str]) -> str | None:
        """Of libraries whose names were all imported, the last one first, the likeliest to define a name."""
        for family in self._families:
            if family.root and name in family.library:
                for each in libraries:
                    if each.startswith(family.root):
                        return each
        others = [each for each in libraries if each.split(".")[0] not in sys.stdlib_module_names]
        return next(iter(others or libraries), None)

    def call(self, m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
        """What a call of something that is not the project's own function does; None: no idiom knows."""
        if isinstance(callee, Library):
            return _first(self._library.get(callee.last, ()), m, callee, args, node)
        if isinstance(callee, Method):
            return self._method(m, callee, args, node)
        if isinstance(callee, Unknown):
            name = _called_name(node)
            return _first(self._unknown.get(name, ()), m, callee, args, node)
        return _first(self._methods.get((type(callee), "()"), ()), m, callee, args, node)

    def _method(self, m: Machine, callee: Method, args: Args, node: ast.AST | None) -> Value | None:
        for key in ((type(callee.target), callee.name), (type(callee.target), "*")):
            receiver = callee if key[1] == "*" else callee.target
            found = _first(self._methods.get(key, ()), m, receiver, args, node)
            if found is not None:
                return found
        if isinstance(callee.target, LibraryObject | Function | Partial | Instance | Library):
            return _first(self._unknown.get(callee.name, ()), m, callee.target, args, node)
        return None

    def decorated(self, m: Machine, by: Value, value: Value, node: ast.expr) -> Value | None:
        """What a decorator makes of a function; None: no idiom knows."""
        around = contexts.around(m, by, value, node)
        if around is not None:
            return around
        name = (
            by.last if isinstance(by, Library) else by.name.rsplit(".", 1)[-1] if isinstance(by, LibraryObject) else ""
        )
        if isinstance(by, Method | Unknown):
            name = _called_name(node) or name
        for family in self._families:
            handler = family.decorators.get(name)
            found = handler(m, by, value) if handler else None
            if found is not None:
                return found
        return None

    def attribute(self, m: Machine, value: Value, name: str, node: ast.AST | None) -> Value | None:
        """What reading an attribute gives; None: no idiom knows."""
        for reader in self._attributes.get(type(value), ()):
            found = reader(m, value, name, node)
            if found is not None:
                return found
        return None

    def enter(self, m: Machine, value: Value, node: ast.AST | None) -> Value:
        """What entering a context manager gives."""
        for family in self._families:
            if type(value) in family.entered:
                return family.entered[type(value)](m, value, node)
        return value

    def leave(self, m: Machine, value: Value, node: ast.AST | None) -> None:
        """Leave a context manager."""
        for family in self._families:
            if type(value) in family.left:
                family.left[type(value)](m, value, node)
                return

    def awaited(self, m: Machine, value: Value, node: ast.AST | None) -> Value:
        """What awaiting a value gives; the value itself when no idiom knows."""
        for family in self._families:
            if type(value) in family.awaited:
                return family.awaited[type(value)](m, value, node)
        return value

    def items(self, m: Machine, value: Value) -> list[Value]:
        """What iterating over a value gives."""
        for family in self._families:
            if type(value) in family.items:
                return family.items[type(value)](m, value)
        return [value] if isinstance(value, Unknown) else []

    def position(self, m: Machine, value: Value, index: object) -> Value | None:
        """The item at a position; None: no idiom knows."""
        for family in self._families:
            if type(value) in family.positions:
                return family.positions[type(value)](m, value, index)
        return None

    def joined(self, m: Machine, left: Value, right: Value) -> Value | None:
        """What `left | right` gives; None: no idiom knows."""
        for family in self._families:
            handler = family.joined.get(type(left)) or family.joined.get(type(right))
            if handler is not None:
                return handler(m, left, right)
        return None

    def subscript(self, m: Machine, base: Value, node: ast.Subscript) -> Value | None:
        """`base[...]` where the base is a type, such as `Annotated`."""
        found = enums.subscript(m, base, node)
        return found if found is not None else dependencies.subscript(m, base, node)

    def member(self, m: Machine, cls: ClassValue, name: str, value: Value) -> Value:
        """What a name in a class body stands for."""
        return enums.member(m, cls, name, value)

    def related(self, m: Machine, entity: Value, value: Value, node: ast.AST | None) -> None:
        """A row is assigned to an attribute of another row: it joins its session."""
        sessions.related(m, entity, value, node)

    def parameter(self, m: Machine, function: Function, parameter: ast.arg) -> Value:
        """A parameter nobody gives a value to."""
        return parameters.guess(m, function, parameter)

    def bound(self, m: Machine, module: ModuleScope, name: str, value: Value) -> None:
        """A module binds a name: what it does to the value further down belongs to its making."""
        sessions.bound(m, module, name, value)

    def instantiated(self, m: Machine, cls: ClassValue, args: Args, node: ast.AST | None) -> Value | None:
        """Making an object of a class that derives from a library's; None: an ordinary class."""
        found = enums.called(m, cls, args)
        return found if found is not None else sessions.instantiated(m, cls, args, node)

    def field_default(self, m: Machine, default: Value) -> Value:
        """The default of a dataclass or pydantic field."""
        return parameters.field_default(m, default)

    def read_from(self, m: Machine, cls: ClassValue, found: Value) -> Value:
        """A class attribute read through the class."""
        return queries.read_from(m, cls, found)

    def from_class(self, m: Machine, value: Instance | Entity, name: str, found: Value, node: ast.AST | None) -> Value:
        """A class attribute read through an instance."""
        return dependencies.from_class(m, value, name, dispatching.bound(value, found), node)


def _first(handlers: Several[Handler], m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    for handler in handlers:
        found = handler(m, callee, args, node)
        if found is not None:
            return found
    return None


def _called_name(node: ast.AST | None) -> str:
    function = node.func if isinstance(node, ast.Call) else node
    return last_name(function)
