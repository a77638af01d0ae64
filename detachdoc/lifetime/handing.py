"""Was the object visibly handed to the function the work begins with, also where its load could not be followed?"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detachdoc.lifetime.frames import Step
    from detachdoc.lifetime.values import FunctionNode


def handed_over(steps: Sequence[Step]) -> bool:
    """Whether every line of the way passes on what its function was given, and the last reads an attribute of it."""
    if not steps:
        return False
    *way, last = steps
    return all(_given(step.node) & _names(step.node, step.line) for step in way) and bool(
        _given(last.node) & _read_from(last.node, last.line)
    )


def _given(node: FunctionNode | None) -> set[str]:
    """Names of parameters, a method's receiver left out, and of what is taken from them by a loop."""
    if node is None:
        return set()
    names = {one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)} - {"self", "cls"}
    for target, source in _loops(node):
        if names.intersection(_named(source)):
            names.update(_named(target))
    return names


def _loops(node: FunctionNode) -> Iterator[tuple[ast.expr, ast.expr]]:
    for each in ast.walk(node):
        if isinstance(each, ast.For | ast.AsyncFor | ast.comprehension):
            yield each.target, each.iter


def _named(node: ast.expr) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _names(node: FunctionNode | None, line: int) -> set[str]:
    """Names a line mentions."""
    found = ast.walk(node) if node is not None else ()
    return {each.id for each in found if isinstance(each, ast.Name) and each.lineno == line}


def _read_from(node: FunctionNode | None, line: int) -> set[str]:
    """Names whose attributes a line reads, without a call in between."""
    roots = set()
    for each in ast.walk(node) if node is not None else ():
        root: ast.AST = each
        while isinstance(root, ast.Attribute | ast.Subscript):
            root = root.value
        if root is not each and isinstance(root, ast.Name) and root.lineno == line:
            roots.add(root.id)
    return roots
