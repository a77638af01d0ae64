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
from detachdoc.render.terminal.look import Look, look_at
from detachdoc.render.terminal.output import write
from detachdoc.render.terminal.page import Page
from detachdoc.render.terminal.view import View
from detachdoc.render.terminal.views import draw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.model.diagnosis import Diagnosis

__all__ = ["Look", "View", "explain", "look_at", "show"]


def show(diagnoses: Sequence[Diagnosis], *, stream: TextIO, look: Look, view: View | None = None) -> None:
    """Write the diagnoses for a person.

    Args:
        diagnoses: the likeliest root error first.
        stream: where to.
        look: what the stream can show.
        view: the user's wishes.
    """
    page = Page(look)
    for number, diagnosis in enumerate(diagnoses, start=1):
        if len(diagnoses) > 1:
            page.section(f"Error {number} of {len(diagnoses)}")
        draw(page, sanitised(diagnosis, look.encoding), view or View())
    write(page, stream)
