"""Reads neighbours.yaml: errors that look like DetachedInstanceError and are something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.knowledge.nodes import Record
from detachdoc.knowledge.references import read_links
from detachdoc.knowledge.texts import prose
from detachdoc.model.knowledge import Neighbour

if TYPE_CHECKING:
    from detachdoc.knowledge.nodes import Value


def read_neighbours(top: Value | None) -> tuple[Neighbour, ...]:
    """Read the whole file; None when it cannot be read."""
    record = top.record(("neighbours",)) if top else Record({})
    return tuple(_neighbour(id_, value) for id_, value in record.named("neighbours", "neighbour").items())


def _neighbour(neighbour_id: str, value: Value) -> Neighbour:
    record = value.record(("title", "says"), ("types", "message_has", "links"))
    types, message_has = _texts(record, "types"), _texts(record, "message_has")
    if not types and not message_has:
        value.complain(f'"{neighbour_id}" needs types or message_has, else it would match every error')
    return Neighbour(
        id=neighbour_id,
        title=record.text("title"),
        types=types,
        message_has=message_has,
        says=prose(record, "says"),
        links=read_links(record),
    )


def _texts(record: Record, key: str) -> tuple[str, ...]:
    return tuple(item.text() for item in record.items(key, may_be_empty=True))
