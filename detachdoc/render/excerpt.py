"""Which lines of a file does a code frame show? The line meant, the one before it, and the end of a block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.render.sanitise import sanitise

if TYPE_CHECKING:
    from detachdoc.model.place import Place

#: Lines `first` to `last` of a file, 1-based and inclusive, as far as they exist; None when it cannot be read.
Lines = Callable[[str, int, int], Sequence[str] | None]
#: A statement of more lines is shown by its first and its last.
_MOST = 4


class Row(NamedTuple):
    """One line of an excerpt."""

    #: Line number; None stands for lines left out.
    number: int | None
    code: str
    #: Whether this is the line the place means.
    meant: bool = False
    #: Columns of the file's line that are not shown, at its left.
    cut: int = 0


def excerpt(place: Place, lines: Lines | None) -> tuple[Row, ...]:
    """The rows of a frame, without common indentation.

    Args:
        place: where.
        lines: reads the file; its text is only trusted if it still agrees with the place.

    Returns:
        No row at all when the place has no code.
    """
    rows = _from_file(place, lines) or _from_place(place)
    indent = min((len(row.code) - len(row.code.lstrip()) for row in rows if row.code.strip()), default=0)
    return tuple(row._replace(code=row.code[indent:].rstrip(), cut=indent) for row in rows)


def _from_place(place: Place) -> list[Row]:
    code = (place.code or "").strip("\n").split("\n")
    if not "".join(code).strip():
        return []
    first = place.line or 0
    return [Row(first + at if first else 0, text, meant=at == 0) for at, text in enumerate(code)]


def _from_file(place: Place, lines: Lines | None) -> list[Row]:
    if lines is None or not place.line:
        return []
    last = max(place.end_line or 0, place.line)
    # A block brings its own lines; a single line is easier to find with the one above it.
    first = place.line if last > place.line else max(place.line - 1, 1)
    text = lines(place.file, first, last)
    if text is None or len(text) <= place.line - first:
        return []
    numbered = enumerate((sanitise(line.rstrip("\r\n")) for line in text), start=first)
    rows = [Row(number, line, meant=number == place.line) for number, line in numbered]
    at = place.line - first
    if not _agrees(rows[at].code, place.code):
        return []
    before = [row for row in rows[:at] if row.code.strip()]
    return [*before, *_shortened(rows[at:])]


def _agrees(line: str, code: str | None) -> bool:
    told = (code or "").strip().split("\n")[0].strip()
    return bool(line.strip()) and (not told or line.strip() == told)


def _shortened(rows: list[Row]) -> list[Row]:
    if len(rows) <= _MOST:
        return rows
    return [rows[0], Row(None, ""), rows[-1]]
