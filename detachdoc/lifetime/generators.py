"""How do generators and coroutines run? They stop at a `yield` and go on from there, as real ones do."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, cast

from detachdoc.lifetime.alternatives import either
from detachdoc.lifetime.guards import both
from detachdoc.lifetime.values import Coroutine, Function, FunctionNode, Generator, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.lifetime.activation import Activation
    from detachdoc.lifetime.machine import Machine

#: Items taken from one generator.
_MAX_ITEMS = 4
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


class Suspended(Exception):  # noqa: N818 - a signal of the simulation, not an error
    """The running generator reached a `yield`."""

    def __init__(self, value: Value) -> None:
        super().__init__()
        self.value = value


def is_generator(node: FunctionNode) -> bool:
    """Whether a function's own body holds a `yield`."""
    if isinstance(node, ast.Lambda):
        return False
    waiting: list[ast.AST] = list(node.body)
    while waiting:
        each = waiting.pop()
        if isinstance(each, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(each, _SCOPES):
            waiting.extend(ast.iter_child_nodes(each))
    return False


def suspend(m: Machine, node: ast.AST, value: Value) -> Value:
    """A `yield` was reached: hand its value to whoever resumes the generator."""
    generator = m.here.generator
    if generator is None:
        return Unknown("a yield outside a generator", m.place(node))
    generator.position = node
    raise Suspended(value)


def advance(m: Machine, generator: Generator, thrown: str = "") -> Value | None:
    """Run a generator to its next `yield`.

    Args:
        m: the machine.
        generator: new or suspended.
        thrown: `raise` to resume it with an exception, `close` to resume it with GeneratorExit.

    Returns:
        The value yielded, None when it ended.
    """
    if generator.state in ("done", "running") or (generator.state == "new" and thrown):
        generator.state = "done"
        return None
    activation = cast("Activation", generator.activation or m.activation(generator.function, generator.bound))
    generator.activation = activation
    activation.generator = generator
    before, before_thrown = m.path, m.thrown
    m.path = both(m.path, activation.entry) or m.path
    m.stack.append(activation)
    m.thrown = thrown
    resume = generator.position if generator.state == "suspended" else None
    generator.state = "running"
    try:
        m.execute(cast("ast.FunctionDef", generator.function.node).body, resume)
    except Suspended as reached:
        generator.state = "suspended"
        activation.entry = m.path
        return reached.value
    finally:
        m.stack.pop()
        m.path, m.thrown = before, before_thrown
        generator.sent = None
    generator.state = "done"
    return None


def drain(m: Machine, generator: Generator) -> Iterator[Value]:
    """Everything a generator yields; the consumer runs while it is suspended."""
    for _ in range(_MAX_ITEMS):
        value = advance(m, generator)
        if value is None:
            return
        yield value
    advance(m, generator, "close")


def finish(m: Machine, generator: Generator, thrown: str = "") -> None:
    """Run the rest of a generator that yields once, such as a dependency."""
    for _ in range(_MAX_ITEMS):
        if advance(m, generator, thrown) is None:
            return
        thrown = ""


def returned(m: Machine, generator: Generator) -> Value:
    """What a generator returns once it is run to its end."""
    finish(m, generator)
    return result(generator)


def result(source: Value) -> Value:
    """What a generator that ended has returned."""
    activation = cast("Activation | None", source.activation) if isinstance(source, Generator) else None
    if activation is None or not activation.returns:
        return Unknown("what a generator returns")
    return either(activation.returns)


def run_coroutine(m: Machine, coroutine: Coroutine, node: ast.AST | None) -> Value:
    """Await a coroutine: it runs now, once."""
    if coroutine.result is None:
        coroutine.result = Unknown("a coroutine awaits itself")
        function = coroutine.function
        coroutine.result = m.run_function(cast("Function", function), coroutine.args, node or coroutine.node)
    return coroutine.result
