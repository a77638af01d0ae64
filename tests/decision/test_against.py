"""Why a cause lost: what an answer or the source says against it, and not a sentence about the cause in general."""

from __future__ import annotations

import pytest

from detachdoc.decision import decide
from tests.decision.tools import KNOWN, TREE, person
from tests.tools import an_error, facts

WHY_NOT = {cause.id: cause.why_not for cause in KNOWN.causes}
HANDED = ("journey=handed-to-background", "session-owner=own", "request-session=no", "ended-by=block")


def _says(*traced: str, cause: str) -> str:
    diagnosis = decide(an_error(class_name="Order"), facts(*traced, source="source"), KNOWN, person())
    return next(one.says for one in diagnosis.candidates if one.id == cause)


@pytest.mark.parametrize(
    ("traced", "cause", "words"),
    [
        (HANDED, "context-block-exited", "was handed to work that runs beside or after the request"),
        (("journey=taken-out",), "session-not-shared", "was taken out of its session"),
        (("journey=cached",), "context-block-exited", "was kept for later requests"),
        (
            ("journey=straight", "session-owner=own", "request-session=yes"),
            "context-block-exited",
            "The request has a session of its own besides the one that loaded Order.",
        ),
        (
            ("journey=straight", "session-owner=own", "request-session=no"),
            "session-not-shared",
            "No request has a session here besides the one that loaded Order.",
        ),
        (
            ("journey=straight", "session-owner=own", "request-session=no"),
            "background-task",
            "without being taken out, kept or handed over on the way",
        ),
        (
            ("journey=straight", "session-owner=request", "ended-by=cleanup"),
            "session-not-shared",
            "The request's own session loaded Order.",
        ),
    ],
)
def test_the_first_answer_that_rules_it_out_is_the_reason(traced: tuple[str, ...], cause: str, words: str) -> None:
    assert words in _says(*traced, cause=cause)


def test_without_an_answer_the_sentence_of_the_cause_is_left() -> None:
    diagnosis = decide(an_error(), facts("access-site=background", "framework=fastapi"), KNOWN, person())
    assert diagnosis.candidates[1].says == WHY_NOT[diagnosis.candidates[1].id]


def test_the_cause_that_won_has_nothing_against_it() -> None:
    assert _says(*HANDED, cause="background-task") == ""


def test_every_answer_within_the_six_says_what_it_rules_out() -> None:
    inside = [answer for question in TREE.questions for answer in question.answers if answer.kind != "outside"]
    assert [answer.id for answer in inside if not answer.rules_out] == []
