"""What a person who waits is told, and what Ctrl-C does while a pipe is read."""

from __future__ import annotations

import contextlib
import os
import time
from typing import TYPE_CHECKING

from detachdoc.cli.streams import remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detachdoc.model.asking import Asker
    from detachdoc.model.diagnosis import OpenQuestion

#: Seconds that a program gets to end after Ctrl-C ended what it writes to.
_FAREWELL = 3.0
_CHUNK = 65536


@contextlib.contextmanager
def said_if_slow(seconds: float, words: str, *, watched: bool) -> Iterator[Callable[[], None]]:
    """Say a line to whoever waits, if the work takes longer.

    Args:
        seconds: after which it is said.
        words: the line.
        watched: whether anybody is there.

    Yields:
        What to call when the waiting is over before the work is, so that nothing is said any more.
    """
    if not watched:
        yield lambda: None
        return
    import threading

    told = threading.Timer(seconds, remark, [words])
    told.daemon = True
    told.start()
    try:
        yield told.cancel
    finally:
        told.cancel()


class FirstAsking:
    """Asks as another asker does, after it has done something else.

    Args:
        asker: who asks.
        before: called before each question.
    """

    def __init__(self, asker: Asker, before: Callable[[], None]) -> None:
        self._asker = asker
        self._before = before

    def scripted(self, question_id: str) -> str | None:
        """As the other one."""
        return self._asker.scripted(question_id)

    def ask(self, question: OpenQuestion, asked_before: int) -> str | None:
        """As the other one."""
        self._before()
        return self._asker.ask(question, asked_before)


class Stop:
    """The first Ctrl-C while a pipe is read ends the pipe: what has come is diagnosed. The second one cancels.

    In `server | detachdoc diagnose` it is the only way to end the server, and the log is nowhere else.
    """

    def __init__(self) -> None:
        #: Whether it was pressed.
        self.pressed = False
        self._rest: int | None = None

    @contextlib.contextmanager
    def ending(self, descriptor: int) -> Iterator[None]:
        """Let Ctrl-C end what is read from a descriptor. Where the process ignores Ctrl-C, it still does.

        Args:
            descriptor: of the pipe.
        """
        import signal

        if os.name != "posix" or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            yield
            return

        def stop(*_: object) -> None:
            self.pressed = True
            signal.signal(signal.SIGINT, signal.default_int_handler)
            self._rest = _end(descriptor)

        signal.signal(signal.SIGINT, stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def see_off(self) -> None:
        """Take in what the writer of an ended pipe says as it ends: left alone with it, it would fail."""
        import select

        last = time.monotonic() + _FAREWELL
        while self._rest is not None and (left := last - time.monotonic()) > 0:
            if not select.select([self._rest], [], [], left)[0] or not os.read(self._rest, _CHUNK):
                return


def _end(descriptor: int) -> int:
    """Make the next read find an end. Returns the pipe, under another number."""
    rest = os.dup(descriptor)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, descriptor)
    os.close(nothing)
    return rest
