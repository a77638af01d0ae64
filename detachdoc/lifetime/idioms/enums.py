"""What are the members of an enumeration that hold more than a constant? Functions, objects, tuples with a constructor.

A member with a constant value is that value everywhere else, which is enough to compare it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime.alternatives import Alternative, either
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.scopes import bound_names
from detachdoc.lifetime.values import Args, ClassValue, Const, Function, Instance, Sequence, Value

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine

_KIND = "enum-member"
_BASES = ("Enum", "IntEnum", "StrEnum", "Flag", "IntFlag")


def member(m: Machine, cls: ClassValue, name: str, value: Value) -> Value:
    """What a name in the body of an enumeration stands for; in any other class the value itself."""
    if isinstance(value, Const | Function | ClassValue) or name.startswith("_") or not _is_enum(m, cls):
        return value
    made = Instance(cls, _KIND)
    made.attributes.update({"name": Const(name), "value": value, "_value_": value})
    init = m.method(made, "__init__")
    if init is not None:
        given = list(value.items) if isinstance(value, Sequence) and value.fixed else [value]
        m.at_class_level(cls, lambda: m.call(init, Args(given)))
    return made


def _is_enum(m: Machine, cls: ClassValue) -> bool:
    base = m.library_base(cls) if cls.node.bases else None
    return base is not None and base.last in _BASES


def _members(m: Machine, cls: ClassValue) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for statement in cls.node.body:
        for name in bound_names(statement) if isinstance(statement, ast.Assign) else ():
            value = m.class_member(cls, name) if not name.startswith("_") else None
            if value is not None:
                found[name] = value
    return found


def _richer(m: Machine, cls: Value) -> dict[str, Value]:
    """The members of an enumeration, when not all are constants."""
    found = _members(m, cls) if isinstance(cls, ClassValue) and _is_enum(m, cls) else {}
    return found if any(isinstance(one, Instance) for one in found.values()) else {}


def subscript(m: Machine, base: Value, node: ast.Subscript) -> Value | None:
    """`Kind[name]`."""
    members = _richer(m, base)
    if not members:
        return None
    index = m.evaluate(node.slice)
    if isinstance(index, Const) and index.value in members:
        return members[str(index.value)]
    return _any(members)


def called(m: Machine, cls: ClassValue, args: Args) -> Value | None:
    """`Kind(value)`."""
    members = _richer(m, cls) if args.positional else {}
    return _any(members) if members else None


def _any(members: dict[str, Value]) -> Value:
    return either([Alternative(one, {}) for one in members.values()])


def _each(m: Machine, cls: Value) -> list[Value]:
    return list(_members(m, cls).values()) if isinstance(cls, ClassValue) and _is_enum(m, cls) else []


IDIOM = Idiom(items={ClassValue: _each})
