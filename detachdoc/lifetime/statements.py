"""What does a statement do? Each returns whether control can go on after it; branches are joined.

A suspended generator resumes at its `yield`: `resume` is that node, and everything before it is skipped.
"""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING

from detachdoc.lifetime import (
    assigning,
    blocks,
    calls,
    defining,
    generators,
    iterating,
    matching,
    operators,
    truth,
    watching,
)
from detachdoc.lifetime.alternatives import Alternative, either, options
from detachdoc.lifetime.branching import fork, holds
from detachdoc.lifetime.values import NONE, Args, Generator, Mapping, Sequence, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detachdoc.lifetime.machine import Machine


def block(m: Machine, body: list[ast.stmt], resume: ast.AST | None) -> bool:
    """Run statements in order."""
    start = next((at for at, one in enumerate(body) if resume is not None and holds(one, resume)), 0)
    return all(statement_(m, statement, resume if at == 0 else None) for at, statement in enumerate(body[start:]))


def statement_(m: Machine, node: ast.stmt, resume: ast.AST | None) -> bool:
    """Run one statement."""
    compound = _COMPOUND.get(type(node))
    if compound is not None:
        return compound(m, node, resume)
    if resume is not None:
        return _resumed(m, node)
    simple = _SIMPLE.get(type(node))
    return simple(m, node) if simple else True


def _resumed(m: Machine, node: ast.stmt) -> bool:
    """A simple statement whose `yield` just came back."""
    generator = m.here.generator
    at = generator.position if generator is not None else None
    given = generator.sent if generator is not None else None
    if isinstance(at, ast.YieldFrom):
        source = m.here.loops[at][0] if at in m.here.loops else NONE
        for value in _left(m, at):
            generators.suspend(m, at, value)
        given = generators.result(source)
    if m.thrown:
        return False
    if getattr(node, "value", None) is not at or given is None:
        given = Unknown("what was sent into a generator")
    for target in node.targets if isinstance(node, ast.Assign) else ():
        iterating.bind(m, target, given)
    if isinstance(node, ast.Return):
        calls.returning(m, given, node)
    return not isinstance(node, ast.Return)


def _expression(m: Machine, node: ast.Expr) -> bool:
    m.discarded = node.value.value if isinstance(node.value, ast.Await) else node.value
    m.evaluate(node.value)
    return True


def _assign(m: Machine, node: ast.Assign) -> bool:
    value = m.evaluate(node.value)
    for target in node.targets:
        iterating.bind(m, target, value)
    return True


def _annotated(m: Machine, node: ast.AnnAssign) -> bool:
    if node.value is not None:
        iterating.bind(m, node.target, m.evaluate(node.value))
    return True


def _augmented(m: Machine, node: ast.AugAssign) -> bool:
    value = m.evaluate(node.value)
    old = m.evaluate(node.target)
    changed = operators.changed_in_place(m, old, node.op, value, node)
    if changed is not None:
        iterating.bind(m, node.target, changed)
    elif isinstance(old, Sequence):
        old.items.extend(iterating.elements(m, value))
    elif isinstance(old, Mapping) and isinstance(node.op, ast.BitOr):
        m.call(m.attribute(old, "update", node), Args([value]), node)
    elif isinstance(node.target, ast.Attribute):
        assigning.assign(m, m.evaluate(node.target.value), node.target.attr, Unknown(), node.target)
    else:
        iterating.bind(m, node.target, Unknown())
    return True


def _return(m: Machine, node: ast.Return) -> bool:
    value = m.evaluate(node.value) if node.value is not None else NONE
    calls.returning(m, value, node)
    return False


def _raise(m: Machine, node: ast.Raise) -> bool:
    if node.exc is not None:
        m.raised.append(either([Alternative(m.evaluate(node.exc), m.path)]))
    return False


def _delete(m: Machine, node: ast.Delete) -> bool:
    for target in node.targets:
        if isinstance(target, ast.Name):
            m.here.scope.names.pop(target.id, None)
    return True


def _shared(m: Machine, node: ast.Global | ast.Nonlocal) -> bool:
    m.here.scope.shared.update(node.names)
    return True


def _assert(m: Machine, node: ast.Assert) -> bool:
    m.evaluate(node.test)
    truth.narrow(m, node.test, holds=True)
    return True


def _stops(_m: Machine, _node: ast.stmt) -> bool:
    return False


def _import(m: Machine, node: ast.Import | ast.ImportFrom) -> bool:
    defining.import_(m, node)
    return True


def _if(m: Machine, node: ast.If, resume: ast.AST | None) -> bool:
    if resume is not None:
        inside = any(holds(one, resume) for one in node.body)
        return m.execute(node.body if inside else node.orelse, resume)
    verdict = truth.judge(m, node.test)
    taken = node.body if verdict.holds else node.orelse
    if verdict.holds is not None and not (verdict.assumed and _leaves(taken)):
        return m.execute(taken)
    return fork(
        m,
        [
            lambda: _arm(m, node.test, node.body, holds_=True),
            lambda: _arm(m, node.test, node.orelse, holds_=False),
        ],
    )


def _leaves(body: list[ast.stmt]) -> bool:
    """Whether an arm ends what it stands in, as `if found: raise` does; what comes after it ran in some run."""
    return bool(body) and isinstance(body[-1], ast.Raise | ast.Return | ast.Continue | ast.Break)


def _arm(m: Machine, test: ast.expr, body: list[ast.stmt], *, holds_: bool) -> bool:
    truth.narrow(m, test, holds=holds_)
    return m.execute(body)


def _for(m: Machine, node: ast.For | ast.AsyncFor, resume: ast.AST | None) -> bool:
    if resume is not None:
        goes_on = m.execute(node.body, resume) or not m.thrown
        _turns(m, node, _left(m, node))
        return goes_on
    source = m.evaluate(node.iter)
    m.iterated = node.iter
    m.here.loops[node] = source, iterating.stream(m, source)
    if not _turns(m, node, m.here.loops[node][1]):
        iterating.bind(m, node.target, Unknown("the items of a collection are not known", m.place(node.iter)))
        fork(m, [lambda: m.execute(node.body), lambda: True])
        if watching.in_loop(m, node):
            m.execute(node.body)
    m.execute(node.orelse)
    return True


def _left(m: Machine, node: ast.AST) -> Iterator[Value]:
    """What a suspended loop has not seen yet; a generator it runs over gets what it is resumed with."""
    source, rest = m.here.loops.pop(node, (NONE, iter(())))
    if not m.thrown:
        m.here.loops[node] = source, rest
        return rest
    for option, _ in options(source):
        if isinstance(option, Generator):
            generators.finish(m, option, m.thrown)
    return iter(())


def _turns(m: Machine, node: ast.For | ast.AsyncFor, values: Iterator[Value]) -> bool:
    """Run a loop's body for each value; False when there is none."""
    seen = False
    for value in values:
        seen = True
        iterating.bind(m, node.target, value)
        m.execute(node.body)
        if watching.in_loop(m, node):
            iterating.bind(m, node.target, watching.twin(m, value))
            m.execute(node.body)
    return seen


def _while(m: Machine, node: ast.While, resume: ast.AST | None) -> bool:
    if resume is None:
        truth.test(m, node.test)
    goes_on = m.execute(node.body, resume)
    if resume is not None and goes_on and not m.thrown:  # a generator's next turn, up to its `yield`
        m.execute(node.body)
    elif resume is None and _leaves_by_return(node):
        m.here.last_turn = True
        m.execute(node.body)
        m.here.last_turn = False
    elif resume is None and watching.in_loop(m, node):
        m.execute(node.body)
    return not (m.thrown and resume is not None)


def _leaves_by_return(node: ast.While) -> bool:
    """Whether a loop without end is left from inside, as when nothing more is loaded: `if not rows: return found`."""
    endless = isinstance(node.test, ast.Constant) and bool(node.test.value)
    return endless and any(isinstance(one, ast.Return) for one in ast.walk(node))


def _match(m: Machine, node: ast.Match, resume: ast.AST | None) -> bool:
    if resume is not None:
        case = next((one for one in node.cases if any(holds(inner, resume) for inner in one.body)), node.cases[0])
        return m.execute(case.body, resume)
    subject = m.evaluate(node.subject)
    arms: list[Callable[[], bool]] = []
    for case in node.cases:
        verdict = matching.possible(m, case, subject)
        if verdict is not False:
            arms.append(partial(_case, m, case, subject))
        if verdict is True:
            return arms[0]() if len(arms) == 1 else fork(m, arms)
    return fork(m, [*arms, lambda: True])


def _case(m: Machine, case: ast.match_case, subject: Value) -> bool:
    matching.bind(m, case.pattern, subject)
    if case.guard is not None:
        m.evaluate(case.guard)
    return m.execute(case.body)


_SIMPLE: dict[type, Callable[..., bool]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.Delete: _delete,
    ast.Global: _shared,
    ast.Nonlocal: _shared,
    ast.Assert: _assert,
    ast.Break: _stops,
    ast.Continue: _stops,
    ast.Import: _import,
    ast.ImportFrom: _import,
    ast.FunctionDef: defining.function,
    ast.AsyncFunctionDef: defining.function,
    ast.ClassDef: defining.class_,
}
if hasattr(ast, "TypeAlias"):  # Python 3.12
    _SIMPLE[ast.TypeAlias] = defining.type_alias
_COMPOUND: dict[type, Callable[..., bool]] = {
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.Try: blocks.try_,
    ast.TryStar: blocks.try_,
    ast.With: blocks.with_,
    ast.AsyncWith: blocks.with_,
    ast.Match: _match,
}
