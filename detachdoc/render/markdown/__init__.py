"""The Markdown view, for an issue or a pull request. What came from input is escaped here, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.render.markdown.cause import explained
from detachdoc.render.markdown.diagnosis import sections
from detachdoc.render.sanitise import sanitised

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
    parts = []
    for number, diagnosis in enumerate(diagnoses, start=1):
        if len(diagnoses) > 1:
            parts.append(f"# Error {number} of {len(diagnoses)}")
        parts += sections(sanitised(diagnosis), command)
    return "\n\n".join(part for part in parts if part) + "\n"
