"""What do lists, dicts, sets, deques and queues do with what is put in them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import iterating, operators, truth, watching
from detachdoc.lifetime.alternatives import Alternative, either
from detachdoc.lifetime.idioms.idiom import Handler, Idiom
from detachdoc.lifetime.rows import Entity
from detachdoc.lifetime.values import NONE, Args, Const, Instance, Mapping, Sequence, Unknown, Value

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine


def _append(m: Machine, target: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(target, Sequence):
        return None
    for value in args.positional[-1:]:
        if not any(value is known for known in target.items):
            target.items.append(value)
            target.fixed = target.fixed and len(target.items) <= 1
        watching.kept(m, value, node)
    return NONE


def _extend(m: Machine, target: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(target, Sequence) or not args.positional:
        return None
    found = iterating.elements(m, args.positional[0])
    target.items.extend(value for value in found if not any(value is known for known in target.items))
    watching.kept(m, Sequence(found), node)
    return NONE


def _sort(m: Machine, target: Value, args: Args, node: ast.AST | None) -> Value | None:
    """`list.sort(key=...)`: the key reads every item."""
    key = args.named.get("key")
    if not isinstance(target, Sequence):
        return None
    if key is not None:
        for value in target.items:
            m.call(key, Args([value]), node)
    else:
        operators.ordered(m, target.items, node)
    return NONE


def _take(m: Machine, target: Value, _args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(target, Sequence):
        return None
    if not target.items and target.lasting:
        m.found_empty(target)
    for entity, _ in watching.rows(target):
        if isinstance(entity, Entity):
            entity.queued = True
    return iterating.summary(m, Sequence(target.items), node)


def _same(_m: Machine, target: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    return target


def _get(m: Machine, target: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if not isinstance(target, Mapping):
        return None
    key, default = args.get(0) or Unknown(), args.get(1, "default") or NONE
    known = truth.key_of(key)
    if known is not None and known in target.entries:
        return target.entries[known]
    if not target.values():
        iterating.missed(m, target)
        return iterating.lookup(target, key) if target.values() else default
    branch = m.branch()
    found = iterating.lookup(target, key)
    return either([Alternative(found, m.only(branch, 0)), Alternative(default, m.only(branch, 1))])


def _pop(m: Machine, target: Value, args: Args, node: ast.AST | None) -> Value | None:
    return _get(m, target, args, node)


def _set_default(m: Machine, target: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(target, Mapping):
        return None
    key = args.get(0) or Unknown()
    known = truth.key_of(key)
    if known is not None and known in target.entries:
        return target.entries[known]
    before = target.values() if known is None else target.others
    value = args.get(1, "default") or NONE
    iterating.put(target, key, value)
    watching.kept(m, value, node)
    return either([Alternative(one, {}) for one in (*before, value)])


def _update(m: Machine, target: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(target, Mapping):
        return None
    for value in args.positional:
        if isinstance(value, Mapping):
            target.take_in(value)
        else:
            target.others.extend(_second(one) for one in iterating.elements(m, value))
    target.entries.update(args.named)
    watching.kept(m, target, node)
    return NONE


def _second(value: Value) -> Value:
    return value.items[-1] if isinstance(value, Sequence) and value.items else value


def _values(m: Machine, target: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    if not isinstance(target, Mapping):
        return None
    if not target.values():
        iterating.missed(m, target)
    return Sequence(target.values())


def _pairs(m: Machine, target: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    if not isinstance(target, Mapping):
        return None
    if not target.values():
        iterating.missed(m, target)
    known: list[Value] = [Sequence([Const(key), value], fixed=True) for key, value in target.entries.items()]
    others: list[Value] = [Sequence([Unknown("a key"), value], fixed=True) for value in target.others]
    return Sequence([*known, *others])


def _keys(_m: Machine, target: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    return Sequence([Const(key) for key in target.entries]) if isinstance(target, Mapping) else None


def _merged(_m: Machine, left: Value, right: Value) -> Value | None:
    """`left | right` of two dicts."""
    if not isinstance(left, Mapping) or not isinstance(right, Mapping):
        return None
    merged = Mapping()
    merged.entries = {**left.entries, **right.entries}
    merged.others = [*left.others, *right.others]
    return merged


def _through_keys(m: Machine, target: Value, node: ast.AST | None) -> list[tuple[Value, Value]]:
    """Keys and values of an object that only defines `__iter__` and `__getitem__`, as a subclass of `Mapping` may."""
    getter = m.method(target, "__getitem__")
    if getter is None or m.method(target, "__iter__") is None:
        return []
    return [(key, m.call(getter, Args([key]), node)) for key in iterating.elements(m, target)]


def _own_values(m: Machine, target: Value, _args: Args, node: ast.AST | None) -> Value | None:
    found = _through_keys(m, target, node)
    return Sequence([value for _, value in found]) if found else None


def _own_pairs(m: Machine, target: Value, _args: Args, node: ast.AST | None) -> Value | None:
    found = _through_keys(m, target, node)
    return Sequence([Sequence([*pair], fixed=True) for pair in found]) if found else None


def _own_get(m: Machine, target: Value, args: Args, node: ast.AST | None) -> Value | None:
    getter = m.method(target, "__getitem__")
    if getter is None:
        return None
    branch = m.branch()
    with m.on(m.only(branch, 0)):
        found = m.call(getter, Args(args.positional[:1]), node)
    default = args.get(1, "default") or NONE
    return either([Alternative(found, m.only(branch, 0)), Alternative(default, m.only(branch, 1))])


def _clear(_m: Machine, target: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    return NONE if isinstance(target, Mapping | Sequence) else None


def _model_method(m: Machine, target: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    """`model_dump` and the like of the project's own pydantic models, and `_replace` of named tuples."""
    if isinstance(target, Instance):
        mapping = Mapping()
        mapping.entries.update(target.attributes)
        m.tick()
        return mapping
    return None


def _get_item(m: Machine, target: Value, args: Args, node: ast.AST | None) -> Value | None:
    return iterating.item(m, target, args.get(0) or Unknown("a key"), node)


def _set_item(m: Machine, target: Value, args: Args, node: ast.AST | None) -> Value:
    if len(args.positional) > 1:
        iterating.store(m, target, args.positional[0], args.positional[1], node)
    return NONE


def _refill(m: Machine, target: Value, args: Args, node: ast.AST | None) -> Value:
    """`super().__init__(...)` of a class that is a container."""
    if isinstance(target, Mapping):
        _update(m, target, args, node)
    elif args.positional:
        _extend(m, target, args, node)
    return NONE


def _table(*names: str, kind: type, handler: Handler) -> dict[tuple[type, str], Handler]:
    return {(kind, name): handler for name in names}


IDIOM = Idiom(
    methods={
        **_table("append", "add", "appendleft", "put", "put_nowait", "insert", kind=Sequence, handler=_append),
        **_table("sort", kind=Sequence, handler=_sort),
        **_table("extend", "update", kind=Sequence, handler=_extend),
        **_table("pop", "popleft", "get", "get_nowait", kind=Sequence, handler=_take),
        **_table("copy", "union", kind=Sequence, handler=_same),
        **_table("get", kind=Mapping, handler=_get),
        **_table("pop", kind=Mapping, handler=_pop),
        **_table("setdefault", kind=Mapping, handler=_set_default),
        **_table("update", kind=Mapping, handler=_update),
        **_table("values", kind=Mapping, handler=_values),
        **_table("values", kind=Instance, handler=_own_values),
        **_table("items", kind=Instance, handler=_own_pairs),
        **_table("get", kind=Instance, handler=_own_get),
        **_table("items", kind=Mapping, handler=_pairs),
        **_table("keys", kind=Mapping, handler=_keys),
        **_table("copy", kind=Mapping, handler=_same),
        **_table("clear", kind=Mapping, handler=_clear),
        **{(kind, "__getitem__"): _get_item for kind in (Sequence, Mapping)},
        **{(kind, "__setitem__"): _set_item for kind in (Sequence, Mapping)},
        **{(kind, "__init__"): _refill for kind in (Sequence, Mapping)},
        **{(kind, "__iter__"): _same for kind in (Sequence, Mapping)},
    },
    unknown=dict.fromkeys(("model_dump", "dict", "_asdict"), _model_method),
    joined={Mapping: _merged},
)
