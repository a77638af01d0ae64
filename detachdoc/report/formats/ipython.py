"""IPython's modes: `File path:line, in f(args)`, older `path in f(args)`, arrows `---> 18` at the line.

Source: IPython/core/ultratb.py of IPython 5 to 9. Plain mode and `File path:line` are read as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.patterns import pattern
from detachdoc.report.formats import python

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.report.lines import Line

_ARROW = pattern(r"^-{2,}> ?(?P<line>\d{1,9})(?: (?P<code>.*))?$")
_CONTEXT = pattern(r"^ {0,12}\d{1,9}(?: .*)?$")
_OLD = pattern(
    r"^(?P<file><ipython-input-[^>]{1,80}>|[~/.]?\S{0,1000}\.py[cx]?|[A-Z]:\\.{1,1000}\.py)"
    r" in (?P<function><module>.{0,3}|[\w.<>]{1,300}\(.{0,5000})$"
)
_CELL = pattern(
    r"^(?:File )?(?P<file>(?:Cell )?In ?\[\d{1,6}\]|Input In \[\d{1,6}\])"
    r"(?:,? ?line (?P<line>\d{1,9}))?(?:, in (?P<function>.{1,300}))?:?$"
)
_NEW = pattern(r"^File [^\"'].{0,4096}:\d{1,9}(?:,? in .*)?$")


def translate(lines: list[Line]) -> list[Line]:
    """Rewrite frames whose line number stands in the excerpt, and take the arrows' code as the source line."""
    if not any(line.text.startswith("--") and _ARROW.match(line.text) for line in lines):
        return lines
    return list(_translated(lines))


def _translated(lines: list[Line]) -> Iterator[Line]:
    pending: tuple[Line, str, str | None] | None = None
    in_frame = False
    for line in lines:
        text = line.text
        arrow = _ARROW.match(text) if text.startswith("--") else None
        located = _OLD.match(text) or _CELL.match(text)
        if arrow is not None:
            if pending is not None:
                yield python.frame(pending[0].number, pending[1], arrow["line"], pending[2])
            pending = None
            if arrow["code"]:
                yield python.code(line.number, arrow["code"])
        elif located is not None:
            pending, in_frame = (line, located["file"], _function(located["function"])), True
        elif _NEW.match(text):
            in_frame = True
            yield line._replace(text=f"  {text}")
        elif in_frame and _CONTEXT.match(text):
            continue
        else:
            in_frame = in_frame and bool(text.strip()) and text.startswith(" ")
            yield line


def _function(printed: str | None) -> str | None:
    if printed is None:
        return None
    return "<module>" if printed.startswith(("<module>", "<cell line")) else printed.split("(", 1)[0]
