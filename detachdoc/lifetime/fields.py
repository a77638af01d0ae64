"""What does a generated constructor take? Fields of data classes, named tuples, attrs classes and pydantic models.

The rules are those of Python's `dataclasses` and of attrs: keyword-only fields, `init=False`, `InitVar`, `ClassVar`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.lifetime.models import linearised
from detachdoc.lifetime.written import last_name

if TYPE_CHECKING:
    from detachdoc.lifetime.values import ClassValue

#: Decorators that generate a constructor, by the last part of their names.
_GENERATING = ("dataclass", "define", "frozen", "mutable", "attrs", "attributes", "s")
_ATTRS = ("define", "frozen", "mutable", "attrs", "attributes", "s", "ib", "attrib")


class Field(NamedTuple):
    """One field, as the constructor sees it."""

    name: str
    #: What the constructor calls it.
    argument: str
    #: Whether the constructor takes it.
    init: bool = True
    keyword_only: bool = False
    #: Whether it is an `InitVar`: given to `__post_init__`, and kept nowhere.
    passing: bool = False


def fields_of(cls: ClassValue) -> list[Field]:
    """The fields of a class and its bases, in the order of the constructor; a field given anew keeps its place."""
    found: dict[str, Field] = {}
    for each in reversed(linearised(cls)):
        for one in _own(each.node):
            found[one.name] = one
    return list(found.values())


def positional(cls: ClassValue) -> list[Field]:
    """The fields that arguments without names go to."""
    return [one for one in fields_of(cls) if one.init and not one.keyword_only]


def names(cls: ClassValue) -> list[str]:
    """Names of the fields that objects of a class keep and that stand for them by position."""
    return [one.name for one in positional(cls) if not one.passing]


def generates_init(cls: ClassValue) -> bool:
    """Whether a class's own decorator makes its constructor, whatever its bases define."""
    return any(last_name(one) in _GENERATING and _flag(one, "init", default=True) for one in cls.node.decorator_list)


def _own(node: ast.ClassDef) -> list[Field]:
    """The fields one class body declares."""
    keyword_only = any(_flag(one, "kw_only") for one in node.decorator_list) or _flag(node, "kw_only")
    attrs = any(last_name(one) in _ATTRS for one in node.decorator_list)
    found = []
    for statement in node.body:
        name, annotation, value = _declared(statement)
        if annotation == "KW_ONLY":
            keyword_only = True
        elif name and annotation != "ClassVar":
            alias = _text(value, "alias")
            found.append(Field(
                name, alias or (name.lstrip("_") if attrs else name), _flag(value, "init", default=True),
                _flag(value, "kw_only", default=keyword_only), annotation == "InitVar",
            ))  # fmt: skip
    return found


def _declared(statement: ast.stmt) -> tuple[str, str, ast.AST | None]:
    """Name, kind of annotation and value of a field; no name for what is none."""
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return statement.target.id, _outermost(statement.annotation), statement.value
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        is_field = isinstance(statement.value, ast.Call) and last_name(statement.value) in ("ib", "attrib", "field")
        return statement.targets[0].id if is_field else "", "", statement.value
    return "", "", None


def _outermost(annotation: ast.expr) -> str:
    """The name an annotation begins with, also of one in quotes: `ClassVar` of `typing.ClassVar[int]`."""
    if isinstance(annotation, ast.Constant):
        return str(annotation.value).partition("[")[0].rpartition(".")[2].strip()
    return last_name(annotation.value if isinstance(annotation, ast.Subscript) else annotation)


def _keyword(node: ast.AST | None, name: str) -> object:
    given = node.keywords if isinstance(node, ast.Call | ast.ClassDef) else ()
    found = next((one.value for one in given if one.arg == name), None)
    return found.value if isinstance(found, ast.Constant) else None


def _flag(node: ast.AST | None, name: str, *, default: bool = False) -> bool:
    value = _keyword(node, name)
    return value if isinstance(value, bool) else default


def _text(node: ast.AST | None, name: str) -> str:
    value = _keyword(node, name)
    return value if isinstance(value, str) else ""
