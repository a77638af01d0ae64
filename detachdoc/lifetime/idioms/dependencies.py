"""How does FastAPI inject? `Depends`, `Security`, `Annotated` aliases, class attributes of class-based views."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import descriptors
from detachdoc.lifetime.alternatives import options
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.scopes import Scope
from detachdoc.lifetime.values import Args, ClassValue, Function, Instance, Library, Value, is_const

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine
    from detachdoc.lifetime.rows import Entity
    from detachdoc.model.place import Place


class Depends(Value):
    """A `Depends(...)`."""

    __slots__ = ("cached", "provider", "scope", "where")

    def __init__(self, provider: Value | None, where: Place | None) -> None:
        #: The dependency; None means the annotation's class.
        self.provider = provider
        self.where = where
        self.cached = True
        #: `function` or `request`.
        self.scope = "request"


class Annotated(Value):
    """`Annotated[...]`, perhaps under another name."""

    __slots__ = ("extras", "type")

    def __init__(self, type_: Value, extras: list[Value]) -> None:
        self.type = type_
        self.extras = extras


def _depends(m: Machine, _callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    made = Depends(args.get(0, "dependency"), m.place(node))
    made.cached = not is_const(args.named.get("use_cache"), wanted=False)
    scope = args.named.get("scope")
    made.scope = "function" if is_const(scope, "function") else "request"
    return made


def subscript(m: Machine, base: Value, node: ast.Subscript) -> Value | None:
    """`Annotated[X, Depends(...)]`; other subscripts of types give the type itself."""
    if isinstance(base, Library) and base.last == "Annotated" and isinstance(node.slice, ast.Tuple) and node.slice.elts:
        first, *extras = node.slice.elts
        return Annotated(m.evaluate(_unquoted(first)), [m.evaluate(extra) for extra in extras])
    if isinstance(base, Library) and base.last in ("Optional", "type", "Type", "Provide", "Closing"):
        return m.evaluate(_unquoted(node.slice))
    return base if isinstance(base, ClassValue | Library | Annotated) else None


def _unquoted(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            return ast.copy_location(ast.parse(node.value, mode="eval").body, node)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return node
    return node


def annotation(m: Machine, function: Function, node: ast.expr | None) -> Value | None:
    """What a parameter's annotation stands for; of `X | None` the X."""
    if node is None:
        return None
    node = _unquoted(node)
    if isinstance(node, ast.BinOp):
        parts = [part for part in (node.left, node.right) if not _is_none(part)]
        node = parts[0] if parts else node
    return m.at_module_level(node, function.scope or Scope(function.module))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def depends_in(value: Value | None) -> tuple[Depends, Value | None] | None:
    """The `Depends` of an annotation or default, and the annotated type."""
    for option, _ in options(value) if value is not None else ():
        if isinstance(option, Depends):
            return option, None
        if isinstance(option, Annotated):
            for extra in reversed(option.extras):
                if isinstance(extra, Depends):
                    return extra, option.type
            return depends_in(option.type)
    return None


def from_class(m: Machine, value: Instance | Entity, name: str, found: Value, node: ast.AST | None) -> Value:
    """A class attribute read through an instance: a descriptor answers itself, FastAPI replaces a `Depends`."""
    given = descriptors.got(m, found, value, value.cls, node)
    if given is not None:
        return given
    depends = depends_in(found) if isinstance(value, Instance) else None
    if depends is None or not isinstance(value, Instance):
        return found
    resolver = m.resolver
    if resolver is None:
        return found
    value.attributes[name] = resolver(depends[0], depends[1])
    return value.attributes[name]


IDIOM = Idiom(library={"Depends": _depends, "Security": _depends})
