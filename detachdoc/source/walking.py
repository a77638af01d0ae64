"""Which files does the project have? Walks the folders once, without opening any source file."""

from __future__ import annotations

import os
from typing import NamedTuple

from detachdoc.source import ignoring
from detachdoc.source.importing import LIBRARIES

#: Folders that never hold the user's own code.
_SKIPPED = frozenset({
    "__pycache__", "node_modules", "site-packages", "dist-packages", "bower_components", "__pypackages__",
    ".git", ".hg", ".svn", ".tox", ".nox", ".venv", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".eggs",
})  # fmt: skip
#: How the names of Python files end.
SOURCES = (".py", ".pyw")
#: What pip leaves beside an installed package.
_RECORD = ".dist-info"
_TEMPLATES = (".html", ".jinja", ".jinja2", ".j2", ".htm", ".mako")
_LOCKS = frozenset({"uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock"})

#: Files of a larger project are counted, not indexed, and the remark says so.
MAX_FILES = 200_000
_MAX_GITIGNORE = 200_000


class Listing(NamedTuple):
    """What the walk found. Paths are relative to the root, with `/`."""

    #: Python files.
    sources: tuple[str, ...]
    #: Files templates may be rendered from.
    templates: tuple[str, ...]
    #: Lock and requirements files.
    locks: tuple[str, ...]
    notebooks: tuple[str, ...]
    #: What was left out and why.
    remarks: tuple[str, ...]


class _Found:
    """Lists being filled during one walk."""

    def __init__(self) -> None:
        self.sources: list[str] = []
        self.templates: list[str] = []
        self.locks: list[str] = []
        self.notebooks: list[str] = []
        self.remarks: list[str] = []
        self.count = 0

    def add(self, path: str, name: str) -> None:
        self.count += 1
        if name.endswith(SOURCES):
            self.sources.append(path)
        elif name.endswith(_TEMPLATES):
            self.templates.append(path)
        elif name.endswith(".ipynb"):
            self.notebooks.append(path)
        elif name in _LOCKS or (name.startswith("requirements") and name.endswith(".txt")):
            self.locks.append(path)


#: A `.gitignore` and the depth of the folder it lies in.
_Layer = tuple[int, tuple[ignoring.Rule, ...]]


def walk(root: str, limit: int = MAX_FILES) -> Listing:
    """List the files below a folder.

    Args:
        root: an existing folder, symbolic links resolved.
        limit: how many files to list at most.

    Returns:
        The files, sorted. Symbolic links are not followed, so nothing outside the root is listed and a
        loop cannot trap the walk. Folders that cannot be listed are named in the remarks.
    """
    found = _Found()
    waiting: list[tuple[tuple[str, ...], tuple[_Layer, ...]]] = [((), ())]
    while waiting and found.count < limit:
        parts, layers = waiting.pop()
        waiting.extend(_folder(root, parts, layers, found))
    if waiting:
        found.remarks.append(f"only the first {limit} files were listed")
    return Listing(
        tuple(sorted(found.sources)),
        tuple(sorted(found.templates)),
        tuple(sorted(found.locks)),
        tuple(sorted(found.notebooks)),
        tuple(found.remarks),
    )


def _folder(
    root: str, parts: tuple[str, ...], layers: tuple[_Layer, ...], found: _Found
) -> list[tuple[tuple[str, ...], tuple[_Layer, ...]]]:
    """List one folder; returns the folders below it that are still to be listed."""
    try:
        with os.scandir(os.path.join(root, *parts)) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        found.remarks.append(f"{'/'.join(parts) or '.'} was not listed: {error.strerror}")
        return []
    names = {entry.name for entry in listed}
    if "pyvenv.cfg" in names and parts:
        return []
    if ".gitignore" in names:
        layers = (*layers, (len(parts), _rules(os.path.join(root, *parts, ".gitignore"))))
    skipped = _SKIPPED | _installed(names)
    below = []
    for entry in listed:
        path = (*parts, entry.name)
        is_folder = entry.is_dir(follow_symlinks=False)
        if (is_folder and entry.name in skipped) or _ignored(path, layers, is_folder=is_folder):
            continue
        if is_folder:
            below.append((path, layers))
        elif entry.is_file(follow_symlinks=False):
            found.add("/".join(path), entry.name)
    return below


def _installed(names: set[str]) -> frozenset[str]:
    """Packages that `pip install --target` put beside the user's code, by the records it leaves."""
    records = {name for name in names if name.endswith(_RECORD)}
    packages = {name.removesuffix(_RECORD).rpartition("-")[0].replace("-", "_").lower() for name in records}
    return frozenset({*records, *packages, *LIBRARIES}) if records else frozenset()


def _rules(path: str) -> tuple[ignoring.Rule, ...]:
    try:
        with open(path, encoding="utf-8", errors="replace") as stream:
            return ignoring.parse(stream.read(_MAX_GITIGNORE))
    except OSError:
        return ()


def _ignored(path: tuple[str, ...], layers: tuple[_Layer, ...], *, is_folder: bool) -> bool:
    """The nearest `.gitignore` that has an opinion decides."""
    for depth, rules in reversed(layers):
        verdict = ignoring.decides(rules, path[depth:], is_folder=is_folder)
        if verdict is not None:
            return verdict
    return False
