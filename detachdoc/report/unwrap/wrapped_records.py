r"""Joins a log record that a terminal cut at its width: one long line with `\n` in it became many of equal length.

`hardwrap` mends text with line breaks of its own; here there are none to hold on to until the record is whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.report.classify import is_log_line

if TYPE_CHECKING:
    from detachdoc.report.lines import Line

_NARROWEST, _WIDEST = 40, 1000
#: Spaces at the end of a line that a copy may have lost.
_TRIMMED = 40
#: Lines of a record, at least.
_FEW = 4
_TELLING = ("\\n  File", "\\n    |   File")


def unwrap(lines: list[Line]) -> list[Line]:
    """Join each run of lines as long as the longest, and the one after it, if an escaped traceback comes of it."""
    width = max((len(line.text) for line in lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return lines
    joined: list[Line] = []
    run: list[Line] = []
    for line in lines:
        if run and (is_log_line(line.text) or line.text.startswith('{"')):
            joined += _whole(run, width)
            run = []
        run.append(line)
        if len(line.text) < width - _TRIMMED:
            joined += _whole(run, width)
            run = []
    return joined + _whole(run, width)


def _whole(run: list[Line], width: int) -> list[Line]:
    if len(run) < _FEW:
        return run
    text = "".join(line.text.ljust(width) for line in run).rstrip()
    return [run[0]._replace(text=text)] if any(word in text for word in _TELLING) else run
