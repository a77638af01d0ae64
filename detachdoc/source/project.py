"""The user's source tree: files by name, text and syntax trees on demand, imports, frames."""

from __future__ import annotations

import os
import posixpath
import re
from typing import TYPE_CHECKING

from detachdoc.source import decoding, locking, mapping
from detachdoc.source.importing import ModuleIndex

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from detachdoc.model.report import Frame
    from detachdoc.source.walking import Listing

#: Files looked through for a name, nearest first. Keeps the time independent of the tree's size.
SEARCH_LIMIT = 1_500
_MAX_LOCK = 20_000_000


class Project:
    """An indexed source tree.

    Args:
        root: absolute folder, symbolic links resolved; nothing outside it is ever opened.
        listing: the files below it.
    """

    def __init__(self, root: str, listing: Listing) -> None:
        self.root = root
        self.files = listing.sources
        self.file_set = frozenset(listing.sources)
        self.modules = ModuleIndex(listing.sources)
        #: Files that could not be read, and why. Grows as files are asked for.
        self.unread: dict[str, str] = dict.fromkeys(listing.notebooks, "a notebook")
        #: Names that were searched for in part of the files only.
        self.cut_searches: list[str] = []
        #: Files parsed so far.
        self.parsed: list[str] = []
        self._listing = listing
        #: Code that stands in no file has no text either.
        self._texts: dict[str, str] = {"": ""}
        self._lines: dict[str, tuple[str, ...]] = {}
        self._trees: dict[str, ast.Module | None] = {}
        self._by_name: dict[str, list[str]] = {}
        self._by_folder: dict[str, list[str]] = {}
        for path in listing.sources:
            self._by_folder.setdefault(posixpath.dirname(path), []).append(path)
        for path in (*listing.sources, *listing.templates):
            self._by_name.setdefault(posixpath.basename(path), []).append(path)
        self._locked: dict[str, str] | None = None

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was left out of the listing, and why."""
        return self._listing.remarks

    @property
    def locked(self) -> dict[str, str]:
        """Package -> version from lock and requirements files, the one nearest the root first."""
        if self._locked is None:
            self._locked = {}
            for path in sorted(self._listing.locks, key=lambda one: (one.count("/"), not one.endswith(".lock"))):
                for package, version in locking.versions(posixpath.basename(path), self._raw(path)).items():
                    self._locked.setdefault(package, version)
        return self._locked

    def text(self, path: str) -> str:
        """A source file's text; empty when it cannot be read, and `unread` says why."""
        if path not in self._texts:
            inside = self._inside(path)
            read = decoding.read(inside) if inside else decoding.Text("", "outside the source folder")
            self._texts[path] = read.text
            if read.why_not:
                self.unread[path] = read.why_not
        return self._texts[path]

    def lines(self, path: str) -> tuple[str, ...]:
        """A file's lines, without line ends."""
        if path not in self._lines:
            self._lines[path] = tuple(self.text(path).split("\n"))
        return self._lines[path]

    def tree(self, path: str) -> ast.Module | None:
        """A file's syntax tree; None when it cannot be parsed, and `unread` says why."""
        if path not in self._trees:
            text = self.text(path)
            tree, why_not = (None, self.unread[path]) if path in self.unread else decoding.parse(text)
            if tree is None:
                self.unread[path] = why_not
            self._trees[path] = tree
            self.parsed.append(path)
        return self._trees[path]

    def locate(self, frame: Frame) -> mapping.Located | None:
        """The place of a traceback's frame in this project; None when it is not the project's."""
        if frame.line is None:
            return None
        name = (mapping.segments(frame.file) or [""])[-1]
        files = mapping.candidates(frame.file, self._by_name.get(name, ()), is_app=frame.is_app)
        found = mapping.confirm(files, frame.line, frame.code, self.lines)
        if found and found.match == "changed" and not frame.is_app:
            return None
        return found

    def mentions(self, word: str, near: str) -> Iterator[str]:
        """Python files that hold a name, those nearest to a file first.

        Args:
            word: an identifier.
            near: the file to start from.
        """
        pattern = re.compile(rf"\b{re.escape(word)}\b")
        for count, path in enumerate(self._nearest(near)):
            if count >= SEARCH_LIMIT:
                self.cut_searches.append(word)
                return
            text = self.text(path)
            if word in text and pattern.search(text):
                yield path

    def _nearest(self, near: str) -> Iterator[str]:
        """Files in the order of the folders they share with `near`, tests last."""
        home = near.split("/")[:-1]

        def distance(folder: str) -> tuple[bool, int, str]:
            parts = folder.split("/") if folder else []
            same = (one == other for one, other in zip(home, parts, strict=False))
            shared = next((at for at, equal in enumerate(same) if not equal), min(len(home), len(parts)))
            return ("tests" in parts or "test" in parts, len(home) - shared, folder)

        late: list[str] = []
        for folder in sorted(self._by_folder, key=distance):
            for path in self._by_folder[folder]:
                if posixpath.basename(path).startswith("test_"):
                    late.append(path)
                else:
                    yield path
        yield from late

    def _inside(self, path: str) -> str | None:
        real = os.path.realpath(os.path.join(self.root, *path.split("/")))
        inside = real == self.root or real.startswith(self.root.rstrip(os.sep) + os.sep)
        return real if inside else None

    def _raw(self, path: str) -> str:
        inside = self._inside(path)
        if inside is None:
            return ""
        try:
            with open(inside, encoding="utf-8", errors="replace") as stream:
                return stream.read(_MAX_LOCK)
        except OSError:
            return ""
