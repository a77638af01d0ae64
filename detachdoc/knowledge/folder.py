"""Reads the whole knowledge folder, and finds out which files should be there and are not."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from detachdoc.knowledge.cause import read_cause
from detachdoc.knowledge.contract import CAUSE_NUMBERS
from detachdoc.knowledge.neighbours import read_neighbours
from detachdoc.knowledge.problems import Problems, did_you_mean
from detachdoc.knowledge.teardown import read_teardown
from detachdoc.knowledge.tree import read_tree
from detachdoc.knowledge.variant import read_variant
from detachdoc.knowledge.yaml_file import open_yaml
from detachdoc.model.knowledge import Knowledge

if TYPE_CHECKING:
    from detachdoc.knowledge.references import Names
    from detachdoc.model.knowledge import Cause, VariantSpec


def read_folder(folder: str) -> tuple[Knowledge, tuple[str, ...]]:
    """Read every file.

    Args:
        folder: a folder laid out like the project's `knowledge/`.

    Returns:
        The knowledge, and every mistake as `file:line: what`. With mistakes, parts of it are missing.
    """
    problems = Problems()
    tree, version, names = read_tree(open_yaml(folder, "tree.yaml", problems))
    _check_cause_folders(folder, problems)
    causes = tuple(_cause(folder, cause_id, names, problems) for cause_id in CAUSE_NUMBERS)
    neighbours = read_neighbours(open_yaml(folder, "neighbours.yaml", problems))
    teardown = read_teardown(open_yaml(folder, "teardown.yaml", problems), names)
    return Knowledge(version, tree, causes, neighbours, teardown), problems.lines()


def _cause(folder: str, cause_id: str, names: Names, problems: Problems) -> Cause:
    place = f"causes/{cause_id}"
    if not os.path.isdir(os.path.join(folder, "causes", cause_id)):
        problems.add(place, 1, f"the cause {cause_id} is missing: there must be a folder with a cause.yaml")
        return read_cause(cause_id, None, (), names)
    variants = _variants(folder, place, names, problems)
    return read_cause(cause_id, open_yaml(folder, f"{place}/cause.yaml", problems), variants, names)


def _check_cause_folders(folder: str, problems: Problems) -> None:
    for name in _folders(folder, "causes"):
        if name not in CAUSE_NUMBERS:
            problems.add(f"causes/{name}", 1, f'"{name}" is no cause{did_you_mean(name, CAUSE_NUMBERS)}')


def _variants(folder: str, cause: str, names: Names, problems: Problems) -> tuple[VariantSpec, ...]:
    found = tuple(read_variant(folder, f"{cause}/{name}", names, problems) for name in _folders(folder, cause))
    if not found:
        problems.add(
            f"{cause}/cause.yaml",
            1,
            "there is no example: add a folder with variant.yaml, before.py and after.py",
        )
    return found


def _folders(folder: str, place: str) -> list[str]:
    path = os.path.join(folder, *place.split("/"))
    if not os.path.isdir(path):
        return []
    with os.scandir(path) as entries:
        return sorted(e.name for e in entries if e.is_dir() and e.name[0] not in "._")
