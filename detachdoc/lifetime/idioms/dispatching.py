"""Which function runs when a generic one is called? `singledispatch` and `singledispatchmethod`, by the first argument.

Types that are not known, of the argument or of a registered function, leave every function possible.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime.alternatives import Alternative, either, options
from detachdoc.lifetime.defining import make
from detachdoc.lifetime.idioms import dependencies
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.models import linearised
from detachdoc.lifetime.rows import Entity
from detachdoc.lifetime.scopes import ClassScope
from detachdoc.lifetime.values import (
    Args,
    ClassValue,
    Const,
    Function,
    Instance,
    Library,
    Mapping,
    Method,
    Native,
    Partial,
    Sequence,
    Unknown,
    Value,
)
from detachdoc.lifetime.written import last_name

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine


class Dispatch(Value):
    """A function made by `singledispatch` or `singledispatchmethod`."""

    __slots__ = ("complete", "default", "owner", "registered")

    def __init__(self, default: Value) -> None:
        self.default = default
        #: The class of a method.
        self.owner = default.owner if isinstance(default, Function) else None
        #: (class, function), in the order they were registered.
        self.registered: list[tuple[Value, Value]] = []
        #: Whether the class body was looked through for what registers itself.
        self.complete = False

    def possible(self, value: Value) -> list[Value]:
        """The functions a call with this value may run; one when its class is known."""
        order = _classes(value)
        if not order:
            return [*(function for _, function in self.registered), self.default]
        for cls in order:
            fitting = [function for kind, function in self.registered if _same(kind, cls)]
            if fitting:
                return fitting[-1:]
        return [*(function for kind, function in self.registered if isinstance(kind, Unknown)), self.default]


def _classes(value: Value) -> list[Value]:
    """The classes of a value in the order they are looked up; nothing when they are not known."""
    if isinstance(value, Entity | Instance) and value.cls is not None:
        return list(linearised(value.cls))
    if isinstance(value, Const):
        return [Library(f"builtins.{each.__name__}") for each in type(value.value).__mro__]
    if isinstance(value, Sequence) and value.kind in ("list", "tuple", "set"):
        return [Library(f"builtins.{value.kind}")]
    return [Library("builtins.dict")] if isinstance(value, Mapping) and value.kind == "dict" else []


def _same(kind: Value, cls: Value) -> bool:
    if isinstance(kind, Library):
        return isinstance(cls, Library) and kind.name == cls.name
    return kind is cls


def _generic(_m: Machine, by: Value, function: Value) -> Value | None:
    return Dispatch(function) if isinstance(by, Library) and by.name.startswith("functools") else None


def _register(m: Machine, dispatch: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`register(cls)`, `register(cls, function)`, or bare above a function whose annotation names the class."""
    if not isinstance(dispatch, Dispatch):
        return None
    first, second = args.get(0), args.get(1, "func")
    if isinstance(first, Function):
        return _add(dispatch, _annotated(m, dispatch, first), first)
    kinds = _kinds(first)
    if second is not None:
        return _add(dispatch, kinds, second)
    return Native("register", lambda given, _node: _add(dispatch, kinds, given.get(0) or Unknown()))


def _registering(m: Machine, by: Value, function: Value) -> Value | None:
    """`@generic.register` above a function, without a call."""
    dispatch = by.target if isinstance(by, Method) else None
    return _register(m, dispatch, Args([function]), None) if isinstance(dispatch, Dispatch) else None


def _add(dispatch: Dispatch, kinds: list[Value], function: Value) -> Value:
    dispatch.registered.extend((kind, function) for kind in kinds)
    return function


def _kinds(given: Value | None) -> list[Value]:
    return [one if isinstance(one, ClassValue | Library) else Unknown() for one, _ in options(given or Unknown())]


def _annotated(m: Machine, dispatch: Dispatch, function: Function) -> list[Value]:
    """The classes the first parameter's annotation names."""
    named = function.node.args.args[0 if dispatch.owner is None else 1 :]
    waiting, found = [named[0].annotation] if named else [], []
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.BinOp):
            waiting[:0] = [node.left, node.right]
        elif isinstance(node, ast.Subscript) and _ends_in_union(node.value):
            waiting[:0] = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        else:
            found.extend(_kinds(dependencies.annotation(m, function, node)))
    return found or [Unknown()]


def _ends_in_union(node: ast.expr) -> bool:
    return last_name(node) in ("Union", "Optional")


def _dispatched(m: Machine, dispatch: Value, args: Args, node: ast.AST | None) -> Value | None:
    at = 1 if isinstance(dispatch, Dispatch) and dispatch.owner is not None else 0
    if not isinstance(dispatch, Dispatch) or len(args.positional) <= at:
        return None
    _complete(m, dispatch)
    results: list[Alternative] = []
    for one, guard in options(args.positional[at]):
        functions = dispatch.possible(one)
        if len(functions) == 1:
            results.append(Alternative(m.call(functions[0], args, node), guard))
            continue
        branch = m.branch()
        for arm, function in enumerate(functions):
            only = m.only(branch, arm)
            with m.on(only):
                results.append(Alternative(m.call(function, args, node), {**guard, **only}))
    return either(results)


def _complete(m: Machine, dispatch: Dispatch) -> None:
    """Let everything register itself: other modules, and the other methods of the class."""
    m.register()
    if dispatch.complete or dispatch.owner is None or not isinstance(dispatch.default, Function):
        return
    dispatch.complete = True
    owner, name = dispatch.owner, dispatch.default.name
    for statement in owner.node.body:
        if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if any(_registers(one, name) for one in statement.decorator_list):
            _define(m, owner, statement, dispatch)


def _registers(decorator: ast.expr, name: str) -> bool:
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "register"
        and isinstance(function.value, ast.Name)
        and function.value.id == name
    )


def _define(
    m: Machine, owner: ClassValue, statement: ast.FunctionDef | ast.AsyncFunctionDef, dispatch: Dispatch
) -> None:
    function = m.at_class_level(owner, lambda: make(m, statement, owner))
    if not isinstance(function, Function):
        return
    given = next((one for one in statement.decorator_list if isinstance(one, ast.Call) and one.args), None)
    kinds = _kinds(m.at_module_level(given.args[0], ClassScope(owner))) if given else None
    _add(dispatch, kinds or _annotated(m, dispatch, function), function)


def bound(receiver: Value, found: Value) -> Value:
    """A class attribute read through an instance: a generic method gets its receiver."""
    return Partial(found, Args([receiver])) if isinstance(found, Dispatch) and found.owner is not None else found


IDIOM = Idiom(
    methods={(Dispatch, "()"): _dispatched, (Dispatch, "register"): _register},
    decorators={"singledispatch": _generic, "singledispatchmethod": _generic, "register": _registering},
)
