"""Collects every mistake found in the knowledge folder, so that a contributor sees all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Longer lists of possible names would hide the message.
_NAMES_SHOWN = 12


class Problem(NamedTuple):
    """One mistake and its place."""

    #: Relative to the knowledge folder, with `/`.
    file: str
    #: 1-based.
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.says}"


class Problems:
    """The mistakes found so far."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def add(self, file: str, line: int, says: str) -> None:
        """Note one mistake at `file:line`."""
        self._found.append(Problem(file, line, says))

    def lines(self) -> tuple[str, ...]:
        """All of them as `file:line: what`, in file order, each once."""
        return tuple(str(problem) for problem in sorted(set(self._found)))


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """The end of a message about a wrong name.

    Args:
        wrong: what was written.
        known: the names that would be right.

    Returns:
        `; did you mean "answers"?`, else the possible names, else nothing when there are none.
    """
    from difflib import get_close_matches

    names = sorted(known)
    close = get_close_matches(wrong, names, n=1) or [name for name in names if wrong in name]
    if wrong and close:
        return f'; did you mean "{close[0]}"?'
    if not names:
        return ""
    shown = ", ".join(names[:_NAMES_SHOWN])
    return f"; possible here: {shown}{', ...' if len(names) > _NAMES_SHOWN else ''}"
