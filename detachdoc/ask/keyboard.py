"""Which device reads the user's keys, and how the terminal is put back as it was.

A piped stdin is no keyboard, but the terminal that shows stderr can be read too, as pagers do. `/dev/tty`
is not used: macOS cannot wait for it with kqueue (python-prompt-toolkit issue 1943).
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

#: File descriptors of standard input and standard error.
_STDIN, _STDERR = 0, 2


@contextlib.contextmanager
def keyboard() -> Iterator[TextIO]:
    """Open the user's keyboard for reading.

    Yields:
        A text stream on a terminal: stdin when that is one, otherwise the terminal behind stderr.

    Raises:
        OSError: there is no terminal to read from.
    """
    device: int | str = "CONIN$" if sys.platform == "win32" else _readable_terminal()
    with open(device, encoding="utf-8", errors="surrogateescape", closefd=isinstance(device, str)) as stream:
        yield stream


def _readable_terminal() -> int | str:
    if os.isatty(_STDIN):
        return _STDIN
    if sys.platform != "win32":
        import fcntl

        if fcntl.fcntl(_STDERR, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDWR and os.isatty(_STDERR):
            return _STDERR
    # Its real name, such as /dev/pts/3: `2>/dev/tty` opens it for writing only.
    return os.ttyname(_STDERR)


@contextlib.contextmanager
def kept(descriptor: int) -> Iterator[None]:
    """Put the terminal back as it was when the block ends, by whatever: an error, Ctrl-C, SIGTERM, SIGHUP.

    Args:
        descriptor: file descriptor of the terminal.
    """
    if sys.platform == "win32":
        yield
        return
    import termios

    before = termios.tcgetattr(descriptor)
    handlers = {number: signal.signal(number, _leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        # After a hangup there is no terminal left to restore.
        with contextlib.suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _leave(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - the signature of a handler
    raise SystemExit(128 + number)
