"""In which order does each outcome tell its story?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from detachdoc.render.terminal.advice import draw_advice
from detachdoc.render.terminal.brief import draw_brief
from detachdoc.render.terminal.candidates import draw_candidates, draw_others
from detachdoc.render.terminal.closing import draw_closing
from detachdoc.render.terminal.evidence import draw_evidence, draw_gaps, item
from detachdoc.render.terminal.fix import draw_fix
from detachdoc.render.terminal.journey import draw_trace, draw_why
from detachdoc.render.terminal.picture import draw_picture
from detachdoc.render.terminal.places import draw_places, draw_raised
from detachdoc.render.terminal.questions import draw_questions
from detachdoc.render.terminal.verdict import draw_verdict
from detachdoc.render.words import notes

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import Diagnosis
    from detachdoc.render.terminal.page import Page
    from detachdoc.render.terminal.view import View


def draw(page: Page, diagnosis: Diagnosis, view: View) -> None:
    """One diagnosis, whole."""
    if view.brief:
        draw_brief(page, diagnosis, view)
        return
    draw_verdict(page, diagnosis)
    if diagnosis.cause:
        _diagnosed(page, diagnosis, view)
    elif diagnosis.outcome == "undecided":
        _undecided(page, diagnosis, view)
    else:
        _other(page, diagnosis, view)
    draw_closing(page, diagnosis, view)


def _diagnosed(page: Page, diagnosis: Diagnosis, view: View) -> None:
    draw_places(page, diagnosis, view)
    draw_picture(page, diagnosis.lifeline)
    _paragraph(page, diagnosis.what_happened)
    _paragraph(page, f"To check: {diagnosis.how_to_check}" if diagnosis.how_to_check else "")
    _reasons(page, diagnosis, view)
    draw_others(page, diagnosis, why=view.why)
    if diagnosis.fix:
        draw_fix(page, diagnosis.fix, view, whose=diagnosis.error.class_name)
    draw_advice(page, diagnosis)
    _notes(page, diagnosis)


def _undecided(page: Page, diagnosis: Diagnosis, view: View) -> None:
    """Why it is open comes first: what could not be followed, and notes such as that the source is missing."""
    draw_places(page, diagnosis, view)
    draw_candidates(page, diagnosis)
    draw_gaps(page, diagnosis, view)
    _notes(page, diagnosis)
    draw_questions(page, diagnosis.questions, view)
    _reasons(page, diagnosis, view)
    if diagnosis.candidates and diagnosis.what_happened:
        page.heading(f"If it is the likeliest, {diagnosis.candidates[0].id}")
        page.prose(diagnosis.what_happened, indent=page.body)
        draw_picture(page, diagnosis.lifeline)
    if diagnosis.fix:
        draw_fix(page, diagnosis.fix, view, whose=diagnosis.error.class_name, title="Then the fix is")
    draw_advice(page, diagnosis)


def _other(page: Page, diagnosis: Diagnosis, view: View) -> None:
    _paragraph(page, diagnosis.reason)
    if diagnosis.error.is_detached:
        draw_places(page, diagnosis, view)
    elif diagnosis.access:
        draw_raised(page, diagnosis.access, view)
    _reasons(page, diagnosis, view)
    draw_advice(page, diagnosis)
    _notes(page, diagnosis)


def _reasons(page: Page, diagnosis: Diagnosis, view: View) -> None:
    draw_evidence(page, diagnosis, view)
    if diagnosis.outcome != "undecided":
        draw_gaps(page, diagnosis, view)
    if view.trace:
        draw_trace(page, diagnosis, view)
    if view.why:
        draw_why(page, diagnosis)


def _notes(page: Page, diagnosis: Diagnosis) -> None:
    told = notes(diagnosis)
    if told:
        page.heading("Note" if len(told) == 1 else "Notes")
    for number, words in enumerate(told, start=1):
        item(page, number, words, Text())


def _paragraph(page: Page, text: str) -> None:
    for part in filter(None, text.split("\n")):
        page.blank()
        page.prose(part)
