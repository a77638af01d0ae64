"""How does the application's middleware wrap a request? Dispatch functions and plain ASGI classes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import classes, expressions, iterating, watching
from detachdoc.lifetime.idioms import providers
from detachdoc.lifetime.values import (
    Args,
    Bound,
    ClassValue,
    Const,
    Function,
    Instance,
    Library,
    Mapping,
    Native,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from detachdoc.lifetime.idioms.webapp import Router
    from detachdoc.lifetime.machine import Machine


class Layers:
    """The middleware around one request.

    Args:
        m: the machine.
        apps: the applications the request goes through, the outermost first.
        core: runs the request itself; told whether a dispatch function is the nearest layer around it.
        finish: sends and cleans up what the request left pending.
    """

    def __init__(
        self, m: Machine, apps: list[Router], core: Callable[[bool], Value], finish: Callable[[], None]
    ) -> None:
        self._m = m
        self._apps = apps
        self._core = core
        self._finish = finish
        self._response: Value = Unknown("a response")

    def run(self) -> None:
        """Run the layers, the one added last outermost, and the request inside them."""
        self._layer(self._middleware(), inside_dispatch=False)

    def _middleware(self) -> list[tuple[Value, Args, bool]]:
        layers = [layer for app in self._apps for layer in reversed(app.middleware)]
        for target, _, _ in layers:
            providers.not_read(self._m, target, None)
        return [layer for layer in layers if _followed(layer[0])]

    def _layer(self, layers: list[tuple[Value, Args, bool]], *, inside_dispatch: bool) -> Value:
        m = self._m
        if not layers:
            self._response = self._core(inside_dispatch)
            return self._response
        target, args, function = layers[0]
        dispatch = function or self._is_dispatch(target)
        inner = self._once(lambda: self._layer(layers[1:], inside_dispatch=dispatch))
        if _authenticates(target):
            with m.during("middleware"):
                self._authenticate(args.named.get("backend") or Unknown("an authentication backend"))
            return self._layer(layers[1:], inside_dispatch=inside_dispatch)
        with m.during("middleware"):
            if function:
                value = m.call(target, Args([m.request_object(), inner]))
            else:
                value = self._class_layer(target, args, inner, dispatch=dispatch)
            expressions.awaited(m, value, None)
        if dispatch and not inside_dispatch:
            self._finish()
        return self._response

    def _authenticate(self, backend: Value) -> None:
        """Starlette's `AuthenticationMiddleware`: `request.auth` and `request.user` are what the backend returns."""
        m = self._m
        given = m.call(m.attribute(backend, "authenticate"), Args([m.request_object()]))
        found = expressions.awaited(m, given, None)
        for at, name in enumerate(("auth", "user")):
            m.request_scope().entries[name] = iterating.position(m, found, at)

    def _is_dispatch(self, target: Value) -> bool:
        return isinstance(target, ClassValue) and classes.class_attribute(self._m, target, "dispatch") is not None

    def _class_layer(self, target: Value, args: Args, inner: Native, *, dispatch: bool) -> Value:
        m = self._m
        made = m.call(target, Args([inner], args.named))
        if dispatch:
            return m.call(m.attribute(made, "dispatch"), Args([m.request_object(), inner]))
        scope, state = m.request_scope(), Mapping()
        state.entries = m.request_state().attributes  # type: ignore[assignment]
        scope.entries.update({"type": Const("http"), "state": state, "app": m.attribute(m.request_object(), "app")})
        return m.call(m.attribute(made, "__call__"), Args([scope, Unknown("receive"), Unknown("send")]))

    def _once(self, inner: Callable[[], Value]) -> Native:
        """The next layer; of several calls in a middleware only the last, or the traceback's, runs it."""
        m = self._m

        def run(args: Args, node: ast.AST | None) -> Value:
            if not self._is_the_call(node):
                return self._response
            self._share_state(args.get(0))
            with m.during("request"):
                return inner()

        return Native("app", run)

    def _share_state(self, scope: Value | None) -> None:
        """`request.state` is what an ASGI middleware left under `scope["state"]`."""
        state = scope.entries.get("state") if isinstance(scope, Mapping) else None
        if isinstance(state, Mapping):
            for value in state.values():
                watching.hand_out(value)
            state.entries.update(self._m.request_state().attributes)
            self._m.request_state().attributes = state.entries  # type: ignore[assignment]

    def _is_the_call(self, node: ast.AST | None) -> bool:
        function, m = self._m.here.node, self._m
        if function is None or not isinstance(node, ast.Call):
            return True
        lines = [step.line for step in m.trail.steps if step.node is function]
        text = ast.dump(node.func)
        same = [one for one in ast.walk(function) if isinstance(one, ast.Call) and ast.dump(one.func) == text]
        chosen = [one for one in same if lines and one.lineno <= lines[0] <= (one.end_lineno or 0)]
        return not same or node is (chosen or sorted(same, key=lambda one: one.lineno))[-1]


def _followed(target: Value) -> bool:
    return isinstance(target, Function | ClassValue | Bound | Native | Instance) or _authenticates(target)


def _authenticates(target: Value) -> bool:
    return isinstance(target, Library) and target.last == "AuthenticationMiddleware"
