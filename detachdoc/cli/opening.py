"""What a dialogue says before its first question: which error it is about, and what was read from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detachdoc.model.report import ErrorReport, Report

#: What needed the database, by kind of operation.
_NEEDED = {
    "lazy-load": "a lazy load of",
    "dynamic": "a query on",
    "deferred": "a deferred load of",
    "refresh": "a refresh of",
    "unknown": "a use of",
}


def opening(report: Report) -> str:
    """One or two sentences about the error the questions are about; empty when there is none.

    Args:
        report: what was read.
    """
    if not report.errors:
        return ""
    first = report.errors[0]
    told = f"Read: a DetachedInstanceError, from {_NEEDED[first.kind]} {_what(first)}{_where(first)}."
    if len(report.errors) == 1:
        return told
    return f"{told} The questions are about this one of {len(report.errors)} errors."


def _what(error: ErrorReport) -> str:
    name = error.class_name or "an object"
    return f"{name}.{error.attribute}" if error.attribute else name


def _where(error: ErrorReport) -> str:
    frame = error.access
    if frame is None:
        return ""
    line = f":{frame.line}" if frame.line else ""
    function = f" in {frame.function}" if frame.function else ""
    return f", at {frame.file}{line}{function}"
