"""What does reading or setting an attribute give? Instances, classes, modules and rows."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import callables, iterating, watching
from detachdoc.lifetime.alternatives import Alternative, Either, either
from detachdoc.lifetime.defining import make
from detachdoc.lifetime.guards import both
from detachdoc.lifetime.history import Event, missing, state_at
from detachdoc.lifetime.models import Shape, linearised, shape_of
from detachdoc.lifetime.rows import Column, Entity
from detachdoc.lifetime.scopes import ClassScope, bound_names
from detachdoc.lifetime.supers import Super
from detachdoc.lifetime.values import (
    Args,
    Bound,
    ClassValue,
    Const,
    Function,
    Instance,
    Library,
    LibraryObject,
    Mapping,
    Method,
    ModuleValue,
    Native,
    Package,
    Partial,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_DYNAMIC = frozenset(
    {"filter", "filter_by", "order_by", "limit", "offset", "append", "remove", "extend", "all", "first"}
)


def read(m: Machine, value: Value, name: str, node: ast.AST | None) -> Value:
    """What `value.name` gives; start-up, or a request before, may have set what is None to begin with."""
    found = _read(m, value, name, node)
    if m.request and isinstance(found, Const) and found.value is None and _lasting(value):
        m.found_empty(value)
        if isinstance(value, ModuleValue):
            m.fill(value.module, name)
        return _read(m, value, name, node)
    return found


def _lasting(value: Value) -> bool:
    """Whether something lives as long as the process."""
    return isinstance(value, ClassValue | ModuleValue | Package) or (isinstance(value, Instance) and value.born == 0)


def _read(m: Machine, value: Value, name: str, node: ast.AST | None) -> Value:
    if isinstance(value, Either):
        return _each(m, value, name, node)
    if isinstance(value, Entity):
        return row(m, value, name, node)
    if isinstance(value, Instance):
        return instance(m, value, name, node)
    if isinstance(value, ClassValue):
        return _of_class(m, value, name)
    if isinstance(value, ModuleValue | Package | Library):
        return _of_module(m, value, name, node)
    if isinstance(value, Super):
        return _of_super(m, value, name)
    if isinstance(value, Unknown):
        return value
    if isinstance(value, Function):
        held = Const(value.name) if name in ("__name__", "__qualname__") else callables.attribute(m, value, name)
        return held if held is not None else Method(value, name)
    if isinstance(value, LibraryObject) and name in value.attributes:
        return value.attributes[name]
    special = m.idioms.attribute(m, value, name, node)
    return special if special is not None else Method(value, name)


def _of_module(m: Machine, value: Value, name: str, node: ast.AST | None) -> Value:
    found = m.member(value, name)
    return found if found is not None else Unknown(f"no {name} was found in a module", m.place(node))


def _each(m: Machine, value: Either, name: str, node: ast.AST | None) -> Value:
    results = []
    for option, guard in value.options:
        path = both(m.path, guard)
        if path is not None:
            with m.on(path):
                results.append(Alternative(read(m, option, name, node), guard))
    return either(results)


def row(m: Machine, entity: Entity, name: str, node: ast.AST | None) -> Value:
    """Read an attribute of a mapped object; relationships give the rows on the other side."""
    if name == "awaitable_attrs":
        return entity
    shape = shape_of(entity.cls, name)
    if shape.kind in ("method", "property", "other"):
        return _class_member(m, entity, name, node)
    if name == "__dict__":
        return _namespace(entity.held)
    if name.startswith("__") or (shape.kind == "unknown" and entity.cls is not None and name in _DYNAMIC):
        return Method(entity, name)
    if shape.kind == "proxy":
        watching.read(m, entity, shape.target, node)
    else:
        watching.read(m, entity, name, node)
    if shape.kind in ("relationship", "proxy"):
        return _relationship(m, entity, shape.target if shape.kind == "proxy" else name, shape, node)
    m.touch(entity, name, node)
    held = entity.held.get(name)
    if held is not None:
        return held
    return Method(entity, name) if shape.kind == "unknown" else Column(f"the column {name}")


def _class_member(m: Machine, entity: Entity, name: str, node: ast.AST | None) -> Value:
    assert entity.cls is not None
    found = class_attribute(m, entity.cls, name)
    if isinstance(found, Function):
        if found.marks & {"property", "hybrid_property", "cached_property", "computed_field"}:
            return m.call(found, Args([entity]), node)
        return found if "staticmethod" in found.marks else Bound(found, entity)
    return found if found is not None else Unknown(f"no {name}")


def _relationship(m: Machine, entity: Entity, name: str, shape: Shape, node: ast.AST | None) -> Value:
    held = entity.held.get(name)
    if held is None:
        held = _other_side(m, entity, name, shape, node)
        entity.held[name] = held
    m.touch(entity, name, node)
    return held


def _other_side(m: Machine, entity: Entity, name: str, shape: Shape, node: ast.AST | None) -> Entity:
    """The row or rows a relationship leads to; loaded here unless the query or model loaded them before."""
    owner = shape.owner or entity.cls
    target = shape.target
    if shape.kind == "proxy" or not target:
        target = shape_of(entity.cls, name).target
    cls = owner.module.find(target) if owner and target else None
    if not isinstance(cls, ClassValue):
        cls = m.find_class(target, owner.module.path) if owner else None
    state = state_at(entity, m.path, certain=False)
    loaded_before = missing(entity, state, name).needed is False
    other = Entity(cls, entity.load if loaded_before else m.place(node), state.session, entity.request)
    other.eager = entity.eager_below(name)
    other.parent = (entity, name)
    m.born(other)
    other.persistent = entity.persistent
    first = next((event for event in entity.events if event.kind == "attach"), None)
    session = first.session if loaded_before and first else state.session
    time = first.time if loaded_before and first else m.tick()
    if session is not None:
        other.session = session
        other.events.append(Event(time, "attach", other.load, m.path, session=session))
    return other


def instance(m: Machine, value: Instance, name: str, node: ast.AST | None) -> Value:
    """Read an attribute of an object of the project's own classes."""
    if name in value.attributes:
        return value.attributes[name]
    if name == "__class__" and value.cls is not None:
        return value.cls
    if name == "__dict__":
        return _namespace(value.attributes)
    special = m.idioms.attribute(m, value, name, node)
    if special is not None:
        return special
    found = class_attribute(m, value.cls, name) if value.cls is not None else None
    if isinstance(found, Function):
        return _method(m, value, found, name, node)
    if isinstance(found, Native) and value.cls is not None and _is_method(value.cls, name):
        return Partial(found, Args([value]))
    if found is not None:
        return _sent(m, value, name, found) or m.idioms.from_class(m, value, name, found, node)
    return _dynamic(m, value, name, node)


def _sent(m: Machine, value: Instance, name: str, default: Value) -> Value | None:
    """A field of a request's body, or of settings: what the class says is only a default."""
    if not isinstance(default, Const) or value.cls is None:
        return None
    outside = value.kind == "body" or is_settings(m, value.cls)
    return Unknown(f"{name} comes from outside the program") if outside else None


def is_settings(m: Machine, cls: ClassValue) -> bool:
    """Whether the environment sets an object's fields."""
    base = m.library_base(cls)
    return base is not None and base.last == "BaseSettings"


def _namespace(held: dict[str, Value]) -> Mapping:
    """The `__dict__` of an object: what is put there is an attribute."""
    mapping = Mapping()
    mapping.entries = held  # type: ignore[assignment]
    return mapping


def _is_method(cls: ClassValue, name: str) -> bool:
    """Whether a name was defined as a method, whatever decorators made of it."""
    methods = (one for each in linearised(cls) for one in each.node.body if isinstance(one, _DEFINITIONS))
    return any(one.name == name for one in methods)


def _method(m: Machine, value: Instance, found: Function, name: str, node: ast.AST | None) -> Value:
    if "staticmethod" in found.marks:
        return found
    if "classmethod" in found.marks and value.cls is not None:
        return Bound(found, value.cls)
    if found.marks & {"property", "computed_field"}:
        return m.call(found, Args([value]), node)
    if "cached_property" in found.marks:
        return value.attributes.setdefault(name, m.call(found, Args([value]), node))
    return Bound(m.implementation(value, found), value)


def _dynamic(m: Machine, value: Instance, name: str, node: ast.AST | None) -> Value:
    if value.cls is not None and not name.startswith("__"):
        fallback = class_attribute(m, value.cls, "__getattr__")
        if isinstance(fallback, Function):
            return m.call(fallback, Args([value, Const(name)]), node)
    if value.cls is not None and not name.startswith("__"):
        base = m.library_base(value.cls)
        if base is not None:
            return Method(value, name)
    return Unknown(f"nothing was seen setting {name}", m.place(node))


def _of_class(m: Machine, cls: ClassValue, name: str) -> Value:
    if name == "__name__":
        return Unknown("a name")
    found = class_attribute(m, cls, name)
    if isinstance(found, Function):
        return Bound(found, cls) if "classmethod" in found.marks else found
    if found is not None:
        return found
    run_hook(m, cls)
    return cls.attributes.get(name) or _of_metaclass(m, cls, name) or Method(cls, name)


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


def _of_metaclass(m: Machine, cls: ClassValue, name: str) -> Value | None:
    found = metaclass_attribute(m, cls, name)
    if not isinstance(found, Function):
        return found
    return m.call(found, Args([cls])) if "property" in found.marks else Bound(found, cls)


def metaclass_attribute(m: Machine, cls: ClassValue, name: str) -> Value | None:
    """An attribute of the project's metaclass of a class, or of a base of it."""
    for each in linearised(cls):
        for keyword in each.node.keywords:
            meta = each.module.evaluate(keyword.value, each.scope) if keyword.arg == "metaclass" else None
            found = class_attribute(m, meta, name) if isinstance(meta, ClassValue) else None
            if found is not None:
                return found
    return None


def _of_super(m: Machine, value: Super, name: str) -> Value:
    start = value.receiver
    cls = start.cls if isinstance(start, Instance | Entity) else start
    if isinstance(cls, ClassValue):
        order = linearised(cls)
        after = order[order.index(value.owner) + 1 :] if value.owner in order else order[1:]
        for base in after:
            found = own_attribute(m, base, name)
            if isinstance(found, Function):
                if "property" in found.marks:
                    return m.call(found, Args([value.receiver]))
                return Bound(found, value.receiver)
    return Method(value, name)


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
        watching.lasts(bound)
        cls.attributes[name] = bound
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
