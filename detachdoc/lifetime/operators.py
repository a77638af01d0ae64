"""What do operators give? Joined collections and texts, and whatever a class's own `__or__`, `__add__`, ... does."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import watching
from detachdoc.lifetime.alternatives import Alternative, Either, either
from detachdoc.lifetime.guards import both
from detachdoc.lifetime.rows import Entity
from detachdoc.lifetime.values import Args, Const, Instance, Sequence, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from detachdoc.lifetime.machine import Machine

_NAMES: dict[type, str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.MatMult: "matmul", ast.Div: "truediv", ast.Mod: "mod",
    ast.FloorDiv: "floordiv", ast.Pow: "pow", ast.LShift: "lshift", ast.RShift: "rshift", ast.BitOr: "or",
    ast.BitXor: "xor", ast.BitAnd: "and",
}  # fmt: skip
#: Characters of a text that is put together.
_MAX_TEXT = 300


def combined(m: Machine, left: Value, op: ast.operator, right: Value, node: ast.AST) -> Value:
    """What `left op right` gives."""
    if isinstance(left, Either):
        return _each(m, left, lambda one: combined(m, one, op, right, node))
    if isinstance(right, Either):
        return _each(m, right, lambda one: combined(m, left, op, one, node))
    own = _own(m, left, op, right, node)
    return own if own is not None else _known(m, left, op, right, node)


def _each(m: Machine, value: Either, combine: Callable[[Value], Value]) -> Value:
    results = []
    for one, guard in value.options:
        path = both(m.path, guard)
        if path is not None:
            with m.on(path):
                results.append(Alternative(combine(one), guard))
    return either(results)


def _own(m: Machine, left: Value, op: ast.operator, right: Value, node: ast.AST) -> Value | None:
    name = _NAMES.get(type(op), "")
    for receiver, method, other in ((left, f"__{name}__", right), (right, f"__r{name}__", left)):
        found = m.method(receiver, method) if isinstance(receiver, Instance | Entity) else None
        if found is not None:
            return m.call(found, Args([other]), node)
    return None


def _known(m: Machine, left: Value, op: ast.operator, right: Value, node: ast.AST) -> Value:
    if isinstance(op, ast.Mod) and isinstance(left, Const) and isinstance(left.value, str):
        return _formatted(m, right, node)
    if isinstance(left, Sequence) and isinstance(right, Sequence):
        return Sequence([*left.items, *right.items], fixed=left.fixed and right.fixed, kind=left.kind)
    if isinstance(left, Sequence) or isinstance(right, Sequence):
        known = left if isinstance(left, Sequence) else right
        assert isinstance(known, Sequence)
        return Sequence(list(known.items), kind=known.kind)
    if isinstance(left, Const) and isinstance(right, Const) and isinstance(op, ast.Add):
        return text([left, right])
    joined = m.idioms.joined(m, left, right) if isinstance(op, ast.BitOr) else None
    return joined if joined is not None else Unknown()


def _formatted(m: Machine, given: Value, node: ast.AST) -> Value:
    """`"..." % values`."""
    for value in given.items if isinstance(given, Sequence) and given.fixed else [given]:
        watching.shown(m, value, node)
    return Unknown("a formatted text")


def text(values: list[Value]) -> Value:
    """Texts one after the other, when all are known and it does not become long."""
    parts = [one.value for one in values if isinstance(one, Const)]
    known = len(parts) == len(values) and all(isinstance(one, str) for one in parts)
    whole = "".join(map(str, parts)) if known and sum(len(str(one)) for one in parts) <= _MAX_TEXT else None
    return Unknown("a formatted text") if whole is None else Const(whole)


def changed_in_place(m: Machine, old: Value, op: ast.operator, value: Value, node: ast.AST) -> Value | None:
    """What `old op= value` leaves under the name, when the class of the old value says so."""
    if not isinstance(old, Instance):
        return None
    method = m.method(old, f"__i{_NAMES.get(type(op), '')}__")
    return m.call(method, Args([value]), node) if method is not None else _own(m, old, op, value, node)
