"""How does a document in Markdown end? With every error in a line, if there are several, and the command to replay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.render.markdown.syntax import fence, numbered, prose
from detachdoc.render.words import IN_FULL, counted_recap, replay

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detachdoc.model.diagnosis import Diagnosis


def closing(diagnoses: Sequence[Diagnosis], command: Sequence[str]) -> Iterator[str]:
    """Blocks of Markdown; the command is about the first error, and not about one of another kind."""
    if len(diagnoses) > 1:
        yield from _summary(diagnoses, command)
    for diagnosis in diagnoses[:1]:
        if diagnosis.error.is_detached:
            yield fence(replay(command, diagnosis.replay), "console")


def _summary(diagnoses: Sequence[Diagnosis], command: Sequence[str]) -> Iterator[str]:
    yield f"# All {len(diagnoses)} errors"
    yield numbered(prose(counted_recap(diagnosis)) for diagnosis in diagnoses)
    if len(diagnoses) > IN_FULL:
        yield f"Errors {IN_FULL + 1} to {len(diagnoses)} are shown in a line each. All in full, as JSON:"
        yield fence(replay([*command, "--json"], ()), "console")
    alone = (
        " The questions and `--answer` are about it alone. The same once more:"
        if diagnoses[0].error.is_detached
        else ""
    )
    yield f"Error 1 decides the exit code.{alone}"
