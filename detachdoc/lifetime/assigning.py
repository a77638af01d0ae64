"""What does `target.name = value` do? To rows, objects, classes, modules, functions and sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import callables, descriptors, truth, watching
from detachdoc.lifetime.alternatives import options
from detachdoc.lifetime.models import shape_of
from detachdoc.lifetime.rows import Entity, Session
from detachdoc.lifetime.values import ClassValue, Function, Instance, ModuleValue, Value

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable

    from detachdoc.lifetime.machine import Machine


def assign(m: Machine, target: Value, name: str, value: Value, node: ast.AST | None) -> None:
    """`target.name = value`, for each thing the target may be."""
    for option, _ in options(target):
        special = _KINDS.get(type(option), _library_object)
        special(m, option, name, value, node)


def _row(m: Machine, row: Entity, name: str, value: Value, node: ast.AST | None) -> None:
    if shape_of(row.cls, name).kind in ("property", "method", "other") and descriptors.intercepted(
        m, row, name, value, node
    ):
        return
    row.held[name] = value
    row.events.append(m.event("assign", node, name))
    m.idioms.related(m, row, value, node)


def _instance(m: Machine, target: Instance, name: str, value: Value, node: ast.AST | None) -> None:
    if not descriptors.intercepted(m, target, name, value, node):
        keep(m, target, name, value, node)


def keep(m: Machine, target: Instance, name: str, value: Value, node: ast.AST | None) -> None:
    """Put a value into an object, past everything its class does with assignments."""
    target.attributes[name] = value
    m.tick()
    if target.born == 0 or target.kind == "app-state":
        watching.lasts(value)
    watching.kept(m, value, node)
    if target.kind == "request-state" and m.phase in ("dependency", "middleware"):
        watching.hand_out(value)


def _session(m: Machine, session: Session, name: str, value: Value, node: ast.AST | None) -> None:
    watching.kept(m, value, node)
    if name == "expire_on_commit":
        session.expires = truth.of(value)
    session.info[name] = value


def _class(m: Machine, cls: ClassValue, name: str, value: Value, node: ast.AST | None) -> None:
    cls.attributes[name] = value
    watching.lasts(value)
    watching.kept(m, value, node)


def _module(_m: Machine, target: ModuleValue, name: str, value: Value, _node: ast.AST | None) -> None:
    target.module.names[name] = value


def _function(m: Machine, function: Function, name: str, value: Value, node: ast.AST | None) -> None:
    callables.set_attribute(m, function, name, value)
    watching.kept(m, value, node)


def _library_object(m: Machine, target: Value, name: str, value: Value, node: ast.AST | None) -> None:
    attributes = getattr(target, "attributes", None)
    if isinstance(attributes, dict):
        attributes[name] = value
        watching.kept(m, value, node)


_KINDS: dict[type, Callable[..., None]] = {
    Entity: _row,
    Instance: _instance,
    Session: _session,
    ClassValue: _class,
    ModuleValue: _module,
    Function: _function,
}
