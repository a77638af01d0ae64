"""Gives the terminal view the user's lines, and the paths that make its references clickable."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING

from detachdoc.source import open_project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.source import Project


class Sources:
    """The files of the source folder, opened when the first line is asked for.

    Args:
        root: the folder or file the user named; None for the current folder.
    """

    def __init__(self, root: str | None) -> None:
        self._root = root or os.curdir

    def lines(self, file: str, first: int, last: int) -> Sequence[str] | None:
        """Lines `first` to `last` of a file, 1-based and inclusive; None when it is not the project's."""
        return self._project.lines(file)[first - 1 : last] if self.locate(file) else None

    def locate(self, file: str) -> str | None:
        """The absolute path of a file in the project; None when there is none."""
        root = self._project.root
        path = os.path.realpath(os.path.join(root, file))
        return path if path.startswith(os.path.join(root, "")) and os.path.isfile(path) else None

    @functools.cached_property
    def _project(self) -> Project:
        return open_project(self._root)
