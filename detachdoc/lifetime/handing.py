"""Was the object handed to the function the work begins with, also where its load could not be followed?

The text of that function may show it; the run of the program may show that it gets something else, or never runs.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import finding
from detachdoc.lifetime.alternatives import options
from detachdoc.lifetime.rows import Column
from detachdoc.lifetime.values import Const, Mapping, Sequence, Value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence as Several

    from detachdoc.lifetime.frames import Step
    from detachdoc.lifetime.machine import Machine
    from detachdoc.lifetime.values import FunctionNode


def handed_over(steps: Several[Step]) -> bool:
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


def not_handed(m: Machine, steps: Several[Step]) -> bool:
    """Whether the run shows that the work begins without a row: it gets plain values only, or nothing starts it.

    Args:
        m: the machine, after the requests that may lead there.
        steps: the traceback's frames in the project.
    """
    first = steps[0] if steps else None
    if first is None:
        begins = next((frame.function for frame in m.trail.error.app_frames), None)
        given = m.work_named.get(begins or "", [])
        return bool(given) and all(map(_plain, given))
    if first.node is None or not m.work:
        return False
    received = m.work.get(first.node)
    return _unused(m, first) if received is None else bool(received) and all(map(_plain, received))


def _plain(value: Value) -> bool:
    """Whether a value is known to hold no row."""
    for one, _ in options(value):
        if isinstance(one, Sequence | Mapping):
            if not all(map(_plain, one.items if isinstance(one, Sequence) else one.values())):
                return False
        elif not isinstance(one, Const | Column):
            return False
    return True


def _unused(m: Machine, first: Step) -> bool:
    """Whether no code names a function that nothing but the project's own code would call."""
    definition = first.definition
    if definition is None or isinstance(definition.node, ast.Lambda) or definition.node.decorator_list:
        return False
    owner = finding.class_of(m, first.file, definition.owner) if definition.owner is not None else None
    if definition.name.startswith("__") or (owner is not None and finding.library_base(owner) is not None):
        return False
    trees = (m.project.tree(path) for path in m.project.mentions(definition.name, first.file))
    return not any(tree is None or _mentioned(tree, definition.name) for tree in trees)


def _mentioned(tree: ast.Module, name: str) -> bool:
    return any(
        getattr(each, "id", None) == name
        or getattr(each, "attr", None) == name
        or (isinstance(each, ast.alias) and name in (each.name, each.asname))
        or (isinstance(each, ast.Constant) and isinstance(each.value, str) and name in each.value)
        for each in ast.walk(tree)
    )
