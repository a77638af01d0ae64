"""Breaks a traceback apart again that lost its line breaks: one long line, everything joined by spaces."""

from __future__ import annotations

from detachdoc.patterns import pattern
from detachdoc.report.lines import Line, at

_FRAME = pattern(r'(?<!\s)\s+(?=File "[^"]{1,1000}", line \d)')
_IN_FUNCTION = pattern(r'(File "[^"]{1,1000}", line \d{1,9}, in \S{1,300})\s+')
_LINK = pattern(r"(?<!\s)\s+((?:The above exception was|During handling of the above)[^:]{0,80}:)\s+")
_HEADER = pattern(r"(Traceback \(most recent call last\):)\s+")
_LAST = pattern(r"\s(?=(?:[a-z_][\w.]{0,200}\.)?[A-Z]\w{1,80}(?:Error|Exception|Warning|Greenlet|Exit|Interrupt): )")


def break_flattened(lines: list[Line]) -> list[Line]:
    """Give every frame and the exception a line of their own, where one line holds several frames."""
    broken: list[Line] = []
    for line in lines:
        if line.text.count(", line ") > 1 and len(_FRAME.findall(line.text)) > 1:
            broken += at(line.number, _break(line.text))
        else:
            broken.append(line)
    return broken


def _break(text: str) -> str:
    text = _LINK.sub(r"\n\1\n", text)
    text = _HEADER.sub(r"\n\1\n", text)
    text = _FRAME.sub("\n  ", text)
    text = _IN_FUNCTION.sub(r"\1\n    ", text)
    return "\n".join(_LAST.sub("\n", part) if part.startswith("    ") else part for part in text.split("\n"))
