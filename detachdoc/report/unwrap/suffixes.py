"""Takes off what stands behind every line: a table's edge, the rest of a record, a container's name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detachdoc.report.lines import Line

_HEADER = "(most recent call last):"
_LONGEST = 120
#: Share of the lines that must end with it.
_MOSTLY = 0.7
#: Fewer lines prove nothing.
_FEW = 4


def strip_suffixes(lines: list[Line]) -> list[Line]:
    """Cut the suffix off that the header and most lines have; lines without one stay as they are."""
    suffixes = Counter(_after_header(line.text) for line in lines if _HEADER in line.text)
    suffix = suffixes.most_common(1)[0][0] if suffixes else ""
    if not suffix:
        return lines
    ending = [line.text.rstrip().endswith(suffix) for line in lines if line.text.strip()]
    if len(ending) < _FEW or sum(ending) < _MOSTLY * len(ending):
        return lines
    return [_cut(line, suffix) for line in lines]


def _after_header(text: str) -> str:
    suffix = text[text.index(_HEADER) + len(_HEADER) :].strip()
    return suffix if len(suffix) <= _LONGEST else ""


def _cut(line: Line, suffix: str) -> Line:
    text = line.text.rstrip()
    return line._replace(text=text.removesuffix(suffix).rstrip()) if text.endswith(suffix) else line
