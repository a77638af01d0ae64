"""Takes off whatever was put around a traceback: colours, markup, log records, prefixes, wraps.

A new wrapping is one file with one function `list[Line] -> list[Line]`, one sample and one line in `STEPS`.
"""

from __future__ import annotations

from collections.abc import Callable

from detachdoc.report.lines import Line
from detachdoc.report.unwrap.cri import join_partial_records
from detachdoc.report.unwrap.debug_pages import read_debug_pages
from detachdoc.report.unwrap.escapes import expand_escapes
from detachdoc.report.unwrap.flattened import break_flattened
from detachdoc.report.unwrap.hardwrap import join_hard_wraps
from detachdoc.report.unwrap.markup import strip_markup
from detachdoc.report.unwrap.prefixes import split_streams
from detachdoc.report.unwrap.records import expand_records
from detachdoc.report.unwrap.softwrap import join_broken_frames
from detachdoc.report.unwrap.terminal import strip_terminal_codes
from detachdoc.report.unwrap.typography import straighten

Step = Callable[[list[Line]], list[Line]]

#: In this order: outermost wrapping first.
STEPS: tuple[Step, ...] = (
    strip_terminal_codes,
    straighten,
    join_partial_records,
    expand_records,
    expand_escapes,
    read_debug_pages,
    strip_markup,
    join_hard_wraps,
)

#: What is done to each stream once the prefixes are off: a prefix can hide a record or a wrap.
STREAM_STEPS: tuple[Step, ...] = (
    expand_records,
    expand_escapes,
    strip_markup,
    break_flattened,
    join_broken_frames,
)


def unwrap(lines: list[Line]) -> list[list[Line]]:
    """The bare lines, one list for each stream (process, container, worker) that can be told apart."""
    for step in STEPS:
        lines = step(lines)
    streams = []
    for stream in split_streams(lines):
        bare = stream
        for step in STREAM_STEPS:
            bare = step(bare)
        streams.append(bare)
    return streams
