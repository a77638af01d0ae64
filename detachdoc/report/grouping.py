"""Counts equal errors instead of repeating them, and puts the likeliest root error first."""

from __future__ import annotations

import re
from collections.abc import Iterable

from detachdoc.model.report import ErrorReport
from detachdoc.report.errors import Found

#: What differs between two prints of the same error.
_VOLATILE = re.compile(r"0x[0-9a-fA-F]+|\d{2,}")


class Groups:
    """The distinct errors seen so far, each with its count."""

    def __init__(self) -> None:
        self._seen: dict[tuple[object, ...], Found] = {}

    def add(self, found: Iterable[Found]) -> None:
        """Take the errors of one piece of the input, in order."""
        for one in found:
            key = _key(one.report)
            known = self._seen.get(key)
            self._seen[key] = one if known is None else _counted(known)

    def in_order(self) -> tuple[ErrorReport, ...]:
        """Detached errors with a traceback first, then other tracebacks, then bare mentions; else by place."""
        reports = [found.report for found in self._seen.values()]
        return tuple(sorted(reports, key=_rank))


def _counted(known: Found) -> Found:
    return known._replace(report=known.report._replace(occurrences=known.report.occurrences + 1))


def _rank(report: ErrorReport) -> tuple[int, int]:
    traceback = any(block.frames for block in report.blocks)
    if report.is_detached:
        return (0 if traceback or report.subject is not None else 2, report.first_line)
    return (1, report.first_line)


def _key(report: ErrorReport) -> tuple[object, ...]:
    frames = tuple((frame.file, frame.line, frame.function) for frame in report.app_frames)
    message = _VOLATILE.sub("0", report.message)
    return (report.type, report.wrapped_in, message, frames, report.endpoint)
