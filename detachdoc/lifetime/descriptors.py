"""What stands between a name in a class and the value of an attribute? Properties, descriptors, `__setattr__`.

A decorator is known by what its name means, not by how it is written: `from functools import cached_property as once`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime.alternatives import options
from detachdoc.lifetime.models import linearised
from detachdoc.lifetime.values import (
    NONE,
    Args,
    ClassValue,
    Const,
    Function,
    Instance,
    Library,
    LibraryObject,
    Unknown,
    Value,
)
from detachdoc.lifetime.written import last_name

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine
    from detachdoc.lifetime.rows import Entity

MARKS = frozenset({
    "property", "staticmethod", "classmethod", "cached_property", "hybrid_property", "hybrid_method",
    "contextmanager", "asynccontextmanager", "computed_field", "abstractmethod", "overload",
})  # fmt: skip
#: Other libraries' names for the same.
_SAME_AS = {
    "reify": "cached_property",
    "memoized_property": "cached_property",
    "cached_hybrid_property": "hybrid_property",
    "abstractproperty": "property",
}
#: Decorators of what a decorator made before: `@name.setter`.
_PARTS = ("setter", "getter", "deleter")


def mark(m: Machine, decorator: ast.expr) -> str:
    """How a decorator changes what its function is: one of MARKS, a part such as `setter`, or nothing."""
    written = last_name(decorator)
    if written in _PARTS:
        return written
    named = decorator.func if isinstance(decorator, ast.Call) else decorator
    if isinstance(named, ast.Name | ast.Attribute):
        marks = [_meant(m, one, written) for one, _ in options(m.evaluate(named))]
        return next((one for one in marks if one), "")
    return ""


def _meant(m: Machine, by: Value, written: str) -> str:
    if isinstance(by, ClassValue):
        base = m.library_base(by) if all(m.class_member(one, "__get__") is None for one in linearised(by)) else None
        by = base if base is not None and base.last in ("property", "cached_property") else by
    name = by.last if isinstance(by, Library) else written if isinstance(by, Unknown | LibraryObject) else ""
    name = _SAME_AS.get(name, name)
    return name if name in MARKS else ""


def announce(m: Machine, cls: ClassValue, name: str, value: Value) -> None:
    """Tell an object that a class body bound it to a name."""
    if isinstance(value, LibraryObject):
        value.attribute = value.attribute or name
    method = m.method(value, "__set_name__") if isinstance(value, Instance) else None
    if method is not None:
        m.at_class_level(cls, lambda: m.call(method, Args([cls, Const(name)])))


def got(m: Machine, found: Value, receiver: Value | None, owner: Value | None, node: ast.AST | None) -> Value | None:
    """What a descriptor in a class gives; None when it is none.

    Args:
        m: the machine.
        found: what the class body binds the name to.
        receiver: the object it is read from; None when it is read from the class itself.
        owner: the class.
        node: where it is read.
    """
    getter = m.method(found, "__get__") if isinstance(found, Instance) else None
    return m.call(getter, Args([receiver or NONE, owner or NONE]), node) if getter is not None else None


def intercepted(m: Machine, target: Instance | Entity, name: str, value: Value, node: ast.AST | None) -> bool:
    """Let the class do an assignment: by `__setattr__`, the setter of a property, or a descriptor's `__set__`."""
    if target.cls is None or name.startswith("__"):
        return False
    own = m.method(target, "__setattr__")
    if own is not None and not any(each.node is own.function.node for each in m.stack):
        m.call(own, Args([Const(name), value]), node)
        return True
    setter = _setter(m, target.cls, name)
    if setter is not None and not any(each.node is setter.node for each in m.stack):
        m.call(setter, Args([target, value]), node)
        return True
    found = next((one for each in linearised(target.cls) if (one := m.class_member(each, name)) is not None), None)
    descriptor = m.method(found, "__set__") if isinstance(found, Instance) else None
    if descriptor is not None:
        m.call(descriptor, Args([target, value]), node)
    return descriptor is not None


def _setter(m: Machine, cls: ClassValue, name: str) -> Function | None:
    for each in linearised(cls):
        for statement in each.node.body:
            if isinstance(statement, ast.FunctionDef) and name in _set_by(statement):
                return m.defined.setdefault(statement, Function(statement, each.module, each.scope, each))
    return None


def _set_by(node: ast.FunctionDef) -> list[str]:
    """Names in `@name.setter` and `@name.inplace.setter`."""
    names = (one.value for one in node.decorator_list if isinstance(one, ast.Attribute) and one.attr == "setter")
    plain = (one.value if isinstance(one, ast.Attribute) and one.attr == "inplace" else one for one in names)
    return [one.id for one in plain if isinstance(one, ast.Name)]
