"""stackprinter: excerpts with `--> 17` under each frame, locals, then a second plain copy of the stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report import classify
from detachdoc.report.formats import python
from detachdoc.report.frames import read_frame
from detachdoc.report.lines import Line, indent

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARROW = pattern(r"^ {0,40}-{2,}> {1,4}\d{1,9} {1,200}(?P<code>\S.*)$")
_EXCERPT = pattern(r"^ {1,40}(?:\d{1,9}(?: .*)?|\.{10,}|\(\.\.\.\))$")
_SECOND = "(full traceback above)"


def translate(lines: list[Line]) -> list[Line]:
    """Keep the source lines at the arrows and drop the second copy."""
    arrows = sum(1 for line in lines if "-> " in line.text and _ARROW.match(line.text))
    if not arrows or not any(line.text.lstrip().startswith('File "') for line in lines):
        return lines
    return list(_translated(lines))


def _translated(lines: list[Line]) -> Iterator[Line]:
    copy = in_frame = opened = False
    margin = 0
    for line in lines:
        text = line.text
        arrow = _ARROW.match(text)
        frame = read_frame(text)
        if _SECOND in text:
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
