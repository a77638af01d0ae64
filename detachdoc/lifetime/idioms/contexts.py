"""How do contextlib's helpers hold things open? `closing`, `ExitStack`, `nullcontext`, `contextmanager`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import blocks, truth
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.rows import Session
from detachdoc.lifetime.scopes import Scope
from detachdoc.lifetime.values import (
    NONE,
    Args,
    Bound,
    Function,
    Generator,
    Instance,
    Manager,
    Native,
    Partial,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine
    from detachdoc.model.place import Place


#: Stands for what an exit is called with.
_EXIT = Args()


class Stack(Value):
    """An `ExitStack`."""

    __slots__ = ("callbacks",)

    def __init__(self) -> None:
        #: What leaving runs: a context manager, or a callable with its arguments.
        self.callbacks: list[tuple[Value, Args | None, ast.AST | None]] = []


def _closing(m: Machine, _callee: Value, args: Args, node: ast.AST | None) -> Value:
    target = args.get(0, "thing") or Unknown()

    def leave(_place: Place | None) -> None:
        if isinstance(target, Session):
            m.end_session(target, node)
        else:
            for name in ("close", "aclose"):
                m.call(m.attribute(target, name), Args(), node)

    return Manager(lambda: target, leave)


def _null(_m: Machine, _callee: Value, args: Args, _node: ast.AST | None) -> Value:
    target = args.get(0, "enter_result") or NONE
    return Manager(lambda: target, lambda _place: None)


def _suppress(m: Machine, _callee: Value, _args: Args, _node: ast.AST | None) -> Value:
    """A `try` whose handler does nothing."""
    branch, here = m.branch(), m.here

    def enter() -> Value:
        here.tries = (*here.tries, branch)
        return NONE

    def leave(_place: Place | None) -> None:
        here.tries = tuple(one for one in here.tries if one != branch)

    return Manager(enter, leave)


def _made_of(_m: Machine, _callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`contextmanager(function)`: entering runs the generator it makes, as entering a generator does here anyway."""
    return args.get(0, "func")


def _stack(_m: Machine, _callee: Value, _args: Args, _node: ast.AST | None) -> Value:
    return Stack()


def _enter_context(m: Machine, stack: Value, args: Args, node: ast.AST | None) -> Value | None:
    manager = args.get(0, "cm")
    if not isinstance(stack, Stack) or manager is None:
        return None
    value = blocks.enter(m, manager, node)
    stack.callbacks.append((manager, None, node))
    return value


def _callback(_m: Machine, stack: Value, args: Args, node: ast.AST | None) -> Value | None:
    if isinstance(stack, Stack) and args.positional:
        stack.callbacks.append((args.positional[0], Args(args.positional[1:], args.named), node))
    return NONE


def _push(_m: Machine, stack: Value, args: Args, node: ast.AST | None) -> Value | None:
    """Something with an exit, or a function that is called like one."""
    given = args.get(0, "exit")
    if not isinstance(stack, Stack) or given is None:
        return None
    called = isinstance(given, Function | Bound | Native | Partial)
    stack.callbacks.append((given, _EXIT if called else None, node))
    return given


def _pop_all(_m: Machine, stack: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    """What the stack holds open passes to a new one."""
    if not isinstance(stack, Stack):
        return None
    taken = Stack()
    taken.callbacks, stack.callbacks = stack.callbacks, []
    return taken


def _enter(_m: Machine, stack: Value, _node: ast.AST | None) -> Value:
    return stack


def _leave(m: Machine, stack: Value, node: ast.AST | None) -> None:
    if not isinstance(stack, Stack):
        return
    for value, args, at in reversed(stack.callbacks):
        if args is None:
            blocks.leave(m, value, at or node, "raise" if m.failing else "")
        else:
            m.call(value, blocks.exit_arguments(m) if args is _EXIT else args, at)
    stack.callbacks.clear()


def _close(m: Machine, stack: Value, _args: Args, node: ast.AST | None) -> Value:
    _leave(m, stack, node)
    return NONE


def _exit(m: Machine, stack: Value, args: Args, node: ast.AST | None) -> Value:
    """`stack.__exit__(*details)`: an exception leaves it when there may be one among the details."""
    before, m.failing = m.failing, any(truth.of(value) is not False for value in args.all())
    _leave(m, stack, node)
    m.failing = before
    return NONE


#: What contextlib's `ContextDecorator` makes of a function, and `AsyncContextDecorator`.
_WRAPPERS = {
    False: "def inner(*args, **kwargs):\n with manager():\n  return function(*args, **kwargs)",
    True: "async def inner(*args, **kwargs):\n async with manager():\n  return await function(*args, **kwargs)",
}


def around(m: Machine, by: Value, function: Value, node: ast.expr) -> Value | None:
    """A context manager above a function: each call runs in a block that stands in the decorator's line."""
    asynchronous = _decorates(m, by)
    if asynchronous is None:
        return None
    wrapper = ast.parse(_WRAPPERS[asynchronous]).body[0]
    assert isinstance(wrapper, ast.FunctionDef | ast.AsyncFunctionDef)
    for each in ast.walk(wrapper):
        ast.copy_location(each, node)
    module = m.here.scope.module
    scope = Scope(module)
    scope.names = {"function": function, "manager": Native("manager", lambda _args, _node: _anew(m, by))}
    return Function(wrapper, module, scope)


def _decorates(m: Machine, by: Value) -> bool | None:
    """Whether what a context manager makes of a function is asynchronous; None when it is none."""
    if isinstance(by, Generator):
        return isinstance(by.function.node, ast.AsyncFunctionDef)
    if not isinstance(by, Instance) or by.cls is None or m.method(by, "__call__") is not None:
        return None
    base = m.library_base(by.cls)
    return {"ContextDecorator": False, "AsyncContextDecorator": True}.get(base.last) if base is not None else None


def _anew(m: Machine, by: Value) -> Value:
    """The context manager of one call."""
    if isinstance(by, Generator):
        return Generator(by.function, dict(by.bound))
    method = m.method(by, "_recreate_cm")
    return m.call(method, Args()) if method is not None else by


def _entered(m: Machine, manager: Value, _args: Args, node: ast.AST | None) -> Value:
    """`manager.__enter__()` outside a `with`."""
    return blocks.enter(m, manager, node)


def _left(m: Machine, manager: Value, args: Args, node: ast.AST | None) -> Value:
    """`manager.__exit__(kind, error, trace)` outside a `with`."""
    kind = args.get(0)
    blocks.leave(m, manager, node, "" if kind is None or truth.of(kind) is False else "raise")
    return NONE


_MANAGERS = (Generator, Manager, Session, Stack)

IDIOM = Idiom(
    library={
        "contextmanager": _made_of,
        "asynccontextmanager": _made_of,
        "closing": _closing,
        "aclosing": _closing,
        "nullcontext": _null,
        "suppress": _suppress,
        "ExitStack": _stack,
        "AsyncExitStack": _stack,
    },
    methods={
        **{(Stack, name): _enter_context for name in ("enter_context", "enter_async_context")},
        **{(Stack, name): _push for name in ("push", "push_async_exit")},
        (Stack, "pop_all"): _pop_all,
        **{(Stack, name): _exit for name in ("__exit__", "__aexit__")},
        **{(Stack, name): _callback for name in ("callback", "push_async_callback")},
        (Stack, "close"): _close,
        **{(kind, name): _entered for kind in _MANAGERS for name in ("__enter__", "__aenter__")},
        **{(kind, name): _left for kind in _MANAGERS for name in ("__exit__", "__aexit__")},
        (Stack, "aclose"): _close,
    },
    entered={Stack: _enter},
    left={Stack: _leave},
)
