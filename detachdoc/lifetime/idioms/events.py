"""What do SQLAlchemy's event listeners do? Sessions fire them when they flush, commit or roll back, rows when loaded.

The order was measured on SQLAlchemy 2.1: `after_commit` and `after_rollback` come before the rows expire.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detachdoc.lifetime.alternatives import options
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.models import linearised
from detachdoc.lifetime.values import NONE, Args, ClassValue, Const, Library, Method, Native, Unknown, Value

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine
    from detachdoc.lifetime.rows import Entity, Session

#: What a session does -> the events it fires, in order. `committed` and `undone` are before rows expire.
_FIRED = {
    "flush": ("before_flush",),
    "flushed": ("after_flush", "after_flush_postexec"),
    "commit": ("before_commit",),
    "committed": ("after_commit",),
    "undone": ("after_rollback",),
    "rollback": ("after_soft_rollback",),
    "ended": ("after_transaction_end",),
}
_WRITTEN = {
    "made": ("before_insert", "after_insert", "pending_to_persistent"),
    "changed": ("before_update", "after_update"),
}
#: Events about one row that listeners of sessions hear.
_OF_SESSIONS = frozenset({"loaded_as_persistent", "pending_to_persistent"})


class Listener(NamedTuple):
    """A function that listens to something."""

    event: str
    function: Value
    #: The session class, maker, registry or mapped class it listens to.
    target: Value


def _listen(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library) or not callee.name.startswith(("sqlalchemy.event", "sqlmodel")):
        return None
    _note(m, args, args.get(2, "fn"))
    return NONE


def _listens_for(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library) or not callee.name.startswith("sqlalchemy.event"):
        return None

    def decorate(given: Args, _at: ast.AST | None) -> Value:
        function = given.get(0)
        _note(m, args, function)
        return function or Unknown("a listener")

    return Native("listens_for", decorate)


def _note(m: Machine, args: Args, function: Value | None) -> None:
    target, name = args.get(0, "target"), args.get(1, "identifier")
    if isinstance(name, Const) and isinstance(name.value, str) and function is not None:
        m.listeners.append(Listener(name.value, function, target or Unknown("what is listened to")))


def fire(m: Machine, session: Session, what: str) -> None:
    """Run the listeners of something a session does."""
    m.register_listeners()
    for name in _FIRED[what]:
        for each in [one for one in m.listeners if one.event == name and _hears(one.target, session)]:
            _run(m, each, [session, Unknown("a flush context or transaction"), Unknown("instances")])


def _hears(target: Value, session: Session) -> bool:
    """Whether a listener's target has to do with a session: a maker only with those it made."""
    if isinstance(target, Library | ClassValue | Method | Unknown):
        return True
    return session is target or (
        session.maker is not None and session.maker in (target, getattr(target, "maker", None))
    )


def loaded(m: Machine, session: Session, entity: Entity) -> None:
    """Run the listeners of a row being loaded."""
    m.register_listeners()
    for name in ("load", "loaded_as_persistent"):
        _about(m, name, session, entity, [entity, Unknown("a query context")])


def refreshed(m: Machine, session: Session, entity: Entity) -> None:
    """Run the listeners of a row being refreshed."""
    m.register_listeners()
    _about(m, "refresh", session, entity, [entity, Unknown("a query context"), Unknown("attribute names")])


def flushed(m: Machine, session: Session) -> None:
    """Run the listeners of a session that writes its rows."""
    fire(m, session, "flush")
    for entity in list(session.members) if m.listeners else ():
        changed = any(event.kind == "assign" for event in entity.events)
        for name in _WRITTEN["made"] if entity.origin == "made" else _WRITTEN["changed"] if changed else ():
            _about(m, name, session, entity, [Unknown("a mapper"), Unknown("a connection"), entity])
    fire(m, session, "flushed")


def _about(m: Machine, name: str, session: Session, entity: Entity, given: list[Value]) -> None:
    for each in [one for one in m.listeners if one.event == name]:
        if name in _OF_SESSIONS:
            if _hears(each.target, session):
                _run(m, each, [session, entity])
        elif _concerns(each.target, entity):
            _run(m, each, given)


def _concerns(target: Value, entity: Entity) -> bool:
    """Whether a listener's target is the class of a row, a base of it, or every mapped class."""
    classes = [one for one, _ in options(target) if isinstance(one, ClassValue)]
    return not classes or (entity.cls is not None and any(one in linearised(entity.cls) for one in classes))


def _run(m: Machine, listener: Listener, given: list[Value]) -> None:
    """A listener takes as many arguments as it has parameters."""
    if listener.function in m.firing:
        return
    m.firing.append(listener.function)
    written = m.underlying(listener.function)
    wanted = len(written.node.args.args) if written is not None else 1
    m.call(listener.function, Args(given[:wanted]))
    m.firing.pop()


IDIOM = Idiom(library={"listen": _listen, "listens_for": _listens_for})
