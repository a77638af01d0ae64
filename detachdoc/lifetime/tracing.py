"""Traces one error through the user's source: loaded here, let go there, used here."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from detachdoc.lifetime import conclude, entries
from detachdoc.lifetime.explain import Explanation, explain
from detachdoc.lifetime.frames import Trail
from detachdoc.lifetime.idioms import ALL, Idioms
from detachdoc.lifetime.idioms.webapp import Route
from detachdoc.lifetime.machine import Machine, Stopped
from detachdoc.lifetime.request import Request
from detachdoc.lifetime.teardown import CLEANUP_FIRST, Order, order
from detachdoc.lifetime.values import Args, Function
from detachdoc.model.lifetime import Lifetime
from detachdoc.model.report import ErrorReport
from detachdoc.source import Project

#: Python frames the simulation may need: a few for each level of the simulated program's code.
_RECURSION = 12_000


def trace(error: ErrorReport, project: Project, *, fastapi_version: str | None) -> Lifetime:
    """Find where the object was loaded, where its session let it go, and where it was used.

    Args:
        error: a DetachedInstanceError.
        project: the user's source.
        fastapi_version: e.g. `0.115.12`; None looks into the project's lock files.

    Returns:
        What was found. Facts are stated only when the source explains the error; otherwise the gaps say
        what could not be followed.
    """
    with _deep():
        return _Tracing(error, project, fastapi_version or project.locked.get("fastapi")).run()


@contextmanager
def _deep() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _RECURSION))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


class _Tracing:
    """One error being traced."""

    def __init__(self, error: ErrorReport, project: Project, version: str | None) -> None:
        self._order = order(version)
        self._m = Machine(project, Idioms(ALL), Trail(error, project))

    def run(self) -> Lifetime:
        m = self._m
        stopped = False
        found: list[Explanation] = []
        try:
            m.trail.resolve(m)
            if m.trail.steps:
                m.near = m.trail.steps[-1].file
            found = self._attempts()
        except Stopped:
            stopped = True
            found = explain(m)
        return conclude.conclude(m, found, stopped=stopped)

    def _attempts(self) -> list[Explanation]:
        """Try the likeliest way to the failing line first; stop when it explains the error."""
        m = self._m
        tried: set[int] = set()
        for candidates in (self._direct, self._mentioned, self._anything):
            routes = [route for route in candidates() if id(route.endpoint) not in tried]
            tried.update(id(route.endpoint) for route in routes)
            found = self._requests(routes)
            if found:
                return found
        self._plainly()
        return explain(m)

    def _direct(self) -> list[Route]:
        return entries.on_stack(self._m) or entries.hinted(self._m)

    def _mentioned(self) -> list[Route]:
        m = self._m
        names = [
            (name, step.file)
            for step in m.trail.steps
            if step.definition is not None
            for name in entries.names_of(step.definition)
        ]
        return entries.leading_to(m, names)

    def _anything(self) -> list[Route]:
        m = self._m
        return entries.every(m, m.near) if m.trail.watch is None else []

    def _requests(self, routes: list[Route]) -> list[Explanation]:
        m = self._m
        for one in self._orders():
            for route in routes:
                self._twice(route, one)
            found = explain(m)
            if found:
                return found
        if not routes or not (m.empty_reads or m.hits):
            return []
        return self._after_others(routes)

    def _orders(self) -> list[Order]:
        return [self._order] if self._order.known else [self._order, CLEANUP_FIRST]

    def _twice(self, route: Route, one: Order) -> None:
        """An earlier request of the same kind, then the one that failed."""
        m = self._m
        raising = self._raising()
        for _ in range(2):
            m.next_request()
            Request(m, route, one, raising=raising).run()

    def _raising(self) -> bool:
        return any(
            step.node is not None and any("exception_handler" in line for line in _decorators(step.node))
            for step in self._m.trail.steps
        )

    def _after_others(self, routes: list[Route]) -> list[Explanation]:
        """Other requests may have filled the stores that were empty: run those first, then this one again."""
        m = self._m
        if not m.empty_reads:
            return []
        others = [route for route in entries.every(m, m.near) if all(route is not one for one in routes)]
        for route in others:
            m.next_request()
            Request(m, route, self._order).run()
        for route in routes:
            m.next_request()
            Request(m, route, self._order).run()
        return explain(m)

    def _plainly(self) -> None:
        """No request leads there: run the outermost function of the traceback by itself."""
        m = self._m
        for at, step in enumerate(m.trail.steps):
            starts = at == 0 or not step.called_directly
            if step.definition is None or not starts:
                continue
            function = m.function_of(step.file, step.definition)
            if function is not None:
                m.next_request()
                with m.during("script"):
                    m.with_stack(lambda function=function: self._call(function))  # type: ignore[misc]

    def _call(self, function: Function) -> None:
        m = self._m
        receiver = [m.assumed(function.owner)] if function.owner is not None else []
        m.run_function(function, Args(list(receiver)), None)


def _decorators(node: object) -> list[str]:
    return [ast.dump(decorator) for decorator in getattr(node, "decorator_list", [])]
