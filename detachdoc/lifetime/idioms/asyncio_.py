"""What do asyncio's and anyio's helpers give? `gather`, `wait_for`, `shield`, `run`, queues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import expressions, watching
from detachdoc.lifetime.idioms import background
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.values import NONE, Args, LibraryObject, Sequence, Unknown, Value

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine


def _gather(m: Machine, _callee: Value, args: Args, node: ast.AST | None) -> Value:
    results = [expressions.awaited(m, value, node) for value in (*args.positional, *args.others)]
    return Sequence(results, fixed=not args.rest)


def _wait_for(m: Machine, _callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    target = args.get(0, "fut")
    return expressions.awaited(m, target, node) if target is not None else None


def _completed(_m: Machine, _callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`as_completed(tasks)`: the same, in another order."""
    return args.get(0, "fs")


def _waited(_m: Machine, _callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`wait(tasks)`: those that are done, and the rest."""
    tasks = args.get(0, "fs")
    return Sequence([tasks, tasks], fixed=True, kind="tuple") if isinstance(tasks, Sequence) else None


def _queue(_m: Machine, _callee: Value, _args: Args, _node: ast.AST | None) -> Value:
    return Sequence([], kind="queue")


class Future(Value):
    """A value that somebody sets later."""

    __slots__ = ("result",)

    def __init__(self) -> None:
        self.result: Value | None = None


def _future(_m: Machine, _target: Value, _args: Args, _node: ast.AST | None) -> Value:
    return Future()


def _set_result(m: Machine, future: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(future, Future):
        return None
    future.result = args.get(0, "result")
    if future.result is not None:
        watching.kept(m, future.result, node)
    return NONE


def _result(m: Machine, future: Value, node: ast.AST | None) -> Value:
    """What was set; work that nobody waited for so far may be what sets it."""
    if not isinstance(future, Future):
        return Unknown("a future's result")
    while future.result is None and m.later:
        background.perform(m, m.later.pop(0), inline=True)
    return future.result or Unknown("a future whose result nobody was seen setting", m.place(node))


def _take_result(m: Machine, future: Value, _args: Args, node: ast.AST | None) -> Value:
    return _result(m, future, node)


def _loop(_m: Machine, _callee: Value, _args: Args, _node: ast.AST | None) -> Value:
    return LibraryObject("asyncio.loop")


IDIOM = Idiom(
    library={
        "gather": _gather,
        "wait_for": _wait_for,
        "shield": _wait_for,
        "run": _wait_for,
        "run_until_complete": _wait_for,
        "as_completed": _completed,
        "wait": _waited,
        "Queue": _queue,
        "LifoQueue": _queue,
        "PriorityQueue": _queue,
        "SimpleQueue": _queue,
        "get_event_loop": _loop,
        "get_running_loop": _loop,
        "new_event_loop": _loop,
        "Future": _future,
    },
    methods={(Future, "set_result"): _set_result, (Future, "result"): _take_result},
    unknown={"run_until_complete": _wait_for, "create_future": _future},
    awaited={Future: _result},
)
