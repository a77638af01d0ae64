"""What do dependency-injection containers give? `dependency_injector`'s providers, `Provide`, `inject`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import blocks
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.models import is_mapped
from detachdoc.lifetime.values import (
    Args,
    Bound,
    ClassValue,
    Function,
    Generator,
    Library,
    LibraryObject,
    Sequence,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.idioms.dependencies import Depends
    from detachdoc.lifetime.machine import Machine

_ROOT = "dependency_injector"


class Provider(Value):
    """A provider of a container."""

    __slots__ = ("args", "kept", "kind", "node", "target")

    def __init__(self, kind: str, target: Value, args: Args, node: ast.AST | None) -> None:
        self.kind = kind
        self.target = target
        self.args = args
        self.node = node
        self.kept: Value | None = None


def _provider(_m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    if not isinstance(callee, Library) or not callee.name.startswith(_ROOT):
        return None
    return Provider(callee.last, args.get(0) or Unknown(), Args(args.positional[1:], args.named), node)


def provide(m: Machine, value: Value) -> Value:
    """What a provider gives when it is asked; other values are themselves."""
    if not isinstance(value, Provider):
        return value
    if value.kept is not None and value.kind in ("Singleton", "ThreadSafeSingleton", "Resource"):
        made = value.kept
    else:
        made = _make(m, value)
        value.kept = made
    return made


def _make(m: Machine, value: Provider) -> Value:
    if value.kind == "Object":
        return value.target
    args = Args(
        [resolve(m, one) for one in value.args.positional],
        {name: resolve(m, one) for name, one in value.args.named.items()},
    )
    made = m.call(provide(m, value.target), args, value.node)
    return blocks.enter(m, made, value.node) if isinstance(made, Generator) else made


def _call(m: Machine, provider: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    return provide(m, provider)


def _attribute(_m: Machine, provider: Value, name: str, _node: ast.AST | None) -> Value | None:
    if isinstance(provider, Provider) and name == "provided":
        return _Provided(provider, ())
    return provider if name == "provider" else None


class _Provided(Value):
    """`provider.provided.x.y`."""

    __slots__ = ("of", "path")

    def __init__(self, of: Provider, path: tuple[str, ...]) -> None:
        self.of = of
        self.path = path


def _provided(_m: Machine, value: Value, name: str, _node: ast.AST | None) -> Value | None:
    return _Provided(value.of, (*value.path, name)) if isinstance(value, _Provided) else None


def resolve(m: Machine, value: Value) -> Value:
    """What `Provide[...]` stands for."""
    if isinstance(value, _Provided):
        made = provide(m, value.of)
        for name in value.path:
            made = m.attribute(made, name, None)
        return made
    return provide(m, value)


def _inject(_m: Machine, _by: Value, value: Value) -> Value:
    return value


def marked(m: Machine, depends: Depends) -> Value | None:
    """`Depends(Provide[Container.service])`: what the container gives; None when it is not that."""
    provider = depends.provider
    if isinstance(provider, Provider | _Provided):
        return resolve(m, provider)
    return None


def _registered(_m: Machine, container: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`container.register(Service, Implementation)`: noted on the container."""
    key, made = args.get(0), args.get(1, "factory") or args.named.get("instance")
    if not isinstance(container, LibraryObject) or not isinstance(key, ClassValue):
        return None
    container.items.append(Sequence([key, made or key], fixed=True, kind="registered"))
    return container


def _resolved(m: Machine, container: Value, args: Args, _node: ast.AST | None) -> Value | None:
    """`container.resolve(Service)`: what was registered for it, else the class itself, made as its annotations say."""
    key = args.get(0)
    if not isinstance(container, LibraryObject) or not isinstance(key, ClassValue) or is_mapped(key):
        return None
    for entry in container.items:
        if isinstance(entry, Sequence) and entry.kind == "registered" and entry.items[0] is key:
            made = entry.items[1]
            return m.assumed(made) if isinstance(made, ClassValue) else _instance(m, made)
    return m.assumed(key)


def _instance(m: Machine, made: Value) -> Value:
    return m.call(made, Args()) if isinstance(made, Function | Bound) else made


IDIOM = Idiom(
    unknown={
        **dict.fromkeys(("register", "bind", "add_singleton", "add_transient", "add_scoped"), _registered),
        **dict.fromkeys(("resolve", "get", "provide"), _resolved),
    },
    library=dict.fromkeys(
        ("Factory", "Singleton", "ThreadSafeSingleton", "Callable", "Coroutine", "Object", "Resource", "Configuration"),
        _provider,
    ),
    methods={(Provider, "()"): _call},
    attributes={Provider: _attribute, _Provided: _provided},
    decorators={"inject": _inject},
)
