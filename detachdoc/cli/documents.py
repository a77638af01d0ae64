"""What `causes` and `explain` print about the causes themselves, and how a cause is found by id or number."""

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
    widest = max(len(cause.id) for cause in causes)
    return "".join(f"{cause.number}  {cause.id:<{widest}}  {cause.title}\n" for cause in _ordered(causes))


def listed_json(causes: Sequence[Cause]) -> str:
    """The list as a JSON document with the same head as `diagnose --json`."""
    import json

    from detachdoc import __version__

    rows = [{"id": cause.id, "number": cause.number, "title": cause.title} for cause in _ordered(causes)]
    tool = {"name": "detachdoc", "version": __version__}
    return json.dumps({"schema_version": 1, "tool": tool, "causes": rows}, indent=2) + "\n"


def _ordered(causes: Sequence[Cause]) -> list[Cause]:
    return sorted(causes, key=lambda cause: cause.number)
