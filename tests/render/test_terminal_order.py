"""What comes first, what is there and what is not."""

from __future__ import annotations

import pytest

from detachdoc.model.lifetime import Gap
from detachdoc.model.place import Place
from detachdoc.render.terminal import Look
from tests.render import samples
from tests.render.tools import drawn, lines_of


def positions(text: str, *parts: str) -> list[int]:
    assert all(part in text for part in parts), [part for part in parts if part not in text]
    return [text.index(part) for part in parts]


def test_the_sections_come_in_the_order_of_the_story() -> None:
    found = positions(
        drawn(samples.DIAGNOSED), "Cause 2 of 6", "User.orders was read", "1  loaded", "2  let go", "3  used", "├─",
        "What speaks for it", "Why not the others", "The fix:", "before  app", "after  app", "Why it works",
        "What will not help here", "Next time", "Cause 2, session-not-shared", "--answer request-session=yes",
    )  # fmt: skip
    assert found == sorted(found)


def test_undecided_shows_ranks_then_what_settles_it() -> None:
    text = drawn(samples.UNDECIDED)
    found = positions(text, "48%", "27%", "What would settle it", "--answer journey=taken-out", "What is known")
    assert found == sorted(found)
    assert "not known yet. The query that fetched User" in text
    assert "less likely: session-closed-by-dependency" in text


def test_undecided_says_its_notes_before_it_asks() -> None:
    text = drawn(samples.UNDECIDED)
    found = positions(
        text, "Which cause it may be", "FastAPI 0.170.0 is newer", "What would settle it", "What is known"
    )
    assert found == sorted(found)
    assert text.count("FastAPI 0.170.0 is newer") == 1


def test_undecided_says_what_could_not_be_followed_before_it_asks() -> None:
    lost = Gap(Place("app/auth.py", 30), "could not follow `**kwargs`")
    text = drawn(samples.UNDECIDED._replace(gaps=(lost,)))
    found = positions(text, "Which cause it may be", "What could not be followed", "What would settle it")
    assert found == sorted(found)
    assert text.count("could not follow") == 1


def test_only_the_most_telling_question_is_there_in_full_and_all_can_be_answered() -> None:
    text = drawn(samples.UNDECIDED, width=110)
    first, _, others = text.partition("Depending on that, next:")
    assert "To find out: Follow the variable back" in first
    assert "--answer journey=cached" in first
    assert "It was kept for later requests" in first
    assert "2. Which session loaded the object?\n       --answer session-owner=request|own\n" in others
    assert "To find out" not in others


def test_a_single_question_has_none_to_follow() -> None:
    assert "Depending on that" not in drawn(samples.UNDECIDED._replace(questions=samples.QUESTIONS[:1]))


def test_undecided_ends_with_what_to_find_out_next() -> None:
    end = drawn(samples.UNDECIDED, width=110).rstrip().splitlines()[-4:]
    assert [row.split()[0] for row in end[:3]] == ["Undecided,", "used", "next"]
    assert "What became of the object" in end[2]


def test_what_a_reason_outside_the_six_is_stands_in_the_title_once() -> None:
    text = drawn(samples.OUTSIDE)
    assert text.splitlines()[0] == "  None of the six causes · The row was deleted in the same request"
    assert text.count("The row was deleted in the same request") == 2, "in the title and in the recap"


def test_outside_the_six_what_every_error_shows_is_told_only_when_asked_for() -> None:
    usual = samples.UNDECIDED.evidence[0]
    outside = samples.OUTSIDE._replace(evidence=(usual, *samples.OUTSIDE.evidence))
    assert usual.says not in drawn(outside, width=150)
    assert usual.says in drawn(outside, width=150, why=True)
    assert usual.says in drawn(samples.OUTSIDE._replace(evidence=(usual,)), width=150)


def test_paragraphs_of_a_reason_stand_apart() -> None:
    text = drawn(samples.OUTSIDE._replace(reason="It was deleted.\nThe one change: read first."))
    assert "  It was deleted.\n\n  The one change: read first.\n" in text


def test_two_facts_that_rest_on_one_observation_are_told_once() -> None:
    [told] = samples.OUTSIDE.evidence
    again = told._replace(id="expired-by")
    elsewhere = told._replace(where=Place("app/api/users.py", 99))
    text = drawn(samples.OUTSIDE._replace(evidence=(told, again, elsewhere)))
    assert text.count(told.says) == 2
    assert "app/api/users.py:99" in text


def test_what_speaks_neither_way_is_told_when_asked_for_or_when_there_is_nothing_else() -> None:
    says = samples.DIAGNOSED.evidence[2].says
    assert says not in drawn(samples.DIAGNOSED, width=150)
    assert says in drawn(samples.DIAGNOSED, width=150, why=True)
    assert says in drawn(samples.DIAGNOSED._replace(evidence=samples.DIAGNOSED.evidence[2:]), width=150)


def test_why_the_runner_up_lost_is_told_and_of_the_hopeless_ones_when_asked() -> None:
    runner_up, hopeless = "The block is inside a dependency", "Nothing between the load and the use"
    assert runner_up in drawn(samples.DIAGNOSED, width=150)
    assert hopeless not in drawn(samples.DIAGNOSED, width=150)
    assert hopeless in drawn(samples.DIAGNOSED, width=150, why=True)


def test_undecided_with_explanations_tells_them_as_a_possibility() -> None:
    likely = samples.UNDECIDED._replace(what_happened="A helper opened a session.", fix=samples.FIX)
    text = drawn(likely)
    assert "If it is the likeliest, session-not-shared" in text
    assert "Then the fix is: give get_current_user" in text


def test_the_replay_command_is_the_last_thing_on_the_screen() -> None:
    for diagnosis in (samples.DIAGNOSED, samples.UNDECIDED, samples.OUTSIDE):
        assert drawn(diagnosis).rstrip().splitlines()[-1].lstrip().startswith(("detachdoc diagnose", "--"))


def test_an_error_of_another_kind_gets_no_three_places_and_no_replay() -> None:
    text = drawn(samples.NEIGHBOUR)
    assert "loaded" not in text.split("Read more")[1]
    assert "detachdoc diagnose" not in text


def test_an_error_of_another_kind_shows_where_it_was_raised() -> None:
    text = drawn(samples.NEIGHBOUR._replace(access=samples.ACCESS))
    assert "raised  app/api/orders.py:44 in list_orders" in text


def test_evidence_against_the_cause_is_said() -> None:
    text = drawn(samples.TRACEBACK_ONLY)
    assert text.index("What speaks against it") < text.index("On this FastAPI the session")


def test_every_error_of_several_is_there_with_its_number() -> None:
    text = drawn(*[samples.DIAGNOSED] * 3)
    assert [f"Error {number} of 3" in text for number in (1, 2, 3)] == [True] * 3
    assert text.count("Cause 2 of 6") == 3


def test_several_errors_end_with_one_line_each_and_one_command() -> None:
    several = (samples.UNDECIDED, samples.NEIGHBOUR, samples.TRACEBACK_ONLY)
    text = drawn(*several, width=110)
    end = text[text.index("All 3 errors") :]
    found = positions(
        end, "1  Undecided, at app/api/orders.py:44; session-not-shared", "2  MissingGreenlet, not a",
        "3  Cause 4, background-task, at app/jobs.py:12. (seen 7 times)", "Error 1 decides the exit code",
        "about it alone", "detachdoc diagnose tb.txt",
    )  # fmt: skip
    assert found == sorted(found)
    assert text.count("detachdoc diagnose tb.txt") == 1


def test_only_the_first_of_several_errors_can_be_answered() -> None:
    text = drawn(samples.UNDECIDED, samples.UNDECIDED)
    first, second = text[: text.index("All 2 errors")].split("Error 2 of 2")
    assert "--answer journey=taken-out" in first
    assert "--answer journey" not in second
    assert "diagnose this error on its own to answer" in second


def test_a_remark_about_the_run_is_made_once_and_one_about_an_error_with_it() -> None:
    second = samples.UNDECIDED._replace(remarks=(*samples.UNDECIDED.remarks, "Its file has changed."))
    text = drawn(samples.UNDECIDED, second, samples.UNDECIDED)
    assert text.count("FastAPI 0.170.0 is newer") == 1
    assert text.index("Error 2 of 3") < text.index("Its file has changed.") < text.index("Error 3 of 3")


def test_another_error_in_front_has_nothing_to_replay() -> None:
    text = drawn(samples.NEIGHBOUR, samples.UNDECIDED)
    assert text.rstrip().endswith("Error 1 decides the exit code.")


@pytest.mark.parametrize("brief", [False, True])
def test_of_many_errors_three_are_drawn_and_none_is_dropped(brief: bool) -> None:
    many = [samples.DIAGNOSED._replace(access=samples.ACCESS._replace(line=at), detach=None) for at in range(1, 301)]
    text = drawn(*many, brief=brief)
    assert "Error 3 of 300" in text
    assert "Error 4 of 300" not in text
    assert all(f"app/api/orders.py:{at}." in text for at in range(1, 301))
    assert "Errors 4 to 300 are shown in a line each." in text
    assert "detachdoc diagnose tb.txt --source . --json" in text


def test_the_essence_stands_above_the_command() -> None:
    end = drawn(samples.DIAGNOSED).rstrip().splitlines()[-6:]
    assert [row.split()[0] for row in end[:5]] == ["Cause", "loaded", "let", "used", "fix"]
    assert end[5].startswith("  detachdoc diagnose")


def test_notes_stand_together_before_the_end() -> None:
    moved = Gap(Place("app/auth.py", 18), "the line has moved since", followed=True)
    lost = Gap(Place("app/auth.py", 30), "could not follow `**kwargs`")
    text = drawn(samples.DIAGNOSED._replace(gaps=(moved, lost), remarks=("FastAPI is newer.",)))
    found = positions(
        text, "What could not be followed", "could not follow", "Read more", "  Notes\n",
        "app/auth.py:18: the line has moved since.", "FastAPI is newer.", "Cause 2, session-not-shared",
    )  # fmt: skip
    assert found == sorted(found)
    assert "moved" not in text[found[0] : found[3]]


def test_one_error_has_no_number() -> None:
    assert "Error 1" not in drawn(samples.DIAGNOSED)


def test_repeated_errors_are_counted() -> None:
    assert "seen 7 times" in drawn(samples.TRACEBACK_ONLY)


def test_trace_and_why_are_shown_on_demand() -> None:
    plain, asked = drawn(samples.DIAGNOSED), drawn(samples.DIAGNOSED, trace=True, why=True)
    assert "returned out of the block" not in plain
    assert "returned out of the block" in asked
    assert "SessionLocal() in get_current_user" in asked
    assert "session-owner = own  from your source" in asked
    assert "request-session = yes  from you" in asked


@pytest.mark.parametrize("name", samples.ALL)
@pytest.mark.parametrize("width", [80, 120])
def test_brief_is_at_most_fifteen_lines(name: str, width: int) -> None:
    if name != "hostile":
        assert len(drawn(samples.ALL[name], brief=True, width=width).splitlines()) <= 15


def test_brief_says_why_it_is_undecided() -> None:
    gaps = (Gap(None, "no frame of the traceback is in the source that was given"), Gap(Place("a.py", 3), "a `match`"))
    text = drawn(samples.UNDECIDED._replace(gaps=gaps, remarks=("Add --source.",)), brief=True, width=110)
    assert "  Not followed: no frame of the traceback is in the source that was given.\n" in text
    assert "  Not followed: a `match`, at a.py:3.\n" in text
    assert "  Add --source.\n" in text


def test_brief_obeys_trace_and_why() -> None:
    text = drawn(samples.DIAGNOSED, brief=True, trace=True, why=True)
    found = positions(
        text, "Fix:", "How the object travelled", "How each question was answered", "Cause 2, session-not"
    )
    assert found == sorted(found)


def test_brief_has_the_places_the_change_and_the_recap() -> None:
    text = drawn(samples.DIAGNOSED, brief=True, width=120)
    for part in (
        "app/auth.py:19",
        "app/auth.py:18",
        "app/api/orders.py:44",
        "take the session as a parameter",
        "session-not-shared",
    ):
        assert part in text


def test_plain_draws_nothing_and_numbers_lists() -> None:
    text = drawn(samples.DIAGNOSED, look=Look(width=80, screen=200, plain=True), lines=lines_of)
    assert not set(text) & set("│━─├┤╌●┘✗•·↪")
    assert "6. user is detached: its session has let it go." in text
    assert "7. user is used (.orders), and has no session." in text
    assert text.index("before  app/auth.py") < text.index("\n    after  app/auth.py")


def test_side_by_side_only_where_both_sides_fit() -> None:
    def beside(width: int) -> bool:
        return any("before" in line and "after" in line for line in drawn(samples.DIAGNOSED, width=width).splitlines())

    assert not beside(100)
    assert beside(150)


CAVEATS = ("journey=cached was your answer, but the source shows journey=straight.", "Without that answer: cause 2.")


@pytest.mark.parametrize("brief", [False, True])
def test_what_speaks_against_a_verdict_stands_before_the_places(*, brief: bool) -> None:
    text = drawn(samples.DIAGNOSED._replace(caveats=CAVEATS), brief=brief)
    found = positions(text, "from your answers alone", "User.orders was read", "journey=cached was your", "1  loaded")
    assert found == sorted(found)


def test_an_open_verdict_that_the_source_contradicts_does_not_say_that_more_causes_fit() -> None:
    caveats = ("In your source as it is now, it cannot fail like this.",)
    text = drawn(samples.UNDECIDED._replace(caveats=caveats, answers=()))
    assert "Undecided · your source does not confirm it" in text
    assert "In your source as it is now" in text
    assert "more than one cause fits" not in text


def test_how_to_check_stands_before_the_evidence() -> None:
    text = drawn(samples.DIAGNOSED._replace(how_to_check="Print `obj in session`."))
    found = positions(text, "To check: Print", "What speaks for it")
    assert found == sorted(found)


def test_a_look_alike_in_brief_is_named_once_more_at_the_end_and_says_the_one_change() -> None:
    known = samples.NEIGHBOUR._replace(
        headline="MissingGreenlet. This is not a DetachedInstanceError.",
        reason="It still has its session.\nThe one change: load it in the query.",
    )
    text = drawn(known, brief=True)
    assert text.count("not a DetachedInstanceError") == 2
    assert "The one change: load it in the query." in text
    assert "It still has its session" not in text


def test_an_unknown_error_in_brief_is_quoted() -> None:
    error = samples.NEIGHBOUR.error._replace(type="ValueError", message="no such plan")
    unknown = samples.NEIGHBOUR._replace(error=error, headline="ValueError. x", reason="ValueError: no such plan\nmore")
    assert "ValueError: no such plan" in drawn(unknown, brief=True)
