"""Says whose code a frame is: the user's own, or a library's, by the folder it lies in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.libraries import COMPILED, FILES, KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detachdoc.model.report import Block, Frame

_PYTHON_LIB = pattern(r"(?:^|/)lib(?:64|32)?/(?:python|pypy)\d?[\d.]*t?/|/lib-python/\d|/python\d{2,3}\.zip/|/\.pex/")
_PACKAGE_FOLDERS = ("site-packages", "dist-packages", "__pypackages__")
#: Names that plugins of the frameworks begin with.
_PLUGINS = (
    "fastapi", "starlette", "sqlalchemy", "pydantic", "flask", "django", "pytest", "celery", "aws", "google",
    "opentelemetry", "azure", "uvicorn", "gunicorn", "anyio", "asyncpg", "sentry",
)  # fmt: skip
_SUBPACKAGES = frozenset({"orm", "engine", "sql", "ext", "util", "pool", "event", "dialects", "cyextension"})
_NOTEBOOK = pattern(r"<ipython-input-|(?:Cell )?In ?\[\d+\]|Input In|/ipykernel_\d+/")


class Owner:
    """Judges the frames of one text; what lies beside known libraries is learned from all its frames."""

    def __init__(self, frames: Iterable[Frame]) -> None:
        paths = {_normal(frame.file) for frame in frames}
        #: Folders in which at least two known libraries lie side by side (`/var/task`, a relative root).
        self._roots = _library_roots(paths)

    def judge(self, frame: Frame) -> Frame:
        """The frame with `is_app` and `package` filled in."""
        package = self._package(_normal(frame.file), frame.function)
        return frame._replace(is_app=package is None, package=package or None)

    def _package(self, path: str, function: str | None) -> str | None:
        """Import name of the library; `""` for no file of anybody; None for the user's own."""
        if _NOTEBOOK.search(path):
            return None
        if path.startswith("<") or (path.endswith(">") and path.rpartition("/")[2].startswith("<")):
            return ""
        installed = _installed(path)
        if installed is not None:
            return installed
        standard = _standard(path)
        if standard is not None:
            return standard
        if "/" not in path:
            return FILES.get(f"{path}:{function}")
        return self._vendored(path)

    def _vendored(self, path: str) -> str | None:
        parts = path.split("/")
        if parts[0] in COMPILED or path.endswith(".pyx"):
            return parts[0].removesuffix(".pyx")
        for position, part in enumerate(parts):
            root = "/".join(parts[:position])
            name = part.removesuffix(".py")
            if root in self._roots and name in KNOWN:
                return name
            if root in self._roots and not root and name in sys.stdlib_module_names:
                return name
        return None


def _normal(file: str) -> str:
    path = file.replace("\\", "/")
    while "/./" in path:
        path = path.replace("/./", "/")
    return path


def _installed(path: str) -> str | None:
    for folder in _PACKAGE_FOLDERS:
        before, found, rest = path.rpartition(f"{folder}/")
        if found and (not before or before.endswith("/")):
            return _top(rest)
    parts = path.split("/")
    for position, part in enumerate(parts[:-1]):
        if part.endswith((".egg", ".whl")):
            return _top("/".join(parts[position + 1 :]))
    script = len(parts) > 1 and parts[-2].lower() in {"bin", "scripts"} and not path.endswith(".py")
    return "" if script else None


def _standard(path: str) -> str | None:
    match = _PYTHON_LIB.search(path)
    if match is not None:
        top = _top(path[match.end() :])
        return top if top in sys.stdlib_module_names or "pex" in match[0] else None
    parts = path.split("/")
    for position, part in enumerate(parts[1:-1], 1):
        homes = parts[:position] if part == "Lib" else parts[position - 1 : position]
        if part.lower() == "lib" and any(map(_is_python_home, homes)):
            top = parts[position + 1].removesuffix(".py")
            return top if top in sys.stdlib_module_names else None
    return "awslambdaric" if path.startswith("/var/runtime/") else None


def _is_python_home(folder: str) -> bool:
    lowered = folder.lower()
    return any(word in lowered for word in ("python", "conda", "pypy", "mamba", "miniforge", ".pyenv"))


def _top(rest: str) -> str:
    return rest.split("/", 1)[0].removesuffix(".py")


def _library_roots(paths: set[str]) -> frozenset[str]:
    """Folders that hold two known libraries, or SQLAlchemy with one of its subpackages."""
    found: dict[str, set[str]] = {}
    for path in paths:
        parts = path.split("/")
        for position, part in enumerate(parts[:-1]):
            if part in KNOWN:
                surely = part == "sqlalchemy" and parts[position + 1] in _SUBPACKAGES
                found.setdefault("/".join(parts[:position]), set()).update({part, "surely"} if surely else {part})
    return frozenset(root for root, libraries in found.items() if len(libraries) > 1)


def claim_installed_app(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Give the user a package of `site-packages` that is nobody else's, where no other code is the user's.

    A deployed app is often installed like a library; among frameworks it is the one unknown name.
    """
    frames = [frame for block in blocks for frame in block.frames]
    if any(frame.is_app and frame.function != "<module>" for frame in frames):
        return tuple(blocks)
    own = _candidate(frames)
    if own is None:
        return tuple(blocks)
    return tuple(block._replace(frames=tuple(_claimed(frame, own) for frame in block.frames)) for block in blocks)


def _candidate(frames: Sequence[Frame]) -> str | None:
    """The unknown installed package; of several the one a framework calls first."""
    for above, frame in zip([None, *frames], frames, strict=False):
        if _is_unknown(frame.package) and (above is None or above.package != frame.package):
            return frame.package
    return None


def _is_unknown(package: str | None) -> bool:
    if not package or package in KNOWN or package in sys.stdlib_module_names or package.startswith("_"):
        return False
    return not package.startswith(_PLUGINS)


def _claimed(frame: Frame, own: str) -> Frame:
    return frame._replace(is_app=True, package=None) if frame.package == own else frame
