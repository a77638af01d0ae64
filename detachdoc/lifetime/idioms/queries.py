"""What does a query ask for? `select` and `query`, what is chained to them, and the rows they load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import iterating
from detachdoc.lifetime.alternatives import options
from detachdoc.lifetime.idioms import events, scoped
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.idioms.options import Option, subclasses
from detachdoc.lifetime.idioms.results import Rows, row
from detachdoc.lifetime.models import is_mapped
from detachdoc.lifetime.rows import UNREAD, Entity, Session
from detachdoc.lifetime.values import Args, ClassValue, Method, Sequence, Unknown, Value

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine


class Polymorphic(Value):
    """A class with subclasses whose columns are loaded with it."""

    __slots__ = ("cls", "names")

    def __init__(self, cls: Value, names: set[tuple[str, ...]]) -> None:
        self.cls = cls
        self.names = names


class Statement(Value):
    """A `select`."""

    __slots__ = ("columns", "eager", "entities", "session")

    def __init__(self, entities: list[Value], session: Session | None = None) -> None:
        self.entities = entities
        self.eager: set[tuple[str, ...]] = set()
        self.columns: dict[tuple[str, ...], bool] = {}
        #: For a legacy `session.query(...)`: the session it runs in.
        self.session = session


def _select(_m: Machine, _callee: Value, args: Args, _node: ast.AST | None) -> Value:
    return Statement(list(args.positional))


def _changing(_m: Machine, _callee: Value, _args: Args, _node: ast.AST | None) -> Value:
    """`insert`, `update` and `delete` give rows only for what `returning` names."""
    return Statement([])


def _query(_m: Machine, session: Value, args: Args, _node: ast.AST | None) -> Value | None:
    return Statement(list(args.positional), session) if isinstance(session, Session) else None


def _with_polymorphic(_m: Machine, _callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    base = args.get(0, "base")
    return Polymorphic(base, subclasses(args)) if base is not None else None


def _more(m: Machine, method: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """Any method of a statement gives a statement."""
    if not isinstance(method, Method) or not isinstance(method.target, Statement):
        return None
    old = method.target
    if method.name in ("subquery", "cte", "scalar_subquery", "exists", "compile", "count", "delete", "update"):
        return Unknown("a subquery")
    new = Statement(old.entities, old.session)
    new.eager, new.columns = set(old.eager), dict(old.columns)
    if method.name in ("options", "with_options"):
        for value in [*args.positional, *args.others, *[Unknown()] * args.rest]:
            apply(m, new, value)
    elif method.name in ("add_columns", "add_entity", "add_column"):
        new.entities = [*old.entities, *args.positional]
    elif method.name in ("with_only_columns", "with_entities", "returning"):
        new.entities = list(args.positional)
    return new


def apply(m: Machine, statement: Statement, value: Value) -> None:
    """Apply a loader option, or several in a list."""
    for option, _ in options(value):
        if isinstance(option, Option):
            statement.eager |= option.eager
            statement.columns.update(option.columns)
        elif isinstance(option, Unknown):
            statement.eager.add((UNREAD,))
        elif isinstance(option, Sequence):
            for inner in option.items:
                apply(m, statement, inner)


def executed(m: Machine, session: Session, statement: Value, node: ast.AST | None, *, scalar: bool) -> Rows:
    """Run a statement in a session: the rows are loaded here."""
    found: list[Value] = []
    for one, _ in options(statement):
        if isinstance(one, Statement):
            found = [loaded(m, session, entity, node, one) for entity in one.entities]
            if any(isinstance(value, Entity) for value in found):
                break
    return Rows(found or [Unknown("a row of a statement that could not be read", m.place(node))], scalar=scalar)


def loaded(
    m: Machine, session: Session, cls: Value | None, node: ast.AST | None, statement: Statement | None = None
) -> Value:
    """A row of a class, loaded here by a session; a column's value when it is not a mapped class."""
    if isinstance(cls, Polymorphic):
        statement = statement or Statement([cls])
        statement.eager |= cls.names
        cls = cls.cls
    found = next((one for one, _ in options(cls) if isinstance(one, ClassValue)), None) if cls else None
    if found is not None and not is_mapped(found):
        found = m.trail.mapped_class(m) or found
    unread = found is None and cls is not None and any(isinstance(one, Unknown) for one, _ in options(cls))
    if found is None and not unread:
        return Unknown("a column's value")
    entity = Entity(found or m.trail.mapped_class(m), m.place(node), session, m.request)
    m.born(entity)
    if statement is not None:
        entity.eager = frozenset(statement.eager)
        entity.undeferred = dict(statement.columns)
    m.joins(entity, session, entity.load)
    events.loaded(m, session, entity)
    return entity


def _query_rows(m: Machine, query: Value, node: ast.AST | None) -> Rows | None:
    if not isinstance(query, Statement) or query.session is None:
        return None
    return executed(m, query.session, query, node, scalar=len(query.entities) == 1)


def _query_one(m: Machine, query: Value, _args: Args, node: ast.AST | None) -> Value | None:
    rows = _query_rows(m, query, node)
    return row(rows) if rows else None


def _query_all(m: Machine, query: Value, _args: Args, node: ast.AST | None) -> Value | None:
    rows = _query_rows(m, query, node)
    return Sequence([row(rows)]) if rows else None


def _query_plain(_m: Machine, query: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    return Unknown("a number") if isinstance(query, Statement) and query.session else None


def _query_items(m: Machine, query: Value) -> list[Value]:
    rows = _query_rows(m, query, m.iterated)
    return [row(rows)] if rows else []


def _of_query(_m: Machine, query: Value, name: str, _node: ast.AST | None) -> Value | None:
    """`query.session`: the session a legacy query runs in."""
    return query.session if isinstance(query, Statement) and name == "session" else None


def _with_session(_m: Machine, query: Value, args: Args, _node: ast.AST | None) -> Value | None:
    session = args.get(0, "session")
    if not isinstance(query, Statement) or not isinstance(session, Session):
        return None
    moved = Statement(list(query.entities), session)
    moved.eager, moved.columns = set(query.eager), dict(query.columns)
    return moved


def _query_position(m: Machine, query: Value, _index: object) -> Value | None:
    return iterating.summary(m, query)


def _aliased(_m: Machine, _callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    return args.get(0)


def read_from(m: Machine, cls: ClassValue, found: Value) -> Value:
    """`User.query` of a registry's `query_property()`: a query for the class it is read from."""
    if not isinstance(found, scoped.QueryProperty):
        return found
    session = scoped.current(m, found.registry, None)
    return Statement([cls], session) if session is not None else Unknown("a registry without a session")


IDIOM = Idiom(
    root="sqlalchemy",
    library={
        "select": _select,
        "aliased": _aliased,
        **dict.fromkeys(("insert", "update", "delete"), _changing),
        "with_polymorphic": _with_polymorphic,
    },
    methods={
        (Session, "query"): _query,
        **{(Statement, name): _query_one for name in ("first", "one", "one_or_none", "get", "scalar")},
        (Statement, "all"): _query_all,
        **{(Statement, name): _query_plain for name in ("count", "update", "delete", "exists")},
        (Statement, "with_session"): _with_session,
        (Statement, "*"): _more,
    },
    attributes={Statement: _of_query},
    items={Statement: _query_items},
    positions={Statement: _query_position},
)
