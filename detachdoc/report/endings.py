"""Says whether a line is the last one of a traceback, so that a paste can end without a special key."""

from __future__ import annotations

from detachdoc.report import names
from detachdoc.report.classify import without_gutter
from detachdoc.report.message import UNBOUND


def ends_traceback(line: str) -> bool:
    """Whether the line looks like an exception's line: `module.Type: message`, prefixes allowed."""
    if UNBOUND in line and "cannot proceed" in line:
        return True
    bare, _ = without_gutter(line.removeprefix("E "))
    match = names.EXCEPTION_LINE.match(bare.strip())
    return match is not None and not bare.startswith("    ") and names.looks_certain(match["type"])
