"""What does a `scoped_session` hold? The session of the running request, until `remove()`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import watching
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.idioms.sessions import ROOTS
from detachdoc.lifetime.values import NONE, Args, Library, Method, Unknown, Value

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine
    from detachdoc.lifetime.rows import Session


class Scoped(Value):
    """A `scoped_session`: a registry that holds the session of the running request."""

    __slots__ = ("current", "maker")

    def __init__(self, maker: Value) -> None:
        self.maker = maker
        self.current: Session | None = None


class QueryProperty(Value):
    """What `scoped_session.query_property()` gives: on each mapped class, a query for it."""

    __slots__ = ("registry",)

    def __init__(self, registry: Scoped) -> None:
        self.registry = registry


def _scoped(_m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library) or not callee.name.startswith(ROOTS):
        return None
    return Scoped(args.get(0, "session_factory") or Unknown("a session factory"))


def current(m: Machine, registry: Scoped, node: ast.AST | None, args: Args | None = None) -> Session | None:
    """The registry's session; a new one when the request has none yet."""
    if registry.current is None:
        made = watching.sessions(m.call(registry.maker, args or Args(), node))
        if not made:
            return None
        registry.current = made[0]
        made[0].handed_out = made[0].scoped = made[0].kept = True
        if m.request:
            made[0].request = m.request
    return registry.current


def _scoped_call(m: Machine, registry: Value, args: Args, node: ast.AST | None) -> Value | None:
    return current(m, registry, node, args) if isinstance(registry, Scoped) else None


def _scoped_method(m: Machine, method: Value, args: Args, node: ast.AST | None) -> Value | None:
    assert isinstance(method, Method)
    registry = method.target
    if not isinstance(registry, Scoped):
        return None
    if method.name == "remove":
        if registry.current is not None:
            m.end_session(registry.current, node, "remove")
            registry.current = None
        return NONE
    if method.name == "query_property":
        return QueryProperty(registry)
    session = current(m, registry, node)
    return m.call(m.attribute(session, method.name, node), args, node) if session else None


IDIOM = Idiom(
    library={"scoped_session": _scoped, "async_scoped_session": _scoped},
    methods={(Scoped, "()"): _scoped_call, (Scoped, "*"): _scoped_method},
)
