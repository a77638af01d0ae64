"""The asker of a run in which nobody can be asked: no terminal, `--no-input`, `--json` or CI."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import OpenQuestion


class SilentAsker:
    """Answers nothing, so every question stays open and is listed in the result."""

    def scripted(self, question_id: str) -> str | None:  # noqa: ARG002 - the port's signature
        """No answer was given beforehand."""
        return None

    def ask(self, question: OpenQuestion, asked_before: int) -> str | None:  # noqa: ARG002 - as above
        """Nobody can be asked."""
        return None
