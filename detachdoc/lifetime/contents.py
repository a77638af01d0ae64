"""What is an object besides its attributes? A `class Store(dict)` is a dict, a `class Scope(ExitStack)` a stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime.values import Instance, LibraryObject, Unknown

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine
    from detachdoc.lifetime.values import Args, ClassValue, Value

#: Classes of Python and of libraries that a class may derive from to be one, by the last part of their names.
_CONTAINERS = frozenset({
    "dict", "OrderedDict", "defaultdict", "UserDict", "WeakValueDictionary", "list", "tuple", "set", "frozenset",
    "UserList", "deque", "Queue", "LifoQueue", "PriorityQueue", "SimpleQueue", "ExitStack", "AsyncExitStack",
    "sessionmaker", "async_sessionmaker", "LRUCache", "TTLCache", "LFUCache", "Cache",
})  # fmt: skip


def of(m: Machine, cls: ClassValue, args: Args, node: ast.AST | None) -> Value | None:
    """What an object of a class is by its library base, made with its arguments; None for an ordinary object."""
    base = m.library_base(cls)
    if base is None or base.last not in _CONTAINERS:
        return None
    made = m.call(base, args, node)
    return None if isinstance(made, Unknown | LibraryObject) else made


def standing_for(m: Machine, value: Value, *names: str) -> Value:
    """What answers for an object when its class does not define methods: what it is by its base."""
    if not isinstance(value, Instance) or value.contents is None:
        return value
    return value if any(m.method(value, name) is not None for name in names) else value.contents
