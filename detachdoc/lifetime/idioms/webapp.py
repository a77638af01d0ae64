"""How is the application put together? Routers, routes, middleware, exception handlers, `request.state`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.lifetime.idioms import providers
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.values import (
    NONE,
    Args,
    Instance,
    Library,
    Mapping,
    Method,
    Native,
    Sequence,
    Unknown,
    Value,
    is_const,
)

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine

#: Methods of a router that decorate an endpoint.
ROUTES = ("get", "post", "put", "patch", "delete", "head", "options", "trace", "api_route", "route", "websocket",
          "websocket_route")  # fmt: skip


class Route(NamedTuple):
    """An endpoint."""

    #: What the framework calls, decorators applied.
    endpoint: Value
    router: Router
    #: The route's own `dependencies=[...]`.
    dependencies: list[Value]


class Inclusion(NamedTuple):
    """One router taken into another, or one application mounted on another."""

    by: Router
    #: `dependencies=[...]` it was included with.
    dependencies: list[Value]
    mounted: bool


class Router(Value):
    """An `APIRouter` or the application itself."""

    __slots__ = (
        "attributes", "dependencies", "file", "handlers", "included", "is_app", "middleware", "overrides", "searched",
        "starting", "state",
    )  # fmt: skip

    def __init__(self, *, is_app: bool, file: str = "") -> None:
        self.is_app = is_app
        #: Where it is made.
        self.file = file
        #: `dependencies=[...]` of the router.
        self.dependencies: list[Value] = []
        #: What takes it in, as far as that code has run; and whether that code was looked for.
        self.included: list[Inclusion] = []
        self.searched = False
        #: Middleware in the order it was added: (function or class, its options, whether a dispatch function).
        self.middleware: list[tuple[Value, Args, bool]] = []
        #: Exception handlers: (class of exception or status, function).
        self.handlers: list[tuple[Value, Value]] = []
        #: Start-up handlers and lifespans.
        self.starting: list[Value] = []
        self.state = Instance(None, "app-state")
        #: Providers that are used in the place of others.
        self.overrides = Mapping()
        #: What the project itself hangs on it, e.g. `app.container`.
        self.attributes: dict[str, Value] = {}


def _router(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library):
        return None
    made = Router(is_app=callee.last in ("FastAPI", "Starlette"), file=m.here.scope.module.path)
    made.dependencies = _listed(args.named.get("dependencies"))
    lifespan = args.named.get("lifespan")
    if lifespan is not None:
        made.starting.append(lifespan)
    made.starting.extend(_listed(args.named.get("on_startup")))
    for value in _listed(args.named.get("middleware")):
        if isinstance(value, Sequence) and value.items:
            options = value.items[1] if len(value.items) > 1 else None
            named = options.entries if isinstance(options, Mapping) else {}
            given = {str(key): option for key, option in named.items()}
            made.middleware.insert(0, (value.items[0], Args([], given), False))
    handlers = args.named.get("exception_handlers")
    if isinstance(handlers, Mapping):
        made.handlers.extend((Unknown("an exception's class"), value) for value in handlers.values())
    if made.is_app:
        m.apps.append(made)
    return made


def _request_of(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`Request(scope)` in a middleware is the request that is running."""
    known = isinstance(callee, Library) and callee.name.startswith(("starlette", "fastapi"))
    return m.request_object() if known and args.get(0, "scope") is m.request_scope() else None


def _listed(value: Value | None) -> list[Value]:
    return list(value.items) if isinstance(value, Sequence) else []


def _middleware_entry(_m: Machine, _callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    named = Mapping()
    named.entries.update(args.named)
    return Sequence([*args.positional[:1], named], fixed=True, kind="middleware")


def _route(m: Machine, method: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if not isinstance(method, Method) or not isinstance(method.target, Router):
        return None
    router, name = method.target, method.name
    if name in ROUTES:
        return _registering(m, router, args)
    if name in ("add_api_route", "add_route", "add_api_websocket_route", "add_websocket_route"):
        endpoint = args.get(1, "endpoint")
        if endpoint is not None:
            register(m, router, endpoint, args)
        return NONE
    return _assembly(m, router, name, args)


def _registering(m: Machine, router: Router, args: Args) -> Value:
    def decorate(given: Args, _node: ast.AST | None) -> Value:
        endpoint = given.get(0) or Unknown()
        register(m, router, endpoint, args)
        return endpoint

    return Native("route", decorate)


def register(m: Machine, router: Router, endpoint: Value, args: Args) -> None:
    """Note an endpoint."""
    function = m.underlying(endpoint)
    if function is not None:
        m.routes[function.node] = Route(endpoint, router, _listed(args.named.get("dependencies")))


def _assembly(m: Machine, router: Router, name: str, args: Args) -> Value:
    if name in ("include_router", "mount"):
        other = args.get(0, "router") if name == "include_router" else args.get(1, "app")
        if isinstance(other, Router):
            given = _listed(args.named.get("dependencies"))
            other.included.append(Inclusion(router, given, mounted=name == "mount"))
    elif name == "add_middleware":
        cls = args.get(0, "middleware_class") or Unknown()
        options = Args([], {key: value for key, value in args.named.items() if key != "middleware_class"})
        dispatch = options.named.get("dispatch")
        router.middleware.append((dispatch, Args(), True) if dispatch is not None else (cls, options, False))
    elif name in ("add_exception_handler", "add_event_handler"):
        handler = args.get(1, "handler") or args.get(1, "func") or Unknown()
        if name == "add_exception_handler":
            router.handlers.append((args.get(0) or Unknown(), handler))
        elif is_const(args.get(0), "startup"):
            router.starting.append(handler)
    elif name in ("middleware", "exception_handler", "on_event"):
        return Native(name, lambda given, _node: _decorated(m, router, name, args, given))
    return NONE


def _decorated(_m: Machine, router: Router, name: str, args: Args, given: Args) -> Value:
    function = given.get(0) or Unknown()
    if name == "middleware":
        router.middleware.append((function, Args(), True))
    elif name == "exception_handler":
        router.handlers.append((args.get(0) or Unknown(), function))
    elif is_const(args.get(0), "startup"):
        router.starting.append(function)
    return function


def _attribute(m: Machine, router: Value, name: str, _node: ast.AST | None) -> Value | None:
    if isinstance(router, Router) and name == "state":
        return router.state
    if isinstance(router, Router) and name == "dependency_overrides":
        return router.overrides
    if isinstance(router, Router) and name not in router.attributes and m.request:
        m.start_up()
    if isinstance(router, Router) and name in router.attributes:
        return router.attributes[name]
    return router if isinstance(router, Router) and name == "router" else None


def _of_request(m: Machine, value: Value, name: str, _node: ast.AST | None) -> Value | None:
    """`request.app`, `request.state`, and names in `app.state` that start-up sets."""
    if not isinstance(value, Instance):
        return None
    if value.kind == "request" and name == "app":
        m.boot()
        return m.serving or next(iter(m.apps), Unknown("the application was not found"))
    if value.kind == "request" and name in ("user", "auth"):
        return m.request_scope().entries.get(name)
    if value.kind in ("app-state", "request-state") and name not in value.attributes:
        m.start_up()
        known = value.attributes.get(name) or m.lifespan_state.get(name)
        if known is None and value.kind == "request-state" and providers.is_session_name(name):
            return providers.stand_in(m)
        if name not in value.attributes:
            m.empty_reads.append(value)
        return known
    return None


def _decorate(m: Machine, by: Value, value: Value) -> Value | None:
    """The decorator of a router this file cannot see: the endpoint is known by its shape."""
    function = m.underlying(value)
    if isinstance(by, Method | Unknown) and function is not None and function.node not in m.routes:
        m.routes[function.node] = Route(value, m.unknown_router, [])
    return None


def is_route(decorator: ast.expr) -> bool:
    """Whether a decorator looks like `router.get("/path")`."""
    if not isinstance(decorator, ast.Call) or not isinstance(decorator.func, ast.Attribute):
        return False
    path = decorator.args[0] if decorator.args else next((k.value for k in decorator.keywords if k.arg == "path"), None)
    return decorator.func.attr in ROUTES and (
        isinstance(path, ast.JoinedStr | ast.Name | ast.Attribute | ast.BinOp)
        or (isinstance(path, ast.Constant) and isinstance(path.value, str))
    )


IDIOM = Idiom(
    library={
        "FastAPI": _router,
        "Starlette": _router,
        "APIRouter": _router,
        "Router": _router,
        "Middleware": _middleware_entry,
        **dict.fromkeys(("Request", "HTTPConnection", "WebSocket"), _request_of),
    },
    methods={(Router, "*"): _route},
    attributes={Router: _attribute, Instance: _of_request},
    decorators=dict.fromkeys(ROUTES, _decorate),
)
