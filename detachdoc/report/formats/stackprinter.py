"""stackprinter: excerpts with `--> 17` under each frame, locals, then or before that a plain copy of the stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report import classify, names
from detachdoc.report.formats import python
from detachdoc.report.frames import read_frame
from detachdoc.report.lines import Line, indent

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARROW = pattern(r"^ {0,40}-{2,}> {1,4}\d{1,9} {1,200}(?P<code>\S.*)$")
_EXCERPT = pattern(r"^ {1,40}(?:\d{1,9}(?: .*)?|\.{10,}|\(\.\.\.\))$")
_SECOND = ("(full traceback above)", "(full traceback below)")


def translate(lines: list[Line]) -> list[Line]:
    """Keep the source lines at the arrows and drop the second copy."""
    arrows = sum(1 for line in lines if "-> " in line.text and _ARROW.match(line.text))
    if not arrows or not any(line.text.lstrip().startswith('File "') for line in lines):
        return lines
    if any(_SECOND[1] in line.text for line in lines):
        lines = list(_titled_below(lines))
    return list(_translated(lines))


def _titled_below(lines: list[Line]) -> Iterator[Line]:
    """Turned around, a report begins with the exception: put it below the short copy of the frames."""
    title: Line | None = None
    for line, following in zip(lines, [*lines[2:], None, None], strict=True):
        match = names.EXCEPTION_LINE.match(line.text)
        if match is not None and names.looks_certain(match["type"]) and following and read_frame(following.text):
            title = line
            continue
        if title is not None and _SECOND[1] in line.text:
            yield title
            title = None
        yield line


def _translated(lines: list[Line]) -> Iterator[Line]:
    copy = in_frame = opened = False
    margin = 0
    for line in lines:
        text = line.text
        arrow = _ARROW.match(text)
        frame = read_frame(text)
        if text.endswith(" ----") and any(words in text for words in _SECOND):
            copy, margin = True, indent(text)
        elif copy and text.strip() and (frame is not None or indent(text) > margin):
            continue
        elif frame is not None:
            yield from [] if opened else [python.header(line.number)]
            in_frame = opened = True
            yield line
        elif arrow is not None:
            yield line._replace(text=" " * 44 + arrow["code"])
        elif not (in_frame and _EXCERPT.match(text)):
            copy = copy and not text.strip()
            in_frame = in_frame and (not text.strip() or text.startswith("     "))
            opened = classify.header_at(text) >= 0 or (opened and (text.startswith(" ") or not text))
            if not (in_frame and text.strip()):
                yield line
