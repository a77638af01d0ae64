"""How does a view end? With the essence, as the beginning has scrolled away, and the command that gives it again."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from rich.text import Text

from detachdoc.render.terminal import styles
from detachdoc.render.terminal.references import where
from detachdoc.render.words import IN_FULL, PLACES, counted_recap, recap, replay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.model.diagnosis import Diagnosis
    from detachdoc.render.terminal.page import Page
    from detachdoc.render.terminal.view import View


def draw_closing(page: Page, diagnosis: Diagnosis, view: View, *, compact: bool = False) -> None:
    """Recap and, after a single error, replay command."""
    if diagnosis.outcome == "no-error":
        return
    if not compact:
        page.blank()
    page.prose(recap(diagnosis), style="bold")
    if not compact and diagnosis.error.is_detached:
        _essence(page, diagnosis, view)
    if view.total == 1 and view.command and diagnosis.error.is_detached:
        _command(page, replay(view.command, diagnosis.replay))


def draw_summary(page: Page, diagnoses: Sequence[Diagnosis], view: View) -> None:
    """Several errors in a line each, and what is about the first alone."""
    page.section(f"All {len(diagnoses)} errors")
    digits = len(str(len(diagnoses)))
    for number, diagnosis in enumerate(diagnoses, start=1):
        lead = f"{number:>{digits}}. " if page.look.plain else f"{number:>{digits}}  "
        page.prose(counted_recap(diagnosis), first=Text(lead))
    page.blank()
    if len(diagnoses) > IN_FULL:
        page.prose(f"Errors {IN_FULL + 1} to {len(diagnoses)} are shown in a line each. All in full, as JSON:")
        _command(page, shlex.join([*view.command, "--json"]))
    first = diagnoses[0]
    if first.error.is_detached:
        page.prose("Error 1 decides the exit code. The questions and --answer are about it alone. The same once more:")
        _command(page, replay(view.command, first.replay))
    else:
        page.prose("Error 1 decides the exit code.")


def _essence(page: Page, diagnosis: Diagnosis, view: View) -> None:
    """The three places, and the fix or the next question, in a line each."""
    places = (diagnosis.load, diagnosis.detach, diagnosis.access)
    known = ((word, place) for place, (_, word) in zip(places, PLACES, strict=True) if place)
    rows = [(word, where(place, page, view.locate)) for word, place in known]
    if diagnosis.fix:
        rows.append(("fix", page.words(diagnosis.fix.title)))
    elif diagnosis.questions:
        rows.append(("next", page.words(diagnosis.questions[0].ask)))
    for word, text in rows:
        page.prose(text, first=Text(f"{word}: " if page.look.plain else f"{word:<6}  "))


def _command(page: Page, command: str) -> None:
    """A command to copy: on one line however long, as a wrapped one runs as several; the terminal folds it itself."""
    page.line(Text(command, style=styles.TYPED))
