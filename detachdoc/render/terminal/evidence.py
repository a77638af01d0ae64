"""What speaks for the verdict, and what does not? Each piece of evidence with its line."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from detachdoc.render.terminal.references import reference
from detachdoc.render.weighing import titled

#: Causes named as likelier, or less likely, because of one piece of evidence.
_NAMED = 2

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.model.diagnosis import Diagnosis, Evidence
    from detachdoc.render.terminal.page import Page
    from detachdoc.render.terminal.view import View


def draw_evidence(page: Page, diagnosis: Diagnosis, view: View) -> None:
    """What speaks for the cause and against it; undecided, all that is known and which way it leans."""
    for title, pieces in titled(diagnosis, all_of_it=view.why):
        _list(page, title, pieces, view, leaning=diagnosis.outcome == "undecided")


def draw_gaps(page: Page, diagnosis: Diagnosis, view: View) -> None:
    """What could not be followed."""
    gaps = [gap for gap in diagnosis.gaps if not gap.followed]
    if gaps:
        page.heading("What could not be followed")
    for number, gap in enumerate(gaps, start=1):
        place = reference(gap.where, page, view.locate, style="dim") if gap.where else Text()
        item(page, number, gap.says, place)


def item(page: Page, number: int, text: str | Text, aside: Text) -> None:
    """One row of a list: its text, and a reference beside it or, if it does not fit, beneath."""
    lead = f"{number}. " if page.look.plain else f"{page.look.marks.bullet} "
    body = page.words(text) if isinstance(text, str) else text
    room = page.look.width - page.body - cell_len(lead) - 2
    if cell_len(body.plain) + cell_len(aside.plain) <= room and aside:
        body = Text.assemble(body, "  ", aside)
        aside = Text()
    page.prose(body, indent=page.body, first=lead)
    if aside:
        page.prose(aside, indent=page.body + cell_len(lead))


def _list(page: Page, title: str, items: Sequence[Evidence], view: View, *, leaning: bool) -> None:
    page.heading(title)
    for number, piece in enumerate(items, start=1):
        item(page, number, piece.says, _origin(page, piece, view))
        if leaning and (way := _leaning(piece)):
            page.prose(way, indent=page.body + 2, style="dim")


def _origin(page: Page, piece: Evidence, view: View) -> Text:
    """Its line, or what it comes from."""
    if piece.where:
        return reference(piece.where, page, view.locate, style="dim")
    whose = "the" if piece.source in {"traceback", "recorder"} else "your"
    return Text(f"from {whose} {piece.source}", style="dim")


def _leaning(piece: Evidence) -> str:
    """Which causes it makes likelier and less likely, the most affected first."""
    ranked = sorted((pair for pair in piece.supports if pair[1] > 0), key=lambda pair: -abs(log(pair[1])))
    likelier = [name for name, weight in ranked if weight > 1][:_NAMED]
    rarer = [name for name, weight in ranked if weight < 1][:_NAMED]
    told = (("likelier: ", likelier), ("less likely: ", rarer))
    return "; ".join(words + ", ".join(names) for words, names in told if names)
