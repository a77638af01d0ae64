"""Runs a function right after a module was imported, or at once when it has been already.

A finder that finds nothing itself: it asks the others, and wraps the loader's `exec_module` once.
"""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType


class AfterImport:
    """A `sys.meta_path` entry.

    Args:
        wanted: module name -> what to call once it is imported.
    """

    def __init__(self, wanted: Mapping[str, Callable[[], None]]) -> None:
        self._wanted = wanted
        self._finding: set[str] = set()

    def start(self) -> None:
        """Call what belongs to modules that are imported already, and wait for the others."""
        sys.meta_path.insert(0, self)
        for name, call in self._wanted.items():
            if _is_complete(sys.modules.get(name)):
                call()

    def stop(self) -> None:
        """Wait no more."""
        sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not self]

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the spec the other finders give, with a loader that reports back; None for other modules."""
        del path, target
        if name not in self._wanted or name in self._finding:
            return None
        self._finding.add(name)
        try:
            spec = importlib.util.find_spec(name)
        finally:
            self._finding.discard(name)
        if spec is not None and spec.loader is not None:
            self._report(spec.loader, name)
        return spec

    def _report(self, loader: Any, name: str) -> None:
        execute = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            del loader.exec_module
            execute(module)
            if self in sys.meta_path:
                self._wanted[name]()

        loader.exec_module = exec_module


def _is_complete(module: ModuleType | None) -> bool:
    return module is not None and not getattr(module.__spec__, "_initializing", False)
