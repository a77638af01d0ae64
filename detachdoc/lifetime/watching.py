"""Does the line the traceback names read a row? Notes every such read, and values put away for later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import history, models
from detachdoc.lifetime.alternatives import Alternative, Either, either, options
from detachdoc.lifetime.guards import Guard, both
from detachdoc.lifetime.hits import Hit
from detachdoc.lifetime.rows import Entity, Session
from detachdoc.lifetime.values import (
    Args,
    Bound,
    ClassValue,
    Instance,
    Library,
    LibraryObject,
    Mapping,
    Partial,
    Sequence,
    Value,
)

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine

#: How deep rows are looked for inside other values.
_MAX_REACH = 4
_MAX_FOUND = 30


def read(m: Machine, entity: Entity, name: str, node: ast.AST | None) -> None:
    """An attribute of a row is read here."""
    if _on_line(m, node):
        note(m, entity, name, node)


def note(
    m: Machine, entity: Entity, name: str | None, node: ast.AST | None, among: frozenset[str] = frozenset()
) -> None:
    """Record that the watched place reads a row.

    Args:
        m: the machine.
        entity: the row.
        name: the attribute; None when a library reads several.
        node: what reads it.
        among: names of the attributes a library is known to read.
    """
    place = m.place(node)
    if place is None or len(m.hits) >= 400:
        return
    m.spend(history.length(entity))  # each use is explained by replaying it
    stack = tuple(activation.node for activation in m.stack if activation.node is not None)
    exact = m.trail.attribute is not None and m.trail.attribute in {name, *among}
    m.hits.append(Hit(entity, name, place, m.unbroken(), m.tick(), m.request, m.phase, stack, exact, m.handed))


def note_serialised(
    m: Machine, entity: Value, guard: Guard, node: ast.AST | None, among: frozenset[str] = frozenset()
) -> None:
    """A response model reads a row, its attributes `among`, and through relationships the rows it leads to."""
    path = both(m.path, guard)
    if not isinstance(entity, Entity) or path is None:
        return
    with m.on(path):
        for reached in led_to(m, entity, node):
            note(m, reached, None, node, among)


def led_to(m: Machine, entity: Entity, node: ast.AST | None) -> list[Entity]:
    """The row itself, or those of the class the message names that its relationships lead to."""
    wanted = m.trail.class_name
    if wanted is None or entity.cls is None or is_kind_of(entity.cls, wanted):
        return [entity]
    actual = m.trail.mapped_class(m)
    if actual is not None and entity.cls in models.linearised(actual):  # a query gives subclasses as well
        return [entity]
    reached = [entity]
    for _ in range(_MAX_REACH - 1):
        reached = [other for one in reached for other in _neighbours(m, one, node)][:_MAX_FOUND]
        found = [one for one in reached if one.cls is not None and is_kind_of(one.cls, wanted)]
        if found:
            return found
    return []


def is_kind_of(cls: ClassValue, name: str) -> bool:
    """Whether a class is the named one or derives from it."""
    return any(each.name == name.rsplit(".", 1)[-1] for each in models.linearised(cls))


def _neighbours(m: Machine, entity: Entity, node: ast.AST | None) -> list[Entity]:
    found: list[Entity] = []
    for name in models.relationships(entity.cls):
        value = m.attribute(entity, name, node)
        found.extend(one for one, _ in rows(value) if isinstance(one, Entity))
    return found


def _on_line(m: Machine, node: ast.AST | None) -> bool:
    watch = m.trail.watch
    if watch is None or node is None or m.here.scope.module.path != watch.file:
        return False
    first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", None) or 0
    return first <= watch.line <= last and _same_function(m, watch.node)


def _same_function(m: Machine, node: ast.AST | None) -> bool:
    return node is None or m.here.node is node


def passed(m: Machine, args: Args, node: ast.AST | None) -> None:
    """A library is given values here, and may read the rows among them."""
    _shown_by_library(m, args, node)
    if not _on_line(m, node) or not m.trail.library_may_read:
        return
    for value in args.all():
        for entity, guard in rows(value):
            path = both(m.path, guard)
            if path is not None:
                note_serialised(m, entity, guard, node)


def _shown_by_library(m: Machine, args: Args, node: ast.AST | None) -> None:
    """A library, such as a logger, may turn what it is given into text; worth it when the error is raised there."""
    watched = m.trail.watch.node if m.trail.watch is not None else None
    name = getattr(watched, "name", "")
    if name not in ("__str__", "__repr__", "__format__") or any(each.node is watched for each in m.stack):
        return
    for value in args.all():
        for option, _ in options(value):
            method = m.method(option, name) if isinstance(option, Entity | Instance) else None
            if method is not None:
                m.call(method, Args(), node)


def shown(m: Machine, value: Value, node: ast.AST | None, names: tuple[str, ...] = ("__str__", "__repr__")) -> None:
    """A value is turned into text here, by its class's own method when it has one."""
    for option, _ in options(value):
        if not isinstance(option, Entity | Instance) or option.cls is None:
            continue
        for name in names:
            method = m.method(option, name)
            if method is not None:
                m.call(method, Args(), node)
                break
        else:
            if isinstance(option, Entity):
                passed(m, Args([option]), node)


def rows(value: Value, depth: int = 0) -> list[Alternative]:
    """The rows that can be reached from a value, with the branches on which they are there."""
    found: list[Alternative] = []
    for option, guard in options(value):
        if isinstance(option, Entity):
            found.append(Alternative(option, guard))
        elif depth < _MAX_REACH:
            for inner in _inside(option):
                for row, row_guard in rows(inner, depth + 1):
                    joined = both(guard, row_guard)
                    if joined is not None:
                        found.append(Alternative(row, joined))
        if len(found) >= _MAX_FOUND:
            break
    return found


def _inside(value: Value) -> list[Value]:
    if isinstance(value, Sequence | LibraryObject):
        return value.items
    if isinstance(value, Mapping):
        return value.values()
    if isinstance(value, Instance):
        return [*value.attributes.values(), *([value.contents] if value.contents is not None else [])]
    if isinstance(value, Bound):
        return [value.receiver]
    return value.args.all() if isinstance(value, Partial) else []


def sessions(value: Value, depth: int = 0) -> list[Session]:
    """The sessions that can be reached from a value."""
    found: list[Session] = []
    for option, _ in options(value):
        if isinstance(option, Session):
            found.append(option)
        elif depth < _MAX_REACH and not isinstance(option, Library):
            for inner in _inside(option):
                found.extend(sessions(inner, depth + 1))
                if len(found) >= _MAX_FOUND:
                    break
    return found


def kept(m: Machine, value: Value, node: ast.AST | None) -> None:
    """A value is put into something that may outlive this call."""
    m.tick()
    place = m.place(node)
    for entity, _ in rows(value):
        if isinstance(entity, Entity) and place is not None:
            entity.stored = entity.stored or place
    for session in sessions(value):
        session.kept = True


def lasts(value: Value) -> None:
    """A value lives as long as the process: other requests may fill it."""
    if isinstance(value, Instance) and value.contents is not None:
        value = value.contents
    if isinstance(value, Sequence | Mapping | LibraryObject):
        value.lasting = True


def hand_out(value: Value) -> None:
    """The request provides the sessions in a value to its handlers."""
    for session in sessions(value):
        session.handed_out = session.kept = True


def in_loop(m: Machine, node: ast.AST) -> bool:
    """Whether the traceback passes through this loop, so that a second turn of it matters."""
    function = m.here.node
    return any(
        step.node is function and getattr(node, "lineno", 0) <= step.line <= (getattr(node, "end_lineno", 0) or 0)
        for step in m.trail.steps
    )


def twin(m: Machine, value: Value) -> Value:
    """Another item of the same collection: the same load, but nothing has happened to it by itself."""
    if isinstance(value, Either):
        return either([Alternative(twin(m, option), guard) for option, guard in value.options])
    if isinstance(value, Sequence) and value.fixed:
        return Sequence([twin(m, each) for each in value.items], fixed=True, kind=value.kind)
    if not isinstance(value, Entity) or not value.summary:
        return value
    copy = Entity(value.cls, value.load, value.session, value.request)
    copy.eager, copy.undeferred, copy.persistent = value.eager, value.undeferred, value.persistent
    copy.parent, copy.origin = value.parent, value.origin
    copy.phase, copy.handed, copy.stored = value.phase, value.handed, value.stored
    copy.events = [event for event in value.events if event.kind == "attach"][:1]
    return copy
