"""A real terminal for the tests: a program in a pty, its screen as a person sees it."""

from __future__ import annotations

import os
import sys
import termios
import time
from typing import TYPE_CHECKING, Self

import pexpect
import pyte

from detachdoc.model.diagnosis import AnswerChoice, OpenQuestion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

UP, DOWN, ENTER, CTRL_C, CTRL_D = "\x1b[A", "\x1b[B", "\r", "\x03", "\x04"
PASTE_START, PASTE_END = "\x1b[200~", "\x1b[201~"
#: Seconds a program gets to show what is expected; the machine may be busy.
PATIENCE = 20

QUESTION = OpenQuestion(
    id="session-owner",
    ask="Which session loaded user?",
    how_to_check="Look for the line that creates it, such as with Session().",
    answers=(
        AnswerChoice("request", "The request's own session, handed in by a dependency"),
        AnswerChoice("own", "One that the function opened itself, and that nobody else can use"),
    ),
)


def environment(**changes: str) -> dict[str, str]:
    """This process's environment without what would change how a terminal is treated."""
    unwanted = {
        "PYTHONDONTWRITEBYTECODE",
        "CI",
        "NO_COLOR",
        "FORCE_COLOR",
        "ACCESSIBLE",
        "COLUMNS",
        "LINES",
        "DETACHDOC_DEBUG",
    }
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return kept | {"TERM": "xterm-256color", "PYTHONUTF8": "1"} | changes


class Terminal:
    """A program running in a pty of its own.

    Args:
        command: program and arguments.
        size: columns and rows.
        env: variables added to the environment.
    """

    def __init__(self, command: Sequence[str], size: tuple[int, int] = (100, 40), env: Mapping[str, str] = {}) -> None:
        self._screen = pyte.HistoryScreen(*size, history=1000)
        self._stream = pyte.ByteStream(self._screen)
        #: Everything the program wrote, as bytes.
        self.raw = b""
        self.child = pexpect.spawn(
            command[0],
            list(command[1:]),
            dimensions=(size[1], size[0]),
            env=environment(**env),
            timeout=PATIENCE,
            echo=True,
        )
        self.child.delaybeforesend = None
        self.child.delayafterread = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.child.close(force=True)

    @property
    def rows(self) -> list[str]:
        """What scrolled away and what is on the screen, without trailing blanks."""
        past = ["".join(line[column].data for column in sorted(line)) for line in self._screen.history.top]
        return [row.rstrip() for row in [*past, *self._screen.display]]

    @property
    def text(self) -> str:
        """The screen with its history, one line a row."""
        return "\n".join(self.rows).strip("\n")

    def send(self, keys: str | bytes) -> None:
        """Type or paste."""
        self.child.send(keys)

    def see(self, words: str) -> str:
        """Wait until the screen shows these words. Returns the screen."""
        self.wait(lambda: words in self.text, repr(words))
        return self.text

    def wait(self, happened: Callable[[], bool], what: str) -> None:
        """Wait until something is true of the screen."""
        deadline = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < deadline, f"never saw {what} in:\n{self.text}"
            self.read(0.1)

    def read(self, seconds: float) -> bool:
        """Take in what the program writes within that time. False once it has ended."""
        try:
            chunk = self.child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += chunk
        self._stream.feed(chunk)
        return True

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self._screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def end(self) -> int:
        """Wait for the program to end. Returns its exit code, negative for a signal."""
        deadline = time.monotonic() + PATIENCE
        while self.read(0.1):
            assert time.monotonic() < deadline, f"still running:\n{self.text}"
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -int(self.child.signalstatus or 0)

    def mode(self) -> list[object]:
        """The terminal's settings, as `stty -a` shows them."""
        return termios.tcgetattr(self.child.child_fd)


def python(code: str) -> list[str]:
    """A command that runs this code."""
    return [sys.executable, "-c", code]
