"""What does a program learn about its own functions? `inspect.signature`, `get_type_hints`, `iscoroutinefunction`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import binding, classes
from detachdoc.lifetime.idioms import dependencies
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.models import linearised
from detachdoc.lifetime.values import (
    Args,
    ClassValue,
    Const,
    Coroutine,
    Function,
    Library,
    LibraryObject,
    Mapping,
    Sequence,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine

_ROOTS = ("inspect", "typing", "asyncio", "anyio", "starlette")


def _function(m: Machine, callee: Value, args: Args) -> Function | None:
    """The function that a call of the library is about, as written."""
    given = args.get(0)
    if not isinstance(callee, Library) or not callee.name.startswith(_ROOTS) or given is None:
        return None
    if isinstance(given, ClassValue):
        method = m.class_member(given, "__init__")
        return method if isinstance(method, Function) else None
    return m.underlying(given)


def _parameters(m: Machine, callee: Value, args: Args) -> list[ast.arg] | None:
    function = _function(m, callee, args)
    if function is None:
        return None
    spec = function.node.args
    bare = isinstance(args.get(0), Function)  # a method that is not bound shows its receiver too
    return [*spec.posonlyargs, *spec.args, *spec.kwonlyargs] if bare else binding.parameters(function)


def _signature(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    function, wanted = _function(m, callee, args), _parameters(m, callee, args)
    if function is None or wanted is None:
        return None
    made, parameters = LibraryObject("inspect.Signature"), Mapping()
    for one in wanted:
        described = LibraryObject("inspect.Parameter")
        described.attributes["name"] = Const(one.arg)
        described.attributes["annotation"] = dependencies.annotation(m, function, one.annotation) or Unknown()
        parameters.entries[one.arg] = described
    made.attributes["parameters"] = parameters
    return made


def _hints(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    given = args.get(0)
    if isinstance(given, ClassValue) and isinstance(callee, Library) and callee.name.startswith(_ROOTS):
        hints = Mapping()
        for each in reversed(linearised(given)):
            hints.entries.update(classes.annotated(each).entries)
        return hints
    function, wanted = _function(m, callee, args), _parameters(m, callee, args)
    if function is None or wanted is None:
        return None
    hints = Mapping()
    for one in wanted:
        meant = dependencies.annotation(m, function, one.annotation)
        if meant is not None:
            hints.entries[one.arg] = meant.type if isinstance(meant, dependencies.Annotated) else meant
    return hints


def _names(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    wanted = _parameters(m, callee, args)
    if wanted is None:
        return None
    made = LibraryObject("inspect.FullArgSpec")
    made.attributes["args"] = Sequence([Const(one.arg) for one in wanted], fixed=True)
    return made


def _is_async(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    function = _function(m, callee, args) if not isinstance(args.get(0), ClassValue) else None
    return Const(isinstance(function.node, ast.AsyncFunctionDef)) if function is not None else None


def _is_awaitable(_m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    given = args.get(0)
    if not isinstance(callee, Library) or not callee.name.startswith(_ROOTS):
        return None
    return Const(value=True) if isinstance(given, Coroutine) else None


IDIOM = Idiom(
    library={
        "signature": _signature,
        "get_type_hints": _hints,
        "get_annotations": _hints,
        "getfullargspec": _names,
        "iscoroutinefunction": _is_async,
        "isawaitable": _is_awaitable,
        "iscoroutine": _is_awaitable,
    }
)
