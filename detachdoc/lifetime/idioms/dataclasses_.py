"""What do functions over data classes give? `asdict`, `astuple`, `replace`, `fields`, and those of attrs and pydantic.

`dataclasses.asdict` and `astuple` copy deeply what is no data class: a row in one becomes a copy without a session,
measured on Python 3.11 to 3.14. Those of attrs keep it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import fields
from detachdoc.lifetime.alternatives import Alternative, either, options
from detachdoc.lifetime.idioms import leaving
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.models import linearised
from detachdoc.lifetime.values import (
    Args,
    ClassValue,
    Const,
    Instance,
    Library,
    LibraryObject,
    Mapping,
    Sequence,
    Value,
)

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable

    from detachdoc.lifetime.machine import Machine

_DATACLASSES = ("dataclasses", "pydantic")
_ATTRS = ("attr", "attrs")
_MAX_DEPTH = 6


def _as_dict(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library) or not callee.name.startswith((*_DATACLASSES, *_ATTRS)):
        return None
    given = args.get(0, "obj") or args.get(0, "inst")
    if not all(isinstance(one, Instance) for one, _ in options(given)) if given is not None else True:
        return None
    m.tick()
    return _each(given, lambda one: _plain(m, one, node, deep=_is_deep(callee))) if given is not None else None


def _as_tuple(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    found = _as_dict(m, callee, args, node)
    return _each(found, _values) if found is not None else None


def _values(value: Value) -> Value:
    return Sequence(value.values(), fixed=True, kind="tuple") if isinstance(value, Mapping) else value


def _is_deep(callee: Library) -> bool:
    return not callee.name.startswith(_ATTRS)


def _each(value: Value, make: Callable[[Value], Value]) -> Value:
    return either([Alternative(make(one), guard) for one, guard in options(value)])


def _plain(m: Machine, value: Value, node: ast.AST | None, *, deep: bool, depth: int = 0) -> Value:
    """A value with its data classes turned into dicts, at every level."""
    if depth > _MAX_DEPTH:
        return value

    def inner(one: Value) -> Value:
        return _each(one, lambda each: _plain(m, each, node, deep=deep, depth=depth + 1))

    if isinstance(value, Instance) and (_is_data(value) or depth == 0):
        made = Mapping()
        known = [one.name for one in fields.fields_of(value.cls)] if value.cls is not None else []
        made.entries = {name: inner(value.attributes[name]) for name in known if name in value.attributes}
        return made
    if isinstance(value, Sequence):
        return Sequence([inner(one) for one in value.items], fixed=value.fixed, kind=value.kind)
    if isinstance(value, Mapping):
        made = Mapping(value.kind)
        made.entries = {key: inner(one) for key, one in value.entries.items()}
        made.others = [inner(one) for one in value.others]
        return made
    return leaving.copied(m, value, "copy", node) if deep else value


def _is_data(value: Instance) -> bool:
    return value.cls is not None and any(fields.generates_init(each) for each in linearised(value.cls))


def _replace(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`replace(found, user=other)`: another object with the same values but those."""
    if not isinstance(callee, Library) or not callee.name.startswith((*_DATACLASSES, *_ATTRS, "copy")):
        return None
    given = args.get(0, "obj")
    if given is None:
        return None
    return _each(given, lambda one: _changed(m, one, args.named) if isinstance(one, Instance) else one)


def _replaced(m: Machine, target: Value, args: Args, node: ast.AST | None) -> Value | None:
    """`_replace` of a named tuple, and pydantic's `model_copy(update={...})`."""
    if not isinstance(target, Instance):
        return None
    update = args.named.get("update")
    named = (
        {key: one for key, one in update.entries.items() if isinstance(key, str)}
        if isinstance(update, Mapping)
        else {name: one for name, one in args.named.items() if name != "deep"}
    )
    made = _changed(m, target, named)
    deep = args.named.get("deep")
    if isinstance(deep, Const) and deep.value is True:
        return leaving.copied(m, made, "copy", node)
    return made


def _changed(m: Machine, given: Instance, named: dict[str, Value]) -> Instance:
    made = Instance(given.cls, given.kind, born=m.request)
    made.attributes = {**given.attributes, **named}
    return made


def _fields(_m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`fields(found)`: objects that know their names."""
    given = args.get(0, "class_or_instance")
    cls = given.cls if isinstance(given, Instance) else given
    if not isinstance(callee, Library) or not callee.name.startswith((*_DATACLASSES, *_ATTRS)):
        return None
    known = fields.fields_of(cls) if isinstance(cls, ClassValue) else []
    found: list[Value] = []
    for one in known:
        described = LibraryObject("dataclasses.Field")
        described.attributes["name"] = Const(one.name)
        found.append(described)
    return Sequence(found, fixed=True, kind="tuple") if found else None


IDIOM = Idiom(
    library={
        "asdict": _as_dict,
        "astuple": _as_tuple,
        "replace": _replace,
        "evolve": _replace,
        "fields": _fields,
    },
    unknown={"_replace": _replaced, "model_copy": _replaced},
)
