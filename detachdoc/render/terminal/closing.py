"""How does a view end? With the verdict in one line and the command that gives it again."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from detachdoc.render.terminal import styles
from detachdoc.render.terminal.page import MARGIN
from detachdoc.render.words import recap, replay

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import Diagnosis
    from detachdoc.render.terminal.page import Page
    from detachdoc.render.terminal.view import View


def draw_closing(page: Page, diagnosis: Diagnosis, view: View, *, compact: bool = False) -> None:
    """Recap and replay command."""
    if diagnosis.outcome == "no-error":
        return
    if not compact:
        page.blank()
    page.prose(recap(diagnosis), style="bold")
    if diagnosis.outcome in {"diagnosed", "undecided", "outside-the-six"}:
        _command(page, replay(view.command, diagnosis.replay))


def _command(page: Page, command: str) -> None:
    """A command that can be copied: wrapped only between words, with the shell's own continuation mark."""
    room = page.look.width - MARGIN - 2
    rows = [""]
    for word in _words(command):
        if rows[-1] and cell_len(rows[-1]) + 1 + cell_len(word) > room:
            rows.append(f"  {word}")
        else:
            rows[-1] = f"{rows[-1]} {word}".lstrip() if len(rows) == 1 else f"{rows[-1]} {word}"
    for number, row in enumerate(rows):
        more = " \\" if number < len(rows) - 1 else ""
        page.prose(Text(row + more, style=styles.TYPED))


def _words(command: str) -> list[str]:
    """Words that stay together: an option and its value."""
    words: list[str] = []
    for word in map(shlex.quote, shlex.split(command)):
        if words and words[-1].startswith("--") and " " not in words[-1] and not word.startswith("-"):
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words
