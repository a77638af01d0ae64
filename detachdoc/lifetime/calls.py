"""What does a call do? Binds arguments, runs the project's functions, asks the idioms about libraries."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import binding, classes, contents, fields, iterating, members, models, watching
from detachdoc.lifetime.alternatives import Alternative, Either, either, options
from detachdoc.lifetime.generators import is_generator
from detachdoc.lifetime.guards import ALWAYS, Guard, both
from detachdoc.lifetime.rows import Entity
from detachdoc.lifetime.values import (
    NONE,
    Args,
    Bound,
    ClassValue,
    Const,
    Coroutine,
    Function,
    Generator,
    Instance,
    Library,
    LibraryObject,
    Method,
    Native,
    Partial,
    Sequence,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from detachdoc.lifetime.activation import Activation
    from detachdoc.lifetime.machine import Machine

#: Calls inside calls that are followed.
_MAX_CALLS = 40
#: Methods of lists, dicts and dynamic relationships that give what is in them.
_GIVING_ROWS = frozenset({"all", "first", "one", "filter", "filter_by", "order_by", "values", "get", "pop", "copy"})
#: Times a function may be running at once.
_MAX_RECURSION = 2


def call(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value:
    """Call a value."""
    if isinstance(callee, Either):
        return _each(m, callee, args, node)
    guided = m.trail.next_function(m, callee, node)
    if guided is not None:
        return run(m, guided, _with_receiver(m, guided, callee, args), node)
    if isinstance(callee, Function):
        return run(m, callee, args, node)
    if isinstance(callee, Bound):
        return run(m, callee.function, args.led_by(callee.receiver), node)
    if isinstance(callee, ClassValue):
        return instantiate(m, callee, args, node)
    if isinstance(callee, Native):
        return callee.run(args, node)
    if isinstance(callee, Partial):
        merged = Args([*callee.args.positional, *args.positional], {**callee.args.named, **args.named})
        return call(m, callee.target, merged, node)
    if isinstance(callee, Instance):
        return _instance(m, callee, args, node)
    return _library(m, callee, args, node)


def _each(m: Machine, callee: Either, args: Args, node: ast.AST | None) -> Value:
    results = []
    for option, guard in callee.options:
        path = both(m.path, guard)
        if path is not None and not isinstance(option, Unknown):
            with m.on(path):
                results.append(Alternative(call(m, option, args, node), guard))
    return either(results) if results else call(m, callee.options[0].value, args, node)


def _with_receiver(m: Machine, function: Function, callee: Value, args: Args) -> Args:
    if function.owner is None or "staticmethod" in function.marks:
        return args
    receiver: Value = callee.target if isinstance(callee, Method) else Unknown("a receiver that is not known")
    if isinstance(callee, Bound):
        receiver = callee.receiver
    if not isinstance(receiver, Instance | Entity | ClassValue):
        receiver = m.assumed(function.owner)
    return args.led_by(receiver)


def _instance(m: Machine, callee: Instance, args: Args, node: ast.AST | None) -> Value:
    method = members.read(m, callee, "__call__", node)
    if isinstance(method, Unknown | Method):
        return _library(m, callee.contents or callee, args, node)
    return call(m, method, args, node)


def _library(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value:
    found = m.idioms.call(m, callee, args, node)
    if found is not None:
        return found
    watching.passed(m, args, node)
    _drained(m, args)
    _called_back(m, args, node)
    if isinstance(callee, Method) and isinstance(callee.target, Entity):
        watching.passed(m, Args([callee.target]), node)
        return _of_collection(callee.target, callee.name)
    if isinstance(callee, Library):
        return LibraryObject(callee.name, args.named)
    if isinstance(callee, Unknown):
        return Unknown(callee.why or "what is called here could not be followed", callee.where or m.place(node))
    return Unknown("what a library returns", m.place(node))


def _called_back(m: Machine, args: Args, node: ast.AST | None) -> None:
    """A library calls what it is given, or methods of it: the traceback shows which."""
    step = m.trail.called_by_library(m, node)
    if step is None or step.definition is None:
        return
    for value in args.all():
        for option, _ in options(value):
            method = m.method(option, step.definition.name) if isinstance(option, Instance) else None
            target = option if method is None else method
            function = m.underlying(target)
            if function is not None and function.node is step.node:
                call(m, target, Args(rest=True), node)


def _of_collection(row: Entity, name: str) -> Value:
    """A method of a relationship's collection, for which its one row stands."""
    if name == "items":
        return Sequence([Sequence([Unknown("a key"), row], fixed=True)])
    return row if name in _GIVING_ROWS else Unknown()


def _drained(m: Machine, args: Args) -> None:
    """A library that is given a generator runs it to its end, as `csv.writer(...).writerows` does."""
    for value in args.all():
        for option, _ in options(value):
            if isinstance(option, iterating.WORKING):
                iterating.elements(m, option)


def run(m: Machine, function: Function, args: Args, node: ast.AST | None) -> Value:
    """Call a function of the project: run it now, or make the generator or coroutine it stands for."""
    definition = function.node
    if function.yields is None:
        function.yields = is_generator(definition)
    if function.yields:
        return Generator(function, binding.bind(m, function, args))
    if isinstance(definition, ast.AsyncFunctionDef):
        return Coroutine(function, args, node)
    return run_now(m, function, args, node)


def run_now(m: Machine, function: Function, args: Args, node: ast.AST | None) -> Value:
    """Run a function's body and join what it returns."""
    key = _key(function, args)
    if key in m.results:
        return m.results[key]
    started, hits = m.clock, len(m.hits)
    value = _run_now(m, function, args, node)
    if m.clock == started and len(m.hits) == hits and isinstance(value, Unknown | Const | ClassValue | Function):
        m.results[key] = value
    return value


def _key(function: Function, args: Args) -> object:
    """What a call's result depends on, as long as it does nothing to rows, sessions or stores."""
    named = tuple((name, _identity(value)) for name, value in sorted(args.named.items()))
    return (function.node, function.scope, tuple(_identity(value) for value in args.positional), named, args.rest)


def _identity(value: Value) -> object:
    """The value itself, which the key keeps alive: the number of one that is gone may be given to another."""
    if isinstance(value, Unknown):
        return "unknown"
    return ("constant", repr(value.value)) if isinstance(value, Const) else value


def _run_now(m: Machine, function: Function, args: Args, node: ast.AST | None) -> Value:
    running = sum(1 for each in m.stack if each.node is function.node)
    if len(m.stack) > _MAX_CALLS or running >= _MAX_RECURSION:
        return Unknown(f"{function.name} calls itself, or calls are nested too deeply", m.place(node))
    activation = m.activation(function, binding.bind(m, function, args), node)
    before = m.path
    m.stack.append(activation)
    try:
        if isinstance(function.node, ast.Lambda):
            activation.returns.append(Alternative(m.evaluate(function.node.body), ALWAYS))
        elif m.execute(function.node.body):
            activation.returns.append(Alternative(NONE, since(m.path, before)))
    finally:
        m.stack.pop()
        m.path = before
    return _result(m, activation)


def _result(m: Machine, activation: Activation) -> Value:
    value = either(activation.returns) if activation.returns else Unknown("it only raises")
    if len(activation.returns) == 1:
        certain = both(m.path, _eventful(m, activation.returns[0].guard))
        m.path = certain if certain is not None else m.path
    m.release(activation, value)
    return value


def since(path: Guard, before: Guard) -> Guard:
    """The branches decided since an earlier moment."""
    return {branch: arms for branch, arms in path.items() if before.get(branch) is not arms}


def _eventful(m: Machine, guard: Guard) -> Guard:
    return {branch: arms for branch, arms in guard.items() if branch in m.eventful}


def returning(m: Machine, value: Value, node: ast.Return) -> None:
    """Note that the running function returns a value on the current branches."""
    guard = _eventful(m, since(m.path, m.here.entry))
    for branch in m.here.tries:
        guard[branch] = frozenset({0})
    m.here.returns.append(Alternative(value, guard))
    m.returned_at(value, node)


def instantiate(m: Machine, cls: ClassValue, args: Args, node: ast.AST | None) -> Value:
    """Make an object of one of the project's classes, the way its metaclass says."""
    meta = classes.metaclass_attribute(m, cls, "__call__")
    if isinstance(meta, Function) and all(each.node is not meta.node for each in m.stack):
        return run(m, meta, args.led_by(cls), node)
    return construct(m, cls, args, node)


def construct(m: Machine, cls: ClassValue, args: Args, node: ast.AST | None) -> Value:
    """Make an object as `type.__call__` does."""
    special = m.idioms.instantiated(m, cls, args, node)
    if special is not None:
        return special
    if models.is_mapped(cls):
        return _new_row(m, cls, args, node)
    maker = classes.class_attribute(m, cls, "__new__")
    init = _initialiser(m, cls)
    if isinstance(maker, Function):
        made = run(m, maker, args.led_by(cls), node)
        for one, _ in options(made) if init is not None else ():
            if isinstance(one, Instance) and init is not None:
                run(m, init, args.led_by(one), node)
        return made
    fresh = Instance(cls, born=m.request)
    fresh.contents = contents.of(m, cls, args if init is None else Args(), node)
    if init is not None:
        run(m, init, args.led_by(fresh), node)
    else:
        _fields(m, fresh, cls, args)
    return fresh


def _new_row(m: Machine, cls: ClassValue, args: Args, node: ast.AST | None) -> Value:
    entity = Entity(cls, m.place(node), None, m.request)
    m.born(entity)
    entity.origin = "made"
    entity.summary = False
    taken = [one.argument for one in fields.positional(cls)] if args.positional else []  # a mapped data class
    for name, value in {**dict(zip(taken, args.positional, strict=False)), **args.named}.items():
        entity.held[name] = value
        entity.events.append(m.event("assign", node, name))
        shape = models.shape_of(cls, name)
        if shape.kind == "proxy":  # an association proxy makes the rows of the relationship behind it
            entity.events.append(m.event("assign", node, shape.target))
    init = classes.class_attribute(m, cls, "__init__")
    if isinstance(init, Function):
        run(m, init, args.led_by(entity), node)
    return entity


def _initialiser(m: Machine, cls: ClassValue) -> Function | None:
    """The constructor somebody wrote; None when it is generated from the fields."""
    for each in models.linearised(cls):
        written = classes.own_attribute(m, each, "__init__")
        if isinstance(written, Function):
            return written
        if fields.generates_init(each):
            return None
    return None


def _fields(m: Machine, made: Instance, cls: ClassValue, args: Args) -> None:
    """Dataclasses, named tuples, attrs and pydantic models: what the generated constructor keeps."""
    known = fields.fields_of(cls)
    given = dict(zip([one.argument for one in fields.positional(cls)], args.positional, strict=False))
    given.update(args.named)
    passed: list[Value] = []
    for one in known:
        value = given.pop(one.argument, None) if one.init else None
        if value is None:
            value = given.pop(one.name, None) or _default(m, cls, one.name)
        if one.passing:
            passed.append(value or Unknown(f"nothing says what {one.name} is"))
        elif value is not None:
            made.attributes[one.name] = value
    made.attributes.update(given)
    if args.positional and not known:  # kept by a base class of a library's, such as an exception's
        made.attributes["args"] = Sequence(args.positional, fixed=True, kind="tuple")
        if any(isinstance(value, Sequence) for value in args.positional):
            made.attributes["items"] = args.positional[0]
    for name, values in (("__post_init__", passed), ("__attrs_post_init__", [])):
        post = classes.class_attribute(m, cls, name)
        if isinstance(post, Function):
            run(m, post, Args([made, *values]), None)


def _default(m: Machine, cls: ClassValue, name: str) -> Value | None:
    """What the class says a field holds when nobody gives it; the environment may say otherwise for settings.

    A plain class makes no fields: its objects show the class's attribute, also when that changes.
    """
    generated = any(each.node.decorator_list for each in models.linearised(cls)) or m.library_base(cls) is not None
    default = None if members.is_settings(m, cls) or not generated else classes.class_attribute(m, cls, name)
    return m.idioms.field_default(m, default) if default is not None else None
