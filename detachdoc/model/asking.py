"""The port through which the decision asks a person. `ask/` implements it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from detachdoc.model.diagnosis import OpenQuestion

#: The answer of somebody who does not know. Valid for every question.
UNKNOWN = "unknown"


class Asker(Protocol):
    """Somebody, or something, that may answer a question."""

    def scripted(self, question_id: str) -> str | None:
        """The answer given beforehand with `--answer`, an answer id or `unknown`; None when not given."""

    def ask(self, question: OpenQuestion, asked_before: int) -> str | None:
        """Ask now.

        Args:
            question: what to ask, with its possible answers.
            asked_before: how many questions were asked already in this dialogue.

        Returns:
            An answer id, `unknown`, or None when nobody can be asked.

        Raises:
            Interrupted: on Ctrl-C.
        """
