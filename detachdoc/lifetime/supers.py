"""What does `super()` stand for in the running method?"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime.values import ClassValue, Unknown, Value

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine


class Super(Value):
    """`super()` inside a method."""

    __slots__ = ("owner", "receiver")

    def __init__(self, owner: ClassValue, receiver: Value) -> None:
        self.owner = owner
        self.receiver = receiver


def here(m: Machine) -> Value:
    """What `super()` gives in the running method."""
    function = m.here.function
    if function is None or function.owner is None or isinstance(function.node, ast.Lambda):
        return Unknown("super() outside a method")
    parameters = [*function.node.args.posonlyargs, *function.node.args.args]
    receiver = m.here.scope.names.get(parameters[0].arg) if parameters else None
    return Super(function.owner, receiver) if receiver is not None else Unknown("super() without self")
