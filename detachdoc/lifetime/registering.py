"""Which functions answer requests? Those with a route's decorator, and those a call registers, `add_api_route` say."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import models
from detachdoc.lifetime.functions import definitions
from detachdoc.lifetime.idioms.webapp import ROUTES, is_route
from detachdoc.lifetime.written import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.lifetime.functions import Definition
    from detachdoc.lifetime.machine import Machine
    from detachdoc.lifetime.scopes import ModuleScope
    from detachdoc.lifetime.values import ClassValue, Function, FunctionNode

#: What registers a function given to it: a method of a router, or a route's class.
CALLS = ("add_api_route", "add_route", "add_api_websocket_route", "add_websocket_route", "APIRoute", "Route",
         "APIWebSocketRoute", "WebSocketRoute")  # fmt: skip
#: Whose decorators may be called with a function: `router.get("/")(read)`.
_MAKERS = ("FastAPI", "APIRouter")
#: Files looked through for such calls.
_MAX_FILES = 400
#: FastAPI's functions that call the endpoint, and nothing else.
_RUNNERS = ("run_endpoint_function", "_run_sync_endpoint", "_run_async_endpoint")


def is_endpoint(m: Machine, definition: Definition) -> bool:
    """Whether a function answers requests."""
    return decorated(definition.node) or definition.node in registered(m)


def decorated(node: FunctionNode) -> bool:
    """Whether a function's decorators make it an endpoint."""
    return any(is_route(decorator) for decorator in getattr(node, "decorator_list", []))


def registered(m: Machine) -> frozenset[FunctionNode]:
    """Functions that some call registers, found once by the names of such calls."""
    if m.registered is None:
        m.registered = frozenset()
        m.registered = frozenset(_search(m))
    return m.registered


def called_by_fastapi(m: Machine) -> Definition | None:
    """The function the traceback shows FastAPI calling as an endpoint."""
    frames = m.trail.error.frames
    runs = [at for at, frame in enumerate(frames) if frame.package == "fastapi" and frame.function in _RUNNERS]
    if not runs:
        return None
    own = [step for step in m.trail.steps if any(step.frame is frame for frame in frames[runs[-1] :])]
    return own[0].definition if own else None


def receiver_class(m: Machine, function: Function) -> ClassValue | None:
    """The class a registered method runs on: the most derived one whose methods the traceback shows."""
    if function.owner is None:
        return None
    for step in reversed(m.trail.steps):
        other = m.function_of(step.file, step.definition) if step.definition is not None else None
        owner = other.owner if other is not None else None
        if owner is not None and function.owner in models.linearised(owner):
            return owner
    return function.owner


def _search(m: Machine) -> Iterator[FunctionNode]:
    seen: set[str] = set()
    for word in (*CALLS, *_MAKERS):
        for path in m.project.mentions(word, m.near, within=_MAX_FILES):
            worth_parsing = word in CALLS or ")(" in m.project.text(path)
            module = m.modules.at(path) if path not in seen and worth_parsing else None
            seen.add(path)
            if module is not None:
                yield from _in_module(m, module)


def _in_module(m: Machine, module: ModuleScope) -> Iterator[FunctionNode]:
    for call in ast.walk(module.tree):
        target = _given(call) if isinstance(call, ast.Call) else None
        if target is None:
            continue
        name = last_name(target)
        own = [one.node for one in definitions(module) if one.name == name and name]
        yield from own
        imported = m.find_function(name) if name and not own else None
        if imported is not None:
            yield imported.node


def _given(call: ast.Call) -> ast.expr | None:
    """The function a call registers: `add_api_route("/", read)`, or `router.get("/")(read)`."""
    if isinstance(call.func, ast.Call):
        return call.args[0] if last_name(call.func.func) in ROUTES and is_route(call.func) and call.args else None
    if last_name(call.func) not in CALLS:
        return None
    named = next((keyword.value for keyword in call.keywords if keyword.arg == "endpoint"), None)
    return named if named is not None else (call.args[1] if len(call.args) > 1 else None)
