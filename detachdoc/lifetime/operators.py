"""What do operators give? Joined collections and texts, and whatever a class's own `__or__`, `__add__`, ... does."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import watching
from detachdoc.lifetime.alternatives import Alternative, Either, either
from detachdoc.lifetime.guards import both
from detachdoc.lifetime.rows import Entity
from detachdoc.lifetime.values import Args, Const, Instance, Mapping, Sequence, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from detachdoc.lifetime.machine import Machine

_NAMES: dict[type, str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.MatMult: "matmul", ast.Div: "truediv", ast.Mod: "mod",
    ast.FloorDiv: "floordiv", ast.Pow: "pow", ast.LShift: "lshift", ast.RShift: "rshift", ast.BitOr: "or",
    ast.BitXor: "xor", ast.BitAnd: "and",
}  # fmt: skip
#: Comparison -> the method of the left operand, and that of the right one.
_COMPARING: dict[type, tuple[str, str]] = {
    ast.Eq: ("__eq__", "__eq__"), ast.NotEq: ("__ne__", "__ne__"), ast.Lt: ("__lt__", "__gt__"),
    ast.Gt: ("__gt__", "__lt__"), ast.LtE: ("__le__", "__ge__"), ast.GtE: ("__ge__", "__le__"),
}  # fmt: skip
_PLAIN = (Const, Instance, Entity, Sequence, Mapping)
#: Characters of a text that is put together.
_MAX_TEXT = 300
#: Items that each side of a `+` gives; more than a list written out by hand has.
_MAX_JOINED = 500


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
    return _first(m, left, (f"__{name}__",), right, (f"__r{name}__",), node)


def _first(
    m: Machine, left: Value, names: tuple[str, ...], right: Value, mirrored: tuple[str, ...], node: ast.AST | None
) -> Value | None:
    """What the first method gives that an operand's class has; the right one's when the left is nothing special."""
    sides = [(left, names, right), (right, mirrored if isinstance(left, _PLAIN) else (), left)]
    for receiver, methods, other in sides:
        for name in methods if isinstance(receiver, Instance | Entity) else ():
            found = m.method(receiver, name)
            if found is not None:
                return m.call(found, Args([other]), node)
    return None


def compared(m: Machine, left: Value, op: ast.cmpop, right: Value, node: ast.AST | None) -> Value | None:
    """What a class's own comparison gives, or `in` of an own collection; None when there is none."""
    if isinstance(left, Either):
        return _apart(m, left, lambda one: compared(m, one, op, right, node))
    if isinstance(right, Either):
        return _apart(m, right, lambda one: compared(m, left, op, one, node))
    if isinstance(op, ast.In | ast.NotIn):
        found = _first(m, right, ("__contains__",), left, (), node)
        return found if isinstance(op, ast.In) else negated(found)
    names = _COMPARING.get(type(op))
    if names is None:
        return None
    found = _first(m, left, names[:1], right, names[1:], node)
    if found is None and isinstance(op, ast.NotEq):
        return negated(_first(m, left, ("__eq__",), right, ("__eq__",), node))
    return found


def _apart(m: Machine, value: Either, compare: Callable[[Value], Value | None]) -> Value | None:
    """A comparison of several possible values; nothing is known of it unless every one of them says."""
    found = []
    for one, guard in value.options:
        path = both(m.path, guard)
        if path is not None:
            with m.on(path):
                found.append((compare(one), guard))
    known = [Alternative(one, guard) for one, guard in found if one is not None]
    if not known:
        return None
    return either(known) if len(known) == len(found) else Unknown()


def negated(value: Value | None) -> Value | None:
    """The opposite of a comparison."""
    if value is None:
        return None
    return type(value)(not value.value) if isinstance(value, Const) else Unknown()  # what was assumed stays so


def asked(m: Machine, value: Value, node: ast.AST | None) -> Value:
    """What counts when a value is tested: what its class's `__bool__` says, or that nobody knows its `__len__`."""
    if isinstance(value, Either):
        return _each(m, value, lambda one: asked(m, one, node))
    for name in ("__bool__", "__len__") if isinstance(value, Instance | Entity) else ():
        method = m.method(value, name)
        if method is not None:
            result = m.call(method, Args(), node)
            return result if name == "__bool__" else Unknown("how many there are")
    return value


def ordered(m: Machine, values: list[Value], node: ast.AST | None) -> None:
    """Objects are put in order, by their own `__lt__` when they have one."""
    for at, one in enumerate(values):
        _first(m, one, ("__lt__",), values[at - 1], ("__gt__",), node)


def _known(m: Machine, left: Value, op: ast.operator, right: Value, node: ast.AST) -> Value:
    if isinstance(op, ast.Mod) and isinstance(left, Const) and isinstance(left.value, str):
        return _formatted(m, right, node)
    if isinstance(left, Sequence) and isinstance(right, Sequence):
        return _concatenated(left, right)
    if isinstance(left, Sequence) or isinstance(right, Sequence):
        known = left if isinstance(left, Sequence) else right
        assert isinstance(known, Sequence)
        return Sequence(list(known.items), kind=known.kind)
    if isinstance(left, Const) and isinstance(right, Const) and isinstance(op, ast.Add):
        return text([left, right])
    joined = m.idioms.joined(m, left, right) if isinstance(op, ast.BitOr) else None
    return joined if joined is not None else Unknown()


def _concatenated(left: Sequence, right: Sequence) -> Sequence:
    """`[...] + [...]`; of long ones the beginning, which stands for the rest: a list may be doubled in every line."""
    items = [*left.items[:_MAX_JOINED], *right.items[:_MAX_JOINED]]
    whole = len(items) == len(left.items) + len(right.items)
    return Sequence(items, fixed=whole and left.fixed and right.fixed, kind=left.kind)


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
