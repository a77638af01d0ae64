"""Sanic's plain error page: each exception above its frames, all of a chain under one heading.

Source: sanic/pages/ and sanic/errorpages.py, `TextRenderer`; it follows `__cause__` only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.formats import python
from detachdoc.report.frames import read_frame
from detachdoc.report.lines import Line
from detachdoc.report.names import EXCEPTION_LINE

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADING = pattern(r"Traceback of \S{1,200} \(most recent call last\):$")
_CAUSE = "The above exception was the direct cause of the following exception:"


def translate(lines: list[Line]) -> list[Line]:
    """Put each exception below its frames."""
    return list(_translated(lines))


def _translated(lines: list[Line]) -> Iterator[Line]:
    inside = False
    title: Line | None = None
    for line in lines:
        text = line.text
        if _HEADING.match(text.strip()):
            inside = True
        elif not inside:
            yield line
        elif text.strip() and not text.startswith(" "):
            inside = False
            yield from [title] if title else []
            title = None
            yield line
        elif not text.startswith("   ") and EXCEPTION_LINE.match(text.strip()):
            yield from [title, Line(line.number, ""), Line(line.number, _CAUSE)] if title else []
            title = line._replace(text=text.strip())
            yield python.header(line.number)
        elif text.strip():
            yield line._replace(text=text[2:]) if read_frame(text) else python.code(line.number, text)
    yield from [title] if title else []
