"""How does a row leave its session otherwise? `expunge`, `make_transient`, copies, pickles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import watching
from detachdoc.lifetime.alternatives import Alternative, Either, either
from detachdoc.lifetime.history import Event, state_at
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.models import shape_of
from detachdoc.lifetime.rows import Entity, Session
from detachdoc.lifetime.values import NONE, Args, Const, Instance, Library, Mapping, Sequence, Unknown, Value

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine

_MAX_DEPTH = 4


class Pickled(Value):
    """Bytes that hold rows."""

    __slots__ = ("content", "node")

    def __init__(self, content: Value, node: ast.AST | None) -> None:
        self.content = content
        self.node = node


def _expunge(m: Machine, _session: Value, args: Args, node: ast.AST | None) -> Value:
    for value in args.all():
        for entity, _ in watching.rows(value):
            if isinstance(entity, Entity):
                _let_go(m, entity, "expunge", node)
    return NONE


def _let_go(m: Machine, entity: Entity, kind: str, node: ast.AST | None, depth: int = 0) -> None:
    entity.events.append(m.event(kind, node))
    if depth > _MAX_DEPTH:
        return
    for name, value in entity.held.items():
        if shape_of(entity.cls, name).cascades:
            for other, _ in watching.rows(value):
                if isinstance(other, Entity):
                    _let_go(m, other, kind, node, depth + 1)


def _committed(m: Machine, _callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    """`set_committed_value(row, "orders", [...])`: as if it had been loaded."""
    row, name = args.get(0, "instance"), args.get(1, "key")
    if isinstance(row, Entity) and isinstance(name, Const):
        row.events.append(m.event("assign", node, str(name.value)))
        row.held[str(name.value)] = args.get(2, "value") or NONE
    return NONE


def _expunge_all(m: Machine, session: Value, _args: Args, node: ast.AST | None) -> Value:
    assert isinstance(session, Session)
    session.events.append(m.event("expunge-all", node))
    return NONE


def _expire(m: Machine, _session: Value, args: Args, node: ast.AST | None) -> Value:
    target = args.get(0, "instance")
    for entity, _ in watching.rows(target) if target else ():
        if isinstance(entity, Entity):
            entity.events.append(m.event("expire", node))
    return NONE


def _object_session(m: Machine, _callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    for entity, _ in watching.rows(args.get(0, "instance") or Unknown()):
        if isinstance(entity, Entity):
            return state_at(entity, m.path, certain=False).session or NONE
    return None


def _transient(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library) or not callee.name.startswith(("sqlalchemy", "sqlmodel")):
        return None
    for entity, _ in watching.rows(args.get(0, "instance") or Unknown()):
        if isinstance(entity, Entity):
            detached = callee.last == "make_transient_to_detached"
            _let_go(m, entity, "make-detached" if detached else "make-transient", node)
    return NONE


def _copy(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    if isinstance(callee, Library) and callee.name.split(".")[0] == "copy":
        return copied(m, args.get(0, "x") or Unknown(), "copy", node)
    return None


def copied(m: Machine, value: Value, kind: str, node: ast.AST | None, depth: int = 0) -> Value:
    """A copy of a value in which every row is born without a session."""
    if isinstance(value, Either):
        return either([Alternative(copied(m, one, kind, node, depth), guard) for one, guard in value.options])
    if isinstance(value, Entity):
        return _row(m, value, kind, node)
    if depth > _MAX_DEPTH:
        return value
    if isinstance(value, Sequence):
        inner = [copied(m, one, kind, node, depth + 1) for one in value.items]
        return Sequence(inner, fixed=value.fixed, kind=value.kind)
    if isinstance(value, Mapping):
        new = Mapping(value.kind)
        new.entries = {key: copied(m, one, kind, node, depth + 1) for key, one in value.entries.items()}
        new.others = [copied(m, one, kind, node, depth + 1) for one in value.others]
        return new
    if isinstance(value, Instance):
        made = Instance(value.cls, value.kind)
        made.attributes = {key: copied(m, one, kind, node, depth + 1) for key, one in value.attributes.items()}
        return made
    return value


def _row(m: Machine, entity: Entity, kind: str, node: ast.AST | None) -> Entity:
    copy = Entity(entity.cls, entity.load, entity.session, entity.request)
    copy.eager, copy.undeferred, copy.persistent = entity.eager, entity.undeferred, entity.persistent
    copy.origin, copy.held, copy.parent = "copied", dict(entity.held), entity.parent
    copy.phase, copy.handed, copy.stored = entity.phase, entity.handed, entity.stored
    copy.events = list(entity.events)
    copy.events.append(Event(m.tick(), kind, m.place(node), m.path, phase=m.phase))
    return copy


def sent(m: Machine, args: Args, node: ast.AST | None) -> Args:
    """Arguments as a worker gets them: pickled, so its rows are copies without a session."""
    return Args(
        [copied(m, value, "send", node) for value in args.positional],
        {name: copied(m, value, "send", node) for name, value in args.named.items()},
    )


def _dumps(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library) or not _pickles(callee):
        return None
    content = args.get(0, "obj") or Unknown()
    return Pickled(copied(m, content, "pickle", node), node) if watching.rows(content) else Unknown("bytes")


def _loads(_m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library) or not _pickles(callee):
        return None
    data = args.get(0, "data")
    return unpickled(data, node) if data is not None else None


def unpickled(data: Value, node: ast.AST | None) -> Value:
    """What comes out of pickled bytes."""
    if isinstance(data, Either):
        return either([Alternative(unpickled(one, node), guard) for one, guard in data.options])
    return data.content if isinstance(data, Pickled) else Unknown("what was pickled is not known")


def _pickles(callee: Library) -> bool:
    return callee.name.split(".")[0] in ("pickle", "cloudpickle", "dill", "joblib", "cPickle", "sqlalchemy")


IDIOM = Idiom(
    library={
        "set_committed_value": _committed,
        "set_attribute": _committed,
        "make_transient": _transient,
        "make_transient_to_detached": _transient,
        "object_session": _object_session,
        "async_object_session": _object_session,
        "copy": _copy,
        "deepcopy": _copy,
        "dumps": _dumps,
        "loads": _loads,
    },
    methods={
        (Session, "expunge"): _expunge,
        (Session, "expunge_all"): _expunge_all,
        (Session, "expire"): _expire,
    },
)
