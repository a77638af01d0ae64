"""What hands work over to run beside or after the request? Tasks, threads, pools, queues, schedulers, workers."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import expressions, iterating, watching
from detachdoc.lifetime.idioms.idiom import Handler, Idiom
from detachdoc.lifetime.idioms.leaving import sent
from detachdoc.lifetime.values import (
    NONE,
    Args,
    Bound,
    Coroutine,
    Function,
    Instance,
    Library,
    LibraryObject,
    Mapping,
    Method,
    Partial,
    Sequence,
    Unknown,
    Value,
)
from detachdoc.lifetime.written import last_name

if TYPE_CHECKING:
    from detachdoc.lifetime.guards import Guard
    from detachdoc.lifetime.machine import Machine


#: Pieces of handed-over work that are run after one request.
_MAX_TASKS = 30


class Task(Value):
    """Work handed over: runs when it is awaited, else after the request."""

    __slots__ = ("args", "context", "done", "guard", "kind", "node", "place", "result", "target")

    def __init__(self, m: Machine, target: Value, args: Args, kind: str, node: ast.AST | None) -> None:
        self.target = target
        self.args = args
        #: `background`, `task`, `thread`, `process` or `queue`.
        self.kind = kind
        self.node = node
        self.place = m.place(node)
        self.guard: Guard = m.path
        #: What context variables hold for it: a task keeps what they held when it was made.
        self.context = m.context() if kind == "task" else {}
        self.done = False
        self.result: Value = Unknown("work that has not run")


class TaskList(Value):
    """FastAPI's `BackgroundTasks`."""

    __slots__ = ("tasks",)

    def __init__(self) -> None:
        self.tasks: list[Task] = []


def perform(m: Machine, task: Task, *, inline: bool = False) -> Value:
    """Run handed-over work now."""
    if task.done:
        return task.result
    task.done = True
    _noted(m, task)
    phase = m.phase if inline else task.kind
    with m.on(task.guard), m.during(phase, None if inline else task.place), m.in_context(task.context):
        value = task.target
        if not isinstance(value, Coroutine):
            value = m.call(value, task.args, task.node)
        task.result = expressions.awaited(m, value, task.node)
    return task.result


def _noted(m: Machine, task: Task) -> None:
    function = m.underlying(task.target)
    given = (task.target.args if isinstance(task.target, Coroutine) else task.args).all()
    if function is not None:
        m.work.setdefault(function.node, []).extend(given)
    name = function.name if function is not None else _written(task.node)
    m.work_named.setdefault(name, []).extend(given)


def _written(node: ast.AST | None) -> str:
    """The name of the function handed over, as written in the call."""
    first = node.args[0] if isinstance(node, ast.Call) and node.args else None
    return last_name(first)


def hand_over(m: Machine, target: Value, args: Args, kind: str, node: ast.AST | None) -> Task:
    """Note work that runs after the request unless it is awaited before."""
    task = Task(m, target, args, "queue" if kind == "message" else kind, node)
    m.later.append(task)
    for value in args.all():
        watching.kept(m, value, None)
    return task


def left_over(m: Machine) -> None:
    """Run the work that was handed over and that nobody waited for: tasks, threads, pools, workers."""
    for _ in range(_MAX_TASKS):
        if not m.later:
            return
        task = m.later.pop(0)
        m.with_stack(lambda task=task: perform(m, task))  # type: ignore[misc]
    m.later.clear()


def _runnable(value: Value | None) -> bool:
    return isinstance(value, Function | Bound | Partial | Coroutine | Method) or type(value).__name__ == "Native"


def _add_task(m: Machine, tasks: Value, args: Args, node: ast.AST | None) -> Value | None:
    target = args.get(0, "func")
    if target is None:
        return None
    named = {name: value for name, value in args.named.items() if name != "func"}
    task = Task(m, target, Args(args.positional[1:], named), "background", node)
    if isinstance(tasks, TaskList):
        tasks.tasks.append(task)
    elif _runnable(target):
        m.later.append(task)
    return NONE


def _background_task(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    if isinstance(callee, Library) and callee.last == "BackgroundTasks":
        return TaskList()
    tasks = TaskList()
    _add_task(m, tasks, args, node)
    return tasks


def _handing(kind: str, at: int = 0, *, keyword: str = "func") -> Handler:
    def run(m: Machine, _callee: Value, args: Args, node: ast.AST | None) -> Value | None:
        target = args.get(at, keyword)
        if not _runnable(target) or target is None:
            return None
        positional, named = args.positional[at + 1 :], dict(args.named)
        extra, extra_named = named.pop("args", None), named.pop("kwargs", None)
        for name in (keyword, "loop", "name", "id", "trigger", "delay", "thread_sensitive"):
            named.pop(name, None)
        if isinstance(extra, Sequence):
            positional = list(extra.items)
        if isinstance(extra_named, Mapping):
            named.update({key: value for key, value in extra_named.entries.items() if isinstance(key, str)})
        given = Args(positional, named)
        return hand_over(m, target, sent(m, given, node) if kind == "message" else given, kind, node)

    return run


class Spread(Value):
    """What `pool.map(...)` gives: iterating over it waits for the work."""

    __slots__ = ("tasks",)

    def __init__(self, tasks: list[Task]) -> None:
        self.tasks = tasks


def _spread(m: Machine, pool: Value, args: Args, node: ast.AST | None) -> Value | None:
    """`pool.map(function, items)` and `pool.starmap(function, tuples)` of any pool."""
    target = args.get(0, "fn") or args.get(0, "func")
    name = pool.name.rsplit(".", 1)[-1] if isinstance(pool, LibraryObject) else ""
    if target is None or not _runnable(target) or not name.endswith(("Executor", "Pool")):
        return None
    kind = "process" if name in ("ProcessPoolExecutor", "Pool") else "thread"
    columns = [iterating.elements(m, value) for value in args.positional[1:]]
    rows = [list(row) for row in zip(*columns, strict=False)]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr.startswith("starmap"):
        rows = [iterating.elements(m, row[0]) for row in rows]
    return Spread([hand_over(m, target, Args(row), kind, node) for row in rows])


def _spread_items(m: Machine, spread: Value) -> list[Value]:
    return [perform(m, task, inline=True) for task in spread.tasks] if isinstance(spread, Spread) else []


def _thread(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    target = args.get(1, "target") or args.get(1, "function")
    if isinstance(callee, Library) and callee.last == "Timer":
        target = args.get(1, "function")
    if target is None or not _runnable(target):
        return None
    given, named = args.named.get("args"), args.named.get("kwargs")
    if given is None and len(args.positional) > 2:
        given = args.positional[2]
    positional = list(given.items) if isinstance(given, Sequence) else []
    keywords = {k: v for k, v in named.entries.items() if isinstance(k, str)} if isinstance(named, Mapping) else {}
    kind = "process" if isinstance(callee, Library) and callee.last == "Process" else "thread"
    return hand_over(m, target, Args(positional, keywords), kind, node)


def _start(m: Machine, thread: Value, _args: Args, node: ast.AST | None) -> Value | None:
    """`start()` of a thread class of the project's own."""
    run = m.method(thread, "run")
    base = m.library_base(thread.cls) if isinstance(thread, Instance) and thread.cls is not None else None
    if run is None or base is None or base.last not in ("Thread", "Process", "Timer"):
        return None
    return hand_over(m, run, Args(), "process" if base.last == "Process" else "thread", node)


def _inline(at: int) -> Handler:
    """Work that the caller awaits: it runs inside the request."""

    def run(m: Machine, _callee: Value, args: Args, node: ast.AST | None) -> Value | None:
        target = args.get(at)
        if not _runnable(target) or target is None:
            return None
        return hand_over(m, target, Args(args.positional[at + 1 :], args.named), "thread", node)

    return run


def _await(m: Machine, task: Value, _node: ast.AST | None) -> Value:
    return perform(m, task, inline=True) if isinstance(task, Task) else task


def _task_method(m: Machine, method: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(method, Method) or not isinstance(method.target, Task):
        return None
    if method.name in ("result", "join", "get"):
        return perform(m, method.target, inline=method.name == "result")
    if method.name == "add_done_callback":
        callback = args.get(0)
        if callback is not None:
            hand_over(m, callback, Args([method.target]), method.target.kind, node)
    return NONE


def _group(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    """A task group's tasks end before its block does, so they run as if called."""
    target = args.get(0)
    if target is None or not _runnable(target):
        return None
    waits = isinstance(callee, LibraryObject) and callee.name.rsplit(".", 1)[-1] in _GROUPS and not callee.lasting
    if not waits:
        return hand_over(m, target, Args(args.positional[1:]), "task", node)
    task = Task(m, target, Args(args.positional[1:]), "task", node)
    perform(m, task, inline=True)
    return task


_GROUPS = ("TaskGroup", "create_task_group", "open_nursery")

_HAND_TASK = _handing("task", keyword="coro")
_HAND_POOL = _handing("thread", keyword="fn")
_UNKNOWN = {
    "add_task": _add_task,
    "create_task": _group,
    "start_soon": _group,
    "submit": _HAND_POOL,
    **dict.fromkeys(("map", "imap", "imap_unordered", "map_async", "starmap", "starmap_async"), _spread),
    "run_in_executor": _handing("thread", 1),
    "call_soon": _handing("task"),
    "call_soon_threadsafe": _handing("task"),
    "call_later": _handing("task", 1),
    "call_at": _handing("task", 1),
    "add_job": _handing("queue"),
    "enqueue": _handing("message"),
    "enqueue_call": _handing("message"),
    "enqueue_in": _handing("message", 1),
    "spawn": _HAND_TASK,
    "start": _start,
}

IDIOM = Idiom(
    library={
        "BackgroundTasks": _background_task,
        "BackgroundTask": _background_task,
        "create_task": _HAND_TASK,
        "ensure_future": _HAND_TASK,
        "run_coroutine_threadsafe": _HAND_TASK,
        "Thread": _thread,
        "Timer": _thread,
        "Process": _thread,
        "to_thread": _inline(0),
        "run_in_threadpool": _inline(0),
        "run_sync": _inline(0),
        "sync_to_async": _inline(0),
        "start_new_thread": _handing("thread"),
    },
    methods={(TaskList, "add_task"): _add_task, (Task, "*"): _task_method},
    unknown=_UNKNOWN,
    awaited={Task: _await},
    items={Spread: _spread_items},
)
