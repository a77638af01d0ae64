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
    named = diagnosis.outcome in {"diagnosed", "undecided"}
    shown = [row for row in PLACES if named or known[row[0]] or row[0] in reveals]
    for number, (field, word, style) in enumerate(shown, start=1):
        place = known[field]
        lead = label(page, number, word, style)
        if place is None:
            page.prose(_unknown(page, reveals.get(field, "")), first=lead)
            continue
        page.prose(where(place, page, view.locate), first=lead)
        attribute = diagnosis.error.attribute if field == "access" else None
        _code(page, place, style, view, attribute)


def draw_raised(page: Page, place: Place, view: View) -> None:
    """The one place of an error that is not about a lifetime."""
    page.blank()
    page.prose(where(place, page, view.locate), first=Text("raised  ", style=f"bold {styles.USED}"))
    _code(page, place, styles.USED, view, None)


def label(page: Page, number: int, word: str, style: str) -> Text:
    """`1  loaded   `, as wide for all three."""
    mark = f"{number}. " if page.look.plain else f"{number}  "
    return Text.assemble(mark, (f"{word:<6}", f"bold {style}"), "   ")


def _unknown(page: Page, reveals: str) -> Text:
    return Text.assemble(("not known yet. ", "bold"), page.words(reveals))


def _code(page: Page, place: Place, style: str, view: View, attribute: str | None) -> None:
    if not page.look.plain:
        draw_frame(page, place, style, lines=view.lines, attribute=attribute)
        return
    indent = MARGIN + cell_len("1. ")
    if place.code:
        page.prose(Text(f"Code: {place.code.strip()}"), indent=indent)
    if place.says:
        page.prose(place.says, indent=indent)
