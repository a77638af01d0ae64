r"""Shortens local variables that hold a traceback as text, where a tool shows them among the frames of another.

`text = 'Traceback (most recent call last):\n  File ...'` under a frame is data; unescaped it would be a second error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report import names

if TYPE_CHECKING:
    from detachdoc.report.lines import Line

_VALUE = pattern(r"[\s│|]{0,80}[\w.]{1,100}\s{0,60} = [bfr]{0,2}(?P<quote>['\"])")
_FRAMES = ('File "', ".py:")


def shorten_values(lines: list[Line]) -> list[Line]:
    """Leave out the values that quote a traceback, between a frame and the exception."""
    kept: list[Line] = []
    among_frames = False
    for line in lines:
        text = line.text
        quotes = "raceback (most recent" in text or 'File "' in text or 'File \\"' in text
        match = _VALUE.match(text) if quotes and among_frames else None
        kept.append(line._replace(text=f"{text[: match.end()]}...{match['quote']}") if match else line)
        among_frames = any(mark in text for mark in _FRAMES) or (among_frames and not _ends(text))
    return kept


def _ends(text: str) -> bool:
    """Whether the exception itself follows the frames: what comes after it is not shown among them."""
    match = names.EXCEPTION_LINE.match(text) if text[:1].isalpha() else None
    return match is not None and names.looks_certain(match["type"])
