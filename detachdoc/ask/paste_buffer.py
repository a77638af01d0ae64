"""Turns the keys of a paste into its text, and decides when the paste has ended. No terminal in here.

Bracketed paste (https://invisible-island.net/xterm/xterm-paste64.html) tells pasted from typed text; without
it only the pauses do, so the reader reports them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detachdoc.errors import Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable

_OPEN, _CLOSE = b"\x1b[200~", b"\x1b[201~"
_NEWLINE = re.compile(rb"\r\n?|\n")
#: Ctrl-C, Ctrl-D, Ctrl-H, Ctrl-U and Delete, when typed.
_KEYS = re.compile(rb"[\x03\x04\x08\x15\x7f]")
#: A piece longer than this was not typed by hand, so it is counted and not echoed.
_TYPED_AT_ONCE = 24


class PasteBuffer:
    """Collects a paste.

    Args:
        ends_traceback: whether a line looks like an exception's last line.
    """

    def __init__(self, ends_traceback: Callable[[str], bool]) -> None:
        self._ends_traceback = ends_traceback
        self._text = bytearray()
        self._unread = b""
        self._inside = False
        self._bracketed = False
        self._after_return = False
        self._enters = 0
        #: Whether the paste has ended.
        self.done = False

    @property
    def text(self) -> bytes:
        """What was pasted so far, every line ended by a line feed only."""
        return bytes(self._text)

    @property
    def lines(self) -> int:
        """How many lines were pasted so far; an unfinished one and inner blank ones count."""
        return len(self._text.rstrip().split(b"\n")) if self._text.strip() else 0

    def feed(self, keys: bytes) -> str:
        """Take in what one read returned.

        Args:
            keys: bytes as the terminal sent them, in raw mode.

        Returns:
            What to echo: typed text, nothing for pasted text.

        Raises:
            Interrupted: when Ctrl-C was typed.
        """
        echo = ""
        rest = self._unread + keys
        alone = rest in (b"\r", b"\n", b"\r\n")
        while rest and not self.done:
            marker = _CLOSE if self._inside else _OPEN
            piece, found, rest = rest.partition(marker)
            if not found:
                piece, rest = _without_partial(piece, marker)
                self._unread = rest
            echo += self._pasted(piece) if self._inside else self._typed(piece, alone=alone)
            if not found:
                return echo
            self._bracketed |= self._inside
            self._inside = not self._inside
        self._unread = b""
        return echo

    def pause(self) -> bool:
        """Tell that nothing arrived for a moment. Returns whether the paste has ended."""
        bracketed = self._inside or self._bracketed
        if bracketed or not self._text.endswith(b"\n") or not self._text.strip():
            return self.done
        blank = self._text.endswith(b"\n\n")
        # Two lone Enters end any text; one is enough where an exception's last line has come. A blank line that was
        # pasted is enough only right after it.
        ended = self._recognised() if self._enters else blank and self._ends_traceback(self._lines()[-1])
        self.done = self.done or ended or self._enters > 1
        return self.done

    @property
    def waits(self) -> bool:
        """Whether Enter was pressed after text in which no exception's last line was recognised."""
        entered = self._enters > 0 or self._text.endswith(b"\n\n")
        unclear = entered and bool(self._text.strip()) and not (self.done or self._inside or self._bracketed)
        return unclear and not self._recognised()

    def close(self) -> None:
        """The input ended: Ctrl-D, or the terminal was closed."""
        self.done = True

    def _recognised(self) -> bool:
        """Whether an exception's last line is anywhere in the text: a log goes on after it."""
        return any(map(self._ends_traceback, self._lines()))

    def _lines(self) -> list[str]:
        return self._text.rstrip().decode("utf-8", "replace").split("\n")

    def _pasted(self, piece: bytes) -> str:
        self._append(piece)
        self._enters = 0
        return ""

    def _typed(self, piece: bytes, *, alone: bool) -> str:
        if self._bracketed and (enter := _NEWLINE.search(piece)):
            self._append(piece[: enter.start()])
            self.close()
            return ""
        if piece:
            self._enters = self._enters + 1 if alone else 0
        echo = ""
        position = 0
        for key in _KEYS.finditer(piece):
            echo += self._plain(piece[position : key.start()]) + self._key(key[0])
            position = key.end()
            if self.done:
                return echo
        return echo + self._plain(piece[position:])

    def _key(self, key: bytes) -> str:
        if key == b"\x03":
            raise Interrupted("cancelled")
        if key == b"\x04":
            self.close()
            return ""
        line = self._text[self._text.rfind(b"\n") + 1 :].decode("utf-8", "replace")
        count = len(line) if key == b"\x15" else min(1, len(line))
        removed = line[len(line) - count :]
        del self._text[len(self._text) - len(removed.encode()) :]
        return "\b \b" * count

    def _plain(self, piece: bytes) -> str:
        self._append(piece)
        if len(piece) > _TYPED_AT_ONCE or b"\x1b" in piece:
            return ""
        shown = _NEWLINE.sub(b"\n", piece).decode("utf-8", "ignore")
        return "".join(char for char in shown if char == "\n" or char.isprintable())

    def _append(self, piece: bytes) -> None:
        if self._after_return and piece.startswith(b"\n"):
            piece = piece[1:]
            self._after_return = False
        if piece:
            self._after_return = piece.endswith(b"\r")
            self._text += _NEWLINE.sub(b"\n", piece)


def _without_partial(piece: bytes, marker: bytes) -> tuple[bytes, bytes]:
    """Split off a beginning of `marker` that the read cut at its end."""
    for length in range(min(len(marker) - 1, len(piece)), 0, -1):
        if piece.endswith(marker[:length]):
            return piece[:-length], piece[-length:]
    return piece, b""
