"""The debugger's `where`: `  /path(17)function()` and `-> source`, the exception above the frames.

Source: pdb.py and bdb.format_stack_entry of CPython; ipdb prints the same with colours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.formats import python
from detachdoc.report.lines import Line

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_FRAME = pattern(
    r"^(?:\((?:Pdb|ipdb|Pdb\+\+)\)|ipdb>)? {0,4}>? {0,4}"
    r"(?P<file>(?:[A-Za-z]:)?[/\\<~.][^\n()]{1,1000}|<\w+>)\((?P<line>\d{1,9})\)"
    r"(?P<function>[\w<>.]{1,200})\((?P<rest>.{0,500})$"
)
_PROMPT = pattern(r"^(?:\((?:Pdb|ipdb|Pdb\+\+)\)|ipdb>) ?")


def translate(lines: list[Line]) -> list[Line]:
    """Rewrite a listing of the stack; the exception line that stood above it goes to its end."""
    matches = [_FRAME.match(line.text) if ")" in line.text else None for line in lines]
    positions = [position for position, match in enumerate(matches) if match]
    if len(positions) < 2 or not any(line.text.startswith("-> ") for line in lines):
        return lines
    first, last = positions[0], positions[-1]
    title = next((line for line in reversed(lines[:first]) if line.text.strip()), None)
    before = [line for line in lines[:first] if line is not title]
    listing = list(_listing(lines, matches, positions))
    after = [line._replace(text=_PROMPT.sub("", line.text)) for line in lines[last + 2 :]]
    end = [*([title] if title else []), Line(lines[last].number, "")]
    return [*before, python.header(lines[first].number), *listing, *end, *after]


def _listing(lines: list[Line], matches: list[re.Match[str] | None], positions: list[int]) -> Iterator[Line]:
    """The frames; the current one is printed before the listing and again as its last."""
    shown = [matches[position] for position in positions]
    current = shown[0]
    repeated = len(shown) > 2 and current is not None and any(_same(current, other) for other in shown[1:])
    for position in positions[1:] if repeated else positions:
        match = matches[position]
        assert match is not None
        yield python.frame(lines[position].number, match["file"], match["line"], match["function"])
        following = lines[position + 1] if position + 1 < len(lines) else None
        if following is not None and following.text.startswith("-> "):
            yield python.code(following.number, following.text[3:])


def _same(one: re.Match[str], other: re.Match[str] | None) -> bool:
    return other is not None and (one["file"], one["line"]) == (other["file"], other["line"])
