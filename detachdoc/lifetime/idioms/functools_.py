"""What do functools and operator make? Partials, wrapped functions, getters of attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import iterating
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.values import (
    PARTIAL_METHOD,
    Args,
    Const,
    Library,
    Native,
    Partial,
    Sequence,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine


def _partial(_m: Machine, _callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if not args.positional:
        return None
    return Partial(args.positional[0], Args(args.positional[1:], dict(args.named), rest=args.rest))


def _partial_method(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`find = partialmethod(_by, "code")`: a method; reading it through an object gives it the receiver."""
    if not args.positional or not isinstance(callee, Library) or not callee.name.startswith("functools"):
        return None
    target, *fixed = args.positional

    def run(given: Args, node: ast.AST | None) -> Value:
        rest = Args([*given.positional[:1], *fixed, *given.positional[1:]], {**args.named, **given.named})
        return m.call(target, rest, node)

    return Native(PARTIAL_METHOD, run)


def _wraps(_m: Machine, _callee: Value, _args: Args, _node: ast.AST | None) -> Value:
    return Native("wraps", lambda args, _node: args.get(0) or Unknown())


def _attrgetter(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library) or not callee.name.startswith("operator"):
        return None
    names = [value.value for value in args.positional if isinstance(value, Const)]

    def read(given: Args, at: ast.AST | None) -> Value:
        results: list[Value] = []
        for name in names:
            value = given.get(0) or Unknown()
            for part in str(name).split("."):
                value = m.attribute(value, part, at or node)
            results.append(value)
        return results[0] if len(results) == 1 else Sequence(results, fixed=True, kind="tuple")

    return Native("attrgetter", read)


def _itemgetter(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library) or not callee.name.startswith("operator") or not args.positional:
        return None

    def read(given: Args, at: ast.AST | None) -> Value:
        results = [iterating.item(m, given.get(0) or Unknown(), key, at) for key in args.positional]
        return results[0] if len(results) == 1 else Sequence(results, fixed=True, kind="tuple")

    return Native("itemgetter", read)


def _methodcaller(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    name = args.get(0)
    if not isinstance(callee, Library) or not callee.name.startswith("operator") or not isinstance(name, Const):
        return None

    def run(given: Args, at: ast.AST | None) -> Value:
        method = m.attribute(given.get(0) or Unknown(), str(name.value), at)
        return m.call(method, Args(args.positional[1:], args.named), at)

    return Native("methodcaller", run)


IDIOM = Idiom(
    library={
        "partial": _partial,
        "partialmethod": _partial_method,
        "wraps": _wraps,
        "attrgetter": _attrgetter,
        "itemgetter": _itemgetter,
        "methodcaller": _methodcaller,
    }
)
