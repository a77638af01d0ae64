"""Where is the application made? Finds the file with `FastAPI(...)` and runs what puts it together."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import assigning, classes, expressions, generators, iterating
from detachdoc.lifetime.alternatives import options
from detachdoc.lifetime.functions import definitions
from detachdoc.lifetime.generators import is_generator
from detachdoc.lifetime.idioms.webapp import is_route
from detachdoc.lifetime.scopes import ModuleScope, Scope
from detachdoc.lifetime.values import Args, ClassValue, Function, Generator, Instance, Mapping, Value
from detachdoc.lifetime.written import last_name

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine

#: Files that may make the application, nearest first.
_MAX_FILES = 3
_ASSEMBLY = frozenset({
    "add_middleware", "include_router", "middleware", "exception_handler", "add_exception_handler", "on_event",
    "add_event_handler", "add_api_route",
})  # fmt: skip


def assemble(m: Machine) -> None:
    """Run the module-level code, or the factory, that makes the application nearest to the failing code."""
    near = m.trail.steps[0].file if m.trail.steps else m.near
    tried = 0
    for path in m.project.mentions("FastAPI", near):
        module = m.modules.at(path)
        if module is None or not _makes_app(module.tree):
            continue
        tried += 1
        before = len(m.apps)
        put_together(m, module)
        if len(m.apps) == before:
            _factories(m, module)
        if len(m.apps) > before or tried >= _MAX_FILES:
            return


def _makes_app(tree: ast.AST) -> bool:
    return any(isinstance(node, ast.Call) and last_name(node.func) == "FastAPI" for node in ast.walk(tree))


def put_together(m: Machine, module: ModuleScope) -> None:
    """Run the statements at module level that have to do with the application."""
    for statement in module.tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and _mentions_app(statement):
            _assignment(m, module, statement)
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            if worth_running(statement.value):
                module.evaluate(statement.value, None)
        elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            if any(_decorates(decorator) for decorator in statement.decorator_list):
                module.find(statement.name)
        elif isinstance(statement, ast.With):
            m.module_binding(module, statement, "")
        elif isinstance(statement, ast.For | ast.If):
            _nested(module, statement)


def _calls(statement: ast.stmt) -> list[ast.Call]:
    return [node for node in ast.walk(statement) if isinstance(node, ast.Call)]


def _nested(module: ModuleScope, statement: ast.stmt) -> None:
    for call in _calls(statement):
        if last_name(call.func) in _ASSEMBLY and worth_running(call):
            module.evaluate(call, Scope(module))


def _assignment(m: Machine, module: ModuleScope, statement: ast.Assign | ast.AnnAssign) -> None:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    for target in targets:
        if isinstance(target, ast.Name):
            module.find(target.id)
        elif isinstance(target, ast.Attribute) and statement.value is not None:
            owner = module.evaluate(target.value, None)
            assigning.assign(m, owner, target.attr, module.evaluate(statement.value, None), statement)
        elif isinstance(target, ast.Subscript) and statement.value is not None:  # app.dependency_overrides[one] = other
            _put(m, module, target, statement.value)


def _put(m: Machine, module: ModuleScope, target: ast.Subscript, value: ast.expr) -> None:
    base, key = module.evaluate(target.value, None), module.evaluate(target.slice, None)
    iterating.store(m, base, key, module.evaluate(value, None), target)


def _mentions_app(statement: ast.Assign | ast.AnnAssign) -> bool:
    value = statement.value
    if isinstance(value, ast.Call):
        return True
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return any(isinstance(target, ast.Attribute | ast.Subscript) for target in targets)


def worth_running(call: ast.Call) -> bool:
    """Whether a call changes what a request goes through; most `include_router` calls do not."""
    return last_name(call.func) != "include_router" or any(keyword.arg == "dependencies" for keyword in call.keywords)


def _decorates(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and last_name(decorator.func) in (
        "middleware",
        "exception_handler",
        "on_event",
    )


def _factories(m: Machine, module: ModuleScope) -> None:
    for definition in definitions(module):
        if isinstance(definition.node, ast.Lambda) or definition.around or is_generator(definition.node):
            continue
        if _makes_app(definition.node):
            function = m.function_of(module.path, definition)
            if function is not None:
                m.run_function(function, Args(), None)


def register(m: Machine, module: ModuleScope) -> None:
    """Run what a module does when it is imported and that may fill a registry defined elsewhere."""
    for statement in module.tree.body:
        if isinstance(statement, ast.ClassDef) and statement.bases:
            _hook(m, module.find(statement.name))
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if any(_registers(decorator) for decorator in statement.decorator_list):
                _define(m, module, statement)
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            if last_name(statement.value.func) not in _ASSEMBLY:
                module.evaluate(statement.value, None)
        elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Subscript):
            _put(m, module, statement.targets[0], statement.value)
        elif isinstance(statement, ast.For) and any(last_name(one.func) == "listen" for one in _calls(statement)):
            m.module_binding(module, statement, "")


def _hook(m: Machine, cls: Value | None) -> None:
    """Making a subclass runs the `__init_subclass__` of its bases."""
    if isinstance(cls, ClassValue):
        classes.run_hook(m, cls)


def _define(m: Machine, module: ModuleScope, statement: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
    """Run a definition for its decorators; of several with one name, each."""
    if module.binds(statement.name) is statement:
        module.find(statement.name)
    elif not isinstance(statement, ast.ClassDef) and statement not in m.defined:
        m.module_binding(module, statement, statement.name)


def _registers(decorator: ast.expr) -> bool:
    return not is_route(decorator) and last_name(decorator) not in ("dataclass", "lru_cache", "contextmanager")


def start(m: Machine) -> None:
    """Run start-up handlers and lifespans up to where the application serves."""
    for app in m.apps:
        for handler in app.starting:
            value = m.call(handler, Args([app]) if _takes_argument(m, handler) else Args())
            if isinstance(value, Generator):
                state = generators.advance(m, value)
                for option, _ in options(state) if state is not None else ():
                    if isinstance(option, Mapping | Instance):  # a dict, or a TypedDict of the project
                        held = option.entries if isinstance(option, Mapping) else option.attributes
                        m.lifespan_state.update(held)
            else:
                expressions.awaited(m, value, None)


def _takes_argument(m: Machine, handler: Value) -> bool:
    function = m.underlying(handler)
    return isinstance(function, Function) and bool(function.node.args.args)
