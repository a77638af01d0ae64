"""pretty_errors: `users.py 17 count_orders`, the source below, type and message on lines of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.formats import python
from detachdoc.report.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCATION = pattern(r"^(?P<file>[^\s\"':]{1,300}\.pyw?) (?P<line>\d{1,9}) (?P<function>[\w<>.]{1,200})$")
_TYPE = pattern(r"^(?P<type>[\w.]{3,200}):$")
_RULER = pattern(r"^-{20,}$")


def translate(lines: list[Line]) -> list[Line]:
    """Rewrite its frames and put the message behind the type."""
    if sum(1 for line in lines if ".py" in line.text and _LOCATION.match(line.text)) < 2:
        return lines
    return list(_translated(lines))


def _translated(lines: list[Line]) -> Iterator[Line]:
    expects_code = in_block = False
    kind: Line | None = None
    for line in lines:
        text = line.text.strip()
        located = _LOCATION.match(text)
        if located is not None:
            if not in_block:
                yield python.header(line.number)
            in_block = expects_code = True
            yield python.frame(line.number, located["file"], located["line"], located["function"])
        elif kind is not None and text:
            yield Line(kind.number, f"{kind.text.strip()} {text}")
            kind, in_block = None, False
        elif in_block and _TYPE.match(text):
            kind = line
        elif expects_code and text:
            yield python.code(line.number, text)
            expects_code = False
        elif not _RULER.match(text) and not (in_block and not text):
            yield line
