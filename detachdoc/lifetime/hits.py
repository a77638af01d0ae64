"""A read of a row at the line the traceback names."""

from __future__ import annotations

from typing import NamedTuple

from detachdoc.lifetime.guards import Guard
from detachdoc.lifetime.rows import Entity
from detachdoc.lifetime.values import FunctionNode
from detachdoc.model.place import Place


class Hit(NamedTuple):
    """The watched line read a row."""

    entity: Entity
    #: The attribute read there, None when a library read the row.
    name: str | None
    place: Place
    guard: Guard
    time: int
    request: int
    #: What was running: handler, dependency, serialisation, streaming, background, task, ...
    phase: str
    #: Functions on the stack, outermost first.
    stack: tuple[FunctionNode, ...]
    #: Whether the expression on the line itself named the attribute.
    exact: bool
    #: Where the work running it was handed over, for background work.
    handed: Place | None
