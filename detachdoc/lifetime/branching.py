"""How do branches run and join? Also: which statement holds the `yield` a generator stands at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime.alternatives import Alternative, either
from detachdoc.lifetime.values import Value

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable

    from detachdoc.lifetime.guards import Guard
    from detachdoc.lifetime.machine import Machine

Names = dict[str, Value]

#: Branches that a path names whether or not they still decide something; no function written by hand has as many.
_LONG = 100


def holds(outer: ast.AST, inner: ast.AST) -> bool:
    """Whether one node stands inside another of the same file."""
    return _start(outer) <= _start(inner) and _end(inner) <= _end(outer)


def _start(node: ast.AST) -> tuple[int, int]:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def _end(node: ast.AST) -> tuple[int, int]:
    return getattr(node, "end_lineno", 0) or 0, getattr(node, "end_col_offset", 0) or 0


def fork(m: Machine, arms: list[Callable[[], bool]]) -> bool:
    """Run alternatives one after the other from the same bindings, and join what they leave behind."""
    branch = m.branch()
    before, start = m.path, dict(m.here.scope.names)
    ends: list[tuple[int, Guard, Names]] = []
    for number, run in enumerate(arms):
        m.path = m.only(branch, number)
        m.here.scope.names = dict(start)
        if run():
            ends.append((number, m.path, m.here.scope.names))
        m.path = before
    if not ends:
        m.here.scope.names = dict(start)
        return False
    m.path = after(m, branch, ends, len(arms))
    m.here.scope.names = joined(ends)
    return True


def after(m: Machine, branch: int, ends: list[tuple[int, Guard, Names]], arms: int) -> Guard:
    """The path behind a branch, from what is taken before it.

    Args:
        m: the machine; its path is the one before the branch.
        branch: its number.
        ends: the arms that control leaves at their end.
        arms: how many there are. When all go on, the branch decides nothing any more; on a long path it is left out,
            so that a function of a thousand `if`s does not carry them all.
    """
    if len(ends) == 1:
        return ends[0][1]
    if len(ends) == arms and len(m.path) > _LONG:
        return m.path
    return m.only(branch, *(number for number, _, _ in ends))


def joined(ends: list[tuple[int, Guard, Names]]) -> Names:
    """The bindings after several branches."""
    names: Names = {}
    for name in {name for _, _, bound in ends for name in bound}:
        found = [(bound[name], guard) for _, guard, bound in ends if name in bound]
        if all(value is found[0][0] for value, _ in found):
            names[name] = found[0][0]
        else:
            names[name] = either([Alternative(value, guard) for value, guard in found])
    return names
