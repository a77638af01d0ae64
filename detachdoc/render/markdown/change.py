"""How is a change written in Markdown? As a fenced diff with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.render.markdown.syntax import fence, numbered, prose, span
from detachdoc.render.words import SAFETY, example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.model.diagnosis import Fix


def change(fix: Fix | None, whose: str | None) -> Iterator[str]:
    """Blocks of Markdown; none without a fix. `whose` is the class of the object, if it is known."""
    if fix is None:
        return
    yield f"### The fix: {prose(fix.title)}"
    yield prose(fix.summary)
    yield numbered(map(prose, fix.steps))
    if fix.diff.strip():
        yield _caption(fix, whose)
        yield fence(fix.diff, "diff")
    if fix.why:
        yield f"**Why it works.** {prose(fix.why)}"


def _caption(fix: Fix, whose: str | None) -> str:
    if fix.scope == "example":
        return f"{example(fix, whose).capitalize()}:"
    file = f"{span(fix.before.file)}, " if fix.before.file else ""
    return f"{file}{SAFETY[fix.safety]}:"
