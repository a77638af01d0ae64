"""Reads the `lifeline` of a cause: a small picture whose rows are drawn at positions 0 to 100 in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.knowledge.texts import prose
from detachdoc.model.knowledge import LifelineRow

if TYPE_CHECKING:
    from detachdoc.knowledge.nodes import Record, Value

_FEWEST_ROWS, _MOST_ROWS = 3, 5


def read_lifeline(cause: Record) -> tuple[LifelineRow, ...]:
    """The rows under `lifeline`."""
    value = cause.get("lifeline")
    rows = tuple(_row(item) for item in cause.items("lifeline"))
    if value and not _FEWEST_ROWS <= len(rows) <= _MOST_ROWS:
        value.complain(f"lifeline must have {_FEWEST_ROWS} to {_MOST_ROWS} rows, but has {len(rows)}")
    return rows


def _row(item: Value) -> LifelineRow:
    record = item.record(("label", "start"), ("end", "used", "says"))
    start, end, used = (_position(record.get(key)) for key in ("start", "end", "used"))
    known = [position for position in (start, end, used) if position is not None]
    if known != sorted(known):
        item.complain("start, end and used must follow each other in time")
    if used is not None and end is None:
        item.complain("a row with `used` needs an `end`: the place where the object is detached")
    return LifelineRow(prose(record, "label"), start or 0, end, used, prose(record, "says"))


def _position(value: Value | None) -> int | None:
    return value.whole(0, 100) if value else None
