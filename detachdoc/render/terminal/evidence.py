"""What speaks for the verdict, and what does not? Each piece of evidence with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from detachdoc.render.terminal.page import MARGIN
from detachdoc.render.terminal.references import reference

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import Diagnosis, Evidence
    from detachdoc.render.terminal.page import Page
    from detachdoc.render.terminal.view import View


def draw_evidence(page: Page, diagnosis: Diagnosis, view: View) -> None:
    """Two lists: what speaks for it, or is simply known, and what speaks against it."""
    leading = diagnosis.cause or (diagnosis.candidates[0] if diagnosis.candidates else None)
    against = [item for item in diagnosis.evidence if leading and _weight(item, leading.id) < 1]
    rest = [item for item in diagnosis.evidence if item not in against]
    _list(page, "What speaks for it" if diagnosis.cause else "What is known", rest, view)
    _list(page, "What speaks against it" if diagnosis.cause else "Less likely because of", against, view)


def draw_gaps(page: Page, diagnosis: Diagnosis, view: View) -> None:
    """What could not be followed, and remarks about the run."""
    if diagnosis.gaps:
        page.heading("What could not be followed")
    for number, gap in enumerate(diagnosis.gaps, start=1):
        place = reference(gap.where, page, view.locate, style="dim") if gap.where else Text()
        item(page, number, gap.says, place)
    for remark in diagnosis.remarks:
        page.blank()
        page.prose(remark, first=Text("Note: ", style="bold"))


def item(page: Page, number: int, text: str | Text, aside: Text) -> None:
    """One row of a list: its text, and a reference beside it or, if it does not fit, beneath."""
    lead = f"{number}. " if page.look.plain else f"{page.look.marks.bullet} "
    body = Text(text) if isinstance(text, str) else text
    room = page.look.width - MARGIN - cell_len(lead) - 2
    if cell_len(body.plain) + cell_len(aside.plain) <= room and aside:
        body = Text.assemble(body, "  ", aside)
        aside = Text()
    page.prose(body, first=lead)
    if aside:
        page.prose(aside, indent=MARGIN + cell_len(lead))


def _list(page: Page, title: str, items: list[Evidence], view: View) -> None:
    if not items:
        return
    page.heading(title)
    for number, piece in enumerate(items, start=1):
        item(page, number, piece.says, _origin(page, piece, view))


def _origin(page: Page, piece: Evidence, view: View) -> Text:
    """Its line, or what it comes from."""
    if piece.where:
        return reference(piece.where, page, view.locate, style="dim")
    whose = "the" if piece.source in {"traceback", "recorder"} else "your"
    return Text(f"from {whose} {piece.source}", style="dim")


def _weight(piece: Evidence, cause: str) -> float:
    return dict(piece.supports).get(cause, 1.0)
