"""What will not help, what prevents it, what may come next? The short sections after the fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from detachdoc.render.terminal.evidence import item
from detachdoc.render.words import short

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import Diagnosis
    from detachdoc.render.terminal.page import Page


def draw_advice(page: Page, diagnosis: Diagnosis) -> None:
    """Each section only if there is something in it."""
    _pairs(page, "What will not help here", [(each.advice, each.why_not) for each in diagnosis.not_a_fix])
    if diagnosis.prevent:
        page.heading("Next time")
        page.prose(diagnosis.prevent, indent=page.body)
    _pairs(page, "What may come next", [(short(each.type), each.says) for each in diagnosis.next_errors])
    if diagnosis.links:
        page.heading("Read more")
        for link in diagnosis.links:
            page.link(link)


def _pairs(page: Page, title: str, pairs: list[tuple[str, str]]) -> None:
    if pairs:
        page.heading(title)
    for number, (name, says) in enumerate(pairs, start=1):
        item(page, number, Text.assemble(page.words(name.rstrip("."), "bold"), ": ", page.words(says)), Text())
