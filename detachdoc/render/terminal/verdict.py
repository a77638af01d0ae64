"""What is wrong, in one sentence? The head of every view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from detachdoc.render.terminal import styles
from detachdoc.render.terminal.page import MARGIN
from detachdoc.render.words import another, basis, doubt, percent, short, times

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import Diagnosis
    from detachdoc.render.terminal.page import Page

#: Least columns between the title and what stands beside it.
_BETWEEN = 2


def draw_verdict(page: Page, diagnosis: Diagnosis, *, compact: bool = False) -> None:
    """A title line with how sure it is, then the verdict."""
    page.blank()
    _title(page, _name(page, diagnosis), _aside(diagnosis))
    told = () if _is_said(diagnosis) else (diagnosis.headline,)
    for words in filter(None, (*told, " ".join(diagnosis.caveats))):
        if not compact:
            page.blank()
        page.prose(words)


def _is_said(diagnosis: Diagnosis) -> bool:
    """Whether the title says all that the headline would."""
    name = short(diagnosis.error.type) if diagnosis.error.type else ""
    same = diagnosis.headline == f"{name}. This is not a DetachedInstanceError."
    return diagnosis.outcome == "outside-the-six" or (diagnosis.outcome == "other-error" and same)


def _name(page: Page, diagnosis: Diagnosis) -> Text:
    dot = ": " if page.look.plain else f" {page.look.marks.dot} "
    if diagnosis.cause:
        sign = (f"Cause {diagnosis.cause.number} of 6", f"bold {styles.DECIDED}")
        return Text.assemble(sign, dot, (diagnosis.cause.title, "bold"))
    if diagnosis.outcome == "undecided":
        return Text.assemble(("Undecided", f"bold {styles.OPEN}"), dot, (doubt(diagnosis), "bold"))
    if diagnosis.outcome == "other-error":
        return Text(dot.join(another(diagnosis.error)), style="bold")
    if diagnosis.outcome == "no-error":
        return Text("No error in the input", style="bold")
    return Text.assemble(("None of the six causes", f"bold {styles.OPEN}"), dot, (diagnosis.headline, "bold"))


def _aside(diagnosis: Diagnosis) -> str:
    sure = (f"{percent(diagnosis.confidence)} sure", basis(diagnosis)) if diagnosis.cause else ()
    return ", ".join(part for part in (*sure, times(diagnosis.error.occurrences)) if part)


def _title(page: Page, name: Text, aside: str) -> None:
    """Both on one line, left and right, if they fit."""
    room = page.look.width - MARGIN - cell_len(name.plain) - cell_len(aside)
    if page.look.plain or room < _BETWEEN:
        page.prose(name)
        if aside:
            page.prose(aside, style="dim")
        return
    page.line(Text.assemble(name, " " * room, (aside, "dim")))
