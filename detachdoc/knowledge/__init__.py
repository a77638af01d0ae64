"""The knowledge folder (YAML that contributors edit) as typed values, and every mistake in it by line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from detachdoc.errors import KnowledgeError

if TYPE_CHECKING:
    from detachdoc.model.knowledge import Knowledge, Proof

__all__ = ["check", "data_folder", "load", "proof"]


def load(folder: str | None = None) -> Knowledge:
    """Load the knowledge.

    Args:
        folder: a folder laid out like the project's `knowledge/`, read from its YAML; None for the one detachdoc
            came with, read from its compiled form.

    Raises:
        KnowledgeError: with every mistake in the folder.
    """
    return _own() if folder is None else _from_yaml(folder)


def check(folder: str) -> tuple[str, ...]:
    """Every mistake in a knowledge folder, as `file:line: what`; empty when there is none."""
    from detachdoc.knowledge.folder import read_folder

    return read_folder(folder)[1]


def proof(cause_id: str) -> Proof:
    """What the examples of a cause were run on, and a test that keeps the error away."""
    from detachdoc.knowledge.proving import proof_of

    return proof_of(data_folder(), cause_id)


def data_folder() -> str:
    """The folder detachdoc came with: inside the package in a wheel, at the top of a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    packaged = os.path.join(here, "data")
    return packaged if os.path.isdir(packaged) else os.path.join(os.path.dirname(os.path.dirname(here)), "knowledge")


def _own() -> Knowledge:
    from detachdoc.knowledge.cache import read_compiled, write_compiled

    folder = data_folder()
    knowledge = read_compiled(folder)
    if knowledge is None:
        knowledge = _from_yaml(folder)
        write_compiled(folder, knowledge)
    return knowledge


def _from_yaml(folder: str) -> Knowledge:
    # Imported here: PyYAML and the builders would double the cold start.
    from detachdoc.knowledge.folder import read_folder

    knowledge, problems = read_folder(folder)
    if problems:
        raise KnowledgeError(problems)
    return knowledge
