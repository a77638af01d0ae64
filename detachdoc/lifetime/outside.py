"""How does code run that no request leads to? Scripts, commands, jobs, and tests with their fixtures."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import entries
from detachdoc.lifetime.activation import Activation
from detachdoc.lifetime.explain import WEB
from detachdoc.lifetime.fixtures import Fixtures, is_fixture, is_test
from detachdoc.lifetime.idioms.background import left_over
from detachdoc.lifetime.scopes import BodyScope, ModuleScope
from detachdoc.lifetime.values import Args, Const, Function, Value

if TYPE_CHECKING:
    from detachdoc.lifetime.frames import Step
    from detachdoc.lifetime.functions import Definition
    from detachdoc.lifetime.machine import Machine
    from detachdoc.model.report import ErrorReport

#: Scripts tried for one error.
_MAX_SCRIPTS = 3


def leads_outside(m: Machine) -> bool:
    """Whether the traceback begins in a module's body or a test, which no request runs."""
    first = m.trail.steps[0] if m.trail.steps else None
    if first is None:
        return False
    return _is_body(first) or (first.definition is not None and is_test(first.file, first.definition))


def is_unserved(error: ErrorReport) -> bool:
    """Whether the traceback begins in a library that is no web framework: a thread, a scheduler, a worker."""
    frames = error.frames
    if not frames or frames[0].is_app or "truncated-head" in error.damage:
        return False
    return not any(frame.package in WEB for block in error.blocks for frame in block.frames)


def starts(steps: list[Step]) -> list[int]:
    """The frames that a library, or nobody, called: where to begin, the outermost first."""
    return [
        at
        for at, step in enumerate(steps)
        if _is_body(step)
        or (step.definition is not None and (at == 0 or not step.called_directly or steps[at - 1].definition is None))
    ]


def runs_alone(step: Step) -> bool:
    """Whether it is a script or a test, which share no process with requests."""
    return step.definition is None or is_test(step.file, step.definition) or is_fixture(step.definition.node)


def _is_body(step: Step) -> bool:
    return step.definition is None and step.frame.function in (None, "<module>")


def run(m: Machine, step: Step) -> None:
    """Run what a frame shows, and the work it hands over."""
    m.next_request()
    if step.definition is None:
        run_script(m, step.file)
        return
    function = m.function_of(step.file, step.definition)
    if function is not None:
        with m.during(_phase(step.file, step.definition)):
            m.with_stack(lambda: _function(m, function))
    left_over(m)


def run_script(m: Machine, path: str) -> None:
    """Run a file from top to bottom, and the work it hands over."""
    m.next_request()
    with m.during("script"):
        _body(m, m.modules.any(path))
    left_over(m)


def scripts(m: Machine) -> list[str]:
    """Files that do something when they are run and that mention the traceback's outermost function."""
    first = next((step for step in m.trail.steps if step.definition is not None), None)
    if first is None or first.definition is None:
        return []
    found: list[str] = []
    for name in entries.names_of(first.definition):
        for path in m.project.mentions(name, first.file):
            module = m.modules.at(path)
            if module is not None and path not in found and any(_acts(one) for one in module.tree.body):
                found.append(path)
            if len(found) >= _MAX_SCRIPTS:
                return found
    return found


def _acts(statement: ast.stmt) -> bool:
    """Whether a statement at module level is more than a definition."""
    if isinstance(statement, ast.If):
        return "__main__" in ast.dump(statement.test)
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)


def _phase(path: str, definition: Definition) -> str:
    if is_test(path, definition):
        return "test"
    return "fixture" if is_fixture(definition.node) else "alone"


def _body(m: Machine, module: ModuleScope) -> None:
    """Run a file as `python file.py` does."""
    module.names["__name__"] = Const("__main__")
    m.stack.append(Activation(None, BodyScope(module), m.path, None))
    try:
        m.execute(module.tree.body)
    finally:
        m.stack.pop()


def _function(m: Machine, function: Function) -> None:
    fixtures = Fixtures(m)
    receiver: list[Value] = [m.assumed(function.owner)] if function.owner is not None else []
    if function.owner is not None:
        fixtures.set_up(function.owner, receiver[0])
    named = fixtures.arguments(function, function.module.path)
    m.run_function(function, Args(receiver, named), None)
    fixtures.tear_down()
