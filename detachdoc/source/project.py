"""The user's source tree: files by name, text and syntax trees on demand, imports, frames."""

from __future__ import annotations

import itertools
import os
import posixpath
import re
from typing import TYPE_CHECKING

from detachdoc.source import decoding, locking, mapping
from detachdoc.source.importing import ModuleIndex

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator, Sequence

    from detachdoc.model.report import Frame
    from detachdoc.source.walking import Listing

#: Files looked through for a name, nearest first. Keeps the time independent of the tree's size.
SEARCH_LIMIT = 1_500
#: Characters looked through for one name, and for all names of a diagnosis: as many as such files usually have, and
#: some hundred such searches. Hostile files are as large as a file may be.
_MAX_SEARCHED = 60_000_000
_MAX_SEARCHED_IN_ALL = 8_000_000_000
#: Looking into a file at all takes as long as looking through so many characters.
_OPENING = 2_000
#: Characters parsed, some seconds' worth: 300 files of usual length. Files after that are named as not read.
_MAX_PARSED = 3_000_000
#: A file with lines that this Python refuses is parsed again for each of them.
_TIMES_REPARSED = 10
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
        self._characters_parsed = 0
        self._characters_searched = 0
        #: Searches by word, folder and limit: what was found so far, and what finds more.
        self._searches: dict[tuple[str, str, int], tuple[list[str], Iterator[str]]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._by_folder: dict[str, list[str]] = {}
        for path in listing.sources:
            self._by_folder.setdefault(posixpath.dirname(path), []).append(path)
        for path in (*listing.sources, *listing.templates):
            self._by_name.setdefault(posixpath.basename(path), []).append(path)
        #: Versions by lock file, once read.
        self._locked: dict[str, dict[str, str]] = {}

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was left out of the listing, and why."""
        return self._listing.remarks

    def locked_near(self, file: str | None) -> dict[str, str]:
        """Package -> version from lock and requirements files beside a file and above it, the nearest first.

        Args:
            file: a path of the project, e.g. the failing frame's; None looks at the root only.
        """
        folders = upwards(posixpath.dirname(file or ""))
        locks = [path for path in self._listing.locks if posixpath.dirname(path) in folders]
        found: dict[str, str] = {}
        for path in sorted(locks, key=lambda one: (folders.index(posixpath.dirname(one)), not one.endswith(".lock"))):
            if path not in self._locked:
                self._locked[path] = locking.versions(posixpath.basename(path), self._raw(path))
            for package, version in self._locked[path].items():
                found.setdefault(package, version)
        return found

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
            tree, why_not = (None, self.unread[path]) if path in self.unread else self._parse(text)
            if why_not:
                self.unread[path] = why_not
            self._trees[path] = tree
            self.parsed.append(path)
        return self._trees[path]

    def _parse(self, text: str) -> tuple[ast.Module | None, str]:
        if self._characters_parsed > _MAX_PARSED:
            return None, "too much other code was read before it"
        tree, why_not = decoding.parse(text)
        self._characters_parsed += len(text) * (_TIMES_REPARSED if why_not else 1)
        return tree, why_not

    def locate(self, frame: Frame) -> mapping.Located | None:
        """The place of a traceback's frame in this project; None when it is not the project's."""
        if frame.line is None:
            return None
        found = mapping.confirm(self._candidates(frame), frame.line, frame.code, self.lines)
        if found and found.match == "changed" and not (frame.is_app and self._may_be(found.file, frame)):
            return None
        return found

    def _candidates(self, frame: Frame) -> list[str]:
        """Files that may be a frame's: the very one it names, else those that end alike."""
        if frame.file.startswith(self.root.rstrip(os.sep) + os.sep) and os.path.isfile(frame.file):
            return [os.path.relpath(frame.file, self.root).replace(os.sep, "/")]
        name = (mapping.segments(frame.file) or [""])[-1]
        return mapping.candidates(frame.file, self._by_name.get(name, ()), is_app=frame.is_app)

    def _may_be(self, file: str, frame: Frame) -> bool:
        """Whether a file whose line is not the printed one may be the frame's, changed since: not by its name alone."""
        if mapping.common_tail(frame.file, file) > 1:
            return True
        return (
            bool(frame.function)
            and re.search(rf"\bdef {re.escape(frame.function or '')}\b", self.text(file)) is not None
        )

    def failing_file(self, frames: Sequence[Frame]) -> str | None:
        """The file of the innermost frame that lies in this project."""
        located = (self.locate(frame) for frame in reversed(frames))
        return next((found.file for found in located if found is not None), None)

    def mentions(self, word: str, near: str, *, within: int = 0) -> Iterator[str]:
        """Python files that hold a name, those nearest to a file first.

        Args:
            word: an identifier.
            near: the file to start from.
            within: look through that many files only; by default so many that stopping there is worth a remark.
        """
        key = word, posixpath.dirname(near), within
        if key not in self._searches:
            self._searches[key] = [], self._searched(word, near, within)
        found, others = self._searches[key]
        for at in itertools.count():
            if at == len(found):
                found.extend(itertools.islice(others, 1))
            if at == len(found):
                return
            yield found[at]

    def above(self, near: str) -> Iterator[str]:
        """Python files in the folder of a file, then in those above it."""
        for folder in upwards(posixpath.dirname(near)):
            yield from self._by_folder.get(folder, ())

    def _searched(self, word: str, near: str, within: int) -> Iterator[str]:
        if self._characters_searched > _MAX_SEARCHED_IN_ALL:
            self.cut_searches.append(word)
            return
        pattern = re.compile(rf"\b{re.escape(word)}\b")
        searched = 0
        for count, path in enumerate(self._nearest(near)):
            if within and count >= within:
                return
            if count >= SEARCH_LIMIT or searched > _MAX_SEARCHED:
                self.cut_searches.append(word)
                return
            text = self.text(path)
            searched += len(text)
            self._characters_searched += len(text) + _OPENING
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


def upwards(folder: str) -> list[str]:
    """A folder and those above it, up to the root."""
    found = [folder]
    while folder:
        folder = posixpath.dirname(folder)
        found.append(folder)
    return found
