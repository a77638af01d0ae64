"""Which attributes does a route's response model read? By the fields of the classes it names, at every level."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import models
from detachdoc.lifetime.values import ClassValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.lifetime.scopes import ModuleScope
    from detachdoc.lifetime.values import Function

_MAX_CLASSES = 40


def names(function: Function) -> frozenset[str]:
    """Names of the fields that serialising an endpoint's result reads; empty when it has no response model."""
    model = _model(function)
    if model is None:
        return frozenset()
    found: set[str] = set()
    seen: list[ClassValue] = []
    waiting = list(_classes(function.module, model))
    while waiting and len(seen) < _MAX_CLASSES:
        cls = waiting.pop()
        if cls in seen or models.is_mapped(cls):
            continue
        seen.append(cls)
        for name, module, annotation in _fields(cls):
            found.add(name)
            waiting.extend(_classes(module, annotation))
    return frozenset(found)


def _model(function: Function) -> ast.expr | None:
    """`response_model=` of the route's decorator, else what the endpoint is annotated to return."""
    if isinstance(function.node, ast.Lambda):
        return None
    calls = [one for one in function.node.decorator_list if isinstance(one, ast.Call)]
    given = [each.value for one in calls for each in one.keywords if each.arg == "response_model"]
    return given[0] if given else function.node.returns


def _fields(cls: ClassValue) -> Iterator[tuple[str, ModuleScope, ast.expr]]:
    for each in models.linearised(cls):
        for statement in each.node.body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                yield statement.target.id, each.module, statement.annotation


def field_classes(cls: ClassValue, name: str) -> list[ClassValue]:
    """The project's classes that the annotation of a field names."""
    return [one for field, module, annotation in _fields(cls) if field == name for one in _classes(module, annotation)]


def _classes(module: ModuleScope, annotation: ast.expr) -> Iterator[ClassValue]:
    """The project's classes in an annotation, such as `list[Item] | None`."""
    for node in ast.walk(annotation):
        value = None
        if isinstance(node, ast.Name | ast.Attribute):
            value = module.evaluate(node, None)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            value = module.find(node.value)
        if isinstance(value, ClassValue):
            yield value
