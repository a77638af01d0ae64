"""What does reading or setting an attribute give? Instances, classes, modules and rows."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import callables, classes, descriptors, watching
from detachdoc.lifetime.alternatives import Alternative, Either, either
from detachdoc.lifetime.guards import both
from detachdoc.lifetime.history import ROW_DETACHES, Event, length, missing, state_at
from detachdoc.lifetime.models import Shape, linearised, shape_of
from detachdoc.lifetime.rows import Column, Entity, Session
from detachdoc.lifetime.supers import Super
from detachdoc.lifetime.values import (
    PARTIAL_METHOD,
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
    if m.request and isinstance(found, Const) and found.value is None and _lasting(value, name):
        m.found_empty(value)
        if isinstance(value, ModuleValue):
            m.fill(value.module, name)
        return _read(m, value, name, node)
    return found


def _lasting(value: Value, name: str) -> bool:
    """Whether what holds an attribute lives as long as the process: an object of a request may have its class's."""
    if isinstance(value, Instance):
        return value.born == 0 or (value.cls is not None and name not in value.attributes)
    return isinstance(value, ClassValue | ModuleValue | Package)


def _read(m: Machine, value: Value, name: str, node: ast.AST | None) -> Value:
    if isinstance(value, Either):
        return _each(m, value, name, node)
    if isinstance(value, Entity):
        return row(m, value, name, node)
    if isinstance(value, Instance):
        return instance(m, value, name, node)
    if isinstance(value, ClassValue):
        return _of_class(m, value, name, node)
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
    found = classes.class_attribute(m, entity.cls, name)
    if isinstance(found, Function):
        found = m.trail.overriding(m, found) or found
        if found.marks & {"property", "hybrid_property", "cached_property", "computed_field"}:
            return m.call(found, Args([entity]), node)
        return found if "staticmethod" in found.marks else Bound(found, entity)
    if isinstance(found, Native) and _is_method(entity.cls, found, name):
        return Partial(found, Args([entity]))
    return m.idioms.from_class(m, entity, name, found, node) if found is not None else Unknown(f"no {name}")


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
    m.spend(length(entity))
    state = state_at(entity, m.path, certain=False)
    loaded_before = missing(entity, state, name).needed is False
    other = Entity(cls, entity.load if loaded_before else m.place(node), state.session, entity.request)
    other.eager = entity.eager_below(name)
    other.undeferred = entity.undeferred_below(name)
    other.parent = (entity, name)
    m.born(other)
    other.persistent = entity.persistent
    first = next((event for event in entity.events if event.kind == "attach"), None)
    session = first.session if loaded_before and first else state.session
    time = first.time if loaded_before and first else m.tick()
    if session is not None:
        other.session = session
        other.events.append(Event(time, "attach", other.load, m.path, session=session))
    if loaded_before and shape.cascades:
        other.events.extend(one for one in entity.events if one.kind in ROW_DETACHES and one.time > time)
    return other


def instance(m: Machine, value: Instance, name: str, node: ast.AST | None) -> Value:
    """Read an attribute of an object of the project's own classes."""
    if name in value.attributes:
        return value.attributes[name]
    if name == "__class__" and value.cls is not None:
        return value.cls
    if name == "__dict__":
        return _namespace(value.attributes)
    if name == "__annotations__" and value.cls is not None:
        return classes.annotated(value.cls)
    special = m.idioms.attribute(m, value, name, node)
    if special is not None:
        return special
    found = classes.class_attribute(m, value.cls, name) if value.cls is not None else None
    if isinstance(found, Function):
        return _method(m, value, found, name, node)
    if isinstance(found, Native) and _is_method(value.cls, found, name):
        return Partial(found, Args([value]))
    if found is not None:
        return _sent(m, value, name, found) or m.idioms.from_class(m, value, name, found, node)
    if value.kind == "namespace" and value.born == 0:
        m.found_empty(value)
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


def _is_method(cls: ClassValue | None, found: Native, name: str) -> bool:
    """Whether a name was defined as a method, whatever decorators made of it."""
    if cls is None or found.name == PARTIAL_METHOD:
        return cls is not None
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
        fallback = classes.class_attribute(m, value.cls, "__getattr__")
        if isinstance(fallback, Function):
            return m.call(fallback, Args([value, Const(name)]), node)
    if value.contents is not None:
        return m.attribute(value.contents, name, node)
    if value.cls is not None and not name.startswith("__"):
        base = m.library_base(value.cls)
        if base is not None:
            return Method(value, name)
    return Unknown(f"nothing was seen setting {name}", m.place(node))


def _of_class(m: Machine, cls: ClassValue, name: str, node: ast.AST | None) -> Value:
    if name in ("__name__", "__qualname__"):
        return Const(cls.name)
    if name == "__annotations__":
        return classes.annotated(cls)
    if name == "__dict__":
        return classes.namespace(m, cls)
    found = classes.class_attribute(m, cls, name)
    if isinstance(found, Function):
        return Bound(found, cls) if "classmethod" in found.marks else found
    if found is not None:
        return descriptors.got(m, found, None, cls, node) or m.idioms.read_from(m, cls, found)
    classes.run_hook(m, cls)
    return cls.attributes.get(name) or _of_metaclass(m, cls, name) or Method(cls, name)


def _of_metaclass(m: Machine, cls: ClassValue, name: str) -> Value | None:
    found = classes.metaclass_attribute(m, cls, name)
    if not isinstance(found, Function):
        return found
    return m.call(found, Args([cls])) if "property" in found.marks else Bound(found, cls)


def _of_super(m: Machine, value: Super, name: str) -> Value:
    start = value.receiver
    cls = start.cls if isinstance(start, Instance | Entity | Session) else start
    if isinstance(cls, ClassValue):
        order = linearised(cls)
        after = order[order.index(value.owner) + 1 :] if value.owner in order else order[1:]
        for base in after:
            found = classes.own_attribute(m, base, name)
            if isinstance(found, Function):
                if "property" in found.marks:
                    return m.call(found, Args([value.receiver]))
                return Bound(found, value.receiver)
    if isinstance(start, Instance) and start.contents is not None:
        return m.attribute(start.contents, name)
    return Method(start if isinstance(start, Session) else value, name)
