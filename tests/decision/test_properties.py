"""What must hold for every combination of facts and answers."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detachdoc.decision import decide, leaves
from detachdoc.model.asking import UNKNOWN
from tests.decision.tools import KNOWN, SIX, TREE, person
from tests.tools import an_error, facts

_LEAVES = leaves.plant(TREE)

_FACT = st.sampled_from([f"{spec.id}={value.id}" for spec in TREE.facts for value in spec.values])
#: Facts that answer a question; the others only weigh.
_ANSWERING = {fact for question in TREE.questions for answer in question.answers for fact, _ in answer.facts}
_FACTS = st.lists(_FACT, max_size=12, unique=True)
_SOURCES = st.sampled_from(["traceback", "source", "environment", "recorder"])


@st.composite
def _answers(draw: st.DrawFn) -> dict[str, str]:
    return {
        question.id: draw(st.sampled_from([UNKNOWN, *(answer.id for answer in question.answers)]))
        for question in draw(st.lists(st.sampled_from(TREE.questions), unique_by=lambda one: one.id))
    }


@given(_FACTS, _SOURCES, _answers())
def test_probabilities_of_all_six_sum_to_one(stated: list[str], source: str, says: dict[str, str]) -> None:
    diagnosis = decide(an_error(), facts(*stated, source=source), KNOWN, person(says, otherwise=UNKNOWN))
    assert {candidate.id for candidate in diagnosis.candidates} == SIX
    assert sum(candidate.probability for candidate in diagnosis.candidates) == pytest.approx(1)
    ranked = [candidate.probability for candidate in diagnosis.candidates]
    assert ranked == sorted(ranked, reverse=True)


@given(_FACTS, _answers())
def test_no_question_is_asked_twice_nor_one_a_fact_has_answered(stated: list[str], says: dict[str, str]) -> None:
    somebody = person(says, otherwise=UNKNOWN)
    diagnosis = decide(an_error(), facts(*stated), KNOWN, somebody)
    assert len(set(somebody.asked)) == len(somebody.asked)
    by_fact = {taken.question for taken in diagnosis.answers if taken.by == "traceback"}
    assert by_fact.isdisjoint(somebody.asked)


@given(_FACTS, _answers(), st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(stated: list[str], says: dict[str, str], shuffling: random.Random) -> None:
    shuffled = shuffling.sample(stated, len(stated))
    one = decide(an_error(), facts(*stated), KNOWN, person(says, beforehand=True))
    other = decide(an_error(), facts(*shuffled), KNOWN, person(says, beforehand=True))
    assert one.outcome == other.outcome
    assert one.answers == other.answers
    assert one.evidence == other.evidence
    assert [c.id for c in one.candidates] == [c.id for c in other.candidates]
    assert [c.probability for c in one.candidates] == pytest.approx([c.probability for c in other.candidates])


@given(_FACTS, _answers())
def test_the_replay_gives_the_same_verdict(stated: list[str], says: dict[str, str]) -> None:
    talked = decide(an_error(), facts(*stated), KNOWN, person(says, otherwise=UNKNOWN))
    prepared = dict(word.split("=") for word in talked.replay)
    replayed = decide(an_error(), facts(*stated), KNOWN, person(prepared, beforehand=True))
    assert replayed.outcome == talked.outcome
    assert (replayed.cause and replayed.cause.id) == (talked.cause and talked.cause.id)
    assert replayed.headline == talked.headline
    assert [c.probability for c in replayed.candidates] == pytest.approx([c.probability for c in talked.candidates])


@given(st.lists(_FACT.filter(lambda word: word.partition("=")[0] not in _ANSWERING), max_size=12, unique=True))
def test_a_cause_is_named_only_from_the_threshold_on(stated: list[str]) -> None:
    diagnosis = decide(an_error(), facts(*stated), KNOWN, person())
    assert (diagnosis.cause is not None) == (diagnosis.outcome == "diagnosed")
    if diagnosis.cause is not None:
        assert diagnosis.confidence == diagnosis.cause.probability >= TREE.threshold
    else:
        assert diagnosis.outcome == "outside-the-six" or diagnosis.questions


@pytest.mark.parametrize("leaf", _LEAVES, ids=lambda leaf: " ".join("=".join(step) for step in leaf.path))
@pytest.mark.parametrize("beforehand", [False, True], ids=["asked", "prepared"])
def test_truthful_answers_end_in_the_right_leaf(leaf: leaves.Leaf, beforehand: bool) -> None:
    somebody = person(dict(leaf.path), beforehand=beforehand)
    diagnosis = decide(an_error(), facts("operation=lazy-load"), KNOWN, somebody)
    if leaf.leads_to in SIX:
        assert diagnosis.cause is not None
        assert diagnosis.cause.id == leaf.leads_to
    else:
        assert diagnosis.outcome == "outside-the-six"
        assert diagnosis.headline == next(one.title for one in TREE.outside if one.id == leaf.leads_to)
    assert len(somebody.asked) <= 3


@pytest.mark.parametrize("site", ["handler", "background", "test", "unknown"])
@pytest.mark.parametrize("answer", ["test-fixture", "shared"])
def test_a_reason_outside_the_six_explains_the_error_whole(site: str, answer: str) -> None:
    known = person({"session-owner": answer}, beforehand=True)
    diagnosis = decide(an_error(), facts(f"access-site={site}", "framework=fastapi"), KNOWN, known)
    assert diagnosis.outcome == "outside-the-six", diagnosis.candidates


@settings(max_examples=30)
@given(
    st.sampled_from(_LEAVES),
    st.sampled_from([v.id for v in next(f for f in TREE.facts if f.id == "access-site").values]),
)
def test_truthful_answers_beat_what_the_place_of_use_suggests(leaf: leaves.Leaf, site: str) -> None:
    diagnosis = decide(an_error(), facts(f"access-site={site}"), KNOWN, person(dict(leaf.path), beforehand=True))
    named = diagnosis.cause.id if diagnosis.cause else diagnosis.outcome
    assert named in {leaf.leads_to, "outside-the-six", "undecided"}
