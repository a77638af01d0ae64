"""What can the stream at hand show? Width, colours, links and drawing characters, decided once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TextIO

from detachdoc.render.color import use_color, use_links
from detachdoc.render.terminal.marks import ASCII, UNICODE, Marks
from detachdoc.screen import STDERR, STDIN, STDOUT, WIDEST, screen_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detachdoc.render.color import ColorFlag

#: Columns when nothing says otherwise: no terminal anywhere.
PIPED = 100
#: Below this the terminal has to wrap; nothing legible fits.
NARROWEST = 40


class Look(NamedTuple):
    """What the stream at hand can show."""

    #: Columns to fill with text.
    width: int = PIPED
    #: Columns there are, for what only fits side by side.
    screen: int = PIPED
    #: ANSI colours, and with them bold and underline.
    color: bool = False
    #: Clickable file references.
    links: bool = False
    marks: Marks = UNICODE
    encoding: str = "utf-8"
    #: For screen readers: no drawing, no side by side, numbered lists, sentences instead of pictures.
    plain: bool = False


def look_at(stream: TextIO, env: Mapping[str, str], *, color: ColorFlag = "auto", plain: bool = False) -> Look:
    """The look that fits a stream.

    Args:
        stream: where the text will go.
        env: environment variables.
        color: `--color`.
        plain: `--plain`, or `ACCESSIBLE` is set.
    """
    isatty = stream.isatty()
    # Through a pager or `head` the text still ends up on the terminal, which stderr and stdin may show.
    screen = max(screen_columns(env, _descriptor(stream), STDERR, STDIN) or PIPED, NARROWEST)
    encoding = stream.encoding or "utf-8"
    colored = use_color(color, env, isatty=isatty) and not plain
    return Look(
        width=min(screen, WIDEST),
        screen=screen,
        color=colored,
        links=use_links(env, color=colored, isatty=isatty),
        marks=_marks(encoding, env),
        encoding=encoding,
        plain=plain,
    )


def _descriptor(stream: TextIO) -> int:
    try:
        return stream.fileno()
    except OSError:
        # Text in memory, on its way to stdout.
        return STDOUT


def _marks(encoding: str, env: Mapping[str, str]) -> Marks:
    if env.get("TERM") == "dumb":
        return ASCII
    try:
        "".join(UNICODE).encode(encoding)
    except (UnicodeError, LookupError):
        return ASCII
    return UNICODE
