"""Opens a file or folder the user named as a project, without reading any source file yet."""

from __future__ import annotations

import os
import stat

from detachdoc.errors import InputError
from detachdoc.source.project import Project
from detachdoc.source.walking import MAX_FILES, SOURCES, Listing, walk


def open_project(root: str, limit: int = MAX_FILES) -> Project:
    """Index a source tree.

    Args:
        root: a folder, or one Python file.
        limit: how many files of a folder to list at most.

    Returns:
        The project. Files are opened when something asks for them, never outside the folder.

    Raises:
        InputError: as `check_root`.
    """
    check_root(root)
    real = os.path.realpath(root)
    if os.path.isdir(real):
        return Project(real, walk(real, limit))
    folder, name = os.path.split(real)
    return Project(folder, Listing((name,), (), (), (), ()))


def check_root(root: str) -> None:
    """Look whether a name can be a project, without reading it.

    Args:
        root: a folder, or one Python file.

    Raises:
        InputError: there is nothing of that name, it cannot be reached, or it is a file that holds no Python.
    """
    try:
        folder = stat.S_ISDIR(os.stat(root).st_mode)
        real = _real(root)
    except FileNotFoundError:
        raise InputError(f"{root}: there is no such file or folder.") from None
    except (OSError, ValueError) as error:
        # A symlink to itself, a forbidden folder, a name that no file can have.
        raise InputError(f"{root}: {getattr(error, 'strerror', None) or error}.") from None
    if not folder and not real.endswith(SOURCES):
        raise InputError(f"{root} is not a Python file. Name the folder your code lies in.")


def _real(root: str) -> str:
    try:
        return os.path.realpath(root)
    except FileNotFoundError:
        # The shell stands in a folder that was deleted meanwhile: `.` exists, and has no path.
        raise InputError(f"{root}: the current folder is gone.") from None
