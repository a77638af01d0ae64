"""Which calls load rows? `get`, `execute`, `scalars`, `refresh`, `merge` and their asynchronous twins."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import watching
from detachdoc.lifetime.alternatives import options
from detachdoc.lifetime.idioms import events
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.idioms.queries import Statement, apply, executed, loaded
from detachdoc.lifetime.models import is_mapped
from detachdoc.lifetime.rows import Entity, Session
from detachdoc.lifetime.values import NONE, Args, ClassValue, Const, LibraryObject, Sequence, Unknown, Value

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine


def _get(m: Machine, session: Value, args: Args, node: ast.AST | None) -> Value | None:
    assert isinstance(session, Session)
    cls = args.get(0, "entity")
    statement = Statement([cls] if cls else [])
    chosen = args.named.get("options")
    if chosen is not None:
        apply(m, statement, chosen)
    return loaded(m, session, cls, node, statement)


def _execute(m: Machine, session: Value, args: Args, node: ast.AST | None) -> Value | None:
    assert isinstance(session, Session)
    return executed(m, session, args.get(0, "statement") or Unknown(), node, scalar=False)


def _exec(m: Machine, session: Value, args: Args, node: ast.AST | None) -> Value | None:
    """SQLModel's `exec`: rows of a single entity come as that entity."""
    assert isinstance(session, Session)
    statement = args.get(0, "statement") or Unknown()
    single = all(len(one.entities) == 1 for one, _ in options(statement) if isinstance(one, Statement))
    return executed(m, session, statement, node, scalar=single)


def _scalars(m: Machine, session: Value, args: Args, node: ast.AST | None) -> Value | None:
    assert isinstance(session, Session)
    return executed(m, session, args.get(0, "statement") or Unknown(), node, scalar=True)


def _scalar(m: Machine, session: Value, args: Args, node: ast.AST | None) -> Value | None:
    assert isinstance(session, Session)
    return executed(m, session, args.get(0, "statement") or Unknown(), node, scalar=True).first[0]


def _refresh(m: Machine, session: Value, args: Args, node: ast.AST | None) -> Value:
    assert isinstance(session, Session)
    named = args.get(1, "attribute_names")
    names = [item.value for item in named.items if isinstance(item, Const)] if isinstance(named, Sequence) else []
    target = args.get(0, "instance")
    for entity, _ in watching.rows(target) if target else ():
        if not isinstance(entity, Entity):
            continue
        entity.events.extend(m.event("refresh", node, str(name)) for name in names or [""])
        if entity.origin == "made":
            entity.load, entity.persistent = m.place(node) or entity.load, True
        events.refreshed(m, session, entity)
    return NONE


def _merge(m: Machine, session: Value, args: Args, node: ast.AST | None) -> Value:
    """The argument stays as it is; only the returned copy is in the session."""
    assert isinstance(session, Session)
    used = node is not m.discarded
    results: list[Value] = []
    given = args.get(0, "instance")
    for entity, _ in watching.rows(given) if given else ():
        if isinstance(entity, Entity):
            entity.events.append(m.event("merge-used" if used else "merge-ignored", node))
            copy = Entity(entity.cls, m.place(node), session, m.request)
            m.born(copy)
            copy.origin = "merged"
            m.joins(copy, session, copy.load)
            results.append(copy)
    return results[0] if results else Unknown("what merge returns")


_LOADS = {
    "get": _get, "get_one": _get, "execute": _execute, "stream": _execute, "exec": _exec,
    "scalars": _scalars, "stream_scalars": _scalars, "scalar": _scalar,
}  # fmt: skip


def _made_by_library(m: Machine, made: Value, node: ast.AST | None) -> Session | None:
    """The session that something a library made turns out to be, by loading rows."""
    if not isinstance(made, LibraryObject):
        return None
    if not isinstance(made.session, Session):
        made.session = m.new_session(node)
        made.session.kept, made.session.expires = True, None
    return made.session


def _ends(m: Machine, made: Value, _args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(made, LibraryObject) or not isinstance(made.session, Session):
        return None
    m.end_session(made.session, node)
    return NONE


def _leave(m: Machine, made: Value, node: ast.AST | None) -> None:
    _ends(m, made, Args(), node)


def _unknown_session(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    """A load by a session whose origin is not known: the row is, at least."""
    first = args.get(0)
    plain = [one for one, _ in options(first)] if first is not None else []
    loads = any(isinstance(one, Statement) or (isinstance(one, ClassValue) and is_mapped(one)) for one in plain)
    if not loads or not isinstance(node, ast.Call):
        return None
    session = _made_by_library(m, callee, node)
    if session is None:
        session = m.new_session(None)
        session.phase, session.kept = "unknown", True
        m.gap(m.place(node), "it is not known which session loads this, so not when it ends either")
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if name == "query":
        return Statement(list(args.positional), session)
    return _LOADS[name](m, session, args, node)


IDIOM = Idiom(
    methods={
        **{(Session, name): handler for name, handler in _LOADS.items()},
        (Session, "refresh"): _refresh,
        (Session, "merge"): _merge,
    },
    unknown={**dict.fromkeys((*_LOADS, "query"), _unknown_session), "close": _ends},
    left={LibraryObject: _leave},
)
