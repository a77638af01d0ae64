"""What does an expert need? The verdict, three places, the change and a recap: 15 lines, if no more is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from detachdoc.render.terminal.closing import draw_closing
from detachdoc.render.terminal.journey import draw_trace, draw_why
from detachdoc.render.terminal.places import PLACES, draw_places, label
from detachdoc.render.terminal.references import where
from detachdoc.render.terminal.verdict import draw_verdict
from detachdoc.render.words import percent

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import Diagnosis
    from detachdoc.render.terminal.page import Page
    from detachdoc.render.terminal.view import View

#: So many reasons why a verdict is open are enough.
_GAPS = 2


def draw_brief(page: Page, diagnosis: Diagnosis, view: View) -> None:
    """A view for people who know the six causes."""
    draw_verdict(page, diagnosis, compact=True)
    if diagnosis.error.is_detached:
        _places(page, diagnosis, view)
    if view.code:
        page.blank()
    if diagnosis.outcome == "undecided":
        _undecided(page, diagnosis, view)
    elif diagnosis.fix and diagnosis.cause:
        page.prose(f"Fix: {diagnosis.fix.title}", style="bold")
        page.prose(diagnosis.fix.summary)
    elif diagnosis.reason:
        page.prose(_change(diagnosis))
    if view.trace:
        draw_trace(page, diagnosis, view)
    if view.why:
        draw_why(page, diagnosis)
    if view.trace or view.why:
        page.blank()
    draw_closing(page, diagnosis, view, compact=True)


def _change(diagnosis: Diagnosis) -> str:
    """The end of what is known about an error, which is the one change; of an unknown one the error itself."""
    lines = diagnosis.reason.strip().split("\n")
    return lines[0] if diagnosis.error.type and lines[0].startswith(diagnosis.error.type) else lines[-1]


def _places(page: Page, diagnosis: Diagnosis, view: View) -> None:
    if view.code:
        draw_places(page, diagnosis, view)
        return
    places = (diagnosis.load, diagnosis.detach, diagnosis.access)
    for number, (place, (_, word, style)) in enumerate(zip(places, PLACES, strict=True), start=1):
        text = where(place, page, view.locate) if place else Text("not known yet", style="dim")
        page.prose(text, first=label(page, number, word, style))


def _undecided(page: Page, diagnosis: Diagnosis, view: View) -> None:
    page.prose(", ".join(f"{item.id} {percent(item.probability)}" for item in diagnosis.candidates[:3]))
    for gap in [gap for gap in diagnosis.gaps if not gap.followed][:_GAPS]:
        at = f", at {gap.where.ref}" if gap.where else ""
        page.prose(f"Not followed: {gap.says}{at}.")
    for words in diagnosis.remarks:
        page.prose(words)
    for question in diagnosis.questions[: view.number == 1]:
        page.prose(question.ask)
        page.prose("|".join(choice.id for choice in question.answers), first=f"--answer {question.id}=")
