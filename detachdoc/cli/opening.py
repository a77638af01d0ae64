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


_UNREAD = (
    "Your source was not read. It usually answers the questions: press Ctrl-C and add --source with your "
    "project's folder."
)


def opening(report: Report, *, unread: bool = False) -> str:
    """A few sentences about the error the questions are about; empty when there is none.

    Args:
        report: what was read.
        unread: whether the source was looked for, and no file of the traceback was found.
    """
    if not report.errors:
        return ""
    first = report.errors[0]
    told = f"Read: a DetachedInstanceError, from {_NEEDED[first.kind]} {_what(first)}{_where(first)}."
    several = f"The questions are about this one of {len(report.errors)} errors." if len(report.errors) > 1 else ""
    return " ".join(filter(None, (told, several, _UNREAD if unread else "")))


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
