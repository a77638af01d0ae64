"""What does a parameter hold that nobody passes? Guessed from its annotation, and said to be a guess."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import binding, classes, fields
from detachdoc.lifetime.idioms import dependencies
from detachdoc.lifetime.idioms.sessions import KINDS, is_session_class
from detachdoc.lifetime.models import is_mapped, linearised
from detachdoc.lifetime.values import (
    Args,
    ClassValue,
    Function,
    Instance,
    Library,
    LibraryObject,
    Mapping,
    Sequence,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine

#: How deep objects are made up for constructors of made-up objects.
_MAX_ASSUMED = 4


def guess(m: Machine, function: Function, parameter: ast.arg) -> Value:
    """A value for a parameter, from its annotation."""
    wanted = dependencies.annotation(m, function, parameter.annotation)
    if isinstance(wanted, dependencies.Annotated):
        wanted = wanted.type
    if wanted is not None and is_session_class(wanted) and isinstance(wanted, Library):
        session = m.new_session(None)
        session.kept = True
        session.phase, session.asynchronous = "unknown", KINDS.get(wanted.last, False)
        return session
    if isinstance(wanted, ClassValue) and not is_mapped(wanted):
        return assumed(m, wanted)
    if isinstance(wanted, Library) and wanted.last in ("Request", "WebSocket", "HTTPConnection"):
        return m.request_object()
    return binding.unknown(function, parameter)


def assumed(m: Machine, cls: ClassValue) -> Value:
    """An object of a class, made as its constructor's annotations say."""
    known = m.assumed_objects.get(cls)
    if known is not None:
        return known
    made = _kept(m, cls) or Instance(cls)
    m.assumed_objects[cls] = made
    if made.attributes:
        return made
    if len(m.assumed_objects) > 60 or len(m.assuming) >= _MAX_ASSUMED:
        return made
    m.assuming.append(cls)
    try:
        _construct(m, made, cls)
    finally:
        m.assuming.pop()
    return made


def _construct(m: Machine, made: Instance, cls: ClassValue) -> None:
    init = classes.class_attribute(m, cls, "__init__")
    if isinstance(init, Function):
        m.run_function(init, Args([made]), None)
    elif any(fields.generates_init(each) for each in linearised(cls)):
        for each in reversed(linearised(cls)):
            made.attributes.update(_assumed_fields(m, each))
        after = classes.class_attribute(m, cls, "__post_init__")
        if isinstance(after, Function):
            m.run_function(after, Args([made]), None)


def _assumed_fields(m: Machine, cls: ClassValue) -> dict[str, Value]:
    """The fields of a data class: its default, else an object of the class it is annotated with."""
    found: dict[str, Value] = {}
    for statement in cls.node.body:
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            continue
        name = statement.target.id
        default = classes.own_attribute(m, cls, name)
        wanted = cls.module.evaluate(statement.annotation, cls.scope) if default is None else None
        if default is not None:
            found[name] = field_default(m, default)
        elif isinstance(wanted, ClassValue) and not is_mapped(wanted):
            found[name] = assumed(m, wanted)
    return found


def _kept(m: Machine, cls: ClassValue) -> Instance | None:
    """The object of a class that a module keeps under a name, when there is just one."""
    found = {
        id(value): value
        for module in m.modules.loaded()
        for value in module.names.values()
        if isinstance(value, Instance) and value.cls is cls
    }
    return next(iter(found.values())) if len(found) == 1 else None


def field_default(m: Machine, default: Value) -> Value:
    """`field(default_factory=...)`, `Field(default=...)`, or a plain default."""
    if isinstance(default, LibraryObject) and default.name.rsplit(".", 1)[-1] in ("field", "Field", "PrivateAttr"):
        factory = default.given.get("default_factory")
        if factory is not None:
            return m.call(factory, Args())
        return default.given.get("default", Unknown("a field's default"))
    if isinstance(default, Sequence):
        return Sequence(list(default.items), fixed=default.fixed, kind=default.kind)
    return Mapping() if isinstance(default, Mapping) and not default.values() else default
