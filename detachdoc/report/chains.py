"""What the reader of tracebacks hands on: blocks that belong together, and where they stood."""

from typing import NamedTuple

from detachdoc.model.report import Block, Frame, Link
from detachdoc.report.frames import underlined
from detachdoc.report.lines import Line, indent


class Chain(NamedTuple):
    """One printed exception with everything it was raised from, in print order."""

    blocks: tuple[Block, ...]
    #: Telling lines before the traceback.
    headers: tuple[str, ...]
    #: Input lines of the first and the last line.
    first_line: int
    last_line: int
    damage: tuple[str, ...] = ()


class Reading(NamedTuple):
    """What was read from one stream."""

    chains: tuple[Chain, ...]
    #: Lines that belong to no traceback.
    context: tuple[Line, ...]


class OpenBlock:
    """A block whose exception line has not been seen yet, and the lines that belong to it so far."""

    __slots__ = (
        "code_indent", "damage", "depth", "first_line", "frame_indent", "frames", "headers", "indent", "last_line",
        "link_before", "noise", "remote", "tail", "type",
    )  # fmt: skip

    def __init__(self, number: int, indent: int, headers: tuple[str, ...], depth: int) -> None:
        self.first_line = number
        self.last_line = number
        #: Column of `Traceback`; the exception line stands there too.
        self.indent = indent
        #: Columns of the group gutter it stands behind.
        self.depth = depth
        self.headers = headers
        self.frames: list[Frame] = []
        self.frame_indent = indent + 2
        #: Column where the newest frame's source line starts.
        self.code_indent = indent + 4
        self.type = ""
        #: The message's first line, then what follows it.
        self.tail: list[str] = []
        self.link_before: Link | None = None
        self.remote = False
        #: Lines in between that belong to nobody.
        self.noise = 0
        self.damage: set[str] = set()

    def add_code(self, text: str) -> None:
        """Take a source line, if the newest frame has none yet."""
        if self.frames and self.frames[-1].code is None:
            self.code_indent = indent(text)
            self.frames[-1] = self.frames[-1]._replace(code=text.strip())

    def add_marks(self, text: str) -> None:
        """Take the line that underlines a part of the newest frame's source line."""
        if self.frames and self.frames[-1].column is None:
            self.frames[-1] = underlined(self.frames[-1], text, self.code_indent)
