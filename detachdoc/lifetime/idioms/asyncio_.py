"""What do asyncio's and anyio's helpers give? `gather`, `wait_for`, `shield`, `run`, queues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import expressions
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.values import Args, LibraryObject, Sequence, Value

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
    },
    unknown={"run_until_complete": _wait_for},
)
