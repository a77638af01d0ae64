"""What differs between the two sides of a fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def changed_lines(before: str, after: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the 1-based lines of each side that the other side does not have."""
    from difflib import SequenceMatcher

    left, right = before.splitlines(), after.splitlines()
    old: list[int] = []
    new: list[int] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            old.extend(range(a1 + 1, a2 + 1))
            new.extend(range(b1 + 1, b2 + 1))
    return tuple(old), tuple(new)


def unified(before: str, after: str) -> str:
    """Return a unified diff of the two sides, with all lines as context."""
    return "\n".join(_unified(before, after))


def _unified(before: str, after: str) -> Iterator[str]:
    from difflib import unified_diff

    left, right = before.splitlines(), after.splitlines()
    yield from unified_diff(left, right, "before", "after", lineterm="", n=len(left) + len(right))
