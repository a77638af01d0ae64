"""Source that contradicts the error, and answers that contradict the source."""

from __future__ import annotations

from detachdoc.decision import decide
from detachdoc.model.lifetime import Gap, Lifetime
from tests.decision.tools import KNOWN, person
from tests.tools import an_error, facts

BACKGROUND = facts("access-site=background", "framework=fastapi")
CONTRADICTED = Lifetime(None, None, None, gaps=(Gap(None, "here the session is still open"),), contradicted=True)

UNTRACED = Lifetime(None, None, None, gaps=(Gap(None, "it could not be followed back to a load"),), untraced=True)


def test_the_text_alone_names_the_cause() -> None:
    assert decide(an_error(), BACKGROUND, KNOWN, person()).outcome == "diagnosed"


def test_source_that_cannot_fail_like_this_leaves_it_undecided_and_says_why() -> None:
    diagnosis = decide(an_error(), BACKGROUND, KNOWN, person(), lifetime=CONTRADICTED)
    assert diagnosis.outcome == "undecided"
    assert diagnosis.cause is None
    assert diagnosis.confidence == 0
    assert diagnosis.candidates[0].id == "background-task"
    assert diagnosis.questions
    assert diagnosis.gaps == CONTRADICTED.gaps
    now, mended, text = " ".join(diagnosis.caveats).split(". ", 2)
    assert now.startswith("In your source as it is now, billing/mail.py:12 cannot fail like this")
    assert mended.startswith("If you have mended it since, this log is from before")
    assert text == "The text alone points to cause 4, background-task, which is not named for that reason."


def test_somebody_who_knows_better_is_believed() -> None:
    somebody = person({"journey": "handed-to-background"}, beforehand=True)
    assert decide(an_error(), BACKGROUND, KNOWN, somebody, lifetime=CONTRADICTED).outcome == "diagnosed"


def test_source_that_shows_neither_load_nor_hand_over_is_not_outvoted_by_the_text() -> None:
    diagnosis = decide(an_error(), BACKGROUND, KNOWN, person(), lifetime=UNTRACED)
    assert (diagnosis.outcome, diagnosis.cause, diagnosis.confidence) == ("undecided", None, 0)
    assert diagnosis.candidates[0].id == "background-task"
    assert diagnosis.gaps == UNTRACED.gaps
    assert diagnosis.caveats == (
        "In your source, neither the query that loaded Invoice nor the hand-over of it was found.",
        "The text alone points to cause 4, background-task, which is not named for that reason.",
    )


def test_source_that_contradicts_an_open_verdict_names_no_cause_at_all() -> None:
    diagnosis = decide(an_error(), facts("access-site=handler"), KNOWN, person(), lifetime=CONTRADICTED)
    assert diagnosis.outcome == "undecided"
    assert len(diagnosis.caveats) == 1


def test_an_object_handed_over_leaves_the_text_its_say() -> None:
    lifetime = UNTRACED._replace(untraced=False)
    assert decide(an_error(), BACKGROUND, KNOWN, person(), lifetime=lifetime).outcome == "diagnosed"


def test_an_answer_settles_what_could_not_be_followed() -> None:
    somebody = person({"journey": "handed-to-background"}, beforehand=True)
    assert decide(an_error(), BACKGROUND, KNOWN, somebody, lifetime=UNTRACED).outcome == "diagnosed"


def test_a_recording_settles_what_could_not_be_followed() -> None:
    recorded = (*BACKGROUND, *facts("journey=handed-to-background", source="recorder"))
    assert decide(an_error(), recorded, KNOWN, person(), lifetime=UNTRACED).outcome == "diagnosed"
    assert decide(an_error(), recorded, KNOWN, person(), lifetime=CONTRADICTED).outcome == "undecided"


def test_an_answer_the_source_contradicts_is_taken_and_said() -> None:
    traced = facts("journey=straight", "session-owner=own", "request-session=yes", source="source")
    diagnosis = decide(an_error(), traced, KNOWN, person({"journey": "cached"}, beforehand=True))
    assert diagnosis.cause is not None
    assert diagnosis.cause.id == "used-across-requests"
    assert diagnosis.caveats == (
        "journey=cached was your answer, but the source shows journey=straight.",
        "Without that answer: cause 2, session-not-shared.",
    )
    agreed = decide(an_error(), traced, KNOWN, person({"journey": "straight"}, beforehand=True))
    assert agreed.caveats == ()


def test_a_contradicted_answer_that_changes_nothing_is_said_without_another_verdict() -> None:
    traced = facts("journey=straight", "session-owner=own", "request-session=yes", source="source")
    answers = {"session-owner": "request", "request-session": "yes", "ended-by": "close-call"}
    diagnosis = decide(an_error(), traced, KNOWN, person(answers, beforehand=True))
    assert diagnosis.caveats[0] == "session-owner=request was your answer, but the source shows session-owner=own."
    assert diagnosis.caveats[1] == "Without that answer: cause 2, session-not-shared."
    same = decide(an_error(), traced, KNOWN, person({"journey": "taken-out"}, beforehand=True))
    assert len(same.caveats) == 2


def test_an_answer_against_the_source_that_leads_outside_the_six_says_where_the_source_leads() -> None:
    traced = facts("journey=straight", "session-owner=own", "request-session=yes", source="source")
    diagnosis = decide(an_error(), traced, KNOWN, person({"journey": "deleted"}, beforehand=True))
    assert diagnosis.outcome == "outside-the-six"
    assert diagnosis.caveats[-1] == "Without that answer: cause 2, session-not-shared."
