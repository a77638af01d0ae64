"""Which cause is it, if not decided, and why not the others? Ranked, with a small bar that its number repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from detachdoc.render.terminal import styles
from detachdoc.render.words import percent

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import Candidate, Diagnosis
    from detachdoc.render.terminal.page import Page

#: Columns of a bar. A narrow screen has none, so that the ids stay whole.
_BAR = 12
_NARROW = 60
#: What is said about a candidate is worth reading from this probability on.
_LIKELY = 0.1
#: Below this probability a cause that lost is only named.
_POSSIBLE = 0.02


def draw_candidates(page: Page, diagnosis: Diagnosis) -> None:
    """All six, most probable first."""
    if not diagnosis.candidates:
        return
    page.heading("Which cause it may be")
    for number, candidate in enumerate(diagnosis.candidates, start=1):
        share = percent(candidate.probability)
        if page.look.plain:
            lead = Text(f"{number}. {share} ")
        elif page.look.width < _NARROW:
            lead = Text(f"{share:>4}  ", style="bold")
        else:
            lead = Text.assemble(_bar(page, candidate.probability), (f" {share:>4}  ", "bold"))
        page.prose(Text(candidate.id, style=styles.TYPED), indent=page.body, first=lead)
        if candidate.probability >= _LIKELY:
            page.prose(_described(page, candidate, candidate.says), indent=page.body + cell_len(lead.plain))


def draw_others(page: Page, diagnosis: Diagnosis, *, why: bool) -> None:
    """Why the causes that lost did: the runner-up, those that are not quite out of the question, or all with `why`."""
    others = [item for item in diagnosis.candidates if diagnosis.cause and item.id != diagnosis.cause.id]
    if others:
        page.heading("Why not the others")
    for number, candidate in enumerate(others, start=1):
        share = percent(candidate.probability)
        lead = f"{number}. {share} " if page.look.plain else f"{share:>4}  "
        tells = why or number == 1 or candidate.probability >= _POSSIBLE
        text = _described(page, candidate, candidate.says if tells else "")
        page.prose(text, indent=page.body, first=Text(lead, style="dim"))


def _described(page: Page, candidate: Candidate, says: str) -> Text:
    number = f"cause {candidate.number}," if page.look.plain else f"{candidate.number} {page.look.marks.dot}"
    title = page.words(f"{number} {candidate.title}.")
    return Text.assemble(title, " ", page.words(says, "dim")) if says else title


def _bar(page: Page, probability: float) -> Text:
    full = round(min(max(probability, 0.0), 1.0) * _BAR)
    marks = page.look.marks
    return Text.assemble(marks.full * full, (marks.empty * (_BAR - full), "dim"))
