"""Which functions does a file define, and what surrounds each? Read once per file, without recursion."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.lifetime.values import FunctionNode

if TYPE_CHECKING:
    from detachdoc.lifetime.scopes import ModuleScope

_COMPREHENSIONS = ("<listcomp>", "<genexpr>", "<dictcomp>", "<setcomp>")


class Definition(NamedTuple):
    """A function and the definitions around it, outermost first."""

    node: FunctionNode
    around: tuple[ast.ClassDef | FunctionNode, ...]

    @property
    def owner(self) -> ast.ClassDef | None:
        """The class it is a method of."""
        last = self.around[-1] if self.around else None
        return last if isinstance(last, ast.ClassDef) else None

    @property
    def outer(self) -> FunctionNode | None:
        """The nearest function around it."""
        for each in reversed(self.around):
            if not isinstance(each, ast.ClassDef):
                return each
        return None

    @property
    def name(self) -> str:
        """Its name."""
        return "<lambda>" if isinstance(self.node, ast.Lambda) else self.node.name


def definitions(module: ModuleScope) -> list[Definition]:
    """Every function of a module, nested ones and lambdas too."""
    if module.definitions is None:
        found: list[Definition] = []
        waiting: list[tuple[ast.AST, tuple[ast.ClassDef | FunctionNode, ...]]] = [(module.tree, ())]
        while waiting:
            node, around = waiting.pop()
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                found.append(Definition(node, around))
                around = (*around, node)
            elif isinstance(node, ast.ClassDef):
                around = (*around, node)
            waiting.extend((child, around) for child in ast.iter_child_nodes(node))
        module.definitions = sorted(found, key=lambda one: (one.node.lineno, one.node.col_offset))
    return module.definitions


def at_line(module: ModuleScope, line: int, name: str | None) -> Definition | None:
    """The innermost function at a line, whose name is the frame's when the frame tells one."""
    inside = [one for one in definitions(module) if _first(one.node) <= line <= (one.node.end_lineno or 0)]
    plain = [one for one in inside if one.name != "<lambda>"]
    if name is None or name in _COMPREHENSIONS or name == "<module>":
        return plain[-1] if plain and name != "<module>" else None
    short = name.rsplit(".", 1)[-1]
    named = [one for one in inside if one.name == short]
    return named[-1] if named else (plain[-1] if plain else None)


def is_abstract(node: FunctionNode) -> bool:
    """Whether a function's body does nothing: a method of a protocol, or one that subclasses are to define."""
    return not isinstance(node, ast.Lambda) and all(
        isinstance(one, ast.Pass | ast.Raise) or (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))
        for one in node.body
    )


def _first(node: FunctionNode) -> int:
    decorators = getattr(node, "decorator_list", [])
    return decorators[0].lineno if decorators else node.lineno
