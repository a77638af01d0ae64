"""What would settle it? The most telling question in full, and the words to answer the others with.

An answer to the first often makes the others needless, and the next run puts the one that is left in front.
"""

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
    answerable = view.number == 1
    aside = "add the answer you find to the command" if answerable else "diagnose this error on its own to answer"
    page.heading("What would settle it", aside=aside)
    first, *others = questions
    page.prose(first.ask, indent=page.body, first=_lead(1), style="bold")
    indent = page.body + cell_len(_lead(1))
    if first.how_to_check:
        page.prose(f"To find out: {first.how_to_check}", indent=indent)
    if answerable:
        _answers(page, first, indent)
    if others:
        page.blank()
        page.prose("Depending on that, next:", indent=page.body)
    for number, question in enumerate(others, start=2):
        page.prose(question.ask, indent=page.body, first=_lead(number))
        if answerable:
            page.prose(_choices(question, page.look.width - indent), indent=indent)


def _lead(number: int) -> str:
    return f"{number}. "


def _choices(question: OpenQuestion, room: int) -> Text:
    """All answers in a line; where there is no `room`, with spaces to break it at."""
    choices = [choice.id for choice in question.answers]
    words = f"--answer {question.id}={'|'.join(choices)}"
    return Text(words if cell_len(words) <= room else words.replace("|", " | "), style=styles.TYPED)


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
