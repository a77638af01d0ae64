"""Which requests lead to the failing line? Endpoints on the stack, else those that mention what is on it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.lifetime.functions import Definition, definitions
from detachdoc.lifetime.idioms.webapp import Route
from detachdoc.lifetime.registering import CALLS, called_by_fastapi, decorated, is_endpoint, receiver_class
from detachdoc.lifetime.scopes import bound_names
from detachdoc.lifetime.written import last_name

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine
    from detachdoc.lifetime.scopes import ModuleScope
    from detachdoc.lifetime.values import FunctionNode

#: Endpoints tried for one error.
MAX_ENDPOINTS = 24
_MAX_NAMES = 40
#: Files parsed while searching; what is searched after that is said to be cut.
_MAX_PARSED = 90
_MAX_DEPTH = 7
_COMMON = frozenset({"get", "set", "run", "main", "call", "wrapper", "inner", "add", "all", "first", "list", "create",
                     "update", "delete", "read", "init", "items", "values", "close", "execute", "name"})  # fmt: skip
_SHARED = ("APIRouter", "FastAPI", "include_router")


class Endpoint(NamedTuple):
    """A function that answers requests, by definition."""

    path: str
    definition: Definition


def on_stack(m: Machine) -> list[Endpoint]:
    """Endpoints among the traceback's frames, the innermost first."""
    shown = [
        Endpoint(step.file, step.definition)
        for step in (*reversed(m.trail.steps), *reversed(m.trail.earlier))
        if step.definition is not None
    ]
    found = [one for one in shown if decorated(one.definition.node)]
    found = found or [one for one in shown if is_endpoint(m, one.definition)]
    called = called_by_fastapi(m) if not found else None
    return found or [one for one in shown if one.definition is called]


def hinted(m: Machine) -> list[Endpoint]:
    """The endpoint FastAPI names in a ResponseValidationError."""
    hint = m.trail.error.endpoint
    if hint is None or hint.function is None:
        return []
    found = []
    for path in m.project.mentions(hint.function, m.near):
        module = m.modules.at(path)
        for definition in definitions(module) if module else ():
            named = definition.name == hint.function and is_endpoint(m, definition)
            if named and _tail_matches(hint.file, path):
                found.append(Endpoint(path, definition))
    return sorted(found, key=lambda one: abs(one.definition.node.lineno - (hint.line or 0)))[:1]


def _tail_matches(printed: str | None, path: str) -> bool:
    return printed is None or printed.replace("\\", "/").endswith(path.rsplit("/", 1)[-1])


def route_of(m: Machine, endpoint: Endpoint) -> Route | None:
    """The route of an endpoint; its decorators are evaluated to find its router."""
    function = m.function_of(endpoint.path, endpoint.definition)
    if function is None:
        return None
    cls = receiver_class(m, function) if not decorated(function.node) else None
    if cls is not None:
        m.assumed(cls)  # making it registers its methods
    known = m.routes.get(endpoint.definition.node)
    if known is not None:
        return known
    return Route(m.decorated.get(endpoint.definition.node, function), m.unknown_router, [])


def every(m: Machine, near: str) -> list[Endpoint]:
    """Endpoints of the project, nearest files first."""
    found: list[Endpoint] = []
    seen: set[str] = set()
    for word in ("router", "app", "api"):
        for path in m.project.mentions(word, near):
            if path not in seen:
                seen.add(path)
                found.extend(_in_file(m, path))
            if len(found) >= MAX_ENDPOINTS or _enough(m, word):
                return found[:MAX_ENDPOINTS]
    return found


def _enough(m: Machine, word: str) -> bool:
    """Whether so many files were parsed that searching on would take too long."""
    if len(m.project.parsed) < _MAX_PARSED:
        return False
    if word not in m.project.cut_searches:
        m.project.cut_searches.append(word)
    return True


def _in_file(m: Machine, path: str) -> list[Endpoint]:
    text = m.project.text(path)
    if not any(f".{name}(" in text for name in ("get", "post", "put", "patch", "delete", "api_route", "websocket")):
        return []
    module = m.modules.at(path)
    return [Endpoint(path, one) for one in (definitions(module) if module else ()) if is_endpoint(m, one)]


def leading_to(m: Machine, names: list[tuple[str, str]]) -> list[Endpoint]:
    """Endpoints that lead to functions, by following who mentions whose name.

    Args:
        m: the machine.
        names: (name, file) to start from.
    """
    waiting = [(name, path, 0) for name, path in dict.fromkeys(names) if name not in _COMMON]
    seen = {name for name, _, _ in waiting}
    found: dict[FunctionNode, Endpoint] = {}
    while waiting and len(seen) < _MAX_NAMES and len(found) < MAX_ENDPOINTS:
        name, near, depth = waiting.pop(0)
        for path in m.project.mentions(name, near):
            if _enough(m, name):
                return list(found.values())
            module = m.modules.at(path)
            if module is None or len(found) >= MAX_ENDPOINTS:
                continue
            others, endpoints = _mentioning(m, module, name)
            found.update({one.definition.node: one for one in endpoints if one.definition.node not in found})
            for other in others:
                if other not in seen and other not in _COMMON and depth < _MAX_DEPTH:
                    seen.add(other)
                    waiting.append((other, path, depth + 1))
    return list(found.values())


def _mentioning(m: Machine, module: ModuleScope, name: str) -> tuple[list[str], list[Endpoint]]:
    """What mentions a name in a module: names to follow, and endpoints."""
    names: list[str] = []
    endpoints: list[Endpoint] = []
    for definition in definitions(module):
        if isinstance(definition.node, ast.Lambda) or not _mentions(definition.node, name):
            continue
        if is_endpoint(m, definition):
            endpoints.append(Endpoint(module.path, definition))
        else:
            names.extend(names_of(definition))
    for statement in module.tree.body:
        if isinstance(statement, ast.ClassDef):
            names.extend([statement.name] if _class_mentions(statement, name) else [])
        elif _may_share(statement) and _mentions(statement, name):
            names.extend(bound_names(statement))
            endpoints.extend(_shared(m, module, statement, name))
    return names, endpoints


def _may_share(statement: ast.stmt) -> bool:
    return not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.Import | ast.ImportFrom)


def _shared(m: Machine, module: ModuleScope, statement: ast.stmt, name: str) -> list[Endpoint]:
    """Endpoints behind a module-level statement: one registered by call, or all of a router's."""
    called = {last_name(node.func) for node in ast.walk(statement) if isinstance(node, ast.Call)}
    if called & set(CALLS):
        return [Endpoint(module.path, one) for one in definitions(module) if one.name == name]
    return (_in_file(m, module.path) or every(m, module.path)) if called & set(_SHARED) else []


def names_of(definition: Definition) -> list[str]:
    """What others call a function by: a method with a special name by its class."""
    special = definition.name.startswith("__") or definition.name in _COMMON
    if special and definition.owner is not None:
        return [definition.owner.name]
    outer = [each.name for each in definition.around if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [definition.name, *outer]


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
