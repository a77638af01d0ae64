"""Joins lines that were cut at a fixed width, in mid-word, as terminals and pagers do."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

from detachdoc.report.classify import header_at, is_log_line
from detachdoc.report.frames import read_frame
from detachdoc.report.message import UNBOUND

if TYPE_CHECKING:
    from detachdoc.report.lines import Line

_NARROWEST, _WIDEST = 40, 1000
#: So many equal characters at the beginning are a prefix.
_ALIKE = 5
#: Signs that quote or comment a line out.
_MARKS = frozenset(">|#*;/+")
_RULERS = ("====", "____", "----", "_ _", "****", "~~~~", "^^^^")
_BOXES = frozenset("│┃|╮╯╭╰─")


def join_hard_wraps(lines: list[Line]) -> list[Line]:
    """Undo a hard wrap, if the text shows one: no line is longer than the width and joining mends a frame."""
    width = _width(lines)
    if width is None:
        return lines
    joined: list[Line] = []
    for line, previous in zip(lines, [None, *lines], strict=False):
        if previous is not None and joined and _cut(previous.text, width) and _continues(joined[-1].text, line.text):
            joined[-1] = joined[-1]._replace(text=joined[-1].text + line.text)
        else:
            joined.append(line)
    return joined


def _width(lines: list[Line]) -> int | None:
    lengths = Counter(len(line.text) for line in lines)
    width = max(lengths, default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return None
    mended = 0
    for line, following in itertools.pairwise(lines):
        if _cut(line.text, width) and _mends(line.text, following.text):
            mended += 1
    return width if mended else None


def _cut(text: str, width: int) -> bool:
    if len(text) != width or text.endswith(("  ", *_RULERS)):
        return False
    return text.rstrip()[-1:] not in _BOXES


def _continues(text: str, following: str) -> bool:
    if _fresh(following) or _same_prefix(text, following):
        return False
    return not (following.startswith("    ") and (frame := read_frame(text)) is not None and frame.function)


def _same_prefix(text: str, following: str) -> bool:
    """Whether both lines begin alike, as lines with a prefix do and the rest of a line does not."""
    if text[:1] in _MARKS and text[:2] == following[:2]:
        return True
    return bool(text[:_ALIKE].strip()) and text[:_ALIKE] == following[:_ALIKE]


def _mends(text: str, following: str) -> bool:
    if not _continues(text, following):
        return False
    if 'File "' in text:
        start = text.rfind('File "')
        whole, part = read_frame(text[start:] + following), read_frame(text[start:])
        if whole is None or ": " in (whole.function or ""):  # a frame without its source line, and the exception
            return False
        return part is None or (part.function, part.line) != (whole.function, whole.line)
    return UNBOUND not in text and "nstance <" in text and UNBOUND in text + following


def _fresh(text: str) -> bool:
    """Whether the line starts something of its own and cannot be the rest of the line above."""
    return not text.strip() or text.startswith("  File ") or header_at(text) == 0 or is_log_line(text)
