"""Is a condition decided? Uses constants and the fact that the failing run did have a row and a session."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.lifetime import operators
from detachdoc.lifetime.alternatives import Alternative, Either, either, options
from detachdoc.lifetime.history import state_at
from detachdoc.lifetime.rows import Entity, Session
from detachdoc.lifetime.values import ClassValue, Const, Function, Instance, Mapping, Sequence, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from detachdoc.lifetime.machine import Machine

_TRUE = (Entity, Session, Function, ClassValue, Instance)


def of(value: Value) -> bool | None:
    """Whether a value counts as true; None when nobody can tell."""
    verdicts = {_single(option) for option, _ in options(value)}
    return verdicts.pop() if len(verdicts) == 1 else None


def _single(value: Value) -> bool | None:
    if isinstance(value, Const):
        return bool(value.value)
    if isinstance(value, _TRUE):
        return True
    if isinstance(value, Sequence) and any(isinstance(item, Entity) for item in value.items):
        return True
    return None if isinstance(value, Unknown | Sequence | Mapping) else True


class Verdict(NamedTuple):
    """Whether a condition holds."""

    #: None when nobody can tell.
    holds: bool | None
    #: Whether that rests on a query having found something, or on what a library gave: likely in the failing run, but
    #: no more than that.
    assumed: bool


class Assumed(Const):
    """A comparison's result that rests on a query having found something."""

    __slots__ = ()


def test(m: Machine, node: ast.expr) -> bool | None:
    """Evaluate a condition; None when nobody can tell whether it holds."""
    return judge(m, node).holds


def judge(m: Machine, node: ast.expr) -> Verdict:
    """Evaluate a condition, and say what the verdict rests on."""
    if isinstance(node, ast.BoolOp):
        return _bool(m, node)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        holds, assumed = judge(m, node.operand)
        return Verdict(None if holds is None else not holds, assumed)
    value = operators.asked(m, m.evaluate(node), node)
    if m.here.last_turn and any(isinstance(option, Sequence) for option, _ in options(value)):
        return Verdict(None, assumed=True)
    return verdict_on(value)


def verdict_on(value: Value) -> Verdict:
    """Whether a value counts as true, and what that rests on."""
    return Verdict(of(value), any(_is_assumed(option) for option, _ in options(value)))


def _bool(m: Machine, node: ast.BoolOp) -> Verdict:
    decisive = isinstance(node.op, ast.Or)
    verdicts = []
    for part in node.values:
        verdict = judge(m, part)
        if verdict.holds is decisive:
            return verdict
        verdicts.append(verdict)
    holds = None if any(one.holds is None for one in verdicts) else not decisive
    return Verdict(holds, any(one.assumed for one in verdicts))


def _is_assumed(value: Value) -> bool:
    return isinstance(value, Assumed) or not isinstance(value, Const | Session | Function | ClassValue | Instance)


def compared(m: Machine, left: Value, op: ast.cmpop, right: Value) -> Value:
    """What a comparison gives."""
    if isinstance(right, Session) and isinstance(op, ast.In | ast.NotIn):
        held = {_is_in(m, option, right) for option, _ in options(left)}
        return Const(held.pop() is isinstance(op, ast.In)) if len(held) == 1 and None not in held else Unknown()
    holds = compare(left, op, right)
    if holds is None:
        return Unknown()
    rows = any(isinstance(option, Entity) for side in (left, right) for option, _ in options(side))
    return Assumed(holds) if rows else Const(holds)


def _is_in(m: Machine, row: Value, session: Session) -> bool | None:
    return state_at(row, m.path, certain=False).session is session if isinstance(row, Entity) else None


def compare(left: Value, op: ast.cmpop, right: Value) -> bool | None:
    """Whether a comparison holds."""
    if isinstance(op, ast.Is | ast.IsNot | ast.Eq | ast.NotEq):
        same = _same(left, right)
        return same if same is None or isinstance(op, ast.Is | ast.Eq) else not same
    if isinstance(op, ast.In | ast.NotIn):
        inside = _contains(right, left)
        return inside if inside is None or isinstance(op, ast.In) else not inside
    return None


def key_of(key: Value) -> object:
    """What a key is known by; None when nobody knows it."""
    if isinstance(key, Const):
        return ("constant", key.value) if key.value is None else key.value
    return key.node if isinstance(key, ClassValue | Function) else None


def _contains(container: Value, item: Value) -> bool | None:
    if isinstance(container, Instance) and container.contents is not None:
        container = container.contents
    """Whether something is in a collection; what a request before stored under a constant key still is."""
    if isinstance(container, Mapping):
        return key_of(item) in container.entries or None
    if isinstance(container, Sequence) and container.fixed and isinstance(item, Const):
        verdicts = {_same_single(item, one) if isinstance(one, Const) else None for one in container.items}
        return True if True in verdicts else None if None in verdicts else False
    return None


def _same(left: Value, right: Value) -> bool | None:
    verdicts = {_same_single(one, other) for one, _ in options(left) for other, _ in options(right)}
    return verdicts.pop() if len(verdicts) == 1 else None


def _same_single(left: Value, right: Value) -> bool | None:
    if isinstance(left, Const) and isinstance(right, Const):
        return left.value == right.value
    if isinstance(left, Session) and isinstance(right, Session):
        return left is right
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Const) and one.value is None:
            return None if isinstance(other, Unknown) else False
    return None


def narrowed(value: Value, *, truthy: bool) -> Value:
    """The alternatives of a value that can be true, or false."""
    if not isinstance(value, Either):
        return value
    kept = [option for option in value.options if of(option.value) in (None, truthy)]
    return either([Alternative(*option) for option in kept]) if kept else value


def _without_none(value: Value, *, none: bool) -> Value:
    if not isinstance(value, Either):
        return value
    kept = [one for one in value.options if isinstance(one.value, Unknown) or _is_none(one.value) is none]
    return either(list(kept)) if kept else value


def _is_none(value: Value) -> bool:
    return isinstance(value, Const) and value.value is None


def narrow(m: Machine, node: ast.expr, *, holds: bool) -> None:
    """Narrow the names a condition tests to what they can be when it holds, or does not."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        narrow(m, node.operand, holds=not holds)
    elif isinstance(node, ast.BoolOp):
        if isinstance(node.op, ast.And) is holds:
            for part in node.values:
                narrow(m, part, holds=holds)
    elif isinstance(node, ast.Name | ast.NamedExpr):
        name = node.id if isinstance(node, ast.Name) else node.target.id
        _rebind(m, name, lambda value: narrowed(value, truthy=holds))
    elif isinstance(node, ast.Compare) and isinstance(node.left, ast.Name | ast.NamedExpr) and len(node.ops) == 1:
        right = node.comparators[0]
        if isinstance(right, ast.Constant) and right.value is None and isinstance(node.ops[0], ast.Is | ast.IsNot):
            name = node.left.id if isinstance(node.left, ast.Name) else node.left.target.id
            wants_none = isinstance(node.ops[0], ast.Is) is holds
            _rebind(m, name, lambda value: _without_none(value, none=wants_none))
        elif isinstance(right, ast.Name) and isinstance(node.ops[0], ast.In | ast.NotIn):
            _narrow_to_session(m, node.left, m.evaluate(right), inside=isinstance(node.ops[0], ast.In) is holds)


def _narrow_to_session(m: Machine, node: ast.Name | ast.NamedExpr, session: Value, *, inside: bool) -> None:
    """`if row not in session: ...`: on each arm only the rows for which it holds."""
    if not isinstance(session, Session):
        return

    def kept(value: Value) -> Value:
        found = [one for one in options(value) if _is_in(m, one.value, session) in (None, inside)]
        return either(found) if isinstance(value, Either) and found else value

    _rebind(m, node.id if isinstance(node, ast.Name) else node.target.id, kept)


def _rebind(m: Machine, name: str, change: Callable[[Value], Value]) -> None:
    scope = m.here.scope
    if name in scope.names:
        scope.names[name] = change(scope.names[name])
