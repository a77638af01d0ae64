"""What does an expression give? One small function per kind of expression."""

from __future__ import annotations

import ast
from contextlib import contextmanager
from typing import TYPE_CHECKING

from detachdoc.lifetime import generators, iterating, operators, supers, truth, watching
from detachdoc.lifetime.alternatives import Alternative, either, options
from detachdoc.lifetime.values import (
    NONE,
    Args,
    Const,
    Coroutine,
    Function,
    Generator,
    Instance,
    Mapping,
    Sequence,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detachdoc.lifetime.machine import Machine


def evaluate(m: Machine, node: ast.expr) -> Value:
    """The value of an expression."""
    handler = _HANDLERS.get(type(node))
    return handler(m, node) if handler else Unknown(f"{type(node).__name__} is not followed", m.place(node))


def _constant(_m: Machine, node: ast.Constant) -> Value:
    return NONE if node.value is None else Const(node.value)


def _name(m: Machine, node: ast.Name) -> Value:
    found = m.here.scope.find(node.id)
    if found is None:
        return Unknown(f"{node.id} is not defined in the files that were read", m.place(node))
    if isinstance(found, Const) and found.value is None and node.id in m.here.scope.module.names:
        m.found_empty(found)
        m.fill(m.here.scope.module, node.id)
        return m.here.scope.find(node.id) or found
    return found


def _attribute(m: Machine, node: ast.Attribute) -> Value:
    return m.attribute(m.evaluate(node.value), node.attr, node)


def _call(m: Machine, node: ast.Call) -> Value:
    if isinstance(node.func, ast.Name) and node.func.id == "super" and not node.args:
        return supers.here(m)
    callee = m.evaluate(node.func)
    return m.call(callee, arguments(m, node), node)


def arguments(m: Machine, node: ast.Call) -> Args:
    """Evaluate the arguments of a call, `*` and `**` unpacked as far as they are known."""
    args = Args()
    for argument in node.args:
        if isinstance(argument, ast.Starred):
            _unpacked(m, args, m.evaluate(argument.value))
        else:
            args.positional.append(m.evaluate(argument))
    for keyword in node.keywords:
        value = m.evaluate(keyword.value)
        if keyword.arg is not None:
            args.named[keyword.arg] = value
        else:
            _named_too(args, value)
    return args


def _unpacked(m: Machine, args: Args, value: Value) -> None:
    """`*value`: by position where every alternative has one, else only known to be among the arguments."""
    found = [(one.items, guard) for one, guard in options(value) if isinstance(one, Sequence) and one.fixed]
    if not found or len(found) < len(options(value)) or args.rest:
        args.rest = True
        args.others.extend(iterating.elements(m, value))
        return
    for at in range(max(len(items) for items, _ in found)):
        args.positional.append(either([Alternative(items[at], guard) for items, guard in found if at < len(items)]))


def _named_too(args: Args, value: Value) -> None:
    """`**value`."""
    found: dict[str, list[Alternative]] = {}
    for one, guard in options(value):
        if not isinstance(one, Mapping):
            args.rest = True
            continue
        args.rest = args.rest or bool(one.others)
        for key, item in one.entries.items():
            if isinstance(key, str):
                found.setdefault(key, []).append(Alternative(item, guard))
    args.named.update({key: either(items) for key, items in found.items()})


def _await(m: Machine, node: ast.Await) -> Value:
    return awaited(m, m.evaluate(node.value), node)


def awaited(m: Machine, value: Value, node: ast.AST | None) -> Value:
    """What awaiting a value gives; a coroutine runs now."""
    results = []
    for option, guard in options(value):
        if isinstance(option, Coroutine):
            results.append(Alternative(generators.run_coroutine(m, option, node), guard))
        elif isinstance(option, Generator):
            results.append(Alternative(option, guard))
        elif isinstance(option, Instance) and (method := m.method(option, "__await__")) is not None:
            results.append(Alternative(_delegated(m, m.call(method, Args(), node), node), guard))
        else:
            results.append(Alternative(m.idioms.awaited(m, option, node), guard))
    return either(results)


def _delegated(m: Machine, made: Value, node: ast.AST | None) -> Value:
    """What awaiting an object gives whose `__await__` made this: a coroutine, or a generator that awaits one."""
    waiting = [
        Alternative(generators.returned(m, one) if isinstance(one, Generator) else awaited(m, one, node), guard)
        for one, guard in options(made)
    ]
    return either(waiting)


def _bool_op(m: Machine, node: ast.BoolOp) -> Value:
    stops_at = isinstance(node.op, ast.Or)
    results: list[Alternative] = []
    before = m.path
    for index, part in enumerate(node.values):
        value = m.evaluate(part)
        holds, assumed = truth.verdict_on(value)
        verdict = None if assumed and holds is stops_at else holds
        last = index == len(node.values) - 1
        if last or verdict is stops_at:
            results.append(Alternative(value, m.path))
            break
        if verdict is None:
            branch = m.branch()
            kept = truth.narrowed(value, truthy=stops_at)
            results.append(Alternative(kept, m.only(branch, 0)))
            m.path = m.only(branch, 1)
    m.path = before
    return either(results)


def _if_exp(m: Machine, node: ast.IfExp) -> Value:
    verdict = truth.judge(m, node.test)
    if verdict.holds is not None and not verdict.assumed:
        return m.evaluate(node.body if verdict.holds else node.orelse)
    branch = m.branch()
    results = []
    for index, part in enumerate((node.body, node.orelse)):
        with m.on(m.only(branch, index)), _assuming(m, node.test, holds=index == 0):
            results.append(Alternative(m.evaluate(part), m.path))
    return either(results)


@contextmanager
def _assuming(m: Machine, test: ast.expr, *, holds: bool) -> Iterator[None]:
    """Narrow the names a condition tests while one of its branches is evaluated."""
    before = dict(m.here.scope.names)
    truth.narrow(m, test, holds=holds)
    try:
        yield
    finally:
        m.here.scope.names = before


def _compare(m: Machine, node: ast.Compare) -> Value:
    left = m.evaluate(node.left)
    right = [m.evaluate(part) for part in node.comparators]
    if len(right) > 1:
        return Unknown()
    own = operators.compared(m, left, node.ops[0], right[0], node)
    return own if own is not None else truth.compared(m, left, node.ops[0], right[0])


def _unary(m: Machine, node: ast.UnaryOp) -> Value:
    value = operators.asked(m, m.evaluate(node.operand), node)
    verdict = truth.of(value) if isinstance(node.op, ast.Not) else None
    return Unknown() if verdict is None else Const(not verdict)


def _binary(m: Machine, node: ast.BinOp) -> Value:
    """A long chain of operators is walked without recursion."""
    chain = [node]
    while isinstance(chain[-1].left, ast.BinOp):
        chain.append(chain[-1].left)
    left = m.evaluate(chain[-1].left)
    for each in reversed(chain):
        left = operators.combined(m, left, each.op, m.evaluate(each.right), each)
    return left


def _joined(m: Machine, node: ast.JoinedStr) -> Value:
    values = []
    for part in node.values:
        inner = part.value if isinstance(part, ast.FormattedValue) else part
        values.append(m.evaluate(inner))
        if isinstance(part, ast.FormattedValue):
            watching.shown(m, values[-1], part, ("__format__", "__str__", "__repr__"))
    plain = not any(isinstance(part, ast.FormattedValue) and part.format_spec for part in node.values)
    return operators.text(values) if plain else Unknown("a formatted text")


def _display(m: Machine, node: ast.List | ast.Tuple | ast.Set) -> Value:
    kind = type(node).__name__.lower()
    items: list[Value] = []
    fixed = True
    for element in node.elts:
        if isinstance(element, ast.Starred):
            inner = m.evaluate(element.value)
            fixed = fixed and isinstance(inner, Sequence) and inner.fixed
            items.extend(iterating.elements(m, inner))
        else:
            items.append(m.evaluate(element))
    return Sequence(items, fixed=fixed, kind=kind)


def _dict(m: Machine, node: ast.Dict) -> Value:
    mapping = Mapping()
    for key, item in zip(node.keys, node.values, strict=True):
        value = m.evaluate(item)
        if key is None:
            if isinstance(value, Mapping):
                mapping.take_in(value)
            continue
        name = m.evaluate(key)
        iterating.put(mapping, name, value)
    return mapping


def _subscript(m: Machine, node: ast.Subscript) -> Value:
    base = m.evaluate(node.value)
    special = m.idioms.subscript(m, base, node)
    if special is not None:
        return special
    index = m.evaluate(node.slice)
    return either([Alternative(iterating.item(m, each, index, node), guard) for each, guard in options(base)])


def _slice(m: Machine, node: ast.Slice) -> Value:
    for part in (node.lower, node.upper, node.step):
        if part is not None:
            m.evaluate(part)
    return Unknown("slice")


def _lambda(m: Machine, node: ast.Lambda) -> Value:
    function = Function(node, m.here.scope.module, m.here.scope)
    m.defined.setdefault(node, function)
    return function


def _named(m: Machine, node: ast.NamedExpr) -> Value:
    value = m.evaluate(node.value)
    m.here.scope.bind(node.target.id, value)
    return value


def _yield(m: Machine, node: ast.Yield) -> Value:
    value = m.evaluate(node.value) if node.value else NONE
    return generators.suspend(m, node, value)


def _yield_from(m: Machine, node: ast.YieldFrom) -> Value:
    """Hand on the first item; `statements` goes on with the others when the generator is resumed."""
    source = m.evaluate(node.value)
    if isinstance(source, Coroutine):  # in `__await__`: `yield from self.load().__await__()`
        return awaited(m, source, node)
    stream = iterating.stream(m, source)
    m.here.loops[node] = source, stream
    for value in stream:
        generators.suspend(m, node, value)
    return generators.result(source)


def _starred(m: Machine, node: ast.Starred) -> Value:
    return m.evaluate(node.value)


def _comprehension(m: Machine, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Value:
    if isinstance(node, ast.GeneratorExp):
        return iterating.Lazy(node, m.evaluate(node.generators[0].iter), m.here.scope, m.here)
    return iterating.comprehend(m, node)


_HANDLERS: dict[type, Callable[..., Value]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Await: _await,
    ast.BoolOp: _bool_op,
    ast.IfExp: _if_exp,
    ast.Compare: _compare,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.JoinedStr: _joined,
    ast.List: _display,
    ast.Tuple: _display,
    ast.Set: _display,
    ast.Dict: _dict,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.Lambda: _lambda,
    ast.NamedExpr: _named,
    ast.Yield: _yield,
    ast.YieldFrom: _yield_from,
    ast.Starred: _starred,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _comprehension,
}
