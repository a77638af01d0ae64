"""Asks with numbered choices and one typed line: for screen readers, dumb terminals and `--plain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from detachdoc.ask import wording
from detachdoc.ask.keyboard import kept, keyboard
from detachdoc.errors import Interrupted

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import OpenQuestion


class PlainAsker:
    """Writes the question to stderr and reads the number of an answer. Never moves the cursor.

    Args:
        opening: what the questions are about, said before the first one.
    """

    def __init__(self, opening: str = "") -> None:
        self._opening = opening

    def scripted(self, question_id: str) -> str | None:  # noqa: ARG002 - the port's signature
        """No answer was given beforehand."""
        return None

    def ask(self, question: OpenQuestion, asked_before: int) -> str | None:
        """Ask, and ask again until the line is the number of a choice.

        Args:
            question: what to ask.
            asked_before: how many questions were asked already.

        Returns:
            An answer id or `unknown`; None when there is no terminal to read from.

        Raises:
            Interrupted: on Ctrl-C, Ctrl-D or a closed terminal.
        """
        columns = wording.width()
        choices = wording.choices(question)
        wording.say(wording.introduction(question, asked_before, columns, self._opening))
        for number, (_, label) in enumerate(choices, start=1):
            wording.say(wording.indented(f"{number}. {label}", columns, hang="   ") + "\n")
        try:
            with keyboard() as source, kept(source.fileno()):
                number = _number(source, len(choices))
        except KeyboardInterrupt:
            raise Interrupted("cancelled") from None
        except OSError:
            return None
        wording.say("\n")
        return choices[number - 1][0]


def _number(source: TextIO, last: int) -> int:
    """Read lines until one is a number from 1 to `last`."""
    while True:
        wording.say(f"\n  Number (1-{last}), then Enter: ")
        line = source.readline()
        if not line:
            raise Interrupted("cancelled")
        typed = line.strip().rstrip(".)")
        if typed.isascii() and typed.isdigit() and 1 <= int(typed[:4]) <= last:
            return int(typed)
        wording.say(f"  Please type a number from 1 to {last}.\n")
