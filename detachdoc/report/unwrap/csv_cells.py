"""Takes a log out of a table exported as CSV or TSV: one record a row, or one cell of many lines (RFC 4180)."""

from __future__ import annotations

from collections import Counter

from detachdoc.report.lines import Line, at

_SEPARATORS = (",", ";", "\t", "|")
#: Share of the rows that must have equally many cells.
_REGULAR = 0.8


def unwrap(lines: list[Line]) -> list[Line]:
    """Replace the rows by the cell that holds the traceback; text that is no table stays as it is."""
    for separator in _SEPARATORS:
        rows = _rows(lines, separator)
        column = _column(rows)
        if column is not None:
            return [line for number, row in rows if len(row) > column for line in at(number, row[column])]
    return lines


def _rows(lines: list[Line], separator: str) -> list[tuple[int, list[str]]]:
    import csv

    rows = []
    reader = csv.reader((f"{line.text}\n" for line in lines), delimiter=separator)
    first = 0
    try:
        for row in reader:
            if row:
                rows.append((lines[first].number, row))
            first = reader.line_num
    except csv.Error:
        return []
    return rows


def _column(rows: list[tuple[int, list[str]]]) -> int | None:
    """The column with the most frames, if the rows are alike; None when they are not."""
    widths = Counter(len(row) for _, row in rows)
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    if width < 2 or count < _REGULAR * len(rows):
        return None
    frames = [sum(row[column].count('File "') for _, row in rows if len(row) == width) for column in range(width)]
    return frames.index(max(frames)) if max(frames) else None
