"""What outlives a request? `lru_cache` and its kin, cache classes, clients of caches, process-wide stores."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import expressions, watching
from detachdoc.lifetime.alternatives import Alternative, either
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.idioms.leaving import Pickled
from detachdoc.lifetime.rows import Entity
from detachdoc.lifetime.values import (
    NONE,
    Args,
    Coroutine,
    Function,
    Library,
    LibraryObject,
    Mapping,
    Method,
    Native,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine
    from detachdoc.model.place import Place

_WRITES = ("set", "put", "add", "store", "save", "push", "append", "hset", "setex", "lpush", "rpush", "__setitem__")
_READS = ("get", "pop", "fetch", "load", "lookup", "hget", "lpop", "rpop", "peek", "read", "__getitem__", "getdel")


def _decorate(m: Machine, by: Value, function: Value) -> Value | None:
    """A function whose results are kept for later calls, perhaps of other requests."""
    if isinstance(by, Library | LibraryObject) and not by.name.startswith(_MODULES):
        return None
    kept: list[Value] = []

    def run(args: Args, node: ast.AST | None) -> Value:
        before = [Alternative(value, {}) for value in kept]
        branch = m.branch()
        with m.on(m.only(branch, 1)):
            fresh = m.call(function, args, node)
            if isinstance(fresh, Coroutine):
                fresh = expressions.awaited(m, fresh, node)
        place = _definition(m, function)
        for entity, _ in watching.rows(fresh):
            if isinstance(entity, Entity):
                entity.stored = entity.stored or place
        if watching.rows(fresh) or not kept:
            kept.append(fresh)
        if not before:
            return fresh
        first = either(before)
        return either([Alternative(first, m.only(branch, 0)), Alternative(fresh, m.only(branch, 1))])

    return Native("cached", run)


def _definition(m: Machine, function: Value) -> Place | None:
    if isinstance(function, Function) and not isinstance(function.node, ast.Lambda):
        decorators = function.node.decorator_list
        return m.place_in(function.module.path, decorators[0] if decorators else function.node, function.node)
    return None


_MODULES = ("functools", "cachetools", "async_lru", "aiocache", "asyncstdlib", "fastapi_cache", "cashews", "cache",
            "aiocached", "diskcache", "joblib", "beaker", "dogpile", "methodtools", "theine", "asyncache",
            "memoization", "cachebox", "alru")  # fmt: skip


def _cached_call(m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`lru_cache(maxsize=8)` and `lru_cache(function)` outside a decorator line."""
    if not isinstance(callee, Library) or not callee.name.startswith(_MODULES):
        return None
    first = args.get(0)
    if isinstance(first, Function):
        return _decorate(m, callee, first)
    return Native("cache decorator", lambda given, _n: _decorate(m, callee, given.get(0) or Unknown()) or Unknown())


def _cache_class(_m: Machine, callee: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """A class that works like a dict; those of `collections` begin with what they are given, the first dict first."""
    if not isinstance(callee, Library) or not callee.name.startswith(_MAPPINGS):
        return None
    made = Mapping("cache")
    for given in reversed(args.positional):
        if isinstance(given, Mapping):
            made.take_in(given)
    return made


_MAPPINGS = ("cachetools", "collections", "weakref", "expiringdict", "cachebox", "diskcache", "lru")


def _store(m: Machine, method: Value, args: Args, node: ast.AST | None) -> Value | None:
    """A client of a store nobody can see into: what was put in may come out."""
    if not isinstance(method, Method) or not isinstance(method.target, LibraryObject):
        return None
    stem = method.name.strip("_").lower()
    if method.name in _WRITES or stem.startswith(("set", "put", "store", "save", "push", "add_to")):
        return _write(m, method.target, args, node)
    if method.name in _READS or stem.startswith(("get", "fetch", "load", "pop", "read")):
        return _read(m, method.target)
    return None


def _write(m: Machine, target: LibraryObject, args: Args, node: ast.AST | None) -> Value | None:
    worth = [value for value in args.all() if isinstance(value, Pickled) or watching.rows(value)]
    if not worth:
        return None
    for value in worth:
        if not any(value is known for known in target.items):
            target.items.append(value)
        watching.kept(m, value.content if isinstance(value, Pickled) else value, node)
    return NONE


def _read(m: Machine, target: LibraryObject) -> Value | None:
    if not target.items:
        if target.lasting:
            m.empty_reads.append(target)
        return None
    return either([Alternative(value, {}) for value in target.items])


def _unset(m: Machine, value: Value, name: str, _node: ast.AST | None) -> Value | None:
    """A name in a `threading.local` or other bag of the process that nothing has set yet."""
    if not isinstance(value, LibraryObject) or not value.lasting or value.name.rsplit(".", 1)[-1] not in _BAGS:
        return None
    m.found_empty(value)
    return value.attributes.get(name)


_BAGS = ("local", "Local", "SimpleNamespace", "Munch")
_NAMES = ("lru_cache", "cache", "cached", "alru_cache", "memoize", "cachedmethod", "ttl_cache", "lru",
          "cache_on_arguments", "cacheable", "async_lru_cache", "early", "soft")  # fmt: skip

IDIOM = Idiom(
    library={
        **dict.fromkeys(_NAMES, _cached_call),
        **dict.fromkeys(
            ("TTLCache", "LRUCache", "LFUCache", "RRCache", "FIFOCache", "Cache", "TLRUCache", "OrderedDict",
             "WeakValueDictionary", "WeakKeyDictionary", "ExpiringDict", "ChainMap", "UserDict", "Counter"),
            _cache_class,
        ),
    },
    methods={(LibraryObject, "*"): _store},
    attributes={LibraryObject: _unset},
    decorators=dict.fromkeys(_NAMES, _decorate),
)  # fmt: skip
