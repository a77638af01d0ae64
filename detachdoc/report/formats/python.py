"""Writes lines the way Python prints a traceback; shared by the translations."""

from __future__ import annotations

from detachdoc.report.lines import Line

HEADER = "Traceback (most recent call last):"


def header(number: int) -> Line:
    """The line a traceback starts with."""
    return Line(number, HEADER)


def frame(number: int, file: str, line: str, function: str | None) -> Line:
    """A frame line; a format that hides the function leaves it out."""
    named = f", in {function}" if function else ""
    return Line(number, f'  File "{file}", line {line}{named}')


def code(number: int, text: str) -> Line:
    """A source line under a frame."""
    return Line(number, f"    {text.strip()}")
