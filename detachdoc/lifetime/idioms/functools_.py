"""What do functools and operator make? Partials, wrapped functions, getters of attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import binding
from detachdoc.lifetime.idioms import dependencies
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.models import linearised
from detachdoc.lifetime.rows import Entity
from detachdoc.lifetime.values import (
    Alternative,
    Args,
    Const,
    Function,
    Instance,
    Library,
    Native,
    Partial,
    Sequence,
    Unknown,
    Value,
    either,
    options,
)

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine


def _partial(_m: Machine, _callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if not args.positional:
        return None
    return Partial(args.positional[0], Args(args.positional[1:], dict(args.named), rest=args.rest))


def _wraps(_m: Machine, _callee: Value, _args: Args, _node: ast.AST | None) -> Value:
    return Native("wraps", lambda args, _node: args.get(0) or Unknown())


def _attrgetter(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library) or not callee.name.startswith("operator"):
        return None
    names = [value.value for value in args.positional if isinstance(value, Const)]

    def read(given: Args, _node: ast.AST | None) -> Value:
        results: list[Value] = []
        for name in names:
            value = given.get(0) or Unknown()
            for part in str(name).split("."):
                value = m.attribute(value, part, node)
            results.append(value)
        return results[0] if len(results) == 1 else Sequence(results, fixed=True, kind="tuple")

    return Native("attrgetter", read)


class Dispatch(Value):
    """A function made by `singledispatch`."""

    __slots__ = ("default", "registered")

    def __init__(self, default: Value) -> None:
        self.default = default
        #: (class, function), in the order they were registered.
        self.registered: list[tuple[Value, Value]] = []

    def chosen(self, value: Value) -> Value:
        """The function for a value, as far as its class is known."""
        cls = value.cls if isinstance(value, Entity | Instance) else None
        for each in linearised(cls) if cls is not None else ():
            for kind, function in self.registered:
                if kind is each:
                    return function
        return self.default


def _single_dispatch(_m: Machine, by: Value, function: Value) -> Value | None:
    return Dispatch(function) if isinstance(by, Library) and by.name.startswith("functools") else None


def _register(m: Machine, dispatch: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`register(cls)`, `register(cls, function)`, or bare above a function whose first annotation names the class."""
    if not isinstance(dispatch, Dispatch):
        return None
    first, second = args.get(0), args.get(1, "func")
    if isinstance(first, Function):
        named = binding.parameters(first)
        kind = dependencies.annotation(m, first, named[0].annotation) if named else None
        dispatch.registered.append((kind or Unknown(), first))
        return first
    if second is not None:
        dispatch.registered.append((first or Unknown(), second))
        return second

    def decorate(given: Args, _node: ast.AST | None) -> Value:
        function = given.get(0) or Unknown()
        dispatch.registered.append((first or Unknown(), function))
        return function

    return Native("register", decorate)


def _dispatched(m: Machine, dispatch: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(dispatch, Dispatch) or not args.positional:
        return None
    if not dispatch.registered:
        m.register()
    first = options(args.positional[0])
    return either([Alternative(m.call(dispatch.chosen(one), args, node), guard) for one, guard in first])


IDIOM = Idiom(
    methods={(Dispatch, "()"): _dispatched, (Dispatch, "register"): _register},
    decorators={"singledispatch": _single_dispatch},
    library={"partial": _partial, "wraps": _wraps, "attrgetter": _attrgetter},
)
