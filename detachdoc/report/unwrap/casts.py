"""Plays terminal recordings in asciinema's format: `[1.25, "o", "output"]`, one event a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from detachdoc.report.lines import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.report.lines import Line


def unwrap(lines: list[Line]) -> list[Line]:
    """Replace the events by what they wrote on the screen."""
    return list(_played(lines))


def _played(lines: list[Line]) -> Iterator[Line]:
    number, screen = 0, ""
    for line in lines:
        written = _output(line.text)
        if written is None:
            yield from at(number, screen) if screen else ()
            screen = ""
            yield line
        else:
            number = number if screen else line.number
            screen += written
    yield from at(number, screen) if screen else ()


def _output(text: str) -> str | None:
    """What an event wrote; None when the line is no event."""
    if not text.startswith("[") or '"' not in text[:40]:
        return None
    try:
        event = json.loads(text)
    except (ValueError, RecursionError):
        return None
    is_event = isinstance(event, list) and len(event) == 3 and isinstance(event[2], str)
    return event[2].replace("\r\n", "\n") if is_event else None
