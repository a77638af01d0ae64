"""Which modules are imported for their effect only? `import app.listeners`, `from . import handlers`."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from detachdoc.lifetime.values import ModuleValue, Package, Value

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine
    from detachdoc.lifetime.scopes import ModuleScope


def load_effects(m: Machine, seen: set[str]) -> None:
    """Read the modules that those read so far import without using a name of theirs, and so on.

    Args:
        m: the machine; its modules grow.
        seen: paths of modules that were looked at before; grows too.
    """
    waiting = [module for module in m.modules.loaded() if module.path not in seen]
    while waiting:
        for module in waiting:
            seen.add(module.path)
            for statement in module.tree.body:
                _load(m, module, statement)
        waiting = [module for module in m.modules.loaded() if module.path not in seen]


def _load(m: Machine, module: ModuleScope, statement: ast.stmt) -> None:
    """Reading a module is all it takes: what it registers is run with the other modules'."""
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            m.module(alias.name, module.path)
    elif isinstance(statement, ast.ImportFrom):
        package = _package(m, module, statement)
        if isinstance(package, ModuleValue | Package):
            inside = package.module if isinstance(package, ModuleValue) else package.folder
            names = {alias.name for alias in statement.names if alias.name != "*"}
            for name in sorted(names):
                if not _is_used(m.project.text(module.path), name):
                    m.modules.submodule(inside, name)


def _package(m: Machine, module: ModuleScope, statement: ast.ImportFrom) -> Value:
    name = statement.module or ""
    return m.relative_module(statement.level, name, module.path) if statement.level else m.module(name, module.path)


def _is_used(text: str, name: str) -> bool:
    """Whether a module mentions a name besides importing it; `import ... as _unused` is a name like any other."""
    return len(re.findall(rf"\b{re.escape(name)}\b", text)) > 1
