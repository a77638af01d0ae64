"""How are sessions made, entered and ended? `Session`, `sessionmaker`, subclasses, `begin`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import classes, watching
from detachdoc.lifetime.alternatives import options
from detachdoc.lifetime.guards import implied
from detachdoc.lifetime.idioms import events
from detachdoc.lifetime.idioms.idiom import Handler, Idiom
from detachdoc.lifetime.rows import Entity, Session
from detachdoc.lifetime.values import NONE, Args, ClassValue, Const, Function, Library, Manager, Unknown, Value

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine
    from detachdoc.lifetime.scopes import ModuleScope
    from detachdoc.model.place import Place

ROOTS = ("sqlalchemy", "sqlmodel", "sqlalchemy_utils", "flask_sqlalchemy")
#: Class names of sessions -> whether they are asynchronous.
KINDS = {"Session": False, "AsyncSession": True, "SQLModelSession": False}


class Maker(Value):
    """A `sessionmaker`, or a session class with options."""

    __slots__ = ("asynchronous", "cls", "options", "where")

    def __init__(self, where: Place | None, *, asynchronous: bool) -> None:
        self.where = where
        self.asynchronous = asynchronous
        #: `class_=`, when it is the project's own.
        self.cls: ClassValue | None = None
        self.options: dict[str, Value] = {}


def is_session_class(value: Value | None) -> bool:
    """Whether a value is a library's session class."""
    return isinstance(value, Library) and value.name.startswith(ROOTS) and value.last in KINDS


def _class_call(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not is_session_class(callee) or not isinstance(callee, Library):
        return None
    return _open(m, args.named, node, asynchronous=KINDS[callee.last])


def _open(m: Machine, given: dict[str, Value], node: ast.AST | None, *, asynchronous: bool) -> Session:
    session = m.new_session(node)
    session.asynchronous = asynchronous
    if "expire_on_commit" in given:
        session.expires = _flag(given["expire_on_commit"])
    return session


def _flag(value: Value) -> bool | None:
    known = {bool(option.value) if isinstance(option, Const) else None for option, _ in options(value)}
    return known.pop() if len(known) == 1 else None


def _maker(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library) or not callee.name.startswith(ROOTS):
        return None
    cls = args.named.get("class_")
    if cls is None and len(args.positional) > 1:
        cls = args.positional[1]
    asynchronous = callee.last == "async_sessionmaker" or (isinstance(cls, Library) and KINDS.get(cls.last, False))
    maker = Maker(m.place(node), asynchronous=asynchronous)
    maker.options = dict(args.named)
    if isinstance(cls, ClassValue):
        maker.cls = cls
    return maker


def _make(m: Machine, maker: Value, args: Args, node: ast.AST | None) -> Value | None:
    assert isinstance(maker, Maker)
    session = _open(m, {**maker.options, **args.named}, node, asynchronous=maker.asynchronous)
    session.maker = maker
    _initialise(m, session, maker.cls, Args([], {**maker.options, **args.named}), node)
    return session


def _configure(_m: Machine, maker: Value, args: Args, _node: ast.AST | None) -> Value:
    if isinstance(maker, Maker):
        maker.options.update(args.named)
    return NONE


def bound(_m: Machine, module: ModuleScope, name: str, value: Value) -> None:
    """Run the `Maker.configure(...)` of the module that makes a session maker."""
    if not isinstance(value, Maker):
        return
    calls = (one.value for one in module.tree.body if isinstance(one, ast.Expr) and isinstance(one.value, ast.Call))
    for call in calls:
        if ast.unparse(call.func) == f"{name}.configure":
            module.evaluate(call, None)


def _maker_begin(m: Machine, maker: Value, args: Args, node: ast.AST | None) -> Value:
    """`Maker.begin()`: a session that commits and closes at the end of the block."""
    opened: list[Session] = []

    def enter() -> Value:
        session = m.call(maker, args, node)
        opened.extend(watching.sessions(session))
        return session

    def leave(_place: Place | None) -> None:
        for session in opened:
            _finish(m, session, node)
            m.end_session(session, node)

    return Manager(enter, leave)


def instantiated(m: Machine, cls: ClassValue, args: Args, node: ast.AST | None) -> Value | None:
    """A session subclass of the project's own."""
    base = m.library_base(cls)
    if base is None or not is_session_class(base):
        return None
    session = _open(m, args.named, node, asynchronous=KINDS.get(base.last, False))
    _initialise(m, session, cls, args, node)
    return session


def _initialise(m: Machine, session: Session, cls: ClassValue | None, args: Args, node: ast.AST | None) -> None:
    """Run the constructor of the project's own session class."""
    session.cls = cls
    init = classes.class_attribute(m, cls, "__init__") if cls is not None else None
    if isinstance(init, Function):
        m.run_function(init, args.led_by(session), node)


def _init_of_base(_m: Machine, session: Value, args: Args, _node: ast.AST | None) -> Value:
    """`super().__init__(expire_on_commit=False)`."""
    if isinstance(session, Session) and "expire_on_commit" in args.named:
        session.expires = _flag(args.named["expire_on_commit"])
    return NONE


def _enter(_m: Machine, session: Value, _node: ast.AST | None) -> Value:
    return session


def _leave(m: Machine, session: Value, node: ast.AST | None) -> None:
    assert isinstance(session, Session)
    m.end_session(session, node)


def _closing(by: str) -> Handler:
    def close(m: Machine, session: Value, _args: Args, node: ast.AST | None) -> Value:
        assert isinstance(session, Session)
        m.end_session(session, node, by)
        return NONE

    return close


def _commit(m: Machine, session: Value, _args: Args, node: ast.AST | None) -> Value:
    assert isinstance(session, Session)
    events.fire(m, session, "commit")
    events.flushed(m, session)
    events.fire(m, session, "committed")
    session.events.append(m.event("commit", node))
    events.fire(m, session, "ended")
    return NONE


def _finish(m: Machine, session: Value, node: ast.AST | None) -> None:
    """A block with a transaction of its own ends: an exception that leaves it rolls back."""
    end = _rollback if m.failing else _commit
    end(m, session, Args(), node)


def _rollback(m: Machine, session: Value, _args: Args, node: ast.AST | None) -> Value:
    assert isinstance(session, Session)
    events.fire(m, session, "undone")
    if not _idle(m, session):
        session.events.append(m.event("rollback", node))
    events.fire(m, session, "rollback")
    events.fire(m, session, "ended")
    return NONE


def _idle(m: Machine, session: Session) -> bool:
    """Whether no transaction can have begun since the last one ended; a rollback then expires nothing."""
    if any(activation.handling for activation in m.stack):  # it may be the commit that failed
        return False
    ended = [one.time for one in session.events if one.kind in ("commit", "rollback") and implied(one.guard, m.path)]
    return bool(ended) and not any(event.time > ended[-1] for row in session.members for event in row.events)


def _expire_all(m: Machine, session: Value, _args: Args, node: ast.AST | None) -> Value:
    assert isinstance(session, Session)
    session.events.append(m.event("expire", node))
    return NONE


def _begin(m: Machine, session: Value, _args: Args, node: ast.AST | None) -> Value:
    assert isinstance(session, Session)

    def leave(_place: Place | None) -> None:
        _finish(m, session, node)

    return Manager(lambda: session, leave)


def _nested(_m: Machine, session: Value, _args: Args, _node: ast.AST | None) -> Value:
    return Manager(lambda: session, lambda _place: None)


def _add(m: Machine, session: Value, args: Args, node: ast.AST | None) -> Value:
    assert isinstance(session, Session)
    for value in args.all():
        for entity, _ in watching.rows(value):
            if isinstance(entity, Entity):
                attach(m, entity, session, node)
    return NONE


def attach(m: Machine, entity: Entity, session: Session, node: ast.AST | None, depth: int = 0) -> None:
    """A row joins a session, and with it the rows it refers to."""
    if entity.origin == "made" and entity.session is None:
        entity.load = m.place(node) or entity.load
    m.joins(entity, session, m.place(node))
    for value in entity.held.values() if depth < 2 else ():
        for other, _ in watching.rows(value):
            if isinstance(other, Entity) and other.session is None:
                attach(m, other, session, node, depth + 1)


def related(m: Machine, entity: Value, value: Value, node: ast.AST | None) -> None:
    """A new row is assigned to a relationship of an attached one, and joins its session."""
    if not isinstance(entity, Entity) or entity.session is None:
        return
    for other, _ in watching.rows(value):
        if isinstance(other, Entity) and other.session is None and other is not entity:
            attach(m, other, entity.session, node)


def _delete(m: Machine, _session: Value, args: Args, node: ast.AST | None) -> Value:
    for value in args.all():
        for entity, _ in watching.rows(value):
            if isinstance(entity, Entity):
                entity.events.append(m.event("delete", node))
    return NONE


def _run_sync(m: Machine, session: Value, args: Args, node: ast.AST | None) -> Value:
    function, *rest = args.positional or [Unknown()]
    return m.call(function, Args([session, *rest], args.named), node)


def _flush(m: Machine, session: Value, _args: Args, _node: ast.AST | None) -> Value:
    if isinstance(session, Session):
        events.flushed(m, session)
    return NONE


IDIOM = Idiom(
    root="sqlalchemy",
    library={
        **dict.fromkeys(KINDS, _class_call),
        "sessionmaker": _maker,
        "async_sessionmaker": _maker,
        "create_session": _class_call,
    },
    methods={
        (Maker, "()"): _make,
        (Maker, "begin"): _maker_begin,
        (Maker, "configure"): _configure,
        (Maker, "__call__"): _make,
        **{(Session, name): _closing("close") for name in ("close", "aclose", "close_all")},
        **{(Session, name): _closing(name) for name in ("invalidate", "reset", "remove")},
        (Session, "__init__"): _init_of_base,
        (Session, "commit"): _commit,
        (Session, "rollback"): _rollback,
        (Session, "expire_all"): _expire_all,
        (Session, "begin"): _begin,
        (Session, "begin_nested"): _nested,
        (Session, "add"): _add,
        (Session, "add_all"): _add,
        (Session, "delete"): _delete,
        (Session, "run_sync"): _run_sync,
        (Session, "flush"): _flush,
    },
    entered={Session: _enter},
    left={Session: _leave},
)
