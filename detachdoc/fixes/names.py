"""Puts the user's own names into an example, so that it reads like their code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detachdoc.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detachdoc.model.place import Place
    from detachdoc.model.report import ErrorReport

_WORD = pattern(r"[A-Za-z_][A-Za-z0-9_]*")
_HUMP = pattern(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def known(error: ErrorReport, access: Place | None) -> dict[str, str]:
    """Return role -> the user's name for it: `class`, `attribute`, `object` and `function`, where known.

    The function of an example is an endpoint or a task, so the user's is one only when nothing of theirs called it.
    """
    names = {"class": error.class_name, "attribute": error.attribute}
    if access is not None and len(error.app_frames) == 1:
        names["function"] = access.function
    if error.class_name:
        names["object"] = _variable(error, access) or _HUMP.sub("_", error.class_name).lower()
    return {role: name for role, name in names.items() if name and _WORD.fullmatch(name)}


def _variable(error: ErrorReport, access: Place | None) -> str | None:
    """The variable in front of the attribute on the failing line."""
    if access is None or not access.code or not error.attribute:
        return None
    found = re.search(rf"(?<![\w.])([A-Za-z_]\w{{0,60}})\.{re.escape(error.attribute)}\b", access.code)
    return found[1] if found and found[1] not in {"self", "cls"} else None


def renaming(names: Sequence[tuple[str, str]], roles: Mapping[str, str], *codes: str) -> dict[str, str]:
    """Return example name -> the user's name, without those that would collide in one of `codes`.

    Args:
        names: example name and the role it plays; the first of a role gets the user's name.
        roles: role -> the user's name.
        codes: the texts the names are going to be put into.
    """
    taken = {word for code in codes for word in _WORD.findall(code)} - {name for name, _ in names}
    first = {role: name for name, role in reversed(names)}
    wanted = {name: roles[role] for role, name in first.items() if role in roles}
    kept = {name: new for name, new in wanted.items() if new not in taken}
    return kept if len(set(kept.values())) == len(kept) else {}


def renamed(code: str, names: Mapping[str, str]) -> str:
    """Return `code` with whole identifiers replaced; all at once, so that names may swap."""
    return _WORD.sub(lambda match: names.get(match[0], match[0]), code)
