"""Reads a paste at a terminal.

The terminal's own line mode would cut lines at 4,095 bytes (N_TTY_BUF_SIZE in Linux), and questionary's
multi-line prompt ends only on Esc Enter and indents what is pasted, so the keys are read raw.
"""

from __future__ import annotations

import contextlib
import os
import select
import sys
import textwrap
from typing import TYPE_CHECKING, BinaryIO

from detachdoc.ask.keyboard import kept, keyboard
from detachdoc.ask.paste_buffer import PasteBuffer
from detachdoc.ask.wording import say, width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Seconds without a key after which what was pasted is looked at. Slow lines pause for less.
_PAUSE = 0.3
_CHUNK = 65536


def read_paste(ends_traceback: Callable[[str], bool]) -> bytes:
    """Read what the user pastes.

    Args:
        ends_traceback: whether a line looks like an exception's last line.

    Returns:
        The text, UTF-8 as a rule, with line feeds.

    Raises:
        Interrupted: on Ctrl-C.
        OSError: there is no terminal to read from.
    """
    if sys.platform == "win32":
        say(_instruction())
        return read_lines(sys.stdin.buffer, ends_traceback)
    buffer = PasteBuffer(ends_traceback)
    with keyboard() as source, kept(source.fileno()), _raw(source.fileno()):
        # Only now: what is pasted before would be echoed, and cut.
        say(_instruction())
        _collect(source.fileno(), buffer)
    return buffer.text


def read_lines(source: BinaryIO, ends_traceback: Callable[[str], bool]) -> bytes:
    """Read whole lines up to the blank one after an exception's last line, or to the end.

    Args:
        source: a terminal in line mode.
        ends_traceback: whether a line looks like an exception's last line.
    """
    lines: list[bytes] = []
    for line in source:
        if not line.strip() and lines and ends_traceback(lines[-1].decode("utf-8", "replace").strip()):
            break
        lines.append(line)
    return b"".join(lines)


def _instruction() -> str:
    return _wrapped("Paste the traceback, then press Enter. (Ctrl-D ends it too, Ctrl-C cancels.)")


def _wrapped(words: str, indent: str = "") -> str:
    return textwrap.fill(words, width() - 1, initial_indent=indent, subsequent_indent=indent) + "\n"


def _collect(descriptor: int, buffer: PasteBuffer) -> None:
    told, helped = 0, False
    while not buffer.done:
        if select.select([descriptor], [], [], _PAUSE)[0]:
            _read(descriptor, buffer)
        elif buffer.pause():
            break
        elif not helped and buffer.waits:
            told, helped = buffer.lines, True
            say(_wrapped("No traceback recognised yet. Go on pasting, or press Ctrl-D to finish.", "  "))
        elif buffer.lines > told + 1:
            told = buffer.lines
            say(f"  {told} lines read, press Enter to go on.\n")
    if buffer.lines > told:
        say(f"  {buffer.lines} line{'s' * (buffer.lines > 1)} read.\n")


def _read(descriptor: int, buffer: PasteBuffer) -> None:
    try:
        keys = os.read(descriptor, _CHUNK)
    except OSError:
        # A closed terminal window reads as an error on Linux, as an end on macOS.
        keys = b""
    if keys:
        say(buffer.feed(keys))
    else:
        buffer.close()


@contextlib.contextmanager
def _raw(descriptor: int) -> Iterator[None]:
    """Deliver every key as it comes, unchanged and unechoed, with pastes bracketed where possible."""
    import termios

    mode = termios.tcgetattr(descriptor)
    mode[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.ISTRIP)
    mode[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN)
    mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
    termios.tcsetattr(descriptor, termios.TCSADRAIN, mode)
    brackets = sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"
    say("\x1b[?2004h" * brackets)
    try:
        yield
    finally:
        say("\x1b[?2004l" * brackets)
        # What is still on its way belongs to the paste: it must not answer a question or run in the shell.
        with contextlib.suppress(termios.error):
            termios.tcflush(descriptor, termios.TCIFLUSH)
