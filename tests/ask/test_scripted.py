"""`--answer` words: what is taken, what is refused and how it is said."""

from __future__ import annotations

import pytest

from detachdoc.ask.scripted import ScriptedAsker, parse
from detachdoc.ask.silent import SilentAsker
from detachdoc.errors import UsageError
from detachdoc.model.knowledge import TreeAnswer, TreeQuestion
from tests.ask.tools import QUESTION


def _question(name: str, *answers: str) -> TreeQuestion:
    return TreeQuestion(name, "?", "", tuple(TreeAnswer(one, one, "x", "cause", (), 1.0) for one in answers), ())


QUESTIONS = (_question("journey", "taken-out", "straight"), _question("session-owner", "request", "own"))


def test_answers_are_taken_in_the_order_given() -> None:
    answers = parse(["session-owner=own", "journey=straight"], QUESTIONS)
    assert list(answers.items()) == [("session-owner", "own"), ("journey", "straight")]


def test_spaces_around_the_equals_sign_are_ignored() -> None:
    assert parse(["journey = straight"], QUESTIONS) == {"journey": "straight"}


def test_unknown_is_an_answer_to_every_question() -> None:
    assert parse(["journey=unknown", "session-owner=unknown"], QUESTIONS) == {
        "journey": "unknown",
        "session-owner": "unknown",
    }


def test_the_same_answer_twice_is_one_answer() -> None:
    assert parse(["journey=straight", "journey=straight"], QUESTIONS) == {"journey": "straight"}


def test_two_different_answers_to_one_question_are_refused() -> None:
    with pytest.raises(UsageError, match="journey is given twice, as straight and as taken-out"):
        parse(["journey=straight", "journey=taken-out"], QUESTIONS)


@pytest.mark.parametrize("word", ["journey", "journey=", "=straight", "", "journey straight"])
def test_a_word_without_both_sides_is_refused_with_an_example(word: str) -> None:
    with pytest.raises(UsageError, match="ID=VALUE, for example journey=unknown"):
        parse([word], QUESTIONS)


def test_an_unknown_question_is_refused_with_the_nearest_and_all_valid_ones() -> None:
    with pytest.raises(UsageError) as refused:
        parse(["jurney=straight"], QUESTIONS)
    assert "there is no question 'jurney'" in str(refused.value)
    assert "Did you mean journey?" in str(refused.value)
    assert "Questions: journey, session-owner." in str(refused.value)


def test_an_unknown_answer_is_refused_with_the_nearest_and_all_valid_ones() -> None:
    with pytest.raises(UsageError) as refused:
        parse(["journey=strait"], QUESTIONS)
    assert "journey has no answer 'strait'" in str(refused.value)
    assert "Did you mean straight?" in str(refused.value)
    assert "Answers: taken-out, straight, unknown." in str(refused.value)


def test_nothing_near_means_no_guess() -> None:
    with pytest.raises(UsageError) as refused:
        parse(["journey=zzzzzz"], QUESTIONS)
    assert "Did you mean" not in str(refused.value)


class _Recorder(SilentAsker):
    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def ask(self, question: object, asked_before: int) -> str | None:
        self.asked.append((getattr(question, "id", ""), asked_before))
        return "own"


def test_questions_without_a_prepared_answer_go_to_the_other_asker() -> None:
    other = _Recorder()
    asker = ScriptedAsker({"journey": "straight"}, other)
    assert asker.scripted("journey") == "straight"
    assert asker.scripted("session-owner") is None
    assert asker.ask(QUESTION, 1) == "own"
    assert other.asked == [("session-owner", 1)]


def test_the_silent_asker_answers_nothing() -> None:
    assert SilentAsker().scripted("journey") is None
    assert SilentAsker().ask(QUESTION, 0) is None
