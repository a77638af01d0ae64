"""Where does a name get its value? Local scopes, and module scopes whose bindings are evaluated on demand."""

from __future__ import annotations

import ast
import builtins
import posixpath
from typing import TYPE_CHECKING

from detachdoc.lifetime.values import ClassValue, Const, Library, ModuleValue, Package, Unknown, Value

if TYPE_CHECKING:
    from detachdoc.lifetime.functions import Definition
    from detachdoc.lifetime.machine import Machine
    from detachdoc.lifetime.models import Shape

_BUILTINS = frozenset(dir(builtins))
#: Statements whose bodies still bind names of the module.
_NESTING = (ast.If, ast.Try, ast.With, ast.For, ast.While)


class Scope:
    """The names of one activation.

    Args:
        module: the module the code stands in.
        parent: the enclosing function's scope; None at module level.
    """

    __slots__ = ("module", "names", "parent", "shared")

    def __init__(self, module: ModuleScope, parent: Scope | None = None) -> None:
        self.module = module
        self.parent = parent
        self.names: dict[str, Value] = {}
        #: Names declared `global` or `nonlocal`.
        self.shared: set[str] = set()

    def find(self, name: str) -> Value | None:
        """The value of a name, None when nothing binds it."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names and name not in scope.shared:
                return scope.names[name]
            scope = scope.parent
        return self.module.find(name)

    def bind(self, name: str, value: Value) -> None:
        """Assign a name, in the scope the program would."""
        if name not in self.shared:
            self.names[name] = value
            return
        scope = self.parent
        while scope is not None:
            if name in scope.names:
                scope.names[name] = value
                return
            scope = scope.parent
        self.module.names[name] = value


class ClassScope(Scope):
    """The names of a class body, evaluated on demand.

    Args:
        cls: the class.
    """

    __slots__ = ("_cls",)

    def __init__(self, cls: ClassValue) -> None:
        super().__init__(cls.module, cls.scope)
        self._cls = cls

    def find(self, name: str) -> Value | None:
        """The value of a name of the class body, else of the scopes around it."""
        if name not in self.names:
            own = self.module.machine.class_member(self._cls, name)
            if own is not None:
                return own
        return super().find(name)


class BodyScope(Scope):
    """The names of a module whose body runs from top to bottom, as a script's does.

    Args:
        module: the module.
    """

    __slots__ = ()

    def __init__(self, module: ModuleScope) -> None:
        self.module = module
        self.parent = None
        self.shared = set()

    @property
    def names(self) -> dict[str, Value]:
        """What the module has bound so far; its functions see the same names."""
        return self.module.names

    @names.setter
    def names(self, bound: dict[str, Value]) -> None:
        self.module.names = bound

    def bind(self, name: str, value: Value) -> None:
        """Assign a name; a class that was looked at before stays the same class."""
        known = self.names.get(name)
        same = isinstance(value, ClassValue) and isinstance(known, ClassValue) and known.node is value.node
        if not same:
            self.names[name] = value


class ModuleScope:
    """A module's names. Each is evaluated when it is first asked for, and then lives as long as the process."""

    def __init__(self, machine: Machine, path: str, tree: ast.Module) -> None:
        self.machine = machine
        self.path = path
        self.tree = tree
        self.names: dict[str, Value] = {}
        #: Shapes of mapped attributes already worked out.
        self.shapes: dict[tuple[ClassValue, str], Shape] = {}
        #: Filled by `functions.definitions`.
        self.definitions: list[Definition] | None = None
        self._bindings: dict[str, ast.stmt] = {}
        self._stars: list[ast.ImportFrom] = []
        self._running: set[str] = set()
        _collect(tree.body, self._bindings, self._stars)

    def binds(self, name: str) -> ast.stmt | None:
        """The module-level statement that binds a name."""
        return self._bindings.get(name)

    def find(self, name: str) -> Value | None:
        """The value of a module-level name or builtin; None when nothing binds it."""
        if name in self.names:
            return self.names[name]
        if name in self._running:
            return Unknown(f"{name} is defined by way of itself")
        self._running.add(name)
        try:
            value = self._evaluate(name)
        finally:
            self._running.discard(name)
        if value is not None:
            value = self.names.setdefault(name, value)
        return value

    def is_finding(self, name: str) -> bool:
        """Whether the value of a name is being worked out right now."""
        return name in self._running

    def evaluate(self, node: ast.expr, scope: Scope | None) -> Value:
        """Evaluate an expression at module or class level."""
        return self.machine.at_module_level(node, scope or Scope(self))

    def _evaluate(self, name: str) -> Value | None:
        statement = self._bindings.get(name)
        if isinstance(statement, ast.Import | ast.ImportFrom):
            return self._import(statement, name)
        if statement is not None:
            return self.machine.module_binding(self, statement, name)
        if name == "__name__":
            return Const("imported")
        starred = self._searched(name) if not name.startswith("_") else None
        return starred or (Library(f"builtins.{name}") if name in _BUILTINS else None)

    def _searched(self, name: str) -> Value | None:
        """What a star import gives; each module is asked once in a search, however many import from each other."""
        asked = self.machine.modules.asked
        first = name not in asked
        if self.path in asked.setdefault(name, set()):
            return None
        asked[name].add(self.path)
        try:
            return self._starred(name)
        finally:
            if first:
                del asked[name]

    def _starred(self, name: str) -> Value | None:
        """What `from ... import *` binds a name to: the project's own first, then what a library may define."""
        libraries: list[Library] = []
        for star in reversed(self._stars):
            package = self._origin(star)
            if isinstance(package, Library):
                libraries.append(package)
                continue
            found = self._inside(package, name)
            if found is not None:
                return found
        if name in _BUILTINS:
            return None
        library = self.machine.idioms.defining(name, [each.name for each in libraries])
        return Library(f"{library}.{name}") if library else None

    def _inside(self, package: Value, name: str) -> Value | None:
        if not isinstance(package, ModuleValue):
            return self.machine.member(package, name) if isinstance(package, Package) else None
        other = package.module
        found = None if other.is_finding(name) else other.find(name)
        builtin = isinstance(found, Library) and found.name == f"builtins.{name}"
        return None if builtin else found

    def _import(self, statement: ast.Import | ast.ImportFrom, name: str) -> Value | None:
        if isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                if (alias.asname or alias.name) == name:
                    return self._from(statement, alias.name)
            return None
        for alias in statement.names:
            if alias.asname == name:
                return self.machine.module(alias.name, self.path)
            if alias.asname is None and alias.name.split(".")[0] == name:
                return self.machine.module(name, self.path)
        return None

    def _from(self, statement: ast.ImportFrom, name: str) -> Value | None:
        package = self._origin(statement)
        if isinstance(package, Library):
            return Library(f"{package.name}.{name}")
        return self.machine.member(package, name)

    def _origin(self, statement: ast.ImportFrom) -> Value:
        origin = statement.module or ""
        if statement.level == 0:
            return self.machine.module(origin, self.path)
        return self.machine.relative_module(statement.level, origin, self.path)


def _collect(body: list[ast.stmt], bindings: dict[str, ast.stmt], stars: list[ast.ImportFrom]) -> None:
    """Note which statement binds each name; the first binding to something other than None counts."""
    waiting = list(reversed(body))
    while waiting:
        statement = waiting.pop()
        if isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*":
            stars.append(statement)
        for name in bound_names(statement):
            if name not in bindings or _is_placeholder(bindings[name]):
                bindings[name] = statement
        if isinstance(statement, _NESTING):
            nested = [*statement.body, *getattr(statement, "orelse", []), *getattr(statement, "finalbody", [])]
            nested.extend(inner for handler in getattr(statement, "handlers", []) for inner in handler.body)
            waiting.extend(reversed(nested))


def _is_placeholder(statement: ast.stmt) -> bool:
    value = getattr(statement, "value", ast.Pass())
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def bound_names(statement: ast.stmt) -> list[str]:
    """Names one statement binds."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return [alias.asname or alias.name.split(".")[0] for alias in statement.names]
    if isinstance(statement, ast.Assign):
        return [name for target in statement.targets for name in target_names(target)]
    if isinstance(statement, ast.AnnAssign | ast.For):
        return target_names(statement.target)
    if isinstance(statement, ast.With):
        return [name for item in statement.items if item.optional_vars for name in target_names(item.optional_vars)]
    alias = getattr(statement, "name", None)
    return [alias.id] if isinstance(alias, ast.Name) else []


def target_names(target: ast.expr) -> list[str]:
    """Names an assignment target binds."""
    if isinstance(target, ast.Name):
        return [target.id]
    if isinstance(target, ast.Tuple | ast.List):
        return [name for element in target.elts for name in target_names(element)]
    return target_names(target.value) if isinstance(target, ast.Starred) else []


class Modules:
    """All modules looked at so far."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._scopes: dict[str, ModuleScope | None] = {}
        #: Names being searched for by way of star imports -> files that were asked.
        self.asked: dict[str, set[str]] = {}

    def at(self, path: str) -> ModuleScope | None:
        """The module in a file; None when the file cannot be parsed, or no file is meant."""
        if path not in self._scopes:
            tree = self._machine.project.tree(path) if path else None
            self._scopes[path] = ModuleScope(self._machine, path, tree) if tree is not None else None
        return self._scopes[path]

    def loaded(self) -> list[ModuleScope]:
        """The modules that were parsed so far."""
        return [scope for scope in self._scopes.values() if scope is not None]

    def any(self, near: str) -> ModuleScope:
        """The module in a file, or an empty one."""
        return self.at(near) or ModuleScope(self._machine, near, ast.Module([], []))

    def named(self, dotted: str, near: str) -> Value:
        """The module of an absolute import, a library when it is not the project's."""
        path = self._machine.project.modules.find(dotted, near)
        if path is not None:
            return self._value(path)
        folder = near if not self._machine.project.modules.is_library(dotted) else ""
        while folder:
            folder = posixpath.dirname(folder)
            candidate = posixpath.join(folder, *dotted.split("."))
            if self._machine.project.modules.is_folder(candidate):
                return Package(candidate)
        return Library(dotted)

    def relative(self, level: int, dotted: str, near: str) -> Value:
        """The module of a relative import."""
        project = self._machine.project
        path = project.modules.relative(level, dotted, near)
        if path is not None:
            return self._value(path)
        folder = posixpath.dirname(near)
        for _ in range(level - 1):
            folder = posixpath.dirname(folder)
        folder = posixpath.join(folder, *dotted.split(".")) if dotted else folder
        return Package(folder) if project.modules.is_folder(folder) else Unknown(f"no module {dotted} was found")

    def submodule(self, module: ModuleScope | str, name: str) -> Value | None:
        """A module inside a package."""
        folder = module if isinstance(module, str) else posixpath.dirname(module.path)
        if not isinstance(module, str) and not module.path.endswith("__init__.py"):
            return None
        path = self._machine.project.modules.inside(folder, name)
        if path is not None:
            return self._value(path)
        below = posixpath.join(folder, name)
        return Package(below) if self._machine.project.modules.is_folder(below) else None

    def _value(self, path: str) -> Value:
        scope = self.at(path)
        if scope is None:
            return Unknown(f"{path} was not read: {self._machine.project.unread.get(path, '')}")
        return ModuleValue(scope)
