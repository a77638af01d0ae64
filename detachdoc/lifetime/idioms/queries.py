"""What does a query ask for? `select` and `query`, their loader options, and the rows that come back."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import iterating
from detachdoc.lifetime.idioms import events
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.models import is_mapped
from detachdoc.lifetime.rows import AGAIN, Entity, Session
from detachdoc.lifetime.values import NONE, Args, ClassValue, Const, Library, Method, Sequence, Unknown, Value, options

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine

_EAGER = frozenset({"joinedload", "selectinload", "subqueryload", "immediateload", "contains_eager", "eagerload"})
_LAZY = frozenset({"lazyload", "noload", "raiseload"})
#: Levels of `recursion_depth` that are told apart.
_MAX_LEVELS = 25
_COLUMNS = frozenset({"defer", "undefer", "load_only", "undefer_group", "defaultload", "Load", "with_expression"})


class Option(Value):
    """A loader option, or a chain of them."""

    __slots__ = ("columns", "eager", "path")

    def __init__(self) -> None:
        #: Where in the chain it stands.
        self.path: tuple[str, ...] = ()
        self.eager: set[tuple[str, ...]] = set()
        self.columns: dict[str, bool] = {}


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
        self.columns: dict[str, bool] = {}
        #: For a legacy `session.query(...)`: the session it runs in.
        self.session = session


class Rows(Value):
    """The result of a statement that was executed."""

    __slots__ = ("first", "scalar")

    def __init__(self, first: list[Value], *, scalar: bool) -> None:
        #: One value for each entity or column selected.
        self.first = first
        #: Whether iterating gives the first column rather than rows.
        self.scalar = scalar


def _select(_m: Machine, _callee: Value, args: Args, _node: ast.AST | None) -> Value:
    return Statement(list(args.positional))


def _changing(_m: Machine, _callee: Value, _args: Args, _node: ast.AST | None) -> Value:
    """`insert`, `update` and `delete` give rows only for what `returning` names."""
    return Statement([])


def _query(_m: Machine, session: Value, args: Args, _node: ast.AST | None) -> Value | None:
    return Statement(list(args.positional), session) if isinstance(session, Session) else None


def _names(node: ast.AST | None) -> list[str]:
    """The attribute names an option's arguments end in: `User.orders` gives `orders`."""
    if not isinstance(node, ast.Call):
        return []
    found = []
    for argument in node.args:
        inner = argument
        while isinstance(inner, ast.Call):  # of_type(...), and_(...)
            inner = inner.func.value if isinstance(inner.func, ast.Attribute) else inner.func
        if isinstance(inner, ast.Attribute):
            found.append(inner.attr)
        elif isinstance(inner, ast.Constant):
            found.extend(str(inner.value).split("."))
    return found


def _option(_m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    return _extend(Option(), callee.last, args, node) if isinstance(callee, Library) else None


def _repeated(names: list[str], args: Args) -> list[str]:
    """The path of a self-referential relationship: one level more than `recursion_depth`, or every level."""
    given = args.named.get("recursion_depth", NONE)
    depth = given.value if isinstance(given, Const) else -1
    if isinstance(depth, int) and depth >= 0:
        return names * min(depth + 1, _MAX_LEVELS)
    return names if depth is None or not names else [*names, names[-1], AGAIN]


def _subclasses(args: Args) -> set[tuple[str, ...]]:
    """The subclasses asked for, as paths of their own kind; `*` when they are not written out."""
    given = args.get(1, "classes")
    listed = given.items if isinstance(given, Sequence) else []
    return {("+", one.name) for one in listed if isinstance(one, ClassValue)} or {("+", "*")}


def _selectin_polymorphic(_m: Machine, _callee: Value, args: Args, _node: ast.AST | None) -> Value:
    option = Option()
    option.eager = _subclasses(args)
    return option


def _with_polymorphic(_m: Machine, _callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    base = args.get(0, "base")
    return Polymorphic(base, _subclasses(args)) if base is not None else None


def _chained(_m: Machine, method: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(method, Method) or not isinstance(method.target, Option):
        return None
    option = Option()
    old = method.target
    option.path, option.eager, option.columns = old.path, set(old.eager), dict(old.columns)
    return option if method.name == "options" else _extend(option, method.name, args, node)


def _extend(option: Option, kind: str, args: Args, node: ast.AST | None) -> Option:
    names = _names(node)
    if kind in _EAGER:
        for name in _repeated(names, args):
            option.path = (*option.path, name)
            option.eager.add(option.path)
    elif kind in _LAZY:
        option.eager.update({("!", name) for name in names})
        option.path = (*option.path, *names)
    elif kind == "defaultload":
        option.path = (*option.path, *names)
    elif option.path or kind == "Load":
        return option
    elif kind == "load_only":
        option.columns.update({"*": False, **dict.fromkeys(names, True)})
    elif kind in ("defer", "undefer"):
        option.columns.update(dict.fromkeys(names, kind == "undefer"))
    elif kind == "undefer_group":
        option.columns["*"] = True
    return option


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
        for value in args.positional:
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


def _row(rows: Rows) -> Value:
    return rows.first[0] if rows.scalar or not rows.first else Sequence(list(rows.first), fixed=True, kind="row")


def _one(_m: Machine, rows: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    return _row(rows) if isinstance(rows, Rows) else None


def _scalar_one(_m: Machine, rows: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    return rows.first[0] if isinstance(rows, Rows) else None


def _all(_m: Machine, rows: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    return Sequence([_row(rows)]) if isinstance(rows, Rows) else None


def _scalars(_m: Machine, rows: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if not isinstance(rows, Rows):
        return None
    at = args.positional[0].value if args.positional and isinstance(args.positional[0], Const) else 0
    column = at if isinstance(at, int) and at < len(rows.first) else 0
    return Rows(rows.first[column : column + 1], scalar=True)


def _same(_m: Machine, rows: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    return rows


def _partitions(_m: Machine, rows: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    return Sequence([Sequence([_row(rows)])]) if isinstance(rows, Rows) else None


def _query_rows(m: Machine, query: Value, node: ast.AST | None) -> Rows | None:
    if not isinstance(query, Statement) or query.session is None:
        return None
    return executed(m, query.session, query, node, scalar=len(query.entities) == 1)


def _query_one(m: Machine, query: Value, _args: Args, node: ast.AST | None) -> Value | None:
    rows = _query_rows(m, query, node)
    return _row(rows) if rows else None


def _query_all(m: Machine, query: Value, _args: Args, node: ast.AST | None) -> Value | None:
    rows = _query_rows(m, query, node)
    return Sequence([_row(rows)]) if rows else None


def _query_plain(_m: Machine, query: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    return Unknown("a number") if isinstance(query, Statement) and query.session else None


def _items(_m: Machine, rows: Value) -> list[Value]:
    return [_row(rows)] if isinstance(rows, Rows) else []


def _query_items(m: Machine, query: Value) -> list[Value]:
    rows = _query_rows(m, query, m.iterated)
    return [_row(rows)] if rows else []


def _position(_m: Machine, rows: Value, _index: object) -> Value | None:
    return _row(rows) if isinstance(rows, Rows) else None


def _of_row(_m: Machine, row: Value, name: str, _node: ast.AST | None) -> Value | None:
    """`row.User`: an entity of a row by its class's name."""
    if not isinstance(row, Sequence) or row.kind != "row":
        return None
    return next((one for one in row.items if isinstance(one, Entity) and one.class_name == name), None)


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


IDIOM = Idiom(
    root="sqlalchemy",
    library={
        "select": _select,
        "aliased": _aliased,
        **dict.fromkeys(("insert", "update", "delete"), _changing),
        "selectin_polymorphic": _selectin_polymorphic,
        "with_polymorphic": _with_polymorphic,
        **dict.fromkeys((*_EAGER, *_LAZY, *_COLUMNS), _option),
    },
    methods={
        (Session, "query"): _query,
        (Option, "*"): _chained,
        **{(Rows, name): _one for name in ("first", "one", "one_or_none", "fetchone", "next")},
        **{(Rows, name): _scalar_one for name in ("scalar_one", "scalar_one_or_none", "scalar")},
        **{(Rows, name): _all for name in ("all", "fetchall", "fetchmany", "to_list")},
        **{
            (Rows, name): _same
            for name in ("unique", "yield_per", "tuples", "mappings", "columns", "freeze", "options")
        },
        (Rows, "scalars"): _scalars,
        (Rows, "partitions"): _partitions,
        **{(Statement, name): _query_one for name in ("first", "one", "one_or_none", "get", "scalar")},
        (Statement, "all"): _query_all,
        **{(Statement, name): _query_plain for name in ("count", "update", "delete", "exists")},
        (Statement, "with_session"): _with_session,
        (Statement, "*"): _more,
    },
    attributes={Sequence: _of_row, Statement: _of_query},
    items={Rows: _items, Statement: _query_items},
    positions={Rows: _position, Statement: _query_position},
)
