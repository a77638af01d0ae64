"""How a question reads on a terminal: its counter, its text and how to find out, wrapped to the width."""

from __future__ import annotations

import os
import sys
import textwrap
from typing import TYPE_CHECKING

from detachdoc.model.asking import UNKNOWN
from detachdoc.screen import STDERR, STDIN, STDOUT, WIDEST, screen_columns

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import OpenQuestion

#: Label of the answer that every question offers.
DONT_KNOW = "I don't know"

#: How many questions the usual case needs at most. Many answers of `I don't know` lead to more.
_USUAL = 3
#: Columns where nothing tells how many there are, and the least to wrap at.
_USUAL_WIDTH, _NARROWEST = 80, 20
_MARGIN = "  "

#: Characters of an input that could move the cursor or reorder a line, each shown as a question mark.
_CONTROL = dict.fromkeys(
    (*range(32), *range(127, 160), 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    "?",
)


def say(text: str) -> None:
    """Write to stderr at once; stdout is for results only."""
    sys.stderr.write(text)
    sys.stderr.flush()


def width() -> int:
    """Columns of the terminal, within what is pleasant to read."""
    return max(_NARROWEST, min(WIDEST, screen_columns(os.environ, STDERR, STDIN, STDOUT) or _USUAL_WIDTH))


def printable(text: str) -> str:
    """The text on one line, without characters that could steer a terminal."""
    return " ".join(text.split()).translate(_CONTROL)


def choices(question: OpenQuestion) -> tuple[tuple[str, str], ...]:
    """Answer ids with their labels, `I don't know` last."""
    own = ((answer.id, printable(answer.label)) for answer in question.answers if answer.id != UNKNOWN)
    return (*own, (UNKNOWN, DONT_KNOW))


def introduction(question: OpenQuestion, asked_before: int, columns: int, opening: str = "") -> str:
    """The lines above the choices, ending with an empty one. The first question begins with one too.

    Args:
        question: what is asked.
        asked_before: how many questions were asked already.
        columns: width of the terminal.
        opening: what the questions are about, said before the first one.
    """
    number = asked_before + 1
    counter = f"Question {number} (usually {_USUAL} at most)" if number <= _USUAL else f"Question {number}"
    before = [indented(printable(opening), columns), ""] if opening else []
    parts = [*([] if asked_before else ["", *before]), counter, "", indented(printable(question.ask), columns)]
    if question.how_to_check.strip():
        parts += ["", indented(f"How to find out: {printable(question.how_to_check)}", columns)]
    return "\n".join([*parts, "", ""])


def indented(text: str, columns: int, hang: str = "") -> str:
    """The text wrapped at words with a margin; `hang` indents the lines after the first."""
    return textwrap.fill(
        text,
        max(columns - 1, _NARROWEST),
        initial_indent=_MARGIN,
        subsequent_indent=_MARGIN + hang,
        break_on_hyphens=False,
    )
