"""Which file does an import name? Works from the list of files alone, as no `sys.path` is known."""

from __future__ import annotations

import posixpath
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: A project that imports these cannot have a top-level package of its own of that name; a folder deep inside it may.
LIBRARIES = frozenset({"sqlalchemy", "sqlmodel", "fastapi", "starlette", "pydantic", "pydantic_settings"})


class ModuleIndex:
    """Finds modules by dotted name.

    Args:
        sources: all Python files of the project, relative, with `/`.
    """

    def __init__(self, sources: Iterable[str]) -> None:
        self._by_name: dict[str, list[str]] = {}
        self._packages: set[str] = set()
        self._folders: set[str] = set()
        for path in sources:
            folder, file = posixpath.split(path)
            self._note_folders(folder)
            if file == "__init__.py":
                self._packages.add(folder)
                name = posixpath.basename(folder)
            else:
                name = file.rsplit(".", 1)[0]
            self._by_name.setdefault(name, []).append(path)

    def find(self, dotted: str, near: str) -> str | None:
        """The file of an absolute import, or None when it is not the project's.

        Args:
            dotted: e.g. `app.db.session`.
            near: the importing file; of several candidates the nearest wins.
        """
        parts = dotted.split(".")
        if self.is_library(dotted):
            return None
        fits = [path for path in self._by_name.get(parts[-1], ()) if self._base(path, parts, near) is not None]
        return max(fits, key=lambda path: (_shared(path, near), -path.count("/")), default=None)

    def is_library(self, dotted: str) -> bool:
        """Whether an absolute import means a library, whatever folders of that name the project has."""
        return dotted.split(".", maxsplit=1)[0] in LIBRARIES

    def relative(self, level: int, dotted: str, near: str) -> str | None:
        """The file of `from ...dotted import`, seen from the importing file."""
        folder = posixpath.dirname(near)
        for _ in range(level - 1):
            folder = posixpath.dirname(folder)
        return self.inside(folder, dotted)

    def inside(self, folder: str, dotted: str) -> str | None:
        """The module `dotted` below a folder; the folder's own `__init__.py` when `dotted` is empty."""
        path = posixpath.join(folder, *dotted.split(".")) if dotted else folder
        for candidate in (f"{path}.py", posixpath.join(path, "__init__.py")):
            if candidate in self._by_name.get(_module_name(candidate), ()):
                return candidate
        return None

    def is_folder(self, folder: str) -> bool:
        """Whether any module lies in this folder (a namespace package, perhaps)."""
        return folder in self._folders

    def _note_folders(self, folder: str) -> None:
        while folder and folder not in self._folders:
            self._folders.add(folder)
            folder = posixpath.dirname(folder)

    def _base(self, path: str, parts: Sequence[str], near: str) -> str | None:
        """The folder that would have to be on `sys.path`; None when that is not plausible."""
        stem = posixpath.dirname(path) if path.endswith("/__init__.py") else path.rsplit(".", 1)[0]
        segments = stem.split("/")
        if segments[-len(parts) :] != list(parts):
            return None
        base = "/".join(segments[: -len(parts)])
        if base in self._packages and (parts[0] in sys.stdlib_module_names or not f"{near}/".startswith(f"{base}/")):
            return None
        return base


def _module_name(path: str) -> str:
    folder, file = posixpath.split(path)
    return posixpath.basename(folder) if file == "__init__.py" else file.rsplit(".", 1)[0]


def _shared(left: str, right: str) -> int:
    """Number of leading folders two paths share."""
    count = 0
    for one, other in zip(left.split("/"), right.split("/"), strict=False):
        if one != other:
            break
        count += 1
    return count
