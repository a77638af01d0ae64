"""Puts a question of the tree into the words of one situation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.decision import leaves as lv
from detachdoc.decision.words import fill
from detachdoc.model.diagnosis import AnswerChoice, OpenQuestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detachdoc.model.knowledge import TreeQuestion, Wording


def worded(question: TreeQuestion, stated: Mapping[str, set[str]], words: Mapping[str, str]) -> OpenQuestion:
    """Return `question` as a person should read it.

    Args:
        question: the question of the tree.
        stated: fact id -> values; the first wording whose `when` holds is used.
        words: for the placeholders.
    """
    wording = next((one for one in question.wordings if lv.holds(one.when, stated)), None)
    labels = dict(wording.labels) if wording else {}
    return OpenQuestion(
        question.id,
        fill(wording.ask if wording else question.ask, words),
        fill(_how(question, wording), words),
        tuple(AnswerChoice(one.id, fill(labels.get(one.id, one.label), words)) for one in question.answers),
    )


def _how(question: TreeQuestion, wording: Wording | None) -> str:
    return wording.how_to_check if wording and wording.how_to_check else question.how_to_check
