"""What do functions over collections give? `list`, `sorted`, `map`, `zip`, and those of itertools and heapq."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from detachdoc.lifetime import iterating, operators
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.values import Args, Library, Mapping, Sequence, Unknown, Value

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine

Run = Callable[["Machine", Args, "ast.AST | None"], "Value | None"]


def _collect(m: Machine, args: Args, _node: ast.AST | None) -> Value | None:
    if not args.positional:
        return Sequence([])
    given = args.positional[0]
    if isinstance(given, Sequence):
        return Sequence(list(given.items), fixed=given.fixed)
    return Sequence(iterating.elements(m, given))


def _sorted(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    found = _collect(m, args, node)
    key = args.named.get("key")
    if key is not None and isinstance(found, Sequence):
        for value in found.items:
            m.call(key, Args([value]), node)
    elif isinstance(found, Sequence):
        operators.ordered(m, found.items, node)
    return found


def _grouped(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    found = _sorted(
        m, Args(args.positional[:1], {"key": args.positional[1]} if args.positional[1:] else args.named), node
    )
    return Sequence([Sequence([Unknown("a key"), found], fixed=True)]) if found is not None else None


def _extreme(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    given = args.positional[0] if len(args.positional) == 1 else Sequence(args.positional)
    found = _sorted(m, Args([given], args.named), node)
    return iterating.summary(m, found, node) if found is not None else None


def _largest(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    """`nlargest(3, rows, key=...)`."""
    return _sorted(m, Args(args.positional[1:], args.named), node)


def _side_by_side(m: Machine, values: list[Value]) -> list[list[Value]]:
    """Several collections that are gone through together; one nobody knows, as `count()`, is as long as the others."""
    columns = [iterating.elements(m, value) for value in values]
    longest = max(map(len, columns), default=0)
    for column, value in zip(columns, values, strict=True):
        known = isinstance(value, Sequence | Mapping | iterating.WORKING)
        if not known and all(isinstance(one, Unknown) for one in column):
            column.extend([Unknown("an item")] * (longest - len(column)))
    return [list(row) for row in zip(*columns, strict=False)]


def _map(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    if len(args.positional) < 2:
        return None
    function, *collections = args.positional

    def run() -> list[Value]:
        return [m.call(function, Args(row), node) for row in _side_by_side(m, collections)]

    return iterating.Deferred(run)


def _star_map(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    if len(args.positional) < 2:
        return None
    function, collection = args.positional[0], args.positional[1]

    def run() -> list[Value]:
        rows = (iterating.elements(m, one) for one in iterating.elements(m, collection))
        return [m.call(function, Args(row), node) for row in rows]

    return iterating.Deferred(run)


def _filter(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    if len(args.positional) < 2:
        return None
    function, collection = args.positional[0], args.positional[1]

    def run() -> list[Value]:
        found = iterating.elements(m, collection)
        for value in found:
            m.call(function, Args([value]), node)
        return found

    return iterating.Deferred(run)


def _reduce(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    if len(args.positional) < 2:
        return None
    found = iterating.elements(m, args.positional[1])
    value = args.get(2) or next(iter(found), Unknown("what is reduced"))
    for each in found:
        value = m.call(args.positional[0], Args([value, each]), node)
    return value


def _zip(m: Machine, args: Args, _node: ast.AST | None) -> Value | None:
    return Sequence([Sequence(row, fixed=True) for row in _side_by_side(m, args.positional)])


def _pairs(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    """`pairwise`, `combinations`, `batched`: small tuples of items of one collection."""
    if not args.positional:
        return None
    each = iterating.summary(m, args.positional[0], node)
    return Sequence([Sequence([each, each], fixed=True)])


def _repeated(_m: Machine, args: Args, _node: ast.AST | None) -> Value | None:
    return Sequence(args.positional[:1])


def _merged(m: Machine, args: Args, node: ast.AST | None) -> Value | None:
    """`heapq.merge(rows, others, key=...)`."""
    chained = _chain(m, args, node)
    return _sorted(m, Args([chained], args.named), node) if chained is not None else None


def _same(_m: Machine, args: Args, _node: ast.AST | None) -> Value | None:
    return args.get(0)


def _enumerate(m: Machine, args: Args, _node: ast.AST | None) -> Value | None:
    found = iterating.elements(m, args.positional[0]) if args.positional else []
    return Sequence([Sequence([Unknown("a number"), value], fixed=True) for value in found])


def _consume(m: Machine, args: Args, _node: ast.AST | None) -> Value | None:
    for value in args.positional[:1]:
        iterating.elements(m, value)
    return Unknown("a result")


def _chain(m: Machine, args: Args, _node: ast.AST | None) -> Value | None:
    return Sequence([item for value in args.positional for item in iterating.elements(m, value)])


def _from_iterable(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if isinstance(callee, Library) and callee.name.startswith("itertools"):
        inner = [item for value in args.positional for item in iterating.elements(m, value)]
        return Sequence([item for value in inner for item in iterating.elements(m, value)])
    return None


_FUNCTIONS: dict[str, Run] = {
    **dict.fromkeys(
        ("list", "tuple", "set", "frozenset", "reversed", "deque", "UserList", "cycle", "accumulate"), _collect
    ),
    **dict.fromkeys(("sample", "compress"), _collect),
    **dict.fromkeys(("islice", "tee", "MappingProxyType"), _same),
    "sorted": _sorted,
    "groupby": _grouped,
    **dict.fromkeys(("max", "min", "choice"), _extreme),
    **dict.fromkeys(("nlargest", "nsmallest"), _largest),
    "map": _map,
    "reduce": _reduce,
    "starmap": _star_map,
    **dict.fromkeys(("filter", "takewhile", "dropwhile", "filterfalse"), _filter),
    **dict.fromkeys(("zip", "zip_longest", "product"), _zip),
    **dict.fromkeys(("pairwise", "combinations", "permutations", "batched"), _pairs),
    "enumerate": _enumerate,
    **dict.fromkeys(("sum", "any", "all", "Counter", "fsum", "mean"), _consume),
    "chain": _chain,
    "merge": _merged,
    "repeat": _repeated,
}
_ROOTS = ("builtins", "collections", "functools", "itertools", "statistics", "math", "heapq", "random", "types")


def _dispatch(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library) or not callee.name.startswith(_ROOTS):
        return None
    m.iterated = node
    return _FUNCTIONS[callee.last](m, args, node)


def _wrapped(_m: Machine, _callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """A library that shows progress, or takes an iteration to a thread, passes the items on."""
    return args.get(0)


def _deferred(_m: Machine, value: Value) -> list[Value]:
    return value.run() if isinstance(value, iterating.Deferred) else []


IDIOM = Idiom(
    library={
        **dict.fromkeys(_FUNCTIONS, _dispatch),
        "from_iterable": _from_iterable,
        **dict.fromkeys(("tqdm", "track", "iterate_in_threadpool"), _wrapped),
    },
    items={iterating.Deferred: _deferred},
)
