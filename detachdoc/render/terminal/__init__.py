"""The terminal view, drawn with rich. Import it only to draw: rich costs 60 ms and more.

    look = look_at(sys.stdout, os.environ, color="auto", plain=False)
    explain(cause, knowledge.tree.facts, stream=sys.stdout, look=look)
    show(diagnoses, stream=sys.stdout, look=look, view=View(brief=False, command=("detachdoc", "diagnose", "tb.txt")))

`diagnoses` went through `render.redact.redacted` before. Everything that came from input is cleaned here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from detachdoc.render.sanitise import sanitised
from detachdoc.render.terminal.cause import explain
from detachdoc.render.terminal.closing import draw_summary
from detachdoc.render.terminal.look import Look, look_at
from detachdoc.render.terminal.output import write
from detachdoc.render.terminal.page import Page
from detachdoc.render.terminal.view import View
from detachdoc.render.terminal.views import draw
from detachdoc.render.words import IN_FULL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.model.diagnosis import Diagnosis

__all__ = ["Look", "View", "explain", "look_at", "show"]


def show(diagnoses: Sequence[Diagnosis], *, stream: TextIO, look: Look, view: View | None = None) -> None:
    """Write the diagnoses for a person: the first in full, and of several every one in a line at the end.

    Args:
        diagnoses: the likeliest root error first.
        stream: where to.
        look: what the stream can show.
        view: the user's wishes.
    """
    page, wishes, total = Page(look), view or View(), len(diagnoses)
    clean = _remarked_once([sanitised(diagnosis, look.encoding) for diagnosis in diagnoses])
    for number, diagnosis in enumerate(clean[:IN_FULL], start=1):
        if total > 1:
            page.section(f"Error {number} of {total}")
        draw(page, diagnosis, wishes._replace(number=number, total=total))
    if total > 1:
        draw_summary(page, clean, wishes)
    write(page, stream)


def _remarked_once(diagnoses: Sequence[Diagnosis]) -> list[Diagnosis]:
    """Each without the remarks that one before it has made: most are about the run, so all have them."""
    told: set[str] = set()
    fresh = []
    for diagnosis in diagnoses:
        fresh.append(diagnosis._replace(remarks=tuple(words for words in diagnosis.remarks if words not in told)))
        told.update(diagnosis.remarks)
    return fresh
