"""What if a name may hold one of several values? Each alternative has the branches on which it is the one."""

from __future__ import annotations

from typing import NamedTuple

from detachdoc.lifetime.guards import ALWAYS, Guard, both
from detachdoc.lifetime.values import Const, Unknown, Value

#: More alternatives than this are not told apart.
MAX_ALTERNATIVES = 10


class Alternative(NamedTuple):
    """One of several values, and the branches on which it is the one."""

    value: Value
    guard: Guard


class Either(Value):
    """One of several values, depending on branches nobody can decide from the text."""

    __slots__ = ("options",)

    def __init__(self, options: tuple[Alternative, ...]) -> None:
        self.options = options


def options(value: Value) -> tuple[Alternative, ...]:
    """A value's alternatives; a plain value is its own only one."""
    return value.options if isinstance(value, Either) else (Alternative(value, ALWAYS),)


def either(alternatives: list[Alternative]) -> Value:
    """One value from alternatives, nested ones flattened."""
    flat: list[Alternative] = []
    for value, guard in alternatives:
        for inner, inner_guard in options(value):
            joined = both(guard, inner_guard)
            if joined is not None:
                _add(flat, inner, joined)
    if len(flat) == 1 and not flat[0].guard:
        return flat[0].value
    return Either(tuple(_most_telling(flat))) if flat else Unknown("no branch gives it a value")


def _add(flat: list[Alternative], value: Value, guard: Guard) -> None:
    if isinstance(value, Unknown | Const) and any(_alike(value, known.value) for known in flat):
        return
    flat.append(Alternative(value, guard))


def _alike(left: Value, right: Value) -> bool:
    if isinstance(left, Unknown):
        return isinstance(right, Unknown)
    return isinstance(right, Const) and isinstance(left, Const) and left.value is right.value


def _most_telling(flat: list[Alternative]) -> list[Alternative]:
    if len(flat) <= MAX_ALTERNATIVES:
        return flat
    return sorted(flat, key=lambda one: isinstance(one.value, Unknown | Const))[:MAX_ALTERNATIVES]
