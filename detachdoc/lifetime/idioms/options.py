"""What do loader options load with a row? `selectinload` and its kin, chained, recursive, and for subclasses."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.rows import AGAIN, UNREAD
from detachdoc.lifetime.values import NONE, Args, ClassValue, Const, Library, LibraryObject, Method, Sequence, Value

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine

_EAGER = frozenset({"joinedload", "selectinload", "subqueryload", "immediateload", "contains_eager", "eagerload"})
_LAZY = frozenset({"lazyload", "noload", "raiseload"})
#: Levels of `recursion_depth` that are told apart.
_MAX_LEVELS = 25
_COLUMNS = frozenset({"defer", "undefer", "load_only", "undefer_group", "defaultload", "Load", "with_expression"})


class Option(Value):
    """A loader option, or a chain of them."""

    __slots__ = ("columns", "eager", "path")

    def __init__(self) -> None:
        #: Where in the chain it stands.
        self.path: tuple[str, ...] = ()
        self.eager: set[tuple[str, ...]] = set()
        self.columns: dict[tuple[str, ...], bool] = {}


def _names(node: ast.AST | None, args: Args) -> list[str]:
    """The attribute names an option's arguments end in: `User.orders` gives `orders`."""
    given = node.args if isinstance(node, ast.Call) else []
    written = [_written(argument) for argument in given]
    if given and all(written):
        return [name for names in written for name in names]
    return [_passed(value) for value in args.positional] + [UNREAD] * args.rest


def _written(argument: ast.expr) -> list[str]:
    """The attributes an argument names where it stands: several for a dotted text."""
    inner = argument
    while isinstance(inner, ast.Call):  # of_type(...), and_(...)
        inner = inner.func.value if isinstance(inner.func, ast.Attribute) else inner.func
    if isinstance(inner, ast.Attribute):
        return [inner.attr]
    return str(inner.value).split(".") if isinstance(inner, ast.Constant) else []


def _passed(value: Value) -> str:
    """The attribute that a variable holds."""
    if isinstance(value, Const) and isinstance(value.value, str):
        return value.value
    return value.attribute or UNREAD if isinstance(value, LibraryObject) else UNREAD


def _option(_m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    return _extend(Option(), callee.last, args, node) if isinstance(callee, Library) else None


def _repeated(names: list[str], args: Args) -> list[str]:
    """The path of a self-referential relationship: one level more than `recursion_depth`, or every level."""
    given = args.named.get("recursion_depth", NONE)
    depth = given.value if isinstance(given, Const) else -1
    if isinstance(depth, int) and depth >= 0:
        return names * min(depth + 1, _MAX_LEVELS)
    return names if depth is None or not names else [*names, names[-1], AGAIN]


def subclasses(args: Args) -> set[tuple[str, ...]]:
    """The subclasses asked for, as paths of their own kind; `*` when they are not written out."""
    given = args.get(1, "classes")
    listed = given.items if isinstance(given, Sequence) else []
    return {("+", one.name) for one in listed if isinstance(one, ClassValue)} or {("+", "*")}


def _selectin_polymorphic(_m: Machine, _callee: Value, args: Args, _node: ast.AST | None) -> Value:
    option = Option()
    option.eager = subclasses(args)
    return option


def _chained(_m: Machine, method: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(method, Method) or not isinstance(method.target, Option):
        return None
    option = Option()
    old = method.target
    option.path, option.eager, option.columns = old.path, set(old.eager), dict(old.columns)
    if method.name == "options":
        return _with_inner(option, args)
    return _extend(option, method.name, args, node)


def _with_inner(option: Option, args: Args) -> Option:
    """`joinedload(Seat.hall).options(undefer(Hall.plan), ...)`: options for what is at the end of the chain."""
    for inner in args.positional:
        if isinstance(inner, Option):
            option.eager.update(path if path[0] in ("!", "+") else (*option.path, *path) for path in inner.eager)
            option.columns.update({(*option.path, *path): loaded for path, loaded in inner.columns.items()})
    return option


def _extend(option: Option, kind: str, args: Args, node: ast.AST | None) -> Option:
    names = _names(node, args)
    if kind in _EAGER:
        for name in _repeated(names, args):
            option.path = (*option.path, name)
            option.eager.add(option.path)
    elif kind in _LAZY:
        option.eager.update({("!", name) for name in names})
        option.path = (*option.path, *names)
    elif kind == "defaultload":
        option.path = (*option.path, *names)
    elif kind == "load_only":
        option.columns[*option.path, "*"] = False
        option.columns.update({(*option.path, name): True for name in names})
    elif kind in ("defer", "undefer"):
        option.columns.update({(*option.path, name): kind == "undefer" for name in names})
    elif kind == "undefer_group":
        option.columns[*option.path, "*"] = True
    return option


IDIOM = Idiom(
    root="sqlalchemy",
    library={
        "selectin_polymorphic": _selectin_polymorphic,
        **dict.fromkeys((*_EAGER, *_LAZY, *_COLUMNS), _option),
    },
    methods={(Option, "*"): _chained},
)
