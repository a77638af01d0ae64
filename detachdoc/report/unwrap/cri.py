"""Joins the records into which a container runtime splits long lines.

CRI log format (Kubernetes): `<time> stdout|stderr P|F <text>`; `P` is continued by the next record of the
same stream.
"""

from __future__ import annotations

import re

from detachdoc.report.lines import Line

_RECORD = re.compile(r"(?P<head>.{0,200}?(?:stdout|stderr) )(?P<tag>[PF]) ")


def join_partial_records(lines: list[Line]) -> list[Line]:
    """Put partial records together; lines that are no CRI records stay as they are."""
    if not any(" P " in line.text[:240] for line in lines):
        return lines
    joined: list[Line] = []
    partial: Line | None = None
    for line in lines:
        match = _RECORD.match(line.text[:240])
        text = line.text
        if match is not None and partial is not None:
            text, line = partial.text + text[match.end() :], partial
        elif match is not None:
            text = f"{match['head']}F {text[match.end() :]}"
        partial = None
        if match is not None and match["tag"] == "P":
            partial = Line(line.number, text)
        else:
            joined.append(Line(line.number, text))
    return [*joined, partial] if partial is not None else joined
