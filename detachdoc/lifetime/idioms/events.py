"""What do SQLAlchemy's event listeners do? Those of the session run when it flushes, commits or rolls back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.values import NONE, Args, Const, Library, Native, Unknown, Value

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine
    from detachdoc.lifetime.rows import Session

#: What a session does -> the events it fires, in order.
_FIRED = {
    "flush": ("before_flush", "after_flush", "after_flush_postexec"),
    "commit": ("before_commit", "before_flush", "after_flush", "after_flush_postexec"),
    "committed": ("after_commit",),
    "rollback": ("after_rollback", "after_soft_rollback"),
}


def _listen(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library) or not callee.name.startswith(("sqlalchemy.event", "sqlmodel")):
        return None
    _note(m, args.get(1, "identifier"), args.get(2, "fn"))
    return NONE


def _listens_for(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library) or not callee.name.startswith("sqlalchemy.event"):
        return None
    name = args.get(1, "identifier")

    def decorate(given: Args, _at: ast.AST | None) -> Value:
        function = given.get(0)
        _note(m, name, function)
        return function or Unknown("a listener")

    return Native("listens_for", decorate)


def _note(m: Machine, name: Value | None, function: Value | None) -> None:
    if isinstance(name, Const) and isinstance(name.value, str) and function is not None:
        m.listeners.append((name.value, function))


def fire(m: Machine, session: Session, what: str) -> None:
    """Run the listeners of something a session does."""
    m.register_listeners()
    wanted = _FIRED[what]
    for name in wanted:
        for event, function in m.listeners:
            if event == name and function not in m.firing:
                m.firing.append(function)
                m.call(
                    function, Args([session, Unknown("a flush context"), Unknown("instances")][: _arity(m, function)])
                )
                m.firing.pop()


def _arity(m: Machine, function: Value) -> int:
    written = m.underlying(function)
    return len(written.node.args.args) if written is not None else 1


IDIOM = Idiom(library={"listen": _listen, "listens_for": _listens_for})
