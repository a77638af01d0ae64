"""What a shell offers when Tab is pressed: causes for `explain`, answers for `--answer`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.ask.wording import DONT_KNOW
from detachdoc.knowledge import load
from detachdoc.model.asking import UNKNOWN

if TYPE_CHECKING:
    from detachdoc.model.knowledge import TreeQuestion


def causes(incomplete: str) -> list[tuple[str, str]]:
    """Ids of causes that begin so, by number, each with its title."""
    ranked = sorted(load().causes, key=lambda cause: cause.number)
    return [(cause.id, cause.title) for cause in ranked if cause.id.startswith(incomplete)]


def answers(incomplete: str) -> list[tuple[str, str]]:
    """Words `question=answer` that begin so, each with the answer's label."""
    offered = (word for question in load().tree.questions for word in _answers(question))
    return [(word, label) for word, label in offered if word.startswith(incomplete)]


def _answers(question: TreeQuestion) -> list[tuple[str, str]]:
    own = [(f"{question.id}={answer.id}", answer.label) for answer in question.answers]
    return [*own, (f"{question.id}={UNKNOWN}", DONT_KNOW)]
