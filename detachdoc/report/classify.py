"""Says what a line of a traceback is, apart from frames and exception lines.

The fixed sentences are those of CPython's traceback.py and of the libraries that imitate it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detachdoc.patterns import pattern

if TYPE_CHECKING:
    from detachdoc.model.report import Link

_HEADER = "(most recent call"
_LINKS: tuple[tuple[str, Link], ...] = (
    ("direct cause of the following", "cause"),
    ("During handling of the above", "context"),
    ("another exception occurred", "context"),
    ("was the direct cause of", "cause"),
)
#: Columns before the `|` of a group, and what may stand right after it.
_GUTTER = 2
_AFTER_GUTTER = {"", " ", "+", "-"}
_RULER = pattern(r"[+-]+-{3,} (?:\d+|\.\.\.|title) -{3,}$")
_LOG_START = pattern(
    r"""\W{0,3}(?:
        \d{4}[-/]\d\d[-/]\d\d[T\ ]\d | \d\d:\d\d:\d\d | \[\d{4}-\d\d-\d\d | \d{1,3}(?:\.\d{1,3}){3}
        | (?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|SUCCESS)\b
        | (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\ [\ \d]\d\ \d\d:
    )""",
    re.VERBOSE,
)
_LABEL = pattern(r"(?:[Ss]tack ?[Tt]race|[Ss]tack|[Bb]acktrace|[Cc]all ?[Ss]tack|[Ff]rames)(?: was)?:?$")
_VALUE_MARKS = "│└├╰╭┌┆▏"


def header_at(text: str) -> int:
    """Column of `Traceback (most recent call last)`, or -1.

    `Stack (most recent ...)` is not one, nor what PowerShell says about one: `(Traceback (...)::String)`.
    """
    position = text.find(_HEADER)
    if position < 0 or "last)::" in text:
        return -1
    start = text.rfind("raceback", 0, position)
    return start - 1 if start >= 0 and ":" not in text[start:position] else -1


def is_stack_header(text: str) -> bool:
    """Whether a stack follows that is no exception's: `logging` with `stack_info`, faulthandler, tracemalloc."""
    return _HEADER in text and header_at(text) < 0


def is_ruler(text: str) -> bool:
    """Whether it is a line drawn between two parts of a report: `=====`, `____ test_bill ____`."""
    return text.strip()[:4] in {"====", "____", "----", "****", "####", "~~~~"}


def is_stack_label(text: str) -> bool:
    """Whether it is the heading of the frames where the exception stands above them: `Stack Trace:`."""
    return _LABEL.match(text.strip()) is not None


def link_in(text: str) -> Link | None:
    """How the next block is tied to the one above, when the line says so."""
    if "exception" not in text:
        return None
    for sentence, link in _LINKS:
        if sentence in text:
            return link
    return None


def without_gutter(text: str) -> tuple[str, int]:
    """Take off the `  | ` that exception groups print; also the width of the gutter (0 for none)."""
    bare = text.lstrip(" \t")
    width = len(text) - len(bare)
    if bare[:1] not in {"|", "+"} or bare[1:2] not in _AFTER_GUTTER or (width < _GUTTER and text[:1] != "\t"):
        return text, 0
    rest = bare[1:]
    return rest.removeprefix(" "), width + 1


def is_group_ruler(text: str) -> bool:
    """Whether it is the line `+-+---------------- 1 ----------------` that starts a group's member."""
    return _RULER.match(text.strip().lstrip("|").strip()) is not None


def is_marker(text: str) -> bool:
    """Whether it only points at the line above: `^^^^`, `~~~^^`, `...<3 lines>...`, value lines."""
    stripped = text.strip()
    return not stripped.strip("^~ ") or stripped.startswith("...<") or stripped[0] in _VALUE_MARKS


def is_log_line(text: str) -> bool:
    """Whether the line starts like a log record of its own: a time, a level, an address."""
    return _LOG_START.match(text[:80].lstrip()) is not None
