"""Opens a file or folder the user named as a project, without reading any source file yet."""

from __future__ import annotations

import os

from detachdoc.errors import InputError
from detachdoc.source.project import Project
from detachdoc.source.walking import MAX_FILES, Listing, walk


def open_project(root: str, limit: int = MAX_FILES) -> Project:
    """Index a source tree.

    Args:
        root: a folder, or one Python file.
        limit: how many files of a folder to list at most.

    Returns:
        The project. Files are opened when something asks for them, never outside the folder.

    Raises:
        InputError: when there is no such file or folder.
    """
    real = os.path.realpath(root)
    if os.path.isdir(real):
        return Project(real, walk(real, limit))
    if os.path.isfile(real):
        folder, name = os.path.split(real)
        return Project(folder, Listing((name,), (), (), (), ()))
    raise InputError(f"{root} is neither a file nor a folder; name the folder that holds your source")
