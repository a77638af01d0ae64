"""Who read the attribute, and which: pydantic and FastAPI name the field where SQLAlchemy's message names none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern

if TYPE_CHECKING:
    from detachdoc.model.report import ErrorReport

#: One error of FastAPI's list: `{'type': ..., 'loc': ('response', 0, 'name'), 'msg': 'Error extracting attribute: ...`.
_LISTED = pattern(r"'loc': \(([^()\n]{1,300})\), 'msg': ['\"]Error extracting attribute: DetachedInstanceError")
#: The same as pydantic prints it: the path on a line of its own, e.g. `author.0.name`.
_PRINTED = pattern(r"(?m)^(\w[\w.]{0,200})\n[ \t]{1,8}Error extracting attribute: DetachedInstanceError")
_NAME = pattern(r"[A-Za-z_]\w*")


def field(error: ErrorReport) -> str:
    """Return the last name on the way to the field that was being read, e.g. `name`; empty when no model says."""
    for block in error.blocks:
        found = _LISTED.search(block.message) or _PRINTED.search(block.message)
        names = [name for name in _NAME.findall(found[1]) if name != "response"] if found else []
        if names:
            return str(names[-1])
    return ""


def reader(error: ErrorReport) -> str:
    """Return who asked for the attribute, as the subject of a sentence; empty for ordinary code."""
    name = (error.wrapped_in or "").rpartition(".")[2]
    return {"ResponseValidationError": "FastAPI's response model", "ValidationError": "a pydantic model"}.get(name, "")
