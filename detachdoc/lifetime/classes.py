"""What does a class give by itself? Names its body binds, its bases', its metaclass's, and hooks for subclasses."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import descriptors, iterating, watching
from detachdoc.lifetime.defining import make
from detachdoc.lifetime.models import linearised
from detachdoc.lifetime.scopes import ClassScope, bound_names
from detachdoc.lifetime.values import Args, ClassValue, Function, Mapping, Value

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine


def class_attribute(m: Machine, cls: ClassValue, name: str) -> Value | None:
    """An attribute of a class or the project's bases of it."""
    for each in linearised(cls):
        found = own_attribute(m, each, name)
        if found is not None:
            return found
    return None


def own_attribute(m: Machine, cls: ClassValue, name: str) -> Value | None:
    """An attribute a class's own body binds; evaluated once."""
    if name in cls.attributes:
        return cls.attributes[name]
    if name in cls.evaluating:
        return None
    cls.evaluating.add(name)
    try:
        bound = _evaluate_own(m, cls, name)
    finally:
        cls.evaluating.discard(name)
    if bound is not None:
        bound = m.idioms.member(m, cls, name, bound)
        watching.lasts(bound)
        cls.attributes[name] = bound
        descriptors.announce(m, cls, name, bound)
    return bound


def _evaluate_own(m: Machine, cls: ClassValue, name: str) -> Value | None:
    bound: Value | None = None
    for statement in cls.node.body:
        if name not in bound_names(statement):
            continue
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            candidate = m.at_class_level(cls, lambda node=statement: make(m, node, cls))  # type: ignore[misc]
            bound = bound if _is_setter(statement) else candidate
        elif isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            bound = _unpacked(m, statement, name, m.at_module_level(statement.value, ClassScope(cls)))
        elif isinstance(statement, ast.ClassDef):
            bound = ClassValue(statement, cls.module, cls.scope)
    return bound


def namespace(m: Machine, cls: ClassValue) -> Mapping:
    """The `__dict__` of a class: what its own body binds."""
    found = Mapping()
    for name in [name for statement in cls.node.body for name in bound_names(statement)]:
        value = own_attribute(m, cls, name)
        if value is not None:
            found.entries[name] = value
    return found


def annotated(cls: ClassValue) -> Mapping:
    """What the annotations of a class's own body name, by attribute."""
    found = Mapping()
    for statement in cls.node.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            node = statement.annotation
            quoted = isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier()
            meant = ast.copy_location(ast.Name(node.value, ast.Load()), node) if quoted else node  # type: ignore[attr-defined]
            found.entries[statement.target.id] = cls.module.evaluate(meant, cls.scope)
    return found


def _unpacked(m: Machine, statement: ast.Assign | ast.AnnAssign, name: str, value: Value) -> Value:
    """What a name gets of an assigned value: `model, path = User, "/users"`."""
    for target in statement.targets if isinstance(statement, ast.Assign) else ():
        names = [getattr(one, "id", "") for one in target.elts] if isinstance(target, ast.Tuple | ast.List) else []
        if name in names:
            return iterating.position(m, value, names.index(name))
    return value


def _is_setter(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(isinstance(each, ast.Attribute) and each.attr in ("setter", "deleter", "expression", "inplace")
               for each in node.decorator_list)  # fmt: skip


def metaclass_attribute(m: Machine, cls: ClassValue, name: str) -> Value | None:
    """An attribute of the project's metaclass of a class, or of a base of it."""
    for each in linearised(cls):
        for keyword in each.node.keywords:
            meta = each.module.evaluate(keyword.value, each.scope) if keyword.arg == "metaclass" else None
            found = class_attribute(m, meta, name) if isinstance(meta, ClassValue) else None
            if found is not None:
                return found
    return None


def run_hook(m: Machine, cls: ClassValue) -> None:
    """Run the `__init_subclass__` of a base, once a class."""
    if cls.hooked:
        return
    cls.hooked = True
    bases = linearised(cls)[1:]
    hook = next((found for base in bases if (found := own_attribute(m, base, "__init_subclass__")) is not None), None)
    if isinstance(hook, Function):
        given = [one for one in cls.node.keywords if one.arg is not None and one.arg != "metaclass"]
        named = {str(one.arg): cls.module.evaluate(one.value, cls.scope) for one in given}
        m.at_class_level(cls, lambda: m.call(hook, Args([cls], named)))
