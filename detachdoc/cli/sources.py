"""Gives the terminal view the user's lines, and the paths that make its references clickable."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.source import Project


class Sources:
    """The files of the project the diagnosis looked at.

    Args:
        project: opened once, for both.
    """

    def __init__(self, project: Project) -> None:
        self._project = project

    def lines(self, file: str, first: int, last: int) -> Sequence[str] | None:
        """Lines `first` to `last` of a file, 1-based and inclusive; None when it is not the project's."""
        return self._project.lines(file)[first - 1 : last] if self.locate(file) else None

    def locate(self, file: str) -> str | None:
        """The absolute path of a file in the project; None when there is none."""
        root = self._project.root
        path = os.path.realpath(os.path.join(root, file))
        return path if path.startswith(os.path.join(root, "")) and os.path.isfile(path) else None
