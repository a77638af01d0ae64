"""What do pydantic's and SQLModel's class methods make? `model_validate` of a mapped class gives a new row.

`model_construct(field=value)` of another class gives an object that holds the values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import calls, watching
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.models import is_mapped
from detachdoc.lifetime.values import Args, ClassValue, Value

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine

_NAMES = ("model_validate", "model_construct", "from_orm", "parse_obj", "construct", "validate")


def _made(m: Machine, cls: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(cls, ClassValue):
        return None
    if not is_mapped(cls):
        return calls.instantiate(m, cls, args, node) if args.named and not args.positional else None
    watching.passed(m, args, node)
    return calls.instantiate(m, cls, Args(), node)


IDIOM = Idiom(methods={(ClassValue, name): _made for name in _NAMES})
