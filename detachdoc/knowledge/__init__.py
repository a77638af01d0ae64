"""The knowledge folder (YAML that contributors edit) as typed values, and every mistake in it by line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from detachdoc.errors import KnowledgeError

if TYPE_CHECKING:
    from detachdoc.model.knowledge import Knowledge

__all__ = ["check", "data_folder", "load"]


def load(folder: str | None = None) -> Knowledge:
    """Load the knowledge.

    Args:
        folder: a folder laid out like the project's `knowledge/`; None for the one detachdoc came with.

    Raises:
        KnowledgeError: with every mistake in the folder.
    """
    from detachdoc.knowledge.folder import read_folder

    knowledge, problems = read_folder(folder or data_folder())
    if problems:
        raise KnowledgeError(problems)
    return knowledge


def check(folder: str) -> tuple[str, ...]:
    """Every mistake in a knowledge folder, as `file:line: what`; empty when there is none."""
    from detachdoc.knowledge.folder import read_folder

    return read_folder(folder)[1]


def data_folder() -> str:
    """The folder detachdoc came with: inside the package in a wheel, at the top of a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    packaged = os.path.join(here, "data")
    return packaged if os.path.isdir(packaged) else os.path.join(os.path.dirname(os.path.dirname(here)), "knowledge")
