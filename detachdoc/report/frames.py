"""Reads one line as a stack frame, in Python's own spelling and its near relatives.

Sources: CPython's traceback.py (3.8 to 3.14), IPython's plain mode, Django's copy-and-paste view and
faulthandler. Renderings that need several lines for one frame live in `formats/`.
"""

from __future__ import annotations

import re

from detachdoc.model.report import Frame
from detachdoc.patterns import pattern

#: Longest path and function name that are believed; longer ones are somebody's data.
_PATH = 4096
_NAME = 400

_QUOTE = "[\"'“”„«»‘’]"
_QUOTED = pattern(
    rf"""File {_QUOTE}{{1,2}}(?P<file>[^"“”«»]{{1,{_PATH}}}?){_QUOTE}{{1,2}},? (?:line |on line )(?P<line>\d{{1,9}})"""
    rf"""(?:,? in (?P<function>.{{1,{_NAME}}}))?"""
)
_BARE = pattern(
    rf"""File (?P<file>[^"'\n]{{1,{_PATH}}}?)(?::|, line )(?P<line>\d{{1,9}})"""
    rf"""(?:,? in (?P<function>.{{1,{_NAME}}}))?$"""
)
_REPEATED = pattern(r"\[?Previous line repeated (\d{1,9}) more times?\]?")
_ARGUMENTS = pattern(r"^([\w.<>]+)\(.*\)?$", re.DOTALL)


def frame_at(text: str) -> int:
    """Position of `File ` where a frame seems to start in the line, or -1."""
    position = text.find("File ")
    while position > 0 and text[position - 1] not in " \t>│|":
        position = text.find("File ", position + 1)
    return position


def read_frame(text: str) -> Frame | None:
    """Read `File "path", line N, in function` (or a near relative); None when the line is something else."""
    position = frame_at(text)
    if position < 0 or text[:position].strip(" \t>│|"):
        return None
    body = text[position:].rstrip()
    match = _QUOTED.match(body) or _BARE.match(body)
    if match is None:
        return None
    return Frame(match["file"].strip(), int(match["line"]), function_name(match["function"]))


def underlined(frame: Frame, marks: str, start: int) -> Frame:
    """The frame with the part of its source line that Python underlines; unchanged when the line is something else.

    Args:
        frame: with its source line.
        marks: the line printed beneath that.
        start: column where the source line starts.
    """
    shown = marks.strip()
    if not shown or shown.strip("^~") or frame.code is None:
        return frame
    column = len(marks) - len(marks.lstrip()) - start
    if column < 0 or column + len(shown) > len(frame.code):
        return frame
    return frame._replace(column=column, end_column=column + len(shown))


def function_name(printed: str | None) -> str | None:
    """The function's own name: without its arguments and its class, `<module>` kept.

    Args:
        printed: what the format prints, e.g. `Client.get(self, url)`, `<module>`, `block 'lines'`.
    """
    if printed is None:
        return None
    name = printed.strip().rstrip(",:").removesuffix("()")
    match = _ARGUMENTS.match(name)
    if match is not None:
        name = match[1]
    if "." in name and " " not in name:
        name = name.rpartition(".")[2]
    return name or None


def repetitions(text: str) -> int:
    """N of `[Previous line repeated N more times]`, else 0."""
    match = _REPEATED.search(text) if "Previous line repeated" in text else None
    return int(match[1]) if match else 0
