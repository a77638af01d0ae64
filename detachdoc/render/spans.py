"""Which part of a source line is meant? Columns when they are known and fit, or the attribute the error names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detachdoc.model.place import Place

Span = tuple[int, int]

#: Longest line that is searched; longer ones are data, not code.
_SEARCHED = 2_000


def span_of(place: Place, line: str, attribute: str | None = None, cut: int = 0) -> Span:
    """Where to underline `line`.

    Columns may count from the start of the file's line or from its first visible character; the first reading that
    cuts no word in two is taken.

    Args:
        place: the place, whose `code` is on `line`.
        line: the line as it will be shown, with its indentation.
        attribute: name of the attribute that failed, for places without columns or with those of a larger expression.
        cut: columns of the file's line that `line` lacks at its left.

    Returns:
        First and one-past-last index; the whole line without its indentation when nothing better is known.
    """
    indent = len(line) - len(line.lstrip())
    if place.column is not None and place.end_column is not None:
        for offset in (-cut, 0, indent):
            start, end = place.column + offset, place.end_column + offset
            if _is_whole(line, start, end):
                return _within(_named(line, attribute), (start, end))
    return _named(line, attribute) or (indent, max(len(line.rstrip()), indent + 1))


def _within(named: Span | None, given: Span) -> Span:
    """The read of the attribute if it is a part of the columns, which may be those of the whole statement."""
    return named if named and given[0] <= named[0] and named[1] <= given[1] else given


def _is_whole(line: str, start: int, end: int) -> bool:
    if not 0 <= start < end <= len(line):
        return False
    cut = line[start:end]
    return (
        cut == cut.strip() and cut[0] not in ".,:)]}=" and not _splits_word(line, start) and not _splits_word(line, end)
    )


def _splits_word(line: str, at: int) -> bool:
    return 0 < at < len(line) and _is_word(line[at - 1]) and _is_word(line[at])


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _named(line: str, attribute: str | None) -> Span | None:
    """`x.attribute` if the line reads it exactly once."""
    if not attribute or len(line) > _SEARCHED:
        return None
    ends = [found.end() for found in re.finditer(rf"\.{re.escape(attribute)}(?!\w)", line)]
    if len(ends) != 1:
        return None
    start = ends[0] - len(attribute) - 1
    while start and (_is_word(line[start - 1]) or line[start - 1] == "."):
        start -= 1
    return start, ends[0]
