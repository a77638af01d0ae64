"""Twisted's detailed failures: `/srv/app/main.py:17: handle(...)` between two marks, the exception below.

Source: twisted/python/failure.py, `Failure.getTraceback(detail="verbose")`. The brief style is Python's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.formats import python

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.report.lines import Line

_FRAME = pattern(
    r"(?P<file>(?:[A-Za-z]:)?[^\s:][^:]{0,4095}):(?P<line>\d{1,9}): (?P<function>[^\s(]{1,400})\(\.\.\.\)$"
)
_MARK = "*--- "


def translate(lines: list[Line]) -> list[Line]:
    """Rewrite its frames and drop the marks and the listed variables."""
    return list(_translated(lines))


def _translated(lines: list[Line]) -> Iterator[Line]:
    inside = False
    for line in lines:
        frame = _FRAME.match(line.text) if inside else None
        if line.text.startswith(f"{_MARK}Failure"):
            inside = True
            yield python.header(line.number)
        elif line.text.startswith(_MARK):
            inside = False
        elif frame is not None:
            yield python.frame(line.number, frame["file"], frame["line"], frame["function"])
        elif not (inside and line.text.startswith((" ", "["))):
            yield line
