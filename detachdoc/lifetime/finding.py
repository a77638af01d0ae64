"""Which function, class or implementation is meant? Lookups across the project's files."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import classes, expressions, models, watching
from detachdoc.lifetime.functions import Definition, definitions, is_abstract
from detachdoc.lifetime.scopes import ModuleScope, Scope
from detachdoc.lifetime.values import Args, Bound, ClassValue, Coroutine, Function, Instance, Library, Partial, Value

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine

#: Classes looked at for an implementation of an abstract method.
_MAX_CLASSES = 12


def function_of(m: Machine, path: str, definition: Definition) -> Function | None:
    """The function value of a definition; functions around it run once to make its closure."""
    module = m.modules.at(path)
    if module is None:
        return None
    node = definition.node
    if node not in m.defined:
        if definition.outer is not None:
            _run_outer(m, path, definition)
        elif definition.owner is not None and not isinstance(node, ast.Lambda):
            cls = class_of(m, path, definition.owner)
            classes.own_attribute(m, cls, node.name)
        elif not isinstance(node, ast.Lambda):
            module.find(node.name)
    if node not in m.defined:
        owner = class_of(m, path, definition.owner) if definition.owner is not None else None
        m.defined[node] = Function(node, module, Scope(module) if definition.outer else None, owner)
    return m.defined[node]


def _run_outer(m: Machine, path: str, definition: Definition) -> None:
    outer = next((one for one in definitions(_module(m, path)) if one.node is definition.outer), None)
    function = function_of(m, path, outer) if outer is not None else None
    if function is not None and not any(each.node is function.node for each in m.stack):
        m.run_apart(function)


def _module(m: Machine, path: str) -> ModuleScope:
    module = m.modules.at(path)
    assert module is not None
    return module


def class_of(m: Machine, path: str, node: ast.ClassDef) -> ClassValue:
    """The class value of a definition."""
    module = _module(m, path)
    found = module.find(node.name) if module.binds(node.name) is node else None
    if isinstance(found, ClassValue):
        return found
    return m.classes.setdefault(node, ClassValue(node, module, None))


def underlying(m: Machine, value: Value) -> Function | None:
    """The project's function a callable ends in; of a decorated function the one that was written."""
    for node, decorated in m.decorated.items():
        if decorated is value and not isinstance(value, Function):
            return m.defined.get(node)
    if isinstance(value, Bound):
        return value.function
    if isinstance(value, Partial):
        return underlying(m, value.target)
    if isinstance(value, Coroutine):
        return underlying(m, value.function)
    if isinstance(value, Function):
        written = next((node for node, decorated in m.decorated.items() if decorated is value), None)
        return m.defined.get(written, value) if written is not None else value
    return None


def named_function(m: Machine, name: str) -> Function | None:
    """A module-level function of the project by its name alone."""
    near = m.trail.steps[-1].file if m.trail.steps else ""
    for path in m.project.mentions(name, near):
        module = m.modules.at(path)
        if module is not None and isinstance(module.binds(name), ast.FunctionDef | ast.AsyncFunctionDef):
            value = module.find(name)
            return underlying(m, value) if value is not None else None
    return None


def function_called(m: Machine, name: str) -> Function | None:
    """A function by the name a decorator gave it, as in `@task(name="mail.send")`, else by its own."""
    near = m.trail.steps[-1].file if m.trail.steps else ""
    for path in m.project.mentions(name, near):
        module = m.modules.at(path)
        for definition in definitions(module) if module is not None else ():
            if not isinstance(definition.node, ast.Lambda) and any(
                _names(one, name) for one in definition.node.decorator_list
            ):
                return function_of(m, path, definition)
    return named_function(m, name.rsplit(".", 1)[-1])


def _names(decorator: ast.expr, name: str) -> bool:
    given = decorator.keywords if isinstance(decorator, ast.Call) else ()
    return any(one.arg == "name" and isinstance(one.value, ast.Constant) and one.value.value == name for one in given)


def implementation(m: Machine, receiver: Instance, function: Function) -> Function:
    """A method's only implementation, when it is abstract: protocols and base classes."""
    if not is_abstract(function.node) or function.owner is None:
        return function
    found = []
    for cls in subclasses(m, function.owner):
        own = classes.own_attribute(m, cls, function.name)
        if isinstance(own, Function) and not is_abstract(own.node):
            found.append((cls, own))
    if len(found) != 1:
        return function
    cls, own = found[0]
    made = m.assumed(cls)
    if isinstance(made, Instance):
        receiver.attributes = {**made.attributes, **receiver.attributes}
    return own


def subclasses(m: Machine, cls: ClassValue) -> list[ClassValue]:
    """Classes that derive from a class, and those that have the methods of a protocol."""
    methods = {one.name for one in cls.node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}
    protocol = any("Protocol" in ast.dump(base) for base in cls.node.bases)
    found: list[ClassValue] = []
    word = next(iter(sorted(methods))) if protocol and methods else cls.name
    for path in m.project.mentions(word, cls.module.path):
        module = m.modules.at(path)
        for node in module.tree.body if module else ():
            if not isinstance(node, ast.ClassDef) or node is cls.node or module is None:
                continue
            other = class_of(m, path, node)
            own = {one.name for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}
            if cls in models.linearised(other) or (protocol and methods <= own):
                found.append(other)
        if len(found) >= _MAX_CLASSES:
            break
    return found


def library_base(cls: ClassValue) -> Library | None:
    """The library class a class of the project derives from."""
    for each in models.linearised(cls):
        for base in each.node.bases:
            value = each.module.evaluate(base.value if isinstance(base, ast.Subscript) else base, each.scope)
            if isinstance(value, Library) and value.last not in ("Generic", "Protocol", "ABC", "object"):
                return value
    return None


def method(m: Machine, value: Value, name: str) -> Bound | None:
    """A method of an object, when its class in the project defines it."""
    cls = getattr(value, "cls", None)
    found = classes.class_attribute(m, cls, name) if isinstance(cls, ClassValue) else None
    return Bound(found, value) if isinstance(found, Function) else None


def run_setter(m: Machine, module: ModuleScope, name: str) -> None:
    """Run the function that sets a module's name; one that would put rows there is a cache's, and left to requests."""
    for definition in definitions(module):
        if any(each.node is definition.node for each in m.stack) or not _sets(definition.node, name):
            continue
        before = module.names[name]
        with m.apart():
            function = m.function_of(module.path, definition)
            if function is not None:
                expressions.awaited(m, m.call(function, Args()), None)
        if watching.rows(module.names[name]):
            module.names[name] = before


def _sets(node: ast.AST, name: str) -> bool:
    declares = any(isinstance(one, ast.Global) and name in one.names for one in ast.walk(node))
    return declares and any(
        isinstance(one, ast.Name) and one.id == name and isinstance(one.ctx, ast.Store) for one in ast.walk(node)
    )


def run_apart(m: Machine, function: Function) -> None:
    """Run a function for the definitions in it, outside any request."""
    receiver: list[Value] = [m.assumed(function.owner)] if function.owner is not None else []
    with m.apart():
        m.run_function(function, Args(receiver), None)
