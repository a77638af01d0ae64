"""Breaks a traceback apart again that lost its line breaks: one long line, everything joined by spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.lines import Line, at

if TYPE_CHECKING:
    import re

_FRAME = pattern(r'(?<!\s)\s+(?=File "[^"]{1,1000}", line \d)')
_IN_FUNCTION = pattern(r'(File "[^"]{1,1000}", line \d{1,9}, in \S{1,300})\s+')
_LINK = pattern(r"(?<!\s)\s+((?:The above exception was|During handling of the above)[^:]{0,80}:)\s+")
_HEADER = pattern(r"(Traceback \(most recent call last\):)\s+")
_LAST = pattern(r"\s(?=(?:[a-z_][\w.]{0,200}\.)?[A-Z]\w{1,80}(?:Error|Exception|Warning|Greenlet|Exit|Interrupt): )")
#: `repr` of what `traceback.extract_tb` returns.
_SUMMARY = pattern(
    r"[\[(]?<FrameSummary file (?P<file>[^>]{1,4096}?), line (?P<line>\d{1,9}) in "
    r"(?P<function><\w{1,40}>|[^<>]{1,400})>[\]),]? ?"
)


def break_flattened(lines: list[Line]) -> list[Line]:
    """Give every frame and the exception a line of their own, where one line holds several frames."""
    broken: list[Line] = []
    for line in lines:
        if "<FrameSummary file " in line.text:
            broken += at(line.number, _SUMMARY.sub(_frame, line.text))
            continue
        if line.text.count(", line ") > 1 and len(_FRAME.findall(line.text)) > 1:
            broken += at(line.number, _break(line.text))
        else:
            broken.append(line)
    return broken


def _frame(match: re.Match[str]) -> str:
    return f'\n  File "{match["file"]}", line {match["line"]}, in {match["function"]}\n'


def _break(text: str) -> str:
    text = _LINK.sub(r"\n\1\n", text)
    text = _HEADER.sub(r"\n\1\n", text)
    text = _FRAME.sub("\n  ", text)
    text = _IN_FUNCTION.sub(r"\1\n    ", text)
    return "\n".join(_LAST.sub("\n", part) if part.startswith("    ") else part for part in text.split("\n"))
