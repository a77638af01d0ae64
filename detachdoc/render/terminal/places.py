"""Where was the object loaded, let go and used? The three places in the order of time, unknown ones included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.text import Text

from detachdoc.render.terminal import styles
from detachdoc.render.terminal.frames import draw_frame
from detachdoc.render.terminal.page import MARGIN
from detachdoc.render.terminal.references import where

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import Diagnosis
    from detachdoc.model.place import Place
    from detachdoc.render.terminal.page import Page
    from detachdoc.render.terminal.view import View

#: Field of a diagnosis, the word for it and its colour, in the order of time.
PLACES: Final = (
    ("load", "loaded", styles.LOADED),
    ("detach", "let go", styles.LET_GO),
    ("access", "used", styles.USED),
)


def draw_places(page: Page, diagnosis: Diagnosis, view: View) -> None:
    """Three numbered places with their code frames."""
    page.blank()
    known = {"load": diagnosis.load, "detach": diagnosis.detach, "access": diagnosis.access}
    reveals = {reveal.place: reveal.says for reveal in diagnosis.reveals}
    for number, (field, word, style) in enumerate(PLACES, start=1):
        place = known[field]
        lead = label(page, number, word, style)
        if place is None:
            page.prose(_unknown(reveals.get(field, "")), first=lead)
            continue
        page.prose(where(place, page, view.locate), first=lead)
        attribute = diagnosis.error.attribute if field == "access" else None
        _code(page, place, style, view, attribute)


def label(page: Page, number: int, word: str, style: str) -> Text:
    """`1  loaded   `, as wide for all three."""
    mark = f"{number}. " if page.look.plain else f"{number}  "
    return Text.assemble(mark, (f"{word:<6}", f"bold {style}"), "   ")


def _unknown(reveals: str) -> Text:
    return Text.assemble(("not known yet. ", "bold"), reveals)


def _code(page: Page, place: Place, style: str, view: View, attribute: str | None) -> None:
    if not page.look.plain:
        draw_frame(page, place, style, lines=view.lines, attribute=attribute)
        return
    indent = MARGIN + cell_len("1. ")
    if place.code:
        page.prose(f"Code: {place.code.strip()}", indent=indent)
    page.prose(place.says, indent=indent)
