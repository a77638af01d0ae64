"""Takes off whatever was put around a traceback: colours, markup, log records, prefixes, wraps.

A new wrapping is one file with one function `list[Line] -> list[Line]`, one sample and one line in `STEPS`, or
in `RARE` if a mark tells where it may be: a file there is loaded only when its mark occurs.
"""

from collections.abc import Callable
from typing import NamedTuple

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
from detachdoc.report.unwrap.suffixes import strip_suffixes
from detachdoc.report.unwrap.terminal import strip_terminal_codes
from detachdoc.report.unwrap.typography import straighten
from detachdoc.report.unwrap.values import shorten_values

Step = Callable[[list[Line]], list[Line]]


class Rare(NamedTuple):
    """A wrapping whose function `unwrap` is loaded on demand."""

    #: Name of the file in this folder.
    name: str
    #: Any of these occurs in every text of the kind.
    marks: tuple[str, ...]


#: Undone before records are open, in this order.
EARLY = (
    Rare("fences", ("```", "{code", "{noformat}", "[code]", "<![CDATA[")),
    Rare("markdown_escapes", ("\\<module\\>", "\\_\\_", "nstance \\<")),
    Rare("quoted_printable", ("=\n",)),
    Rare("casts", (', "o", "', ',"o","')),
    Rare("wrapped_records", ("\\n  File", "\\n    ")),
)
#: Undone once records are open.
RARE = (
    Rare("url_encoded", ("raceback%20", "raceback+")),
    Rare("tracerite", ('class="frame-location"', "class=frame-location")),
    Rare("litestar", ('<span class="breakable">',)),
    Rare("csv_cells", ('File ""',)),
    Rare("string_literals", ("last):\\n", "last):'", 'last):"', "\\n\\\n")),
)


def unwrap_early(lines: list[Line]) -> list[Line]:
    """Undo each wrapping of `EARLY` whose mark occurs."""
    return _unwrapped(lines, EARLY)


def unwrap_rare(lines: list[Line]) -> list[Line]:
    """Undo each wrapping of `RARE` whose mark occurs."""
    return _unwrapped(lines, RARE)


def _unwrapped(lines: list[Line], kinds: tuple[Rare, ...]) -> list[Line]:
    for rare in kinds:
        text = "\n".join(line.text for line in lines)
        if any(mark in text for mark in rare.marks):
            lines = _unwrapping(rare.name)(lines)
    return lines


def _unwrapping(name: str) -> Step:
    from importlib import import_module

    function: Step = import_module(f"{__name__}.{name}").unwrap
    return function


#: In this order: outermost wrapping first.
STEPS: tuple[Step, ...] = (
    strip_terminal_codes,
    straighten,
    shorten_values,
    unwrap_early,
    join_partial_records,
    expand_records,
    unwrap_rare,
    expand_escapes,
    read_debug_pages,
    strip_markup,
    join_hard_wraps,
)

#: What is done to each stream once the prefixes are off: a prefix can hide a record or a wrap.
STREAM_STEPS: tuple[Step, ...] = (
    strip_suffixes,
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
