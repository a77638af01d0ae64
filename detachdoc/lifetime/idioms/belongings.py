"""What does a session hold? Everything in it, and the rows that are new, changed or deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import classes
from detachdoc.lifetime.history import state_at
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.idioms.scoped import Scoped, current
from detachdoc.lifetime.rows import Entity, Session
from detachdoc.lifetime.values import NONE, Args, Bound, Const, Function, Library, Mapping, Sequence, Value

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine

_OWN = ("identity_map", "new", "dirty", "deleted", "info", "sync_session")


def _of_session(m: Machine, session: Value, name: str, node: ast.AST | None) -> Value | None:
    if not isinstance(session, Session):
        return None
    found = classes.class_attribute(m, session.cls, name) if session.cls is not None else None
    if isinstance(found, Function):
        return m.call(found, Args([session]), node) if "property" in found.marks else Bound(found, session)
    if found is not None or name in session.info:
        return session.info.get(name, found)
    if name == "sync_session":
        return session
    if name == "info":
        return session.info.setdefault("info", Mapping())
    if name == "identity_map":
        identity_map = Mapping("identity map")
        identity_map.others.extend(session.members)
        return identity_map
    return _chosen(session, name)


def _chosen(session: Session, name: str) -> Value | None:
    if name == "new":
        return Sequence([one for one in session.members if one.origin == "made"], kind="set")
    happened = {"dirty": "assign", "deleted": "delete"}.get(name)
    return None if happened is None else Sequence([one for one in session.members if _has(one, happened)], kind="set")


def _has(entity: Entity, kind: str) -> bool:
    return any(event.kind == kind for event in entity.events)


def _of_registry(m: Machine, registry: Value, name: str, node: ast.AST | None) -> Value | None:
    """A `scoped_session` passes on to the request's session."""
    if not isinstance(registry, Scoped) or name not in _OWN:
        return None
    session = current(m, registry, node)
    return _of_session(m, session, name, node) if session is not None else None


class Inspected(Value):
    """What `inspect(row)` gives."""

    __slots__ = ("row",)

    def __init__(self, row: Entity) -> None:
        self.row = row


def _inspect(_m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    known = isinstance(callee, Library) and callee.name.startswith(("sqlalchemy", "sqlmodel"))
    row = args.get(0, "subject")
    return Inspected(row) if known and isinstance(row, Entity) else None


def _of_inspected(m: Machine, inspected: Value, name: str, _node: ast.AST | None) -> Value | None:
    if not isinstance(inspected, Inspected):
        return None
    session = state_at(inspected.row, m.path, certain=False).session
    if name in ("session", "async_session"):
        return session or NONE
    if name in ("detached", "persistent"):
        return Const((session is None) is (name == "detached"))
    return inspected.row if name in ("object", "obj") else None


def _everything(_m: Machine, session: Value) -> list[Value]:
    return list(session.members) if isinstance(session, Session) else []


IDIOM = Idiom(
    library={"inspect": _inspect, "instance_state": _inspect},
    attributes={Session: _of_session, Scoped: _of_registry, Inspected: _of_inspected},
    items={Session: _everything},
)
