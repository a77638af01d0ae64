"""Traces one error through the user's source: loaded here, let go there, used here."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from detachdoc.lifetime import conclude, entries, outside
from detachdoc.lifetime.activation import Stopped
from detachdoc.lifetime.explain import contradicted, crossed, explain
from detachdoc.lifetime.frames import Trail
from detachdoc.lifetime.idioms import ALL, Idioms
from detachdoc.lifetime.machine import Machine
from detachdoc.lifetime.process import REQUEST_LIMIT, SINGLE_LIMIT, STEP_LIMIT
from detachdoc.lifetime.request import Request
from detachdoc.lifetime.teardown import CLEANUP_FIRST, Order, order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detachdoc.lifetime.entries import Endpoint
    from detachdoc.lifetime.explain import Explanation
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
        locked = project.locked_near(project.failing_file(error.frames))
        return _Tracing(error, project, fastapi_version or locked.get("fastapi")).run()


@contextmanager
def _deep() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _RECURSION))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


class _Tracing:
    """One error being traced.

    Args:
        error: the error.
        project: the user's source.
        version: FastAPI's version, when known.
    """

    def __init__(self, error: ErrorReport, project: Project, version: str | None) -> None:
        self._error = error
        self._project = project
        self._order = order(version)
        self._m = self._machine()

    def run(self) -> Lifetime:
        """Try the ways to the failing line, and conclude."""
        stopped = False
        found: list[Explanation] = []
        try:
            found = self._attempts()
        except (Stopped, RecursionError):
            stopped = True
            found = self._explain()
        self._m.limit = sys.maxsize  # what is left is bounded by the number of hits
        return conclude.conclude(self._m, found, stopped=stopped)

    def _explain(self) -> list[Explanation]:
        """Explain what was seen; looking at models takes some steps, also when the budget is used up."""
        m = self._m
        m.limit = sys.maxsize
        found = explain(m)
        m.limit = max(STEP_LIMIT, m.steps)
        return found

    def _machine(self, steps: int = 0) -> Machine:
        """A process in which nothing has happened yet."""
        m = Machine(self._project, Idioms(ALL), Trail(self._error, self._project))
        m.steps = steps
        m.trail.resolve(m)
        if m.trail.steps:
            m.near = m.trail.steps[-1].file
        return m

    def _attempts(self) -> list[Explanation]:
        """Try the likeliest way to the failing line first; stop when it explains the error."""
        if not self._direct() and (outside.leads_outside(self._m) or outside.is_unserved(self._error)):
            found = self._outside()
            if found:
                return found
        tried: set[object] = set()
        for candidates in (self._direct, self._mentioned, self._anything):
            endpoints = [one for one in candidates() if one.definition.node not in tried]
            tried.update(one.definition.node for one in endpoints)
            found = self._requests(endpoints)
            if found:
                return self._nearer(found)
            if endpoints and entries.on_stack(self._m) and contradicted(self._m):
                break  # the way the traceback shows was followed; others have nothing to do with it
        return self._explain() or ([] if self._m.hits else self._outside())

    def _direct(self) -> list[Endpoint]:
        return entries.on_stack(self._m) or entries.hinted(self._m)

    def _mentioned(self) -> list[Endpoint]:
        m = self._m
        names = [
            (name, step.file)
            for step in reversed(m.trail.steps)
            if step.definition is not None
            for name in entries.names_of(step.definition)
        ]
        return entries.leading_to(m, names)

    def _anything(self) -> list[Endpoint]:
        m = self._m
        return [] if entries.on_stack(m) else entries.every(m, m.near)

    def _requests(self, endpoints: list[Endpoint]) -> list[Explanation]:
        for one in [self._order] if self._order.known else [self._order, CLEANUP_FIRST]:
            for endpoint in endpoints:
                for _ in range(2):  # an earlier request of the same kind, then the one that failed
                    self._request(endpoint, one, alone=len(endpoints) == 1)
            found = self._explain()
            if found:
                return found
        if not self._m.empty_reads and not crossed(self._m):
            return []
        return self._once_more(endpoints) or self._after_others(endpoints)

    def _once_more(self, endpoints: list[Endpoint]) -> list[Explanation]:
        """What an earlier endpoint read may have been left behind by a later one."""
        for endpoint in endpoints[:-1]:
            self._request(endpoint, self._order)
        return self._explain() if len(endpoints) > 1 else []

    def _request(self, endpoint: Endpoint, one: Order, *, alone: bool = False) -> None:
        m = self._m
        m.next_request(SINGLE_LIMIT if alone else REQUEST_LIMIT)

        def run() -> None:
            m.boot()  # first: a factory would make another application to find the endpoint in
            route = entries.route_of(m, endpoint)
            if route is not None:
                Request(m, route, one, raising=self._raising()).run()

        self._within_limit(endpoint.definition.name, run)

    def _within_limit(self, name: str, run: Callable[[], None]) -> None:
        """Run one part of the program; one that takes too long is left, with a gap, so that others get their turn."""
        m = self._m
        try:
            run()
        except (Stopped, RecursionError):
            if m.steps >= STEP_LIMIT:
                raise
            m.limit = STEP_LIMIT
            m.gap(None, f"{name} does too much to follow all of it in time")

    def _raising(self) -> bool:
        """Whether the traceback passes through an exception handler of the application."""
        m = self._m
        m.boot()
        handlers = [m.underlying(handler) for app in m.apps for _, handler in app.handlers]
        nodes = {step.node for step in m.trail.steps}
        return any(function is not None and function.node in nodes for function in handlers)

    def _after_others(self, endpoints: list[Endpoint]) -> list[Explanation]:
        """What was read may come from another kind of request: run each first, in a process of its own."""
        before = self._m
        others = [one for one in entries.every(before, before.near) if one not in endpoints]
        for other in others:
            self._m = self._machine(self._m.steps)
            for endpoint in (other, *endpoints):
                self._request(endpoint, self._order)
            found = self._explain()
            if found:
                return found
        before.steps, self._m = self._m.steps, before
        return []

    def _outside(self) -> list[Explanation]:
        """No request leads there: run what the traceback begins with.

        A worker's function goes on with what requests left behind; scripts and tests have a process of their own.
        """
        before = self._m
        for at in outside.starts(before.trail.steps):
            alone = outside.runs_alone(before.trail.steps[at])
            self._m = self._machine(self._m.steps) if alone else before
            found = self._ran(partial(outside.run, self._m, self._m.trail.steps[at]))
            if found:
                return found
        for path in outside.scripts(before) if not before.hits else ():
            self._m = self._machine(self._m.steps)
            found = self._ran(partial(outside.run_script, self._m, path))
            if found:
                return found
        before.steps, self._m = self._m.steps, before
        return []

    def _ran(self, run: Callable[[], None]) -> list[Explanation]:
        self._within_limit("what the traceback begins with", run)
        return self._explain()

    def _nearer(self, found: list[Explanation]) -> list[Explanation]:
        """Prefer what the traceback begins with to a request that only shares a function with it."""
        m = self._m
        outermost = next((step.node for step in m.trail.steps if step.node is not None), None)
        if outermost is None or outermost in found[0].hit.stack:
            return found
        other = self._outside()
        if other and outermost in other[0].hit.stack:
            return other
        m.steps, self._m = self._m.steps, m
        return found
