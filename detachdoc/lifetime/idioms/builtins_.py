"""What do Python's own functions do with rows? `dict`, `getattr`, `next`, `str`, `isinstance`, ..."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from detachdoc.lifetime import assigning, calls, finding, generators, iterating, operators, watching
from detachdoc.lifetime.alternatives import Alternative, either, options
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.models import linearised
from detachdoc.lifetime.rows import Entity
from detachdoc.lifetime.scopes import Scope
from detachdoc.lifetime.supers import Super
from detachdoc.lifetime.values import (
    NONE,
    Args,
    ClassValue,
    Const,
    Coroutine,
    Function,
    Generator,
    Instance,
    Library,
    Mapping,
    Method,
    Native,
    Partial,
    Sequence,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine

Run = Callable[["Machine", Args, "ast.AST | None"], "Value | None"]


def _default_dict(_m: Machine, args: Args, _node: ast.AST | None) -> Value | None:
    mapping = Mapping("defaultdict")
    mapping.factory = args.get(0)
    return mapping


def _dict(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    mapping = Mapping()
    for value in args.positional:
        if isinstance(value, Mapping):
            mapping.take_in(value)
        elif isinstance(value, Entity | Instance):
            watching.passed(m, Args([value]), node)
        else:
            pairs = iterating.elements(m, value)
            mapping.others.extend(one.items[-1] for one in pairs if isinstance(one, Sequence) and one.items)
    mapping.entries.update(args.named)
    return mapping


def _namespace(m: Machine, args: Args, _node: ast.AST | None) -> Value | None:
    made = Instance(None, "namespace", born=m.request)
    made.attributes.update(args.named)
    return made


def _import_module(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`importlib.import_module(name, package)`."""
    name = args.get(0, "name")
    if not isinstance(callee, Library) or not callee.name.startswith("importlib") or not isinstance(name, Const):
        return None
    dotted, near = str(name.value), m.here.scope.module.path
    level = len(dotted) - len(dotted.lstrip("."))
    return m.relative_module(level, dotted[level:], near) if level else m.module(dotted, near)


def _getattr(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    if len(args.positional) < 2:
        return None
    names = [one.value for one, _ in options(args.positional[1]) if isinstance(one, Const)]
    if not names:
        watching.passed(m, Args(args.positional[:1]), node)
        return Unknown("an attribute whose name is not known")
    found = m.attribute(args.positional[0], str(names[0]), node)
    if isinstance(found, Unknown) and len(args.positional) > 2:
        return args.positional[2]
    return found


def _setattr(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    if len(args.positional) == 3 and isinstance(args.positional[1], Const):
        assigning.assign(m, args.positional[0], str(args.positional[1].value), args.positional[2], node)
    return NONE


def _next(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    """One step of a generator; one that nobody holds is closed at once, and its `finally` runs."""
    if not args.positional:
        return None
    results = []
    for option, guard in options(args.positional[0]):
        if isinstance(option, Generator):
            value = generators.advance(m, option)
            results.append(Alternative(value or Unknown("a generator that ended"), guard))
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Call):
                generators.finish(m, option, "close")
                for session in watching.sessions(value) if value else ():
                    session.origin = m.place(node)
                    m.here.sessions.append(session)
        else:
            results.append(Alternative(iterating.summary(m, option, node), guard))
    return either(results)


def _close_generator(m: Machine, target: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    if isinstance(target, Generator):
        generators.finish(m, target, "close")
        return NONE
    return None


def _step(m: Machine, target: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if isinstance(target, Generator):
        target.sent = args.get(0)
        return generators.advance(m, target) or Unknown("a generator that ended")
    return None


def _text(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    for value in args.positional[:1]:
        watching.shown(m, value, node)
    return Unknown("a text")


def _repr(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    for value in args.positional[:1]:
        watching.shown(m, value, node, ("__repr__",))
    return Unknown("a text")


def _type(m: Machine, args: Args, _node: ast.AST | None) -> Value | None:
    value = args.get(0)
    if len(args.positional) == 3:
        return _made_class(m, *args.positional)
    cls = value.cls if isinstance(value, Entity | Instance) else None
    return cls if cls is not None else Unknown("a type")


def _made_class(m: Machine, name: Value, bases: Value, body: Value) -> Value:
    """`type("Users", (Repository,), {"model": User})`."""
    held = bases.items if isinstance(bases, Sequence) else []
    known = {f"base{at}": one for at, one in enumerate(held)}
    text = str(name.value) if isinstance(name, Const) and str(name.value).isidentifier() else "made"
    node = ast.parse(f"class {text}({', '.join(known)}): pass").body[0]
    assert isinstance(node, ast.ClassDef)
    scope = Scope(m.here.scope.module)
    scope.names = known
    cls = ClassValue(node, m.here.scope.module, scope)
    if isinstance(body, Mapping):
        cls.attributes = {str(key): one for key, one in body.entries.items()}
    return cls


def _isinstance(_m: Machine, args: Args, _node: ast.AST | None) -> Value | None:
    value, cls = args.get(0), args.get(1)
    if isinstance(value, Entity | Instance) and value.cls is not None and isinstance(cls, ClassValue):
        below = isinstance(value, Entity) and value.cls in linearised(cls)  # a query gives subclasses as well
        return Unknown("a bool") if below and cls is not value.cls else Const(cls in linearised(value.cls))
    return Unknown("a bool")


def _iter(_m: Machine, args: Args, _node: ast.AST | None) -> Value | None:
    return args.get(0)


def _cast(_m: Machine, args: Args, _node: ast.AST | None) -> Value | None:
    return args.get(1, "val")


def _by_method(name: str) -> Run:
    """A function that asks the object's own method, such as `len` its `__len__`."""

    def run(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
        for value, _ in options(args.get(0) or NONE):
            method = m.method(value, name)
            if method is not None:
                m.call(method, Args(), node)
        return Unknown("a number")

    return run


def _bool(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    value = operators.asked(m, args.get(0) or NONE, node)
    return type(value)(bool(value.value)) if isinstance(value, Const) else Unknown("a bool")


def _vars(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    value = args.get(0)
    return m.attribute(value, "__dict__", node) if isinstance(value, Instance | ClassValue) else Mapping()


def _callable(_m: Machine, args: Args, _node: ast.AST | None) -> Value | None:
    value = args.get(0)
    return Const(value=True) if isinstance(value, Function | Native | Partial | ClassValue) else Unknown("a bool")


def _subclasses(m: Machine, cls: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    """`Base.__subclasses__()`."""
    if not isinstance(cls, ClassValue):
        return None
    return Sequence([one for one in finding.subclasses(m, cls) if cls in linearised(one)[1:]])


_FUNCTIONS: dict[str, Run] = {
    **dict.fromkeys(("iter", "aiter", "assert_type", "reveal_type"), _iter),
    "cast": _cast,
    "defaultdict": _default_dict,
    **dict.fromkeys(("dict", "UserDict"), _dict),
    "SimpleNamespace": _namespace,
    "getattr": _getattr,
    "setattr": _setattr,
    "hasattr": _getattr,
    **dict.fromkeys(("next", "anext"), _next),
    **dict.fromkeys(("str", "format", "print"), _text),
    "repr": _repr,
    "type": _type,
    "isinstance": _isinstance,
    **{name: _by_method(f"__{name}__") for name in ("len", "id", "hash", "int", "float", "round", "abs")},
    "bool": _bool,
    "vars": _vars,
    "callable": _callable,
    "object": lambda _m, _args, _node: Instance(None, "object"),
}
#: Methods of a text that give another one, no longer than it, without arguments.
_SHORTENING = ("lower", "strip", "lstrip", "rstrip", "upper", "title", "capitalize", "casefold")
_ROOTS = ("builtins", "collections", "typing", "typing_extensions", "types")


def _dispatch(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library) or not callee.name.startswith(_ROOTS):
        return None
    return _FUNCTIONS[callee.last](m, args, node)


def _text_method(m: Machine, method: Value, args: Args, node: ast.AST | None) -> Value | None:
    """A method of a text or number: what it is given is turned into text."""
    text = method.target.value if isinstance(method, Method) and isinstance(method.target, Const) else None
    if isinstance(text, str) and isinstance(method, Method) and method.name in _SHORTENING and not args.all():
        return Const(getattr(text, method.name)())
    for value in args.all():
        watching.shown(m, value, node)
        if isinstance(value, iterating.WORKING):
            iterating.elements(m, value)
    return Unknown("a text")


def _new(m: Machine, _callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`super().__new__(cls)` and `object.__new__(cls)`."""
    cls = args.get(0)
    return Instance(cls, born=m.request) if isinstance(cls, ClassValue) else None


def _set_raw(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    """`object.__setattr__(self, name, value)`, also of what is above in `super()`."""
    given = args.led_by(callee.receiver).positional if isinstance(callee, Super) else args.positional
    target, name, value = given if len(given) == 3 else (None, None, None)
    if not isinstance(name, Const) or value is None:
        return None
    for one, _ in options(target) if target is not None else ():
        if isinstance(one, Instance):
            assigning.keep(m, one, str(name.value), value, node)
        else:
            assigning.assign(m, one, str(name.value), value, node)
    return NONE


def _get_raw(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    """`object.__getattribute__(self, name)`."""
    return _getattr(m, args.led_by(callee.receiver) if isinstance(callee, Super) else args, node)


def _marked(_m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`property(read)` without a decorator's line."""
    given = args.get(0, "fget")
    if not isinstance(callee, Library) or not isinstance(given, Function):
        return None
    made = Function(given.node, given.module, given.scope, given.owner)
    made.marks = given.marks | {callee.last}
    return made


def _construct(m: Machine, above: Value, args: Args, node: ast.AST | None) -> Value | None:
    """`super().__call__(...)` in a metaclass."""
    cls = above.receiver if isinstance(above, Super) else None
    return calls.construct(m, cls, args, node) if isinstance(cls, ClassValue) else None


IDIOM = Idiom(
    library={
        **dict.fromkeys(_FUNCTIONS, _dispatch),
        **dict.fromkeys(("property", "cached_property", "staticmethod", "classmethod"), _marked),
        "import_module": _import_module,
        "__new__": _new,
        "__setattr__": _set_raw,
        "__getattribute__": _get_raw,
    },
    methods={
        (Super, "__setattr__"): _set_raw,
        (Super, "__getattribute__"): _get_raw,
        (Super, "__new__"): _new,
        (ClassValue, "__new__"): _new,
        (ClassValue, "__subclasses__"): _subclasses,
        (Coroutine, "__await__"): lambda _m, coroutine, _args, _node: coroutine,
        (Super, "__call__"): _construct,
        (Const, "*"): _text_method,
        (Generator, "close"): _close_generator,
        (Generator, "aclose"): _close_generator,
        **{(Generator, name): _step for name in ("__next__", "__anext__", "send", "asend")},
    },
)
