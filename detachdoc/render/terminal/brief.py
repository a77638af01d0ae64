"""What does an expert need? The verdict, three places, the changed lines and a recap, in at most 15 lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from detachdoc.render.terminal.closing import draw_closing
from detachdoc.render.terminal.code import folded
from detachdoc.render.terminal.page import MARGIN
from detachdoc.render.terminal.places import PLACES, label
from detachdoc.render.terminal.references import where
from detachdoc.render.terminal.verdict import draw_verdict
from detachdoc.render.words import percent

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import Diagnosis, Fix
    from detachdoc.render.terminal.page import Page
    from detachdoc.render.terminal.view import View

#: Lines in all, and lines that the closing takes.
_MOST, _CLOSING = 15, 3


def draw_brief(page: Page, diagnosis: Diagnosis, view: View) -> None:
    """A view for people who know the six causes."""
    begun = len(page.lines)
    draw_verdict(page, diagnosis)
    if diagnosis.error.is_detached:
        _places(page, diagnosis, view)
    if diagnosis.outcome == "undecided":
        _undecided(page, diagnosis)
    elif diagnosis.fix and diagnosis.cause:
        _change(page, diagnosis.fix, _MOST - _CLOSING - (len(page.lines) - begun))
    draw_closing(page, diagnosis, view)


def _places(page: Page, diagnosis: Diagnosis, view: View) -> None:
    for number, (place, (_, word, style)) in enumerate(
        zip((diagnosis.load, diagnosis.detach, diagnosis.access), PLACES, strict=True), start=1
    ):
        text = where(place, page, view.locate) if place else Text("not known yet", style="dim")
        page.prose(text, first=label(page, number, word, style))


def _undecided(page: Page, diagnosis: Diagnosis) -> None:
    ranked = [f"{item.id} {percent(item.probability)}" for item in diagnosis.candidates[:3]]
    page.prose(", ".join(ranked))
    for question in diagnosis.questions[:1]:
        page.prose(question.ask)
        page.prose("|".join(choice.id for choice in question.answers), first=f"--answer {question.id}=")


def _change(page: Page, fix: Fix, room: int) -> None:
    page.prose(f"Fix: {fix.title}", style="bold")
    rows = [Text(line) for line in fix.diff.split("\n") if line[:1] in {"-", "+"} and line[:3] not in {"---", "+++"}]
    lines = [part for row in rows for part in folded(row, page.look.width - MARGIN)]
    shown = lines if len(lines) < room else lines[: max(room - 2, 0)]
    for line in shown:
        page.line(line)
    if len(shown) < len(lines):
        page.prose(f"and {len(lines) - len(shown)} more changed lines", style="dim")
