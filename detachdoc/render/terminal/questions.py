"""What would settle it? The open questions, how to find out, and the exact words to answer with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from detachdoc.render.terminal import styles

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import OpenQuestion
    from detachdoc.render.terminal.page import Page
    from detachdoc.render.terminal.view import View

#: Answers stand beside their labels only if the label keeps so many columns.
_ROOM = 30


def draw_questions(page: Page, questions: tuple[OpenQuestion, ...], view: View) -> None:
    """The questions in the order in which they tell most. Only those about the first error can be answered."""
    if not questions:
        return
    first = view.number == 1
    aside = "add the answer you find to the command" if first else "diagnose this error on its own to answer"
    page.heading("What would settle it", aside=aside)
    for number, question in enumerate(questions, start=1):
        if number > 1:
            page.blank()
        lead = f"{number}. "
        page.prose(question.ask, indent=page.body, first=lead, style="bold")
        indent = page.body + cell_len(lead)
        if question.how_to_check:
            page.prose(f"To find out: {question.how_to_check}", indent=indent)
        if first:
            _answers(page, question, indent)


def _answers(page: Page, question: OpenQuestion, indent: int) -> None:
    words = [f"--answer {question.id}={choice.id}" for choice in question.answers]
    longest = max((cell_len(word) for word in words), default=0)
    beside = page.look.width - indent - longest - 2 >= _ROOM and not page.look.plain
    for word, choice in zip(words, question.answers, strict=True):
        if beside:
            lead = Text.assemble((word, styles.TYPED), " " * (longest - cell_len(word) + 2))
            page.prose(choice.label, indent=indent, first=lead)
        else:
            page.prose(Text(word, style=styles.TYPED), indent=indent)
            page.prose(choice.label, indent=indent + 2)
