"""What can the stream at hand show? Width, colours, links and drawing characters, decided once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple, TextIO

from detachdoc.render.color import use_color, use_links
from detachdoc.render.terminal.marks import ASCII, UNICODE, Marks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detachdoc.render.color import ColorFlag

#: Columns when nothing says otherwise: a pipe, a file.
PIPED = 100
#: Below this the terminal has to wrap; nothing legible fits.
NARROWEST = 40
#: Longer lines are hard to read.
WIDEST = 110


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
    columns = max(_columns(stream, env, isatty=isatty), NARROWEST)
    encoding = stream.encoding or "utf-8"
    colored = use_color(color, env, isatty=isatty) and not plain
    return Look(
        width=min(columns, WIDEST),
        screen=columns,
        color=colored,
        links=use_links(env, color=colored, isatty=isatty),
        marks=_marks(encoding, env),
        encoding=encoding,
        plain=plain,
    )


def _columns(stream: TextIO, env: Mapping[str, str], *, isatty: bool) -> int:
    told = env.get("COLUMNS", "")
    if told.isdecimal() and 0 < int(told) < 10_000:
        return int(told)
    if isatty:
        try:
            return os.get_terminal_size(stream.fileno()).columns or PIPED
        except (OSError, ValueError):
            return PIPED
    return PIPED


def _marks(encoding: str, env: Mapping[str, str]) -> Marks:
    if env.get("TERM") == "dumb":
        return ASCII
    try:
        "".join(UNICODE).encode(encoding)
    except (UnicodeError, LookupError):
        return ASCII
    return UNICODE
