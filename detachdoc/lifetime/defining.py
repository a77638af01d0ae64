"""What do definitions bind? Functions and classes with their decorators, imports inside functions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import descriptors
from detachdoc.lifetime.values import Args, Bound, ClassValue, Function, Instance, Native, Unknown, Value

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine

#: What may stand under the name of a class that was decorated.
_USABLE = (Function, Bound, Native, Instance, ClassValue)


def function(m: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Run a `def`."""
    m.here.scope.bind(node.name, make(m, node, None))
    return True


def make(m: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef, owner: ClassValue | None) -> Value:
    """The value a `def` binds: the function with its decorators applied."""
    scope = m.here.scope
    raw = Function(node, scope.module, scope if m.here.function is not None else None, owner)
    m.defined[node] = raw
    marks = [descriptors.mark(m, decorator) for decorator in node.decorator_list]
    raw.marks = frozenset(marks) & descriptors.MARKS
    value: Value = raw
    for decorator, mark in zip(reversed(node.decorator_list), reversed(marks), strict=True):
        value = value if mark else _decorated(m, decorator, value)
    m.decorated[node] = value
    return value


def _decorated(m: Machine, decorator: ast.expr, value: Value) -> Value:
    by = m.evaluate(decorator)
    special = m.idioms.decorated(m, by, value, decorator)
    if special is not None:
        return special
    if not isinstance(by, Function | Bound | ClassValue | Native | Instance):
        return value
    result = m.call(by, Args([value]), decorator)
    return result if isinstance(result, Function | Bound | Native | Instance) else value


def class_(m: Machine, node: ast.ClassDef) -> bool:
    """Run a `class`; its body is evaluated attribute by attribute, when asked for."""
    made = ClassValue(node, m.here.scope.module, m.here.scope if m.here.function is not None else None)
    m.classes[node] = made
    m.here.scope.bind(node.name, made)
    value: Value = made
    for decorator in reversed(node.decorator_list):
        by = m.evaluate(decorator)
        if isinstance(by, Function | Bound | Native | Instance | ClassValue):
            result = m.call(by, Args([value]), decorator)
            value = result if isinstance(result, _USABLE) else value
    m.here.scope.bind(node.name, value)
    return True


def type_alias(m: Machine, node: ast.stmt) -> bool:
    """Run a `type X = ...` statement."""
    name, value = getattr(node, "name", None), getattr(node, "value", None)
    if isinstance(name, ast.Name) and isinstance(value, ast.expr):
        m.here.scope.bind(name.id, m.evaluate(value))
    return True


def import_(m: Machine, node: ast.Import | ast.ImportFrom) -> bool:
    """Run an import statement."""
    scope, near = m.here.scope, m.here.scope.module.path
    for alias in node.names:
        if isinstance(node, ast.Import):
            target = alias.name if alias.asname else alias.name.split(".")[0]
            scope.bind(alias.asname or target, m.module(target, near))
        elif alias.name != "*":
            origin = node.module or ""
            package = m.relative_module(node.level, origin, near) if node.level else m.module(origin, near)
            found = m.member(package, alias.name)
            scope.bind(alias.asname or alias.name, found if found is not None else Unknown(f"no {alias.name}"))
    return True
