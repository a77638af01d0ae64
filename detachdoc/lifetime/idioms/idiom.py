"""What an idiom file supplies: tables from names and kinds of values to behaviour."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.lifetime.values import Args, Value

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine

#: A call: (machine, what is called or its receiver, arguments, the call). None: not this idiom's.
Handler = Callable[["Machine", Value, Args, ast.AST | None], Value | None]
#: A value and a name or node.
Reader = Callable[["Machine", Value, str, ast.AST | None], Value | None]


class Idiom(NamedTuple):
    """One family of idioms."""

    #: The library that all its names belong to, when it is one.
    root: str = ""
    #: Last part of a library name -> what calling it does, e.g. `sessionmaker`.
    library: Mapping[str, Handler] = {}
    #: (Kind of receiver, method) -> what calling it does; `*` for any method.
    methods: Mapping[tuple[type, str], Handler] = {}
    #: Method name -> what calling it does on a receiver nobody knows.
    unknown: Mapping[str, Handler] = {}
    #: Last part of a library decorator's name -> (machine, decorator, function) -> what it makes of it.
    decorators: Mapping[str, Callable[["Machine", Value, Value], Value | None]] = {}
    #: Kind of value -> reading an attribute of it.
    attributes: Mapping[type, Reader] = {}
    #: Kind of value -> what entering and leaving it as a context manager does.
    entered: Mapping[type, Callable[["Machine", Value, ast.AST | None], Value]] = {}
    left: Mapping[type, Callable[["Machine", Value, ast.AST | None], None]] = {}
    #: Kind of value -> what awaiting it gives.
    awaited: Mapping[type, Callable[["Machine", Value, ast.AST | None], Value]] = {}
    #: Kind of value -> what iterating over it gives.
    items: Mapping[type, Callable[["Machine", Value], list[Value]]] = {}
    #: Kind of value -> the item at a position.
    positions: Mapping[type, Callable[["Machine", Value, object], Value | None]] = {}
    #: Kind of either operand -> what `left | right` gives.
    joined: Mapping[type, Callable[["Machine", Value, Value], Value | None]] = {}
