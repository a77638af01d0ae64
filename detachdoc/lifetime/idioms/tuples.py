"""What do named tuples give by position? Those of `typing.NamedTuple` and of `collections.namedtuple`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import fields
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.values import Args, Const, Instance, Library, Native, Sequence, Value

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine

_KIND = "namedtuple"


def _make(_m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`namedtuple("Found", "user count")`: a maker of such tuples."""
    names = _names(args.get(1, "field_names"))
    if not isinstance(callee, Library) or not names:
        return None

    def made(given: Args, _node: ast.AST | None) -> Value:
        one = Instance(None, _KIND)
        one.attributes.update(zip(names, given.positional, strict=False))
        one.attributes.update(given.named)
        return one

    return Native(_KIND, made)


def _names(value: Value | None) -> list[str]:
    if isinstance(value, Const) and isinstance(value.value, str):
        return value.value.replace(",", " ").split()
    listed = value.items if isinstance(value, Sequence) else []
    return [str(one.value) for one in listed if isinstance(one, Const)]


def _items(m: Machine, value: Value) -> list[Value]:
    if not isinstance(value, Instance):
        return []
    if value.kind == _KIND:
        return list(value.attributes.values())
    base = m.library_base(value.cls) if value.cls is not None else None
    if value.cls is None or base is None or base.last != "NamedTuple":
        return []
    return [value.attributes[name] for name in fields.names(value.cls) if name in value.attributes]


def _position(m: Machine, value: Value, index: object) -> Value | None:
    found = _items(m, value)
    return found[index] if isinstance(index, int) and -len(found) <= index < len(found) else None


IDIOM = Idiom(
    library={"namedtuple": _make},
    items={Instance: _items},
    positions={Instance: _position},
)
