"""What is wrong, in one sentence? The head of every view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from detachdoc.render.terminal.page import MARGIN
from detachdoc.render.words import basis, percent, short, times

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import Diagnosis
    from detachdoc.render.terminal.page import Page


def draw_verdict(page: Page, diagnosis: Diagnosis, *, compact: bool = False) -> None:
    """A title line with how sure it is, then the verdict."""
    page.blank()
    _title(page, _name(page, diagnosis), _aside(diagnosis))
    if not compact:
        page.blank()
    page.prose(diagnosis.headline)


def _name(page: Page, diagnosis: Diagnosis) -> str:
    dot = "." if page.look.plain else f" {page.look.marks.dot}"
    if diagnosis.cause:
        return f"Cause {diagnosis.cause.number} of 6{dot} {diagnosis.cause.title}"
    return {
        "undecided": f"Undecided{dot} more than one cause fits",
        "outside-the-six": "None of the six causes",
        "no-error": "No error in the input",
    }.get(diagnosis.outcome, f"{short(diagnosis.error.type)}{dot} not a DetachedInstanceError")


def _aside(diagnosis: Diagnosis) -> str:
    sure = ""
    if diagnosis.cause:
        sure = f"{percent(diagnosis.confidence)} sure"
    parts = [sure, basis(diagnosis) if diagnosis.cause else "", times(diagnosis.error.occurrences)]
    return ", ".join(part for part in parts if part)


def _title(page: Page, name: str, aside: str) -> None:
    """Both on one line, left and right, if they fit."""
    room = page.look.width - MARGIN - cell_len(name) - cell_len(aside)
    if page.look.plain or room < 2:
        page.prose(name, style="bold")
        if aside:
            page.prose(aside, style="dim")
        return
    page.line(Text.assemble((name, "bold"), " " * room, (aside, "dim")))
