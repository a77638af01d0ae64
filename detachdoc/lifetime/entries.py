"""Which requests lead to the failing line? Endpoints on the stack, else those that mention what is on it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime.functions import Definition, definitions
from detachdoc.lifetime.idioms.webapp import Route, is_route
from detachdoc.lifetime.scopes import bound_names
from detachdoc.lifetime.values import Function, FunctionNode

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine
    from detachdoc.lifetime.scopes import ModuleScope

#: Endpoints tried for one error.
MAX_ENDPOINTS = 24
_MAX_NAMES = 40
_MAX_DEPTH = 7
_COMMON = frozenset({"get", "set", "run", "main", "call", "wrapper", "inner", "add", "all", "first", "list", "create",
                     "update", "delete", "read", "init", "items", "values", "close", "execute", "name"})  # fmt: skip


def on_stack(m: Machine) -> list[Route]:
    """Endpoints among the traceback's frames, the innermost first."""
    found = []
    for step in reversed(m.trail.steps):
        if step.definition is not None and is_endpoint(step.definition.node):
            route = route_of(m, step.file, step.definition)
            if route is not None:
                found.append(route)
    return found


def hinted(m: Machine) -> list[Route]:
    """The endpoint FastAPI names in a ResponseValidationError."""
    hint = m.trail.error.endpoint
    if hint is None or hint.function is None:
        return []
    for path in m.project.mentions(hint.function, m.near):
        module = m.modules.at(path)
        for definition in definitions(module) if module else ():
            named = definition.name == hint.function and is_endpoint(definition.node)
            route = route_of(m, path, definition) if named and _tail_matches(hint.file, path) else None
            if route is not None:
                return [route]
    return []


def _tail_matches(printed: str | None, path: str) -> bool:
    return printed is None or printed.replace("\\", "/").endswith(path.rsplit("/", 1)[-1])


def is_endpoint(node: FunctionNode) -> bool:
    """Whether a function's decorators make it an endpoint."""
    return any(is_route(decorator) for decorator in getattr(node, "decorator_list", []))


def route_of(m: Machine, path: str, definition: Definition) -> Route | None:
    """The route of an endpoint; its decorators are evaluated to find its router."""
    function = m.function_of(path, definition)
    if function is None:
        return None
    known = m.routes.get(definition.node)
    if known is not None:
        return known
    return Route(m.decorated.get(definition.node, function), m.unknown_router, [])


def every(m: Machine, near: str) -> list[Route]:
    """Endpoints of the project, nearest files first."""
    found: list[Route] = []
    for path in m.project.mentions("router", near):
        found.extend(_in_file(m, path))
        if len(found) >= MAX_ENDPOINTS:
            return found[:MAX_ENDPOINTS]
    for path in m.project.mentions("app", near):
        if not any(_file(route) == path for route in found):
            found.extend(_in_file(m, path))
        if len(found) >= MAX_ENDPOINTS:
            break
    return found[:MAX_ENDPOINTS]


def _file(route: Route) -> str:
    return route.endpoint.module.path if isinstance(route.endpoint, Function) else ""


def _in_file(m: Machine, path: str) -> list[Route]:
    text = m.project.text(path)
    if not any(f".{name}(" in text for name in ("get", "post", "put", "patch", "delete", "api_route", "websocket")):
        return []
    module = m.modules.at(path)
    found = []
    for definition in definitions(module) if module else ():
        if is_endpoint(definition.node):
            route = route_of(m, path, definition)
            if route is not None:
                found.append(route)
    return found


def leading_to(m: Machine, names: list[tuple[str, str]]) -> list[Route]:
    """Endpoints that lead to functions, by following who mentions whose name.

    Args:
        m: the machine.
        names: (name, file) to start from.
    """
    waiting = [(name, path, 0) for name, path in names if name not in _COMMON]
    seen = {name for name, _, _ in waiting}
    found: dict[FunctionNode, Route] = {}
    while waiting and len(seen) < _MAX_NAMES and len(found) < MAX_ENDPOINTS:
        name, near, depth = waiting.pop(0)
        for path in m.project.mentions(name, near):
            module = m.modules.at(path)
            if module is None or len(found) >= MAX_ENDPOINTS:
                continue
            for other in _mentioning(m, module, name, found):
                if other not in seen and other not in _COMMON and depth < _MAX_DEPTH:
                    seen.add(other)
                    waiting.append((other, path, depth + 1))
    return list(found.values())


def _mentioning(m: Machine, module: ModuleScope, name: str, found: dict[FunctionNode, Route]) -> list[str]:
    """Names of what mentions a name in a module; endpoints are added to `found`."""
    names: list[str] = []
    for definition in definitions(module):
        if isinstance(definition.node, ast.Lambda) or not _mentions(definition.node, name):
            continue
        if is_endpoint(definition.node):
            route = route_of(m, module.path, definition)
            if route is not None:
                found.setdefault(definition.node, route)
            continue
        names.extend(names_of(definition))
    for statement in module.tree.body:
        if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
            if _mentions(statement, name):
                names.extend(_bound_at_module_level(m, module, statement, found))
        elif isinstance(statement, ast.ClassDef) and _class_mentions(statement, name):
            names.append(statement.name)
    return names


def names_of(definition: Definition) -> list[str]:
    """What others call a function by: a method with a special name by its class."""
    if definition.name.startswith("__") and definition.owner is not None:
        return [definition.owner.name]
    outer = [each.name for each in definition.around if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [definition.name, *outer]


def _bound_at_module_level(
    m: Machine, module: ModuleScope, statement: ast.stmt, found: dict[FunctionNode, Route]
) -> list[str]:
    names = bound_names(statement)
    makes_router = any(
        isinstance(node, ast.Call) and _last(node.func) in ("APIRouter", "FastAPI", "include_router", "add_api_route")
        for node in ast.walk(statement)
    )
    if makes_router:
        for route in _in_file(m, module.path) or every(m, module.path):
            function = m.underlying(route.endpoint)
            if function is not None:
                found.setdefault(function.node, route)
    return names


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _class_mentions(node: ast.ClassDef, name: str) -> bool:
    plain = [one for one in node.body if not isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
    return any(_mentions(one, name) for one in (*plain, *node.bases))


def _mentions(node: ast.AST, name: str) -> bool:
    own = getattr(node, "name", None)
    for one in ast.walk(node):
        if (isinstance(one, ast.Name) and one.id == name) or (isinstance(one, ast.Attribute) and one.attr == name):
            return True
        if isinstance(one, ast.Constant) and one.value == name and own != name:
            return True
    return False
