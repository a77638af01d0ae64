"""The folder detachdoc ships."""

from __future__ import annotations

import pytest

from detachdoc import knowledge
from detachdoc.knowledge.contract import CAUSE_NUMBERS


def test_it_has_no_mistakes():
    assert knowledge.check(knowledge.data_folder()) == ()


@pytest.fixture(scope="module")
def known():
    return knowledge.load(knowledge.data_folder())


@pytest.mark.parametrize("cause", CAUSE_NUMBERS)
def test_each_cause_is_supported_by_some_fact(known, cause):
    supported = {
        target for fact in known.tree.facts for value in fact.values for target, factor in value.supports if factor > 1
    }
    assert cause in supported


def test_a_path_asks_at_most_six_questions(known):
    questions = {question.id: question for question in known.tree.questions}

    def longest(question_id: str) -> int:
        steps = [answer.leads_to for answer in questions[question_id].answers if answer.kind == "next"]
        return 1 + max(map(longest, steps), default=0)

    assert longest(known.tree.root) <= 6


def test_loading_it_twice_gives_equal_values(known):
    assert knowledge.load() == known
