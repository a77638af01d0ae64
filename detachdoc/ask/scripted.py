"""Answers given beforehand with `--answer ID=VALUE`, checked against the questions of the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.errors import UsageError
from detachdoc.model.asking import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detachdoc.model.asking import Asker
    from detachdoc.model.diagnosis import OpenQuestion
    from detachdoc.model.knowledge import TreeQuestion


class ScriptedAsker:
    """Gives the prepared answers and leaves every other question to somebody else.

    Args:
        answers: question id to answer id, as `parse` returns it.
        otherwise: who is asked when no answer was prepared.
    """

    def __init__(self, answers: Mapping[str, str], otherwise: Asker) -> None:
        self._answers = answers
        self._otherwise = otherwise

    def scripted(self, question_id: str) -> str | None:
        """The prepared answer, or None."""
        return self._answers.get(question_id)

    def ask(self, question: OpenQuestion, asked_before: int) -> str | None:
        """Ask the other asker."""
        return self._otherwise.ask(question, asked_before)


def parse(words: Iterable[str], questions: Iterable[TreeQuestion]) -> dict[str, str]:
    """Turn `--answer` words into answers.

    Args:
        words: one `ID=VALUE` per `--answer`, as typed.
        questions: the questions of the tree.

    Returns:
        Question id to answer id (or `unknown`), in the order given.

    Raises:
        UsageError: a word without `=`, an id or value that the tree does not have, or two different
            answers to one question.
    """
    valid = {question.id: [*(answer.id for answer in question.answers), UNKNOWN] for question in questions}
    answers: dict[str, str] = {}
    for word in words:
        question_id, value = _split(word)
        _check(question_id, valid, f"--answer {word}: there is no question", "Questions")
        _check(value, valid[question_id], f"--answer {word}: {question_id} has no answer", "Answers")
        if answers.setdefault(question_id, value) != value:
            raise UsageError(
                f"--answer {question_id} is given twice, as {answers[question_id]} and as {value}. Keep one."
            )
    return answers


def _split(word: str) -> tuple[str, str]:
    question_id, equals, value = word.partition("=")
    if not (equals and question_id.strip() and value.strip()):
        raise UsageError(f"--answer takes ID=VALUE, for example journey=unknown, not {word!r}.")
    return question_id.strip(), value.strip()


def _check(given: str, valid: Iterable[str], problem: str, what: str) -> None:
    names = list(valid)
    if given in names:
        return
    import difflib

    near = difflib.get_close_matches(given, names, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise UsageError(f"{problem} {given!r}.{hint} {what}: {', '.join(names)}.")
