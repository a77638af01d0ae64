"""What does a function hold as long as the process lives? Its mutable defaults, and attributes set on it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import watching
from detachdoc.lifetime.scopes import Scope
from detachdoc.lifetime.values import Const, Function, Mapping, Sequence, Value

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine


def default(m: Machine, function: Function, name: str, node: ast.expr) -> Value:
    """The default of a parameter: a list or dict is made once, and shared by all calls."""
    key = (function.node, f"={name}")
    known = m.on_functions.get(key)
    if known is not None and function.scope is None:
        return known
    value = m.at_module_level(node, function.scope or Scope(function.module))
    if isinstance(value, Sequence | Mapping):
        watching.lasts(value)
        m.on_functions[key] = value
    return value


def attribute(m: Machine, function: Function, name: str) -> Value | None:
    """An attribute somebody set on a function; None when nobody was seen doing so."""
    key = (function.node, name)
    if key not in m.on_functions:
        value = _set_at_module_level(function, name)
        if value is None:
            return None
        set_attribute(m, function, name, value)
    held = m.on_functions[key]
    if isinstance(held, Const) and held.value is None and m.request:
        m.found_empty(function)
    return m.on_functions[key]


def _set_at_module_level(function: Function, name: str) -> Value | None:
    for statement in function.module.tree.body:
        for target in statement.targets if isinstance(statement, ast.Assign) else ():
            if isinstance(target, ast.Attribute) and target.attr == name and _is(target.value, function.name):
                return function.module.evaluate(statement.value, None) if isinstance(statement, ast.Assign) else None
    return None


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def set_attribute(m: Machine, function: Function, name: str, value: Value) -> None:
    """`function.name = value`."""
    watching.lasts(value)
    m.on_functions[function.node, name] = value
