"""Which local file is a traceback's frame in? Longest common tail, confirmed by the printed line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from detachdoc.source.importing import LIBRARIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

#: How sure the line is. `moved`: the text stands elsewhere now; `changed`: it is gone.
Match = Literal["confirmed", "moved", "changed", "unprinted"]

_INSTALLED = re.compile(r"(?:^|/)(?:site|dist)-packages/")
_NEIGHBOURHOOD = 400


class Located(NamedTuple):
    """A frame's place in the project."""

    file: str
    line: int
    match: Match
    #: Other files that fit as well.
    rivals: tuple[str, ...] = ()


def segments(path: str) -> list[str]:
    """A path's segments, whatever system printed it."""
    return [part for part in path.replace("\\", "/").split("/") if part and part != "."]


def candidates(path: str, files: Iterable[str], *, is_app: bool) -> list[str]:
    """Files that may be the one a frame names, best first: those with the longest common tail.

    Args:
        path: as printed.
        files: files of the project with the same name.
        is_app: whether the frame was judged to be the user's. An installed file counts only when the
            whole path below `site-packages` exists in the project.
    """
    printed = path.replace("\\", "/")
    installed = _INSTALLED.split(printed)
    below = segments(installed[-1]) if len(installed) > 1 else []
    need = len(below) or 1
    if (not below and not is_app) or (below and below[0] in LIBRARIES):  # also where a copy of the library lies here
        return []
    wanted = segments(printed)
    scored = [(_tail(wanted, file.split("/")), file) for file in files]
    best = max((score for score, _ in scored), default=0)
    if best < need:
        return []
    return [file for score, file in sorted(scored, key=lambda pair: (pair[1].count("/"), pair[1])) if score == best]


def common_tail(left: str, right: str) -> int:
    """Number of segments in which two paths end alike."""
    return _tail(segments(left), segments(right))


def _tail(left: Sequence[str], right: Sequence[str]) -> int:
    count = 0
    for one, other in zip(reversed(left), reversed(right), strict=False):
        if one != other:
            break
        count += 1
    return count


def confirm(
    files: Sequence[str], line: int, code: str | None, lines_of: Callable[[str], Sequence[str]]
) -> Located | None:
    """Choose among equally likely files by the printed source line.

    Args:
        files: candidates.
        line: the printed line number.
        code: the printed line, None when the format does not print it.
        lines_of: a file's lines.
    """
    tries = [_confirm_one(file, line, code, lines_of(file)) for file in files]
    order: tuple[Match, ...] = ("confirmed", "moved", "unprinted", "changed")
    best = min(tries, key=lambda one: order.index(one.match), default=None)
    if best is None or (len(files) > 1 and best.match == "changed"):
        return None
    fits = [one for one in tries if one is not best and (one.match, one.line) == (best.match, best.line)]
    return best._replace(rivals=tuple(one.file for one in fits))


def _confirm_one(file: str, line: int, code: str | None, lines: Sequence[str]) -> Located:
    if not code:
        return Located(file, line, "unprinted")
    wanted = _plain(code)
    if 0 < line <= len(lines) and _same(_plain(lines[line - 1]), wanted):
        return Located(file, line, "confirmed")
    first = max(1, line - _NEIGHBOURHOOD)
    around = enumerate(lines[first - 1 : max(0, line + _NEIGHBOURHOOD)], first)
    near = [number for number, text in around if _same(_plain(text), wanted)]
    if near:
        return Located(file, min(near, key=lambda number: abs(number - line)), "moved")
    return Located(file, line, "changed")


def _plain(text: str) -> str:
    return "".join(text.split())


def _same(text: str, wanted: str) -> bool:
    """Equal but for white space, or cut short by the log."""
    return text == wanted or (len(wanted) > 15 and text.startswith(wanted.rstrip(".…")))
