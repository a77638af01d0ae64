"""Joins frame lines that were wrapped at a word or in a word, as mail programs and narrow windows do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.frames import frame_at, read_frame
from detachdoc.report.message import opens_link

if TYPE_CHECKING:
    from detachdoc.report.lines import Line

_UNFINISHED = pattern(r"(?:,|\bline|\bin)$")
_SPAN = 4
#: What may stand before `File`.
_BEFORE = " \t>|│"


def join_broken_frames(lines: list[Line]) -> list[Line]:
    """Complete each line that starts a frame and does not finish it with the lines that follow."""
    joined: list[Line] = []
    position = 0
    while position < len(lines):
        text, used = _complete(lines, position)
        joined.append(lines[position]._replace(text=text) if used > 1 else lines[position])
        position += used
    return joined


def _complete(lines: list[Line], position: int) -> tuple[str, int]:
    text = lines[position].text.rstrip()
    if text.endswith("File") and not text[:-4].strip(_BEFORE):
        text += " "
    start = frame_at(text)
    if start < 0 or text[start + 5 : start + 6] not in {"", '"', "'"} or not _is_broken(text):
        return text, 1
    variants = [text]
    for used, following in enumerate(lines[position + 1 : position + _SPAN], 2):
        piece = following.text.strip()
        variants = [variant + glue + piece for variant in variants for glue in ("", " ")]
        for variant in variants:
            frame = read_frame(variant)
            if frame is not None and frame.function and not _is_broken(variant):
                return variant, used
    return text, 1


def is_cut_short(text: str) -> bool:
    """Whether the line is a frame or SQLAlchemy's message and stops before its end."""
    if frame_at(text) >= 0 and 'File "' in text:
        return _is_broken(text.rstrip())
    return "nstance <" in text and ("cannot proceed" not in text or opens_link(text))


def _is_broken(text: str) -> bool:
    return read_frame(text) is None or _UNFINISHED.search(text.rstrip()) is not None
