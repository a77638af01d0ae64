"""The Markdown view, for an issue or a pull request. What came from input is escaped here, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.render.markdown.cause import explained
from detachdoc.render.markdown.closing import closing
from detachdoc.render.markdown.diagnosis import sections
from detachdoc.render.sanitise import sanitised
from detachdoc.render.words import IN_FULL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.model.diagnosis import Diagnosis

__all__ = ["explained", "render"]


def render(diagnoses: Sequence[Diagnosis], *, command: Sequence[str] = ("detachdoc", "diagnose")) -> str:
    """The diagnoses as GitHub-flavoured Markdown.

    Args:
        diagnoses: the likeliest root error first.
        command: the command that was typed, without answers.

    Returns:
        Text that ends with a line feed.
    """
    parts, total = [], len(diagnoses)
    clean = [sanitised(diagnosis) for diagnosis in diagnoses]
    for number, diagnosis in enumerate(clean[:IN_FULL], start=1):
        if total > 1:
            parts.append(f"# Error {number} of {total}")
        parts += sections(diagnosis, first=number == 1)
    parts += closing(clean, command)
    return "\n\n".join(part for part in parts if part) + "\n"
