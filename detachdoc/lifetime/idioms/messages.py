"""What is sent to a worker in another process? Celery's calls and signatures, and what other queues call the same.

A worker gets pickled arguments, so rows among them arrive as copies without a session.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import finding, iterating
from detachdoc.lifetime.idioms.background import hand_over
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.idioms.leaving import copied, sent
from detachdoc.lifetime.values import (
    Args,
    Bound,
    Const,
    Function,
    Instance,
    Library,
    LibraryObject,
    Mapping,
    Method,
    Native,
    Partial,
    Sequence,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine


class Signature(Value):
    """A call to be sent later, or several of them."""

    __slots__ = ("args", "immutable", "kind", "parts", "target")

    def __init__(self, kind: str, parts: list[Signature] | None = None) -> None:
        #: `call`, `chain` (one after the other), `group` (each by itself) or `chord` (a group that waits for its body).
        self.kind = kind
        self.parts = parts or []
        self.target: Value = Unknown("a task")
        self.args = Args()
        #: Whether it takes no result of the call before it.
        self.immutable = False


def _task(m: Machine, value: Value) -> Value | None:
    """What a worker runs for a task: the function, or the `run` of a class-based one."""
    if isinstance(value, Function | Bound | Partial):
        return value
    return m.method(value, "run") if isinstance(value, Instance) else None


def _received(m: Machine, task: Value, args: Args) -> Args:
    """Arguments as the task's function gets them: `bind=True` puts the task first."""
    function = m.underlying(task)
    decorators = getattr(function.node, "decorator_list", []) if function is not None else []
    binds = any(_is_true(one, "bind") for one in decorators if isinstance(one, ast.Call))
    return args.led_by(LibraryObject("celery.Task")) if binds else args


def _is_true(decorator: ast.Call, name: str) -> bool:
    return any(
        one.arg == name and isinstance(one.value, ast.Constant) and one.value.value is True
        for one in decorator.keywords
    )


def _message(m: Machine, receiver: Value, args: Args, node: ast.AST | None) -> Value | None:
    """`task.delay(...)`, `task.send(...)`: the task runs in a worker."""
    task = _task(m, receiver)
    return None if task is None else hand_over(m, task, _received(m, task, sent(m, args, node)), "queue", node)


def _apply_async(m: Machine, receiver: Value, args: Args, node: ast.AST | None) -> Value | None:
    """`task.apply_async(args, kwargs)`; what `link` names runs after it."""
    task = _task(m, receiver)
    if task is None:
        return None
    handed = hand_over(m, task, _received(m, task, sent(m, _written(args), node)), "queue", node)
    link = args.named.get("link")
    if isinstance(link, Signature):
        _send(m, link, node, [handed.result])
    return handed


def _written(args: Args, at: int = 0) -> Args:
    """Arguments passed as a tuple and a dict."""
    given, named = args.get(at, "args"), args.get(at + 1, "kwargs")
    positional = list(given.items) if isinstance(given, Sequence) else []
    keywords = {k: v for k, v in named.entries.items() if isinstance(k, str)} if isinstance(named, Mapping) else {}
    return Args(positional, keywords)


def _named_job(m: Machine, _receiver: Value, args: Args, node: ast.AST | None) -> Value | None:
    """`enqueue_job("name", ...)`: arq finds the function by its name and passes a context first."""
    function = _by_name(m, args)
    if function is None:
        return None
    given = sent(m, Args(args.positional[1:], args.named), node)
    return hand_over(m, function, given.led_by(Mapping()), "queue", node)


def _send_task(m: Machine, _receiver: Value, args: Args, node: ast.AST | None) -> Value | None:
    """Celery's `app.send_task("name", args=[...], kwargs={...})`."""
    function = _by_name(m, args)
    if function is None:
        return None
    return hand_over(m, function, _received(m, function, sent(m, _written(args, 1), node)), "queue", node)


def _by_name(m: Machine, args: Args) -> Function | None:
    first = args.get(0, "name")
    name = first.value if isinstance(first, Const) else None
    return finding.function_called(m, name) if isinstance(name, str) else None


def _registered(_m: Machine, _receiver: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`app.register_task(Task())` gives the task back."""
    task = args.get(0, "task")
    return task if isinstance(task, Instance) else None


def _call(target: Value, args: Args, *, immutable: bool = False) -> Signature:
    made = Signature("call")
    made.target, made.args, made.immutable = target, args, immutable
    return made


def _short(m: Machine, receiver: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`task.s(...)`."""
    task = _task(m, receiver)
    return None if task is None else _call(task, args)


def _immutable(m: Machine, receiver: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`task.si(...)`."""
    task = _task(m, receiver)
    return None if task is None else _call(task, args, immutable=True)


def _long(m: Machine, receiver: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`task.signature(args, kwargs)`."""
    task = _task(m, receiver)
    return None if task is None else _call(task, _written(args), immutable=_set(args))


def _library_signature(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """Celery's `signature("name", args, kwargs)`."""
    function = _by_name(m, args) if _is_celery(callee) else None
    return None if function is None else _call(function, _written(args, 1), immutable=_set(args))


def _set(args: Args) -> bool:
    given = args.named.get("immutable")
    return isinstance(given, Const) and given.value is True


def _is_celery(callee: Value) -> bool:
    return isinstance(callee, Library) and callee.name.split(".")[0] == "celery"


def _canvas(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`chain(a, b)`, `group([a, b])`, `chord(header, body)`."""
    if not _is_celery(callee) or not isinstance(callee, Library):
        return None
    parts: list[Signature] = []
    for value in (*args.positional, *args.others):
        found = [value] if isinstance(value, Signature) else iterating.elements(m, value)
        inner = [one for one in found if isinstance(one, Signature)]
        header = callee.last == "chord" and not parts
        parts.extend([Signature("group", inner)] if header and inner else inner)
    kind = "chord" if callee.last == "chord" and len(parts) == 1 else "chain" if callee.last == "chord" else callee.last
    return Signature(kind, parts)


def _joined(_m: Machine, left: Value, right: Value) -> Value | None:
    """`a.s() | b.s()`."""
    if not isinstance(left, Signature) or not isinstance(right, Signature):
        return None
    first = left.parts if left.kind == "chain" else [left]
    return Signature("chain", [*first, *(right.parts if right.kind == "chain" else [right])])


def _method(m: Machine, method: Value, args: Args, node: ast.AST | None) -> Value | None:
    """What can be done with a signature; most methods set options."""
    if not isinstance(method, Method) or not isinstance(method.target, Signature):
        return None
    if method.name in ("delay", "apply_async"):
        return _send(m, method.target, node, (args if method.name == "delay" else _written(args)).positional)
    if method.name == "apply":
        return _run(m, method.target, _written(args).positional, node)
    return method.target


def _called(m: Machine, signature: Value, args: Args, node: ast.AST | None) -> Value | None:
    """`signature()` runs one task here, and sends several; `chord(header)(body)` completes it."""
    if not isinstance(signature, Signature):
        return None
    if signature.kind == "call":
        return _run(m, signature, args.positional, node)
    body = args.get(0, "body")
    if signature.kind == "chord" and isinstance(body, Signature):
        return _send(m, Signature("chain", [*signature.parts, body]), node, [])
    return _send(m, signature, node, [])


def _send(m: Machine, signature: Signature, node: ast.AST | None, given: list[Value]) -> Value:
    """Send a signature to the workers."""
    first = [copied(m, value, "send", node) for value in given]
    packed = _packed(m, signature, node)
    return hand_over(
        m, Native("signature", lambda args, at: _run(m, packed, args.positional, at)), Args(first), "queue", node
    )


def _packed(m: Machine, signature: Signature, node: ast.AST | None) -> Signature:
    made = Signature(signature.kind, [_packed(m, part, node) for part in signature.parts])
    made.target, made.immutable = signature.target, signature.immutable
    made.args = sent(m, signature.args, node)
    return made


def _run(m: Machine, signature: Signature, given: list[Value], node: ast.AST | None) -> Value:
    """Run a signature's calls; each result of a chain goes to the next as another message."""
    if signature.kind == "call":
        before = [] if signature.immutable else given
        args = Args([*before, *signature.args.positional], signature.args.named)
        return copied(m, m.call(signature.target, _received(m, signature.target, args), node), "send", node)
    if signature.kind != "chain":
        return Sequence([_run(m, part, given, node) for part in signature.parts])
    for part in signature.parts:
        given = [_run(m, part, given, node)]
    return given[0] if given else Unknown("an empty chain")


IDIOM = Idiom(
    library={
        **dict.fromkeys(("chain", "group", "chord"), _canvas),
        **dict.fromkeys(("signature", "subtask"), _library_signature),
    },
    methods={(Signature, "()"): _called, (Signature, "*"): _method},
    unknown={
        **dict.fromkeys(("delay", "send", "kiq", "defer"), _message),
        **dict.fromkeys(("apply_async", "send_with_options", "schedule"), _apply_async),
        "enqueue_job": _named_job,
        "send_task": _send_task,
        "register_task": _registered,
        "s": _short,
        "si": _immutable,
        **dict.fromkeys(("signature", "subtask"), _long),
    },
    joined={Signature: _joined},
)
