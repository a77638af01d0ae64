"""How do `try` and `with` run? The places where sessions end on the way out."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import contents, expressions, generators, iterating, truth
from detachdoc.lifetime.alternatives import Alternative, either, options
from detachdoc.lifetime.branching import after, holds, joined
from detachdoc.lifetime.values import NONE, Args, Generator, Instance, Library, LibraryObject, Manager, Unknown, Value

if TYPE_CHECKING:
    from detachdoc.lifetime.guards import Guard
    from detachdoc.lifetime.machine import Machine
    from detachdoc.model.place import Place


def try_(m: Machine, node: ast.Try, resume: ast.AST | None) -> bool:
    """Run a `try`: body, then each handler as a branch of its own, then `finally`."""
    branch = m.branch()
    before = m.path
    start = dict(m.here.scope.names)
    tries = m.here.tries
    m.here.tries = (*tries, branch)
    ends: list[tuple[int, Guard, dict[str, Value]]] = []
    try:
        goes_on = _body(m, node, resume)
    finally:
        m.here.tries = tries
    if goes_on:
        m.path = m.only(branch, 0)
        if m.execute(node.orelse):
            ends.append((0, m.path, m.here.scope.names))
    thrown, m.thrown = m.thrown, "" if node.handlers and m.thrown == "raise" else m.thrown
    if thrown != "raise":
        _expect_no_exception(m, node, branch)
    if resume is None or thrown == "raise":  # resumed normally, the failing run did not come by the handlers
        ends.extend(_handlers(m, node, branch, {**start, **m.here.scope.names}, before))
    if thrown == "raise" and not ends:
        m.thrown = thrown
    return _after(m, node, branch, ends, before)


def _expect_no_exception(m: Machine, node: ast.Try, branch: int) -> None:
    """What a handler does before it raises again did not happen in a run that went on."""
    ending = {number for number, each in enumerate(node.handlers, 1) if isinstance(each.body[-1], ast.Raise)}
    if ending:
        m.unraised[branch] = frozenset(range(len(node.handlers) + 1)) - ending


def _body(m: Machine, node: ast.Try, resume: ast.AST | None) -> bool:
    if resume is None or any(holds(one, resume) for one in node.body):
        return m.execute(node.body, resume)
    for part in (node.orelse, node.finalbody, *(handler.body for handler in node.handlers)):
        if any(holds(one, resume) for one in part):
            return m.execute(part, resume)
    return True


def _handlers(
    m: Machine, node: ast.Try, branch: int, names: dict[str, Value], before: Guard
) -> list[tuple[int, Guard, dict[str, Value]]]:
    ends = []
    for number, handler in enumerate(node.handlers, 1):
        m.here.scope.names = dict(names)
        m.path = before
        m.path = m.only(branch, number)
        if handler.name:
            m.here.scope.bind(handler.name, _caught(m))
        outer, m.here.handling = m.here.handling, True
        if m.execute(handler.body):
            ends.append((number, m.path, m.here.scope.names))
        m.here.handling = outer
        m.path = before
    m.here.scope.names = names
    return ends


def _after(
    m: Machine, node: ast.Try, branch: int, ends: list[tuple[int, Guard, dict[str, Value]]], path: Guard
) -> bool:
    if ends:
        m.here.scope.names = joined(ends)
    m.path = path
    goes_on = m.execute(node.finalbody)
    if not ends:
        return False
    m.path = after(m, branch, ends, len(node.handlers) + 1)
    return goes_on


def with_(m: Machine, node: ast.With | ast.AsyncWith, resume: ast.AST | None) -> bool:
    """Run a `with`: whatever it holds is let go on every way out, also by `return`."""
    if resume is None:
        for item in node.items:
            _enter(m, item)
    before = m.path
    goes_on = m.execute(node.body, resume)
    after, m.path = m.path, before  # it is let go whichever way the body took
    raises = not goes_on and _only_raises(node.body)
    thrown = "raise" if raises or m.trail.raised_inside(m.here.node, node.body) else ""
    if resume is not None:
        thrown = m.thrown
    swallowed = False
    for item in reversed(node.items):
        manager = m.here.open.pop(item, None)
        if manager is not None:
            place = _with_place(m, node, item)
            with m.leaving("block", place):
                swallowed = leave(m, manager, item.context_expr, thrown) or swallowed
    m.path = after
    return goes_on or (raises and swallowed)


def _only_raises(body: list[ast.stmt]) -> bool:
    """Whether an exception is the only way out of a block that does not reach its end."""
    returns = any(isinstance(one, ast.Return) for statement in body for one in ast.walk(statement))
    return isinstance(body[-1], ast.Raise) and not returns


def _enter(m: Machine, item: ast.withitem) -> None:
    manager = m.evaluate(item.context_expr)
    m.here.open[item] = manager
    value = enter(m, manager, item.context_expr)
    if item.optional_vars is not None:
        iterating.bind(m, item.optional_vars, value)


def enter(m: Machine, manager: Value, node: ast.AST | None) -> Value:
    """Enter a context manager; the value is what `as` binds."""
    found = []
    for option, guard in options(manager):
        found.append(_enter_one(m, option, node))
        if not guard:
            break
    return found[0] if len(found) == 1 else next((one for one in found if not isinstance(one, Unknown)), found[0])


def _enter_one(m: Machine, manager: Value, node: ast.AST | None) -> Value:
    if isinstance(manager, Generator):
        value = generators.advance(m, manager)
        return value if value is not None else Unknown("a context manager that yields nothing", m.place(node))
    if isinstance(manager, Manager):
        return manager.enter()
    if isinstance(manager, Instance):
        own = contents.standing_for(m, manager, "__enter__", "__aenter__")
        if own is not manager:
            m.idioms.enter(m, own, node)
            return manager
        return _dunder(m, manager, ("__enter__", "__aenter__"), Args(), node)
    return m.idioms.enter(m, manager, node)


def leave(m: Machine, manager: Value, node: ast.AST | None, thrown: str = "") -> bool:
    """Leave a context manager; `thrown` is `raise` or `close` when an exception leaves the block.

    Returns:
        Whether it may swallow the exception.
    """
    before, m.failing = m.failing, bool(thrown)
    swallowed = False
    for one, _ in options(manager):
        option = contents.standing_for(m, one, "__exit__", "__aexit__")
        if isinstance(option, Generator):
            generators.finish(m, option, thrown)
        elif isinstance(option, Manager):
            option.leave(m.place(node))
        elif isinstance(option, Instance):
            args = exit_arguments(m)
            result = _dunder(m, option, ("__exit__", "__aexit__"), args, node)
            swallowed = swallowed or (bool(thrown) and result is not option and truth.of(result) is not False)
        else:
            m.idioms.leave(m, option, node)
    m.failing = before
    return swallowed


def _exception(m: Machine) -> Args:
    """What `__exit__` gets when an exception leaves the block: its type, itself and its traceback."""
    caught = _caught(m)
    known = LibraryObject("builtins.Exception") if isinstance(caught, Unknown) else caught
    return Args([Library("builtins.Exception"), known, LibraryObject("types.TracebackType")])


def exit_arguments(m: Machine) -> Args:
    """What an exit is called with: the exception, when one leaves the block."""
    return _exception(m) if m.failing else Args([NONE, NONE, NONE])


def _dunder(m: Machine, manager: Instance, names: tuple[str, str], args: Args, node: ast.AST | None) -> Value:
    for name in names:
        method = m.attribute(manager, name, None)
        if not isinstance(method, Unknown):
            return expressions.awaited(m, m.call(method, args, node), node)
    return manager


def _with_place(m: Machine, node: ast.With | ast.AsyncWith, item: ast.withitem) -> Place | None:
    """The `with` line itself, so that a reader sees the block, and its columns up to the colon."""
    place = m.place(item.context_expr)
    start = m.place(node)
    if place is None or start is None or place.line != start.line:
        return place
    end = m.place(item.optional_vars) if item.optional_vars is not None else place
    last = end.end_column if end is not None and end.line == start.line else place.end_column
    return place._replace(column=start.column, end_column=last)


def _caught(m: Machine) -> Value:
    """What an `except ... as` may bind: whatever was raised so far."""
    found = [Alternative(value, {}) for value in m.raised[-3:]]
    return either(found) if found else Unknown("an exception")
