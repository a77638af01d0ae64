"""Twisted's own failures: `/srv/app/main.py:17: handle(...)` between two marks, or short ones without source lines.

Source: twisted/python/failure.py, `Failure.getTraceback` with `detail="verbose"` and `detail="brief"`.
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
_SHORT = pattern(r"\s{0,8}(?P<file>(?:[A-Za-z]:)?[^\s:][^:]{0,4095}):(?P<line>\d{1,9}):(?P<function>[^\s(:]{1,400})$")
_TITLE = pattern(r"\s{0,8}Traceback: <class '(?P<type>[\w.]{1,300})'>: (?P<message>.*)$")
_MARK = "*--- "


def translate(lines: list[Line]) -> list[Line]:
    """Rewrite its frames and drop the marks and the listed variables."""
    return list(_translated(list(_written_out(lines))))


def _written_out(lines: list[Line]) -> Iterator[Line]:
    """The short style as Python prints it: the exception stands above its frames there."""
    last: Line | None = None
    for line in lines:
        title = _TITLE.match(line.text)
        frame = _SHORT.match(line.text) if last else None
        if frame is not None:
            yield python.frame(line.number, frame["file"], frame["line"], frame["function"])
            continue
        yield from [last] if last else []
        last = line._replace(text=f"{title['type']}: {title['message']}") if title else None
        yield python.header(line.number) if title else line
    yield from [last] if last else []


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
