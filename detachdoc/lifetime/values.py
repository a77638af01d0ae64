"""What can a name hold? The abstract values the simulated program computes with.

Objects with identity (sessions, rows, instances) are shared by reference, as in the program itself.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from detachdoc.lifetime.scopes import ModuleScope, Scope
    from detachdoc.model.place import Place

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Value:
    """Something a name may hold."""

    __slots__ = ()


class Unknown(Value):
    """A value that could not be worked out, and why."""

    __slots__ = ("where", "why")

    def __init__(self, why: str = "", where: Place | None = None) -> None:
        self.why = why
        self.where = where


class Const(Value):
    """A constant Python value: None, a bool, a number or a text."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


class Library(Value):
    """Something imported that is not the project's, by dotted name."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def last(self) -> str:
        """The last part of the name, e.g. `sessionmaker`."""
        return self.name.rsplit(".", 1)[-1]


class LibraryObject(Value):
    """What calling a library gave: only what was put into it is known."""

    __slots__ = ("attribute", "attributes", "given", "items", "lasting", "name", "session")

    def __init__(self, name: str, given: dict[str, Value] | None = None) -> None:
        self.name = name
        #: The named arguments it was made with.
        self.given = given or {}
        #: The session it turned out to be, when it loads rows.
        self.session: Value | None = None
        self.attributes: dict[str, Value] = {}
        #: The attribute of a class of the project that it is: `orders` for a relationship of that name.
        self.attribute = ""
        self.items: list[Value] = []
        #: Whether it lives as long as the process.
        self.lasting = False


class Function(Value):
    """A function of the project."""

    __slots__ = ("marks", "module", "name", "node", "owner", "scope", "yields")

    def __init__(
        self, node: FunctionNode, module: ModuleScope, scope: Scope | None, owner: ClassValue | None = None
    ) -> None:
        self.node = node
        self.module = module
        #: The scope it was defined in, for closures.
        self.scope = scope
        self.owner = owner
        self.name = "<lambda>" if isinstance(node, ast.Lambda) else node.name
        #: Names of the decorators that change how it is called: `property`, `contextmanager`, ...
        self.marks: frozenset[str] = frozenset()
        #: Whether calling it makes a generator; None until somebody looked.
        self.yields: bool | None = None


class Bound(Value):
    """A function with its first argument given."""

    __slots__ = ("function", "receiver")

    def __init__(self, function: Function, receiver: Value) -> None:
        self.function = function
        self.receiver = receiver


class ClassValue(Value):
    """A class of the project."""

    __slots__ = ("attributes", "evaluating", "hooked", "module", "node", "scope")

    def __init__(self, node: ast.ClassDef, module: ModuleScope, scope: Scope | None) -> None:
        self.node = node
        self.module = module
        self.scope = scope
        #: Class attributes once evaluated; they live as long as the process.
        self.attributes: dict[str, Value] = {}
        #: Names of attributes being evaluated.
        self.evaluating: set[str] = set()
        #: Whether the `__init_subclass__` of its bases has run.
        self.hooked = False

    @property
    def name(self) -> str:
        """The class's name."""
        return self.node.name


class ModuleValue(Value):
    """A module of the project."""

    __slots__ = ("module",)

    def __init__(self, module: ModuleScope) -> None:
        self.module = module


class Package(Value):
    """A folder of modules without `__init__.py`."""

    __slots__ = ("folder",)

    def __init__(self, folder: str) -> None:
        self.folder = folder


class Instance(Value):
    """An object of one of the project's classes, or a bag of attributes such as `request.state`."""

    __slots__ = ("attributes", "born", "cls", "contents", "kind")

    def __init__(self, cls: ClassValue | None, kind: str = "", born: int = -1) -> None:
        self.cls = cls
        #: What it is by a base of Python's or a library's: the dict of a `class Store(dict)`.
        self.contents: Value | None = None
        #: Number of the request it was made in; 0 for one that lives as long as the process.
        self.born = born
        #: Names bags of attributes: `request`, `state`, `app`.
        self.kind = kind
        self.attributes: dict[str, Value] = {}


class Sequence(Value):
    """A list, tuple, set, queue or deque."""

    __slots__ = ("fixed", "items", "kind", "lasting")

    def __init__(self, items: list[Value], *, fixed: bool = False, kind: str = "list") -> None:
        self.items = items
        #: Whether every position is known, as in a tuple display.
        self.fixed = fixed
        self.kind = kind
        #: Whether it lives as long as the process.
        self.lasting = False


class Mapping(Value):
    """A dict or a cache that works like one."""

    __slots__ = ("entries", "factory", "kind", "lasting", "others")

    def __init__(self, kind: str = "dict") -> None:
        self.kind = kind
        #: Whether it lives as long as the process.
        self.lasting = False
        #: What makes a missing value, for a `defaultdict`.
        self.factory: Value | None = None
        #: Values under constant keys.
        self.entries: dict[object, Value] = {}
        #: Values under keys nobody knows.
        self.others: list[Value] = []

    def values(self) -> list[Value]:
        """Everything in it."""
        return [*self.entries.values(), *self.others]

    def take_in(self, other: Mapping) -> None:
        """Hold what another mapping holds as well; each value under an unknown key once."""
        self.entries.update(other.entries)
        known = set(self.others)
        self.others.extend(value for value in other.others if value not in known)


class Generator(Value):
    """A running generator, or the coroutine of an async function."""

    __slots__ = ("activation", "bound", "function", "position", "sent", "state")

    def __init__(self, function: Function, bound: dict[str, Value]) -> None:
        self.function = function
        self.bound = bound
        #: `new`, `suspended` or `done`.
        self.state = "new"
        #: The activation it runs in, once started.
        self.activation: object = None
        #: The `yield` it stands at.
        self.position: ast.AST | None = None
        #: What that `yield` gives, when somebody sent it.
        self.sent: Value | None = None


class Coroutine(Value):
    """A called async function that nobody has awaited yet."""

    __slots__ = ("args", "function", "node", "result")

    def __init__(self, function: Value, args: Args, node: ast.AST | None) -> None:
        self.function = function
        self.args = args
        self.node = node
        self.result: Value | None = None


class Method(Value):
    """A method of one of our abstract objects, not yet called."""

    __slots__ = ("name", "target")

    def __init__(self, target: Value, name: str) -> None:
        self.target = target
        self.name = name


class Native(Value):
    """Behaviour an idiom supplies."""

    __slots__ = ("name", "run")

    def __init__(self, name: str, run: Callable[[Args, ast.AST | None], Value]) -> None:
        self.name = name
        self.run = run


#: Name of the behaviour of a `functools.partialmethod`, which wants its receiver first.
PARTIAL_METHOD = "partialmethod"


class Partial(Value):
    """A callable with some arguments given."""

    __slots__ = ("args", "target")

    def __init__(self, target: Value, args: Args) -> None:
        self.target = target
        self.args = args


class Manager(Value):
    """A context manager an idiom supplies."""

    __slots__ = ("enter", "leave")

    def __init__(self, enter: Callable[[], Value], leave: Callable[[Place | None], None]) -> None:
        self.enter = enter
        self.leave = leave


class Args:
    """The arguments of one call."""

    __slots__ = ("named", "others", "positional", "rest")

    def __init__(
        self, positional: list[Value] | None = None, named: dict[str, Value] | None = None, *, rest: bool = False
    ) -> None:
        self.positional = positional or []
        self.named = named or {}
        #: Whether `*args` or `**kwargs` of unknown content were passed as well.
        self.rest = rest
        #: Values that `*args` of unknown length holds.
        self.others: list[Value] = []

    def get(self, index: int, name: str = "") -> Value | None:
        """The argument at a position or under a name."""
        if index < len(self.positional):
            return self.positional[index]
        return self.named.get(name)

    def led_by(self, first: Value) -> Args:
        """The same arguments with one before them, as a method gets its receiver."""
        args = Args([first, *self.positional], self.named, rest=self.rest)
        args.others = self.others
        return args

    def all(self) -> list[Value]:
        """Every argument."""
        return [*self.positional, *self.others, *self.named.values()]


NONE = Const(None)


def is_const(value: Value | None, wanted: object) -> bool:
    """Whether a value is known to be this constant."""
    return isinstance(value, Const) and value.value == wanted
