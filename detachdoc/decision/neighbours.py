"""Names an error that is not DetachedInstanceError: a known look-alike, or something else altogether."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.model.knowledge import Neighbour
    from detachdoc.model.report import Block, ErrorReport


def recognise(error: ErrorReport, neighbours: Sequence[Neighbour]) -> Neighbour | None:
    """Return the look-alike that `error` is, judged by type and message of any block, the last first."""
    texts = [
        (_bare(error.type), error.message),
        *((_bare(one.type), _whole(one)) for one in reversed(error.blocks)),
    ]
    for kind, message in texts:
        for neighbour in neighbours:
            if _matches(neighbour, kind, message):
                return neighbour
    return None


def _matches(neighbour: Neighbour, kind: str, message: str) -> bool:
    type_fits = not neighbour.types or kind in neighbour.types
    return type_fits and (not neighbour.message_has or any(part in message for part in neighbour.message_has))


def _whole(block: Block) -> str:
    return "\n".join((block.message, *block.notes))


def _bare(dotted: str) -> str:
    return dotted.rpartition(".")[2]
