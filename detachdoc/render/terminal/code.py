"""How is source code drawn? Coloured by its syntax, wrapped where it is too long, never cropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

if TYPE_CHECKING:
    from detachdoc.render.terminal.look import Look

#: A long line is preferably broken after one of these.
_BREAKS = " ,([{.=|"


def highlighted(code: str, look: Look) -> list[Text]:
    """Python source, one `Text` a line.

    Args:
        code: any number of lines; need not parse.
        look: colours are added only if it has them.
    """
    plain = code.expandtabs(4).split("\n")
    if not look.color:
        return [Text(line) for line in plain]
    from detachdoc.render.terminal.syntax import colored

    lines = colored("\n".join(plain))[: len(plain)]
    # Colours are not worth a wrong line.
    return lines if [line.plain for line in lines] == plain else [Text(line) for line in plain]


def folded(line: Text, width: int) -> list[Text]:
    """A line of code in parts of at most `width` columns, nothing added and nothing lost.

    Args:
        line: one line.
        width: columns, at least 2.
    """
    ends, text, start = [], line.plain, 0
    while cell_len(text[start:]) > width:
        start = _cut(text, start, width)
        ends.append(start)
    return list(line.divide(ends)) if ends else [line]


def _cut(text: str, start: int, width: int) -> int:
    """Where the part that begins at `start` ends."""
    end = start + 1
    while cell_len(text[start : end + 1]) <= width:
        end += 1
    middle = start + (end - start) // 2
    return next((at for at in range(end, middle, -1) if text[at - 1] in _BREAKS), end)
