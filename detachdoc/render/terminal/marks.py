"""Which drawing characters may a screen use? Two sets of the same meaning."""

from __future__ import annotations

from typing import NamedTuple


class Marks(NamedTuple):
    """Every mark that is drawn and is not text."""

    #: Between line number and code.
    gutter: str
    #: In place of the line number where a long line goes on.
    wrap: str
    #: In place of line numbers that are left out.
    skip: str
    underline: str
    bullet: str
    #: Between parts of one line.
    dot: str
    #: Shares of a small bar.
    full: str
    empty: str
    #: A life: where it starts, lasts, ends, and goes on past the picture.
    start: str
    life: str
    end: str
    on: str
    #: An object: loaded, let go, still referenced, used.
    loaded: str
    let_go: str
    gone: str
    used: str


UNICODE = Marks("│", "↪", "⋮", "━", "•", "·", "━", "─", "├", "─", "┤", "╌", "●", "┘", "╌", "✗")
#: For TERM=dumb and streams that carry only ASCII.
ASCII = Marks("|", "\\", ":", "^", "*", "-", "#", ".", "|", "-", "|", ">", "o", "'", ".", "x")
