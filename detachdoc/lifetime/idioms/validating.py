"""What do pydantic's and SQLModel's class methods make? `model_validate` of a mapped class gives a new row.

`model_construct(field=value)` of another class gives an object that holds the values; `model_validate(row)` reads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import calls, fields, responding, watching
from detachdoc.lifetime.alternatives import Alternative, either, options
from detachdoc.lifetime.guards import both
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.models import is_mapped
from detachdoc.lifetime.rows import Entity
from detachdoc.lifetime.values import Args, ClassValue, Instance, Unknown, Value

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine

#: Objects inside objects that are read.
_MAX_DEPTH = 3
_NAMES = ("model_validate", "model_construct", "from_orm", "parse_obj", "construct", "validate")


def _made(m: Machine, cls: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(cls, ClassValue):
        return None
    if not is_mapped(cls):
        if args.named and not args.positional:
            return calls.instantiate(m, cls, args, node)
        return _from_rows(m, cls, args, node)
    watching.passed(m, args, node)
    return calls.instantiate(m, cls, Args(), node)


def _from_rows(m: Machine, cls: ClassValue, args: Args, node: ast.AST | None) -> Value | None:
    """`Out.model_validate(row)`: every field of the class is read from the row, and loaded from then on."""
    given = options(args.positional[0]) if args.positional else ()
    if not any(isinstance(one, Entity) for one, _ in given):
        return None
    watching.passed(m, args, node)
    made = []
    for one, guard in given:
        path = both(m.path, guard)
        if path is not None:
            with m.on(path):
                made.append(Alternative(_read(m, cls, one, node), guard))
    return either(made)


def _read(m: Machine, cls: ClassValue, row: Value, node: ast.AST | None, depth: int = 0) -> Value:
    """What a class makes of a row; rows in it become objects of the classes that its annotations name."""
    if not isinstance(row, Entity) or depth > _MAX_DEPTH:
        return Unknown("a field of a validated object")
    made = Instance(cls, born=m.request)
    for field in fields.fields_of(cls):
        value = m.attribute(row, field.argument, node)
        inner = [one for one, _ in watching.rows(value)]
        if inner:
            kinds = [one for one in responding.field_classes(cls, field.name) if not is_mapped(one)]
            value = _read(m, kinds[0], inner[0], node, depth + 1) if kinds else Unknown("a copy of a row")
        made.attributes[field.name] = value
    return made


IDIOM = Idiom(methods={(ClassValue, name): _made for name in _NAMES})
