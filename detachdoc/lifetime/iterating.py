"""What comes out of a collection? Items, summaries, comprehensions; one row stands for all of a load."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import assigning, contents, generators, truth, watching
from detachdoc.lifetime.alternatives import Alternative, either, options
from detachdoc.lifetime.rows import Entity
from detachdoc.lifetime.scopes import Scope
from detachdoc.lifetime.values import Args, Const, Generator, Instance, LibraryObject, Mapping, Sequence, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detachdoc.lifetime.activation import Activation
    from detachdoc.lifetime.machine import Machine

#: Items of one collection that are looked at one by one.
_MAX_ITEMS = 6


class Lazy(Value):
    """A generator expression nobody has consumed yet."""

    __slots__ = ("activation", "node", "scope", "source")

    def __init__(self, node: ast.GeneratorExp, source: Value, scope: Scope, activation: Activation) -> None:
        self.node = node
        #: What the first `for` runs over: Python reads it at once.
        self.source = source
        self.scope = scope
        self.activation = activation


class Deferred(Value):
    """What `map` and `filter` give: the work is done when somebody iterates over it, once.

    Args:
        work: gives the items.
    """

    __slots__ = ("_found", "_work")

    def __init__(self, work: Callable[[], list[Value]]) -> None:
        self._work = work
        self._found: list[Value] | None = None

    def run(self) -> list[Value]:
        """The items; the first to ask has the work done."""
        if self._found is None:
            self._found = []
            self._found = self._work()
        return self._found


#: What does its work while it is iterated over.
WORKING = Generator | Lazy | Deferred


def elements(m: Machine, value: Value) -> list[Value]:
    """Everything iterating over a value gives; a generator is run to its end."""
    return list(stream(m, value))


def stream(m: Machine, value: Value) -> Iterator[Value]:
    """What iterating over a value gives, one at a time; a generator stays suspended in between."""
    for option, guard in options(value):
        joined = m.path if not guard else {**m.path, **guard}
        if isinstance(option, Generator):
            yield from generators.drain(m, option)
        elif isinstance(option, Lazy):
            yield from _lazily(m, option)
        else:
            before = m.path
            m.path = joined
            found = _items(m, option)
            m.path = before
            for item_value in found[:_MAX_ITEMS]:
                yield either([Alternative(item_value, guard)]) if guard else item_value


def _items(m: Machine, value: Value) -> list[Value]:
    value = contents.standing_for(m, value, "__iter__", "__aiter__")
    if isinstance(value, Sequence | Mapping) and not _content(value):
        missed(m, value)
    if isinstance(value, Sequence):
        return list(value.items)
    if isinstance(value, Mapping):
        return [Const(key) for key in value.entries] or [Unknown("a key")]
    if isinstance(value, Entity):
        return [value]
    if isinstance(value, Instance):
        for name in ("__iter__", "__aiter__"):
            method = m.attribute(value, name)
            if not isinstance(method, Unknown):
                made = m.call(method, Args())
                return _steps(m, value) if any(one is value for one, _ in options(made)) else elements(m, made)
        by_number = m.method(value, "__getitem__")
        if by_number is not None:
            return [m.call(by_number, Args([Unknown("a number")]))]
    return m.idioms.items(m, value)


def _steps(m: Machine, iterator: Instance) -> list[Value]:
    """What an object that is its own iterator gives: one item, which stands for all."""
    for name in ("__next__", "__anext__"):
        method = m.attribute(iterator, name)
        if not isinstance(method, Unknown):
            return [m.awaited(m.call(method, Args()))]
    return []


def _content(value: Sequence | Mapping) -> list[Value]:
    return value.items if isinstance(value, Sequence) else value.values()


def _lazily(m: Machine, value: Lazy) -> Iterator[Value]:
    m.stack.append(value.activation)
    before = value.activation.scope
    value.activation.scope = value.scope
    try:
        found = comprehend(m, value.node, value.source)
    finally:
        value.activation.scope = before
        m.stack.pop()
    yield from found.items if isinstance(found, Sequence) else []


def summary(m: Machine, value: Value, node: ast.AST | None = None) -> Value:
    """One value for anything iterating gives."""
    found = elements(m, value)
    if not found:
        return Unknown("the items of a collection are not known", m.place(node))
    return either([Alternative(each, {}) for each in found])


def comprehend(
    m: Machine, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, source: Value | None = None
) -> Value:
    """Evaluate a comprehension once, for what its items have in common.

    Args:
        m: the machine.
        node: the comprehension.
        source: what its first `for` runs over, when that was evaluated before.
    """
    results: list[Value] = []
    mapping = Mapping()

    def collect() -> None:
        if isinstance(node, ast.DictComp):
            put(mapping, m.evaluate(node.key), m.evaluate(node.value))
        else:
            results.append(m.evaluate(node.elt))

    before = m.here.scope
    m.here.scope = Scope(before.module, before)
    try:
        _clauses(m, node.generators, collect, source)
    finally:
        m.here.scope = before
    if isinstance(node, ast.DictComp):
        return mapping
    return Sequence(results, kind="set" if isinstance(node, ast.SetComp) else "list")


def _clauses(
    m: Machine, clauses: list[ast.comprehension], then: Callable[[], None], source: Value | None = None
) -> None:
    if not clauses:
        then()
        return
    clause, rest = clauses[0], clauses[1:]
    values = source if source is not None else m.evaluate(clause.iter)
    m.iterated = clause.iter
    for value in _or_unknown(m, values, clause.iter):
        bind(m, clause.target, value)
        verdicts = [truth.test(m, condition) for condition in clause.ifs]
        if False not in verdicts:
            _clauses(m, rest, then)


def _or_unknown(m: Machine, source: Value, node: ast.expr) -> Iterator[Value]:
    """What iterating gives; one unknown item where nobody knows, as for `range(3)`."""
    found = stream(m, source)
    first = next(found, None)
    if first is not None:
        yield first
        yield from found
    elif not isinstance(source, Sequence | Mapping):
        yield Unknown("the items of a collection are not known", m.place(node))


def bind(m: Machine, target: ast.expr, value: Value) -> None:
    """Assign a value to a target."""
    if isinstance(target, ast.Name):
        m.here.scope.bind(target.id, value)
    elif isinstance(target, ast.Tuple | ast.List):
        _unpack(m, target.elts, value)
    elif isinstance(target, ast.Attribute):
        assigning.assign(m, m.evaluate(target.value), target.attr, value, target)
    elif isinstance(target, ast.Subscript):
        store(m, m.evaluate(target.value), m.evaluate(target.slice), value, target)
    elif isinstance(target, ast.Starred):
        bind(m, target.value, value)


def _unpack(m: Machine, targets: list[ast.expr], value: Value) -> None:
    starred = next((at for at, target in enumerate(targets) if isinstance(target, ast.Starred)), None)
    for at, target in enumerate(targets):
        if at == starred:
            bind(m, target, Sequence(elements(m, value)[at:]))
            continue
        index = at if starred is None or at < starred else at - len(targets)
        bind(m, target, position(m, value, index))


def position(m: Machine, value: Value, index: int) -> Value:
    """What unpacking a value gives at a position."""
    return either([Alternative(_position(m, one, index), guard) for one, guard in options(value)])


def _position(m: Machine, value: Value, index: int) -> Value:
    if isinstance(value, Sequence) and value.fixed and -len(value.items) <= index < len(value.items):
        return value.items[index]
    if isinstance(value, Mapping):
        return Unknown("a key")
    special = m.idioms.position(m, value, index)
    return special if special is not None else summary(m, value)


def item(m: Machine, base: Value, index: Value, node: ast.AST | None) -> Value:
    """What `base[index]` gives."""
    base = contents.standing_for(m, base, "__getitem__", "__missing__")
    if isinstance(base, Mapping):
        return entry(m, base, index)
    if isinstance(base, Sequence):
        if isinstance(index, Const) and isinstance(index.value, int) and base.fixed:
            return _position(m, base, index.value)
        return base if isinstance(index, Unknown) and index.why == "slice" else summary(m, base, node)
    if isinstance(base, Entity):
        return base
    if isinstance(base, LibraryObject):
        return either([Alternative(each, {}) for each in base.items]) if base.items else Unknown()
    if isinstance(base, Instance):
        method = m.attribute(base, "__getitem__")
        if isinstance(method, Unknown) and isinstance(index, Const) and index.value in base.attributes:
            return base.attributes[str(index.value)]  # a TypedDict
        if not isinstance(method, Unknown):
            return m.call(method, Args([index]), node)
    special = m.idioms.position(m, base, index.value if isinstance(index, Const) else 0)
    return special if special is not None else Unknown("an item of something unknown", m.place(node))


def missed(m: Machine, container: Sequence | Mapping | LibraryObject) -> None:
    """Something was looked up where nothing is: an import or another request may put it there."""
    m.register()
    if container.lasting:
        m.found_empty(container)


def entry(m: Machine, mapping: Mapping, key: Value) -> Value:
    """What `mapping[key]` gives; a `defaultdict` makes what is missing."""
    if not mapping.values():
        missed(m, mapping)
    known = truth.key_of(key)
    if mapping.factory is not None and known not in mapping.entries and not (known is None and mapping.others):
        put(mapping, key, m.call(mapping.factory, Args()))
    return lookup(mapping, key)


def lookup(mapping: Mapping, key: Value) -> Value:
    """What a mapping may hold under a key."""
    known = truth.key_of(key)
    if known is not None and known in mapping.entries:
        return mapping.entries[known]
    found = mapping.others if known is not None else mapping.values()
    if not found:
        return Unknown("nothing was seen being stored there")
    return either([Alternative(each, {}) for each in found])


def store(m: Machine, base: Value, key: Value, value: Value, node: ast.AST | None) -> None:
    """`base[key] = value`."""
    m.tick()
    for option, _ in options(base):
        target = contents.standing_for(m, option, "__setitem__")
        if isinstance(target, Mapping):
            put(target, key, value)
        elif isinstance(target, (Sequence, LibraryObject)):
            target.items.append(value)
        elif isinstance(target, Instance):
            method = m.attribute(target, "__setitem__")
            if not isinstance(method, Unknown):
                m.call(method, Args([key, value]), node)
        watching.kept(m, value, node)


def put(mapping: Mapping, key: Value, value: Value) -> None:
    """Store under a key, beside what is there when the key is not known."""
    known = truth.key_of(key)
    if known is not None:
        mapping.entries[known] = value
    elif value not in mapping.others:
        mapping.others.append(value)
