"""Which cause is it, if not decided, and why not the others? Ranked, with a small bar that its number repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from detachdoc.render.terminal.page import MARGIN
from detachdoc.render.words import percent

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import Candidate, Diagnosis
    from detachdoc.render.terminal.page import Page

_BAR = 12
_PERCENT = 5


def draw_candidates(page: Page, diagnosis: Diagnosis) -> None:
    """All six, most probable first."""
    if not diagnosis.candidates:
        return
    page.heading("Which cause it may be")
    for number, candidate in enumerate(diagnosis.candidates, start=1):
        lead = f"{number}. " if page.look.plain else _bar(page, candidate.probability)
        share = f"{percent(candidate.probability):>{0 if page.look.plain else _PERCENT}}  "
        page.prose(_named(candidate), first=Text.assemble(lead, (share, "bold")))
        _says(page, candidate, cell_len(Text.assemble(lead, share).plain))


def draw_others(page: Page, diagnosis: Diagnosis) -> None:
    """Why the causes that lost did: the runner-up first; those nothing can be said about share a line."""
    others = [item for item in diagnosis.candidates if diagnosis.cause and item.id != diagnosis.cause.id]
    if not others:
        return
    page.heading("Why not the others")
    silent = [item for item in others if not item.says]
    for candidate in others:
        if candidate.says:
            lead = Text.assemble(f"{candidate.number}  ", (f"{percent(candidate.probability):>4}  ", "dim"))
            page.prose(Text.assemble((f"{candidate.title}. ", "bold"), candidate.says), first=lead)
    if silent:
        named = (f"{item.number} {item.title}, {percent(item.probability)}" for item in silent)
        page.prose("; ".join(named), style="dim")


def _named(candidate: Candidate) -> Text:
    return Text.assemble(candidate.title, (f"  {candidate.id}", "dim"))


def _says(page: Page, candidate: Candidate, indent: int) -> None:
    if candidate.says:
        page.prose(candidate.says, indent=MARGIN + indent, style="dim")


def _bar(page: Page, probability: float) -> Text:
    full = round(min(max(probability, 0.0), 1.0) * _BAR)
    marks = page.look.marks
    return Text.assemble(marks.full * full, (marks.empty * (_BAR - full), "dim"), " ")
