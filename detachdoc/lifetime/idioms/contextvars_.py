"""What does a context variable hold? The value last set in the request that is running."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import watching
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.values import NONE, Args, Library, LibraryObject, Unknown, Value

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine


class Variable(Value):
    """A `ContextVar`."""

    __slots__ = ("default", "value")

    def __init__(self, default: Value | None) -> None:
        self.default = default
        self.value: Value | None = None


def _variable(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library) or not callee.name.startswith("contextvars"):
        return None
    made = Variable(args.named.get("default"))
    m.variables.append(made)
    return made


def _set(m: Machine, variable: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if not isinstance(variable, Variable):
        return None
    before = variable.value
    variable.value = args.get(0, "value")
    for session in watching.sessions(variable.value) if variable.value else ():
        session.kept = True
        session.handed_out = session.handed_out or m.phase in ("dependency", "middleware")
    token = LibraryObject("contextvars.Token")
    token.attributes["var"] = variable
    if before is not None:
        token.attributes["old_value"] = before
    m.tick()
    return token


def _get(_m: Machine, variable: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if not isinstance(variable, Variable):
        return None
    if variable.value is not None:
        return variable.value
    return args.get(0, "default") or variable.default or Unknown("a context variable nobody was seen setting")


def _reset(_m: Machine, variable: Value, args: Args, _node: ast.AST | None) -> Value | None:
    token = args.get(0, "token")
    if isinstance(variable, Variable):
        variable.value = token.attributes.get("old_value") if isinstance(token, LibraryObject) else None
    return NONE


def _local(_m: Machine, _callee: Value, _args: Args, _node: ast.AST | None) -> Value:
    return LibraryObject("threading.local")


IDIOM = Idiom(
    library={"ContextVar": _variable, "local": _local},
    methods={(Variable, "set"): _set, (Variable, "get"): _get, (Variable, "reset"): _reset},
)
