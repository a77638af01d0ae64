"""How did the object travel, and how was each question answered? Shown with `--trace` and `--why`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.text import Text

from detachdoc.render.terminal.references import where

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import AnsweredBy, Diagnosis
    from detachdoc.render.terminal.page import Page
    from detachdoc.render.terminal.view import View


#: Who gave an answer, in words.
_GAVE: Final[dict[AnsweredBy, str]] = {
    "traceback": "from the traceback",
    "source": "from your source",
    "environment": "from your versions",
    "recorder": "from the recorder",
    "user": "from you",
    "unknown": "not known",
}


def draw_trace(page: Page, diagnosis: Diagnosis, view: View) -> None:
    """The steps from load to use, in the order of time."""
    if not diagnosis.trace:
        return
    page.heading("How the object travelled")
    for number, place in enumerate(diagnosis.trace, start=1):
        lead = f"{number}. "
        page.prose(where(place, page, view.locate), indent=page.body, first=lead)
        if place.code:
            page.prose(Text(place.code.strip()), indent=page.body + len(lead))
        page.prose(place.says, indent=page.body + len(lead), style="dim")


def draw_why(page: Page, diagnosis: Diagnosis) -> None:
    """The walk through the tree: question, answer, who gave it, and how it was derived."""
    if not diagnosis.answers:
        return
    page.heading("How each question was answered")
    for number, taken in enumerate(diagnosis.answers, start=1):
        text = Text.assemble(f"{taken.question} = {taken.answer}", (f"  {_GAVE[taken.by]}", "dim"))
        page.prose(text, indent=page.body, first=f"{number}. ")
        if taken.reason:
            page.prose(taken.reason, indent=page.body + 3, style="dim")
