"""How a cause is found by what a user types, and how the causes are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.model.knowledge import Cause


def chosen(word: str, causes: Sequence[Cause]) -> Cause:
    """The cause a user means.

    Args:
        word: an id, or a number from 1 to 6.
        causes: all of them.

    Raises:
        UsageError: there is no such cause; names the nearest and all ids.
    """
    wanted = word.strip().lower()
    for cause in causes:
        if wanted in {cause.id, str(cause.number)}:
            return cause
    import difflib

    ids = [cause.id for cause in sorted(causes, key=lambda cause: cause.number)]
    near = difflib.get_close_matches(wanted, ids, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise UsageError(f"there is no cause {word!r}.{hint} Causes: {', '.join(ids)}, or 1 to {len(ids)}.")


def listed(causes: Sequence[Cause]) -> str:
    """One line a cause: number, id, title."""
    ranked = sorted(causes, key=lambda cause: cause.number)
    widest = max(len(cause.id) for cause in ranked)
    return "".join(f"{cause.number}  {cause.id:<{widest}}  {cause.title}\n" for cause in ranked)
