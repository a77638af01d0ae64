"""One running call, and the signal that the work is used up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from detachdoc.lifetime.alternatives import Alternative
    from detachdoc.lifetime.guards import Guard
    from detachdoc.lifetime.rows import Session
    from detachdoc.lifetime.scopes import Scope
    from detachdoc.lifetime.values import Function, FunctionNode, Generator, Value


class Stopped(Exception):  # noqa: N818 - a signal of the simulation, not an error
    """The step budget is used up."""


class Activation:
    """One call of a function that is running."""

    __slots__ = (
        "at", "entry", "function", "generator", "handling", "last_turn", "loops", "open", "returns", "scope",
        "sessions", "tries",
    )  # fmt: skip

    def __init__(self, function: Function | None, scope: Scope, entry: Guard, at: ast.AST | None) -> None:
        self.function = function
        self.scope = scope
        #: The branches taken when it was called.
        self.entry = entry
        #: The call it was made by.
        self.at = at
        self.returns: list[Alternative] = []
        #: `try` statements whose body is running.
        self.tries: tuple[int, ...] = ()
        self.generator: Generator | None = None
        #: Context managers held open, by their `with` item.
        self.open: dict[ast.withitem, Value] = {}
        #: Whether an `except` of it is running: what stands in the `try` may not have happened.
        self.handling = False
        #: What its loops and `yield from`s iterate over, and what is left of it while it is suspended in one.
        self.loops: dict[ast.AST, tuple[Value, Iterator[Value]]] = {}
        #: Whether a loop without end is in the turn that leaves it: what it loads may be empty.
        self.last_turn = False
        #: Sessions made in it, or by calls it made, that nobody else holds.
        self.sessions: list[Session] = []

    @property
    def node(self) -> FunctionNode | None:
        """The function's definition; None at module level."""
        return self.function.node if self.function else None
