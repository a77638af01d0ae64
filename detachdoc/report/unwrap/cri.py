"""Joins the records into which a container runtime splits long lines.

CRI log format (Kubernetes): `<time> stdout|stderr P|F <text>`; `P` is continued by the next record of the
same stream.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern

if TYPE_CHECKING:
    from detachdoc.report.lines import Line

_RECORD = pattern(r"(?P<head>.{0,200}?(?:stdout|stderr) )(?P<tag>[PF]) ")


def join_partial_records(lines: list[Line]) -> list[Line]:
    """Put partial records together; lines that are no CRI records stay as they are."""
    if not any(" P " in line.text[:240] for line in lines):
        return lines
    joined: list[Line] = []
    partial: Line | None = None
    for line in lines:
        match = _RECORD.match(line.text[:240])
        if match is None:
            record = line
        elif partial is not None:
            record = partial._replace(text=partial.text + line.text[match.end() :])
        else:
            record = line._replace(text=f"{match['head']}F {line.text[match.end() :]}")
        partial = record if match is not None and match["tag"] == "P" else None
        if partial is None:
            joined.append(record)
    return [*joined, partial] if partial is not None else joined
