"""Words all renderers share."""

from __future__ import annotations

import shlex

import pytest

from detachdoc.model.diagnosis import AnswerTaken, Snippet
from detachdoc.model.lifetime import Gap
from detachdoc.model.place import Place
from detachdoc.render import words
from tests.render import samples


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.0, "0%"),
        (0.001, "<1%"),
        (0.005, "<1%"),
        (0.995, ">99%"),
        (0.48, "48%"),
        (0.994, "99%"),
        (0.999, ">99%"),
        (1.0, "100%"),
    ],
)
def test_percentages_never_claim_certainty(probability: float, text: str) -> None:
    assert words.percent(probability) == text


def test_the_strongest_source_of_the_evidence_is_named() -> None:
    assert words.basis(samples.DIAGNOSED) == "from your source"
    assert words.basis(samples.TRACEBACK_ONLY) == "from the traceback"


def test_evidence_that_does_not_speak_for_the_cause_does_not_count() -> None:
    neutral = tuple(item._replace(supports=()) for item in samples.DIAGNOSED.evidence)
    assert words.basis(samples.DIAGNOSED._replace(evidence=neutral, answers=())) == ""


def test_a_verdict_that_rests_on_answers_says_so() -> None:
    answered = samples.DIAGNOSED._replace(evidence=(), answers=samples.DIAGNOSED.answers[2:])
    assert words.basis(answered) == "from your answers"


def test_the_replay_command_survives_a_shell() -> None:
    command = words.replay(["detachdoc", "diagnose", "my log.txt"], ["journey=straight", "x=a b"])
    assert shlex.split(command)[2:] == ["my log.txt", "--answer", "journey=straight", "--answer", "x=a b"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("diagnosed", "Cause 2, session-not-shared, at app/auth.py:18."),
        ("traceback-only", "Cause 4, background-task, at app/jobs.py:12."),
        ("undecided", "Undecided, at app/api/orders.py:44; session-not-shared is the likeliest (48%)."),
        ("outside", "None of the six causes: The row was deleted in the same request; used at app/api/users.py:60."),
        ("neighbour", "MissingGreenlet, not a DetachedInstanceError."),
    ],
)
def test_the_recap(name: str, line: str) -> None:
    assert words.recap(samples.ALL[name]) == line


def test_a_reason_outside_the_six_is_blamed_on_the_line_that_let_go_where_it_is_known() -> None:
    known = samples.OUTSIDE._replace(detach=Place("app/api/users.py", 58))
    assert words.recap(known).endswith("at app/api/users.py:58.")


@pytest.mark.parametrize(
    ("whose", "said"),
    [
        ("Invoice", "your names stand where they fit"),
        ("Inv", "not your code"),
        ("invoice.id", "not your code"),
        (None, "not your code"),
    ],
)
def test_an_example_says_whether_it_has_the_users_names(whose: str | None, said: str) -> None:
    fix = samples.FIX._replace(before=Snippet("send(Invoice.id)\n", None, 1, ()))
    assert words.example(fix, whose).endswith(said)


def test_notes_are_about_what_was_followed_all_the_same_and_about_the_run() -> None:
    gaps = (Gap(None, "lost"), Gap(Place("app/a.py", 3), "the line has moved since", followed=True))
    told = samples.DIAGNOSED._replace(gaps=gaps, remarks=("A remark.",))
    assert words.notes(told) == ["app/a.py:3: the line has moved since.", "A remark."]


def test_a_verdict_that_an_answer_gave_against_the_source_rests_on_that_answer() -> None:
    told = samples.DIAGNOSED._replace(caveats=("journey=cached was your answer, but the source shows otherwise.",))
    assert words.basis(samples.DIAGNOSED) == "from your source"
    assert words.basis(told) == "from your answers alone"


def test_a_doubt_says_whether_the_source_is_the_reason() -> None:
    caveats = ("In your source as it is now, it cannot fail like this.",)
    assert words.doubt(samples.UNDECIDED) == "more than one cause fits"
    assert words.doubt(samples.UNDECIDED._replace(answers=(), caveats=caveats)) == "your source does not confirm it"
    answered = samples.UNDECIDED._replace(caveats=caveats, answers=(AnswerTaken("journey", "cached", "user"),))
    assert words.doubt(answered) == "more than one cause fits"
